"""How fast searches, paths and queries are answered in a large made-up graph: `python -m benchmarks.queries`."""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

import networkx as nx

from benchmarks import cypher
from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import NotegraphError
from graph.paths import find_paths, neighbourhood
from graph.relations import inventory
from graph.search import find_node, search
from graph.statements import Evidence

WORDS = re.findall(
    r"\w+",
    """task role cluster launch type instance profile elastic file system load balancer target group metric alarm
    scaling policy queue topic stream bucket key table index cache proxy gateway endpoint subnet route zone record event
    rule schedule function layer image registry container agent node pod service volume snapshot backup vault secret""",
)
SEARCHES = {
    "a whole name": "Task Role",
    "one letter": "s",
    "a beginning": "elastic fi",
    "words in any order": "role task 12",
    "initials": "EFS",
    "typos": "elastc flie systm",
    "a sentence": "with the help of bucket",
    "nothing": "xyzzy",
}


def made_up_graph(nodes: int, edges: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """A graph in which a few nodes have many edges, as in real notes, and the labels of its nodes."""
    choose = random.Random(1)
    graph = nx.MultiDiGraph(revision="made up", notes="[]")
    seen: dict[str, None] = {}
    while len(seen) < nodes:
        words = " ".join(choose.choice(WORDS) for _ in range(choose.randint(1, 3))).title()
        seen[words if choose.random() < 0.1 else f"{words} {choose.randint(1, 9_999)}"] = None
    labels = list(seen)
    for number, label in enumerate(labels):
        add_node(graph, Node(label, "concept", (f"X{number}",) if choose.random() < 0.1 else (), ("a.md",)))
    relations = list(inventory().relations)
    objects: list[str] = []
    for number in range(edges):
        subject = labels[number % nodes]
        object_ = choose.choice(objects) if objects and choose.random() < 0.5 else choose.choice(labels)
        objects.append(object_)
        text = f"{subject} works with the help of {object_} and a {choose.choice(WORDS)}"
        edge = Edge(
            subject,
            object_,
            choose.choice(relations),
            negated=choose.random() < 0.03,
            confidence=choose.random(),
            origin=choose.choice(("stated", "stated", "structural")),
            evidence=(Evidence(f"n{number // 80}.md", number % 80 + 1, text),),
        )
        add_edge(graph, edge)
    return graph, labels


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    graph, labels = made_up_graph(options.nodes, options.edges)
    most = max(degree for _, degree in graph.degree())
    print(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges, at most {most:,} at one node")
    _report("first search (index of names)", [partial(search, graph, "task", limit=1)])
    _report("first search of sentences", [partial(search, graph, "with the help of")])
    _report("first path (projection)", [partial(find_paths, graph, labels[0], labels[1], k=1)])
    for name, text in SEARCHES.items():
        _report(f"search, {name}", [partial(search, graph, text)] * options.rounds)
    longest = max(labels, key=len)
    typo = longest[0] + longest[2] + longest[1] + longest[3:]
    _report("find_node, a small typo", [partial(find_node, graph, typo)] * options.rounds)
    choose = random.Random(2)
    pairs = [choose.sample(labels, 2) for _ in range(options.rounds)]
    for k in (1, 3, 5):
        _report(f"{k} shortest paths", [partial(find_paths, graph, *pair, k=k) for pair in pairs])
    find_paths(graph, *pairs[0], k=1, directed=True, negated=True)
    _report("1 directed path", [partial(find_paths, graph, *p, k=1, directed=True, negated=True) for p in pairs])
    _report("neighbourhood of depth 2", [partial(neighbourhood, graph, pair[0], 2) for pair in pairs])
    for name, runs in cypher.measures(graph, pairs):
        _report(name, runs)


def _report(name: str, runs: Sequence[Callable[[], object]]) -> None:
    wall: list[float] = []
    cpu: list[float] = []
    for run in runs:
        started, worked = time.perf_counter(), time.process_time()
        try:
            run()
        except NotegraphError:
            name = f"{name.removesuffix(' *')} *"  # not every one has an answer
        wall.append(1_000 * (time.perf_counter() - started))
        cpu.append(1_000 * (time.process_time() - worked))
    middle = statistics.median(wall)
    print(f"{name:<40}{middle:>9,.1f} ms, {max(wall):,.1f} at most; processor {statistics.median(cpu):,.1f}")


if __name__ == "__main__":
    main()
