"use strict";
// Draws the View as the picture has it and shows what is said about a node or edge. Text from notes only ever
// becomes text: it is painted, or set as the text of an element.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const byId = (id) => document.getElementById(id);
  const data = read("data");
  const DENIED = "\ndenied";
  const hidden = new Set();
  let chosen = null;

  const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, ctxRenderer: paintNode })));
  const network = new vis.Network(byId("canvas"), { nodes, edges: [] }, read("options"));
  network.on("beforeDrawing", (ctx) => data.edges.filter(isShown).forEach((edge) => paintEdge(ctx, edge)));
  network.on("click", (event) => {
    if (event.nodes.length) return showNode(data.nodes[event.nodes[0]]);
    const edge = edgeAt(event.pointer.canvas);
    return edge ? showEdge(edge) : showNothing();
  });

  // ---- painting

  function paintNode({ ctx, id, x, y, state }) {
    const { size: [width, height], paint, shape, lines, font, focus } = data.nodes[id].facts;
    return {
      drawNode() {
        outline(ctx, shape, x, y, width / 2, height / 2);
        ctx.fillStyle = paint.fill;
        ctx.strokeStyle = paint.line;
        ctx.lineWidth = focus || state.selected ? 3 : 1.3;
        ctx.fill();
        ctx.stroke();
        write(ctx, lines, x, y, font, paint.text, 600);
      },
      nodeDimensions: { width, height },
    };
  }

  function outline(ctx, shape, x, y, w, h) {
    ctx.beginPath();
    if (shape === "rounded" || shape === "pill") {
      ctx.roundRect(x - w, y - h, 2 * w, 2 * h, shape === "pill" ? Math.min(w, h) : Math.min(8, h));
      return;
    }
    const [inset, drop] = shape === "hexagon" ? [Math.min(h, 14), h] : [8, 8];
    const corners = [[-w, -h + drop], [-w + inset, -h], [w - inset, -h], [w, -h + drop],
      [w, h - drop], [w - inset, h], [-w + inset, h], [-w, h - drop]];
    corners.forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
    ctx.closePath();
  }

  function write(ctx, lines, x, y, size, colour, weight) {
    ctx.font = `${weight} ${size}px ${data.theme.font}, "Segoe UI", Arial, sans-serif`;
    ctx.fillStyle = colour;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    const first = y - ((lines.length - 1) / 2) * size * 1.25 + 0.36 * size;
    lines.forEach(([line, width], k) => ctx.fillText(line, x, first + k * size * 1.25, width));
  }

  function paintEdge(ctx, edge) {
    const { stroke, centre, size, lines, text } = edge.facts;
    const move = mover(edge);
    const active = chosen === edge || (chosen && chosen.facts.kind && (chosen.id === edge.from || chosen.id === edge.to));
    ctx.strokeStyle = ctx.fillStyle = stroke.colour;
    ctx.lineWidth = stroke.width + (active ? 1.2 : 0);
    ctx.setLineDash(stroke.dashes);
    const curve = stroke.shaft.map((point, k) => move(point, k / (stroke.shaft.length - 1)));
    ctx.beginPath();
    ctx.moveTo(...curve[0]);
    for (let k = 1; k < curve.length; k += 3) ctx.bezierCurveTo(...curve[k], ...curve[k + 1], ...curve[k + 2]);
    ctx.stroke();
    ctx.setLineDash([]);
    stroke.heads.forEach(([foot, tip], k) => arrowhead(ctx, move(foot, 1 - k), move(tip, 1 - k)));
    if (stroke.bar) bar(ctx, ...stroke.bar.map((point) => move(point, 1)));
    if (!centre) return;
    const [x, y] = move(centre, 0.5);
    ctx.fillStyle = data.theme.background;
    ctx.fillRect(x - size[0] / 2, y - size[1] / 2, size[0], size[1]);
    write(ctx, lines, x, y, 11, text, active ? 600 : 400);
  }

  // Nodes can be dragged: a point of an edge goes along with its two ends, by how far along the edge it is.
  function mover(edge) {
    const ends = [data.nodes[edge.from], data.nodes[edge.to]].map((node) => {
      const now = network.getPosition(node.id);
      return [now.x - node.x, now.y - node.y];
    });
    return ([x, y], part) => [0, 1].map((axis) => [x, y][axis] + ends[0][axis] * (1 - part) + ends[1][axis] * part);
  }

  function arrowhead(ctx, foot, tip) {
    const [dx, dy] = across(foot, tip, 4.2);
    ctx.beginPath();
    [tip, [foot[0] + dx, foot[1] + dy], [foot[0] - dx, foot[1] - dy]].forEach((point) => ctx.lineTo(...point));
    ctx.fill();
  }

  function bar(ctx, at, ahead) {
    const [dx, dy] = across(at, ahead, 6);
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(at[0] - dx, at[1] - dy);
    ctx.lineTo(at[0] + dx, at[1] + dy);
    ctx.stroke();
  }

  function across([x0, y0], [x1, y1], half) {
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    return [(-(y1 - y0) / length) * half, ((x1 - x0) / length) * half];
  }

  // ---- pointing

  function isShown(edge) {
    const ends = [data.nodes[edge.from], data.nodes[edge.to]];
    return !ends.some((node) => hidden.has(node.facts.kind)) && !(edge.facts.negated && hidden.has(DENIED));
  }

  function edgeAt({ x, y }) {
    const near = (points, move) => points.some((point, k) => {
      const [px, py] = move(point, k / (points.length - 1));
      return Math.hypot(px - x, py - y) < 7;
    });
    return data.edges.filter(isShown).find((edge) => {
      const { centre, size, stroke } = edge.facts;
      const move = mover(edge);
      if (near(samples(stroke.shaft), move)) return true;
      if (!centre) return false;
      const [cx, cy] = move(centre, 0.5);
      return Math.abs(cx - x) <= size[0] / 2 && Math.abs(cy - y) <= size[1] / 2;
    });
  }

  function samples(curve) {
    const points = [];
    for (let k = 0; k + 3 < curve.length; k += 3) {
      for (let t = 0; t <= 1; t += 1 / 16) {
        const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
        points.push([0, 1].map((axis) => weights.reduce((sum, w, j) => sum + w * curve[k + j][axis], 0)));
      }
    }
    return points;
  }

  // ---- telling

  function make(tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function relation(edge) {
    const block = make("div", undefined, edge.facts.negated ? "relation denied" : "relation");
    block.append(make("p", edge.facts.sentence, "said"));
    for (const place of edge.facts.evidence) {
      block.append(make("blockquote", place.text), make("cite", `${place.file}, line ${place.line}`));
    }
    return block;
  }

  function show(thing, ...children) {
    chosen = thing;
    byId("details").replaceChildren(...children);
    network.redraw();
  }

  function showNode(node) {
    const { label, kind, aliases } = node.facts;
    const other = aliases.length ? `${kind}; also ${aliases.join(", ")}` : kind;
    const touching = data.edges.filter((edge) => edge.from === node.id || edge.to === node.id);
    show(node, make("h2", label), make("p", other, "kind"), ...touching.map(relation));
  }

  const showEdge = (edge) => show(edge, relation(edge));
  const showNothing = () => show(null);

  // ---- searching and leaving out

  // The library's own fit knows where custom nodes are, but not how wide.
  function showAll() {
    if (!data.nodes.length) return;
    const ends = (axis, sign) => data.nodes.map((node) => (axis ? node.y : node.x) + (sign * node.facts.size[axis]) / 2);
    const low = [0, 1].map((axis) => Math.min(...ends(axis, -1)));
    const high = [0, 1].map((axis) => Math.max(...ends(axis, 1)));
    const { clientWidth, clientHeight } = byId("canvas");
    const scale = Math.min(clientWidth / (high[0] - low[0] + 60), clientHeight / (high[1] - low[1] + 60), 1.6);
    network.moveTo({ position: { x: (low[0] + high[0]) / 2, y: (low[1] + high[1]) / 2 }, scale });
  }

  function list() {
    const wanted = byId("search").value.trim().toLowerCase();
    const names = (node) => [node.facts.label, ...node.facts.aliases].join("\n").toLowerCase();
    const hits = data.nodes.filter((node) => !hidden.has(node.facts.kind) && names(node).includes(wanted));
    byId("found").replaceChildren(...hits.map((node) => {
      const button = make("button", node.facts.label);
      button.type = "button";
      button.addEventListener("click", () => {
        network.selectNodes([node.id]);
        network.focus(node.id, { scale: Math.max(network.getScale(), 0.9) });
        showNode(node);
      });
      const item = make("li");
      item.append(button);
      return item;
    }));
  }

  function entry(name, key, swatch) {
    const box = make("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key); else hidden.add(key);
      nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: hidden.has(node.facts.kind) })));
      list();
    });
    const label = make("label");
    label.append(box, swatch, name);
    byId("legend").append(label);
  }

  for (const kind of data.kinds) {
    const swatch = make("span", undefined, "swatch");
    swatch.style.background = kind.fill;
    swatch.style.borderColor = kind.line;
    entry(kind.name, kind.name, swatch);
  }
  if (data.edges.some((edge) => edge.facts.negated)) {
    const swatch = make("span", undefined, "swatch denied");
    swatch.style.borderColor = data.theme.denied;
    entry("denied", DENIED, swatch);
  }

  byId("search").addEventListener("input", list);
  list();
  let untouched = true;
  ["zoom", "dragStart", "click"].forEach((act) => network.on(act, () => { untouched = false; }));
  network.on("resize", () => { if (untouched) showAll(); });
  showAll();
  const focus = data.nodes.find((node) => node.facts.focus);
  if (focus) showNode(focus);
  window.shown = { network, data };
})();
