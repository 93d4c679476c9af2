"""Curves, label sizes and boxes in, a free spot on its curve for each label out, where there is one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from graph.layout.curves import Curve, distance, sample
from graph.layout.routing import Box
from graph.layout.shapes import Point, Size

_GAP = 2.0
_TRIES = 9


def vacant_spots(curves: Sequence[Curve], sizes: Sequence[Size], boxes: Sequence[Box]) -> list[Point | None]:
    """For each curve the centre of a label on it, nearest its middle, that covers no box and no other label."""
    taken = [(box.centre, box.size) for box in boxes]
    spots: list[Point | None] = []
    for curve, size in zip(curves, sizes, strict=True):
        spot = next((point for point in _from_the_middle(curve) if _is_free(point, size, taken)), None)
        spots.append(spot)
        if spot is not None:
            taken.append((spot, size))
    return spots


def _from_the_middle(curve: Curve) -> list[Point]:
    """Points along the curve, evenly apart, the middle one first."""
    points = sample(curve)
    reached = [0.0]
    for a, b in itertools.pairwise(points):
        reached.append(reached[-1] + distance(a, b))
    wanted = sorted((k / (_TRIES + 1) for k in range(1, _TRIES + 1)), key=lambda part: (abs(part - 0.5), part))
    return [_point_at(points, reached, part * reached[-1]) for part in wanted]


def _point_at(points: Sequence[Point], reached: Sequence[float], target: float) -> Point:
    index = next(k for k, so_far in enumerate(reached) if so_far >= target)
    if index == 0:
        return points[0]
    (x0, y0), (x1, y1) = points[index - 1], points[index]
    step = reached[index] - reached[index - 1]
    part = (target - reached[index - 1]) / step if step else 0.0
    return (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)


def _is_free(point: Point, size: Size, taken: Sequence[tuple[Point, Size]]) -> bool:
    return not any(
        abs(point[0] - x) < (size[0] + width) / 2 + _GAP and abs(point[1] - y) < (size[1] + height) / 2 + _GAP
        for (x, y), (width, height) in taken
    )
