"""Plan in, Sketch out: relations lead from left to right, by Graphviz's `dot`, which makes room for labels itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from graph.layout.curves import cut, cut_loop, straight
from graph.layout.graphviz import run_graphviz
from graph.layout.plan import Plan, Sketch
from graph.layout.room import ease
from graph.layout.routing import Box, points_of
from graph.layout.shapes import Point, Size
from graph.layout.vacancy import vacant_spots


@dataclass(frozen=True, slots=True)
class Way:
    """How Graphviz is asked to place the layers."""

    direction: str
    """LR, from left to right, or TB, from top to bottom."""
    beside: float
    """Room between the nodes of one layer, inches; labels need none of their own between rows."""
    ahead: float
    """Room between layers, inches."""


WAYS = (Way("LR", 0.26, 0.35), Way("LR", 0.15, 0.2), Way("TB", 0.15, 0.35), Way("TB", 0.08, 0.15))
"""Tried one after the other, until a picture can be read."""
MOST_TRIED = 250
"""Edges above which Graphviz takes seconds: only the last way is tried then, and with less effort."""
_LETTER = 6.0
"""Width in px of a letter of the monospaced stand-in that tells Graphviz how large a label is, at font size 10."""
_LINE = 12.0


def layered(plan: Plan) -> Sketch:
    """Everything placed in columns; in rows, from top to bottom, or closer, where columns could not be read."""
    if not plan.sizes:
        return Sketch((), (), ())
    ways: Sequence[Way] = WAYS if len(plan.edges) <= MOST_TRIED else WAYS[-1:]
    sketches: list[tuple[float, Sketch]] = []
    for way in ways:
        sketch = _placed(plan, way)
        sketches.append((ease(plan.sizes, _extent(plan, sketch)), sketch))
        if sketches[-1][0] == 1:
            break
    return max(sketches, key=itemgetter(0))[1]


def _placed(plan: Plan, way: Way) -> Sketch:
    placed = run_graphviz(_dot(plan, way), "dot")
    centres = _centres(placed, len(plan.sizes))
    boxes = [Box(*whole) for whole in zip(centres, plan.sizes, plan.shapes, strict=True)]
    labels: list[Point | None] = [None] * len(plan.edges)
    curves = [straight(centres[a], centres[b]) for a, b in plan.edges]
    for edge in placed.get("edges", ()):
        number = int(edge["comment"])
        start, end = (boxes[k] for k in plan.edges[number])
        curve = tuple((x, -y) for x, y in points_of(edge["pos"], (0, 0)))
        curves[number] = cut_loop(curve, start.holds) if start is end else cut(curve, start.holds, end.holds)
        if "lp" in edge:
            x, y = (float(part) for part in edge["lp"].split(","))
            labels[number] = (x, -y)
    if not plan.labelled:
        labels = vacant_spots(curves, plan.label_sizes, boxes)
    return Sketch(tuple(centres), tuple(labels), tuple(curves))


def _extent(plan: Plan, sketch: Sketch) -> Size:
    """Width and height that boxes and edges span, px."""
    sides = []
    for axis in (0, 1):
        low = min(at[axis] - size[axis] / 2 for at, size in zip(sketch.centres, plan.sizes, strict=True))
        high = max(at[axis] + size[axis] / 2 for at, size in zip(sketch.centres, plan.sizes, strict=True))
        bends = [point[axis] for curve in sketch.curves for point in curve]
        sides.append(max([high, *bends]) - min([low, *bends]))
    return sides[0], sides[1]


def _dot(plan: Plan, way: Way) -> str:
    effort = " nslimit=1 nslimit1=1 mclimit=0.1 searchsize=10" if len(plan.edges) > MOST_TRIED else ""
    parts = [
        f"digraph {{ graph [rankdir={way.direction} nodesep={way.beside} ranksep={way.ahead} splines=true{effort}]; "
        'node [shape=box fixedsize=true label=""];'
        " edge [dir=none headclip=false tailclip=false fontname=Courier fontsize=10];"
    ]
    for k, (width, height) in enumerate(plan.sizes):
        parts.append(f"n{k} [width={width / 72:.4f} height={height / 72:.4f}];")
    for k, (start, end) in enumerate(plan.edges):
        label = f' label="{_stand_in(plan.label_sizes[k])}"' if plan.labelled else ""
        parts.append(f'n{start} -> n{end} [comment="{k}"{label}];')
    return "\n".join([*parts, "}"])


def _stand_in(size: Size) -> str:
    """A text that Graphviz takes to be at least as large as the label."""
    letters = "x" * math.ceil(size[0] / _LETTER)
    return "\\n".join([letters] * math.ceil(size[1] / _LINE))


def _centres(placed: dict[str, Any], count: int) -> list[Point]:
    """Centres of n0, n1, ..., y downwards."""
    found = {item["name"]: item["pos"].split(",") for item in placed["objects"] if "pos" in item}
    return [(float(found[f"n{k}"][0]), -float(found[f"n{k}"][1])) for k in range(count)]
