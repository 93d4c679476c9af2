"""Plan and the places of some nodes in, Sketch out in which those nodes stand exactly there."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from graph.layout.plan import Plan, Sketch
from graph.layout.routing import Box, Link, route
from graph.layout.shapes import Point, Size
from graph.layout.vacancy import vacant_spots

GAP = 24.0
"""Least room between a box and one that is put beside it, px."""


def pinned(plan: Plan, known: Sequence[Point | None]) -> Sketch:
    """Edges around the boxes where they stand, labels where there is room on their edges."""
    centres = _completed(plan, known)
    boxes = [Box(*whole) for whole in zip(centres, plan.sizes, plan.shapes, strict=True)]
    curves = route(boxes, [Link(a, b) for a, b in plan.edges])
    return Sketch(tuple(centres), tuple(vacant_spots(curves, plan.label_sizes, boxes)), tuple(curves))


def _completed(plan: Plan, known: Sequence[Point | None]) -> list[Point]:
    """A centre for every node: the unknown ones as near to the middle of their neighbours as there is room."""
    placed = {k: at for k, at in enumerate(known) if at is not None}
    for node in range(len(known)):
        if node in placed:
            continue
        near = [placed[other] for other in _neighbours(plan, node) if other in placed] or [*placed.values()]
        middle = (sum(x for x, _ in near) / max(len(near), 1), sum(y for _, y in near) / max(len(near), 1))
        taken = [(at, plan.sizes[k]) for k, at in placed.items()]
        placed[node] = next(at for at in _outwards(middle) if _is_free(at, plan.sizes[node], taken))
    return [placed[k] for k in range(len(known))]


def _neighbours(plan: Plan, node: int) -> Iterator[int]:
    for start, end in plan.edges:
        if node in (start, end):
            yield end if start == node else start


def _outwards(middle: Point) -> Iterator[Point]:
    """Points on a spiral, without end."""
    for step in itertools.count():
        turn, far = step * math.pi * (3 - math.sqrt(5)), 18.0 * math.sqrt(step)
        yield middle[0] + 1.5 * far * math.cos(turn), middle[1] + far * math.sin(turn)


def _is_free(at: Point, size: Size, taken: Sequence[tuple[Point, Size]]) -> bool:
    return not any(
        abs(at[0] - x) < (size[0] + width) / 2 + GAP and abs(at[1] - y) < (size[1] + height) / 2 + GAP
        for (x, y), (width, height) in taken
    )
