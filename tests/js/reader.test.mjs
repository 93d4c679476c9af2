import assert from "node:assert/strict";
import { test } from "node:test";

import { nextWith, piecesOf, withoutRepeats } from "../../graph/app/component/reader.js";

const LINES = [
  { n: 1, content: false, reason: "code" },
  { n: 2, content: false, reason: "code" },
  { n: 3, content: true, reason: "nothing named" },
  { n: 4, content: false, reason: "nothing named" },
  { n: 5, content: true, reason: "nothing named" },
  { n: 6, content: false, reason: "code" },
];

test("the reason of code stands on the first line of each run alone", () => {
  const quiet = withoutRepeats(LINES).map((line) => Boolean(line.quiet));
  assert.deepEqual(quiet, [false, true, false, false, false, false]);
});

test("the next line of a reason is a content line, and the first again after the last", () => {
  assert.equal(nextWith("nothing named", LINES, 0), 3);
  assert.equal(nextWith("nothing named", LINES, 3), 5);
  assert.equal(nextWith("nothing named", LINES, 5), 3);
  assert.equal(nextWith("filtered", LINES, 0), null);
});

test("signs of Markdown stand apart, and nothing of the text is lost", () => {
  const text = "a **b** `c` [[d]] *e";
  assert.deepEqual(piecesOf("a **b**"), ["a ", "**", "b", "**"]);
  assert.equal(piecesOf(text).join(""), text);
});
