"""View in, Plan out: boxes and relation labels by number and size, ready to be put in place."""

from __future__ import annotations

from dataclasses import dataclass

from graph.layout.curves import Curve
from graph.layout.lettering import RELATION_SIZE, node_lines, node_size, relation_lines, text_box
from graph.layout.shapes import Point, Shape, Size, shape_of
from graph.view import View

MOST_LABELLED = 120
"""Edges up to which room is made for every relation label; with more, labels take what room there is."""
MOST_KEPT = 60
"""Edges up to which every relation label has its place, whatever it costs."""
LABEL_PADDING = (4.0, 1.5)
"""Room around a relation label's text, px."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be placed; nodes and edges by their place in the view."""

    lines: tuple[tuple[str, ...], ...]
    """Each node's label, wrapped."""
    sizes: tuple[Size, ...]
    """Each node's box, px."""
    fonts: tuple[float, ...]
    """Font size of each node's label, px."""
    shapes: tuple[Shape, ...]
    edges: tuple[tuple[int, int], ...]
    """Numbers of the two nodes."""
    label_lines: tuple[tuple[str, ...], ...]
    """Each edge's label."""
    label_sizes: tuple[Size, ...]
    centre: int
    """The node that matters most."""
    labelled: bool
    """Whether room is made for every relation label."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Where everything of a plan stands, in px, with any origin."""

    centres: tuple[Point, ...]
    """Of the nodes' boxes."""
    labels: tuple[Point | None, ...]
    """Centres of the relation labels; None where there is no room."""
    curves: tuple[Curve, ...]
    """Of the edges."""


def plan_of(view: View, *, zoom: float = 1.0, labelled: bool = True) -> Plan:
    """Sizes of everything in the view, measured with the bundled font; the letters in boxes are `zoom` times as large.

    With `labelled`, room is made for relation labels unless there are too many of them.
    """
    number = {shown.node.label: k for k, shown in enumerate(view.nodes)}
    lines = tuple(node_lines(shown.node.label) for shown in view.nodes)
    shapes = tuple(shape_of(shown.node.kind) for shown in view.nodes)
    fonts = tuple(round(node_size(shown.importance) * zoom, 1) for shown in view.nodes)
    label_lines = tuple(relation_lines(edge) for edge in view.edges)
    return Plan(
        lines=lines,
        sizes=tuple(map(_box, lines, fonts, shapes)),
        fonts=fonts,
        shapes=shapes,
        edges=tuple((number[edge.subject], number[edge.object]) for edge in view.edges),
        label_lines=label_lines,
        label_sizes=tuple(_padded(text_box(text, RELATION_SIZE), LABEL_PADDING) for text in label_lines),
        centre=number[view.focus[0]] if view.focus else 0,
        labelled=labelled and len(view.edges) <= MOST_LABELLED,
    )


def _box(lines: tuple[str, ...], font: float, shape: Shape) -> Size:
    """A node's box around its lines; never narrower than it is high."""
    width, height = _padded(text_box(lines, font, bold=True), shape.padding)
    return (max(width, height * 1.4), height)


def _padded(size: Size, padding: Size) -> Size:
    return (round(size[0] + 2 * padding[0], 1), round(size[1] + 2 * padding[1], 1))
