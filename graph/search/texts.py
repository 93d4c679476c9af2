"""What notes say, ready to be searched: a graph and words in; lines with the nodes they speak of, or notes, out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.names import folded_words
from graph.statements import Evidence
from graph.store import Store, find_lines
from graph.store.graphs import store_of_lines


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of a note."""

    evidence: Evidence
    whole: bool
    """Whether the words stand in it one after another, as they were given."""
    labels: tuple[str, ...]
    """The nodes that are joined by the relations read from it; empty where none was."""


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


def sentences_with(graph: nx.MultiDiGraph, text: str, limit: int) -> list[Sentence]:
    """At most `limit` lines in which each word of `text` begins a word; those with the words as they stand first.

    Lines of all notes that the graph was built from, whether a relation was read from them or not. A graph that was
    made in another way is searched in the lines that its edges name.
    """
    found = find_lines(graph, text, limit)
    if found is None:
        found = _store_of_evidence(graph).find_lines(text, limit)
    labels = _labels(graph) if found else {}
    return [
        Sentence(Evidence(line.file, line.number, line.text), line.whole, labels.get((line.file, line.number), ()))
        for line in found
    ]


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
def _labels(graph: nx.MultiDiGraph) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """For each line that gave relations the nodes that these join."""
    labels: dict[tuple[str, int], tuple[str, ...]] = {}
    for subject, object_, edge in graph.edges(data=True):
        for file, line, _ in _evidence(edge):
            known = labels.get((file, line), ())
            labels[file, line] = known + tuple(label for label in (subject, object_) if label not in known)
    return labels


@kept
def _store_of_evidence(graph: nx.MultiDiGraph) -> Store:
    lines: dict[str, dict[int, str]] = defaultdict(dict)
    for _, _, edge in graph.edges(data=True):
        for file, line, text in _evidence(edge):
            lines[file][line] = text
    return store_of_lines({file: numbered.items() for file, numbered in lines.items()})


def _evidence(edge: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """File, line and text of each statement; the list of them is read only where there is more than one."""
    if edge["count"] > 1:
        yield from ((file, line, text) for file, line, text, _ in json.loads(edge["statements"]))
    elif edge["evidence"]:
        yield edge["evidence_file"], edge["evidence_line"], edge["evidence"]
