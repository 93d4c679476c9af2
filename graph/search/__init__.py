"""Looking things up: a graph and some text in; names, notes and sentences that match out, the best first, with why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import networkx as nx

from graph.errors import UnknownNameError
from graph.names import fold, folded_words
from graph.search.index import NameIndex, names_of
from graph.search.matching import (
    TYPOS,
    WAYS,
    meant,
    nearest,
    ranked,
    same_alias,
    same_initials,
    same_known,
    same_name,
    same_spelling,
)
from graph.search.texts import notes_of, sentences_with
from graph.statements import Evidence

NOTE = "note"
"""Kind of a hit that is a note."""

_LONGEST_TEXT = 200
"""Characters that are looked at."""
_LEAD = 5
"""By how much it must be more similar than the names of all other nodes."""
_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that matches the text looked for."""

    label: str
    """The node's label; the note's file where `kind` is NOTE, and then `evidence` may name a line of it."""
    kind: str
    """service, feature, concept, or a type that a vocabulary pack defines; NOTE for a note."""
    why: str
    """What matched: "name", "alias EFS", "initials of Elastic File System", "close to EventBridge", ..."""
    score: float
    """0 to 1: 1 for the name itself; only the order means something."""
    evidence: Evidence | None = None
    """The line that matched, where one did."""


def search(graph: nx.MultiDiGraph, text: str, *, limit: int = 20) -> list[Hit]:
    """Nodes, notes and their lines that match `text`, at most `limit`, each once and for its best reason.

    A node matches by its name, an alias, a name that the vocabulary has for it, another spelling of these, their
    beginning, words (in any order, each at least begun) or initials, either way; where none does, with typos. Then come
    notes by title, tag, category and heading, then lines of notes with these words, whether they gave a relation or
    not, each followed by the nodes that it relates. Of equals, nodes with more relations come first.

    The text is words and nothing else: no sign in it has a meaning.

    >>> from graph.elements import Node, add_node
    >>> graph = nx.MultiDiGraph()
    >>> add_node(graph, Node("Elastic File System", "service", aliases=("EFS",)))
    >>> [(hit.label, hit.why) for hit in search(graph, "efs")]
    [('Elastic File System', 'alias EFS')]
    >>> search(graph, "elastic flie system")[0].why
    'close to Elastic File System'
    """
    query = text[:_LONGEST_TEXT]
    hits: dict[tuple[str, bool, int], Hit] = {}
    if fold(query):
        for hit in chain(*(find(graph, query, 2 * limit) for find in (_by_name, _in_notes, _in_lines))):
            if len(hits) >= limit:
                break
            line = hit.evidence.line if hit.kind == NOTE and hit.evidence else 0
            hits.setdefault((hit.label, hit.kind == NOTE, line), hit)
    return list(hits.values())


def find_node(graph: nx.MultiDiGraph, name: str) -> str:
    """The label of the one node that `name` means: its name or alias, or another name that the vocabulary has for it,
    whatever the case, spacing or plural; initials that fit one node alone; or one of these with a small typo, where no
    other name is nearly as close.

    Raises UnknownNameError with up to five suggestions, also where several nodes bear the name.

    >>> from graph.elements import Node, add_node
    >>> graph = nx.MultiDiGraph()
    >>> add_node(graph, Node("EventBridge", "service"))
    >>> find_node(graph, "event bridge"), find_node(graph, "EventBrige")
    ('EventBridge', 'EventBridge')
    """
    if name in graph:
        return name
    index = names_of(graph)
    text = name[:_LONGEST_TEXT]
    for find in (same_name, same_alias, same_known, same_spelling, same_initials):
        labels = [name.label for name, _ in ranked(index, find(index, text), _SUGGESTIONS)]
        if len(labels) == 1 or (labels and find is same_name):
            return labels[0]
        if labels:
            raise UnknownNameError(name, labels)
    close = [(name.label, score) for name, score in ranked(index, meant(index, text), 2)]
    if len(close) == 1 or (close and close[0][1] - close[1][1] >= _LEAD / 100):
        return close[0][0]
    raise UnknownNameError(name, _suggestions(index, text))


def find_notes(graph: nx.MultiDiGraph, name: str) -> list[str]:
    """The files of the notes that `name` means: the file itself, else all in whose path or title it stands.

    Raises UnknownNameError with up to five suggestions where there are none.

    >>> find_notes(nx.MultiDiGraph(notes='[{"file": "aws/efs.md", "title": "Storage"}]'), "storage")
    ['aws/efs.md']
    """
    notes = notes_of(graph)
    wanted = fold(name)
    files = [note.file for note in notes if note.file == name]
    if wanted and not files:
        files = [note.file for note in notes if wanted in fold(note.file) or wanted in fold(note.title)]
    if not files:
        raise UnknownNameError(name, [hit.label for hit in _in_notes(graph, name, _SUGGESTIONS)][:_SUGGESTIONS])
    return files


def _by_name(graph: nx.MultiDiGraph, text: str, count: int) -> Iterator[Hit]:
    """Matches by name; typos are only thought of where nothing else matches."""
    index = names_of(graph)
    found = False
    for why, weight, find in WAYS:
        if found and find in TYPOS:
            continue
        for name, score in ranked(index, find(index, text), count):
            found = True
            yield Hit(name.label, graph.nodes[name.label]["kind"], why.format(name.text), weight * score)


def _in_notes(graph: nx.MultiDiGraph, text: str, _count: int) -> Iterator[Hit]:
    """Notes with these words in the title, then with this tag or category, then with these words in a heading."""
    words = folded_words(text)
    tag = fold(text).removeprefix("#")
    notes = notes_of(graph)
    for note in notes:
        if words and all(any(known.startswith(word) for known in note.title_words) for word in words):
            yield Hit(note.file, NOTE, f"title {note.title}", 0.25)
    for field, score in (("tag", 0.22), ("category", 0.2)):
        for note in notes:
            for value in note.tags if field == "tag" else note.categories:
                if fold(value) == tag:
                    yield Hit(note.file, NOTE, f"{field} {value}", score)
    for note in notes:
        for line, heading, known in note.headings:
            if words and all(any(one.startswith(word) for one in known) for word in words):
                yield Hit(note.file, NOTE, f"heading {heading}", 0.18, Evidence(note.file, line, heading))


def _in_lines(graph: nx.MultiDiGraph, text: str, count: int) -> Iterator[Hit]:
    """Lines of notes with the text as it is, then with all of its words; each with the nodes that it relates."""
    degrees = names_of(graph).degrees
    for sentence in sentences_with(graph, text, count):
        score, evidence = 0.15 if sentence.whole else 0.1, sentence.evidence
        yield Hit(evidence.file, NOTE, f"line {evidence.line}", score, evidence)
        why = f"sentence in {evidence.file}:{evidence.line}"
        for label in sorted(sentence.labels, key=lambda label: (-degrees[label], label)):
            yield Hit(label, graph.nodes[label]["kind"], why, score, evidence)


def _suggestions(index: NameIndex, text: str) -> list[str]:
    """Labels that may have been meant; the nearest names where nothing matches in any other way."""
    labels: dict[str, None] = {}
    for _, _, find in WAYS:
        labels.update(dict.fromkeys(name.label for name, _ in ranked(index, find(index, text), _SUGGESTIONS)))
    if not labels:
        labels.update(dict.fromkeys(name.label for name in nearest(index, text, _SUGGESTIONS)))
    return list(labels)[:_SUGGESTIONS]
