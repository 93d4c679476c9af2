// Paths as chains of sentences, each hop with the lines that state it.
import { choose } from "./chosen.js";
import { h } from "./dom.js";
import { evidenceOf, tagsOf } from "./evidence.js";

/** The elements for `data`: {paths: [{title, hops: [{sentence, denied, edge, evidence}]}], shown: index or null}. */
export function showPaths(data, send) {
  return data.paths.map((path, index) => pathOf(path, index, data.shown, send));
}

function pathOf(path, index, shown, send) {
  const title = h(
    "h4",
    {},
    `${index + 1}. `,
    path.title,
    h("small", {}, path.hops.length === 1 ? "1 step" : `${path.hops.length} steps`),
  );
  const pressed = String(shown === index);
  const mark = h(
    "button",
    {
      type: "button",
      class: "action",
      "aria-pressed": pressed,
      "data-key": `only ${index}`,
      onclick: () => send({ do: "show-path", index }),
    },
    "Show only this",
  );
  return h(
    "section",
    { class: shown === index ? "chain shown" : "chain" },
    title,
    h(
      "ol",
      {},
      path.hops.map((hop) => hopOf(hop, index, send)),
    ),
    mark,
  );
}

function hopOf(hop, index, send) {
  const sentence = h(
    "button",
    {
      type: "button",
      class: hop.denied ? "phrase denied" : "phrase",
      title: "Show this relation",
      "data-key": `${index} ${hop.id}`,
      dir: "auto",
      onclick: () => mark(hop.id, send),
    },
    hop.sentence,
  );
  return h("li", {}, h("div", { class: "relation" }, sentence, " ", tagsOf(hop)), evidenceOf(hop.evidence, send));
}

function mark(edge, send) {
  if (choose({ edge })) send({ do: "mark", edge });
}
