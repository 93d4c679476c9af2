"""Whether generated patterns find what a brute force finds in small multigraphs: `python -m benchmarks.patterns`.

The compatibility kit hardly tests parallel edges. Here graphs have them, with loops and both directions, and patterns
have one to three hops, any direction, `*low..high`, shared variables, two parts or two clauses, and OPTIONAL MATCH.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.elements import Edge, Node, add_edge, add_node
from graph.query import Limits, query

KINDS = ("service", "feature", "concept")
RELATIONS = ("uses", "supports", "requires")
PATTERNS_A_GRAPH = 50
MOST_ROWS = 20_000

Binding = dict[str, Any]
"""Node variable -> label; edge variable -> tuple of edges walked."""
Walked = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A node of a chain and the edge that leads on from it."""

    node: str
    """Its variable."""
    kind: str = ""
    """What it must be; anything where empty."""
    types: tuple[str, ...] = ()
    direction: str = ""
    """">", "<" or "-"; empty at the end of the chain."""
    low: int = 1
    high: int = 1
    variable: bool = False
    """Whether the edge is written with `*`."""


Chain = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One query: clauses of chains, each clause optional or not."""

    clauses: tuple[tuple[bool, tuple[Chain, ...]], ...]
    shape: str
    """rows, count or distinct."""

    @property
    def nodes(self) -> list[str]:
        """Variables of nodes, in order."""
        return list(dict.fromkeys(part.node for _, chains in self.clauses for chain in chains for part in chain))

    @property
    def text(self) -> str:
        """The query."""
        clauses = [
            ("OPTIONAL " if optional else "") + "MATCH " + ", ".join(map(_chain_text, chains))
            for optional, chains in self.clauses
        ]
        names = ", ".join(f"{node}.name AS {node}" for node in self.nodes)
        returned = {"count": "count(*) AS n", "distinct": f"DISTINCT {names}"}.get(self.shape, names)
        return " ".join([*clauses, "RETURN", returned])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patterns", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = list(disagreements(options.count, options.seed))
    for text, found, wanted in wrong:
        print(f"{text}\n  found {found}\n  wanted {wanted}")
    print(f"{options.count - len(wrong)} of {options.count} patterns agree")
    sys.exit(bool(wrong))


def disagreements(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Query, rows found and rows wanted for each of `count` patterns where the two differ."""
    choose = random.Random(seed)
    graph = nx.MultiDiGraph()
    done = 0
    while done < count:
        if done % PATTERNS_A_GRAPH == 0:
            graph = made_up_graph(choose)
        pattern = made_up_pattern(choose)
        wanted = answer(graph, pattern)
        if wanted is None:
            continue
        done += 1
        result = query(graph, pattern.text, limits=Limits(seconds=20, rows=MOST_ROWS, work=1_000_000_000))
        found = Counter(result.rows)
        if found != wanted:
            yield pattern.text, f"{sum(found.values())} rows", f"{sum(wanted.values())} rows"


def made_up_graph(choose: random.Random, nodes: int = 12, edges: int = 36) -> nx.MultiDiGraph:
    """A small graph with parallel edges, loops and edges both ways; every kind and relation is there."""
    graph = nx.MultiDiGraph()
    labels = [f"n{number}" for number in range(nodes)]
    for number, label in enumerate(labels):
        add_node(graph, Node(label, KINDS[number % len(KINDS)]))
    for number in range(edges):
        start, end = choose.choice(labels), choose.choice(labels)
        if number % 4 == 3:  # beside or against one that is there
            start, end, _ = choose.choice(list(graph.edges(keys=True)))
            start, end = choose.choice(((start, end), (end, start)))
        edge = Edge(start, end, RELATIONS[number % len(RELATIONS)], scope=f"case {number}")
        add_edge(graph, edge)
    return graph


def made_up_pattern(choose: random.Random) -> Pattern:
    names = iter("abcdefghijkl")
    used: list[str] = []

    def chain() -> Chain:
        length = choose.choice((1, 1, 2, 2, 3))
        parts = []
        for place in range(length + 1):
            node = choose.choice(used) if used and choose.random() < 0.3 else next(names)
            used.append(node)
            kind = choose.choice(("", "", "", *KINDS))
            if place == length:
                parts.append(Part(node, kind))
                continue
            types = tuple(choose.sample(RELATIONS, choose.choice((0, 0, 1, 1, 2))))
            variable = choose.random() < 0.3
            low = choose.choice((0, 1, 1, 2)) if variable else 1
            high = low + choose.choice((0, 1, 2)) if variable else 1
            parts.append(Part(node, kind, types, choose.choice("><-"), low, max(high, 1), variable))
        return tuple(parts)

    style = choose.choice(("one", "one", "comma", "two", "optional"))
    first = (chain(), chain()) if style == "comma" else (chain(),)
    clauses = [(False, first)]
    if style in ("two", "optional"):
        clauses.append((style == "optional", (chain(),)))
    return Pattern(tuple(clauses), choose.choice(("rows", "count", "distinct")))


