import assert from "node:assert/strict";
import { test } from "node:test";
import { bendsOf, nearestInDirection, placeNodes, stretchFor } from "../../graph/app/component/placing.js";

const node = (id, x = null, y = null) => ({ id, x, y, w: 80, h: 30 });
const apart = (a, b) => Math.abs(a.x - b.x) >= 80 || Math.abs(a.y - b.y) >= 30;

test("a first view stands where the layout has it", () => {
  const places = placeNodes([node("a", 10, 20), node("b", 200, 20)], [["a", "b"]], new Map());
  assert.deepEqual(
    [...places],
    [
      ["a", { x: 10, y: 20 }],
      ["b", { x: 200, y: 20 }],
    ],
  );
});

test("what is on screen stays, whatever a later layout says", () => {
  const present = new Map([["a", { x: -500, y: 7 }]]);
  const places = placeNodes([node("a", 10, 20), node("b", 200, 20)], [["a", "b"]], present);
  assert.deepEqual(places.get("a"), { x: -500, y: 7 });
});

test("a new node keeps its laid out distance from its neighbour", () => {
  const present = new Map([["a", { x: -500, y: 7 }]]);
  const places = placeNodes([node("a", 10, 20), node("b", 210, 60)], [["a", "b"]], present);
  assert.deepEqual(places.get("b"), { x: -300, y: 47 });
});

test("a new node goes round what stands in its place", () => {
  const present = new Map([
    ["a", { x: 0, y: 0 }],
    ["c", { x: 200, y: 0 }],
  ]);
  const places = placeNodes([node("a", 0, 0), node("c", 900, 0), node("b", 200, 0)], [["a", "b"]], present);
  assert.ok(apart(places.get("b"), places.get("c")));
  assert.ok(Math.hypot(places.get("b").x - 200, places.get("b").y) < 150);
});

test("nodes without a layout are spread beside their neighbours, none on another", () => {
  const ids = ["b", "c", "d", "e", "f", "g"];
  const nodes = [node("a", 0, 0), ...ids.map((id) => node(id))];
  const places = [
    ...placeNodes(
      nodes,
      ids.map((id) => ["a", id]),
      new Map([["a", { x: 0, y: 0 }]]),
    ).values(),
  ];
  for (let i = 0; i < places.length; i += 1) for (let j = 0; j < i; j += 1) assert.ok(apart(places[i], places[j]));
});

test("a new node stays in sight where its neighbour is and there is room", () => {
  const sight = { left: -100, right: 400, top: -100, bottom: 100 };
  const present = new Map([["a", { x: 300, y: 0 }]]);
  const { x } = placeNodes([node("a", 0, 0), node("b", 300, 0)], [["a", "b"]], present, sight).get("b");
  assert.ok(x + 40 < 400);
});

test("an arrow key goes to what lies nearest in its direction, or nowhere", () => {
  const places = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 100, y: 20 }],
    ["c", { x: 90, y: 170 }],
    ["d", { x: 300, y: 0 }],
  ]);
  assert.equal(nearestInDirection("a", "ArrowRight", places), "b");
  assert.equal(nearestInDirection("a", "ArrowDown", places), "c");
  assert.equal(nearestInDirection("a", "ArrowLeft", places), null);
});

test("parallel edges bend apart, whichever way they lead", () => {
  assert.deepEqual(bendsOf([["a", "b"]]), [0]);
  const [there, back] = bendsOf([
    ["a", "b"],
    ["b", "a"],
  ]);
  assert.equal(there, -0.14);
  assert.equal(back, -0.14); // seen from its own start, so on the other side
});

test("a wide layout is drawn out downwards for a square stage, up to a limit", () => {
  assert.deepEqual(stretchFor([node("a", 0, 0), node("b", 300, 200), node("c", 100, 50)], 1), { x: 1, y: 1.5 });
  assert.deepEqual(stretchFor([node("a", 0, 0), node("b", 900, 100), node("c", 100, 50)], 1), { x: 1, y: 1.7 });
});

test("a node that comes back takes its old place if that is free", () => {
  const present = new Map([["a", { x: 0, y: 0 }]]);
  const back = { ...node("b", 200, 0), was: { x: -90, y: 8 } };
  assert.deepEqual(placeNodes([node("a", 0, 0), back], [["a", "b"]], present).get("b"), { x: -90, y: 8 });
  const taken = new Map([["a", { x: -80, y: 0 }]]);
  const places = placeNodes([node("a", 0, 0), back], [["a", "b"]], taken);
  assert.ok(apart(places.get("a"), places.get("b")));
});
