from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest

from graph.elements import Edge, Node
from graph.errors import ExportError
from graph.exports import Look, export
from graph.exports.strokes import BAR_HALF, stroke_of
from graph.exports.theme import LIGHT, THEMES, theme_of
from graph.layout import LAYOUTS, PlacedLabel
from graph.layout.curves import straight
from graph.layout.lettering import text_width
from graph.statements import Evidence
from graph.view import View, ViewNode, focus_view, overview
from tests.cloud_graph import cloud_graph

SVG = "{http://www.w3.org/2000/svg}"
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def view_of(*nodes: Node, edges: tuple[Edge, ...] = (), title: str = "A view") -> View:
    shown = tuple(ViewNode(node, 0.5) for node in nodes)
    return View(title, shown, edges, len(shown), len(edges))


def drawn(view: View, layout: str = "organic") -> ElementTree.Element:
    return ElementTree.fromstring(export(view, "svg", look=Look(layout=layout)))


def groups(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [group for group in root.iter(f"{SVG}g") if group.get("class") == name]


def extent(group: ElementTree.Element) -> Rectangle:
    """Of the group's first box."""
    for shape in group:
        if shape.tag == f"{SVG}rect":
            x, y, w, h = (float(shape.get(key, 0)) for key in ("x", "y", "width", "height"))
            return (x, y, x + w, y + h)
        if shape.tag == f"{SVG}polygon":
            points = corners(shape)
            return (min(x for x, _ in points), min(y for _, y in points), *map(max, zip(*points, strict=True)))
    raise AssertionError("no box")


def corners(polygon: ElementTree.Element) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in polygon.get("points", "").split()]  # type: ignore[misc]


def meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_boxes_and_relation_labels_cover_nothing(layout: str) -> None:
    view = overview(cloud_graph(), limit=30)
    root = drawn(view, layout)
    boxes = [extent(group) for group in (*groups(root, "node"), *groups(root, "relation"))]
    assert len(boxes) == len(view.nodes) + len(view.edges)
    assert [pair for pair in itertools.combinations(boxes, 2) if meet(*pair)] == []


def test_every_label_lies_inside_its_box() -> None:
    root = drawn(overview(cloud_graph(), limit=60))
    for group in (*groups(root, "node"), *groups(root, "relation")):
        left, top, right, bottom = extent(group)
        for text in group.iter(f"{SVG}text"):
            x, y, size = (float(text.get(key, 0)) for key in ("x", "y", "font-size"))
            half = text_width(text.text or "", size, bold=text.get("font-weight") == "600") / 2
            assert left <= x - half
            assert x + half <= right
            assert top <= y - 0.75 * size
            assert y + 0.2 * size <= bottom


@pytest.mark.parametrize("layout", LAYOUTS)
def test_arrows_touch_the_boxes_that_they_point_to(layout: str) -> None:
    view = focus_view(cloud_graph(), "ECS")
    root = drawn(view, layout)
    boxes = {group[0].text: extent(group) for group in groups(root, "node")}
    by_told = {group[0].text: group for group in groups(root, "edge")}
    for edge in view.edges:
        group = next(
            g
            for told, g in by_told.items()
            if told
            and told.endswith(f", line {edge.evidence[0].line}")
            and told.startswith(f"{edge.subject} ")
            and edge.object in told
        )
        tip = corners(next(iter(group.iter(f"{SVG}polygon"))))[0]
        left, top, right, bottom = next(box for told, box in boxes.items() if told.startswith(f"{edge.object} ("))
        assert left - 1 <= tip[0] <= right + 1
        assert top - 1 <= tip[1] <= bottom + 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_can_be_read_on_a_slide(layout: str) -> None:
    root = drawn(overview(cloud_graph(), limit=40), layout)
    width = float(root.get("width", 0))
    smallest = min(float(text.get("font-size", 0)) for text in root.iter(f"{SVG}text"))
    assert smallest * 1600 / width >= 8


def test_a_negated_edge_is_red_dashed_barred_and_says_not() -> None:
    nodes = (Node("S3", "service"), Node("ECS", "service"))
    root = drawn(view_of(*nodes, edges=(Edge("S3", "ECS", "mountable_by", negated=True),)))
    (edge,) = groups(root, "edge")
    shaft = next(iter(edge.iter(f"{SVG}path")))
    assert (shaft.get("stroke"), shaft.get("stroke-dasharray")) == (LIGHT.negated, "6 4")
    assert len(list(edge.iter(f"{SVG}line"))) == 1
    assert [text.text for text in groups(root, "relation")[0].iter(f"{SVG}text")] == ["is not mountable by"]


def test_the_bar_of_a_negated_edge_is_not_under_a_label() -> None:
    edge, way = Edge("S3", "ECS", "mountable_by", negated=True), straight((0.0, 0.0), (100.0, 0.0))
    label = PlacedLabel(("uses",), (80.0, 4.0), (30.0, 14.0))
    usual, moved = stroke_of(edge, way, LIGHT).bar, stroke_of(edge, way, LIGHT, [label]).bar
    assert usual
    assert moved
    assert usual[0] == pytest.approx((86.0, 0.0), abs=0.5)
    assert 50 < moved[0][0] <= 80 - 15 - BAR_HALF / 2 < moved[1][0] + 3
    everywhere = PlacedLabel(("uses",), (50.0, 0.0), (300.0, 14.0))
    assert stroke_of(edge, way, LIGHT, [everywhere]).bar == stroke_of(edge, way, LIGHT).bar


