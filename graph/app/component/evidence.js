// Lines of notes that state something, as elements.
import { h } from "./dom.js";
import { editorLink } from "./editor.js";

/** The lines of `evidence` ({file, line, text, inherited, headings}), the first `open` of them shown, others folded. */
export function evidenceOf(evidence, send, { open = 1 } = {}) {
  const lines = evidence.map((one) => oneLine(one, send));
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

/** A link to the line in the editor that the page was started with; null where there is none. */
export function linkToEditor(file, line) {
  const link = editorLink(file, line);
  return link && h("a", { class: "link", href: link.href, title: `Open line ${line} in ${link.text}` }, link.text);
}

function oneLine({ file, line, text, inherited, headings }, send) {
  const title = "Taken from above the line";
  const above = inherited.length ? h("span", { class: "inherited", dir: "auto", title }, `${inherited.join(" › ")} › `) : null;
  const read = () => send({ do: "read", note: file, line });
  const place = h("button", { type: "button", class: "link", title: "Read the note at this line", onclick: read }, `${file}, line ${line}`);
  const path = headings?.length ? h("span", { class: "headings", dir: "auto" }, headings.join(" › ")) : null;
  return h("blockquote", {}, above, h("span", { dir: "auto" }, text), h("cite", {}, path, place, " ", linkToEditor(file, line)));
}
