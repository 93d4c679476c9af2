import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../graph/app/component/diff.js";
import { isDark } from "../../graph/app/component/palette.js";
import { sortedBy } from "../../graph/app/component/table.js";

test("only what differs is touched", () => {
  const present = new Map([
    ["a", { id: "a", x: 1 }],
    ["b", { id: "b", x: 1 }],
    ["c", { id: "c", x: 1 }],
  ]);
  const steps = difference(present, [
    { id: "a", x: 1 },
    { id: "b", x: 2 },
    { id: "d", x: 1 },
  ]);
  assert.deepEqual(steps, { added: [{ id: "d", x: 1 }], changed: [{ id: "b", x: 2 }], removed: ["c"] });
});

test("dark colours are told from light ones", () => {
  assert.deepEqual(["#15181d", "#fff", "rgb(20, 22, 30)", "#e6e9ee"].map(isDark), [true, false, true, false]);
});

test("a column says how it is sorted", () => {
  const sort = { by: "line", down: true };
  assert.deepEqual([sortedBy("line", sort), sortedBy("note", sort)], ["descending", "none"]);
  assert.equal(sortedBy("line", { by: "line", down: false }), "ascending");
});
