// Lines between boxes as rows of points: along the laid out route where it still holds, straight or bent elsewhere.

const PIECES = 14;
const SAME_PLACE = 0.75;
const BENDS = [0, 0.16, -0.16, 0.32, -0.32, 0.5, -0.5];

/**
 * The points of an edge, outside of the boxes that it joins: along its laid out route where that still holds, else
 * straight or bent so that it meets as few of `others` as can be.
 * `edge` has `bend` and maybe `route` (a start, then two control points and an end for each piece, as laid out);
 * `from` and `to` are {x, y, w, h, lx, ly}: where the box is, how large, and where the layout had it.
 */
export function lineOf(edge, from, to, others) {
  const route = routeOf(edge, from, to);
  if (route) return trimmed([middleOf(from), ...sampled(route), middleOf(to)], from, to);
  let [best, least] = [null, Infinity];
  for (const bend of BENDS) {
    const line = trimmed(sampled(bentLine(from, to, edge.bend + bend)), from, to);
    const met = others.filter((box) => line.some((point) => within(point, box))).length;
    if (met < least) [best, least] = [line, met];
    if (!least) break;
  }
  return best;
}

/** The points of an edge from a box to itself. */
export function loopOf({ x, y, w, h }) {
  const [right, top] = [x + w / 2, y - h / 2];
  const curve = [
    [right - 14, top],
    [right - 10, top - 34],
    [right + 34, top - 6],
    [right, top + 12],
  ];
  return sampled(curve.map(([px, py]) => ({ x: px, y: py })));
}

/** The point at the share `t` of a line's length. */
export function pointAlong(points, t) {
  const lengths = points.slice(1).map((p, k) => Math.hypot(p.x - points[k].x, p.y - points[k].y));
  let left = t * lengths.reduce((sum, length) => sum + length, 0);
  for (let k = 0; k < lengths.length; k += 1) {
    if (left <= lengths[k] || k === lengths.length - 1) {
      const share = lengths[k] ? Math.min(left / lengths[k], 1) : 0;
      const [a, b] = [points[k], points[k + 1]];
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
    }
    left -= lengths[k];
  }
  return points[0];
}

/** The corners of the arrowhead at the end of a line. */
export function arrowhead(points, size) {
  const tip = points.at(-1);
  const back = [...points].reverse().find((p) => Math.hypot(p.x - tip.x, p.y - tip.y) >= size) ?? points[0];
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [ux, uy] = [(tip.x - back.x) / length, (tip.y - back.y) / length];
  const base = { x: tip.x - ux * size, y: tip.y - uy * size };
  const half = size * 0.42;
  return [tip, { x: base.x - uy * half, y: base.y + ux * half }, { x: base.x + uy * half, y: base.y - ux * half }];
}

/** How far (x, y) is from a line. */
export function distanceTo(points, { x, y }) {
  let least = Infinity;
  for (let k = 1; k < points.length; k += 1) {
    const [a, b] = [points[k - 1], points[k]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.min(Math.max(((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
    least = Math.min(least, Math.hypot(x - a.x - share * dx, y - a.y - share * dy));
  }
  return least;
}

/**
 * How much larger each of `boxes` ({x, y, w, h}) may be drawn around its middle, from 1 to `most`, so that none comes
 * nearer than `gap` to another; none grows to more than `uneven` times what the most hemmed in one may.
 */
export function roomToGrow(boxes, most, gap, uneven) {
  const room = boxes.map(() => most);
  for (let i = 0; i < boxes.length; i += 1) {
    for (let j = i + 1; j < boxes.length; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      const across = (Math.abs(a.x - b.x) - gap) / ((a.w * room[i] + b.w * room[j]) / 2);
      const down = (Math.abs(a.y - b.y) - gap) / ((a.h * room[i] + b.h * room[j]) / 2);
      const share = Math.max(across, down);
      if (share < 1) [room[i], room[j]] = [room[i], room[j]].map((r) => Math.max(r * share, 1));
    }
  }
  const least = Math.min(...room);
  return room.map((r) => Math.min(r, least * uneven));
}

function trimmed(points, from, to) {
  let first = 0;
  let last = points.length - 1;
  while (first < last - 1 && within(points[first + 1], from)) first += 1;
  while (last > first + 1 && within(points[last - 1], to)) last -= 1;
  const outside = points.slice(first, last + 1);
  outside[0] = crossing(outside[1], outside[0], from);
  outside[outside.length - 1] = crossing(outside.at(-2), outside.at(-1), to);
  return outside;
}

function routeOf({ route }, from, to) {
  if (!route || from.lx === null || to.lx === null) return null;
  const [dx, dy] = [from.x - from.lx, from.y - from.ly];
  const together = Math.hypot(dx - (to.x - to.lx), dy - (to.y - to.ly)) < SAME_PLACE;
  return together ? route.map(([x, y]) => ({ x: x + dx, y: y + dy })) : null;
}

function bentLine(from, to, bend) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const control = { x: (from.x + to.x) / 2 - dy * bend, y: (from.y + to.y) / 2 + dx * bend };
  const towards = (end) => ({ x: end.x + (2 / 3) * (control.x - end.x), y: end.y + (2 / 3) * (control.y - end.y) });
  return [from, towards(from), towards(to), to];
}

function sampled(curve) {
  const points = [{ x: curve[0].x, y: curve[0].y }];
  for (let k = 0; k + 3 < curve.length; k += 3) {
    const [a, b, c, d] = curve.slice(k, k + 4);
    for (let step = 1; step <= PIECES; step += 1) {
      const t = step / PIECES;
      const s = 1 - t;
      const mix = (axis) =>
        s * s * s * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t * t * t * d[axis];
      points.push({ x: mix("x"), y: mix("y") });
    }
  }
  return points;
}

function middleOf({ x, y }) {
  return { x, y };
}

function within({ x, y }, box) {
  return Math.abs(x - box.x) < box.w / 2 && Math.abs(y - box.y) < box.h / 2;
}

// The point between one outside and one inside of the box where the line enters it.
function crossing(outside, inside, box) {
  if (!within(inside, box)) return inside;
  let [far, near] = [outside, inside];
  for (let step = 0; step < 12; step += 1) {
    const middle = { x: (far.x + near.x) / 2, y: (far.y + near.y) / 2 };
    if (within(middle, box)) near = middle;
    else far = middle;
  }
  return far;
}
