// What is chosen on this page, {node} or {edge} or neither: the parts of the component tell each other directly.

let chosen = {};
const listeners = new Set();

/** What is chosen now. */
export function whatIsChosen() {
  return chosen;
}

/** Choose a node, an edge, or nothing; gives whether that is anything new. */
export function choose({ node, edge }) {
  if (node === chosen.node && edge === chosen.edge) return false;
  chosen = { node, edge };
  for (const listener of listeners) listener(chosen);
  return true;
}

/** Calls `listener` at every change until `signal` says stop. */
export function whenChosen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}
