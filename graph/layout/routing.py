"""Boxes where they stand in, a curve for each edge out: around foreign boxes, through its label, to the outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.layout.curves import Curve, cut, cut_loop, distance, length, sample, straight, through
from graph.layout.graphviz import run_graphviz
from graph.layout.shapes import Point, Shape, Size

MOST_ROUTED = 140_000
"""Boxes times links up to which Graphviz leads the edges around the boxes; it takes long with more, and lines are
straight there."""
CLEARANCE = 5.0
"""Distance that edges keep from foreign boxes, px."""
_MARGIN = 2.0
"""Distance that they keep from foreign labels. Twice as much must fit between any two boxes or labels: Graphviz
otherwise gives up and draws all lines straight."""


_DETOUR = 1.12

Obstacle = tuple[Point, Size]
"""Centre and size of a box or label."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node's box where it stands."""

    centre: Point
    size: Size
    shape: Shape

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside the outline."""
        (x, y), (width, height) = self.centre, self.size
        return self.shape.inside(point[0] - x, point[1] - y, width / 2, height / 2)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two boxes, by their numbers."""

    start: int
    end: int
    label: Point | None = None
    """Centre of its label, through which it should lead."""
    label_size: Size = (0.0, 0.0)


def route(boxes: Sequence[Box], links: Sequence[Link]) -> list[Curve]:
    """One curve for each link, from outline to outline."""
    halves = _around_boxes(boxes, links) if len(boxes) * len(links) <= MOST_ROUTED else {}
    labels = [(link.label, link.label_size) for link in links if link.label]
    return [
        _curve(boxes, link, [halves.get((number, part)) for part in (0, 1)], labels)
        for number, link in enumerate(links)
    ]


def _curve(boxes: Sequence[Box], link: Link, halves: Sequence[Curve | None], labels: Sequence[Obstacle]) -> Curve:
    """The link's curve: an even bend through its label where nothing stands in the way, else around what does."""
    start, end = boxes[link.start], boxes[link.end]
    if link.start == link.end:
        return _loop(start, link)
    if link.label is None:
        return cut(halves[0] or straight(start.centre, end.centre), start.holds, end.holds)
    bend = through(start.centre, link.label, end.centre)
    if halves[0] is None or halves[1] is None:
        return cut(bend, start.holds, end.holds)
    around = (*halves[0], *halves[1][1:])
    foreign = [(box.centre, box.size) for k, box in enumerate(boxes) if k not in (link.start, link.end)]
    labelled = [label for label in labels if label[0] != link.label]
    # A line hidden for a moment by a foreign label reads better than a long way round it.
    far = length(around) > _DETOUR * length(bend)
    if _clear(bend, foreign) and (far or _clear(bend, labelled)):
        around = bend
    return cut(around, start.holds, end.holds)


def _clear(curve: Curve, foreign: Sequence[Obstacle]) -> bool:
    """Whether the curve keeps its distance from all these."""
    points = sample(curve, each=24)
    return not any(
        abs(x - centre[0]) < size[0] / 2 + CLEARANCE and abs(y - centre[1]) < size[1] / 2 + CLEARANCE
        for centre, size in foreign
        for x, y in points
    )


def _loop(box: Box, link: Link) -> Curve:
    """A loop from a box through its label and back."""
    (x, y), (width, height) = box.centre, box.size
    top = link.label or (x, y - height / 2 - 28)
    away = max(distance(box.centre, top), 1e-6)
    ahead = ((top[0] - x) / away, (top[1] - y) / away)
    reach = max(min(width / 3, 30.0), 14.0)

    def at(along: float, aside: float) -> Point:
        return (x + ahead[0] * along - ahead[1] * aside, y + ahead[1] * along + ahead[0] * aside)

    out = (at(0, -reach / 2), at(away / 2, -reach * 1.6), at(away, -reach * 1.6), top)
    back = (at(away, reach * 1.6), at(away / 2, reach * 1.6), at(0, reach / 2))
    return cut_loop((*out, *back), box.holds)


def _around_boxes(boxes: Sequence[Box], links: Sequence[Link]) -> dict[tuple[int, int], Curve]:
    """By number of the link and of its half (0 alone where it has no label), the way from centre to centre."""
    edges = []
    for number, link in enumerate(links):
        if link.start == link.end:
            continue
        if link.label is None:
            edges.append(_dot_edge(f"n{link.start}", f"n{link.end}", number, 0))
        else:
            edges.append(_dot_edge(f"n{link.start}", f"l{number}", number, 0))
            edges.append(_dot_edge(f"l{number}", f"n{link.end}", number, 1))
    if not edges:
        return {}
    nodes = [_dot_box(f"n{k}", box.centre, box.size, CLEARANCE - _MARGIN) for k, box in enumerate(boxes)]
    nodes += [_dot_box(f"l{k}", link.label, link.label_size, 0.0) for k, link in enumerate(links) if link.label]
    placed = run_graphviz("\n".join([_HEAD, *nodes, *edges, "}"]), "nop")
    return _read(placed, boxes, links)


_HEAD = (
    f'digraph {{ graph [splines=true overlap=true esep="+{_MARGIN:g}"]; '
    'node [shape=box fixedsize=true label=""]; edge [dir=none headclip=false tailclip=false];'
)


def _dot_box(name: str, centre: Point, size: Size, border: float) -> str:
    width, height = (size[0] + 2 * border) / 72, (size[1] + 2 * border) / 72
    return f'{name} [pos="{centre[0]:.2f},{centre[1]:.2f}" width={width:.4f} height={height:.4f}];'


def _dot_edge(start: str, end: str, number: int, half: int) -> str:
    return f'{start} -> {end} [comment="{number} {half}"];'


def _read(placed: dict[str, Any], boxes: Sequence[Box], links: Sequence[Link]) -> dict[tuple[int, int], Curve]:
    """Curves from Graphviz's answer, moved to where the boxes stand."""
    first = next(item for item in placed["objects"] if item["name"] == "n0")
    x, y = (float(part) for part in first["pos"].split(","))
    shift = (boxes[0].centre[0] - x, boxes[0].centre[1] - y)
    found: dict[tuple[int, int], Curve] = {}
    for edge in placed.get("edges", ()):
        if "pos" not in edge:
            continue
        number, half = (int(part) for part in edge["comment"].split())
        curve = points_of(edge["pos"], shift)
        link = links[number]
        ends = [boxes[link.start].centre, link.label or boxes[link.end].centre]
        if half:
            ends = [link.label or ends[0], boxes[link.end].centre]
        found[number, half] = _joined(curve, ends[0], ends[1])
    return found


def points_of(text: str, shift: Point) -> Curve:
    """Graphviz's spline text as a curve; the arrow's own points (`s,`, `e,`) are left out."""
    pairs = [part.split(",") for part in text.split() if part[0] not in "se"]
    return tuple((float(x) + shift[0], float(y) + shift[1]) for x, y in pairs)


def _joined(curve: Curve, start: Point, end: Point) -> Curve:
    """The curve, made to begin and end exactly there."""
    before = straight(start, curve[0])[:3] if distance(start, curve[0]) > 0.5 else ()
    after = straight(curve[-1], end)[1:] if distance(curve[-1], end) > 0.5 else ()
    return (*before, *curve, *after)
