"""What notes say, ready to be searched: a graph and words in; sentences with both ends, or notes, that match out."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.names import fold, folded_words
from graph.statements import Evidence

_MOST_LOOKED_AT = 10_000
_MOST_FOUND = 500
"""Lines for one question, so that a word of every line stays cheap."""
_SAMPLE = 500_000
"""Characters of all sentences in which words are counted to tell the rarest."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a note from which relations were read."""

    evidence: Evidence
    labels: tuple[str, ...]
    """The nodes that these relations join."""


@dataclass(frozen=True, slots=True)
class NoteHead:
    """What is known of a note beside its sentences."""

    file: str
    title: str
    title_words: tuple[str, ...]
    """Folded, in the singular."""
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    headings: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    """Each with its line and its words, folded, in the singular."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The sentences in columns, since a hundred thousand small objects take seconds to make."""

    places: list[tuple[str, int]]
    """File and line."""
    lines: list[str]
    labels: list[tuple[str, ...]]
    folded: str
    """The folded text of all sentences, each ended by a line break."""
    starts: list[int]
    """Where each sentence begins in `folded`, and one past the end."""


def sentences_with(graph: nx.MultiDiGraph, text: str) -> Iterator[tuple[Sentence, bool]]:
    """Sentences in which each word of `text` begins a word, and whether they hold `text` as it stands.

    At most a few hundred, in the graph's order; a text without words is in none.
    """
    texts = _texts(graph)
    words = folded_words(text)
    if not words:
        return
    rarest = min(words, key=lambda word: texts.folded.count(word, 0, _SAMPLE))
    patterns = [re.compile(r"(?<![^\W_])" + re.escape(word)) for word in words]
    phrase = fold(text)
    found = at = 0
    for _ in range(_MOST_LOOKED_AT):
        at = texts.folded.find(rarest, at)
        if at < 0 or found == _MOST_FOUND:
            return
        place = bisect_right(texts.starts, at) - 1
        line = texts.folded[texts.starts[place] : texts.starts[place + 1]]
        if all(pattern.search(line) for pattern in patterns):
            found += 1
            evidence = Evidence(*texts.places[place], texts.lines[place])
            yield Sentence(evidence, texts.labels[place]), phrase in line
        at = texts.starts[place + 1]


@kept
def notes_of(graph: nx.MultiDiGraph) -> tuple[NoteHead, ...]:
    """The graph's notes, in its order."""
    return tuple(
        NoteHead(
            file=note["file"],
            title=note["title"],
            title_words=folded_words(note["title"]),
            tags=tuple(note.get("tags", ())),
            categories=tuple(note.get("categories", ())),
            headings=tuple((line, text, tuple(folded_words(text))) for line, text in note.get("headings", ())),
        )
        for note in json.loads(graph.graph.get("notes", "[]"))
    )


@kept
def _texts(graph: nx.MultiDiGraph) -> _Texts:
    """Each line once, whatever the number of relations read from it."""
    places: dict[tuple[str, int], int] = {}
    lines: list[str] = []
    labels: list[tuple[str, ...]] = []
    for subject, object_, edge in graph.edges(data=True):
        for file, line, text in _evidence(edge):
            place = places.setdefault((file, line), len(lines))
            if place == len(lines):
                lines.append(text)
                labels.append(())
            labels[place] += tuple(label for label in (subject, object_) if label not in labels[place])
    folded = [fold(line) + "\n" for line in lines]
    return _Texts(list(places), lines, labels, "".join(folded), list(accumulate(map(len, folded), initial=0)))


def _evidence(edge: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """File, line and text of each statement; the list of them is read only where there is more than one."""
    if edge["count"] > 1:
        yield from ((file, line, text) for file, line, text, _ in json.loads(edge["statements"]))
    elif edge["evidence"]:
        yield edge["evidence_file"], edge["evidence_line"], edge["evidence"]
