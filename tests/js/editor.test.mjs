import assert from "node:assert/strict";
import { test } from "node:test";

import { editorLink, setEditor } from "../../graph/app/component/editor.js";

test("without an editor there is no link", () => {
  setEditor(undefined);
  assert.equal(editorLink("a.md", 3), null);
  setEditor({ name: "javascript", folder: "/n" });
  assert.equal(editorLink("a.md", 3), null);
});

test("VS Code is told file and line, percent-encoded", () => {
  setEditor({ name: "vscode", folder: "/home/me/my notes" });
  assert.equal(editorLink("deep/é #1?.md", 12).href, "vscode://file/home/me/my%20notes/deep/%C3%A9%20%231%3F.md:12");
  setEditor({ name: "vscode", folder: "C:/notes" });
  assert.equal(editorLink("a.md", 1).href, "vscode://file/C:/notes/a.md:1");
});

test("Obsidian is told the path as one parameter", () => {
  setEditor({ name: "obsidian", folder: "/vault" });
  assert.equal(editorLink("a&b=c.md", 2).href, "obsidian://open?path=%2Fvault%2Fa%26b%3Dc.md");
});
