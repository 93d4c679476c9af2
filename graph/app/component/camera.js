// What part of the graph is seen, and how large; nothing here moves a node.
import { roomToGrow } from "./geometry.js";

const MARGIN = 24;
const BUTTONS = 52;
const LARGEST = 1.15;
const SMALLEST = 0.05;
const MOST_GROWN = 3;
const GAP = 14;
const UNEVEN = 1.4;
const READABLE = 0.85;
const MOST_MEASURED = 400;

/** Where the nodes are, by id. */
export function positionsOf(scene) {
  const { nodes, nodeIndices } = scene.network.body;
  return new Map(nodeIndices.map((id) => [id, { x: Math.round(nodes[id].x), y: Math.round(nodes[id].y) }]));
}

/** The rectangle of the canvas that is seen, less a border. */
export function sightOf(scene) {
  const { clientWidth, clientHeight } = scene.stage;
  const first = scene.network.DOMtoCanvas({ x: MARGIN, y: MARGIN });
  const last = scene.network.DOMtoCanvas({ x: clientWidth - BUTTONS, y: clientHeight - MARGIN });
  return { left: first.x, top: first.y, right: last.x, bottom: last.y };
}

/**
 * Draws boxes larger the further away they are seen from, so that names stay readable, as long as none touches another.
 * vis-network asks a custom shape for its size only after the first drawing, so that it is told here.
 */
export function grow(scene) {
  const positions = positionsOf(scene); // in the data's order, so that what leaves and comes back is as large as before
  const places = scene.data.nodes.filter(({ id }) => positions.has(id)).map(({ id }) => [id, positions.get(id)]);
  const boxes = places.map(([id, { x, y }]) => ({
    x,
    y,
    w: scene.known.nodes.get(id).w,
    h: scene.known.nodes.get(id).h,
  }));
  const wanted = Math.min(Math.max(READABLE / scene.network.getScale(), 1), MOST_GROWN);
  const room =
    boxes.length > MOST_MEASURED || wanted === 1 ? boxes.map(() => 1) : roomToGrow(boxes, wanted, GAP, UNEVEN);
  scene.grown = new Map(places.map(([id], k) => [id, room[k]]));
  places.forEach(([id], k) => {
    const size = { customSizeWidth: boxes[k].w * room[k], customSizeHeight: boxes[k].h * room[k] };
    Object.assign(scene.network.body.nodes[id].shape, size, { refreshNeeded: true });
  });
}

/** Where a node's box is and how large it is drawn. */
export function boxOf(scene, id, { x, y }) {
  const { w, h } = scene.known.nodes.get(id);
  const grown = scene.grown.get(id) ?? 1;
  return { x, y, w: w * grown, h: h * grown };
}

/** What is where on the stage in CSS pixels, and the zoom: what tests and benchmarks measure. */
export function measured(scene) {
  const scale = scene.network.getScale();
  const nodes = [...positionsOf(scene)].map(([id, at]) => {
    const { w, h } = boxOf(scene, id, at);
    return { id, at, ...scene.network.canvasToDOM(at), w: w * scale, h: h * scale };
  });
  return { scale, middle: scene.network.getViewPosition(), nodes };
}

/** Where relations are written on the stage, in CSS pixels. */
export function measuredLabels(scene) {
  return onStage(scene, scene.labels);
}

/** Where the counts of neighbours that are not shown stand on the stage, in CSS pixels. */
export function measuredBadges(scene) {
  return onStage(scene, scene.badges);
}

function onStage(scene, rectangles) {
  const scale = scene.network.getScale();
  return rectangles.map(({ id, left, right, top, bottom }) => {
    const middle = scene.network.canvasToDOM({ x: (left + right) / 2, y: (top + bottom) / 2 });
    return { id, ...middle, w: (right - left) * scale, h: (bottom - top) * scale };
  });
}

/** Shows everything, as large as it fits. */
export function fit(scene) {
  scene.network.setSize("100%", "100%");
  scene.grown = new Map();
  for (let step = 0; step < 3; step += 1) {
    const view = wholeView(scene);
    if (!view) return;
    scene.network.moveTo(view);
    grow(scene);
  }
}

function wholeView(scene) {
  const box = bounds(scene);
  if (!box) return null;
  const { clientWidth, clientHeight } = scene.stage;
  const wide = (clientWidth - MARGIN - BUTTONS) / Math.max(box.right - box.left, 1);
  const high = (clientHeight - 2 * MARGIN) / Math.max(box.bottom - box.top, 1);
  const scale = Math.min(Math.max(Math.min(wide, high), SMALLEST), LARGEST);
  const aside = (BUTTONS - MARGIN) / 2 / scale;
  return { position: { x: (box.left + box.right) / 2 + aside, y: (box.top + box.bottom) / 2 }, scale };
}

/** Shows everything the first time that there is something to show and room for it. */
export function fitOnce(scene) {
  if (!scene.toFit || !scene.nodes.length || !hasRoom(scene.stage)) return;
  scene.toFit = false;
  fit(scene);
}

/** Takes the room there is, zoom and middle staying as they are (vis-network would zoom). */
export function resized(scene) {
  const [position, scale] = [scene.network.getViewPosition(), scene.network.getScale()];
  scene.network.setSize("100%", "100%");
  scene.network.moveTo({ position, scale });
  scene.network.redraw();
  fitOnce(scene);
}

/** Draws the canvas with the next frame, once for all that ask for it until then. */
export function drawSoon(scene) {
  scene.network.body.emitter.emit("_requestRedraw");
}

/** Brings the canvas nearer or further, its middle staying where it is. */
export function zoom(scene, factor) {
  scene.network.moveTo({ scale: Math.min(Math.max(scene.network.getScale() * factor, SMALLEST), 4) });
  grow(scene);
}

// Before the style sheet has come the stage has another size.
function hasRoom(stage) {
  return getComputedStyle(stage).overflow === "hidden" && stage.clientWidth > 0 && stage.clientHeight > 0;
}

function bounds(scene) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const [id, at] of positionsOf(scene)) {
    const { x, y, w, h } = boxOf(scene, id, at);
    box.left = Math.min(box.left, x - w / 2);
    box.right = Math.max(box.right, x + w / 2);
    box.top = Math.min(box.top, y - h / 2 - 8);
    box.bottom = Math.max(box.bottom, y + h / 2);
  }
  return box.left < box.right ? box : null;
}
