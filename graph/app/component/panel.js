// The panel beside the canvas: details of a thing or a relation, paths, answers, or a table, each from plain data.
import { showAnswers, showGrid } from "./answers.js";
import { showsChosen } from "./chosen.js";
import { showDetails } from "./details.js";
import { setEditor } from "./editor.js";
import { partOf, h } from "./dom.js";
import { showPaths } from "./chains.js";
import { isDark } from "./palette.js";
import { showReader } from "./reader.js";
import { showTable } from "./table.js";

const KINDS = { details: showDetails, paths: showPaths, table: showTable, reader: showReader, answers: showAnswers, grid: showGrid };

/** Draws the panel anew; it keeps the place that it is scrolled to, and the focus on what bears the same key, else on itself. */
export function showPanel(parent, data, send) {
  const panel = partOf(parent, "panel", () => h("section", { role: "region", tabindex: -1 }));
  setEditor(data.editor);
  panel.setAttribute("aria-label", data.name);
  const dark = isDark(getComputedStyle(panel).getPropertyValue("--st-background-color"));
  panel.className = `panel ${data.kind}${dark ? " dark" : ""}`;
  if (data.kind === "details") showsChosen(panel, send);
  const focused = panel.getRootNode().activeElement;
  const within = focused !== panel && panel.contains(focused);
  panel.replaceChildren(...KINDS[data.kind](data, send));
  if (within) focusOn(panel, focused.closest("[data-key]")?.dataset.key);
  return undefined;
}

function focusOn(panel, key) {
  const keyed = [...panel.querySelectorAll("[data-key]")];
  const same = keyed.find((element) => element.dataset.key === key);
  const usable = same?.disabled ? keyed.find((element) => element !== same && element.parentNode === same.parentNode) : same;
  (usable ?? panel).focus({ preventScroll: true });
}
