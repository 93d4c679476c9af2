// Elements out of plain values. Text only ever becomes text nodes: nothing from a note is read as HTML.

/** An element: `h("button", {class: "x", onclick: f}, "text", child)`; null and false children are left out. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The child of that class, made on the first call. */
export function partOf(parent, className, make) {
  const present = [...parent.children].find((child) => child.classList.contains(className));
  if (present) return present;
  const made = make();
  made.classList.add(className);
  parent.append(made);
  return made;
}
