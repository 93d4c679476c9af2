// Answers to questions: relations in sections, and rows of a query or a comparison as a grid.
import { choose, show } from "./chosen.js";
import { nameButton } from "./details.js";
import { h } from "./dom.js";
import { evidenceOf, tagsOf } from "./evidence.js";

/**
 * The elements for `data`: {sections: [{title, text, count, rows, offers}]}. A row is a relation {id, sentence, evidence, ...}
 * or a thing {label}; an offer {text, act} is something to click instead.
 */
export function showAnswers(data, send) {
  return data.sections.map((section) => sectionOf(section, send));
}

/** The elements for `data`: {caption, columns: [text], rows: [[{text, node, edge, denied, title}]]}. */
export function showGrid(data, send) {
  const heading = data.columns.map((column) => h("th", { scope: "col", dir: "auto" }, column));
  const table = h(
    "table",
    {},
    h("caption", {}, data.caption),
    h("thead", {}, h("tr", {}, heading)),
    h(
      "tbody",
      {},
      data.rows.map((row) =>
        h(
          "tr",
          {},
          row.map((cell) => h("td", { dir: "auto", class: cell.denied ? "denied" : null }, cellOf(cell, send))),
        ),
      ),
    ),
  );
  return [h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": data.name }, table)];
}

function cellOf(cell, send) {
  if (cell.node) return nameButton(cell.node, send);
  if (cell.edge) {
    const properties = { type: "button", class: cell.denied ? "phrase denied" : "phrase", title: cell.title };
    return h("button", { ...properties, onclick: () => show({ edge: cell.edge }, send) }, cell.text);
  }
  return cell.text;
}

function sectionOf({ title, text, count, rows, offers }, send) {
  return h(
    "section",
    { class: "group" },
    title ? h("h4", { dir: "auto" }, title, count ? h("small", {}, count) : "") : "",
    text ? h("p", { class: "quiet", dir: "auto" }, text) : "",
    rows.length
      ? h(
          "ul",
          {},
          rows.map((row) => rowOf(row, send)),
        )
      : "",
    offers.length
      ? h(
          "p",
          { class: "names" },
          offers.map(({ text, act }) => h("button", { type: "button", class: "name", onclick: () => send(act) }, text)),
        )
      : "",
  );
}

function rowOf(row, send) {
  if (!row.id) return h("li", {}, nameButton(row.label, send));
  return h(
    "li",
    {},
    h("div", { class: "relation" }, phraseOf(row, send), " ", tagsOf(row)),
    row.note ? h("p", { class: "quiet" }, row.note) : "",
    evidenceOf(row.evidence, send),
  );
}

function phraseOf({ id, sentence, denied }, send) {
  const onclick = () => choose({ edge: id }) && send({ do: "mark", edge: id });
  const look = denied ? "phrase denied" : "phrase";
  return h("button", { type: "button", class: look, title: "Show this relation", dir: "auto", onclick }, sentence);
}
