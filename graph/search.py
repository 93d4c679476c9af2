"""Looking things up: a graph and some text in; names, notes and sentences that match out, the best first, with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

import networkx as nx
from rapidfuzz import fuzz, process

from graph.errors import UnknownNameError
from graph.names import Name, NameIndex, fold, is_acronym, names_of, spelling_of, words_of
from graph.statements import Evidence
from graph.texts import notes_of, sentences_with

NOTE = "note"
"""Kind of a hit that is a note."""

_LONGEST_TEXT = 200
"""Characters that are looked at."""
_CLOSE = 75
"""Least similarity, of 100, for a name with typos to be shown."""
_SURE = 80
"""Least similarity for a name with typos to be taken for the one that was meant."""
_MORE_LETTERS = 2
"""By how many letters it may be longer or shorter; more than that is another word."""
_LEAD = 5
"""By how much it must be more similar than the names of all other nodes."""
_LOOSE = 50
"""Least similarity for a name to be suggested where nothing better matches."""
_SUGGESTIONS = 5

_Found = Iterable[tuple[int, float]]
"""Places in the index of names, and how well each matches, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that matches the text looked for."""

    label: str
    """The node's label; the note's file where `kind` is NOTE."""
    kind: str
    """service, feature, concept, or a type that a vocabulary pack defines; NOTE for a note."""
    why: str
    """What matched: "name", "alias EFS", "initials of Elastic File System", "close to EventBridge", ..."""
    score: float
    """0 to 1: 1 for the name itself; only the order means something."""
    evidence: Evidence | None = None
    """The sentence that matched, where one did."""


def search(graph: nx.MultiDiGraph, text: str, *, limit: int = 20) -> list[Hit]:
    """Nodes and notes that match `text`, at most `limit`, each once and for its best reason.

    A node matches by its name, an alias, another spelling of these, their beginning, words (in any order, each at
    least begun), initials, or with typos. Then come notes by title, tag and category, then nodes whose relations were
    read from a sentence with these words. Among equals, nodes with more relations come first.

    >>> from graph.elements import Node, add_node
    >>> graph = nx.MultiDiGraph()
    >>> add_node(graph, Node("Elastic File System", "service", aliases=("EFS",)))
    >>> [(hit.label, hit.why) for hit in search(graph, "efs")]
    [('Elastic File System', 'alias EFS')]
    >>> search(graph, "elastic flie system")[0].why
    'close to Elastic File System'
    """
    query = text[:_LONGEST_TEXT]
    hits: dict[tuple[str, bool], Hit] = {}
    if fold(query):
        for hit in chain(*(find(graph, query, 2 * limit) for find in (_by_name, _in_notes, _in_sentences))):
            if len(hits) >= limit:
                break
            hits.setdefault((hit.label, hit.kind == NOTE), hit)
    return list(hits.values())


def find_node(graph: nx.MultiDiGraph, name: str) -> str:
    """The label of the one node that `name` means: its name or alias, whatever the case, spacing or plural; initials
    that fit one node alone; or one of these with a small typo, where no other name is nearly as close.

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
    for find in (_same_name, _same_alias, _same_spelling, _same_initials):
        labels = [name.label for name, _ in _ranked(index, find(index, text), _SUGGESTIONS)]
        if len(labels) == 1 or (labels and find is _same_name):
            return labels[0]
        if labels:
            raise UnknownNameError(name, labels)
    close = [(name.label, score) for name, score in _ranked(index, _meant(index, text), 2)]
    if len(close) == 1 or (close and close[0][1] - close[1][1] >= _LEAD / 100):
        return close[0][0]
    raise UnknownNameError(name, _suggestions(index, text))


def _by_name(graph: nx.MultiDiGraph, text: str, count: int) -> Iterator[Hit]:
    index = names_of(graph)
    for why, weight, find in _WAYS:
        for name, score in _ranked(index, find(index, text), count):
            yield Hit(name.label, graph.nodes[name.label]["kind"], why.format(name.text), weight * score)


def _in_notes(graph: nx.MultiDiGraph, text: str, _count: int) -> Iterator[Hit]:
    """Notes with these words in the title first, then those with this tag, then with this category."""
    words = words_of(text)
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


def _in_sentences(graph: nx.MultiDiGraph, text: str, count: int) -> Iterator[Hit]:
    """Nodes whose relations stand in a sentence with the text as it is, then with all of its words."""
    best: dict[str, tuple[float, Evidence]] = {}
    for sentence, whole in sentences_with(graph, text):
        score = 0.15 if whole else 0.1
        for label in sentence.labels:
            if label not in best or score > best[label][0]:
                best[label] = (score, sentence.evidence)
    degrees = names_of(graph).degrees
    for label, (score, evidence) in nsmallest(count, best.items(), key=lambda i: (-i[1][0], -degrees[i[0]], i[0])):
        why = f"sentence in {evidence.file}:{evidence.line}"
        yield Hit(label, graph.nodes[label]["kind"], why, score, evidence)


