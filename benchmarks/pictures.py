"""Our pictures beside those of networkx and matplotlib, on the same random views: `python -m benchmarks.pictures`."""

from __future__ import annotations

import argparse
import io
import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import networkx as nx

from graph.exports import Look, export
from graph.layout import LAYOUTS, place
from graph.layout.lettering import node_lines, relation_lines
from graph.view import View, graph_of
from tests.pictures import SLIDE, Measures, Rectangle, measured, random_view

SIZES = ((5, 10), (12, 20), (40, 60), (40, 80), (80, 120), (150, 225), (300, 600))
Draw = Callable[[View], bytes]
COLUMNS = ("view", "picture", "s", "kB", "box on box", "label on box", "label on label", "label off box")
COLUMNS += ("crossings %", "labels %", "covered %", "letters px")


def main() -> None:
    """Print a table with a row for each size and way to draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="views of each size")
    parser.add_argument("--most", type=int, default=300, help="nodes of the largest view")
    parser.add_argument(
        "--peer", action="store_true", help="draw with networkx and matplotlib, too; it must be installed"
    )
    options = parser.parse_args()
    place(random_view(5, 5, 0))  # starts Graphviz
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for nodes, edges in SIZES:
        if nodes <= options.most:
            views = [random_view(nodes, edges, seed) for seed in range(options.seeds)]
            for name, found in _compared(views, peer=options.peer):
                print(_row(f"{nodes} nodes, {edges} edges", name, found), flush=True)


class Timed:
    """One picture: how long it took, how large it is, and its measures."""

    def __init__(self, seconds: float, size: int, measures: Measures) -> None:
        self.seconds, self.size, self.measures = seconds, size, measures


def _compared(views: Sequence[View], *, peer: bool) -> Iterator[tuple[str, list[Timed]]]:
    for layout in LAYOUTS:
        yield layout, [_ours(view, layout) for view in views]
    if peer:
        yield "networkx + matplotlib", [_theirs(view) for view in views]


def _ours(view: View, layout: str) -> Timed:
    start = time.perf_counter()
    svg = export(view, "svg", look=Look(layout=layout))
    return Timed(time.perf_counter() - start, len(svg), measured(svg))


def _row(view: str, name: str, found: Sequence[Timed]) -> str:
    """One line of the table: medians of time and size, sums of what is wrong, the worst of what should be large."""
    all_measures = [one.measures for one in found]
    edges = sum(one.edges for one in all_measures)
    cells = [
        view,
        name,
        f"{statistics.median(one.seconds for one in found):.2f}",
        f"{statistics.median(one.size for one in found) / 1000:.0f}",
        *(str(sum(getattr(one, field) for one in all_measures)) for field in _WRONG),
        f"{100 * sum(one.crossings for one in all_measures) / edges:.1f}",
        f"{100 * sum(one.labels for one in all_measures) / edges:.0f}",
        f"{100 * min(one.covered for one in all_measures):.1f}",
        f"{min(one.letters for one in all_measures):.1f}",
    ]
    return f"| {' | '.join(cells)} |"


_WRONG = ("overlaps", "labels_on_boxes", "labels_on_labels", "outside")


def _theirs(view: View) -> Timed:
    """The same view as networkx' own manual draws a labelled graph: spring layout, boxed labels, edge labels."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    start = time.perf_counter()
    graph = graph_of(view)
    figure, axes = pyplot.subplots(figsize=(16, 10), dpi=100)
    where = nx.spring_layout(graph, seed=1)
    nx.draw_networkx_edges(graph, where, ax=axes, arrows=True, connectionstyle=["arc3,rad=0.1", "arc3,rad=0.2"])
    names = {label: "\n".join(node_lines(label)) for label in graph}
    boxes = nx.draw_networkx_labels(graph, where, names, font_size=10, bbox={"boxstyle": "round"}, ax=axes)
    said = {(edge.subject, edge.object, edge.key): "\n".join(relation_lines(edge)) for edge in view.edges}
    labels = nx.draw_networkx_edge_labels(graph, where, said, font_size=8, ax=axes)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="svg")
    seconds = time.perf_counter() - start
    found = _measures_of(figure, axes, boxes, labels, where, view)
    pyplot.close(figure)
    return Timed(seconds, len(drawn.getvalue()), found)


def _measures_of(figure, axes, boxes, labels, where, view: View) -> Measures:  # type: ignore[no-untyped-def]
    """The measures of a matplotlib figure whose edges are taken to be straight."""
    figure.canvas.draw()  # gives the boxes their size
    renderer = figure.canvas.get_renderer()
    extent = partial(_extent_of, renderer)
    rectangles = {name: extent(text.get_bbox_patch()) for name, text in boxes.items()}
    labelled = [extent(text) for text in labels.values()]
    centres = {name: tuple(axes.transData.transform(at)) for name, at in where.items()}
    width, height = figure.canvas.get_width_height()
    return Measures(
        boxes=len(rectangles),
        edges=len(view.edges),
        labels=len(labelled),
        overlaps=sum(_meet(*pair) for pair in itertools.combinations(rectangles.values(), 2)),
        labels_on_boxes=sum(_meet(label, box) for label in labelled for box in rectangles.values()),
        labels_on_labels=sum(_meet(*pair) for pair in itertools.combinations(labelled, 2)),
        outside=0,
        crossings=sum(_crossed(edge.subject, edge.object, centres, rectangles) for edge in view.edges),
        letters=8 * 100 / 72 * SLIDE / width,
        covered=sum((r - l) * (b - t) for l, t, r, b in rectangles.values()) / (width * height),  # noqa: E741
    )


def _extent_of(renderer, thing) -> Rectangle:  # type: ignore[no-untyped-def]
    box = thing.get_window_extent(renderer)
    return (box.x0, box.y0, box.x1, box.y1)


def _crossed(
    subject: str, object_: str, centres: dict[str, tuple[float, ...]], rectangles: dict[str, Rectangle]
) -> bool:
    """Whether the line between two nodes crosses the box of a third."""
    (x0, y0), (x1, y1) = centres[subject], centres[object_]
    points = [(x0 + (x1 - x0) * k / 100, y0 + (y1 - y0) * k / 100) for k in range(101)]
    foreign = [box for name, box in rectangles.items() if name not in (subject, object_)]
    return any(box[0] + 1 <= x <= box[2] - 1 and box[1] + 1 <= y <= box[3] - 1 for box in foreign for x, y in points)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


if __name__ == "__main__":
    main()
