"""View in, SVG picture out: boxes by type, arrows, relation labels, negation, title and legend."""

from __future__ import annotations

from collections.abc import Sequence

from graph.elements import Edge
from graph.exports import marks
from graph.exports.legend import legend
from graph.exports.look import Look
from graph.exports.sentences import shown_of_all, told
from graph.exports.strokes import ARROW_HALF, BAR_HALF, Stroke, stroke_of
from graph.exports.theme import Theme
from graph.layout import PlacedLabel, Placement
from graph.layout.curves import outside, polyline
from graph.layout.lettering import FAMILY, RELATION_SIZE, text_width, wrap
from graph.layout.room import LEAST_WIDTH
from graph.layout.shapes import Point, Size, shape_of
from graph.statements import Origin
from graph.view import View, ViewNode

TITLE_SIZE = 20.0
SUBTITLE_SIZE = 12.0
BORDER = 24.0
USUAL_WIDTH = 1400.0
"""In wider pictures title and legend grow with the width."""


def write_svg(view: View, look: Look) -> bytes:
    """The picture as an SVG file in UTF-8."""
    return draw_svg(view, look).encode()


def draw_svg(view: View, look: Look) -> str:
    """The picture as SVG text, the same for the same arguments; no script, no style sheet, no reference to a file."""
    placement, theme = look.placement_of(view), look.theme
    width = max(placement.width, LEAST_WIDTH if look.titled else 0.0)
    zoom = min(max(width / USUAL_WIDTH, 1.0), 2.5)
    heading, top = _heading(view, theme, width / zoom) if look.titled else ("", 0.0)
    key, key_height = legend(view, theme, width / zoom - 2 * BORDER) if look.legend else ("", 0.0)
    top, key_height = top * zoom, key_height * zoom
    height = top + placement.height + key_height + (BORDER * zoom if key else 0)
    left = (width - placement.width) / 2
    body = [marks.title(view.title or "Graph")]
    if not look.transparent:
        body.append(marks.element("rect", width=width, height=height, fill=theme.background))
    if heading:
        body.append(marks.element("g", heading, transform=_shift(0, 0, zoom)))
    body.append(marks.element("g", "".join(_picture(view, placement, look)), transform=_shift(left, top)))
    if key:
        body.append(marks.element("g", key, transform=_shift(BORDER * zoom, top + placement.height, zoom)))
    return marks.element(
        "svg",
        "\n" + "\n".join(body) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {marks.number(width)} {marks.number(height)}",
        font_family=f"{FAMILY}, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
        role="img",
    )


def _shift(x: float, y: float, zoom: float = 1.0) -> str:
    return f"translate({marks.number(x)},{marks.number(y)})" + (f" scale({zoom:.3f})" if zoom != 1 else "")


def _heading(view: View, theme: Theme, width: float) -> tuple[str, float]:
    """Title and how much of the graph is shown, and the height that they take."""
    letter = text_width("n", TITLE_SIZE, bold=True)
    lines = wrap(view.title or "Graph", max(int((width - 2 * BORDER) / letter / 1.5), 10), 2)
    y = BORDER + TITLE_SIZE * 0.8
    parts = []
    for line in lines:
        parts.append(marks.text(line, (BORDER, y), TITLE_SIZE, colour=theme.text, bold=True))
        y += TITLE_SIZE * 1.25
    parts.append(marks.text(shown_of_all(view), (BORDER, y - 3), SUBTITLE_SIZE, colour=theme.faint))
    return "\n".join(parts), y + 4


def _picture(view: View, placement: Placement, look: Look) -> list[str]:
    """Edges below labels below boxes."""
    theme = look.theme
    edges = sorted(view.edges, key=lambda edge: (edge.negated, edge.origin != Origin.STRUCTURAL))
    ids = {edge: (edge.subject, edge.object, edge.key) for edge in view.edges}
    labels = placement.labels.values()
    gaps = [(label.centre, label.size) for label in labels] if look.transparent else []
    strokes = [(edge, stroke_of(edge, placement.routes[ids[edge]], theme, labels)) for edge in edges]
    drawn = [_edge(stroke, told(edge), gaps) for edge, stroke in strokes]
    named = [
        _label(edge, placement.labels[ids[edge]], theme, patched=not look.transparent)
        for edge in edges
        if ids[edge] in placement.labels
    ]
    return ["\n", *drawn, *named, *(_node(shown, placement, theme) for shown in view.nodes)]


def _edge(stroke: Stroke, tells: str, gaps: Sequence[tuple[Point, Size]]) -> str:
    """Shaft, arrowheads and the bar of a negated edge; the shaft leaves out what lies behind the `gaps`."""
    dashes = " ".join(map(marks.number, stroke.dashes))
    shafts = [polyline(points) for points in outside(stroke.shaft, gaps)] if gaps else [stroke.shaft]
    parts = [
        marks.title(tells),
        *(marks.line(shaft, colour=stroke.colour, width=stroke.width, dashes=dashes) for shaft in shafts),
        *(marks.arrowhead(foot, tip, colour=stroke.colour, half=ARROW_HALF) for foot, tip in stroke.heads),
    ]
    if stroke.bar:
        parts.append(marks.bar(*stroke.bar, colour=stroke.colour, half=BAR_HALF, width=2.0))
    return marks.element("g", "".join(parts), **{"class": "edge"}) + "\n"


def _label(edge: Edge, label: PlacedLabel, theme: Theme, *, patched: bool) -> str:
    """The relation's name, on a patch that hides the lines below where they do not leave it out."""
    (x, y), (width, height) = label.centre, label.size
    fill = theme.background if patched else "none"
    patch = marks.element("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, rx=3.0, fill=fill)
    colour = theme.negated_text if edge.negated else theme.edge_text
    shown = marks.texts(label.lines, label.centre, RELATION_SIZE, colour=colour, faint=theme.faint)
    return marks.element("g", patch + shown, **{"class": "relation"}) + "\n"


def _node(shown: ViewNode, placement: Placement, theme: Theme) -> str:
    """A box and its label; a focus has a heavy outline."""
    label = shown.node.label
    paint = theme.paint(shown.node.kind)
    lines: Sequence[str] = placement.lines[label]
    box = marks.outline(
        shape_of(shown.node.kind),
        placement.positions[label],
        placement.sizes[label],
        fill=paint.fill,
        line=paint.line,
        width=3.0 if shown.focus else 1.3,
    )
    name = marks.texts(lines, placement.positions[label], placement.fonts[label], colour=paint.text, bold=True)
    whole = marks.title(f"{label} ({shown.node.kind})")
    return marks.element("g", whole + box + name, **{"class": "node"}) + "\n"
