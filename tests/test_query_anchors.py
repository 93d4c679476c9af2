"""Names in queries get the label that the engine's index needs; whatever may mean something else stays as it is."""

from __future__ import annotations

import pytest

from graph.query import query, why_unavailable
from graph.query.anchors import anchored
from tests.graphs import sample_graph

MENDED = [
    ("MATCH (a {name: 'EFS'}) RETURN a", "MATCH (a:`Service` {name: 'EFS'}) RETURN a"),
    ("MATCH ({label: 'Raft'})--(b) RETURN b", "MATCH (:`Concept`{label: 'Raft'})--(b) RETURN b"),
    ("MATCH (b)--(a {name: $it}) RETURN b", "MATCH (b)--(a:`Feature` {name: $it}) RETURN b"),
    (
        "MATCH (a)-[r]->(b) WHERE r.count > 1 AND a.name = 'EFS' RETURN b",
        "MATCH (a:`Service` {name: 'EFS'})-[r]->(b) WHERE r.count > 1 AND a.name = 'EFS' RETURN b",
    ),
    (
        "MATCH p = shortestPath((a {name: 'EFS'})-[*..4]-(b {name: $it})) RETURN p",
        "MATCH p = shortestPath((a:`Service` {name: 'EFS'})-[*..4]-(b:`Feature` {name: $it})) RETURN p",
    ),
]
LEFT = (
    "MATCH (a {name: 'Mars'}) RETURN a",
    "MATCH (a:Concept {name: 'EFS'}) RETURN a",
    "MATCH (a {kind: 'EFS'}) RETURN a",
    "MATCH (a {name: 'EF' + 'S'}) RETURN a",
    "MATCH (a {name: $missing}) RETURN a",
    "MATCH (a {name: $number}) RETURN a",
    "MATCH (a)-->(b) WHERE a.name = 'EFS' OR b.name = 'EFS' RETURN b",
    "MATCH (a)-->(b) WHERE NOT a.name = 'EFS' RETURN b",
    "MATCH (a)-->(b) WHERE a.name = 'EFS' + '' RETURN b",
    "MATCH (a)-->(b) WHERE (a.name = 'EFS' OR true) RETURN b",
    "MATCH (a)-->(b) WITH a, b WHERE a.name = 'EFS' RETURN b",
    "MATCH (a) MATCH (a)-->(b) WHERE a.name = 'EFS' RETURN b",
    "OPTIONAL MATCH (a)-->(b) RETURN a.name = 'EFS'",
    "MATCH (a) RETURN {name: 'EFS'} AS name",
    "RETURN 'MATCH (a {name: \\'EFS\\'})' AS text",
    "MATCH (a {name: 'EFS",
    "MATCH (a {name:",
    "({",
)
PARAMS = {"it": "Task Role", "number": 3}


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_a_name_gets_its_label(text: str, expected: str) -> None:
    assert anchored(text, sample_graph(), PARAMS) == expected


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_name_in_a_pattern_stays_as_it_is(text: str) -> None:
    assert anchored(text, sample_graph(), PARAMS) == text


@pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())
@pytest.mark.parametrize("condition", ["MATCH (a {name: $it})--(b)", "MATCH (a)--(b) WHERE a.name = $it"])
def test_the_answer_is_that_of_the_plain_query(condition: str) -> None:
    graph = sample_graph()
    plain = query(graph, "MATCH (a)--(b) WHERE a.name = $it OR false RETURN b.name AS name ORDER BY name", PARAMS)
    assert plain.rows
    assert query(graph, f"{condition} RETURN b.name AS name ORDER BY name", PARAMS).rows == plain.rows
