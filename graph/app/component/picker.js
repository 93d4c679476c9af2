// Notes and tags to pick: what these say is shown, and nothing else. The lists are sent when they are unfolded.
import { h } from "./dom.js";
import { onPress } from "./presses.js";

const NAMES = { notes: "Notes", tags: "Tags" };

// Whether a box is open, as last told to Python or by it: one that differs was just pressed, and its toggle event is to come.
const unfolded = new WeakMap();

/** The folded lists of the scene's legend; `fillPicker` writes them. */
export function openPicker(scene) {
  const search = h("input", { type: "search", id: "picker-search", placeholder: "Find a note or a tag" });
  const label = h("label", { for: "picker-search" }, "Find in the lists");
  const list = (by) => h("div", { class: by, role: "group", "aria-label": NAMES[by] });
  const more = h("p", { class: "quiet more" });
  const box = h("details", { class: "picker" }, h("summary", {}), label, search, list("notes"), list("tags"), more);
  search.addEventListener("input", () => writeLists(scene, box));
  box.addEventListener("toggle", () => {
    if (box.open === unfolded.get(box)) return;
    unfolded.set(box, box.open);
    scene.send({ do: "picking", open: box.open });
  });
  unfolded.set(box, false);
  return box;
}

/** Writes what can be picked: `picking` of the data is {notes, tags, more}, lists of {name, title, count}, or null. */
export function fillPicker(scene, box) {
  const { picking, picked } = scene.data;
  const count = picked.notes.length + picked.tags.length;
  box.querySelector("summary").textContent = `Notes and tags${count ? ` (${count} picked)` : ""}`;
  if (box.open === unfolded.get(box)) {
    box.open = Boolean(picking);
    unfolded.set(box, box.open);
  }
  writeLists(scene, box);
}

function writeLists(scene, box) {
  const { picking, picked } = scene.data;
  if (!picking) return;
  const text = box.querySelector("input").value;
  for (const by of ["notes", "tags"]) {
    const entries = fitting(picking[by], text, picked[by]).map((item) => entry(by, item, picked[by], scene));
    box.querySelector(`.${by}`).replaceChildren(h("strong", {}, NAMES[by]), ...entries);
  }
  box.querySelector(".more").textContent = picking.more
    ? `${picking.more} more are not listed; the search box at the top finds notes and tags.`
    : "";
}

/** Those whose title or name has all the words of `text` in it; the picked ones stand first. */
export function fitting(items, text, picked) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ name, title }) => words.every((word) => `${title} ${name}`.toLowerCase().includes(word)));
  const isPicked = ({ name }) => picked.includes(name);
  return [...found.filter(isPicked), ...found.filter((item) => !isPicked(item))];
}

function entry(by, item, picked, scene) {
  const title = `${item.name}. Click: pick, or let go. Double-click or Shift: this alone.`;
  const properties = { type: "button", class: "entry", "data-key": `${by} ${item.name}`, dir: "auto", title };
  const button = h("button", properties, h("span", {}, item.title), h("small", {}, item.count));
  button.setAttribute("aria-pressed", String(picked.includes(item.name)));
  const press = (only) => () => scene.send({ do: "filter", by, name: item.name, only });
  onPress(button, press(false), press(true));
  return button;
}
