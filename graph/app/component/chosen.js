// What is chosen on this page, {node} or {edge} or neither: the parts of the component tell each other directly.

let chosen = {};
let choices = 0;
const listeners = new Set();

/** What is chosen now. */
export function whatIsChosen() {
  return chosen;
}

/** How often something was chosen here. Each act tells it, so that an answer says up to which choice it knows. */
export function choicesMade() {
  return choices;
}

/** Choose a node, an edge, or nothing; gives whether that is anything new. */
export function choose(what) {
  const anew = become(what);
  if (anew) choices += 1;
  return anew;
}

/** Take over what Python says is chosen, unless more was chosen here than the `heard` choices that it knows of. */
export function settle(what, heard) {
  if (heard >= choices) become(what);
}

function become({ node, edge }) {
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

/** Tells Python what was chosen: the details alone are drawn again where they are open, else by `send` the whole page. */
export function tellChosen(what, send) {
  if (details?.panel.isConnected && details.panel.checkVisibility()) details.send({ do: "mark", ...what });
  else send({ do: "select", ...what });
}

/** Choose a node or an edge and show its details, also where it is chosen already. */
export function show(what, send) {
  choose(what);
  tellChosen(what, send);
}

/** Calls `listener` at every change until `signal` says stop. */
export function whenChosen(listener, signal) {
  listeners.add(listener);
  signal.addEventListener("abort", () => listeners.delete(listener));
}
