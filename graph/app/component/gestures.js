// What a person does on the canvas, told to Python: clicks, drags, the context menu, and the keys that do the same.
import { drawSoon, fit, grow, positionsOf, zoom } from "./camera.js";
import { choose, tellChosen, whatIsChosen, whenChosen } from "./chosen.js";
import { edgeAt } from "./edges.js";
import { openMenu, openMenuAt } from "./menu.js";
import { nearestInDirection } from "./placing.js";

/** Listens to the pointer and the keyboard until the scene ends. */
export function listenTo(scene) {
  const { network, stage } = scene;
  const { signal } = scene.stop;
  network.on("click", ({ pointer }) => take(scene, whatIsAt(scene, pointer)));
  whenChosen((chosen) => chosenAnew(scene, chosen), signal);
  network.on("doubleClick", ({ pointer }) => expand(scene, whatIsAt(scene, pointer).node));
  network.on("dragEnd", ({ nodes }) => dropped(scene, nodes));
  network.on("hold", ({ event, pointer }) => held(scene, event, pointer));
  network.on("zoom", () => grow(scene));
  stage.addEventListener("contextmenu", (event) => asked(scene, event), { signal });
  stage.addEventListener("pointermove", (event) => hover(scene, event), { signal });
  stage.addEventListener("pointerleave", () => setHovered(scene, {}), { signal });
  stage.addEventListener("keydown", (event) => pressed(scene, event), { signal });
}

function whatIsAt(scene, pointer) {
  const node = scene.network.getNodeAt(pointer.DOM);
  return node === undefined ? { edge: edgeAt(scene, pointer.canvas) } : { node };
}

function take(scene, what) {
  if (choose(what)) tellChosen(what, scene.send);
}

function chosenAnew(scene, { node, edge }) {
  const known = scene.known.nodes.get(node);
  scene.spoken.textContent = known ? `${known.label}, ${known.kind}` : (scene.known.edges.get(edge)?.phrase ?? "");
  drawSoon(scene);
}

function expand(scene, node) {
  if (node !== undefined) scene.send({ do: "expand", node });
}

function dropped(scene, nodes) {
  for (const id of nodes) scene.pinned.add(id);
  if (!nodes.length) return;
  grow(scene);
  tellPlaces(scene);
}

/** Tells Python where everything stands. */
export function tellPlaces(scene) {
  const places = [...positionsOf(scene)].map(([id, { x, y }]) => [id, [x, y]]);
  scene.send({ do: "places", places: Object.fromEntries(places) });
}

// A right click, or a long press where the browser tells of one; the key's own event has no pointer and is left to `pressed`.
function asked(scene, event) {
  event.preventDefault();
  if (event.pointerType) openMenu(scene, whatIsUnder(scene, event), { x: event.clientX, y: event.clientY });
}

// A long press where the browser tells of none.
function held(scene, event, pointer) {
  if (event.pointerType !== "touch") return;
  const { left, top } = scene.stage.getBoundingClientRect();
  openMenu(scene, whatIsAt(scene, pointer), { x: left + pointer.DOM.x, y: top + pointer.DOM.y });
}

function hover(scene, event) {
  if (!event.buttons) setHovered(scene, whatIsUnder(scene, event));
}

function whatIsUnder(scene, event) {
  const { left, top } = scene.stage.getBoundingClientRect();
  const at = { x: event.clientX - left, y: event.clientY - top };
  return whatIsAt(scene, { DOM: at, canvas: scene.network.DOMtoCanvas(at) });
}

function setHovered(scene, { node, edge }) {
  if (node === scene.hovered?.node && edge === scene.hovered?.edge) return;
  scene.hovered = { node, edge };
  scene.stage.style.cursor = node !== undefined || edge !== undefined ? "pointer" : "";
  drawSoon(scene);
}

function pressed(scene, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const menu = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
  const done = menu ? () => openMenuAt(scene, whatIsChosen().node) : reactionTo(scene, event.key);
  if (!done) return;
  done();
  event.preventDefault();
  event.stopPropagation();
}

function reactionTo(scene, key) {
  const { node } = whatIsChosen();
  if (key.startsWith("Arrow")) return () => walk(scene, node, key);
  if (key === "Enter") return () => expand(scene, node);
  if (key === "Escape") return () => take(scene, {});
  if (key === "+" || key === "=") return () => zoom(scene, 1.25);
  if (key === "-") return () => zoom(scene, 0.8);
  if (key === "z" && scene.data.undo) return () => scene.send({ do: "undo" });
  if (key === "Z" && scene.data.redo) return () => scene.send({ do: "redo" });
  if (key === "0") return () => fit(scene);
  return null;
}

function walk(scene, from, key) {
  const positions = positionsOf(scene);
  const next = positions.has(from) ? nearestInDirection(from, key, positions) : scene.data.nodes[0]?.id;
  if (next !== null && next !== undefined) take(scene, { node: next });
}
