"""The best routes between two nodes: a graph and what may be walked in, tuples of labels out, the best first."""

from __future__ import annotations

import heapq
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graph.derived import kept
from graph.relations import inventory
from graph.statements import Origin


@dataclass(frozen=True, slots=True)
class Filter:
    """Which edges are walked, and which way."""

    directed: bool = False
    """Whether an edge is walked from its subject to its object alone."""
    negated: bool = False
    """Whether denied relations are walked too."""
    relations: frozenset[str] = frozenset()
    """Canonical labels that may be walked beside those of `groups`; all where both are empty."""
    groups: frozenset[str] = frozenset()
    origin: str | None = None
    """stated or structural; None for both."""
    min_confidence: float = 0.0
    notes: frozenset[str] = frozenset()
    """Files of which at least one must state a relation; any where empty."""

    def allows(self, relation: str, negated: bool, origin: str, confidence: float) -> bool:
        """Whether an edge with these values may be walked."""
        return (
            (self.negated or not negated)
            and confidence >= self.min_confidence
            and self.origin in (None, origin)
            and (
                not (self.relations or self.groups)
                or relation in self.relations
                or inventory().group(relation) in self.groups
            )
        )

    def is_stated_in(self, files: Iterable[str]) -> bool:
        """Whether what these files state may be walked."""
        return not self.notes or not self.notes.isdisjoint(files)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a path may go and what it goes round."""

    max_length: int | None = None
    """In hops; None for any length."""
    avoid: tuple[str, ...] = ()
    avoid_hubs: bool = False
    """Whether to go round the 1 % of nodes with most edges, at least one."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One link for each two joined nodes, with the penalty of the best relation between them."""

    successors: dict[str, dict[str, int]]
    predecessors: dict[str, dict[str, int]]
    """The same object as `successors` in an undirected projection."""


_PROJECTIONS_KEPT = 4


def best_routes(
    graph: nx.MultiDiGraph, start: str, goal: str, walked: Filter, limits: Limits
) -> Iterator[tuple[str, ...]]:
    """Labels of the simple paths from `start` to `goal`, the best first, found as they are asked for.

    Order: fewest hops, then least penalty, then labels; it does not depend on the order of nodes and edges. The
    algorithm is Yen's (1971) with Lawler's saving (1972): what branched off before is not searched again.
    """
    projection = projection_of(graph, walked)
    closed = (frozenset(limits.avoid) | (_hubs(graph) if limits.avoid_hubs else frozenset())) - {start, goal}
    longest = limits.max_length or len(graph)
    found: list[tuple[str, ...]] = []
    candidates: list[tuple[int, int, tuple[str, ...], int]] = []

    def propose(root: tuple[str, ...], barred: Collection[str]) -> None:
        """Add the best path that begins with `root` and does not go on to a node of `barred`."""
        spur = _best_spur(projection, root, goal, closed.union(root), barred, longest - len(root) + 1)
        if spur:
            route = root + spur
            cost = sum(projection.successors[a][b] for a, b in pairwise(route))
            heapq.heappush(candidates, (len(route), cost, route, len(root)))

    propose((start,), ())
    while candidates:
        *_, route, shared = heapq.heappop(candidates)
        yield route
        found.append(route)
        for length in range(shared, len(route)):
            root = route[:length]
            propose(root, {other[length] for other in found if other[:length] == root})


def projection_of(graph: nx.MultiDiGraph, walked: Filter) -> Projection:
    """The links that may be walked; kept with the graph, so that only the first question pays for it."""
    projections = _projections(graph)
    projection = projections.get(walked)
    if projection is None:
        projection = projections[walked] = _project(graph, walked)
        for oldest in list(projections)[:-_PROJECTIONS_KEPT]:
            projections.pop(oldest, None)
    return projection


def penalty_of(origin: str, confidence: float, negated: bool) -> int:
    """What a relation costs beside its one hop; a whole number, so that sums compare exactly."""
    return round(100 * (1 - confidence)) + 100 * (origin == Origin.STRUCTURAL) + 200 * negated


def _best_spur(
    projection: Projection,
    root: tuple[str, ...],
    goal: str,
    closed: Collection[str],
    barred: Collection[str],
    longest: int,
) -> tuple[str, ...] | None:
    """What follows `root` on the best way to `goal`: fewest hops, then least penalty, then labels.

    Searched from both ends a whole level at a time: two levels that touch hold all of the shortest ways.
    """
    last = root[-1]
    ahead = {
        label: (penalty, last)
        for label, penalty in projection.successors[last].items()
        if label not in closed and label not in barred
    }
    behind = {goal: (0, goal)}
    front, rear = set(ahead), {goal}
    for hops in range(1, longest + 1):
        if meeting := front & rear:
            middle = min(meeting, key=lambda label: (ahead[label][0] + behind[label][0], label))
            return (*reversed(_trace(ahead, middle, last)[:-1]), *_trace(behind, middle, goal)[1:])
        if not front or not rear or hops == longest:
            return None
        if len(front) <= len(rear):
            front = _next_level(ahead, front, projection.successors, closed)
        else:
            rear = _next_level(behind, rear, projection.predecessors, closed)
    return None


def _next_level(
    reached: dict[str, tuple[int, str]],
    level: Collection[str],
    neighbours: Mapping[str, Mapping[str, int]],
    closed: Collection[str],
) -> set[str]:
    """Labels one hop beyond `level`, entered into `reached` with their least penalty and where it comes from."""
    fresh: dict[str, tuple[int, str]] = {}
    for label in level:
        penalty = reached[label][0]
        for other, more in neighbours[label].items():
            if other not in reached and other not in closed:
                way = (penalty + more, label)
                if other not in fresh or way < fresh[other]:
                    fresh[other] = way
    reached.update(fresh)
    return set(fresh)


def _trace(reached: Mapping[str, tuple[int, str]], label: str, origin: str) -> list[str]:
    """Labels from `label` back to `origin`, both included."""
    way = [label]
    while label != origin:
        label = reached[label][1]
        way.append(label)
    return way


@kept
def _hubs(graph: nx.MultiDiGraph) -> frozenset[str]:
    """The 1 % of nodes with most edges, at least one."""
    ranked = heapq.nsmallest(max(1, len(graph) // 100), graph.degree(), key=lambda pair: (-pair[1], pair[0]))
    return frozenset(label for label, _ in ranked)


@kept
def _projections(_graph: nx.MultiDiGraph) -> dict[Filter, Projection]:
    """Filled by `projection_of`."""
    return {}


def _project(graph: nx.MultiDiGraph, walked: Filter) -> Projection:
    successors: dict[str, dict[str, int]] = {label: {} for label in graph}
    predecessors = {label: {} for label in graph} if walked.directed else successors
    for subject, neighbours in graph.adjacency():
        for object_, parallel in neighbours.items():
            penalties = [
                penalty_of(e["origin"], e["confidence"], e["negated"])
                for e in parallel.values()
                if walked.allows(e["relation"], e["negated"], e["origin"], e["confidence"])
                and (not walked.notes or walked.is_stated_in(row[0] for row in json.loads(e["statements"])))
            ]
            if penalties:
                best = min(penalties)
                best = successors[subject][object_] = min(best, successors[subject].get(object_, best))
                predecessors[object_][subject] = best
    return Projection(successors, predecessors)
