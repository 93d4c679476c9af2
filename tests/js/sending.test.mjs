import assert from "node:assert/strict";
import { test } from "node:test";

import { choicesMade, choose } from "../../graph/app/component/chosen.js";
import { senderOf } from "../../graph/app/component/sending.js";

function sending() {
  const clock = { at: 0 };
  const told = [];
  const send = senderOf({}, (name, act) => told.push(act), () => clock.at);
  const after = (ms, act) => {
    clock.at += ms;
    send(act);
    return told.at(-1).earlier.map(({ do: what }) => what);
  };
  return { after, told };
}

test("an act takes along those of the last minute, however long a run takes, and twenty at most", () => {
  const { after } = sending();
  assert.deepEqual(after(0, { do: "expand" }), []);
  assert.deepEqual(after(30_000, { do: "focus" }), ["expand"]);
  assert.deepEqual(after(40_000, { do: "hide" }), ["focus"]);
  for (let k = 0; k < 30; k += 1) after(0, { do: "search" });
  assert.deepEqual(after(0, { do: "tidy" }), Array(20).fill("search"));
});

test("only the last places are taken along", () => {
  const { after } = sending();
  after(0, { do: "places" });
  assert.deepEqual(after(0, { do: "undo" }), ["places"]);
  assert.deepEqual(after(0, { do: "places" }), ["undo"]);
  assert.deepEqual(after(0, { do: "redo" }), ["undo", "places"]);
});

test("each act has a number of its own and says how many choices were made before", () => {
  const { after, told } = sending();
  after(0, { do: "mark" });
  choose({ node: "counted" });
  after(0, { do: "mark" });
  const [first, second] = told;
  assert.notEqual(first.serial, second.serial);
  assert.deepEqual([first.choice, second.choice], [choicesMade() - 1, choicesMade()]);
});
