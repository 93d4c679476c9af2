// Links that open a line of a note in the editor that the page was started with; none where it was started without.

let editor = null;

/** Take note of the editor, {name: "vscode" | "obsidian", folder: absolute path with slashes}, or of none. */
export function setEditor(known) {
  editor = known ?? null;
}

/** The address that opens the line, and its text; null where there is no editor. */
export function editorLink(file, line) {
  return editor && ADDRESSES[editor.name] ? { ...ADDRESSES[editor.name](editor.folder, file, line) } : null;
}

const ADDRESSES = {
  vscode: (folder, file, line) => ({ text: "VS\u00a0Code", href: `vscode://file${rooted(encoded(`${folder}/${file}`))}:${line}` }),
  obsidian: (folder, file) => ({
    text: "Obsidian",
    href: `obsidian://open?path=${encodeURIComponent(`${folder}/${file}`)}`,
  }),
};

function encoded(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}

// "C:/notes" of Windows has no slash in front.
function rooted(path) {
  return path.startsWith("/") ? path : `/${path.replace("%3A", ":")}`;
}
