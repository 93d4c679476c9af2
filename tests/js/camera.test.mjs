import assert from "node:assert/strict";
import { test } from "node:test";

import { positionsOf } from "../../graph/app/component/camera.js";

test("every thing has its place, whatever it is called", () => {
  const nodes = Object.create(null);
  for (const [k, id] of ["__proto__", "constructor", "7"].entries()) nodes[id] = { x: k + 0.4, y: k };
  const positions = positionsOf({ network: { body: { nodes, nodeIndices: Object.keys(nodes) } } });
  assert.deepEqual(positions.get("__proto__"), { x: 0, y: 0 });
  assert.deepEqual([...positions.keys()].sort(), ["7", "__proto__", "constructor"]);
});
