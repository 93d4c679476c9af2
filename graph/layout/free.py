"""Plan in, Sketch out: organic, radial and circular placing, each connected part by itself, then side by side."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graph.layout.graphviz import run_graphviz
from graph.layout.plan import Plan, Sketch
from graph.layout.room import GOAL, cover
from graph.layout.routing import Box, Link, route
from graph.layout.shapes import Point, Size
from graph.layout.spacing import Points, separate, shelves
from graph.layout.vacancy import vacant_spots

NODE_GAP = (24.0, 20.0)
"""Least room between two boxes, px."""
LABEL_GAP = (5.0, 5.0)
PART_GAP = 40.0
RATIO = 1.6
"""Width over height that a picture of several parts tends to."""
MOST_ASIDE = 34.0
"""Distance that labels of parallel edges keep at most, px; with more they are pushed far from their edges."""
HEAVY = 6.0
"""How much more a box resists a push than a label."""
MOST_CIRCLED = 80
"""Edges up to which `circo` is asked; with more it takes long, and its circles are far apart."""
BAND = 0.75
"""Inner radius over outer radius of the band of circles that takes its place."""
TRIES = 3
"""How often boxes are drawn nearer together at most, where they cover too little of the picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """A connected part of a plan, its nodes and edges numbered afresh."""

    nodes: tuple[int, ...]
    """Numbers in the plan; place k is this part's node k."""
    edges: tuple[int, ...]
    ends: tuple[tuple[int, int], ...]
    """For each edge the two nodes, numbered in the part."""


def free(plan: Plan, *, layout: str) -> Sketch:
    """Everything placed by `organic`, `radial` or `circular`."""
    centres: list[Point] = [(0.0, 0.0)] * len(plan.sizes)
    labels: list[Point | None] = [None] * len(plan.edges)
    parts = _parts(plan)
    settled, corners = _readable(plan, parts, [_SHAPERS[layout](plan, part) for part in parts])
    for part, (points, _), (x, y) in zip(parts, settled, corners, strict=True):
        moved = [(float(px) + x, float(py) + y) for px, py in points]
        for place, node in enumerate(part.nodes):
            centres[node] = moved[place]
        for edge, spot in zip(part.edges, moved[len(part.nodes) :], strict=False):
            labels[edge] = spot
    boxes = [Box(*whole) for whole in zip(centres, plan.sizes, plan.shapes, strict=True)]
    links = [Link(a, b, labels[k], plan.label_sizes[k]) for k, (a, b) in enumerate(plan.edges)]
    curves = route(boxes, links)
    if not plan.labelled:
        labels = vacant_spots(curves, plan.label_sizes, boxes)
    return Sketch(tuple(centres), tuple(labels), tuple(curves))


Settled = tuple[Points, Size]
"""Centres of a part's boxes and then of its labels from a corner at (0, 0), and the room they take."""


def _readable(plan: Plan, parts: Sequence[Part], raw: Sequence[Points]) -> tuple[list[Settled], list[Point]]:
    """Each part settled, and its corner; everything drawn together until the boxes cover enough of the picture."""
    squeeze, best = 1.0, -1.0
    for _ in range(TRIES):
        tried = [_settled(plan, part, points * squeeze) for part, points in zip(parts, raw, strict=True)]
        corners = shelves([size for _, size in tried], gap=PART_GAP, ratio=RATIO)
        ends = [(x + w, y + h) for (x, y), (_, (w, h)) in zip(corners, tried, strict=True)]
        covered = cover(plan.sizes, (max((x for x, _ in ends), default=0.0), max((y for _, y in ends), default=0.0)))
        if covered > best:
            best, kept = covered, (tried, corners)
        if covered >= GOAL:
            break
        squeeze *= max(0.9 * math.sqrt(covered / GOAL), 0.4)  # labels take room, so a little further than it seems
    return kept


def _parts(plan: Plan) -> list[Part]:
    """Connected parts, the one with most nodes first."""
    joined = nx.Graph()
    joined.add_nodes_from(range(len(plan.sizes)))
    joined.add_edges_from(plan.edges)
    found = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda part: (-len(part), part))
    parts = []
    for nodes in found:
        place = {node: k for k, node in enumerate(nodes)}
        edges = tuple(k for k, (start, _) in enumerate(plan.edges) if start in place)
        ends = tuple((place[plan.edges[k][0]], place[plan.edges[k][1]]) for k in edges)
        parts.append(Part(tuple(nodes), edges, ends))
    return parts


def _settled(plan: Plan, part: Part, raw: Points) -> Settled:
    """The part with boxes and labels pushed apart."""
    count = len(part.nodes)
    sizes = np.array([plan.sizes[k] for k in part.nodes])
    gaps = np.tile(NODE_GAP, (count, 1))
    springs, rests = np.full((count, 2), -1.0), np.zeros((count, 2))
    points, weights = raw, np.full(count, HEAVY)
    if plan.labelled and part.edges:
        labels = np.array([plan.label_sizes[k] for k in part.edges])
        middles = np.array([(raw[a] + raw[b]) / 2 for a, b in part.ends])
        aside = _asides(raw, part, sizes, labels)
        points = np.vstack([points, middles + aside])
        rests = np.vstack([rests, aside])
        sizes = np.vstack([sizes, labels])
        gaps = np.vstack([gaps, np.tile(LABEL_GAP, (len(labels), 1))])
        springs = np.vstack([springs, [ends if ends[0] != ends[1] else (-1, -1) for ends in part.ends]])
        weights = np.concatenate([weights, np.ones(len(labels))])
    placed = separate(points, sizes + gaps, springs=springs, rests=rests, weights=weights)
    low, high = (placed - sizes / 2).min(axis=0), (placed + sizes / 2).max(axis=0)
    return placed - low, (float(high[0] - low[0]), float(high[1] - low[1]))