def _ranked(index: NameIndex, found: _Found, count: int) -> list[tuple[Name, float]]:
    """The best name of each node with its score, the best nodes first; among equals those with more relations."""
    best: dict[str, tuple[float, int]] = {}
    for place, score in found:
        label = index.names[place].label
        if label not in best or score > best[label][0]:
            best[label] = (score, place)
    first = nsmallest(count, best.items(), key=lambda item: (-item[1][0], -index.degrees[item[0]], item[0]))
    return [(index.names[place], score) for _, (score, place) in first]


def _same_name(index: NameIndex, text: str) -> _Found:
    names = index.names
    places = index.exact.get(fold(text), ())
    return [(place, 1.0 if names[place].text == text else 0.99) for place in places if not names[place].is_alias]


def _same_alias(index: NameIndex, text: str) -> _Found:
    return _equally(place for place in index.exact.get(fold(text), ()) if index.names[place].is_alias)


def _same_spelling(index: NameIndex, text: str) -> _Found:
    return _equally(index.spellings.get(spelling_of(text), ()))


def _same_beginning(index: NameIndex, text: str) -> _Found:
    return _equally(index.beginning_with(fold(text)))


def _same_words(index: NameIndex, text: str) -> _Found:
    return _equally(index.with_words(map(index.words_beginning_with, words_of(text))))


def _same_initials(index: NameIndex, text: str) -> _Found:
    return _equally(index.initials.get(fold(text), ()))


def _inner_initials(index: NameIndex, text: str) -> _Found:
    return _equally(index.inner_initials.get(fold(text), ()))


def _close_names(index: NameIndex, text: str, least: float = _CLOSE) -> _Found:
    """Names that differ by typos, by their words in any order or by their letters alone."""
    if is_acronym(text.strip()):
        return
    words = words_of(text)
    orders, joined = (" ".join(sorted(words)), index.word_orders), ("".join(words), index.joined)
    for wanted, names in (orders, joined) if len(words) > 1 else (joined,):
        for _, similarity, place in process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=least, limit=100):
            yield place, similarity / 100


def _close_words(index: NameIndex, text: str) -> _Found:
    """Names with words that differ by typos from those of the text."""
    choices = []
    for word in words_of(text):
        choice = set(index.words_beginning_with(word))
        if not is_acronym(word):
            close = process.extract(word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=20)
            choice.update(known for known, _, _ in close if not is_acronym(known))
        choices.append(choice)
    return _equally(index.with_words(choices))


def _meant(index: NameIndex, text: str) -> _Found:
    """Names close enough to be taken for `text`: with the same acronyms and numbers, typos in other words only."""
    fixed, length = _fixed_words(text), len(spelling_of(text))
    for place, score in _close_names(index, text, _SURE):
        name = index.names[place].text
        if _fixed_words(name) == fixed and abs(len(spelling_of(name)) - length) <= _MORE_LETTERS:
            yield place, score


def _fixed_words(text: str) -> set[str]:
    return {word for word in words_of(text) if is_acronym(word) or not word.isalpha()}


def _suggestions(index: NameIndex, text: str) -> list[str]:
    """Labels that may have been meant; the nearest names where nothing matches in any other way."""
    labels: dict[str, None] = {}
    for _, _, find in _WAYS:
        labels.update(dict.fromkeys(name.label for name, _ in _ranked(index, find(index, text), _SUGGESTIONS)))
    if not labels:
        names = [fold(name.text) for name in index.names]
        near = process.extract(fold(text), names, scorer=fuzz.ratio, score_cutoff=_LOOSE, limit=_SUGGESTIONS)
        labels.update(dict.fromkeys(index.names[place].label for _, _, place in near))
    return list(labels)[:_SUGGESTIONS]


def _equally(places: Iterable[int]) -> _Found:
    return ((place, 1.0) for place in places)


_WAYS: tuple[tuple[str, float, Callable[[NameIndex, str], _Found]], ...] = (
    ("name", 1.0, _same_name),
    ("alias {}", 0.95, _same_alias),
    ("spelling of {}", 0.9, _same_spelling),
    ("beginning of {}", 0.8, _same_beginning),
    ("words of {}", 0.7, _same_words),
    ("initials of {}", 0.6, _same_initials),
    ("initials in {}", 0.55, _inner_initials),
    ("close to {}", 0.5, _close_names),
    ("close to words of {}", 0.3, _close_words),
)
"""Ways in which a name matches, the best first: why, the most it scores, and what finds it."""
