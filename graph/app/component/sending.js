// Acts on their way to Python: each is numbered, and takes along those just before it.
import { choicesMade } from "./chosen.js";

const KEPT = 60_000; // ms; a run that reads notes takes long, and of what is done meanwhile Streamlit passes on the last alone
const MOST_KEPT = 20;
const recent = new WeakMap();
let acts = 0;

/** The function by which the part of the page in `parent` tells what was done there; `now` gives the time in ms. */
export function senderOf(parent, setTriggerValue, now = Date.now) {
  return (act) => {
    const at = now();
    const told = { ...act, choice: choicesMade(), serial: `${at}-${(acts += 1)}` };
    const earlier = stillToTell(recent.get(parent) ?? [], told, at);
    recent.set(parent, [...earlier, { at, act: told }]);
    setTriggerValue("act", { ...told, earlier: earlier.map((other) => other.act) });
  };
}

// Places are long, and the last ones say all that the ones before did.
function stillToTell(earlier, act, at) {
  const lately = earlier.filter((other) => at - other.at < KEPT).slice(-MOST_KEPT);
  return act.do === "places" ? lately.filter((other) => other.act.do !== "places") : lately;
}
