// Around the canvas: what is shown, what the colours and lines mean, and the buttons for zoom and place.
import { fit, zoom } from "./camera.js";
import { h, partOf } from "./dom.js";
import { drawSwatch } from "./drawing.js";

/** Draws or renews the caption, the legend and the buttons of the scene. */
export function showLegend(scene) {
  const { frame, data, palette } = scene;
  caption(
    partOf(frame, "caption", () => h("div")),
    scene,
  );
  partOf(scene.board, "buttons", () => buttons(scene));
  const legend = partOf(frame, "legend", () => h("div", { role: "group", "aria-label": "Legend" }));
  const state = JSON.stringify([data.kinds, data.signs, data.marks, palette.scheme]);
  if (legend.dataset.state === state) return;
  legend.dataset.state = state;
  const signs = data.signs.map((sign) => signEntry(sign, data.marks));
  legend.replaceChildren(...data.kinds.map((kind) => kindEntry(kind, palette)), ...signs);
}

function caption(element, { data, send }) {
  const more =
    data.more && h("button", { type: "button", class: "link", onclick: () => send({ do: "more" }) }, "Show more");
  const clear = () => send({ do: "drop-path" });
  const drop = data.path && h("button", { type: "button", class: "link", onclick: clear }, `Clear ${data.marks}`);
  element.replaceChildren(h("strong", {}, data.title), h("span", {}, data.status), more || "", drop || "");
}

function buttons(scene) {
  const button = (label, sign, act) =>
    h("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
  return h(
    "div",
    {},
    button("Zoom in", "+", () => zoom(scene, 1.25)),
    button("Zoom out", "−", () => zoom(scene, 0.8)),
    button("Fit everything", "⤢", () => fit(scene)),
    button("Tidy up", "✦", () => scene.send({ do: "tidy" })),
  );
}

function kindEntry({ kind, colour, count }, palette) {
  const swatch = h("canvas", { "aria-hidden": "true" });
  drawSwatch(swatch, colour, palette);
  return h("span", { class: "entry" }, swatch, kind, h("small", {}, count));
}

function signEntry({ sign, count }, marks) {
  const names = { stated: "stated", structural: "from the outline", denied: "denied (“not”)", path: marks };
  return h(
    "span",
    { class: "entry" },
    h("i", { class: `line ${sign}`, "aria-hidden": "true" }),
    names[sign],
    h("small", {}, count),
  );
}
