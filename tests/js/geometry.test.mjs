import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowhead, distanceTo, lineOf, pointAlong, roomToGrow } from "../../graph/app/component/geometry.js";

const box = (x, y, lx = x, ly = y) => ({ x, y, w: 40, h: 20, lx, ly });
const near = (a, b) => assert.ok(Math.abs(a - b) < 0.1, `${a} is not ${b}`);

test("a straight line runs from border to border", () => {
  const line = lineOf({ bend: 0 }, box(0, 0), box(200, 0), []);
  near(line[0].x, 20);
  near(line.at(-1).x, 180);
  assert.ok(line.every(({ y }) => y === 0));
});

test("a line goes round a box in its way", () => {
  const line = lineOf({ bend: 0 }, box(0, 0), box(400, 0), [box(200, 0)]);
  assert.ok(line.every(({ x, y }) => Math.abs(x - 200) >= 20 || Math.abs(y) >= 10));
});

const route = [
  [20, 0],
  [80, 90],
  [120, 90],
  [180, 0],
];

test("the laid out route holds where both boxes moved together", () => {
  const line = lineOf({ bend: 0, route }, box(0, 50, 0, 0), box(200, 50, 200, 0), []);
  near(Math.max(...line.map(({ y }) => y)), 50 + 67.5);
});

test("the laid out route is given up where one box was dragged", () => {
  const line = lineOf({ bend: 0, route }, box(0, 0), box(300, 0, 200, 0), []);
  assert.ok(line.every(({ y }) => y === 0));
});

test("points along a line are found by its length", () => {
  const line = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 30 },
  ];
  assert.deepEqual(pointAlong(line, 0.5), { x: 10, y: 10 });
  assert.deepEqual(pointAlong(line, 0), { x: 0, y: 0 });
});

test("an arrowhead points along the end of its line", () => {
  const [tip, one, other] = arrowhead(
    [
      { x: 0, y: 0 },
      { x: 50, y: 0 },
    ],
    10,
  );
  assert.deepEqual(tip, { x: 50, y: 0 });
  near(one.x, 40);
  near(one.y, -other.y);
});

test("distance to a line is that to its nearest piece", () => {
  near(
    distanceTo(
      [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
      { x: 5, y: 3 },
    ),
    3,
  );
  near(
    distanceTo(
      [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ],
      { x: 13, y: 4 },
    ),
    5,
  );
});

test("boxes grow until they would come too near, and evenly", () => {
  const boxes = [box(0, 0), box(68, 0), box(5000, 0)];
  const [a, b, c] = roomToGrow(boxes, 3, 8, 1.4);
  near(a, 1.5);
  near(b, 1.5);
  near(c, 2.1);
});

test("boxes that stand close keep their size", () => {
  assert.deepEqual(roomToGrow([box(0, 0), box(41, 0)], 3, 8, 1.4), [1, 1]);
});