def answer(graph: nx.MultiDiGraph, pattern: Pattern) -> Counter[tuple[Any, ...]] | None:
    """The rows that the pattern has by trying every walk; None where there are too many to be worth it."""
    rows: list[Binding] = [{}]
    for optional, chains in pattern.clauses:
        following: list[Binding] = []
        for row in rows:
            found = list(_matches(graph, chains, row, frozenset()))
            if not found and optional:
                found = [{**dict.fromkeys(part.node for chain in chains for part in chain), **row}]
            following += found
            if len(following) > MOST_ROWS:
                return None
        rows = following
    tuples = [tuple(row[node] for node in pattern.nodes) for row in rows]
    if pattern.shape == "count":
        return Counter([(len(tuples),)])
    return Counter(set(tuples) if pattern.shape == "distinct" else tuples)


def _matches(graph: nx.MultiDiGraph, chains: Sequence[Chain], row: Binding, walked: Walked) -> Iterator[Binding]:
    """Rows that extend `row` by all the chains; no edge is walked twice in one clause."""
    if not chains:
        yield row
        return
    first, *others = chains
    for binding, used in _chain_matches(graph, first, row, walked):
        yield from _matches(graph, others, binding, used)


def _chain_matches(
    graph: nx.MultiDiGraph, chain: Chain, row: Binding, walked: Walked
) -> Iterator[tuple[Binding, Walked]]:
    for label in graph:
        for binding in _bound(graph, chain[0], label, row):
            yield from _continued(graph, chain, label, binding, walked)


def _continued(
    graph: nx.MultiDiGraph, chain: Chain, label: str, row: Binding, walked: Walked
) -> Iterator[tuple[Binding, Walked]]:
    part, rest = chain[0], chain[1:]
    if not rest:
        yield row, walked
        return
    for end, used in _walks(graph, part, label, walked, 0):
        for binding in _bound(graph, rest[0], end, row):
            yield from _continued(graph, rest, end, binding, used)


def _bound(graph: nx.MultiDiGraph, part: Part, label: str, row: Binding) -> Iterator[Binding]:
    """The row with the part's variable standing for that node, if it may."""
    fits = not part.kind or graph.nodes[label]["kind"] == part.kind
    if fits and row.get(part.node, label) == label and not (part.node in row and row[part.node] is None):
        yield {**row, part.node: label}


def _walks(graph: nx.MultiDiGraph, part: Part, label: str, walked: Walked, length: int) -> Iterator[tuple[str, Walked]]:
    """Ends of the walks along the part's edge, each with all edges walked in the clause."""
    if length >= part.low:
        yield label, walked
    if length == part.high:
        return
    for edge, end in _steps(graph, part, label):
        if edge not in walked:
            yield from _walks(graph, part, end, walked | {edge}, length + 1)


def _steps(graph: nx.MultiDiGraph, part: Part, label: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    steps = {}
    if part.direction in ("-", ">"):
        steps |= {(s, o, key): o for s, o, key in graph.out_edges(label, keys=True)}
    if part.direction in ("-", "<"):
        steps |= {(s, o, key): s for s, o, key in graph.in_edges(label, keys=True)}
    for edge, end in steps.items():
        if not part.types or graph.edges[edge]["relation"] in part.types:
            yield edge, end


def _chain_text(chain: Chain) -> str:
    texts = []
    for part in chain:
        texts.append(f"({part.node}{':' + part.kind.capitalize() if part.kind else ''})")
        if part.direction:
            types = ":" + "|".join(map(str.upper, part.types)) if part.types else ""
            span = f"*{part.low}..{part.high}" if part.variable else ""
            start, end = ("<-" if part.direction == "<" else "-"), ("->" if part.direction == ">" else "-")
            texts.append(f"{start}[{types}{span}]{end}")
    return "".join(texts)


if __name__ == "__main__":
    main()