def _asides(raw: Points, part: Part, sizes: Points, labels: Points) -> Points:
    """How far beside the middle of its edge each label should be: those of one pair of nodes stand side by side across
    the way between the two, a loop's above its box."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for k, (a, b) in enumerate(part.ends):
        pairs.setdefault((min(a, b), max(a, b)), []).append(k)
    asides = np.zeros((len(part.ends), 2))
    for (a, b), edges in pairs.items():
        along = raw[b] - raw[a]
        length = float(np.hypot(*along))
        side = np.array([-along[1], along[0]]) / length if length > 1e-6 else np.array([0.0, -1.0])
        room = min(float((np.abs(side) * (labels[edges].max(axis=0) + LABEL_GAP)).sum()), MOST_ASIDE)
        for rank, k in enumerate(edges):
            steps = rank - (len(edges) - 1) / 2 if a != b else rank + (sizes[a][1] / 2 + 24.0) / room
            asides[k] = side * steps * room
    return asides


def _organic(plan: Plan, part: Part) -> Points:
    """Distances as even as can be (stress majorization), turned so that the picture lies."""
    raw = _run(part, "neato", "", [f"len={_wish(plan, part, k) / 72:.4f}" for k in range(len(part.edges))])
    flat: Points = raw - raw.mean(axis=0)
    if len(raw) > 2:
        axes: Points = np.linalg.eigh(flat.T @ flat)[1][:, ::-1]
        axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(2)] < 0, -1.0, 1.0)
        flat = flat @ axes
    return np.array([1.05, 0.75]) * flat


def _wish(plan: Plan, part: Part, edge: int) -> float:
    """The distance that suits the two ends of an edge, px."""
    sides = sum(sum(plan.sizes[part.nodes[k]]) for k in part.ends[edge])
    label = plan.label_sizes[part.edges[edge]][0] if plan.labelled else 0.0
    return sides / 4 + label / 2 + 12.0


def _radial(plan: Plan, part: Part) -> Points:
    """Rings around the focus, wide enough for what stands on them."""
    root = part.nodes.index(plan.centre) if plan.centre in part.nodes else 0
    joined = nx.Graph(part.ends)
    joined.add_nodes_from(range(len(part.nodes)))
    rings: dict[int, int] = {}
    for distance in nx.single_source_shortest_path_length(joined, root).values():
        rings[distance] = rings.get(distance, 0) + 1
    radii = [0.0]
    for distance in range(1, len(rings)):
        radii.append(max(radii[-1] + 165.0, rings[distance] * 75.0 / (2 * math.pi)))
    steps = ":".join(f"{(b - a) / 72:.3f}" for a, b in itertools.pairwise(radii))
    return np.array([1.15, 0.9]) * _run(part, "twopi", f'root=n{root} ranksep="{steps or 1}"', [])


def _circular(plan: Plan, part: Part) -> Points:
    """A circle for each tightly knit group; a band of circles where there is too much for Graphviz to untangle."""
    if len(part.ends) <= MOST_CIRCLED:
        return _run(part, "circo", "mindist=0.6", [])
    order = list(nx.dfs_preorder_nodes(nx.Graph(part.ends), 0))
    room = float(np.prod(np.array([plan.sizes[k] for k in part.nodes]) + NODE_GAP, axis=1).sum()) / 0.6
    outer = math.sqrt(room / (1.4 * math.pi * (1 - BAND**2)))
    circles = max(round(outer * (1 - BAND) / 75.0), 1)
    turns = np.empty(len(order))
    turns[order] = np.arange(len(order))
    radii = outer * (BAND + (1 - BAND) * (turns % circles + 0.5) / circles)
    angles = turns * 2 * math.pi / len(order)
    return np.stack([1.4 * radii * np.cos(angles), radii * np.sin(angles)], axis=1)


_SHAPERS: Mapping[str, Callable[[Plan, Part], Points]] = {
    "organic": _organic,
    "radial": _radial,
    "circular": _circular,
}


def _run(part: Part, engine: str, settings: str, edge_settings: Sequence[str]) -> Points:
    """Centres of the part's nodes as Graphviz's `engine` sees them, boxes not yet apart."""
    if len(part.nodes) == 1:
        return np.zeros((1, 2))
    lines = [
        f"digraph {{ graph [overlap=true splines=none start=1 {settings}]; "
        'node [shape=box fixedsize=true label="" width=0.8 height=0.4];',
        *(f"n{k};" for k in range(len(part.nodes))),
    ]
    for k, (start, end) in enumerate(part.ends):
        if start != end:
            lines.append(f"n{start} -> n{end} [{edge_settings[k] if edge_settings else ''}];")
    placed = run_graphviz("\n".join([*lines, "}"]), engine)
    found = {item["name"]: item["pos"].split(",") for item in placed["objects"]}
    return np.array([[float(found[f"n{k}"][0]), -float(found[f"n{k}"][1])] for k in range(len(part.nodes))])
