import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { choicesMade, choose, settle, show, showsChosen, tellChosen, whatIsChosen } from "../../graph/app/component/chosen.js";

const told = [];
const whole = (act) => told.push(["the whole page", act]);
const alone = (act) => told.push(["the details alone", act]);
const panel = { isConnected: true, visible: true, checkVisibility: () => panel.visible };

beforeEach(() => {
  choose({});
  told.length = 0;
});

test("without details the whole page is told", () => {
  tellChosen({ node: "A" }, whole);
  assert.deepEqual(told, [["the whole page", { do: "select", node: "A" }]]);
});

test("details that can be seen are told alone and open no tab; those of another tab, or gone, are not", () => {
  showsChosen(panel, alone);
  for (const [visible, isConnected] of [[true, true], [false, true], [true, false]]) {
    Object.assign(panel, { visible, isConnected });
    tellChosen({}, whole);
  }
  const page = ["the whole page", { do: "select" }];
  assert.deepEqual(told, [["the details alone", { do: "mark" }], page, page]);
});

test("an older answer does not take a newer choice back", () => {
  choose({ node: "A" });
  const heard = choicesMade();
  choose({ node: "B" });
  settle({ node: "A" }, heard);
  assert.deepEqual(whatIsChosen(), { node: "B", edge: undefined });
  settle({ edge: "c" }, choicesMade());
  assert.deepEqual(whatIsChosen(), { node: undefined, edge: "c" });
});

test("what is chosen already is no further choice, and its details are asked for all the same", () => {
  choose({ node: "A" });
  const before = choicesMade();
  show({ node: "A" }, whole);
  assert.equal(choicesMade(), before);
  assert.equal(told.length, 1);
});
