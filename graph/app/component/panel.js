// The panel beside the canvas: details of a thing or a relation, paths, answers, or a table, each from plain data.
import { showAnswers, showGrid } from "./answers.js";
import { showDetails } from "./details.js";
import { partOf, h } from "./dom.js";
import { showPaths } from "./chains.js";
import { showTable } from "./table.js";

const KINDS = { details: showDetails, paths: showPaths, table: showTable, answers: showAnswers, grid: showGrid };

/** Draws the panel anew; it keeps nothing but the place that it is scrolled to. */
export function showPanel(parent, data, send) {
  const panel = partOf(parent, "panel", () => h("section", { role: "region" }));
  panel.setAttribute("aria-label", data.name);
  panel.className = `panel ${data.kind}`;
  panel.replaceChildren(...KINDS[data.kind](data, send));
  return undefined;
}
