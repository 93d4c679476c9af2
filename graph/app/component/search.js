// The search box: what is typed goes to Python, what it finds is listed below, arrow keys and Enter choose.
import { h, partOf } from "./dom.js";

const PAUSE = 120;
const boxes = new WeakMap();

/** Draws the box once and its results each time; "/" anywhere on the page goes to it. */
export function showSearch(parent, data, send) {
  let box = boxes.get(parent);
  if (!box) {
    box = openBox(parent);
    boxes.set(parent, box);
  }
  box.send = send;
  box.data = data;
  list(box);
  return () => {
    clearTimeout(box.timer);
    box.stop.abort();
    boxes.delete(parent);
  };
}

function openBox(parent) {
  const form = partOf(parent, "search", () => h("div"));
  const input = h("input", {
    type: "text",
    id: "search-input",
    role: "combobox",
    placeholder: "Find a thing, an acronym or a line  ( / )",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    "aria-autocomplete": "list",
  });
  const results = h("ul", { id: "search-results", role: "listbox", "aria-label": "Results", popover: "manual" });
  const spoken = h("p", { class: "spoken", role: "status" });
  form.replaceChildren(h("label", { for: "search-input" }, "Search"), input, results, spoken);
  const box = { input, results, spoken, active: 0, open: false, asked: "", timer: 0, stop: new AbortController() };
  const { signal } = box.stop;
  input.addEventListener("input", () => typed(box), { signal });
  input.addEventListener("keydown", (event) => pressed(box, event), { signal });
  input.addEventListener("focus", () => setOpen(box, true), { signal });
  input.addEventListener("blur", () => setOpen(box, false), { signal });
  document.addEventListener("keydown", (event) => shortcut(box, event), { signal });
  const follow = () => unfold(box, results.matches(":popover-open"));
  document.addEventListener("scroll", follow, { signal, capture: true, passive: true });
  window.addEventListener("resize", follow, { signal });
  return box;
}

function typed(box) {
  setOpen(box, true);
  box.active = 0;
  clearTimeout(box.timer);
  box.timer = setTimeout(() => ask(box), PAUSE);
  list(box);
}

function ask(box) {
  clearTimeout(box.timer);
  const text = box.input.value.trim();
  if (text === box.asked) return;
  box.asked = text;
  box.send({ do: "search", text });
}

function list(box) {
  const { input, results, data } = box;
  const text = input.value.trim();
  const answered = data.query === text;
  results.replaceChildren(...(answered ? data.hits.map((hit, k) => option(box, hit, k)) : []));
  const nothing = answered && text && !data.hits.length;
  if (nothing) results.append(h("li", { class: "quiet", role: "option", "aria-disabled": "true" }, data.message));
  const visible = box.open && text !== "" && results.childElementCount > 0;
  unfold(box, visible);
  input.setAttribute("aria-expanded", String(visible));
  input.setAttribute("aria-activedescendant", visible && data.hits.length ? `hit-${box.active}` : "");
  const said = visible && answered ? toldOf(data) : "";
  if (box.spoken.textContent !== said) box.spoken.textContent = said;
  if (answered && box.chooseWhenThere) setTimeout(() => choose(box, data.hits[0]));
}

// What a screen reader says of an answer.
function toldOf({ hits, message }) {
  if (!hits.length) return message;
  return hits.length === 1 ? "1 result" : `${hits.length} results`;
}

// A popover lies above the page whatever clips the component, but has to be told where.
function unfold({ input, results }, visible) {
  if (visible !== results.matches(":popover-open")) results.togglePopover(visible);
  if (!visible) return;
  const { left, bottom, width } = input.getBoundingClientRect();
  Object.assign(results.style, { left: `${left}px`, top: `${bottom + 4}px`, width: `${width}px` });
}

function option(box, hit, k) {
  return h(
    "li",
    {
      role: "option",
      id: `hit-${k}`,
      "aria-selected": String(k === box.active),
      onpointerdown: (event) => {
        event.preventDefault();
        box.input.blur(); // a telephone's keyboard goes; whoever chooses by key stays in the box
        choose(box, hit);
      },
    },
    h("strong", { dir: "auto" }, hit.label),
    h("span", { class: "tag" }, hit.kind),
    h("span", { class: "why", dir: "auto" }, hit.why),
    hit.text ? h("q", { class: "said", dir: "auto" }, hit.text) : "",
  );
}

function choose(box, hit) {
  box.chooseWhenThere = false;
  if (!hit) return;
  box.input.value = "";
  box.asked = "";
  setOpen(box, false);
  box.send(actOf(hit));
}

/** What choosing a hit does: a line of a note is read there, a note or a thing comes into focus. */
export function actOf({ label, note, line }) {
  if (note && line) return { do: "read", note: label, line };
  return note ? { do: "focus", note: label } : { do: "focus", node: label };
}

function pressed(box, event) {
  const { hits, query } = box.data;
  const answered = query === box.input.value.trim();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    box.active = hits.length ? (box.active + step + hits.length) % hits.length : 0;
    list(box);
    box.results.children[box.active]?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    if (answered) choose(box, hits[box.active]);
    else box.chooseWhenThere = box.input.value.trim() !== "";
    ask(box);
  } else if (event.key === "Escape") {
    box.input.value = "";
    ask(box);
    setOpen(box, false);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function setOpen(box, open) {
  box.open = open;
  list(box);
}

function shortcut(box, event) {
  const target = event.composedPath()[0];
  const typing =
    target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.input.focus();
}
