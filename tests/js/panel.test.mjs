import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, whatIsChosen } from "../../graph/app/component/chosen.js";
import { showPanel } from "../../graph/app/component/panel.js";
import { button, emptyPage, page } from "./page.mjs";

const HOP = { id: "e", sentence: "A uses B", denied: false, confidence: 1, evidence: [] };
const PATHS = { kind: "paths", name: "Paths found", shown: null, paths: [{ title: "A → B", hops: [HOP] }] };

function shown(data) {
  const [body, told] = [emptyPage(), []];
  const draw = (anew) => showPanel(body, anew, (act) => told.push(act));
  draw(data);
  return { body, told, draw };
}

test("the keyboard's focus stays on what is drawn anew", () => {
  const { body, draw } = shown(PATHS);
  for (const text of ["Show only this", "A uses B"]) {
    const before = button(body, text);
    before.focus();
    draw({ ...PATHS, shown: 0 });
    assert.notEqual(page.focused, before);
    assert.equal(page.focused, button(body, text));
  }
});

test("where it is gone the panel itself has the focus, and a focus elsewhere is left alone", () => {
  const { body, draw } = shown(PATHS);
  button(body, "A uses B").focus();
  draw({ ...PATHS, paths: [] });
  assert.equal(page.focused, body.children[0]);
  page.focused = null;
  draw(PATHS);
  assert.equal(page.focused, null);
});

test("a name of an answer shows its details, also where it is chosen already", () => {
  const rows = [[{ text: "A", node: "A" }]];
  const { body, told } = shown({ kind: "grid", name: "Rows", caption: "", columns: ["n"], rows });
  choose({});
  button(body, "A").click();
  button(body, "A").click();
  assert.equal(whatIsChosen().node, "A");
  assert.deepEqual(told, [{ do: "select", node: "A" }, { do: "select", node: "A" }]);
});

test("a name in a note comes into focus, also where it is chosen already", () => {
  const line = { n: 1, content: true, text: ["- ", ["A", "A"]] };
  const note = { kind: "reader", name: "Note", file: "a.md", title: "a", summary: "", reasons: [], lines: [line] };
  const { body, told } = shown(note);
  choose({ node: "A" });
  button(body, "A").click();
  assert.deepEqual(told, [{ do: "focus", node: "A", stay: true }]);
});
