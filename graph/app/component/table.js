// Relations as a plain table, a page at a time; a heading sorts, a row opens its relation.
import { h } from "./dom.js";

/** The elements for `data`: {columns: [{key, name}], rows: [{id, cells, denied}], sort: {by, down}, caption}. */
export function showTable(data, send) {
  const heading = ({ key, name }) => {
    const sorted = data.sort.by === key ? (data.sort.down ? "descending" : "ascending") : "none";
    const arrow = { ascending: " ↑", descending: " ↓", none: "" }[sorted];
    const button = h("button", { type: "button", onclick: () => send({ do: "sort", by: key }) }, name, arrow);
    return h("th", { scope: "col", "aria-sort": sorted }, button);
  };
  const open = (id) => () => send({ do: "select", edge: id });
  const row = ({ id, cells, denied }) =>
    h(
      "tr",
      { class: denied ? "denied" : null },
      cells.map((cell, k) =>
        h(
          "td",
          { dir: "auto" },
          k === 1 ? h("button", { type: "button", class: "phrase", onclick: open(id) }, cell) : cell,
        ),
      ),
    );
  const table = h(
    "table",
    {},
    h("caption", {}, data.caption),
    h("thead", {}, h("tr", {}, data.columns.map(heading))),
    h("tbody", {}, data.rows.map(row)),
  );
  return [h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": data.name }, table)];
}
