"""How fast openCypher is answered, beside the same questions to SQLite: part of `python -m benchmarks.queries`.

Both are measured end to end: the text goes in, values come out; openCypher goes through the guards, the process that
holds the graph, and back into nodes and edges.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import networkx as nx

from graph.query import Limits, query

LIMITS = Limits(seconds=30, work=1_000_000_000)
_ONE_HOP = "MATCH (a:Concept {name: $name})-[r]->(b) RETURN b"
_NO_LABEL = "MATCH (a {name: $name})-[r]->(b) RETURN b"
_CONDITION = "MATCH (a)-[r]->(b) WHERE a.name = $name RETURN b"
_TWO_HOPS_NO_LABEL = "MATCH (a {name: $name})-[:USES|SUPPORTS|REQUIRES]->()-[r]->(b) RETURN b"
_TWO_HOPS = "MATCH (a:Concept {name: $name})-[:USES|SUPPORTS|REQUIRES]->()-[r]->(b) RETURN b"
_UP_TO_THREE = "MATCH (a:Concept {name: $name})-[*1..3]->(b) RETURN count(DISTINCT b)"
_SHORTEST = "MATCH p = shortestPath((a:Concept {name: $name})-[*..15]-(b:Concept {name: $other})) RETURN length(p)"
_WHOLE = "MATCH (a)-[:USES]->()-[:REQUIRES]->(b) RETURN count(*)"

_SQL_ONE = "SELECT t.label FROM nodes s JOIN edges e ON e.s = s.id JOIN nodes t ON t.id = e.t WHERE s.label = :name"
_SQL_TWO = (
    "SELECT t.label FROM nodes s JOIN edges e ON e.s = s.id JOIN edges f ON f.s = e.t JOIN nodes t ON t.id = f.t"
    " WHERE s.label = :name AND e.type IN ('USES', 'SUPPORTS', 'REQUIRES')"
)
_SQL_UP_TO_THREE = (
    "WITH RECURSIVE walk(id, hops) AS (SELECT id, 0 FROM nodes WHERE label = :name"
    " UNION SELECT e.t, hops + 1 FROM walk JOIN edges e ON e.s = walk.id WHERE hops < 3)"
    " SELECT count(DISTINCT id) FROM walk WHERE hops > 0"
)
_SQL_SHORTEST = (
    "WITH RECURSIVE walk(id, hops) AS (SELECT id, 0 FROM nodes WHERE label = :name"
    " UNION SELECT e.t, hops + 1 FROM walk JOIN links e ON e.s = walk.id WHERE hops < 5)"
    " SELECT min(hops) FROM walk JOIN nodes n ON n.id = walk.id WHERE n.label = :other"
)
_SQL_WHOLE = "SELECT count(*) FROM edges e JOIN edges f ON f.s = e.t WHERE e.type = 'USES' AND f.type = 'REQUIRES'"

QUESTIONS: tuple[tuple[str, str, str, int], ...] = (
    ("anchored, one hop", _ONE_HOP, _SQL_ONE, 50),
    ("anchored without a label", _NO_LABEL, _SQL_ONE, 50),
    ("anchored by a condition", _CONDITION, _SQL_ONE, 50),
    ("anchored without a label, two hops", _TWO_HOPS_NO_LABEL, _SQL_TWO, 50),
    ("anchored, two typed hops", _TWO_HOPS, _SQL_TWO, 50),
    ("anchored, *1..3", _UP_TO_THREE, _SQL_UP_TO_THREE, 50),
    ("shortest path", _SHORTEST, _SQL_SHORTEST, 20),
    ("whole graph, two typed hops", _WHOLE, _SQL_WHOLE, 3),
)
"""What is asked, in openCypher and in SQL, and how many times; SQL looks for a shortest path no further than 5 hops."""


def measures(
    graph: nx.MultiDiGraph, pairs: Sequence[Sequence[str]]
) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    """Names of what is measured with the calls to time, openCypher and SQLite in turn."""
    started = time.perf_counter()
    query(graph, "RETURN 1", limits=LIMITS)
    print(f"loading into the query engine {time.perf_counter() - started:,.1f} s")
    base = _sqlite(graph)
    for name, cypher, sql, rounds in QUESTIONS:
        params = [{"name": a, "other": b} for a, b in pairs[:rounds]]
        yield f"openCypher, {name}", [partial(query, graph, cypher, p, LIMITS) for p in params]
        yield f"SQLite, {name}", [partial(_rows, base, sql, p) for p in params]


def _rows(base: sqlite3.Connection, sql: str, params: dict[str, str]) -> list[object]:
    return base.execute(sql, params).fetchall()


def _sqlite(graph: nx.MultiDiGraph) -> sqlite3.Connection:
    """The same graph in memory, with the indexes that these questions want; `links` are the edges either way."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE nodes (id INTEGER PRIMARY KEY, label TEXT UNIQUE)")
    base.execute("CREATE TABLE edges (s INTEGER, t INTEGER, type TEXT)")
    numbers = {label: number for number, label in enumerate(graph)}
    base.executemany("INSERT INTO nodes VALUES (?, ?)", ((number, label) for label, number in numbers.items()))
    rows = ((numbers[s], numbers[t], e["relation"].upper()) for s, t, e in graph.edges(data=True) if not e["negated"])
    base.executemany("INSERT INTO edges VALUES (?, ?, ?)", rows)
    base.execute("CREATE TABLE links AS SELECT s, t FROM edges UNION ALL SELECT t, s FROM edges")
    for index in ("edges (s, t)", "edges (type, s, t)", "links (s, t)"):
        base.execute(
            f"CREATE INDEX {index.replace(' ', '_').replace('(', '').replace(')', '').replace(',', '')} ON {index}"
        )
    return base
