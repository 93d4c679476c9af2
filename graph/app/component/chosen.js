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

let details = null;

/** Says that `panel` shows what is chosen, and how it is told to. */
export function showsChosen(panel, send) {
  details = { panel, send };
}

/** How Python is told what was chosen: the details alone are drawn again where they are open, else by `send` the whole page. */
export function chosenBy(send) {
  return details?.panel.isConnected && details.panel.checkVisibility() ? details.send : send;
}

/** Calls `listener` at every change until `signal` says stop. */
export function whenChosen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}
