"""A graph before and one after; the edges that came, that went, and that now stand against each other come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from graph.compare import Contradiction, contradictions
from graph.elements import Edge, edge_of


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different between two graphs, each list by subject, object and key."""

    new: tuple[Edge, ...] = ()
    """Edges that only the later graph has."""
    gone: tuple[Edge, ...] = ()
    """Edges that only the earlier graph has."""
    contradicting: tuple[Contradiction, ...] = ()
    """Pairs of the later graph, stated and denied, of which the earlier had one at most."""

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.new or self.gone or self.contradicting)


def changes_between(before: nx.MultiDiGraph, after: nx.MultiDiGraph) -> Changes:
    """What came, what went, and what is newly stated and denied at once.

    An edge is the same where subject, object, relation, polarity and scope are; lines and confidence may differ.

    >>> from graph.elements import Edge, Node, add_edge, add_node
    >>> before, after = nx.MultiDiGraph(), nx.MultiDiGraph()
    >>> for graph in (before, after):
    ...     for label in ("EFS", "S3"):
    ...         add_node(graph, Node(label, "service"))
    >>> add_edge(after, Edge("EFS", "S3", "uses"))
    >>> [edge.relation for edge in changes_between(before, after).new]
    ['uses']
    """
    if before is after:
        return Changes()
    return Changes(
        new=tuple(_edges_missing(after, before)),
        gone=tuple(_edges_missing(before, after)),
        contradicting=tuple(
            pair for pair in contradictions(after) if not (_has(before, pair.stated) and _has(before, pair.denied))
        ),
    )


def _edges_missing(graph: nx.MultiDiGraph, other: nx.MultiDiGraph) -> Iterator[Edge]:
    """Edges of `graph` that `other` has not, sorted."""
    missing = (key for key in graph.edges(keys=True) if not other.has_edge(*key))
    return (edge_of(graph, *key) for key in sorted(missing))


def _has(graph: nx.MultiDiGraph, edge: Edge) -> bool:
    return bool(graph.has_edge(edge.subject, edge.object, edge.key))
