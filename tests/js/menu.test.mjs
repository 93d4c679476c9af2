import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsFor } from "../../graph/app/component/menu.js";

const scene = (data = {}) => ({
  data: { expanded: [], focus: [], hidden: 0, filtered: false, ...data },
  pinned: new Set(["EFS"]),
});
const texts = (...of) => itemsFor(...of).map(({ text }) => text);

test("a thing can be brought nearer, hidden, pinned, asked and read", () => {
  const expected = ["Focus here", "Bring in its neighbours", "Hide", "Pin", "Path from here", "Path to here", "Open note"];
  assert.deepEqual(texts(scene(), { node: "EC2" }), expected);
});

test("what is done already is offered to be undone", () => {
  const offered = texts(scene({ expanded: ["EFS"], focus: ["EFS"] }), { node: "EFS" });
  assert.deepEqual(offered.slice(0, 3), ["Take its neighbours away", "Hide", "Unpin"]);
});

test("a relation leads to its line", () => {
  assert.deepEqual(itemsFor(scene(), { edge: "e" })[0].act, { do: "read", edge: "e" });
});

test("the ground offers to bring back what is hidden only where something is", () => {
  assert.deepEqual(texts(scene(), {}), ["Fit everything", "Tidy up"]);
  assert.deepEqual(texts(scene({ hidden: 2, filtered: true }), {}).slice(2), ["Show 2 hidden", "Clear filter"]);
});
