// The graph on its canvas: one vis-network for each element, to which every change of the data is applied as a difference.
import { boxOf, fitOnce, grow, measured, measuredBadges, measuredLabels, positionsOf, resized, sightOf } from "./camera.js";
import { whatIsChosen } from "./chosen.js";
import { difference } from "./diff.js";
import { h, partOf } from "./dom.js";
import { drawNode, measureNode } from "./drawing.js";
import { drawLabels, drawLines } from "./edges.js";
import { listenTo, tellPlaces } from "./gestures.js";
import { showLegend } from "./legend.js";
import { paletteFor } from "./palette.js";
import { bendsOf, placeNodes, stretchFor } from "./placing.js";
import { tellTabs } from "./tabs.js";
import { DataSet, Network } from "./vis-network.min.js";

const scenes = new WeakMap();
const HELP =
  "Arrow keys move from one thing to the next, Enter brings in its neighbours, the menu key offers more, z undoes, Escape lets go, plus and minus zoom.";

/** Draws the data's nodes and edges; gives what takes the canvas away again. */
export function showCanvas(parent, data, send) {
  let scene = scenes.get(parent);
  if (!scene) {
    scene = openScene(parent);
    scenes.set(parent, scene);
  }
  scene.send = send;
  update(scene, data);
  return () => {
    scene.stop.abort();
    scene.watcher.disconnect();
    scene.network.destroy();
    scenes.delete(parent);
  };
}

function openScene(parent) {
  const frame = partOf(parent, "frame", () => h("div"));
  const board = partOf(frame, "board", () => h("div"));
  const stage = partOf(board, "stage", () =>
    h("div", { role: "application", "aria-label": "Knowledge graph", "aria-description": HELP, tabindex: 0 }),
  );
  const spoken = partOf(frame, "spoken", () => h("div", { "aria-live": "polite" }));
  const scene = {
    frame,
    board,
    stage,
    spoken,
    nodes: new DataSet(),
    known: { nodes: new Map(), edges: new Map() },
    lines: new Map(),
    labels: [],
    badges: [],
    widths: new Map(),
    pinned: new Set(),
    grown: new Map(),
    former: new Map(),
    stretch: { x: 1, y: 1 },
    toFit: true,
    measure: document.createElement("canvas").getContext("2d"),
    stop: new AbortController(),
  };
  scene.network = new Network(stage, { nodes: scene.nodes, edges: [] }, options());
  scene.network.body.nodes = Object.create(null); // so that a thing may be called __proto__ or constructor
  scene.network.clustering.clusteredNodes = Object.create(null);
  scene.network.body.emitter.off("fit"); // nothing but the person and `fit` moves the view
  scene.network.on("beforeDrawing", (ctx) => drawLines(ctx, scene));
  scene.network.on("afterDrawing", (ctx) => drawLabels(ctx, scene));
  scene.watcher = new ResizeObserver(() => resized(scene));
  scene.watcher.observe(stage);
  frame.measured = () => measured(scene);
  frame.measuredLabels = () => measuredLabels(scene);
  frame.measuredBadges = () => measuredBadges(scene);
  frame.dataset.created = String(Number(frame.dataset.created ?? 0) + 1);
  listenTo(scene);
  tellTabs((act) => scene.send(act), scene.stop.signal);
  return scene;
}

function options() {
  return { physics: false, autoResize: false, interaction: { hover: true }, nodes: { shape: "custom" } };
}

function update(scene, data) {
  scene.palette = paletteFor(scene.frame);
  scene.frame.classList.toggle("dark", scene.palette.scheme === "dark");
  const anew = scene.data?.scene !== data.scene;
  const tidied = !anew && scene.data.tidied !== data.tidied;
  const turned = anew || scene.data.looks !== data.looks;
  if (anew) clear(scene);
  scene.data = data;
  scene.path = data.path ? { nodes: new Set(data.path.nodes), edges: new Set(data.path.edges) } : null;
  if (anew || tidied || turned) scene.stretch = stretchFor(data.nodes, ratioOf(scene.stage));
  if (tidied || turned) scene.former.clear();
  const added = applyNodes(scene, tidied, turned ? null : sightOf(scene));
  applyEdges(scene);
  if (tidied || turned || added) grow(scene); // what stays keeps its size when other things leave
  showLegend(scene);
  if (tidied || turned) scene.toFit = true;
  fitOnce(scene);
  scene.frame.dataset.updates = String(Number(scene.frame.dataset.updates ?? 0) + 1);
  scene.network.redraw();
}

