// Colours of the canvas and legend, from the theme of the page.

const KINDS = {
  light: [
    { fill: "#e3ecfa", line: "#3b6fb6", text: "#183a66" },
    { fill: "#e2f3ea", line: "#2f8560", text: "#124a33" },
    { fill: "#fbf0da", line: "#a8741a", text: "#593c07" },
    { fill: "#f1e8f8", line: "#8253ad", text: "#45246a" },
    { fill: "#fbe7ec", line: "#b5516f", text: "#66203a" },
    { fill: "#e0f2f4", line: "#2d8390", text: "#0f454d" },
    { fill: "#eef0e0", line: "#74802b", text: "#3b4210" },
    { fill: "#ececec", line: "#707070", text: "#333333" },
  ],
  dark: [
    { fill: "#1d3557", line: "#7fb0ee", text: "#dbe9fb" },
    { fill: "#173f30", line: "#6cc79d", text: "#d6f2e5" },
    { fill: "#483612", line: "#e0b35a", text: "#faebcb" },
    { fill: "#3a2650", line: "#bd97e2", text: "#efe2fb" },
    { fill: "#4d2232", line: "#e590aa", text: "#fbdfe7" },
    { fill: "#143e44", line: "#6cc3cf", text: "#d5f1f4" },
    { fill: "#363b17", line: "#b9c56b", text: "#eef2d2" },
    { fill: "#3a3a3a", line: "#aaaaaa", text: "#eeeeee" },
  ],
};
const SIGNS = {
  light: {
    accent: "#1f5fbf",
    denied: "#c2303c",
    path: "#b45309",
    edge: "#7c8794",
    faint: "#b3bbc4",
    halo: "rgba(255,255,255,0.85)",
  },
  dark: {
    accent: "#7fb0ee",
    denied: "#ff7b84",
    path: "#fbbf4a",
    edge: "#8b96a5",
    faint: "#5b6470",
    halo: "rgba(21,24,29,0.85)",
  },
};

/** The colours for an element: those of the kinds in order, signs, and what the theme gives. */
export function paletteFor(element) {
  const style = getComputedStyle(element);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const background = read("--st-background-color", "#ffffff");
  const scheme = isDark(background) ? "dark" : "light";
  return {
    scheme,
    kinds: KINDS[scheme],
    ...SIGNS[scheme],
    background,
    text: read("--st-text-color", scheme === "dark" ? "#eeeeee" : "#222222"),
    font: read("--st-font", "sans-serif"),
  };
}

/** Whether a CSS colour (#rgb, #rrggbb or rgb()) is a dark one. */
export function isDark(colour) {
  const [r, g, b] = channels(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

function channels(colour) {
  const hex = colour.trim().match(/^#([0-9a-f]{3}|[0-9a-f]{6})/i);
  if (hex) {
    const digits = hex[1].length === 3 ? [...hex[1]].map((d) => d + d) : hex[1].match(/../g);
    return digits.map((d) => parseInt(d, 16));
  }
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return numbers.length >= 3 ? numbers.slice(0, 3) : [255, 255, 255];
}
