from __future__ import annotations

import base64
import hashlib
import json
import re

from graph.elements import Edge, Node
from graph.exports import export
from graph.exports.page import vis_library
from graph.layout import place
from graph.statements import Evidence
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

ODD = "</script><img src=x onerror=alert(1)>"
HOSTILE = View(
    f"{ODD}{{{{ 7 * 7 }}}}",
    (ViewNode(Node(ODD, ODD, (ODD,)), 1.0, focus=True), ViewNode(Node("javascript:alert(1)", "service"), 0.5)),
    (Edge(ODD, "javascript:alert(1)", ODD, scope=ODD, evidence=(Evidence(ODD, 1, f"href {ODD}"),)),),
    2,
    1,
)


def data_of(page: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(page.split('id="data">')[1].split("</script>")[0])
    return found


def test_the_page_holds_what_the_picture_shows_where_it_shows_it() -> None:
    view = overview(cloud_graph(), limit=12)
    data, placed = data_of(export(view, "html").decode()), place(view)
    assert [(node["x"], node["y"]) for node in data["nodes"]] == list(placed.positions.values())
    assert len(data["edges"]) == len(view.edges)


def test_edges_carry_their_sentence_and_evidence() -> None:
    nodes = tuple(ViewNode(Node(label, "service"), 0.5) for label in ("S3", "ECS"))
    edge = Edge("S3", "ECS", "mountable_by", negated=True, evidence=(Evidence("day-12.md", 38, "can not be mounted"),))
    facts = data_of(export(View("", nodes, (edge,), 2, 1), "html").decode())["edges"][0]["facts"]
    assert isinstance(facts, dict)
    assert (facts["sentence"], facts["negated"]) == ("S3 is not mountable by ECS", True)
    assert facts["evidence"] == [{"file": "day-12.md", "line": 38, "text": "can not be mounted"}]


def test_text_from_notes_opens_no_tag() -> None:
    page = export(HOSTILE, "html").decode()
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>") == 4
    assert "{{ 7 * 7 }}" in page


def test_only_the_pages_own_scripts_may_run_and_nothing_may_be_loaded() -> None:
    page = export(HOSTILE, "html").decode()
    policy = page.split('Content-Security-Policy" content="')[1].split('"')[0]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(digests) == 2
    assert f"script-src {' '.join(repr(f'sha256-{digest}') for digest in digests)};" in policy
    assert policy.startswith("default-src 'none';")


def test_the_page_names_no_address_to_load_from() -> None:
    page = export(HOSTILE, "html").decode()
    assert not re.search(r"<(link|iframe|object|embed|img)\b|<script[^>]*\ssrc=|@import|url\(['\"]?http", page)


def test_the_library_gives_what_the_page_needs() -> None:
    assert re.search(r"return\{DataSet:[\w$]+,Network:[\w$]+\}\}\)\(\);$", vis_library())
    assert "export{" not in vis_library()[-2000:]
