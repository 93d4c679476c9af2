"""The extraction with a script in the model's place: names and related pairs are given, all else is the product's.

What notation, vocabulary, verbs and polarity make of a note is so tested whatever the trained model finds in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from graph.extraction.acronyms import alias_claims
from graph.extraction.coordination import coordinated
from graph.extraction.decoding import Candidate, Tagged, entity_types, merge_mentions
from graph.extraction.labelling import statements_of
from graph.extraction.pipeline import load_pipeline, read
from graph.extraction.reader import Labels
from graph.extraction.vocabulary import load_vocabulary
from graph.names import name_key, words_of
from graph.notes import BlockKind, Note
from graph.relations import inventory
from graph.statements import Mention, NoteFacts

Name = tuple[str, ...]

SURE, NEVER = 5.0, -9.0
"""Log odds of the relation that the script gives a pair where it says nothing else, and of all other relations."""


class Pair(NamedTuple):
    """Two names that the script calls related."""

    subject: Name
    relation: str
    object: Name
    line: int
    score: float = SURE
    """Log odds of the relation."""
    negation: float = 0.0
    """Log odds that it is denied."""


@dataclass(frozen=True)
class ScriptedExtractor:
    """Finds the names, and relates the pairs, that it was made with."""

    names: frozenset[Name] = frozenset()
    pairs: Sequence[Pair] = ()

    def extract(self, note: Note) -> NoteFacts:
        return facts_of(note, read_scripted(note, self.names, self.pairs))


def read_scripted(note: Note, names: frozenset[Name] = frozenset(), pairs: Sequence[Pair] = ()) -> Doc:
    _pipeline().get_pipe("script").play(names, pairs)  # type: ignore[attr-defined]
    return read(_pipeline(), note)


def facts_of(note: Note, doc: Doc) -> NoteFacts:
    statements = statements_of(doc, labels().relations, inventory())
    return NoteFacts(note.file, tuple(doc._.reading.mentions), tuple(statements), tuple(alias_claims(note)))


@cache
def labels() -> Labels:
    text = resources.files("graph").joinpath("extraction/trained/labels.json").read_text(encoding="utf-8")
    loaded = json.loads(text)
    return Labels(tuple(loaded["relations"]), tuple(loaded["tags"]))


@cache
def _pipeline() -> Language:
    nlp = load_pipeline(load_vocabulary())
    nlp.replace_pipe("note_reader", "script")
    nlp.rename_pipe("note_reader", "script")
    return nlp


class Script:
    """Stands where the trained model stands in the pipeline."""

    def play(self, names: frozenset[Name], pairs: Sequence[Pair]) -> None:
        self._names, self._pairs = names, pairs

    def __call__(self, doc: Doc) -> Doc:
        reading = doc._.reading
        types = entity_types(labels().tags)
        tagged = [Tagged(mention, np.zeros(len(types), np.float32)) for mention in self._named(reading.note)]
        reading.mentions = merge_mentions(reading.note, tagged, reading.known, types)
        for mention in reading.mentions:
            reading.by_block.setdefault(mention.block, []).append(mention)
        groups = list(coordinated(reading.note, reading.mentions))
        reading.listed = {mention: group for group in groups for mention in group}
        reading.candidates = [c for pair in self._pairs for c in _candidates(reading.note, reading.mentions, pair)]
        return doc

    def _named(self, note: Note) -> Iterator[Mention]:
        """Every place where one of the names stands."""
        for block in note.blocks:
            words = words_of(block.text) if block.kind is not BlockKind.CODE else []
            for name in self._names:
                for k in range(len(words) - len(name) + 1):
                    if tuple(word.folded for word in words[k : k + len(name)]) == name:
                        start, end = words[k].start, words[k + len(name) - 1].end
                        yield Mention(block.index, start, end, block.text[start:end], "concept", "model")


def _candidates(note: Note, mentions: Sequence[Mention], pair: Pair) -> Iterator[Candidate]:
    """The nearest two mentions of the pair of which the later one stands on its line."""
    found = []
    for subject in (m for m in mentions if _is_called(m, pair.subject)):
        for object_ in (m for m in mentions if _is_called(m, pair.object)):
            later = max(subject, object_, key=lambda m: (m.block, m.start))
            if note.blocks[later.block].line_at(later.start) == pair.line:
                found.append((abs(subject.block - object_.block), abs(subject.start - object_.start), subject, object_))
    if found:
        *_, subject, object_ = min(found, key=lambda f: f[:2])
        known = labels().relations
        scores = np.full(len(known), NEVER, np.float32)
        scores[known.index(pair.relation if pair.relation in known else "other")] = pair.score
        yield Candidate(subject, object_, scores, pair.negation)


def _is_called(mention: Mention, name: Name) -> bool:
    return name in (name_key(mention.surface), name_key(mention.name or ""))


@Language.factory("script")
def _script(nlp: Language, name: str) -> Script:  # noqa: ARG001
    return Script()
