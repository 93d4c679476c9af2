// A note as it was written: its names to be clicked, and for each line what it gave to the graph, or why nothing.
import { choose } from "./chosen.js";
import { h } from "./dom.js";
import { linkToEditor, tagsOf } from "./evidence.js";

/**
 * The elements for `data`: {file, title, summary, reasons: [{reason, count}], at: line or null, before, after, total,
 * lines: [{n, kind, level, content, text: [opening, text or [name, node or null], ...], edges, reason, more}]}.
 */
export function showReader(data, send) {
  const lines = h("ol", { class: "lines" }, withoutRepeats(data.lines).map((line) => lineOf(line, send)));
  const turn = (line, text) =>
    line && h("button", { type: "button", class: "action", onclick: () => send({ do: "read", note: data.file, line }) }, text);
  if (data.at) requestAnimationFrame(() => markLine(lines, data.at));
  return [
    head(data, lines, send),
    turn(data.before, "Lines before these") || "",
    lines,
    turn(data.after, `More of its ${data.total} lines`) || "",
  ];
}

/** The lines with the reason of code and front matter on the first of each run alone. */
export function withoutRepeats(lines) {
  const kept = ["code", "front matter"];
  return lines.map((line, k) =>
    kept.includes(line.reason) && line.reason === lines[k - 1]?.reason ? { ...line, quiet: true } : line,
  );
}

/** The number of the next line behind `from` that gave nothing for `reason`, from the start again after the last. */
export function nextWith(reason, lines, from) {
  const found = lines.filter((line) => line.content && line.reason === reason).map((line) => line.n);
  return found.find((n) => n > from) ?? found[0] ?? null;
}

/** The text in pieces: signs of Markdown that only mark, and what stands between them. */
export function piecesOf(text) {
  return text.split(/(\*{1,3}|`+|~~|==|\[\[|\]\])/).filter(Boolean);
}

function withSigns(text) {
  return piecesOf(text).map((piece) => (/^[*`~=[\]]+$/.test(piece) ? h("span", { class: "sign" }, piece) : piece));
}

function head(data, lines, send) {
  const reason = ({ reason, count }) => {
    const onclick = () => {
      const from = Number(lines.querySelector(".at")?.value ?? 0);
      const next = nextWith(reason, data.lines, from);
      if (next) markLine(lines, next);
    };
    return h("button", { type: "button", class: "action", title: "Go to the next such line", onclick }, `${count} ${reason}`);
  };
  return h(
    "header",
    {},
    h("h3", { dir: "auto" }, data.title),
    h("p", { class: "quiet" }, data.summary, " ", onCanvas(data.file, send), " ", linkToEditor(data.file, data.at ?? 1)),
    data.reasons.length ? h("p", { class: "actions" }, data.reasons.map(reason)) : "",
  );
}

function onCanvas(file, send) {
  const onclick = () => send({ do: "focus", note: file, stay: true });
  return h("button", { type: "button", class: "link", onclick }, "Show what it says on the canvas");
}

function lineOf(line, send) {
  const gave = Boolean(line.edges);
  const [opening, ...rest] = line.text;
  const list = gave ? edgesOf(line, send) : null;
  const text = h(
    "div",
    { class: "text", dir: "auto" },
    h("span", { class: "opening" }, opening),
    h(
      "span",
      { class: "rest" },
      h("bdi", {}, rest.map((piece) => (typeof piece === "string" ? withSigns(piece) : nameOf(piece, send)))),
      line.more ? h("small", {}, line.more) : "",
      line.reason && !line.quiet ? h("small", { class: "why" }, line.reason) : "",
    ),
  );
  const look = ["line", line.kind || "none", gave ? "gave" : line.content ? "missed" : "aside"];
  const level = line.level ? `level-${line.level}` : null;
  return h("li", { class: [...look, level].filter(Boolean).join(" "), value: line.n }, mark(line, list), text, list);
}

function mark({ n, edges }, list) {
  const number = h("span", { class: "number" }, n);
  if (!edges) return number;
  const count = edges.length === 1 ? "1 relation" : `${edges.length} relations`;
  const button = h(
    "button",
    {
      type: "button",
      class: "number",
      "aria-expanded": "false",
      "aria-label": `Line ${n}: ${count}`,
      title: `Show the ${count} of this line`,
      onclick: () => {
        list.hidden = !list.hidden;
        button.setAttribute("aria-expanded", String(!list.hidden));
      },
    },
    n,
  );
  return button;
}

function nameOf([text, node], send) {
  if (node === null) return h("span", { class: "unlinked", title: "Named, but no thing of the graph" }, text);
  const onclick = () => {
    choose({ node });
    send({ do: "focus", node, stay: true });
  };
  return h("button", { type: "button", class: "mention", title: node === text ? null : node, onclick }, text);
}

function edgesOf({ edges }, send) {
  const row = (edge) => {
    const onclick = () => choose({ edge: edge.id }) && send({ do: "mark", edge: edge.id });
    const look = edge.denied ? "phrase denied" : "phrase";
    const sentence = h("button", { type: "button", class: look, dir: "auto", title: "Show this relation", onclick }, edge.sentence);
    return h("li", {}, sentence, " ", tagsOf(edge));
  };
  return h("ul", { class: "given", hidden: true }, edges.map(row));
}

// Marks the line of that number and puts it into sight, again as long as the panel takes its shape.
function markLine(lines, number) {
  const line = [...lines.children].find((child) => child.value === number);
  const panel = lines.closest(".panel");
  if (!line || !panel) return;
  for (const other of lines.querySelectorAll(".at")) other.classList.remove("at");
  line.classList.add("at");
  const shape = new ResizeObserver(() => putIntoSight(line, panel));
  const stop = () => shape.disconnect();
  shape.observe(panel);
  for (const sign of ["wheel", "pointerdown", "keydown"]) panel.addEventListener(sign, stop, { once: true, passive: true });
  setTimeout(stop, SETTLING);
}

const SETTLING = 1500; // ms within which the styles of a new panel are there

// On a telephone the panel is as long as the note, and the page scrolls.
function putIntoSight(line, panel) {
  if (matchMedia("(max-width: 640px)").matches) return line.scrollIntoView({ block: "center" });
  const above = line.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollTop += above - panel.clientHeight / 3;
  return undefined;
}
