"""A graph goes in, an index of its names comes out: by spelling, initials, beginning and word."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.derived import kept
from graph.names import fold, folded_words, humps, initials_of, words
from graph.search.letters import Letters

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a node."""

    text: str
    """As written."""
    label: str
    """Of the node."""

    by_vocabulary: bool = False
    """Whether the vocabulary alone knows it: no note uses it."""

    @property
    def is_alias(self) -> bool:
        """Whether notes use it for a node that is shown under another name."""
        return self.text != self.label and not self.by_vocabulary


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All names of a graph; a place is an index into `names`."""

    names: tuple[Name, ...]
    degrees: Mapping[str, int]
    """Label -> number of edges."""
    exact: Mapping[str, Sequence[int]]
    """Folded name -> places."""
    spellings: Mapping[str, Sequence[int]]
    """Name without spacing, signs and plural -> places."""
    initials: Mapping[str, Sequence[int]]
    """Initials of a whole name -> places."""
    inner_initials: Mapping[str, Sequence[int]]
    """Initials of a name without its first word -> places."""
    beginnings: tuple[tuple[str, int], ...]
    """Folded names with their places, sorted."""
    words: Mapping[str, Sequence[int]]
    """Word in the singular -> places."""
    vocabulary: tuple[str, ...]
    """The keys of `words`, sorted."""
    long: tuple[int, ...]
    """Places of the names in which a typo may be forgiven."""
    word_orders: Letters
    """The words of each of these in alphabetical order."""
    joined: Letters
    """Each of these as in `spellings`."""

    def beginning_with(self, folded: str) -> list[int]:
        """Places of the names that begin so."""
        low = bisect_left(self.beginnings, (folded, -1))
        high = bisect_left(self.beginnings, (folded + _LAST, -1))
        return [place for _, place in self.beginnings[low:high]]

    def words_beginning_with(self, word: str) -> tuple[str, ...]:
        """Words of names that begin so."""
        return self.vocabulary[bisect_left(self.vocabulary, word) : bisect_left(self.vocabulary, word + _LAST)]

    def with_words(self, choices: Iterable[Iterable[str]]) -> set[int]:
        """Places of the names that have at least one word of each choice; none without a choice."""
        found: set[int] | None = None
        for choice in choices:
            places = {place for word in choice for place in self.words[word]}
            found = places if found is None else found & places
            if not found:
                break
        return found or set()


@kept
def names_of(graph: nx.MultiDiGraph) -> NameIndex:
    """The index of the graph's names; kept with the graph until its revision changes."""
    names = tuple(_names(graph))
    exact: dict[str, tuple[int, ...]] = {}
    spellings: dict[str, tuple[int, ...]] = {}
    initials, inner, by_word = (defaultdict[str, list[int]](list) for _ in range(3))
    beginnings: list[tuple[str, int]] = []
    long: list[int] = []
    word_orders: list[str] = []
    joined: list[str] = []
    for place, name in enumerate(names):
        folded, own = fold(name.text), folded_words(name.text)
        spelling = "".join(own)
        exact[folded] = (*exact.get(folded, ()), place)
        spellings[spelling] = (*spellings.get(spelling, ()), place)
        beginnings.append((folded, place))
        if not is_short(folded):
            long.append(place)
            word_orders.append(" ".join(sorted(own)))
            joined.append(spelling)
        split = humps(name.text)
        for word in set(own) if split == words(name.text) else {*own, *folded_words(" ".join(split))}:
            by_word[word].append(place)
        whole = initials_of(name.text)
        for letters in whole:
            initials[letters].append(place)
        if len(own) > 2:
            for letters in initials_of(" ".join(words(name.text)[1:])) - whole:
                inner[letters].append(place)
    spellings.pop("", None)
    return NameIndex(
        names=names,
        degrees=dict(graph.degree()),
        exact=exact,
        spellings=spellings,
        initials=dict(initials),
        inner_initials=dict(inner),
        beginnings=tuple(sorted(beginnings)),
        words=dict(by_word),
        vocabulary=tuple(sorted(by_word)),
        long=tuple(long),
        word_orders=Letters(word_orders),
        joined=Letters(joined),
    )


def is_short(name: str) -> bool:
    """Whether the name is so short (3 characters) that another letter makes it another thing, not a typo."""
    return len(name) <= 3


def _names(graph: nx.MultiDiGraph) -> Iterator[Name]:
    for label, aliases in graph.nodes(data="aliases"):
        yield Name(label, label)
        if aliases and aliases != "[]":
            yield from (Name(alias, label) for alias in json.loads(aliases))
    for label, unused in json.loads(graph.graph.get("vocabulary", "{}")).items():
        if label in graph:
            yield from (Name(name, label, by_vocabulary=True) for name in unused)
