import assert from "node:assert/strict";
import { test } from "node:test";
import { badgeOf } from "../../graph/app/component/drawing.js";

const ctx = { measureText: (text) => ({ width: 6 * text.length }) };
const palette = { font: "sans-serif" };

test("the count of what is not shown stands on the upper right corner, and grows with its box", () => {
  const node = { hidden: 12, w: 100, h: 40 };
  const badge = (grown) => badgeOf(ctx, node, { x: 10, y: 20, w: 100 * grown, h: 40 * grown }, palette);
  assert.deepEqual(badge(1), { left: 39, right: 65, top: -7, bottom: 6 });
  assert.deepEqual(badge(2), { left: 68, right: 120, top: -34, bottom: -8 });
});

test("a box whose neighbours are all shown has none", () => {
  assert.equal(badgeOf(ctx, { hidden: 0, w: 100, h: 40 }, { x: 0, y: 0, w: 100, h: 40 }, palette), null);
});
