"""Cubic Bézier curves: points in, the curve cut, sampled or bent out.

A curve is a flat tuple of 1 + 3k points: a start, then two control points and an end for each piece.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

from graph.layout.shapes import Point

Curve = tuple[Point, ...]


def straight(start: Point, end: Point) -> Curve:
    """The line between two points as a curve."""
    return (start, between(start, end, 1 / 3), between(start, end, 2 / 3), end)


def through(start: Point, middle: Point, end: Point) -> Curve:
    """An even bend from `start` to `end` that passes `middle` halfway."""
    pull = (2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2)
    return (start, between(start, pull, 2 / 3), between(end, pull, 2 / 3), end)


def cut(curve: Curve, at_start: Callable[[Point], bool], at_end: Callable[[Point], bool]) -> Curve:
    """What lies between the last point inside the outline at the start and the first inside the one at the end."""
    return enter(leave(curve, at_start), at_end)


def cut_loop(curve: Curve, inside: Callable[[Point], bool]) -> Curve:
    """What of a curve of two or more pieces lies between where it first leaves an outline and last enters it."""
    middle = (len(curve) // 2 + 1) // 3 * 3
    return (*leave(curve[: middle + 1], inside), *enter(curve[middle:], inside)[1:])


def enter(curve: Curve, inside: Callable[[Point], bool]) -> Curve:
    """The curve up to where it comes into an outline for good."""
    return reverse(leave(reverse(curve), inside))


def reverse(curve: Curve) -> Curve:
    """The same curve from end to start."""
    return tuple(reversed(curve))


def pieces(curve: Curve) -> Iterator[tuple[Point, Point, Point, Point]]:
    """The cubic pieces."""
    for k in range(0, len(curve) - 3, 3):
        yield curve[k], curve[k + 1], curve[k + 2], curve[k + 3]


def sample(curve: Curve, *, each: int = 12) -> list[Point]:
    """Points along the curve, `each` a piece and the start, each piece evenly in its parameter."""
    points = [curve[0]]
    for a, b, c, d in pieces(curve):
        points.extend(_split((a, b, c, d), k / each)[0][3] for k in range(1, each + 1))
    return points


def length(curve: Curve) -> float:
    """Length of the curve, px."""
    return sum(distance(a, b) for a, b in itertools.pairwise(sample(curve)))


def distance(a: Point, b: Point) -> float:
    """Distance of two points, px."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def between(a: Point, b: Point, part: float) -> Point:
    """The point that lies `part` of the way from `a` to `b`."""
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)


def outside(curve: Curve, boxes: Sequence[tuple[Point, Point]]) -> list[list[Point]]:
    """Stretches of the curve, as close points, that lie in none of the boxes; a box is its centre and its size."""
    stretches: list[list[Point]] = [[]]
    for x, y in sample(curve, each=48):
        if any(abs(x - a) < width / 2 and abs(y - b) < height / 2 for (a, b), (width, height) in boxes):
            if stretches[-1]:
                stretches.append([])
        else:
            stretches[-1].append((x, y))
    return [points for points in stretches if len(points) > 1]


def polyline(points: Sequence[Point]) -> Curve:
    """The straight lines from point to point as a curve."""
    parts = (straight(a, b)[1:] for a, b in itertools.pairwise(points))
    return (points[0], *(point for part in parts for point in part))


def shortened(curve: Curve, by: float) -> tuple[Curve, Point]:
    """The curve without its last `by` px, and the end it had: the shaft of an arrow and its tip."""
    tip = curve[-1]
    return reverse(leave(reverse(curve), lambda point: distance(point, tip) < by)), tip


def leave(curve: Curve, inside: Callable[[Point], bool]) -> Curve:
    """The curve from where it leaves an outline for the last time; all of it where it never is inside."""
    parts = list(pieces(curve))
    for index in range(len(parts) - 1, -1, -1):
        steps = [k / 16 for k in range(17)]
        within = [t for t in steps if inside(_split(parts[index], t)[0][3])]
        if within and within[-1] < 1:
            low, high = within[-1], within[-1] + 1 / 16
            for _ in range(20):
                middle = (low + high) / 2
                low, high = (middle, high) if inside(_split(parts[index], middle)[0][3]) else (low, middle)
            rest = [_split(parts[index], high)[1], *parts[index + 1 :]]
            return (rest[0][0], *(point for piece in rest for point in piece[1:]))
        if within:
            rest = parts[index + 1 :]
            return (rest[0][0], *(point for piece in rest for point in piece[1:])) if rest else curve
    return curve


def _split(
    piece: tuple[Point, Point, Point, Point], t: float
) -> tuple[tuple[Point, Point, Point, Point], tuple[Point, Point, Point, Point]]:
    """De Casteljau: the parts of a cubic piece before and after parameter `t`."""
    a, b, c, d = piece
    ab, bc, cd = between(a, b, t), between(b, c, t), between(c, d, t)
    abc, bcd = between(ab, bc, t), between(bc, cd, t)
    middle = between(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)
