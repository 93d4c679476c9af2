// The page's component: one entry for its parts, each drawn from the data that Python sends.
import { showCanvas } from "./canvas.js";
import { showPanel } from "./panel.js";
import { showSearch } from "./search.js";
import { senderOf } from "./sending.js";

const PARTS = { canvas: showCanvas, panel: showPanel, search: showSearch };

/** Streamlit calls this when the element appears and whenever its data or the theme change. */
export default function ({ parentElement, data, setTriggerValue }) {
  if (!data) return undefined;
  const [shown] = data;
  return PARTS[shown.part](parentElement, shown, senderOf(parentElement, setTriggerValue));
}
