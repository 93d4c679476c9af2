import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf } from "../../graph/app/component/search.js";

test("a line is read where it stands, a note or a thing comes into focus", () => {
  assert.deepEqual(actOf({ label: "a.md", note: true, line: 7 }), { do: "read", note: "a.md", line: 7 });
  assert.deepEqual(actOf({ label: "a.md", note: true, line: null }), { do: "focus", note: "a.md" });
  assert.deepEqual(actOf({ label: "EFS", note: false, line: null }), { do: "focus", node: "EFS" });
});
