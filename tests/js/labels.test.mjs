import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels } from "../../graph/app/component/labels.js";

const along = (y, length = 400) => ({
  line: Array.from({ length: 41 }, (_, k) => ({ x: (k * length) / 40, y })),
  pointAt: (t) => ({ x: t * length, y }),
});
const label = (id, options = {}) => ({ id, width: 80, height: 12, must: false, ...along(0), ...options });

test("a label stands in the middle of its line", () => {
  const [{ left, right, top, bottom }] = placeLabels([label("a")], []);
  assert.deepEqual([left, right, top, bottom], [160, 240, -6, 6]);
});

test("a label moves along its line, clear of a box", () => {
  const taken = { left: 150, right: 250, top: -10, bottom: 10 };
  const [{ left, right }] = placeLabels([label("a")], [taken]);
  assert.ok(right <= taken.left || left >= taken.right);
});

test("two labels never lie on each other", () => {
  const [a, b] = placeLabels([label("a"), label("b")], []);
  assert.ok(a.right <= b.left || b.right <= a.left);
});

test("without room a label is left out, unless it must be shown", () => {
  const everything = [{ left: -1e4, right: 1e4, top: -1e4, bottom: 1e4 }];
  const placed = placeLabels([label("a"), label("b", { must: true })], everything);
  assert.deepEqual(
    placed.map(({ id }) => id),
    ["b"],
  );
});

test("a label that would hide its line gives way to its short form", () => {
  const [placed] = placeLabels([label("a", { ...along(0, 90), short: { width: 20 } })], []);
  assert.equal(placed.short, true);
  assert.equal(placed.right - placed.left, 20);
});
