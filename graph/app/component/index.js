// The page's component: one entry for its parts, each drawn from the data that Python sends.
import { showCanvas } from "./canvas.js";
import { showPanel } from "./panel.js";
import { showSearch } from "./search.js";

const PARTS = { canvas: showCanvas, panel: showPanel, search: showSearch };

let acts = 0;

/** Streamlit calls this when the element appears and whenever its data or the theme change. */
export default function ({ parentElement, data, setTriggerValue }) {
  if (!data) return undefined;
  const send = (act) => setTriggerValue("act", { ...act, serial: `${Date.now()}-${(acts += 1)}` });
  return PARTS[data.part](parentElement, data, send);
}
