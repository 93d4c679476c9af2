"""View in, Plan out: boxes and relation labels by number and size, ready to be put in place."""

from __future__ import annotations

from dataclasses import dataclass

from graph.layout.curves import Curve
from graph.layout.lettering import RELATION_SIZE, node_lines, node_size, relation_lines, text_box
from graph.layout.shapes import Point, Shape, Size, shape_of
from graph.view import View

MOST_LABELLED = 120
"""Edges up to which room is made for every relation label; with more, labels take what room there is."""
LABEL_PADDING = (4.0, 1.5)
"""Room around a relation label's text, px."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be placed; nodes and edges by their place in the view."""

    lines: tuple[tuple[str, ...], ...]
    """Each node's label, wrapped."""
    sizes: tuple[Size, ...]
    """Each node's box, px."""
    shapes: tuple[Shape, ...]
    edges: tuple[tuple[int, int], ...]
    """Numbers of the two nodes."""
    label_lines: tuple[tuple[str, ...], ...]
    """Each edge's label."""
    label_sizes: tuple[Size, ...]
    centre: int
    """The node that matters most."""

    @property
    def labelled(self) -> bool:
        """Whether room is made for every relation label."""
        return len(self.edges) <= MOST_LABELLED


@dataclass(frozen=True, slots=True)
class Sketch:
    """Where everything of a plan stands, in px, with any origin."""

    centres: tuple[Point, ...]
    """Of the nodes' boxes."""
    labels: tuple[Point | None, ...]
    """Centres of the relation labels; None where there is no room."""
    curves: tuple[Curve, ...]
    """Of the edges."""


def plan_of(view: View) -> Plan:
    """Sizes of everything in the view, measured with the bundled font."""
    number = {shown.node.label: k for k, shown in enumerate(view.nodes)}
    lines = tuple(node_lines(shown.node.label) for shown in view.nodes)
    shapes = tuple(shape_of(shown.node.kind) for shown in view.nodes)
    fonts = [node_size(shown.importance) for shown in view.nodes]
    label_lines = tuple(relation_lines(edge) for edge in view.edges)
    centre = number[view.focus[0]] if view.focus else 0
    return Plan(
        lines=lines,
        sizes=tuple(map(_box, lines, fonts, shapes)),
        shapes=shapes,
        edges=tuple((number[edge.subject], number[edge.object]) for edge in view.edges),
        label_lines=label_lines,
        label_sizes=tuple(_padded(text_box(text, RELATION_SIZE), LABEL_PADDING) for text in label_lines),
        centre=centre,
    )


def _box(lines: tuple[str, ...], font: float, shape: Shape) -> Size:
    """A node's box around its lines; never narrower than it is high."""
    width, height = _padded(text_box(lines, font, bold=True), shape.padding)
    return (max(width, height * 1.4), height)


def _padded(size: Size, padding: Size) -> Size:
    return (round(size[0] + 2 * padding[0], 1), round(size[1] + 2 * padding[1], 1))
