// The page's component: one entry for its parts, each drawn from the data that Python sends.
import { showCanvas } from "./canvas.js";
import { showPanel } from "./panel.js";
import { showSearch } from "./search.js";

const PARTS = { canvas: showCanvas, panel: showPanel, search: showSearch };

const KEPT = 2000;
let acts = 0;

/** Streamlit calls this when the element appears and whenever its data or the theme change. */
export default function ({ parentElement, data, setTriggerValue }) {
  if (!data) return undefined;
  const [shown] = data;
  return PARTS[shown.part](parentElement, shown, senderOf(parentElement, setTriggerValue));
}

// Of acts that follow each other at once Streamlit passes on the last alone: each takes along those just before it.
const recent = new WeakMap();

function senderOf(parent, setTriggerValue) {
  return (act) => {
    const now = Date.now();
    const earlier = (recent.get(parent) ?? []).filter((other) => now - other.at < KEPT);
    const numbered = { ...act, serial: `${now}-${(acts += 1)}` };
    recent.set(parent, [...earlier, { at: now, act: numbered }]);
    setTriggerValue("act", { ...numbered, earlier: earlier.map((other) => other.act) });
  };
}
