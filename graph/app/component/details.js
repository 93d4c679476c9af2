// Details of what is chosen: a thing with all its relations, one relation, or what can be done here.
import { settle, show } from "./chosen.js";
import { h } from "./dom.js";
import { evidenceOf, tagsOf } from "./evidence.js";

/** The elements for `data`: {about: "node" | "edge" | "nothing", heard: choices that Python knows of, ...}. */
export function showDetails(data, send) {
  const what = { node: data.about === "node" ? data.label : undefined, edge: data.about === "edge" ? data.id : undefined };
  settle(what, data.heard);
  return { node: aboutNode, edge: aboutEdge, nothing: aboutNothing }[data.about](data, send);
}

/** A button that is written as the name of a thing and shows its details. */
export function nameButton(label, send) {
  return h(
    "button",
    { type: "button", class: "name", dir: "auto", onclick: () => show({ node: label }, send) },
    label,
  );
}

function noteButton(file, send) {
  const title = "Read this note";
  return h("button", { type: "button", class: "link", title, onclick: () => send({ do: "read", note: file }) }, file);
}

function aboutNode(data, send) {
  const button = (text, act) => h("button", { type: "button", class: "action", onclick: () => send(act) }, text);
  return [
    h("header", {}, h("h3", { dir: "auto" }, data.label), h("span", { class: "tag" }, data.type)),
    data.aliases.length ? h("p", { class: "quiet" }, `Also called ${data.aliases.join(", ")}`) : "",
    data.notes.length
      ? h(
          "p",
          { class: "quiet notes" },
          "In ",
          data.notes.map((note) => noteButton(note, send)),
        )
      : "",
    h(
      "p",
      { class: "actions" },
      data.focused ? "" : button("Focus", { do: "focus", node: data.label }),
      button("Path from here", { do: "path-from", node: data.label }),
      button("Path to here", { do: "path-to", node: data.label }),
    ),
    data.groups.length ? "" : h("p", {}, "The notes name it and say nothing about how it relates to other things."),
    ...data.groups.map((group) => groupOf(group, send)),
    data.left ? button(`Show ${data.left} more relations`, { do: "more-details" }) : "",
  ];
}

function groupOf({ name, rows }, send) {
  return h(
    "section",
    { class: "group" },
    h("h4", {}, name, h("small", {}, rows.length)),
    h(
      "ul",
      {},
      rows.map((row) => rowOf(row, send)),
    ),
  );
}

function rowOf(row, send) {
  const phrase = h(
    "button",
    {
      type: "button",
      class: row.denied ? "phrase denied" : "phrase",
      title: "Show this relation",
      onclick: () => show({ edge: row.id }, send),
    },
    row.phrase,
  );
  return h(
    "li",
    {},
    h("div", { class: "relation" }, phrase, " ", nameButton(row.other, send), " ", tagsOf(row)),
    evidenceOf(row.evidence, send),
  );
}

function aboutEdge(data, send) {
  return [
    h(
      "header",
      {},
      h(
        "h3",
        {},
        nameButton(data.subject, send),
        " ",
        h("span", { class: data.denied ? "phrase denied" : "phrase" }, data.phrase),
        " ",
        nameButton(data.object, send),
      ),
    ),
    h("p", {}, tagsOf(data)),
    h(
      "p",
      { class: "quiet" },
      `${data.statements}; confidence ${data.confidence.toFixed(2)}; found by ${data.found_by}.`,
    ),
    h("p", { class: "quiet" }, "Read the other way: ", data.backwards),
    ...evidenceOf(data.evidence, send, { open: 20 }),
  ];
}

function aboutNothing(data, send) {
  return [
    h("h3", {}, "Nothing chosen"),
    h(
      "p",
      {},
      "Click a thing or a line to read what your notes say about it. Double-click a thing to bring in its neighbours. Drag to move; what you do not touch stays where it is.",
    ),
    data.names.length ? h("h4", {}, "Most connected") : "",
    h(
      "p",
      { class: "names" },
      data.names.map((name) => nameButton(name, send)),
    ),
  ];
}
