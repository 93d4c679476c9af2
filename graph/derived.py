"""What is worked out from a graph once and kept: a function of a graph in, the same function with a memory out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

import networkx as nx

T = TypeVar("T")


def kept(derive: Callable[[nx.MultiDiGraph], T]) -> Callable[[nx.MultiDiGraph], T]:
    """`derive` worked out once for each graph and revision; what was kept goes when the graph goes.

    A graph without a revision, made by hand, counts as changed when its number of nodes or edges does. Threads that ask
    at the same time wait for one of them.

    >>> @kept
    ... def order(graph):
    ...     print("worked out")
    ...     return len(graph)
    >>> graph = nx.MultiDiGraph(revision="1")
    >>> order(graph), order(graph)
    worked out
    (0, 0)
    """
    results: WeakKeyDictionary[nx.MultiDiGraph, tuple[object, T]] = WeakKeyDictionary()
    lock = Lock()

    @functools.wraps(derive)
    def derived(graph: nx.MultiDiGraph) -> T:
        state = graph.graph.get("revision") or (len(graph), graph.number_of_edges())
        with lock:
            known = results.get(graph)
            if known is None or known[0] != state:
                known = results[graph] = (state, derive(graph))
            return known[1]

    return derived
