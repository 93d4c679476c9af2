"""View in, the picture's legend out: the node types and kinds of line that occur in it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.exports import marks
from graph.exports.theme import Theme
from graph.layout.curves import straight
from graph.layout.lettering import text_width
from graph.layout.shapes import shape_of
from graph.statements import Origin
from graph.view import View

SIZE = 11.0
ROW = 22.0
SIGN = (26.0, 14.0)
"""Width and height of what stands before each name, px."""
_ORDER = ("service", "feature", "concept")


def legend(view: View, theme: Theme, width: float) -> tuple[str, float]:
    """Rows of entries within `width` px from (0, 0), and their height; empty where there is nothing to explain."""
    parts = []
    x, row = 0.0, 0
    for sign, name in (*_kinds(view, theme), *_lines(view, theme)):
        needed = SIGN[0] + 7 + text_width(name, SIZE)
        if x and x + needed > width:
            x, row = 0.0, row + 1
        entry = sign + marks.text(name, (SIGN[0] + 7, ROW / 2 + SIZE * 0.36), SIZE, colour=theme.faint)
        shift = f"translate({marks.number(x)},{marks.number(ROW * row)})"
        parts.append(marks.element("g", entry, transform=shift))
        x += needed + 18
    return "\n".join(parts), ROW * (row + 1) if parts else 0.0


def _kinds(view: View, theme: Theme) -> Iterator[tuple[str, str]]:
    """A small box and a name for each type of node."""
    present = {shown.node.kind for shown in view.nodes}
    for kind in sorted(present, key=lambda kind: (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), kind)):
        paint = theme.paint(kind)
        centre = (SIGN[0] / 2, ROW / 2)
        yield marks.outline(shape_of(kind), centre, SIGN, fill=paint.fill, line=paint.line, width=1.2), kind


def _lines(view: View, theme: Theme) -> Iterator[tuple[str, str]]:
    """A short arrow and a name for each kind of edge, where there is more than one."""
    negated = any(edge.negated for edge in view.edges)
    structural = any(edge.origin == Origin.STRUCTURAL and not edge.negated for edge in view.edges)
    if negated or structural:
        yield _arrow(theme.edge, 1.4, ""), "stated"
    if negated:
        bar = marks.bar((SIGN[0] - 11, ROW / 2), (SIGN[0], ROW / 2), colour=theme.negated, half=5.0, width=2.0)
        yield _arrow(theme.negated, 1.4, "6 4") + bar, "denied"
    if structural:
        yield _arrow(theme.structural, 1.0, "3 3"), "read from the note's structure"


def _arrow(colour: str, width: float, dashes: str) -> str:
    y = ROW / 2
    shaft = marks.line(straight((0, y), (SIGN[0] - 8, y)), colour=colour, width=width, dashes=dashes)
    return shaft + marks.arrowhead((SIGN[0] - 8, y), (SIGN[0], y), colour=colour, half=4.0)
