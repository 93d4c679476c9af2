"""How fast searches, paths and queries are answered in a large made-up graph: `python -m benchmarks.queries`."""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks import cypher
from benchmarks.large import made_up_graph, write_store
from graph.errors import NotegraphError
from graph.paths import find_paths, neighbourhood
from graph.search import find_node, search
from graph.store import open_graph

SEARCHES = {
    "a whole name": "Task Role",
    "one letter": "s",
    "a beginning": "elastic fi",
    "words in any order": "role task 12",
    "initials": "EFS",
    "typos": "elastc flie systm",
    "one typo": "elastic flie",
    "a sentence": "with the help of bucket",
    "nothing": "xyzzy",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _measure(options, Path(scratch, "graph.db"))


def _measure(options: argparse.Namespace, path: Path) -> None:
    made_up, labels = made_up_graph(options.nodes, options.edges)
    write_store(made_up, path)
    del made_up
    graph = open_graph(path)
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
    few, _ = made_up_graph(options.nodes // 10, options.edges // 10)
    of_few = [choose.sample(list(few), 2) for _ in range(options.rounds)]
    find_paths(few, *of_few[0], k=1)
    _report("5 shortest paths, a tenth of the graph", [partial(find_paths, few, *pair, k=5) for pair in of_few])
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
