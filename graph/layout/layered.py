"""Plan in, Sketch out: relations lead from left to right, by Graphviz's `dot`, which makes room for labels itself."""

from __future__ import annotations

import math
from typing import Any

from graph.layout.curves import cut, cut_loop, straight
from graph.layout.graphviz import run_graphviz
from graph.layout.plan import Plan, Sketch
from graph.layout.routing import Box, points_of
from graph.layout.shapes import Point, Size
from graph.layout.vacancy import vacant_spots

MOST_WIDE = 1900.0
"""Width in px above which rows are tried: on a slide 1,600 px wide the text would be small."""
_GAPS = {"LR": 0.26, "TB": 0.15}
"""Room between nodes of one layer, inches; labels need none of their own between rows."""
_LETTER = 6.0
"""Width in px of a letter of the monospaced stand-in that tells Graphviz how large a label is, at font size 10."""
_LINE = 12.0


def layered(plan: Plan) -> Sketch:
    """Everything placed in columns; in rows, from top to bottom, where columns would be too wide to be read."""
    if not plan.sizes:
        return Sketch((), (), ())
    columns = _placed(plan, "LR")
    if _width(columns) <= MOST_WIDE:
        return columns
    return min(columns, _placed(plan, "TB"), key=_width)


def _placed(plan: Plan, direction: str) -> Sketch:
    placed = run_graphviz(_dot(plan, direction), "dot")
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


def _width(sketch: Sketch) -> float:
    """Width that the boxes' centres span, px."""
    return max(x for x, _ in sketch.centres) - min(x for x, _ in sketch.centres)


def _dot(plan: Plan, direction: str) -> str:
    parts = [
        f"digraph {{ graph [rankdir={direction} nodesep={_GAPS[direction]} ranksep=0.35 splines=true"
        + (" nslimit=2 nslimit1=2 mclimit=0.3" if len(plan.edges) > 250 else "")
        + ']; node [shape=box fixedsize=true label=""];'
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
