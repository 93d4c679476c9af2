// Where the labels of edges go: on their edge, clear of boxes and of each other, or nowhere.

const TRIES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

const MOST_HIDDEN = 0.6;

/**
 * Rectangles for labels: `wanted` are {id, width, height, line, pointAt(t), must}, in order of precedence; `taken` are
 * rectangles that stay clear. A label that finds no room, or would hide most of its `line`, gives way to its `short`
 * form ({width}) or is left out; one that `must` be shown goes to the middle. Gives {id, short, left, right, top, bottom}.
 */
export function placeLabels(wanted, taken) {
  const occupied = [...taken];
  const placed = [];
  for (const label of wanted) {
    const rectangle = freeRectangle(label, occupied) ?? (label.must ? rectangleAt(label, 0.5) : null);
    const other = rectangle || !label.short ? null : freeRectangle({ ...label, ...label.short }, occupied);
    if (!rectangle && !other) continue;
    occupied.push(rectangle ?? other);
    placed.push({ id: label.id, short: !rectangle, ...(rectangle ?? other) });
  }
  return placed;
}

function freeRectangle(label, occupied) {
  for (const t of TRIES) {
    const rectangle = rectangleAt(label, t);
    if (!occupied.some((other) => meet(rectangle, other)) && leavesVisible(rectangle, label.line)) return rectangle;
  }
  return null;
}

function leavesVisible({ left, right, top, bottom }, line) {
  const hidden = line.filter(({ x, y }) => x > left && x < right && y > top && y < bottom).length;
  return hidden <= MOST_HIDDEN * line.length;
}

function rectangleAt({ width, height, pointAt }, t) {
  const { x, y } = pointAt(t);
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
