from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from graph.elements import Edge, Node
from graph.exports import Look, export
from graph.exports.theme import DARK
from graph.layout import place
from graph.layout.graphviz import run_graphviz
from graph.statements import Evidence
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

HOSTILE = (
    '"]; x [label="',
    "\\N \\G \\",
    "&lt;b&gt; <b>",
    "two\nlines\x00\x1b",
    "%%{init: {}}%%",
    "a|b{c}",
    "#quot;`",
    '"',
)
ODD = View(
    'Odd "title" \\',
    tuple(
        ViewNode(Node(name, ("service", "feature", "concept", "exam")[k % 4]), 0.5) for k, name in enumerate(HOSTILE)
    ),
    (
        Edge(HOSTILE[0], HOSTILE[1], 'us"es', scope='only "x"', evidence=(Evidence('a"b\\.md', 1, "x"),)),
        Edge(HOSTILE[1], HOSTILE[2], "uses", negated=True),
        Edge(HOSTILE[2], HOSTILE[2], "uses", origin="structural"),
    ),
    8,
    3,
)


def test_graphviz_reads_the_dot_file() -> None:
    view = overview(cloud_graph(), limit=30)
    drawn = run_graphviz(export(view, "dot").decode(), "dot")
    assert len(drawn["objects"]) == len(view.nodes)
    assert len(drawn["edges"]) == len(view.edges)


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz program on the PATH")
def test_the_graphviz_program_reads_the_dot_file_without_a_word() -> None:
    done = subprocess.run(["dot", "-Tplain"], input=export(ODD, "dot"), capture_output=True, check=True)
    kinds = [line.split()[0] for line in done.stdout.decode().splitlines() if line[:5] in ("node ", "edge ")]
    assert (kinds.count("node"), kinds.count("edge")) == (8, 3)
    assert done.stderr == b""


def test_a_name_stays_a_name_in_dot() -> None:
    drawn = run_graphviz(export(ODD, "dot").decode(), "dot")
    labels = [node["label"] for node in drawn["objects"]]
    assert labels[0] == '"]; x [label="'
    assert labels[1] == "\\\\N \\\\G \\\\"
    assert labels[2] == "&amp;lt;b&amp;gt; <b>"
    assert labels[3] == "two lines"
    assert len(drawn["edges"]) == 3


def test_a_denied_edge_is_dashed_and_barred_in_dot() -> None:
    _, denied, structural = re.findall(r"style=(\w+)(?: arrowhead=(\w+))?\]", export(ODD, "dot").decode())
    assert denied == ("dashed", "normaltee")
    assert structural == ("dotted", "")


def test_mermaid_has_a_line_for_each_node_and_edge() -> None:
    nodes = (ViewNode(Node("S3", "service"), 1.0), ViewNode(Node("ECS task", "feature"), 1.0))
    edges = (Edge("S3", "ECS task", "mountable_by", negated=True), Edge("ECS task", "S3", "uses"))
    assert export(View("", nodes, edges, 2, 2), "mermaid").decode().splitlines() == [
        "flowchart LR",
        '  n0("S3")',
        '  n1{{"ECS task"}}',
        '  n0 -.->|"is not mountable by"| n1',
        '  n1 -->|"uses"| n0',
        "  classDef k0 fill:#dbf3e6,stroke:#22875a,color:#0d4a30",
        "  class n1 k0",
        "  classDef k1 fill:#dceaff,stroke:#2f6bd0,color:#10366f",
        "  class n0 k1",
        "  linkStyle 0 stroke:#c62828",
    ]


def test_no_sign_of_a_name_means_anything_to_mermaid() -> None:
    text = export(ODD, "mermaid").decode()
    for quoted in re.findall(r'"([^"\n]*)"', text):
        assert re.fullmatch(r"(?:[\w .,()/-]|#\d+;)*", quoted)
    assert len(text.splitlines()) == 1 + 8 + 3 + 2 * 4 + 2


def test_mermaid_has_the_colours_of_the_theme() -> None:
    assert DARK.paint("service").fill in export(ODD, "mermaid", look=Look(theme=DARK)).decode()


def canvas(view: View) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(export(view, "canvas"))
    return found


def test_a_canvas_has_the_cards_where_the_picture_has_the_boxes() -> None:
    view = overview(cloud_graph(), limit=12)
    cards, placed = canvas(view)["nodes"], place(view)
    for card, (x, y) in zip(cards, placed.positions.values(), strict=True):
        assert card["x"] + card["width"] / 2 == pytest.approx(1.5 * x, abs=1)
        assert card["y"] + card["height"] / 2 == pytest.approx(1.5 * y, abs=1)


def test_a_canvas_is_as_the_format_wants_it() -> None:
    found = canvas(ODD)
    names = {card["id"] for card in found["nodes"]}
    assert all(card["type"] == "text" and isinstance(card["x"], int) for card in found["nodes"])
    assert all({line["fromNode"], line["toNode"]} <= names for line in found["edges"])
    assert [line.get("color") for line in found["edges"]] == [None, "1", None]
    sides = {"top", "right", "bottom", "left"}
    assert all({line["fromSide"], line["toSide"]} <= sides for line in found["edges"])


def test_a_card_shows_a_name_and_nothing_else() -> None:
    name = "![x](http://example.invalid/x.png) <img src=x> [[note]] #tag"
    (card,) = canvas(View("", (ViewNode(Node(name, "service"), 1.0),), (), 1, 0))["nodes"]
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", card["text"]) == name
    assert not re.search(r"(?<!\\)[!\[<#`]", card["text"])