def test_a_structural_edge_is_thin_and_dashed() -> None:
    nodes = (Node("A", "service"), Node("B", "service"))
    root = drawn(view_of(*nodes, edges=(Edge("A", "B", "uses", origin="structural"),)))
    shaft = next(iter(groups(root, "edge")[0].iter(f"{SVG}path")))
    assert (shaft.get("stroke"), shaft.get("stroke-width")) == (LIGHT.structural, "1")


def test_a_symmetric_relation_has_an_arrow_at_both_ends() -> None:
    nodes = (Node("A", "service"), Node("B", "service"))
    edges = (Edge("A", "B", "differs_from"), Edge("A", "B", "uses"))
    heads = [len(list(group.iter(f"{SVG}polygon"))) for group in groups(drawn(view_of(*nodes, edges=edges)), "edge")]
    assert heads == [2, 1]


def test_shapes_tell_the_types_and_the_legend_names_them() -> None:
    root = drawn(view_of(*(Node(kind, kind) for kind in ("service", "feature", "concept", "exam"))))
    sides = [group[1].tag.removeprefix(SVG) + str(len(corners(group[1]))) for group in groups(root, "node")]
    assert sides == ["rect0", "polygon6", "rect0", "polygon8"]
    legend = [text.text for text in root.iter(f"{SVG}text")][-4:]
    assert legend == ["service", "feature", "concept", "exam"]


def test_the_legend_explains_only_what_occurs() -> None:
    nodes = (Node("A", "service"), Node("B", "service"))
    said = {
        text.text for text in drawn(view_of(*nodes, edges=(Edge("A", "B", "uses", negated=True),))).iter(f"{SVG}text")
    }
    assert {"stated", "denied"} <= said
    assert "read from the note's structure" not in said


def test_title_and_how_much_is_shown() -> None:
    said = [text.text for text in drawn(overview(cloud_graph(), limit=12)).iter(f"{SVG}text")]
    assert said[:2] == ["Overview", "12 of 60 nodes, 20 of 95 relations"]


def test_text_from_notes_stays_text() -> None:
    odd = '</text><script>alert(1)</script><a xlink:href="javascript:x">&]]>'
    evidence = (Evidence('"><img src=x onerror=1>.md', 1, odd),)
    edges = (Edge(odd, "B", "</g><script>", scope="<b>", evidence=evidence),)
    root = drawn(view_of(Node(odd, "<kind>"), Node("B\x00\x1b\ufffe\ud800", "service"), edges=(), title=odd))
    assert not {element.tag for element in root.iter()} - {
        f"{SVG}{name}" for name in ("svg", "title", "rect", "g", "polygon", "text")
    }
    page = export(view_of(Node(odd, "<kind>"), Node("B", "service"), edges=edges, title=odd), "svg").decode()
    assert "<script" not in page
    assert not re.search(r"<[^>]*\s(on\w+|href|style)=", page)


def test_a_picture_refers_to_nothing_and_needs_no_converters_favour() -> None:
    page = export(overview(cloud_graph(), limit=30), "svg").decode()
    for word in ("<marker", "paint-order", "<style", "<script", "<image", "href", "url("):
        assert word not in page


def test_the_same_view_gives_the_same_bytes() -> None:
    assert export(overview(cloud_graph(), limit=20), "svg") == export(overview(cloud_graph(), limit=20), "svg")


def test_an_empty_view_is_a_picture_with_a_title() -> None:
    said = [text.text for text in drawn(View("Nothing here", (), (), 0, 0)).iter(f"{SVG}text")]
    assert said == ["Nothing here", "0 nodes, 0 relations"]


def test_an_unknown_theme_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no theme 'neon'\. Choose one of light, dark"):
        theme_of("neon")


def test_a_transparent_picture_has_no_background_and_no_line_behind_a_label() -> None:
    view = overview(cloud_graph(), limit=20)
    root = ElementTree.fromstring(export(view, "svg", look=Look(transparent=True)))
    assert [child.tag for child in root if child.tag == f"{SVG}rect"] == []
    patches = [next(iter(group.iter(f"{SVG}rect"))) for group in groups(root, "relation")]
    assert {patch.get("fill") for patch in patches} == {"none"}
    labels = [extent(group) for group in groups(root, "relation")]
    for group in groups(root, "edge"):
        for path in group.iter(f"{SVG}path"):
            for x, y in (
                tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path.get("d", ""))
            ):
                assert not any(left + 1 < x < right - 1 and top + 1 < y < low - 1 for left, top, right, low in labels)


def test_title_and_legend_can_be_left_out() -> None:
    view = view_of(Node("A", "service"), Node("B", "concept"))
    bare = ElementTree.fromstring(export(view, "svg", look=Look(titled=False, legend=False)))
    assert [text.text for text in bare.iter(f"{SVG}text")] == ["A", "B"]
    assert float(bare.get("height", 0)) < float(drawn(view).get("height", 0)) - 90


def test_every_colour_of_the_dark_theme_stands_out_from_its_ground() -> None:
    """At least 4.5 to 1 for letters, as WCAG 2 wants it."""
    for theme in THEMES.values():
        inks = (theme.text, theme.faint, theme.edge_text, theme.negated_text)
        pairs = [(ink, theme.background) for ink in inks]
        pairs += [(paint.text, paint.fill) for paint in (*theme.kinds.values(), theme.other)]
        for ink, ground in pairs:
            assert contrast(ink, ground) >= 4.5, (theme.name, ink, ground)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
