"""View in, Placement out: where every box, edge and relation label stands, in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from graph.errors import LayoutError
from graph.layout.curves import Curve, sample
from graph.layout.free import free
from graph.layout.layered import layered
from graph.layout.pinned import pinned
from graph.layout.plan import MOST_KEPT, Plan, Sketch, plan_of
from graph.layout.room import GOAL, cover, ease
from graph.layout.shapes import Point, Size
from graph.view import View

EdgeId = tuple[str, str, str]
"""Subject, object and key of an edge."""


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A relation label where it stands."""

    lines: tuple[str, ...]
    centre: Point
    size: Size


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything of a View stands; x grows to the right, y downwards, both from 0."""

    positions: Mapping[str, Point]
    """Centre of each node's box, px."""
    sizes: Mapping[str, Size]
    """Width and height of each node's box, px."""
    lines: Mapping[str, tuple[str, ...]]
    """Each node's label, wrapped."""
    fonts: Mapping[str, float]
    """Font size of each node's label, px."""
    routes: Mapping[EdgeId, Curve]
    """Each edge as a cubic Bézier curve: a start, then two control points and an end for each piece. It begins
    and ends on the outlines of its boxes."""
    labels: Mapping[EdgeId, PlacedLabel]
    """Relation labels; an edge that has none found no room for it."""
    width: float
    height: float

    @property
    def ease(self) -> float:
        """How easily the picture is read, 0 to 1; how wide it is counts up to `MOST_ON_A_SLIDE` nodes."""
        boxes, whole = [*self.sizes.values()], (self.width - 2 * MARGIN, self.height - 2 * MARGIN)
        return ease(boxes, whole) if len(boxes) <= MOST_ON_A_SLIDE else min(cover(boxes, whole) / GOAL, 1.0)


MARGIN = 24.0
"""Empty border, px."""
MOST_ON_A_SLIDE = 40
"""Nodes of which a picture should still be read on a slide."""
LAYOUTS: Mapping[str, str] = {
    "organic": "related nodes near each other, all directions alike",
    "layered": "relations lead from left to right",
    "radial": "rings around the focus, by distance",
    "circular": "on circles, so that every relation is seen",
}
"""Name of each layout and what it is like."""


def place(view: View, *, layout: str = "organic") -> Placement:
    """Where everything of the view stands, the same for the same view.

    No two boxes overlap, and no relation label covers a box. `LayoutError` for an unknown layout, and where Graphviz
    fails.
    """
    if layout not in LAYOUTS:
        raise LayoutError(f"There is no layout {layout!r}. Choose one of {', '.join(LAYOUTS)}.")
    draw = layered if layout == "layered" else partial(free, layout=layout)
    plan = plan_of(view)
    best = _placement(view, plan, draw(plan))
    for plan in _easier_to_read(view):
        if best.ease == 1:
            break
        best = max(best, _placement(view, plan, draw(plan)), key=attrgetter("ease"))
    return best


ZOOMS = (1.2, 1.5)
"""How much larger the letters in boxes may be where relation labels leave the boxes little of the picture."""

LEAST_ZOOMED = 5
"""Nodes from which that is worth while; a picture of fewer is mostly title and legend."""


def _easier_to_read(view: View) -> Iterator[Plan]:
    """Plans with larger boxes, and one without room for relation labels where there are many."""
    if len(view.nodes) >= LEAST_ZOOMED:
        yield from (plan_of(view, zoom=zoom) for zoom in ZOOMS)
    if len(view.edges) > MOST_KEPT:
        yield plan_of(view, labelled=False)


def place_at(view: View, positions: Mapping[str, Point]) -> Placement:
    """As `place`, with each node's centre where `positions` have it, px; what they lack goes beside its neighbours.

    Boxes may overlap where `positions` put them so. `LayoutError` where Graphviz fails.
    """
    plan = plan_of(view)
    known = [positions.get(shown.node.label) for shown in view.nodes]
    return _placement(view, plan, pinned(plan, known))


def _placement(view: View, plan: Plan, sketch: Sketch) -> Placement:
    """The sketch with names instead of numbers, moved to the upper left."""
    moved, width, height = _to_corner(plan, sketch)
    ids = [(edge.subject, edge.object, edge.key) for edge in view.edges]
    names = [shown.node.label for shown in view.nodes]
    return Placement(
        positions=dict(zip(names, moved.centres, strict=True)),
        sizes=dict(zip(names, plan.sizes, strict=True)),
        lines=dict(zip(names, plan.lines, strict=True)),
        fonts=dict(zip(names, plan.fonts, strict=True)),
        routes=dict(zip(ids, moved.curves, strict=True)),
        labels={
            name: PlacedLabel(plan.label_lines[k], centre, plan.label_sizes[k])
            for k, name in enumerate(ids)
            if (centre := moved.labels[k]) is not None
        },
        width=width,
        height=height,
    )


def _to_corner(plan: Plan, sketch: Sketch) -> tuple[Sketch, float, float]:
    """The sketch with its upper left at the margin, rounded to a tenth of a pixel, and its width and height."""
    boxes = [*zip(sketch.centres, plan.sizes, strict=True)]
    boxes += [(spot, size) for spot, size in zip(sketch.labels, plan.label_sizes, strict=True) if spot is not None]
    boxes += [(point, (0.0, 0.0)) for curve in sketch.curves for point in sample(curve)]
    if not boxes:
        return sketch, 2 * MARGIN, 2 * MARGIN
    left = min(x - width / 2 for (x, _), (width, _) in boxes) - MARGIN
    top = min(y - height / 2 for (_, y), (_, height) in boxes) - MARGIN
    right = max(x + width / 2 for (x, _), (width, _) in boxes) + MARGIN
    bottom = max(y + height / 2 for (_, y), (_, height) in boxes) + MARGIN

    def moved(point: Point) -> Point:
        return (round(point[0] - left, 1), round(point[1] - top, 1))

    return (
        Sketch(
            centres=tuple(map(moved, sketch.centres)),
            labels=tuple(None if spot is None else moved(spot) for spot in sketch.labels),
            curves=tuple(tuple(map(moved, curve)) for curve in sketch.curves),
        ),
        round(right - left, 1),
        round(bottom - top, 1),
    )
