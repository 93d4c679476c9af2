import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, showSearch } from "../../graph/app/component/search.js";
import { emptyPage, page } from "./page.mjs";

test("a line is read where it stands, a note or a thing comes into focus", () => {
  assert.deepEqual(actOf({ label: "a.md", note: true, line: 7 }), { do: "read", note: "a.md", line: 7 });
  assert.deepEqual(actOf({ label: "a.md", note: true, line: null }), { do: "focus", note: "a.md" });
  assert.deepEqual(actOf({ label: "EFS", note: false, line: null }), { do: "focus", node: "EFS" });
});

function searched(query, hits) {
  const body = emptyPage();
  const told = [];
  const show = (data) => showSearch(body, { hits: [], message: "Nothing", ...data }, (act) => told.push(act));
  const stop = show({ query: "" });
  const [, input, results, spoken] = body.children[0].children;
  input.value = query;
  input.focus();
  input.dispatchEvent(new Event("focus"));
  show({ query, hits });
  return { input, results, spoken, told, stop };
}

const HIT = { label: "EFS", kind: "service", why: "", note: false, line: null, text: "" };

test("nothing found is an option that can not be chosen, and is said", () => {
  const { results, spoken, stop } = searched("x", []);
  stop();
  assert.deepEqual(results.children.map(({ attributes }) => [attributes.role, attributes["aria-disabled"]]), [["option", "true"]]);
  assert.equal(results.unfolded, true);
  assert.equal(spoken.textContent, "Nothing");
});

test("how much was found is said, and Enter chooses without losing the focus", () => {
  const { input, results, spoken, told, stop } = searched("e", [HIT, { ...HIT, label: "EBS" }]);
  assert.equal(spoken.textContent, "2 results");
  input.dispatchEvent(Object.assign(new Event("keydown"), { key: "Enter" }));
  stop();
  assert.deepEqual(told, [{ do: "focus", node: "EFS" }]);
  assert.equal(page.focused, input);
  assert.deepEqual([results.unfolded, input.value, spoken.textContent], [false, "", ""]);
});
