// The relations on the canvas: lines and arrowheads below the boxes, labels above them where there is room.
import { boxOf, positionsOf } from "./camera.js";
import { whatIsChosen } from "./chosen.js";
import { badgeOf, drawEdgeLabels } from "./drawing.js";
import { arrowhead, distanceTo, lineOf, loopOf, pointAlong } from "./geometry.js";
import { placeLabels } from "./labels.js";

const MOST_LABELS = 200;
const MOST_AVOIDED = 120;
const SMALLEST_LABEL = 9.5;
const LONGEST_LABEL = 44;
const REACH = 7;
const NOT = "not";
const SMALLEST_NAME = 7;

/** Draws all lines; to be called before the boxes are drawn. */
export function drawLines(ctx, scene) {
  traceLines(scene);
  const emphasised = emphasisedIn(scene);
  for (const edge of scene.known.edges.values()) {
    drawLine(ctx, scene.lines.get(edge.id), lookOf(edge, emphasised.has(edge.id), scene.palette));
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

// Finds the lines anew where a box has moved, grown, come or gone, or an edge has.
function traceLines(scene) {
  const boxes = boxesById(scene);
  const stamp = JSON.stringify([[...boxes.values()].map(({ x, y, w }) => [x, y, w]), [...scene.known.edges.keys()]]);
  if (stamp === scene.stamp) return;
  scene.stamp = stamp;
  const all = boxes.size <= MOST_AVOIDED ? [...boxes.values()] : [];
  scene.lines = new Map();
  for (const edge of scene.known.edges.values()) {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    const others = all.filter((box) => box !== from && box !== to);
    scene.lines.set(edge.id, from === to ? loopOf(from) : lineOf(edge, from, to, others));
  }
}

/** Writes relations beside their lines, those that are asked for first; to be called after the boxes are drawn. */
export function drawLabels(ctx, scene) {
  const scale = scene.network.getScale();
  const size = Math.max(11, SMALLEST_LABEL / scale);
  const emphasised = emphasisedIn(scene);
  const labels = new Map();
  for (const edge of byPrecedence(scene, emphasised)) {
    const label = labelOf(edge, emphasised, size, scene);
    if (label) labels.set(edge.id, label);
  }
  const wanted = [...labels].map(([id, label]) => {
    const line = scene.lines.get(id);
    const width = (text) => widthOf(ctx, { ...label, text }, scene) + 0.4 * size;
    const short = label.denied ? { width: width(NOT) } : null;
    return {
      id,
      width: width(label.text),
      short,
      height: 1.2 * size,
      line,
      pointAt: (t) => pointAlong(line, t),
      must: label.must,
    };
  });
  const boxes = [...boxesById(scene)];
  scene.badges = boxes.map(([id, box]) => badgeOf(ctx, scene.known.nodes.get(id), box, scene.palette)).filter(Boolean);
  scene.labels = placeLabels(wanted, [...boxes.map(([, box]) => rectangleOf(box)), ...scene.badges]);
  drawEdgeLabels(ctx, scene.labels, labels, scene.palette);
}

/** The id of the edge under a point of the canvas, or undefined. */
export function edgeAt(scene, point) {
  const reach = REACH / scene.network.getScale();
  let [found, least] = [undefined, reach];
  for (const [id, line] of scene.lines) {
    const distance = distanceTo(line, point);
    if (distance < least) [found, least] = [id, distance];
  }
  return found;
}

/** What is written beside an edge: the whole relation, or of a denied one at least that it is. */
export function labelText(edge, whole) {
  const text = whole ? edge.phrase : edge.denied ? NOT : "";
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

/** Boxes by id as they are drawn: where, how large, and where the layout had them. */
export function boxesById(scene) {
  const boxes = new Map();
  for (const [id, at] of positionsOf(scene)) {
    const { x, y } = scene.known.nodes.get(id);
    boxes.set(id, { ...boxOf(scene, id, at), lx: x, ly: y });
  }
  return boxes;
}

function lookOf(edge, emphasised, palette) {
  const faded = edge.onPath === false && !emphasised;
  const plain = edge.structural ? palette.faint : palette.edge;
  const width = edge.structural ? 0.9 : Math.min(1.3 + 0.35 * Math.log2(edge.count), 3);
  return {
    colour: edge.onPath ? palette.path : edge.denied ? palette.denied : emphasised ? palette.accent : plain,
    width: edge.onPath ? 3 : emphasised ? width + 1.1 : width,
    dash: edge.denied ? [7, 5] : edge.structural ? [2, 3] : [],
    alpha: faded ? 0.22 : 1,
    bar: edge.denied,
  };
}

function drawLine(ctx, line, { colour, width, dash, alpha, bar }) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  polyline(ctx, line);
  ctx.stroke();
  ctx.setLineDash([]);
  polyline(ctx, arrowhead(line, 8 + 1.2 * width));
  ctx.fill();
  if (bar) drawBar(ctx, line);
}

function drawBar(ctx, line) {
  const [a, b] = [pointAlong(line, 0.8), pointAlong(line, 0.82)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [nx, ny] = [(-6 * (b.y - a.y)) / length, (6 * (b.x - a.x)) / length];
  ctx.lineWidth = 2;
  polyline(ctx, [
    { x: a.x + nx, y: a.y + ny },
    { x: a.x - nx, y: a.y - ny },
  ]);
  ctx.stroke();
}

function polyline(ctx, points) {
  ctx.beginPath();
  points.forEach(({ x, y }, k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
}

function emphasisedIn(scene) {
  const chosen = whatIsChosen();
  const touching = new Set([chosen.node, scene.hovered?.node].filter((id) => id !== undefined));
  const edges = new Set([chosen.edge, scene.hovered?.edge].filter((id) => id !== undefined));
  for (const edge of scene.known.edges.values())
    if (touching.has(edge.from) || touching.has(edge.to)) edges.add(edge.id);
  return edges;
}

function byPrecedence(scene, emphasised) {
  const rank = (edge) => (edge.onPath ? 0 : emphasised.has(edge.id) ? 1 : edge.denied ? 2 : edge.structural ? 4 : 3);
  return [...scene.known.edges.values()].sort((a, b) => rank(a) - rank(b));
}

function labelOf(edge, emphasised, size, scene) {
  const asked = edge.onPath || emphasised.has(edge.id);
  if (edge.onPath === false && !asked) return null;
  const text = labelText(edge, asked || (scene.known.edges.size <= MOST_LABELS && namesReadable(scene)));
  const must = edge.onPath === true || edge.id === whatIsChosen().edge || edge.id === scene.hovered?.edge;
  return text ? { text, size, denied: edge.denied, onPath: edge.onPath === true, must, strong: asked } : null;
}

// Relations beside names that are too small to be read would only be in the way.
function namesReadable(scene) {
  return 13 * Math.min(...scene.grown.values()) * scene.network.getScale() >= SMALLEST_NAME;
}

function widthOf(ctx, { text, size, denied, onPath }, scene) {
  const weight = denied || onPath ? 600 : 400;
  const key = `${weight} ${text}`;
  if (!scene.widths.has(key)) {
    ctx.font = `${weight} 10px ${scene.palette.font}`;
    scene.widths.set(key, ctx.measureText(text).width / 10);
  }
  return scene.widths.get(key) * size;
}

function rectangleOf({ x, y, w, h }) {
  return { left: x - w / 2 - 2, right: x + w / 2 + 2, top: y - h / 2 - 2, bottom: y + h / 2 + 2 };
}
