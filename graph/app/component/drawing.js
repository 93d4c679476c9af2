// How nodes and the labels of edges look on the canvas; plain strokes and text, so that no name is read as HTML.

const PADDING = { x: 15, y: 8 };
const LONGEST_NAME = 60;
const WIDEST = 150;
const LINE_HEIGHT = 1.25;
const CORNER = 8;
const BADGE = 13;

/** The lines, width and height that a node's name wants, for one that the layout has not seen. */
export function measureNode(ctx, node, font) {
  ctx.save();
  ctx.font = `600 ${node.size}px ${font}`;
  const lines = wrap(ctx, shorten(node.label));
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  ctx.restore();
  return { lines, w: width + 2 * PADDING.x, h: lines.length * node.size * LINE_HEIGHT + 2 * PADDING.y };
}

/** Draws a node with its name into its box {x, y, w, h}; `state` has selected, hover, faded, onPath, pinned. */
export function drawNode(ctx, node, box, state, palette) {
  ctx.save();
  ctx.translate(box.x, box.y);
  ctx.scale(box.w / node.w, box.h / node.h);
  drawBox(ctx, node, state, palette);
  ctx.restore();
}

function drawBox(ctx, node, state, palette) {
  const [x, y] = [0, 0];
  const colours = palette.kinds[node.colour % palette.kinds.length];
  ctx.globalAlpha = state.faded ? 0.28 : 1;
  ctx.fillStyle = palette.background;
  outline(ctx, node, x, y, 0);
  ctx.fill();
  ctx.fillStyle = colours.fill;
  ctx.fill();
  ctx.strokeStyle = state.onPath ? palette.path : colours.line;
  ctx.lineWidth = state.onPath ? 3 : node.focus ? 2.6 : state.hover ? 2 : 1.3;
  ctx.stroke();
  if (state.selected) {
    outline(ctx, node, x, y, 4);
    ctx.strokeStyle = palette.accent;
    ctx.lineWidth = 2.5;
    ctx.stroke();
  }
  writeName(ctx, node, x, y, colours.text, palette.font);
  writeBadge(ctx, node, x, y, colours, palette);
  if (state.pinned) drawPin(ctx, node, x, y, colours);
}

/** Draws the labels of edges into their rectangles; `labels` have text, size, denied, onPath, alpha. */
export function drawEdgeLabels(ctx, rectangles, labels, palette) {
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const rectangle of rectangles) {
    const label = labels.get(rectangle.id);
    const [x, y] = [(rectangle.left + rectangle.right) / 2, (rectangle.top + rectangle.bottom) / 2];
    ctx.fillStyle = palette.halo;
    ctx.beginPath();
    ctx.roundRect(
      rectangle.left,
      rectangle.top,
      rectangle.right - rectangle.left,
      rectangle.bottom - rectangle.top,
      label.size * 0.3,
    );
    ctx.fill();
    ctx.font = `${label.denied || label.onPath ? 600 : 400} ${label.size}px ${palette.font}`;
    ctx.fillStyle = label.denied ? palette.denied : label.onPath ? palette.path : palette.text;
    ctx.fillText(rectangle.short ? "not" : label.text, x, y);
  }
  ctx.globalAlpha = 1;
}

/** Draws into a small canvas how a kind of node looks, for the legend. */
export function drawSwatch(canvas, colour, palette) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = 22 * ratio;
  canvas.height = 14 * ratio;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const colours = palette.kinds[colour % palette.kinds.length];
  outline(ctx, { colour, w: 19, h: 11 }, 11, 7, 0);
  ctx.fillStyle = colours.fill;
  ctx.fill();
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1.3;
  ctx.stroke();
}

/** A text of at most 60 characters. */
export function shorten(text) {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

function outline(ctx, { colour, w, h }, x, y, grow) {
  const [left, right, top, bottom] = [x - w / 2 - grow, x + w / 2 + grow, y - h / 2 - grow, y + h / 2 + grow];
  ctx.beginPath();
  if (colour === 0) ctx.roundRect(left, top, right - left, bottom - top, Math.min(CORNER, h / 3) + grow);
  else if (colour === 1) hexagon(ctx, left, top, right, bottom);
  else if (colour === 2) ctx.roundRect(left, top, right - left, bottom - top, (bottom - top) / 2);
  else cutCorners(ctx, left, top, right, bottom, Math.min(CORNER, h / 3));
}

function hexagon(ctx, left, top, right, bottom) {
  const inset = Math.min((bottom - top) / 2, 14);
  const middle = (top + bottom) / 2;
  polygon(ctx, [
    left + inset,
    top,
    right - inset,
    top,
    right,
    middle,
    right - inset,
    bottom,
    left + inset,
    bottom,
    left,
    middle,
  ]);
}

function cutCorners(ctx, left, top, right, bottom, cut) {
  const [l, r, t, b] = [left + cut, right - cut, top + cut, bottom - cut];
  polygon(ctx, [l, top, r, top, right, t, right, b, r, bottom, l, bottom, left, b, left, t]);
}

function polygon(ctx, numbers) {
  for (let k = 0; k < numbers.length; k += 2) ctx[k ? "lineTo" : "moveTo"](numbers[k], numbers[k + 1]);
  ctx.closePath();
}

function writeName(ctx, node, x, y, colour, font) {
  ctx.font = `600 ${node.size}px ${font}`;
  ctx.fillStyle = colour;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const step = node.size * LINE_HEIGHT;
  const first = y - ((node.lines.length - 1) * step) / 2;
  node.lines.forEach((line, k) => ctx.fillText(line, x, first + k * step, node.w - 8));
}

/** Where the count of a node's neighbours that are not shown stands around its box {x, y, w, h}; null without one. */
export function badgeOf(ctx, node, box, palette) {
  if (!(node.hidden > 0)) return null;
  const grown = box.w / node.w;
  const width = badgeWidth(ctx, badgeText(node), badgeFont(palette));
  const [right, top] = [box.x + box.w / 2 + 5 * grown, box.y - box.h / 2 - 7 * grown];
  return { left: right - width * grown, right, top, bottom: top + BADGE * grown };
}

const badgeText = ({ hidden }) => `+${hidden}`;
const badgeFont = ({ font }) => `600 10px ${font}`;
const badgeWidths = new Map(); // asked for in every frame

function badgeWidth(ctx, text, font) {
  const key = `${font} ${text}`;
  if (!badgeWidths.has(key)) {
    ctx.font = font;
    badgeWidths.set(key, ctx.measureText(text).width + 8);
  }
  return badgeWidths.get(key);
}

function writeBadge(ctx, node, x, y, colours, palette) {
  const badge = badgeOf(ctx, node, { x, y, w: node.w, h: node.h }, palette);
  if (!badge) return;
  const { left, right, top } = badge;
  ctx.beginPath();
  ctx.roundRect(left, top, right - left, BADGE, BADGE / 2);
  ctx.fillStyle = palette.background;
  ctx.fill();
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.fillStyle = palette.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = badgeFont(palette);
  ctx.fillText(badgeText(node), (left + right) / 2, top + 7);
}

function drawPin(ctx, node, x, y, colours) {
  ctx.beginPath();
  ctx.arc(x - node.w / 2 + 1, y - node.h / 2 + 1, 3.2, 0, 2 * Math.PI);
  ctx.fillStyle = colours.line;
  ctx.fill();
}

function wrap(ctx, text) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const joined = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ctx.measureText(joined).width <= WIDEST) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}
