import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenBy, showsChosen } from "../../graph/app/component/chosen.js";

const whole = () => "the whole page";
const alone = () => "the details alone";

test("without details the whole page is told", () => {
  assert.equal(chosenBy(whole)(), "the whole page");
});

test("details that can be seen are told alone; those of another tab, or gone, are not", () => {
  const panel = { isConnected: true, visible: true, checkVisibility: () => panel.visible };
  showsChosen(panel, alone);
  assert.equal(chosenBy(whole)(), "the details alone");
  panel.visible = false;
  assert.equal(chosenBy(whole)(), "the whole page");
  Object.assign(panel, { visible: true, isConnected: false });
  assert.equal(chosenBy(whole)(), "the whole page");
});