// The shape that the stage has, or will have once the style sheet has come.
function ratioOf(stage) {
  const styled = getComputedStyle(stage).overflow === "hidden";
  return stage.clientWidth / (styled ? stage.clientHeight : 0.7 * window.innerHeight);
}

function clear(scene) {
  scene.known.edges = new Map();
  scene.nodes.clear();
  scene.known.nodes = new Map();
  scene.pinned.clear();
  scene.toFit = true;
}

function applyNodes(scene, tidied, sight) {
  const wanted = scene.data.nodes.map((node) => ({ ...laidOut(scene, node), was: scene.former.get(node.id) }));
  const links = scene.data.edges.map((edge) => [edge.from, edge.to]);
  const steps = difference(scene.known.nodes, wanted);
  const present = positionsOf(scene);
  const places = placeNodes(wanted, links, tidied ? pinnedIn(scene, present) : present, sight);
  // vis-network draws while it changes: until all is done, what goes must still be known and lines must not be drawn.
  scene.known.edges = new Map();
  for (const node of wanted) scene.known.nodes.set(node.id, node);
  scene.nodes.remove(steps.removed);
  for (const id of steps.removed) {
    scene.known.nodes.delete(id);
    scene.former.set(id, present.get(id));
  }
  scene.nodes.add(
    steps.added.map((node) => ({ id: node.id, ...places.get(node.id), ctxRenderer: painter(scene, node.id) })),
  );
  if (tidied) {
    for (const [id, { x, y }] of places) scene.network.moveNode(id, x, y);
    if (scene.pinned.size) setTimeout(() => tellPlaces(scene));
  }
  return steps.added.length > 0;
}

function pinnedIn(scene, present) {
  return new Map([...present].filter(([id]) => scene.pinned.has(id)));
}

// The node as the layout has it, drawn out to the shape of the stage, or with a size of its own where it has none.
function laidOut(scene, node) {
  if (node.x === null) return { ...node, ...measureNode(scene.measure, node, scene.palette.font) };
  return { ...node, x: node.x * scene.stretch.x, y: node.y * scene.stretch.y };
}

function painter(scene, id) {
  return ({ ctx, x, y, state }) => {
    const node = scene.known.nodes.get(id);
    const box = boxOf(scene, id, { x, y });
    const edges = { left: x - box.w / 2, right: x + box.w / 2, top: y - box.h / 2, bottom: y + box.h / 2 };
    Object.assign(scene.network.body.nodes[id].shape.boundingBox, edges);
    const onPath = Boolean(scene.path?.nodes.has(id));
    const look = {
      hover: state.hover,
      selected: whatIsChosen().node === id,
      onPath,
      faded: Boolean(scene.path) && !onPath,
      pinned: scene.pinned.has(id),
    };
    return {
      drawNode: () => drawNode(ctx, node, box, look, scene.palette),
      nodeDimensions: { width: box.w, height: box.h },
    };
  };
}

function applyEdges(scene) {
  const { edges } = scene.data;
  const bends = bendsOf(edges.map((edge) => [edge.from, edge.to]));
  const onPath = (edge) => (scene.path ? scene.path.edges.has(edge.id) : null);
  const route = (edge) => edge.route?.map(([x, y]) => [x * scene.stretch.x, y * scene.stretch.y]);
  scene.known.edges = new Map(
    edges.map((edge, k) => [edge.id, { ...edge, bend: bends[k], onPath: onPath(edge), route: route(edge) }]),
  );
}
