"""A graph in; pairs out that are easily taken for one another, by name or by what is said of them, the likest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

import networkx as nx

from graph.compare.pairs import Comparison, compare
from graph.names import fold

_LEAST_SHARED = 3
"""Neighbours that two things of one type must share to be alike."""
_LEAST_LIKENESS = 0.3
"""Part of all their neighbours that they must share."""
_NAME_COUNTS = 0.3
"""What nearly the same name adds to the likeness of two things."""
_MOST_ROUND_A_HUB = 60
"""Neighbours of a hub say little about each other, and there are too many pairs of them."""
_MOST_OF_A_NAME = 12
"""Names that differ in one word; where there are more, the word is what names them ("... instance")."""
_SHORTEST_SPELLING = 4
"""Characters: among acronyms nearly every two differ by one letter."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Confusable:
    """Two things that look alike."""

    first: str
    second: str
    why: str
    """"nearly the same name", "4 of 6 neighbours shared", or both."""
    comparison: Comparison
    """What separates them, and what does not."""


def confusables(graph: nx.MultiDiGraph, *, limit: int = 20) -> list[Confusable]:
    """At most `limit` pairs with nearly the same name or most neighbours in common; what is both comes first.

    Of pairs alike only by name, those come first of which more is said: there is something to confuse.
    """
    likeness = _alike_by_neighbours(graph)
    names = set(_alike_by_name(graph))
    degrees = dict(graph.degree())

    def order(pair: Pair) -> tuple[float, int, Pair]:
        shared, whole = likeness.get(pair, (0, 1))
        return -(shared / whole + _NAME_COUNTS * (pair in names)), -min(degrees[label] for label in pair), pair

    best = nsmallest(limit, {pair for pair in (*likeness, *names) if _told_of(degrees, pair)}, key=order)
    return [Confusable(*pair, _why(pair, likeness, names), compare(graph, *pair)) for pair in best]


def _told_of(degrees: dict[str, int], pair: Pair) -> bool:
    return all(degrees[label] > 0 for label in pair)


def _alike_by_neighbours(graph: nx.MultiDiGraph) -> dict[Pair, tuple[int, int]]:
    """Pairs with the number of neighbours that they share, and that they have together."""
    around = {label: _neighbours(graph, label) for label in graph}
    shared: Counter[Pair] = Counter()
    for neighbours in around.values():
        if len(neighbours) <= _MOST_ROUND_A_HUB:
            shared.update(combinations(sorted(neighbours), 2))
    alike = {}
    for (first, second), count in shared.items():
        if count >= _LEAST_SHARED and graph.nodes[first]["kind"] == graph.nodes[second]["kind"]:
            whole = len((around[first] | around[second]) - {first, second})
            if count / whole >= _LEAST_LIKENESS:
                alike[first, second] = (count, whole)
    return alike


def _neighbours(graph: nx.MultiDiGraph, label: str) -> set[str]:
    return {*graph.successors(label), *graph.predecessors(label)} - {label}


def _alike_by_name(graph: nx.MultiDiGraph) -> Iterator[Pair]:
    """Pairs of labels that differ by one word, or by one letter or digit."""
    buckets: dict[Hashable, set[str]] = defaultdict(set)
    for label in graph:
        for key in _keys_of(label):
            buckets[key].add(label)
    for labels in buckets.values():
        if 1 < len(labels) <= _MOST_OF_A_NAME:
            yield from combinations(sorted(labels), 2)


def _keys_of(label: str) -> Iterable[Hashable]:
    """What two names have in common that differ by one word (another or one more), or by one sign in the same way."""
    words = fold(label).split()
    if len(words) > 1:
        yield frozenset(words)
        yield from (frozenset(words[:place] + words[place + 1 :]) for place in range(len(words)) if len(words) > 2)
        yield from ((place, *words[:place], *words[place + 1 :]) for place in range(len(words)))
    spelling = "".join(words)
    if len(spelling) >= _SHORTEST_SPELLING:
        yield spelling
        yield from (spelling[:place] + "\0" + spelling[place + 1 :] for place in range(len(spelling)))
        yield from (spelling[:place] + spelling[place + 1 :] for place in range(len(spelling)) if len(spelling) > 3)


def _why(pair: Pair, likeness: dict[Pair, tuple[int, int]], names: set[Pair]) -> str:
    reasons = ["nearly the same name"] if pair in names else []
    if pair in likeness:
        shared, whole = likeness[pair]
        reasons.append(f"{shared} of {whole} neighbours shared")
    return ", ".join(reasons)
