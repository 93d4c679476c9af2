from __future__ import annotations

import io
import json
import re
from pathlib import Path

import networkx as nx
import pytest

from graph.elements import Edge, Node, edges_of, node_of
from graph.errors import ExportError
from graph.exports import FORMATS, export, write_export
from graph.exports.graphml import write_graphml
from graph.statements import Evidence
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

ODD = 'Straße "λ"\n<b>&amp;</b>\t→ \U0001f600'
VIEW = View(
    "Odd & <even>",
    tuple(
        ViewNode(node, 0.5)
        for node in (Node(ODD, "service", (ODD, "x"), ("a/b.md",)), Node("B", "concept"), Node("Alone", "exam"))
    ),
    (
        Edge(ODD, "B", "uses", confidence=0.25, count=2, evidence=(Evidence("a.md", 3, ODD, (ODD, "y")),)),
        Edge(ODD, "B", "uses", negated=True, scope="<only>", modality="must", evidence=(Evidence("b.md", 1, "no"),)),
        Edge("B", ODD, "uses", origin="structural", evidence=(Evidence("c.md", 9, ""), Evidence("d.md", 2, "z"))),
        Edge("B", "B", "invokes", evidence=(Evidence("c.md", 9, "again"),)),
    ),
    3,
    4,
)


def read_json(data: bytes) -> nx.MultiDiGraph:
    return nx.node_link_graph(json.loads(data), edges="edges")


def read_graphml(data: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(data), force_multigraph=True)


@pytest.mark.parametrize(("form", "read"), [("json", read_json), ("graphml", read_graphml)])
def test_a_file_of_data_gives_the_same_nodes_and_edges_back(form: str, read: object) -> None:
    graph = read(export(VIEW, form))  # type: ignore[operator]
    assert [node_of(graph, label) for label in graph] == [shown.node for shown in VIEW.nodes]
    assert sorted(edges_of(graph), key=str) == sorted(VIEW.edges, key=str)
    assert graph.graph["title"] == VIEW.title


def test_json_keeps_the_keys_of_parallel_edges() -> None:
    graph = read_json(export(VIEW, "json"))
    assert sorted(graph.get_edge_data(ODD, "B")) == ["not uses [<only>]", "uses"]


def test_graphml_is_fit_for_strict_readers() -> None:
    text = export(VIEW, "graphml").decode()
    ids = re.findall(r'<edge [^>]*id="([^"]*)"', text)
    assert ids == ["e0", "e1", "e2", "e3"]
    assert re.findall(r'key="negated">(\w+)<', text) == ["false", "true", "false", "false"]


def test_graphml_leaves_out_what_xml_forbids_and_keeps_nodes_apart() -> None:
    nodes = tuple(ViewNode(Node(label, "service"), 0.5) for label in ("A", "A\x00", "\x1b", "B\ud800\ufffe\r"))
    graph = read_graphml(export(View("T\x01", nodes, (Edge("A\x00", "A", "uses"),), 4, 1), "graphml"))
    assert list(graph) == ["A", "A'", "?", "B"]
    assert list(graph.edges()) == [("A'", "A")]


def test_json_takes_every_character() -> None:
    nodes = (ViewNode(Node("A\x00\x1b\ud800\u2028", "service"), 0.5),)
    assert list(read_json(export(View("", nodes, (), 1, 0), "json"))) == ["A\x00\x1b\ud800\u2028"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_an_empty_view_and_gives_the_same_bytes(form: str) -> None:
    empty = View("", (), (), 0, 0)
    assert export(empty, form) == export(empty, form) != b""


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_bears_a_date_or_a_random_name(form: str) -> None:
    assert export(overview(cloud_graph(), limit=8), form) == export(overview(cloud_graph(), limit=8), form)


def test_every_format_has_a_row_that_says_what_it_loses() -> None:
    assert list(FORMATS) == ["svg", "png", "html", "json", "graphml"]
    for name, row in FORMATS.items():
        assert (row.name, row.suffix) == (name, f".{name}")
        assert row.loses
    assert FORMATS["graphml"].write is write_graphml


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no format 'docx'\. Choose one of svg, png, html, json, graphml"):
        export(VIEW, "docx")


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_export(VIEW, "json", tmp_path / "g.json")
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]
    assert (tmp_path / "g.json").read_bytes() == export(VIEW, "json")


def test_a_file_that_is_there_is_kept_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text("mine")
    with pytest.raises(ExportError, match=r"g\.json is there already"):
        write_export(VIEW, "json", path)
    assert path.read_text() == "mine"
    write_export(VIEW, "json", path, overwrite=True)
    assert path.read_bytes() == export(VIEW, "json")


def test_a_file_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "g.json"
    path.write_text("mine")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExportError, match="cannot be written: No space left on device"):
        write_export(VIEW, "json", path, overwrite=True)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("g.json", "mine")]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"missing/g\.json cannot be written"):
        write_export(VIEW, "json", tmp_path / "missing" / "g.json")
