"""An edge and its curve in, what is drawn of it out: shaft, arrowheads and the bar of a negated edge."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from graph.elements import Edge
from graph.exports.theme import Theme
from graph.layout import PlacedLabel
from graph.layout.curves import Curve, between, outside, reverse, shortened
from graph.layout.shapes import Point
from graph.relations import inventory
from graph.statements import Origin

ARROW = 9.0
"""Length of an arrowhead, px."""
ARROW_HALF = 4.2
"""Half its width."""
BAR_HALF = 6.0
"""Half the length of the bar across a negated edge."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The lines of one edge."""

    colour: str
    width: float
    dashes: tuple[float, ...]
    """Lengths of strokes and gaps; empty for a line without gaps."""
    shaft: Curve
    heads: tuple[tuple[Point, Point], ...]
    """Foot and tip of each arrowhead; the first at the object, a second at the subject of a symmetric relation."""
    bar: tuple[Point, Point] | None
    """Where the bar of a negated edge crosses the shaft, and a point ahead of it."""


def stroke_of(edge: Edge, curve: Curve, theme: Theme, labels: Collection[PlacedLabel] = ()) -> Stroke:
    """How the edge is drawn along its curve; the bar of a negated one stands clear of the `labels`."""
    structural = edge.origin == Origin.STRUCTURAL
    relation = inventory().relations.get(edge.relation)
    shaft, tip = shortened(curve, ARROW)
    heads = [(shaft[-1], tip)]
    bar = _bar(shaft, labels) if edge.negated else None
    if relation and relation.symmetric:
        back, start = shortened(reverse(shaft), ARROW)
        heads.append((back[-1], start))
        shaft = reverse(back)
    return Stroke(
        colour=theme.negated if edge.negated else theme.structural if structural else theme.edge,
        width=1.0 if structural else min(1.4 + 0.4 * math.log2(max(edge.count, 1)), 3.0),
        dashes=(6.0, 4.0) if edge.negated else (3.0, 3.0) if structural else (),
        shaft=shaft,
        heads=tuple(heads),
        bar=bar,
    )


def _bar(shaft: Curve, labels: Collection[PlacedLabel]) -> tuple[Point, Point]:
    """Where the bar crosses the shaft, as near to its end as no label covers it, and a point ahead."""
    near, end = shortened(shaft, 5.0)
    covered = [(label.centre, (label.size[0] + BAR_HALF, label.size[1] + BAR_HALF)) for label in labels]
    stretches = outside(near, covered)
    if not stretches or stretches[-1][-1] == near[-1]:
        return near[-1], end
    before, at = stretches[-1][-2:]
    return at, between(before, at, 2.0)
