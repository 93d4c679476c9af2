"""Queries that want to take the computer down or to read its files: each ends in time, and the next one is answered."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import QueryError
from graph.query import Limits, query, why_unavailable
from graph.query.process import GRACE, Engine
from graph.query.tables import requests_of

pytest.importorskip("kglite")
pytestmark = pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())

LIMITS = Limits(seconds=0.5, memory=512 << 20)
SLACK = 4.0
"""Seconds that a busy computer may add."""

OVERRUNNING = {
    "cross product": "MATCH (a),(b),(c),(d) RETURN count(*)",
    "walks without an end": "MATCH p = (a)-[*1..30]-(b) RETURN p",
    "a text that grows": "RETURN size(reduce(s = '', x IN range(1, 100000) | s + 'xxxxxxxxxxxxxxxxxxxx'))",
    "a text that doubles": "RETURN size(reduce(s = 'x', x IN range(1, 40) | s + s))",
    "all shortest paths": "MATCH p = allShortestPaths((a)-[*..15]-(b)) RETURN count(p)",
    "a large answer": "MATCH (a) RETURN reduce(s = 'x', x IN range(1, 22) | s + s)",
    "many rows": "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN count(*)",
    "quantifiers": "MATCH (a) WHERE all(x IN range(1, 999999) WHERE any(y IN range(1, 999999) WHERE y = x)) RETURN a",
}
REFUSED = {
    "1 MB of text": "RETURN '" + "x" * 1_000_000 + "'",
    "brackets": "RETURN " + "(" * 40_000 + "1" + ")" * 40_000,
    "lists": "RETURN " + "[" * 40_000 + "]" * 40_000,
    "negations": "RETURN " + "NOT " * 20_000 + "true",
    "cases": "RETURN " + "CASE WHEN true THEN " * 3_000 + "1" + " END" * 3_000,
    "subqueries": "MATCH (a) WHERE " + "EXISTS { MATCH (a)--() WHERE " * 600 + "true" + "}" * 600 + " RETURN a",
    "a regular expression": "RETURN 'a' =~ '(((a{1,1000}){1,1000}){1,1000})'",
    "a long range": "UNWIND range(1, 100000000) AS x RETURN count(x)",
    "an open text": "RETURN 'abc",
    "an open name": "MATCH (`",
    "open comments": "/*" * 30_000,
}


@pytest.fixture(scope="module")
def tangle() -> nx.MultiDiGraph:
    """400 nodes and 1,600 edges, each node within a few steps of every other."""
    graph = nx.MultiDiGraph()
    for number in range(400):
        add_node(graph, Node(f"n{number}", "service"))
    for number in range(400):
        for factor in (1, 3, 7, 20):
            add_edge(graph, Edge(f"n{number}", f"n{(number * factor + 1) % 400}", "uses", scope=str(factor)))
    query(graph, "RETURN 1", limits=LIMITS)
    return graph


@pytest.mark.parametrize("text", OVERRUNNING.values(), ids=OVERRUNNING)
def test_an_overrunning_query_is_stopped_and_the_next_is_answered(tangle: nx.MultiDiGraph, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"was stopped|too large"):
        query(tangle, text, limits=LIMITS)
    assert time.monotonic() - started < LIMITS.seconds + GRACE + SLACK
    assert query(tangle, "MATCH (n) RETURN count(n)", limits=LIMITS).rows == ((400,),)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_no_sensible_query_is_refused_with_a_short_message(tangle: nx.MultiDiGraph, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError) as caught:
        query(tangle, text, limits=LIMITS)
    assert len(str(caught.value)) <= 420
    assert time.monotonic() - started < LIMITS.seconds + GRACE + SLACK


def test_nested_quantifiers_of_a_regular_expression_cost_no_time(tangle: nx.MultiDiGraph) -> None:
    text = "RETURN '" + "a" * 5_000 + "!' =~ '((a+)+)+$'"
    assert query(tangle, text, limits=LIMITS).rows == ((False,),)


@pytest.fixture
def bare(tangle: nx.MultiDiGraph) -> Iterator[Engine]:
    """The engine behind the guards, as an attacker would meet it who had found a way round all of them."""
    engine = Engine(lambda: requests_of(tangle))
    yield engine
    engine.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits are tried on Linux")
@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM '{file}' AS x RETURN x",
        "LOAD CSV FROM 'file://{file}' AS x RETURN x",
        "LOAD CSV WITH HEADERS FROM '{file}' AS x RETURN x",
        "`LOAD` CSV FROM '{file}' AS x RETURN x",
        "LOAD // comment\n CSV FROM '{file}' AS x RETURN x",
        "PROFILE LOAD CSV FROM '{file}' AS x RETURN x",
        "RETURN ['none'] AS x UNION LOAD CSV FROM '{file}' AS x RETURN x",
        "LOAD CSV FROM '/proc/self/environ' AS x RETURN x",
        "LOAD CSV FROM 'http://127.0.0.1:9/' AS x RETURN x",
    ],
)
def test_no_file_can_be_read_even_past_the_guards(bare: Engine, tmp_path: Path, text: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,secret\nof,mine\n")
    with pytest.raises(QueryError) as caught:
        bare.run(text.replace("{file}", str(secret)), {}, LIMITS)
    assert "secret\n" not in str(caught.value)
    assert "mine" not in str(caught.value)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits are tried on Linux")
def test_the_process_can_open_no_file_and_has_no_more_than_its_pipes(bare: Engine) -> None:
    bare.run("RETURN 1", {}, LIMITS)
    assert bare._process is not None
    place = Path(f"/proc/{bare._process.pid}")
    limits = {line[:25].strip(): line[26:].split()[0] for line in (place / "limits").read_text().splitlines()}
    open_files = sorted(int(path.name) for path in (place / "fd").iterdir())
    assert open_files == list(range(int(limits["Max open files"])))
    assert limits["Max file size"] == "0"
    assert all(str((place / "fd" / str(n)).readlink()).startswith(("pipe:", "/dev/null")) for n in open_files)
