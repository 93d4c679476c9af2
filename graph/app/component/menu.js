// The context menu of the canvas: what can be done with the thing, the relation or the ground under the pointer.
import { boxOf, drawSoon, fit, positionsOf } from "./camera.js";
import { h, partOf } from "./dom.js";

const BESIDE = 4;

/** Opens the menu for `what` ({node} or {edge} or neither) at a point of the window, {x, y} in CSS pixels. */
export function openMenu(scene, what, point) {
  const menu = partOf(scene.frame, "menu", () => newMenu(scene));
  const items = itemsFor(scene, what).map(({ text, act }) => itemOf(scene, menu, text, act));
  menu.setAttribute("aria-label", nameOf(scene, what));
  menu.replaceChildren(...items);
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  const within = (at, size, whole) => `${Math.max(Math.min(at, whole - size - BESIDE), BESIDE)}px`;
  menu.style.left = within(point.x, width, window.innerWidth);
  menu.style.top = within(point.y, height, window.innerHeight);
  items[0].focus();
}

/** Opens the menu of a node beside its box. */
export function openMenuAt(scene, node) {
  const stage = scene.stage.getBoundingClientRect();
  if (!scene.known.nodes.has(node)) {
    openMenu(scene, {}, { x: stage.left + stage.width / 2, y: stage.top + stage.height / 2 });
    return;
  }
  const at = positionsOf(scene).get(node);
  const { w, h: high } = boxOf(scene, node, at);
  const corner = scene.network.canvasToDOM({ x: at.x + w / 2, y: at.y + high / 2 });
  openMenu(scene, { node }, { x: stage.left + corner.x, y: stage.top + corner.y });
}

/** What the menu offers: [{text, act}], an act to be sent or a function to be called. */
export function itemsFor(scene, { node, edge }) {
  if (node !== undefined) return forNode(scene, node);
  if (edge !== undefined) return [{ text: "Open note at its line", act: { do: "read", edge } }];
  const { hidden, filtered } = scene.data;
  return [
    { text: "Fit everything", act: () => fit(scene) },
    { text: "Tidy up", act: { do: "tidy" } },
    hidden && { text: `Show ${hidden} hidden`, act: { do: "unhide" } },
    filtered && { text: "Clear filter", act: { do: "unfilter" } },
  ].filter(Boolean);
}

function forNode(scene, node) {
  const { expanded, focus } = scene.data;
  const pinned = scene.pinned.has(node);
  return [
    !focus.includes(node) && { text: "Focus here", act: { do: "focus", node } },
    {
      text: expanded.includes(node) ? "Take its neighbours away" : "Bring in its neighbours",
      act: { do: "expand", node },
    },
    { text: "Hide", act: { do: "hide", node } },
    { text: pinned ? "Unpin" : "Pin", act: () => pin(scene, node, !pinned) },
    { text: "Path from here", act: { do: "path-from", node } },
    { text: "Path to here", act: { do: "path-to", node } },
    { text: "Open note", act: { do: "read", node } },
  ].filter(Boolean);
}

function pin(scene, node, pinned) {
  if (pinned) scene.pinned.add(node);
  else scene.pinned.delete(node);
  drawSoon(scene);
}

function nameOf(scene, { node, edge }) {
  return scene.known.nodes.get(node)?.label ?? scene.known.edges.get(edge)?.phrase ?? "Knowledge graph";
}

function newMenu(scene) {
  const menu = h("div", { role: "menu", popover: "manual" });
  const { signal } = scene.stop;
  menu.addEventListener("keydown", (event) => pressed(scene, menu, event), { signal });
  const outside = (event) => event.composedPath().includes(menu) || close(scene, menu, false);
  document.addEventListener("pointerdown", outside, { signal, capture: true });
  document.addEventListener("wheel", outside, { signal, capture: true, passive: true });
  window.addEventListener("resize", () => close(scene, menu, false), { signal });
  return menu;
}

function itemOf(scene, menu, text, act) {
  const onclick = () => {
    close(scene, menu, true);
    if (typeof act === "function") act();
    else scene.send(act);
  };
  return h("button", { type: "button", role: "menuitem", tabindex: -1, onclick }, text);
}

function pressed(scene, menu, event) {
  const items = [...menu.children];
  const at = items.indexOf(menu.getRootNode().activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) items[(next + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close(scene, menu, true);
  else if (event.key === "Enter" || event.key === " ") items[at]?.click();
  event.preventDefault();
  event.stopPropagation();
}

function close(scene, menu, back) {
  if (!menu.matches(":popover-open")) return;
  menu.hidePopover();
  if (back) scene.stage.focus({ preventScroll: true });
}
