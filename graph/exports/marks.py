"""Shapes, lines and texts in, SVG elements out; everything that came from a note is made harmless here."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from graph.layout.curves import Curve, distance, pieces
from graph.layout.lettering import LINE_HEIGHT, text_width, visible
from graph.layout.shapes import CORNER, Point, Shape, Size, hexagon_inset

_CAPITAL = 0.727
"""Height of a capital letter in font sizes; lines are centred by it."""


def number(value: float) -> str:
    """A coordinate with at most one decimal.

    >>> number(12.0), number(3.14159)
    ('12', '3.1')
    """
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; names in `attributes` have `_` for `-`."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        shown = number(value) if isinstance(value, float | int) else value
        parts.append(f" {key.replace('_', '-')}={quoteattr(shown)}")
    return "".join(parts) + (f">{content}</{name}>" if content else "/>")


def texts(lines: Sequence[str], centre: Point, size: float, *, colour: str, bold: bool = False, faint: str = "") -> str:
    """Lines centred on a point; the colour `faint` is for a last line in brackets."""
    first = centre[1] - (len(lines) - 1) / 2 * size * LINE_HEIGHT + _CAPITAL / 2 * size
    return "".join(
        text(
            line,
            (centre[0], first + k * size * LINE_HEIGHT),
            size,
            colour=faint if faint and line.startswith("(") else colour,
            bold=bold,
            anchor="middle",
        )
        for k, line in enumerate(lines)
    )


def text(line: str, at: Point, size: float, *, colour: str, bold: bool = False, anchor: str = "start") -> str:
    """One line on its base line; it takes the room that was measured, whatever font shows it."""
    line = visible(line)
    return element(
        "text",
        escape(line),
        x=at[0],
        y=at[1],
        font_size=size,
        **({"font_weight": "600"} if bold else {}),
        **({"text_anchor": anchor} if anchor != "start" else {}),
        fill=colour,
        textLength=text_width(line, size, bold=bold),
        lengthAdjust="spacingAndGlyphs",
    )


def title(sentence: str) -> str:
    """What a viewer shows when the pointer rests on the group."""
    return element("title", escape(visible(sentence)))


def outline(shape: Shape, centre: Point, size: Size, *, fill: str, line: str, width: float) -> str:
    """A box of that shape."""
    (x, y), (w, h) = centre, (size[0] / 2, size[1] / 2)
    style: dict[str, str | float] = {"fill": fill, "stroke": line, "stroke_width": width}
    if shape.name in ("rounded", "pill"):
        radius = min(w, h) if shape.name == "pill" else min(CORNER, h)
        return element("rect", x=x - w, y=y - h, width=size[0], height=size[1], rx=radius, **style)
    inset, drop = (hexagon_inset(size[1]), h) if shape.name == "hexagon" else (CORNER, CORNER)
    corners = [(-w, -h + drop), (-w + inset, -h), (w - inset, -h), (w, -h + drop)]
    corners += [(w, h - drop), (w - inset, h), (-w + inset, h), (-w, h - drop)]
    if shape.name == "hexagon":
        corners = [corners[k] for k in (0, 1, 2, 3, 5, 6)]
    points = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in corners)
    return element("polygon", points=points, stroke_linejoin="round", **style)


def line(curve: Curve, *, colour: str, width: float, dashes: str = "") -> str:
    """A curve without ends."""
    moves = [f"M{_pair(curve[0])}"]
    moves += [f"C{_pair(b)} {_pair(c)} {_pair(d)}" for _, b, c, d in pieces(curve)]
    dashed: dict[str, str | float] = {"stroke_dasharray": dashes} if dashes else {}
    return element("path", d=" ".join(moves), fill="none", stroke=colour, stroke_width=width, **dashed)


def arrowhead(foot: Point, tip: Point, *, colour: str, half: float) -> str:
    """A triangle that points from `foot` to `tip`."""
    length = max(distance(foot, tip), 1e-6)
    across = (-(tip[1] - foot[1]) / length * half, (tip[0] - foot[0]) / length * half)
    corners = (tip, (foot[0] + across[0], foot[1] + across[1]), (foot[0] - across[0], foot[1] - across[1]))
    return element("polygon", points=" ".join(map(_pair, corners)), fill=colour)


def bar(at: Point, towards: Point, *, colour: str, half: float, width: float) -> str:
    """A short stroke across the way from `at` to `towards`."""
    length = max(distance(at, towards), 1e-6)
    dx, dy = -(towards[1] - at[1]) / length * half, (towards[0] - at[0]) / length * half
    return element(
        "line", x1=at[0] - dx, y1=at[1] - dy, x2=at[0] + dx, y2=at[1] + dy, stroke=colour, stroke_width=width
    )


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"
