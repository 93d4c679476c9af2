// Relations as a plain table, a page at a time; a heading sorts, a row opens its relation, all by keys alone too.
import { show } from "./chosen.js";
import { h } from "./dom.js";

/**
 * The elements for `data`: {columns: [{key, name}], rows: [{id, cells, line, denied}], sort: {by, down}, caption,
 * page, pages}.
 */
export function showTable(data, send) {
  const table = h(
    "table",
    {},
    h("caption", {}, data.caption),
    h("thead", {}, h("tr", {}, data.columns.map((column) => headingOf(column, data.sort, send)))),
    h("tbody", {}, data.rows.map((row) => rowOf(row, send))),
  );
  return [
    h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": data.name }, table),
    data.pages > 1 ? pagesOf(data, send) : "",
  ];
}

/** How the rows are sorted by that column, as `aria-sort` has it. */
export function sortedBy(key, { by, down }) {
  if (key !== by) return "none";
  return down ? "descending" : "ascending";
}

function headingOf({ key, name }, sort, send) {
  const sorted = sortedBy(key, sort);
  const arrow = h("span", { "aria-hidden": "true" }, { ascending: " ↑", descending: " ↓", none: "" }[sorted]);
  const onclick = () => send({ do: "sort", by: key });
  const button = h("button", { type: "button", "data-key": `sort ${key}`, title: "Sort by this column", onclick }, name, arrow);
  return h("th", { scope: "col", "aria-sort": sorted }, button);
}

function rowOf({ id, cells, line, denied }, send) {
  const open = () => show({ edge: id }, send);
  const button = (text) =>
    h("button", { type: "button", class: denied ? "phrase denied" : "phrase", title: line, onclick: open }, text);
  return h(
    "tr",
    { class: denied ? "denied" : null },
    cells.map((cell, k) => h("td", { dir: "auto" }, k === 1 ? button(cell) : cell)),
  );
}

function pagesOf({ page, pages }, send) {
  const turn = (name, to) =>
    h(
      "button",
      {
        type: "button",
        class: "action",
        "data-key": name,
        disabled: to < 1 || to > pages,
        onclick: () => send({ do: "page", page: to }),
      },
      name,
    );
  return h(
    "nav",
    { class: "actions pages", "aria-label": "Pages" },
    turn("Previous", page - 1),
    h("span", { class: "quiet" }, `Page ${page} of ${pages}`),
    turn("Next", page + 1),
  );
}
