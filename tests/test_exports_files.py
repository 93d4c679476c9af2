from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import networkx as nx
import pytest

from graph.elements import Edge, Node, edges_of, node_of
from graph.errors import ExportError
from graph.exports import FORMATS, export, format_of, undrawable, write_export
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


def read_gexf(data: bytes) -> nx.MultiDiGraph:
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data)))


def read_csv(data: bytes) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(title=VIEW.title)
    for row in rows_of(data, "nodes.csv"):
        graph.add_node(row["label"], **row)
    for row in rows_of(data, "edges.csv"):
        values: dict[str, object] = {**row, "negated": row["negated"] == "true", "confidence": float(row["confidence"])}
        values |= {"count": int(row["count"]), "evidence_line": int(row["evidence_line"])}
        graph.add_edge(row["subject"], row["object"], **values)
    return graph


def rows_of(data: bytes, name: str) -> list[dict[str, str]]:
    """Rows of a table, without the apostrophe that keeps a spreadsheet from calculating a text."""
    text = zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8-sig")
    return [
        {key: value.removeprefix("'") for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


READERS = {"json": read_json, "graphml": read_graphml, "gexf": read_gexf, "csv": read_csv}


@pytest.mark.parametrize("form", READERS)
def test_a_file_of_data_gives_the_same_nodes_and_edges_back(form: str) -> None:
    graph = READERS[form](export(VIEW, form))
    assert [node_of(graph, label) for label in graph] == [shown.node for shown in VIEW.nodes]
    assert sorted(edges_of(graph), key=str) == sorted(VIEW.edges, key=str)
    if form != "gexf":
        assert graph.graph["title"] == VIEW.title


@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_keep_control_characters_and_line_ends(form: str) -> None:
    names = ("=1+1", "'quoted'", "a\r\nb\x00\x1b", "-2", "@x", "\tx", '","')
    nodes = tuple(ViewNode(Node(name, "service"), 0.5) for name in names)
    graph = READERS[form](export(View("", nodes, (Edge("=1+1", "a\r\nb\x00\x1b", "uses"),), 7, 1), form))
    assert list(graph) == list(names)
    assert list(graph.edges()) == [("=1+1", "a\r\nb\x00\x1b")]


def test_no_cell_of_a_table_is_a_formula() -> None:
    nodes = (ViewNode(Node('=HYPERLINK("http://example.invalid")', "service"), 0.5),)
    table = zipfile.ZipFile(io.BytesIO(export(View("", nodes, (), 1, 0), "csv"))).read("nodes.csv").decode("utf-8-sig")
    assert table.splitlines()[1].startswith("\"'=HYPERLINK")


def test_gexf_bears_no_date_and_names_the_relations() -> None:
    text = export(VIEW, "gexf").decode()
    assert "lastmodified" not in text
    assert re.findall(r'<edge [^>]*label="(\w+)"', text) == ["uses", "uses", "uses", "invokes"]


def test_triples_are_one_line_for_each_line_of_a_note() -> None:
    rows = [json.loads(line) for line in export(VIEW, "triples").decode().splitlines()]
    assert [(row["file"], row["line"], row["negated"]) for row in rows] == [
        ("a.md", 3, False),
        ("b.md", 1, True),
        ("c.md", 9, False),
        ("d.md", 2, False),
        ("c.md", 9, False),
    ]
    assert rows[1] == {
        "subject": ODD,
        "subject_type": "service",
        "relation": "uses",
        "object": "B",
        "object_type": "concept",
        "negated": True,
        "scope": "<only>",
        "modality": "must",
        "origin": "stated",
        "confidence": 1.0,
        "found_by": "model",
        "file": "b.md",
        "line": 1,
        "evidence": "no",
    }


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
    assert export(empty, form) == export(empty, form)


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_bears_a_date_or_a_random_name(form: str) -> None:
    assert export(overview(cloud_graph(), limit=8), form) == export(overview(cloud_graph(), limit=8), form)


def test_every_format_has_a_row_that_says_what_it_loses() -> None:
    for name, row in FORMATS.items():
        assert row.name == name
        assert re.fullmatch(r"\.[a-z]+", row.suffix)
        assert row.loses
    assert FORMATS["graphml"].write is write_graphml


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(
        ExportError,
        match=r"no format 'docx'\. Choose one of svg, png, pdf, html, sheet-pdf, sheet-html, json, graphml, gexf, csv, "
        r"triples, cypher, dot, mermaid, canvas, anki\.",
    ):
        export(VIEW, "docx")


def test_the_name_of_a_file_tells_the_format() -> None:
    names = ("a.svg", "b.PDF", "c.html", "d.zip", "e.jsonl", "f.mmd", "g.apkg", "h.canvas")
    forms = [format_of(Path(name)) for name in names]
    assert forms == ["svg", "pdf", "html", "csv", "triples", "mermaid", "anki", "canvas"]


@pytest.mark.parametrize(("name", "said"), [("g.gif", "no format 'gif'"), ("-", "'-' does not tell the format")])
def test_a_name_that_tells_no_format_is_an_error(name: str, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        format_of(Path(name))


def test_characters_that_no_font_draws_are_named() -> None:
    view = View("", (ViewNode(Node("Zürich 知識", "service"), 0.5),), (), 1, 0)
    assert undrawable(view, "png") == "知識"
    assert undrawable(view, "html") == ""


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
