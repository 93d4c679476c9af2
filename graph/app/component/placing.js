// Where boxes go: what is on screen stays, what is new is set beside a neighbour, clear of everything else.

const GAP = 26;
const REACH = 110;
const STEPS = 4000;
const MOST_STRETCHED = 1.7;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Positions for `nodes` ({id, x, y, w, h, was}; x and y as laid out, or null; `was`: {x, y} before it left the screen).
 * `present` maps the ids on screen to {x, y}; they keep their place. `links` are [id, id].
 * A node that comes back takes its old place if that is free. A new node takes, beside its nearest placed neighbour, the place that the layout gives it relative to that one;
 * it stays within `sight`, a rectangle, if its neighbours are and there is room.
 */
export function placeNodes(nodes, links, present, sight = null) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = new Map(nodes.filter((n) => present.has(n.id)).map((n) => [n.id, present.get(n.id)]));
  if (!placed.size) {
    for (const { id, x, y } of nodes) if (x !== null) placed.set(id, { x, y });
  }
  const boxes = [...placed].map(([id, at]) => boxAt(at, byId.get(id)));
  const neighbours = neighboursOf(links);
  const waiting = new Set(nodes.filter((n) => !placed.has(n.id)).map((n) => n.id));
  while (waiting.size) {
    const id = nextToPlace(waiting, neighbours, placed);
    const node = byId.get(id);
    const anchors = (neighbours.get(id) ?? []).filter((other) => placed.has(other) && byId.has(other));
    const seen = sight && anchors.some((other) => inside(boxAt(placed.get(other), byId.get(other)), sight));
    const at = formerPlace(node, boxes) ?? clearPlace(wish(node, anchors, byId, placed), node, boxes, seen ? sight : null);
    placed.set(id, at);
    boxes.push(boxAt(at, node));
    waiting.delete(id);
  }
  return placed;
}

/** By how much x or y is drawn out, so that a layout fills a stage of that ratio of width to height better. */
export function stretchFor(nodes, ratio) {
  const placed = nodes.filter((node) => node.x !== null);
  const extent = (axis) => Math.max(...placed.map((n) => n[axis])) - Math.min(...placed.map((n) => n[axis]));
  if (placed.length < 3) return { x: 1, y: 1 };
  const own = Math.max(extent("x"), 1) / Math.max(extent("y"), 1);
  return {
    x: Math.min(Math.max(ratio / own, 1), MOST_STRETCHED),
    y: Math.min(Math.max(own / ratio, 1), MOST_STRETCHED),
  };
}

/** The id of the placed node that lies nearest in the direction of an arrow key, or null. */
export function nearestInDirection(from, key, positions) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const start = positions.get(from);
  let best = null;
  let least = Infinity;
  for (const [id, at] of positions) {
    const [x, y] = [at.x - start.x, at.y - start.y];
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    if (id === from || along <= 0 || across > 2 * along) continue;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** For each link its bend: 0 for a lone one, spread around 0 for parallel ones; the sign is seen from its start. */
export function bendsOf(links) {
  const bundles = new Map();
  links.forEach(([from, to], index) => {
    const key = JSON.stringify(from < to ? [from, to] : [to, from]);
    bundles.set(key, [...(bundles.get(key) ?? []), index]);
  });
  const bends = new Array(links.length).fill(0);
  for (const bundle of bundles.values()) {
    bundle.forEach((index, place) => {
      const [from, to] = links[index];
      const bend = (place - (bundle.length - 1) / 2) * 0.28;
      bends[index] = (from <= to ? bend : -bend) || 0;
    });
  }
  return bends;
}

function formerPlace(node, boxes) {
  const { was } = node;
  return was && !boxes.some((other) => overlap(boxAt(was, node), other, 0)) ? { x: was.x, y: was.y } : null;
}

function neighboursOf(links) {
  const neighbours = new Map();
  for (const [from, to] of links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  return neighbours;
}

function nextToPlace(waiting, neighbours, placed) {
  for (const id of waiting) {
    if ((neighbours.get(id) ?? []).some((other) => placed.has(other))) return id;
  }
  return waiting.values().next().value;
}

function wish(node, anchors, byId, placed) {
  if (!anchors.length) return node.x === null ? { x: 0, y: 0 } : { x: node.x, y: node.y };
  const laidOut = anchors.filter((id) => node.x !== null && byId.get(id).x !== null);
  if (laidOut.length) {
    const distance = (id) => Math.hypot(byId.get(id).x - node.x, byId.get(id).y - node.y);
    const anchor = laidOut.reduce((a, b) => (distance(b) < distance(a) ? b : a));
    const [from, at] = [byId.get(anchor), placed.get(anchor)];
    return { x: at.x + node.x - from.x, y: at.y + node.y - from.y };
  }
  const middle = middleOf(anchors.map((id) => placed.get(id)));
  const away = outwards(middle, middleOf([...placed.values()]));
  return { x: middle.x + away.x * (REACH + node.w / 2), y: middle.y + away.y * REACH };
}

function middleOf(places) {
  const sum = places.reduce((s, at) => ({ x: s.x + at.x, y: s.y + at.y }), { x: 0, y: 0 });
  return { x: sum.x / places.length, y: sum.y / places.length };
}

// The direction from the middle of everything to `at`, of length 1.
function outwards(at, middle) {
  const [dx, dy] = [at.x - middle.x, at.y - middle.y];
  const length = Math.hypot(dx, dy);
  return length < 1 ? { x: 0, y: 1 } : { x: dx / length, y: dy / length };
}

function clearPlace(wanted, node, boxes, sight) {
  for (let step = 0; step < STEPS; step += 1) {
    const distance = 12 * Math.sqrt(step) * (1 + step / 1500);
    const angle = step * GOLDEN_ANGLE;
    const at = { x: wanted.x + 1.5 * distance * Math.cos(angle), y: wanted.y + distance * Math.sin(angle) };
    const box = boxAt(at, node);
    if ((!sight || inside(box, sight)) && !boxes.some((other) => overlap(box, other))) return at;
  }
  return sight ? clearPlace(wanted, node, boxes, null) : wanted;
}

function inside(box, { left, right, top, bottom }) {
  return box.left > left && box.right < right && box.top > top && box.bottom < bottom;
}

function boxAt({ x, y }, { w, h }) {
  return { left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 };
}

function overlap(a, b, gap = GAP) {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}
