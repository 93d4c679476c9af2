"""How things hang together: a graph and labels in; paths, neighbourhoods and readable relations with evidence out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from graph.elements import Edge, edges_between, edges_in, edges_out
from graph.errors import NoPathError
from graph.paths.routes import Filter, Limits, best_routes, penalty_of, projection_of
from graph.relations import inventory


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, with every relation that makes it."""

    start: str
    """Label of the node it leaves."""
    end: str
    """Label of the node it reaches."""
    edges: tuple[Edge, ...]
    """The relations between the two that the search may use, the best first; in an undirected search some may
    lead from `end` to `start`."""

    @property
    def backwards(self) -> bool:
        """Whether the best relation leads from `end` to `start`."""
        return self.edges[0].subject != self.start

    @property
    def sentence(self) -> str:
        """The best relation read aloud, in its own direction: "Task Role is defined in task definition"."""
        return read_aloud(self.edges[0])


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of relations from one node to another that visits no node twice."""

    hops: tuple[Hop, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The nodes on the way, both ends included."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))

    @property
    def sentence(self) -> str:
        """The sentences of all hops."""
        return "; ".join(hop.sentence for hop in self.hops)

    @property
    def confidence(self) -> float:
        """Of the weakest hop, 0 to 1."""
        return min(hop.edges[0].confidence for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Reading:
    """One relation of a node, read from where the node stands."""

    sentence: str
    """Opens with the node: "ECS task mounts EFS" for the edge EFS mountable_by ECS task."""
    other: str
    """Label of the node at the other end."""
    group: str
    """Group of the relation in the inventory."""
    edge: Edge


def find_paths(
    graph: nx.MultiDiGraph,
    start: str,
    goal: str,
    *,
    k: int = 3,
    directed: bool = False,
    negated: bool = False,
    relations: Collection[str] = (),
    groups: Collection[str] = (),
    origin: str | None = None,
    min_confidence: float = 0.0,
    max_length: int | None = None,
    notes: Collection[str] = (),
    avoid: Collection[str] = (),
    avoid_hubs: bool = False,
) -> list[Path]:
    """The `k` best simple paths between two labels; fewer where there are not as many.

    A path with fewer hops is better; among equal ones, the one whose relations are stated rather than structural and
    found with more confidence.

    By default relations are walked either way and denied ones not at all. `relations` (labels, inverses or verbs) and
    `groups` of the inventory are what may be walked, everything where both are empty; `origin` is "stated" or
    "structural"; `notes` are files of which one must state a relation; `max_length` counts hops. `avoid` names labels
    to go round, `avoid_hubs` goes round the 1 % of nodes with most edges (at least one); neither counts for the two
    ends.

    Raises NoPathError (says what was searched and what would help; also where both ends are one node), KeyError for a
    label that is not in the graph, ValueError for a `k` or `max_length` below 1.

    >>> from graph.elements import Edge, Node, add_edge, add_node
    >>> graph = nx.MultiDiGraph()
    >>> for label in ("Task Role", "task definition", "ECS task"):
    ...     add_node(graph, Node(label, "concept"))
    >>> add_edge(graph, Edge("Task Role", "task definition", "defined_in"))
    >>> add_edge(graph, Edge("ECS task", "task definition", "uses"))
    >>> find_paths(graph, "Task Role", "ECS task")[0].sentence
    'Task Role is defined in task definition; ECS task uses task definition'
    """
    if k < 1 or (max_length is not None and max_length < 1):
        raise ValueError("k and max_length must be at least 1")
    for label in (start, goal, *avoid):
        _check_label(graph, label)
    if start == goal:
        raise NoPathError(f"The path would start and end at {start!r}: choose two different names.")
    canonical = frozenset(inventory().resolve(relation)[0] for relation in relations)
    walked = Filter(directed, negated, canonical, frozenset(groups), origin, min_confidence, frozenset(notes))
    limits = Limits(max_length, tuple(avoid), avoid_hubs)
    routes = list(islice(best_routes(graph, start, goal, walked, limits), k))
    if not routes:
        raise NoPathError(_explain_failure(graph, start, goal, walked, limits))
    return [_path(graph, route, walked) for route in routes]


def neighbourhood(graph: nx.MultiDiGraph, label: str, depth: int, *, negated: bool = False) -> dict[str, int]:
    """Labels within `depth` hops, either way, with their distance: `label` itself (0) first, the nearest next.

    Denied relations are not walked unless `negated`. KeyError for an unknown label, ValueError for a depth below 0.
    """
    if depth < 0:
        raise ValueError("depth must be at least 0")
    _check_label(graph, label)
    neighbours = projection_of(graph, Filter(negated=negated)).successors
    distances = {label: 0}
    level = [label]
    for distance in range(1, depth + 1):
        if not level:
            break
        level = sorted({other for near in level for other in neighbours[near]} - distances.keys())
        distances.update(dict.fromkeys(level, distance))
    return distances


def relations_of(graph: nx.MultiDiGraph, label: str) -> list[Reading]:
    """Every relation of a node, both directions, read from the node's side.

    Groups and relations stand in the inventory's order, those outside it last; what is denied follows what holds.
    KeyError for an unknown label.
    """
    _check_label(graph, label)
    known = inventory()
    places = {relation: place for place, relation in enumerate(known.relations)}
    groups: dict[str, int] = {}
    for relation in known.relations.values():
        groups.setdefault(relation.group, len(groups))
    readings = [Reading(read_aloud(e), e.object, known.group(e.relation), e) for e in edges_out(graph, label)]
    readings += [
        Reading(read_aloud(e, backwards=True), e.subject, known.group(e.relation), e)
        for e in edges_in(graph, label)
        if e.subject != label
    ]

    def order(reading: Reading) -> tuple[Any, ...]:
        edge = reading.edge
        place = places.get(edge.relation, len(places))
        return groups.get(reading.group, len(groups)), place, edge.relation, edge.negated, reading.sentence

    return sorted(readings, key=order)


def read_aloud(edge: Edge, *, backwards: bool = False) -> str:
    """The edge as a sentence, from its subject or, `backwards`, from its object.

    >>> read_aloud(Edge("S3", "ECS task", "mountable_by", negated=True))
    'S3 is not mountable by ECS task'
    >>> read_aloud(Edge("EFS", "ECS task", "mountable_by", scope="Linux only"), backwards=True)
    'ECS task mounts EFS (Linux only)'
    """
    phrase = inventory().phrase(edge.relation, negated=edge.negated, backwards=backwards)
    first, last = (edge.object, edge.subject) if backwards else (edge.subject, edge.object)
    qualifiers = ", ".join(filter(None, (edge.modality, edge.scope)))
    return f"{first} {phrase} {last}" + (f" ({qualifiers})" if qualifiers else "")


def _check_label(graph: nx.MultiDiGraph, label: str) -> None:
    if label not in graph:
        raise KeyError(f"no node has the label {label!r}; graph.search.find_node finds the label of a name")


def _path(graph: nx.MultiDiGraph, route: tuple[str, ...], walked: Filter) -> Path:
    return Path(tuple(_hop(graph, start, end, walked) for start, end in pairwise(route)))


def _hop(graph: nx.MultiDiGraph, start: str, end: str, walked: Filter) -> Hop:
    edges = [
        edge
        for edge in edges_between(graph, start, end)
        if walked.allows(edge.relation, edge.negated, edge.origin, edge.confidence)
        and walked.is_stated_in(evidence.file for evidence in edge.evidence)
        and not (walked.directed and edge.subject != start)
    ]
    edges.sort(key=lambda e: (penalty_of(e.origin, e.confidence, e.negated), e.subject != start, -e.count, e.key))
    return Hop(start, end, tuple(edges))


def _explain_failure(graph: nx.MultiDiGraph, start: str, goal: str, walked: Filter, limits: Limits) -> str:
    """What was searched, and which change alone would find a path, or that none would."""
    constraints = _constraints(walked, limits)
    ways = "relations walked along their direction" if walked.directed else "relations walked either way"
    searched = "; ".join([ways, *(c[0] for c in constraints if c[0])])
    message = f"No path from {start!r} to {goal!r} ({searched})."
    everything = ("", "With none of these limits", Filter(negated=True), Limits())
    eased = [*constraints, everything] if len(constraints) > 1 else constraints
    for _, change, filter_, limits_ in eased:
        if route := next(best_routes(graph, start, goal, filter_, limits_), None):
            hops = len(route) - 1
            return f"{message} {change} there is a path of {hops} hop{'s' if hops > 1 else ''}."
    near, far = (len(neighbourhood(graph, label, len(graph), negated=True)) - 1 for label in (start, goal))
    return f"{message} Nothing joins them: {start!r} hangs together with {near} other names, {goal!r} with {far}."


def _constraints(walked: Filter, limits: Limits) -> list[tuple[str, str, Filter, Limits]]:
    """For each restriction: what it is, what changes without it, and the search without it."""
    only = ", ".join(sorted(walked.relations | walked.groups))
    everything: dict[str, Any] = {"relations": frozenset(), "groups": frozenset()}
    hops = f"{limits.max_length} hop" + ("" if limits.max_length == 1 else "s")
    sure = f"confidence at least {walked.min_confidence:g}"
    table: list[tuple[object, str, str, dict[str, Any], dict[str, Any]]] = [
        (walked.directed, "", "Walking either way", {"directed": False}, {}),
        (not walked.negated, "denied ones left out", "With denied ones too", {"negated": True}, {}),
        (only, f"only {only}", "Over all relations", everything, {}),
        (walked.origin, f"only {walked.origin} ones", "Over ones of any origin", {"origin": None}, {}),
        (walked.min_confidence > 0, sure, "With any confidence", {"min_confidence": 0.0}, {}),
        (walked.notes, f"only in {_some_of(sorted(walked.notes))}", "Over all notes", {"notes": frozenset()}, {}),
        (limits.max_length, f"at most {hops}", "With more hops", {}, {"max_length": None}),
        (limits.avoid, f"round {_some_of(limits.avoid)}", "Without going round these", {}, {"avoid": ()}),
        (limits.avoid_hubs, "round hubs", "Through hubs", {}, {"avoid_hubs": False}),
    ]
    return [
        (name, change, replace(walked, **filter_changes), replace(limits, **limit_changes))
        for active, name, change, filter_changes, limit_changes in table
        if active
    ]


def _some_of(names: Sequence[str], most: int = 5) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest:,} more" if rest > 0 else "")
