// Lines of notes that state something, as elements.
import { h } from "./dom.js";

/** The lines of `evidence` ({file, line, text, inherited}), the first open and the others folded. */
export function evidenceOf(evidence, { open = 1 } = {}) {
  const lines = evidence.map(oneLine);
  const rest = lines.slice(open);
  if (!rest.length) return lines;
  const count = rest.length === 1 ? "1 more line" : `${rest.length} more lines`;
  return [...lines.slice(0, open), h("details", { class: "more" }, h("summary", {}, count), rest)];
}

/** What qualifies a relation: where it holds and its force, unless its sentence says so, and how far to trust it. */
export function tagsOf(edge) {
  const said = edge.sentence ? [] : [edge.modality, edge.scope];
  const tags = [...said, edge.structural && "from the outline", edge.confidence < 0.6 && "unsure"];
  return tags.filter(Boolean).map((tag) => h("span", { class: "tag" }, tag));
}

function oneLine({ file, line, text, inherited }) {
  const above = inherited.length ? h("span", { class: "inherited" }, `${inherited.join(" › ")} › `) : null;
  return h("blockquote", {}, above, h("span", { dir: "auto" }, text), h("cite", {}, `${file}, line ${line}`));
}
