"""A model and gold notes go in; what it finds in them and how much of that is right comes out.

Notes are read by the product's own decoding, without vocabulary and rules: the figures are the model's alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, cast

import numpy as np
import torch

from graph.extraction.decoding import candidates, entity_types, merge_mentions, tagged_mentions
from graph.extraction.encoding import IntArray, PairFeatures, Window, rows_of, windows_of
from graph.extraction.reader import FloatArray, Labels, ModelReader, PairScores
from graph.names import name_key
from graph.notes import Note
from graph.relations import inventory
from training.dataset import GoldNote
from training.heads import NoteModel
from training.labels import LABELS, OTHER, TAGS

Triple = tuple[str, str, str, bool]
Triples = set[Triple]
LOWEST_CUT = -5.0


class Row(NamedTuple):
    """A relation that the model found."""

    subject: str
    relation: str
    object: str
    line: int
    negation: float
    """Log odds that it is denied."""
    score: float
    """Log odds of the relation against none."""
    subject_kind: str
    object_kind: str


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


class Reader(Protocol):
    """What reads windows: the product's `ModelReader`, and what stands in for it here."""

    @property
    def labels(self) -> Labels:
        """What the numbers mean."""

    def encode(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Vectors [T, 384] of the window's pieces and their tag scores [T, tags]."""

    def relate(self, hidden: FloatArray, spans: IntArray, pairs: IntArray, features: PairFeatures) -> PairScores:
        """Scores of the ordered `pairs` [p, 2] of the n mentions that stand at the pieces `spans` [n, 2]."""


class TorchReader:
    """A model in training behind the interface of `graph.extraction.reader.ModelReader`."""

    def __init__(self, model: NoteModel) -> None:
        self._model = model
        self.labels = Labels(LABELS, TAGS)

    @torch.no_grad()
    def encode(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Vectors [T, 384] of the window's pieces and their tag scores [T, tags]."""
        device = next(self._model.parameters()).device
        ids = torch.from_numpy(window.ids)[None].to(device)
        hidden = self._model.encoder(ids, torch.ones(ids.shape, device=device))[0]
        return hidden.cpu().numpy(), self._model.tagger(hidden).cpu().numpy()

    @torch.no_grad()
    def relate(self, hidden: FloatArray, spans: IntArray, pairs: IntArray, features: PairFeatures) -> PairScores:
        """Scores of the ordered `pairs` [p, 2] of the n mentions that stand at the pieces `spans` [n, 2]."""
        device = next(self._model.parameters()).device
        inputs = (torch.from_numpy(np.ascontiguousarray(a)).to(device) for a in (hidden, spans, pairs, *features))
        logits = self._model.pairs(*inputs).cpu().numpy()
        count = len(LABELS)
        return PairScores(logits[..., :count] - logits[..., count : count + 1], logits[..., count + 1])


def predict(reader: Reader, note: Note) -> list[Row]:
    """The best-scored occurrence of each relation that scores above `LOWEST_CUT`."""
    rows = rows_of(note)
    encoded, tagged = [], []
    for window in windows_of(rows):
        hidden, tags = reader.encode(window)
        encoded.append((window, hidden))
        tagged += tagged_mentions(note, rows, window, tags, reader.labels.tags)
    mentions = merge_mentions(note, tagged, [], entity_types(reader.labels.tags))
    best: dict[tuple[Any, ...], Row] = {}
    for pair in candidates(cast(ModelReader, reader), note, rows, encoded, mentions, cut=LOWEST_CUT):
        later = max(pair.subject, pair.object, key=lambda m: (m.block, m.start))
        label = reader.labels.relations[int(pair.scores.argmax())]
        key = (name_key(pair.subject.surface), label, name_key(pair.object.surface))
        row = Row(
            pair.subject.surface,
            label,
            pair.object.surface,
            note.blocks[later.block].line_at(later.start),
            pair.negation,
            float(pair.scores.max()),
            pair.subject.kind,
            pair.object.kind,
        )
        if key not in best or best[key].score < row.score:
            best[key] = row
    return list(best.values())


def found_in(reader: Reader, golds: Iterable[GoldNote]) -> dict[str, list[Row]]:
    """What the reader finds in each note, by the note's file."""
    return {gold.note.file: predict(reader, gold.note) for gold in golds}


def scores(
    golds: Sequence[GoldNote], found: Mapping[str, Sequence[Row]], *, cut: float = -2.0, denial: float = 0.0
) -> dict[str, Score]:
    """Entity, pair and typed scores over all notes; optional relations count for nothing either way.

    `found` holds each note's rows by its file. The model does not say which verb "other" stands for, and no verb is
    asked for; `named` leaves these relations out. `denied` counts the denied relations alone.
    """
    counts: Counter[tuple[str, int]] = Counter()
    levels: dict[str, None] = {}
    for gold in golds:
        rows = [row for row in found[gold.note.file] if row.score > cut]
        for level, values in _counts(_triples(gold, rows, denial)).items():
            levels[level] = None
            counts.update({(level, place): value for place, value in enumerate(values)})
    return {level: score_of(*(counts[level, place] for place in range(3))) for level in levels}


def label_scores(
    golds: Sequence[GoldNote], found: Mapping[str, Sequence[Row]], *, cut: float = -2.0, denial: float = 0.0
) -> dict[str, tuple[Score, int]]:
    """Typed score of each relation and how often it is required, the most frequent first."""
    counts: Counter[tuple[str, int]] = Counter()
    for gold in golds:
        triples = _triples(gold, [row for row in found[gold.note.file] if row.score > cut], denial)
        for label in LABELS:
            only = [{t for t in group if t[1] == label} for group in triples]
            counts.update({(label, place): value for place, value in enumerate(_count(*only))})
    required = sorted((label for label in LABELS if counts[label, 2]), key=lambda label: -counts[label, 2])
    return {label: (score_of(*(counts[label, k] for k in range(3))), counts[label, 2]) for label in required}


def score_of(hit: int, found: int, required: int) -> Score:
    """Precision, recall and F1 from counts; 0 where nothing was found or asked for."""
    precision, recall = hit / max(1, found), hit / max(1, required)
    return Score(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


def _triples(gold: GoldNote, rows: Iterable[Row], denial: float) -> tuple[Triples, Triples, Triples]:
    """What was found, what is required and what is optional."""
    found = {
        _triple(_entity(gold, row.subject), row.relation, _entity(gold, row.object), row.negation > denial)
        for row in rows
    }
    required = {_triple(r.subject, LABELS[r.label], r.object, r.negated) for r in gold.required}
    optional = {_triple(s, LABELS[label], o, denied) for s, label, o in gold.optional for denied in (False, True)}
    return {t for t in found if t[0] != t[2]}, required, optional - required


def _triple(subject: str, label: str, object_: str, negated: bool) -> Triple:
    relation = inventory().relations.get(label)
    if relation is not None and relation.symmetric and object_ < subject:
        subject, object_ = object_, subject
    return subject, label, object_, negated


def _counts(triples: tuple[Triples, Triples, Triples]) -> dict[str, tuple[int, int, int]]:
    pairs = [{frozenset((t[0], t[2])) for t in group} for group in triples]
    ends = [{end for t in group for end in (t[0], t[2])} for group in triples]
    denials = [{t for t in group if t[3]} for group in triples]
    named = [{t for t in group if t[1] != OTHER} for group in triples]
    return {
        "entity": _count(*ends),
        "pair": _count(*pairs),
        "typed": _count(*triples),
        "named": _count(*named),
        "denied": _count(*denials),
    }


def _count(found: set[Any], required: set[Any], optional: set[Any]) -> tuple[int, int, int]:
    found = found - (optional - required)
    return len(found & required), len(found), len(required)


def _entity(gold: GoldNote, name: str) -> str:
    key = name_key(name)
    return gold.names.get(key, " ".join(key))
