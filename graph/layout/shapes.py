"""A node's type in, the outline of its box out: how large it is around a text and whether a point lies inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline around a text."""

    name: str
    """rounded, hexagon, pill or cut."""
    padding: Size
    """Room left and right, above and below the text, px."""
    inside: Callable[[float, float, float, float], bool]
    """Whether the point (x, y) from the centre lies in a box of half width and half height (w, h)."""


CORNER = 8.0
"""Radius of a rounded corner, length of a cut one, px."""


def shape_of(kind: str) -> Shape:
    """The shape that a node type is drawn with."""
    return SHAPES.get(kind, OTHER)


def hexagon_inset(height: float) -> float:
    """How far the upper and lower edge of a hexagon stand back from its tips, px."""
    return min(height / 2, 14.0)


def _in_rounded(x: float, y: float, w: float, h: float) -> bool:
    return _in_corner(x, y, w, h, min(CORNER, h))


def _in_pill(x: float, y: float, w: float, h: float) -> bool:
    return _in_corner(x, y, w, h, min(w, h))


def _in_corner(x: float, y: float, w: float, h: float, radius: float) -> bool:
    dx, dy = abs(x) - (w - radius), abs(y) - (h - radius)
    if dx <= 0 or dy <= 0:
        return dx <= radius and dy <= radius
    return dx * dx + dy * dy <= radius * radius


def _in_hexagon(x: float, y: float, w: float, h: float) -> bool:
    return abs(y) <= h and abs(x) <= w - hexagon_inset(2 * h) * abs(y) / h


def _in_cut(x: float, y: float, w: float, h: float) -> bool:
    return abs(x) <= w and abs(y) <= h and abs(x) - (w - CORNER) + abs(y) - (h - CORNER) <= CORNER


SHAPES: Mapping[str, Shape] = {
    "service": Shape("rounded", (12.0, 8.0), _in_rounded),
    "feature": Shape("hexagon", (18.0, 8.0), _in_hexagon),
    "concept": Shape("pill", (15.0, 8.0), _in_pill),
}
OTHER = Shape("cut", (13.0, 8.0), _in_cut)
