import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf, showCaption } from "../../graph/app/component/legend.js";
import { fitting } from "../../graph/app/component/picker.js";
import { onPress } from "../../graph/app/component/presses.js";
import { button, emptyPage, page } from "./page.mjs";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function pressed(...clicks) {
  const element = new EventTarget();
  const done = [];
  onPress(
    element,
    () => done.push("once"),
    () => done.push("twice"),
  );
  for (const click of clicks) element.dispatchEvent(Object.assign(new Event("click"), click));
  return done;
}

test("a click does one thing and a double-click the other, never both", async () => {
  const [one, two] = [pressed({ detail: 1 }), pressed({ detail: 1 }, { detail: 2 })];
  assert.deepEqual([one, two], [[], ["twice"]]);
  await pause(300);
  assert.deepEqual([one, two], [["once"], ["twice"]]);
});

test("a key waits for nothing, and shift does what a double-click does", () => {
  assert.deepEqual(pressed({ detail: 0 }), ["once"]);
  assert.deepEqual(pressed({ detail: 0, shiftKey: true }), ["twice"]);
});

test("a count says how many of how many where some are left out", () => {
  assert.equal(countOf({ count: 12, total: 12 }), "12");
  assert.equal(countOf({ count: 0, total: 12 }), "0 of 12");
});

test("a list is searched by words of title and file, what is picked first", () => {
  const items = [
    { name: "a/day.md", title: "ECS tasks" },
    { name: "b/efs.md", title: "Storage day" },
  ];
  const names = (text, picked) => fitting(items, text, picked).map(({ name }) => name);
  assert.deepEqual(names("DAY", ["b/efs.md"]), ["b/efs.md", "a/day.md"]);
  assert.deepEqual(names("tasks a/", []), ["a/day.md"]);
  assert.deepEqual(names("nothing", []), []);
});

test("the caption offers what there is to do, and is drawn anew only where it says something else", () => {
  const [caption, stage] = [emptyPage(), emptyPage()];
  const show = (data) => showCaption(caption, { stage, data: { title: "EFS", status: "2 things", ...data } });
  const all = { more: true, hidden: 2, filtered: true, path: {}, marks: "answer" };
  show(all);
  assert.equal(caption.textContent, "EFS2 thingsShow moreShow 2 hiddenClear filterClear answer");
  const clear = button(caption, "Clear filter");
  clear.focus();
  show(all);
  assert.equal(page.focused, clear);
  show({ ...all, hidden: 3 });
  assert.equal(page.focused, button(caption, "Clear filter"));
  show({});
  assert.equal(page.focused, stage);
  assert.equal(caption.textContent, "EFS2 things");
});
