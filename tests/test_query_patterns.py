"""A second opinion on multigraphs: generated patterns find what a brute force over networkx finds."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest

from benchmarks.patterns import Part, Pattern, answer, disagreements
from graph.elements import Edge, Node, add_edge, add_node
from graph.query import why_unavailable

PATTERNS = 300


@pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())
def test_generated_patterns_agree_with_a_brute_force() -> None:
    assert list(disagreements(PATTERNS, seed=11)) == []


def test_the_brute_force_counts_parallel_edges_and_loops_as_openCypher_does() -> None:  # noqa: N802
    graph = nx.MultiDiGraph()
    for label in "ab":
        add_node(graph, Node(label, "concept"))
    for scope in ("one", "two"):
        add_edge(graph, Edge("a", "b", "uses", scope=scope))
    add_edge(graph, Edge("a", "a", "uses"))
    two_hops = (Part("x", direction="-"), Part("y", direction="-"), Part("z"))
    assert answer(graph, Pattern(((False, (two_hops,)),), "count")) == Counter({(8,): 1})  # 6 through a, 2 through b
    up_to_two = (Part("x", direction=">", low=1, high=2, variable=True), Part("y"))
    assert answer(graph, Pattern(((False, (up_to_two,)),), "rows")) == Counter({("a", "a"): 1, ("a", "b"): 4})
