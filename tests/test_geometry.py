"""Nothing in a picture covers anything else, measured on the SVG, for views that nobody chose."""

from __future__ import annotations

import functools
import os
import shutil
from pathlib import Path

import pytest

from graph.exports import Look, export
from graph.layout import LAYOUTS
from graph.view import View, overview
from tests.pictures import Measures, measured, random_view

SMALL = ((5, 5), (5, 10), (9, 12), (20, 40), (30, 60), (40, 60), (40, 80))
CORPUS = os.environ.get("NOTEGRAPH_CORPUS", "")
SAMPLE = Path(__file__).parents[1] / "data" / "notes"


@functools.cache
def picture(nodes: int, edges: int, layout: str) -> Measures:
    view = random_view(nodes, edges, seed=nodes + edges)
    return measured(export(view, "svg", look=Look(layout=layout)))


def check(found: Measures, view_edges: int) -> None:
    assert (found.overlaps, found.labels_on_boxes, found.labels_on_labels, found.outside) == (0, 0, 0, 0)
    assert found.edges == view_edges
    if found.edges <= 60:
        assert found.labels == found.edges
    if found.boxes <= 40:
        assert found.letters >= 8


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("nodes", "edges"), SMALL)
def test_nothing_covers_anything_and_everything_can_be_read(nodes: int, edges: int, layout: str) -> None:
    found = picture(nodes, edges, layout)
    check(found, edges)
    assert found.covered >= 0.08


@pytest.mark.parametrize("layout", LAYOUTS)
def test_less_than_2_of_100_edges_cross_a_foreign_box_at_40_nodes(layout: str) -> None:
    found = [picture(40, edges, layout) for edges in (60, 80)]
    assert sum(one.crossings for one in found) / sum(one.edges for one in found) < 0.02


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_large_picture_is_still_in_order(layout: str) -> None:
    found = picture(150, 225, layout)
    check(found, 225)
    assert found.covered >= 0.08
    assert found.crossings / found.edges < 0.06


def test_measures_see_what_is_wrong() -> None:
    box = '<g class="node"><rect x="{}" y="0" width="20" height="20"/><text x="30" y="12" font-size="10">x</text></g>'
    edge = '<g class="edge"><path d="M0,10 C10,10 20,10 91,10"/><polygon points="100,10 91,6 91,14"/></g>'
    label = '<g class="relation"><rect x="12" y="0" width="4" height="9"/></g>'
    parts = [box.format(-21), box.format(10), box.format(40), box.format(55), box.format(101), edge, label]
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><g transform="translate(30,0)">{}</g></svg>'
    found = measured(svg.format("".join(parts)).encode())
    assert (found.boxes, found.edges, found.labels) == (5, 1, 1)
    assert (found.overlaps, found.labels_on_boxes, found.crossings, found.outside) == (1, 1, 1, 5)
    assert found.letters == 80
    assert found.covered == pytest.approx(0.1)


def check_notes(folder: Path) -> None:
    from graph.build import build_graph

    graph = build_graph(folder)
    for limit in (12, 40):
        view: View = overview(graph, limit=limit)
        for layout in LAYOUTS:
            check(measured(export(view, "svg", look=Look(layout=layout))), len(view.edges))


@pytest.mark.model
def test_pictures_of_the_sample_notes_are_in_order(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "notes", ignore=shutil.ignore_patterns(".notegraph"))
    check_notes(tmp_path / "notes")


@pytest.mark.model
@pytest.mark.skipif(not CORPUS, reason="NOTEGRAPH_CORPUS names no folder of notes by others")
def test_pictures_of_five_notes_by_others_are_in_order(tmp_path: Path) -> None:
    found = sorted(path for path in Path(CORPUS).rglob("*.md") if 3_000 < path.stat().st_size < 9_000)
    for number, path in enumerate(found[:: len(found) // 5][:5]):
        shutil.copyfile(path, tmp_path / f"{number}.md")
    check_notes(tmp_path)
