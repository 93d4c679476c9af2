"""SVG pictures measured: boxes, labels and edges that get in each other's way; and random views to draw."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import networkx as nx

from graph.elements import Edge, Node, add_edge, add_node
from graph.layout.lettering import text_width
from graph.statements import Evidence
from graph.view import View, overview

SVG = "{http://www.w3.org/2000/svg}"
SLIDE = 1600.0
"""Width in px at which the height of letters is told."""
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_WORDS = (
    "Amazon",
    "Elastic",
    "Container",
    "Service",
    "Load",
    "Balancer",
    "Target",
    "Group",
    "Auto",
    "Scaling",
    "Policy",
)
_WORDS += (
    "Volume",
    "Snapshot",
    "Gateway",
    "Endpoint",
    "Private",
    "Link",
    "Queue",
    "Topic",
    "Fargate",
    "ECS",
    "EC2",
    "S3",
)
_RELATIONS = (
    "uses",
    "supports",
    "mountable_by",
    "is_a",
    "runs_on",
    "part_of",
    "feature_of",
    "invokes",
    "integrates_with",
)


@dataclass(frozen=True, slots=True)
class Measures:
    """What there is in a picture, and what is wrong with it."""

    boxes: int
    edges: int
    labels: int
    overlaps: int
    """Pairs of boxes that overlap."""
    labels_on_boxes: int
    labels_on_labels: int
    outside: int
    """Texts that do not lie within their box."""
    crossings: int
    """Edges that cross a box that is not theirs."""
    letters: float
    """Height of the smallest font on a slide, px."""
    covered: float
    """Share of the picture that boxes cover."""


def random_view(nodes: int, edges: int, seed: int) -> View:
    """A view of names and relations as notes have them, with hubs, parallel, opposite, denied and scoped edges."""
    chance = random.Random(seed)
    graph = nx.MultiDiGraph(revision=f"{nodes} {edges} {seed}")
    names: dict[str, None] = {}
    while len(names) < nodes:
        words = " ".join(chance.sample(_WORDS, chance.randint(1, 3)))
        names[words if words not in names else f"{words} {len(names)}"] = None
    for name in names:
        add_node(graph, Node(name, chance.choice(("service", "service", "feature", "concept", "exam"))))
    labels = list(names)
    while graph.number_of_edges() < edges:
        subject = labels[min(chance.randrange(nodes), chance.randrange(nodes))]
        edge = Edge(
            subject,
            chance.choice(labels),
            chance.choice(_RELATIONS),
            negated=chance.random() < 0.06,
            scope="Fargate only" if chance.random() < 0.04 else "",
            evidence=(Evidence("a.md", 1, "a line"),),
        )
        add_edge(graph, edge)
    return overview(graph, limit=nodes)


def measured(svg: bytes) -> Measures:
    """The picture's measures, from nothing but its SVG."""
    root = ElementTree.fromstring(svg)
    placed = [*_placed(root, (0.0, 0.0))]
    boxes = [_extent(group, at) for group, at in placed if group.get("class") == "node"]
    labels = [_extent(group, at) for group, at in placed if group.get("class") == "relation"]
    edges = [_points(group, at) for group, at in placed if group.get("class") == "edge"]
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    texts = [
        (text, _extent(group, at), at)
        for group, at in placed
        if group.get("class") in ("node", "relation")
        for text in group.iter(f"{SVG}text")
    ]
    return Measures(
        boxes=len(boxes),
        edges=len(edges),
        labels=len(labels),
        overlaps=sum(_meet(one, other) for one, other in itertools.combinations(boxes, 2)),
        labels_on_boxes=sum(_meet(label, box) for label in labels for box in boxes),
        labels_on_labels=sum(_meet(one, other) for one, other in itertools.combinations(labels, 2)),
        outside=sum(not _holds(box, text, at) for text, box, at in texts),
        crossings=sum(_crosses(points, boxes) for points in edges),
        letters=min((float(text.get("font-size", 0)) for text, _, _ in texts), default=0.0) * SLIDE / width,
        covered=sum((right - left) * (bottom - top) for left, top, right, bottom in boxes) / (width * height),
    )


def _placed(group: ElementTree.Element, at: Point) -> Iterator[tuple[ElementTree.Element, Point]]:
    """Every group with how far it is moved; the picture itself is never scaled."""
    for inner in group.iter(f"{SVG}g"):
        if inner is group:
            continue
        if moved := re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", inner.get("transform", "")):
            shift = (at[0] + float(moved[1]), at[1] + float(moved[2]))
            yield from ((child, shift) for child in inner if child.tag == f"{SVG}g" and child.get("class"))


def _extent(group: ElementTree.Element, at: Point) -> Rectangle:
    """Of the group's box or patch."""
    for shape in group:
        if shape.tag == f"{SVG}rect":
            x, y, w, h = (float(shape.get(key, 0)) for key in ("x", "y", "width", "height"))
            return (at[0] + x, at[1] + y, at[0] + x + w, at[1] + y + h)
        if shape.tag == f"{SVG}polygon":
            xs, ys = zip(*_pairs(shape.get("points", "")), strict=True)
            return (at[0] + min(xs), at[1] + min(ys), at[0] + max(xs), at[1] + max(ys))
    raise AssertionError("no box")


def _points(group: ElementTree.Element, at: Point) -> list[Point]:
    """Points along an edge, from its start to the tip of its first arrowhead."""
    path = next(group.iter(f"{SVG}path"))
    corners = [*_pairs(path.get("d", ""))]
    points = [corners[0]]
    for k in range(0, len(corners) - 3, 3):
        points.extend(_bezier(corners[k : k + 4], step / 24) for step in range(1, 25))
    points.append(next(_pairs(next(group.iter(f"{SVG}polygon")).get("points", ""))))
    return [(at[0] + x, at[1] + y) for x, y in points]


def _bezier(corners: list[Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
    return (x, y)


def _pairs(text: str) -> Iterator[Point]:
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", text):
        yield (float(x), float(y))


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(box: Rectangle, text: ElementTree.Element, at: Point) -> bool:
    size = float(text.get("font-size", 0))
    x, y = at[0] + float(text.get("x", 0)), at[1] + float(text.get("y", 0))
    half = text_width(text.text or "", size, bold=text.get("font-weight") == "600") / 2
    left, top, right, bottom = box
    return left <= x - half and x + half <= right and top <= y - 0.75 * size and y + 0.2 * size <= bottom


def _crosses(points: list[Point], boxes: list[Rectangle]) -> bool:
    """Whether some point lies well inside a box that neither end touches."""
    ends = (points[0], points[-1])
    foreign = [box for box in boxes if not any(_inside(end, box, 10.5) for end in ends)]
    return any(_inside(point, box, -1.0) for box in foreign for point in points)


def _inside(point: Point, box: Rectangle, grown: float) -> bool:
    left, top, right, bottom = box
    return left - grown <= point[0] <= right + grown and top - grown <= point[1] <= bottom + grown
