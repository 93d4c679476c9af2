// As much of a browser's document as panels and search box need; `page.focused` is what has the keyboard focus.

export const page = { focused: null };

class FakeElement extends EventTarget {
  constructor(name) {
    super();
    Object.assign(this, { name, children: [], dataset: {}, attributes: {}, parentNode: null, className: "" });
    Object.assign(this, { value: "", style: {}, unfolded: false });
    this.classList = { contains: (one) => this.className.split(" ").includes(one), add: (one) => (this.className += ` ${one}`) };
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
    if (name === "class") this.className = value;
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = value;
  }

  append(...children) {
    for (const child of children) if (child instanceof FakeElement) child.parentNode = this;
    this.children.push(...children.filter((child) => child !== ""));
  }

  replaceChildren(...children) {
    for (const child of this.children) if (child instanceof FakeElement) child.parentNode = null;
    if (page.focused && !page.focused.isConnected) page.focused = null;
    this.children = [];
    this.append(...children);
  }

  get isConnected() {
    return this.name === "body" || Boolean(this.parentNode?.isConnected);
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.replaceChildren(text);
  }

  contains(other) {
    return other === this || this.children.some((child) => child instanceof FakeElement && child.contains(other));
  }

  closest() {
    return this.dataset.key === undefined ? (this.parentNode?.closest() ?? null) : this;
  }

  querySelectorAll() {
    const below = this.children.filter((child) => child instanceof FakeElement);
    return below.flatMap((child) => [...(child.dataset.key === undefined ? [] : [child]), ...child.querySelectorAll()]);
  }

  getRootNode() {
    return { activeElement: page.focused };
  }

  focus() {
    page.focused = this;
  }

  blur() {
    page.focused = null;
  }

  matches() {
    return this.unfolded;
  }

  togglePopover(unfolded) {
    this.unfolded = unfolded;
  }

  getBoundingClientRect() {
    return { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 };
  }

  get childElementCount() {
    return this.children.length;
  }

  checkVisibility() {
    return true;
  }

  click() {
    this.dispatchEvent(new Event("click"));
  }
}

/** A new empty body. */
export function emptyPage() {
  globalThis.document = Object.assign(new EventTarget(), { createElement: (name) => new FakeElement(name) });
  globalThis.window = new EventTarget();
  globalThis.getComputedStyle = () => ({ getPropertyValue: () => "#ffffff" });
  page.focused = null;
  return new FakeElement("body");
}

/** The button below `element` with that text. */
export function button(element, text) {
  if (element.name === "button" && element.textContent === text) return element;
  for (const child of element.children) {
    const found = child instanceof FakeElement ? button(child, text) : null;
    if (found) return found;
  }
  return null;
}
