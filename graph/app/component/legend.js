// Around the canvas: what is shown, what the colours and lines mean and which of them are wanted, and the buttons.
import { fit, zoom } from "./camera.js";
import { h, partOf } from "./dom.js";
import { drawSwatch } from "./drawing.js";
import { fillPicker, openPicker } from "./picker.js";
import { onPress } from "./presses.js";

const SIGNS = { stated: "stated", structural: "from the outline", denied: "denied (“not”)" };

/** Draws or renews the caption, the legend and the buttons of the scene. */
export function showLegend(scene) {
  const { frame, data, palette } = scene;
  const caption = partOf(frame, "caption", () => h("div"));
  showCaption(caption, scene);
  const board = partOf(scene.board, "buttons", () => buttons(scene));
  for (const act of ["undo", "redo"]) board.querySelector(`.${act}`).disabled = !data[act];
  const legend = partOf(frame, "legend", () => openLegend(scene));
  const { kinds, signs, groups, sure, path, marks, picking, picked } = data;
  const state = JSON.stringify([kinds, signs, groups, sure, path?.edges, marks, picking, picked, palette.scheme]);
  if (legend.dataset.state === state) return;
  legend.dataset.state = state;
  keepingFocus(legend, scene, () => fill(legend, scene));
}

/** How many there are: "12", or "3 of 12" where not all are shown. */
export function countOf({ count, total }) {
  return count === total ? String(total) : `${count} of ${total}`;
}

function openLegend(scene) {
  const part = (name, label) => h("div", { class: name, role: "group", "aria-label": label });
  const summary = h("summary", {}, "Relations and sureness");
  const folded = h("details", { class: "relations" }, summary, part("groups", "Relations"), sureness(scene));
  const open = [part("kinds", "Types"), part("signs", "Lines")];
  return h("div", { role: "group", "aria-label": "Legend" }, open, folded, openPicker(scene));
}

function fill(legend, scene) {
  const { data, palette } = scene;
  const part = (name) => legend.querySelector(`.${name}`);
  part("kinds").replaceChildren(...data.kinds.map((kind) => entry("kinds", kind, swatch(kind, palette), scene)));
  part("signs").replaceChildren(
    ...data.signs.map((sign) => entry("signs", sign, line(sign.name), scene, SIGNS[sign.name])),
    ...(data.path ? [h("span", { class: "entry" }, line("path"), data.marks, h("small", {}, data.path.edges.length))] : []),
  );
  part("groups").replaceChildren(...data.groups.map((group) => entry("groups", group, "", scene)));
  const { value, steps } = data.sure;
  const slider = part("sureness input");
  slider.value = String(Math.max(steps.indexOf(value), 0));
  slider.dispatchEvent(new Event("input"));
  const set = data.groups.filter(({ out }) => out).length + (value > 0 ? 1 : 0);
  part("relations summary").textContent = `Relations and sureness${set ? ` (${set} set)` : ""}`;
  fillPicker(scene, part("picker"));
}

function entry(by, item, sign, scene, text = item.name) {
  const properties = { type: "button", class: "entry", "data-key": `${by} ${item.name}` };
  const title = "Click: show or leave out. Double-click or Shift: this alone.";
  const button = h("button", { ...properties, title, dir: "auto" }, sign, h("span", {}, text), h("small", {}, countOf(item)));
  button.setAttribute("aria-pressed", String(!item.out));
  const send = (only) => scene.send({ do: "filter", by, name: item.name, only });
  onPress(
    button,
    () => send(false),
    () => send(true),
  );
  return button;
}

function sureness(scene) {
  const said = h("output", { for: "least-sure" });
  const input = h("input", { type: "range", id: "least-sure", min: 0, max: 7, step: 1, value: 0 });
  const chosen = () => scene.data.sure.steps[Number(input.value)];
  input.addEventListener("input", () => {
    input.max = String(scene.data.sure.steps.length - 1);
    said.textContent = chosen() ? `at least ${chosen().toFixed(1)}` : "any";
    input.setAttribute("aria-valuetext", said.textContent);
  });
  input.addEventListener("change", () => scene.send({ do: "sure", value: chosen() }));
  return h("p", { class: "sureness" }, h("label", { for: "least-sure" }, "Sure"), input, said);
}

// Entries are made anew; whoever walks them by keyboard stays where they were, or on the canvas where that is gone.
function keepingFocus(part, { stage }, change) {
  const focused = part.getRootNode().activeElement;
  const within = part.contains(focused);
  change();
  if (!within || part.contains(focused)) return;
  const same = [...part.querySelectorAll("[data-key]")].find((button) => button.dataset.key === focused.dataset.key);
  (same ?? stage).focus({ preventScroll: true });
}

/** Writes what is shown and what there is to do with it, anew only where that has changed. */
export function showCaption(element, scene) {
  const { title, status } = scene.data;
  const links = linksOf(scene.data);
  const state = JSON.stringify([title, status, links]);
  if (element.dataset.state === state) return;
  element.dataset.state = state;
  const link = ([text, act]) =>
    h("button", { type: "button", class: "link", "data-key": act, onclick: () => scene.send({ do: act }) }, text);
  keepingFocus(element, scene, () => element.replaceChildren(h("strong", {}, title), h("span", {}, status), ...links.map(link)));
}

// What the caption offers: [text, what it does].
function linksOf({ more, hidden, filtered, path, marks }) {
  return [
    more && ["Show more", "more"],
    hidden && [`Show ${hidden} hidden`, "unhide"],
    filtered && ["Clear filter", "unfilter"],
    path && [`Clear ${marks}`, "drop-path"],
  ].filter(Boolean);
}

function buttons(scene) {
  const button = (label, sign, onclick) =>
    h("button", { type: "button", class: label.toLowerCase(), "aria-label": label, title: label, onclick }, sign);
  return h(
    "div",
    {},
    button("Zoom in", "+", () => zoom(scene, 1.25)),
    button("Zoom out", "−", () => zoom(scene, 0.8)),
    button("Fit everything", "⤢", () => fit(scene)),
    button("Tidy up", "✦", () => scene.send({ do: "tidy" })),
    button("Undo", "↶", () => scene.send({ do: "undo" })),
    button("Redo", "↷", () => scene.send({ do: "redo" })),
  );
}

function swatch({ colour }, palette) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  drawSwatch(canvas, colour, palette);
  return canvas;
}

function line(sign) {
  return h("i", { class: `line ${sign}`, "aria-hidden": "true" });
}
