"""A graph and two labels in; what both have, what only one has and where they differ, with evidence, out."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.elements import Edge, edges_between, edges_of
from graph.paths import Reading, relations_of
from graph.relations import inventory

_COMPARING = "compare"
"""Group of the relations that say how two things compare."""

Point = tuple[str, bool, str]
"""Relation, whether it is read backwards, and the label at the other end."""


@dataclass(frozen=True, slots=True)
class Common:
    """One thing that is said of both."""

    first: tuple[Reading, ...]
    """As read from the first; several where scopes differ."""
    second: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things side by side; everything in the order of the inventory."""

    first: str
    second: str
    between: tuple[Edge, ...]
    """Relations that join the two; those that say how they compare come first."""
    shared: tuple[Common, ...]
    """Said of both."""
    opposed: tuple[Common, ...]
    """Said of the one and denied of the other."""
    only_first: tuple[Reading, ...]
    only_second: tuple[Reading, ...]

    @property
    def likeness(self) -> float:
        """Part of what is said that is said of both, 0 to 1."""
        alone = len(self.only_first) + len(self.only_second) + len(self.opposed)
        return len(self.shared) / (len(self.shared) + alone) if self.shared else 0.0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A relation that one line states and another denies."""

    stated: Edge
    denied: Edge


def compare(graph: nx.MultiDiGraph, first: str, second: str) -> Comparison:
    """What the notes say of two labels, side by side; KeyError for a label that is not in the graph.

    >>> from graph.elements import Node, add_edge, add_node
    >>> graph = nx.MultiDiGraph()
    >>> for label in ("ECS", "EKS", "EC2"):
    ...     add_node(graph, Node(label, "service"))
    >>> for label in ("ECS", "EKS"):
    ...     add_edge(graph, Edge(label, "EC2", "supports"))
    >>> [common.first[0].sentence for common in compare(graph, "ECS", "EKS").shared]
    ['ECS supports EC2']
    """
    ours, theirs = (points_of(graph, label, other) for label, other in ((first, second), (second, first)))
    shared: list[Common] = []
    opposed: list[Common] = []
    for point in ours:
        if point in theirs:
            common = Common(ours[point], theirs[point])
            same = {r.edge.negated for r in common.first} & {r.edge.negated for r in common.second}
            (shared if same else opposed).append(common)
    between = sorted(edges_between(graph, first, second), key=_comparing_first)
    return Comparison(
        first,
        second,
        tuple(between),
        tuple(shared),
        tuple(opposed),
        tuple(reading for point, readings in ours.items() if point not in theirs for reading in readings),
        tuple(reading for point, readings in theirs.items() if point not in ours for reading in readings),
    )


def points_of(graph: nx.MultiDiGraph, label: str, apart_from: str = "") -> dict[Point, tuple[Reading, ...]]:
    """What is said of a label by point, its loops and its relations with `apart_from` left out."""
    points: dict[Point, tuple[Reading, ...]] = {}
    for reading in relations_of(graph, label):
        if reading.other not in (label, apart_from):
            point = point_of(reading, label)
            points[point] = (*points.get(point, ()), reading)
    return points


def point_of(reading: Reading, label: str) -> Point:
    """What a reading from `label` says, whoever it is said of."""
    relation = inventory().relations.get(reading.edge.relation)
    backwards = reading.edge.subject != label and not (relation and relation.symmetric)
    return reading.edge.relation, backwards, reading.other


def contradictions(graph: nx.MultiDiGraph) -> list[Contradiction]:
    """Relations that are stated and denied of the same two things, unless each for a scope of its own; by label."""
    stated: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges_of(graph):
        if not edge.negated:
            stated.setdefault(_claim(edge), []).append(edge)
    found = [
        Contradiction(edge, denied)
        for denied in edges_of(graph)
        if denied.negated
        for edge in stated.get(_claim(denied), ())
        if edge.scope == denied.scope or not (edge.scope and denied.scope)
    ]
    return sorted(found, key=lambda pair: (pair.stated.subject, pair.stated.object, pair.stated.key, pair.denied.key))


def _claim(edge: Edge) -> tuple[str, ...]:
    """What an edge says of two things, whether stated or denied."""
    relation = inventory().relations.get(edge.relation)
    ends = (edge.subject, edge.object)
    return edge.relation, *(sorted(ends) if relation and relation.symmetric else ends)


def _comparing_first(edge: Edge) -> tuple[bool, str, str]:
    return inventory().group(edge.relation) != _COMPARING, edge.subject, edge.key
