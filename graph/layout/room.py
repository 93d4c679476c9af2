"""Sizes of boxes and of the picture that they stand in, in; how much of it they cover, out."""

from __future__ import annotations

from collections.abc import Sequence

from graph.layout.shapes import Size

GOAL = 0.082
"""Share of a picture that boxes should cover at least: where they cover less, they are too small to be read."""
LEAST_WIDTH = 400.0
"""Of a picture, px, so that its title has room."""
MOST_WIDE = 2000.0
"""Width in px up to which the smallest letters are at least 8 px high on a slide 1,600 px wide, with some to spare."""
_BESIDES = 118.0
"""Height of title and legend, px; they grow with pictures wider than the next figure."""
_USUAL_WIDTH = 1400.0
_BORDER = 24.0


def cover(boxes: Sequence[Size], whole: Size) -> float:
    """The share that boxes of these sizes have of a picture with `whole` in its middle, title and legend counted."""
    width = max(whole[0] + 2 * _BORDER, LEAST_WIDTH)
    height = whole[1] + 2 * _BORDER + _BESIDES * min(max(width / _USUAL_WIDTH, 1.0), 2.5)
    return sum(wide * high for wide, high in boxes) / (width * height)


def ease(boxes: Sequence[Size], whole: Size) -> float:
    """How easily such a picture is read: 1 where boxes cover enough of it and it is not too wide, else less."""
    return min(cover(boxes, whole) / GOAL, 1.0) * min(MOST_WIDE / max(whole[0] + 2 * _BORDER, 1.0), 1.0)
