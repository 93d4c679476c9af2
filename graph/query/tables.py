"""A graph in, the requests that load it into the engine out, and the way back from the engine's numbers."""

from __future__ import annotations

import json
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.relations import snake_case

NODE_PROPERTIES = ("name", "label", "kind", "aliases", "notes")
"""What queries know of a node; `name` and `label` are the same."""
EDGE_PROPERTIES = (
    *("relation", "negated", "scope", "modality", "confidence", "found_by", "origin", "count"),
    *("evidence_file", "evidence_line", "evidence"),
)
"""What queries know of an edge; an empty scope or modality is null."""

_EDGE_NUMBER = "__edge"
_ROWS_AT_ONCE = 10_000
_MOST_TWO_HOPS = 10_000
"""Ways through the node that a load is checked with."""

EdgePlace = tuple[str, str, str]
"""Subject, object and key of an edge."""
_Placed = tuple[int, int, int, dict[str, Any]]
"""Numbers of an edge's ends and its own, and its attributes."""
_edge_values = itemgetter(*EDGE_PROPERTIES)


@dataclass(frozen=True, slots=True)
class Tables:
    """A graph's nodes and edges by the numbers that the engine knows them by."""

    labels: tuple[str, ...]
    edges: tuple[EdgePlace, ...]
    node_labels: tuple[str, ...]
    """Labels that nodes have in queries, sorted."""
    types: tuple[str, ...]
    """Types that edges have in queries, sorted."""


@kept
def tables_of(graph: nx.MultiDiGraph) -> Tables:
    """The graph's tables; kept until its revision changes."""
    return Tables(
        labels=tuple(graph),
        edges=tuple(graph.edges(keys=True)),
        node_labels=tuple(sorted({query_label(kind) for _, kind in graph.nodes(data="kind")})),
        types=tuple(sorted(query_type(relation, negated=negated) for relation, negated in _relations(graph))),
    )


def _relations(graph: nx.MultiDiGraph) -> set[tuple[str, bool]]:
    return {(edge["relation"], edge["negated"]) for _, _, edge in graph.edges(data=True)}


def query_label(kind: str) -> str:
    """The label in queries of nodes of that kind.

    >>> query_label("service"), query_label("exam topic")
    ('Service', 'ExamTopic')
    """
    return "".join(word[:1].upper() + word[1:] for word in snake_case(kind).split("_")) or "Thing"


def query_type(relation: str, *, negated: bool = False) -> str:
    """The type in queries of edges of that relation.

    >>> query_type("mountable_by", negated=True)
    'NOT_MOUNTABLE_BY'
    """
    return ("NOT_" if negated else "") + (relation.upper().replace(" ", "_") or "RELATED")


def loader_of(graph: nx.MultiDiGraph) -> Callable[[], Iterator[dict[str, Any]]]:
    """What gives the requests that load the graph; it does not keep the graph alive."""
    reference = weakref.ref(graph)

    def load() -> Iterator[dict[str, Any]]:
        graph = reference()
        if graph is not None:
            yield from requests_of(graph)

    return load


def requests_of(graph: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    """Nodes, then edges by type and the labels of both ends, in lots of some thousand rows; then how many there are."""
    tables = tables_of(graph)
    numbers = {label: number for number, label in enumerate(tables.labels)}
    kinds = {label: query_label(kind) for label, kind in graph.nodes(data="kind")}
    for kind in tables.node_labels:
        rows = (_node_row(numbers[label], label, graph.nodes[label]) for label in graph if kinds[label] == kind)
        yield from _in_lots({"do": "nodes", "label": kind, "columns": NODE_PROPERTIES}, rows)
    groups: dict[tuple[str, bool, str, str], list[_Placed]] = defaultdict(list)
    for number, (subject, object_, edge) in enumerate(graph.edges(data=True)):
        place = (numbers[subject], numbers[object_], number, edge)
        groups[edge["relation"], edge["negated"], kinds[subject], kinds[object_]].append(place)
    for (relation, negated, start, end), members in groups.items():
        head = {"do": "edges", "type": query_type(relation, negated=negated), "from": start, "to": end}
        yield from _in_lots({**head, "columns": (_EDGE_NUMBER, *EDGE_PROPERTIES)}, map(_edge_row, members))
    yield {
        "do": "ready",
        "labels": tables.node_labels,
        "edges": len(tables.edges),
        "two_hop": _two_hop(graph, numbers),
    }


def _in_lots(head: dict[str, Any], rows: Iterator[list[Any]]) -> Iterator[dict[str, Any]]:
    while lot := list(islice(rows, _ROWS_AT_ONCE)):
        yield {**head, "rows": lot}


def _node_row(number: int, label: str, node: dict[str, Any]) -> list[Any]:
    return [number, label, label, node["kind"], json.loads(node["aliases"]), json.loads(node["notes"])]


def _edge_row(placed: _Placed) -> list[Any]:
    *ends_and_number, edge = placed
    return [*ends_and_number, *[value if value != "" else None for value in _edge_values(edge)]]


def _two_hop(graph: nx.MultiDiGraph, numbers: dict[str, int]) -> tuple[int, int] | None:
    """A node without loops and the number of ways through it, parallel edges counted; the first with several."""
    for label, degree in graph.degree():
        ways = degree * (degree - 1)
        if 2 < ways <= _MOST_TWO_HOPS and not graph.has_edge(label, label):
            return numbers[label], ways
    return None
