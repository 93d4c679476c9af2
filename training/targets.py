"""A gold note goes in; its windows come out, with the mentions in them and what is to be said of their pairs.

Windows, structure tokens and pair features are the product's own (`graph.extraction.encoding`): what the model learns
from is what it is asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.extraction.decoding import WINDOW_MENTIONS
from graph.extraction.encoding import (
    IntArray,
    PairFeatures,
    Row,
    Window,
    near_blocks,
    pair_features,
    piece_span,
    windows_of,
)
from graph.notes import Note
from graph.relations import inventory
from training.dataset import Found, GoldNote, find_names, line_of
from training.labels import KINDS, LABELS

IGNORED = -100
"""Tag target of pieces that say nothing either way."""

BoolArray = NDArray[np.bool_]


class Placed(NamedTuple):
    """A mention in a window."""

    first: int
    """Its first piece."""
    last: int
    """Its last piece."""
    row: int
    entity: str | None
    """None for a span that the model tagged and the gold does not know."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with everything that the losses need; n mentions, T pieces, L labels."""

    window: Window
    rows: tuple[Row, ...]
    note: Note
    mentions: tuple[Placed, ...]
    tags: IntArray
    """Index of each piece's tag, [T]; `IGNORED` where a name takes part in no required relation."""
    features: PairFeatures
    positive: BoolArray
    """[n, n, L]: the relations that hold and are to be found at this very pair."""
    masked: BoolArray
    """[n, n, L]: the relations that are neither right nor wrong here."""
    negated: BoolArray
    """[n, n]: whether the pair's relation is denied."""


def examples_of(gold: GoldNote) -> list[Example]:
    """The note's windows with their targets."""
    found: dict[int, list[Found]] = defaultdict(list)
    for place in find_names(gold.rows, gold.names):
        found[place.row].append(place)
    return [_example(gold, window, found) for window in windows_of(gold.rows)]


def with_spans(example: Example, spans: Sequence[tuple[int, int, int]]) -> Example:
    """The example with further mentions (first piece, last piece, row) that are related to nothing."""
    mentions = (*example.mentions, *(Placed(*span, None) for span in spans))
    n, old = len(mentions), len(example.mentions)
    positive = np.zeros((n, n, len(LABELS)), dtype=np.bool_)
    masked, negated = np.zeros_like(positive), np.zeros((n, n), dtype=np.bool_)
    positive[:old, :old], masked[:old, :old], negated[:old, :old] = example.positive, example.masked, example.negated
    features = _features(example.window, example.rows, mentions)
    return replace(example, mentions=mentions, features=features, positive=positive, masked=masked, negated=negated)


def spans_of(example: Example) -> IntArray:
    """First and last piece of each mention, [n, 2]."""
    return _spans(example.mentions)


def pairs_of(example: Example) -> IntArray:
    """The ordered pairs that the product asks about, [p, 2]: mentions of one block, or of one and a block above it."""
    near = near_blocks(example.note, [example.rows[m.row].block for m in example.mentions])
    np.fill_diagonal(near, val=False)
    pairs: IntArray = np.argwhere(near)
    return pairs


def _spans(mentions: Sequence[Placed]) -> IntArray:
    return np.array([(m.first, m.last) for m in mentions], dtype=np.int64).reshape(-1, 2)


def _example(gold: GoldNote, window: Window, found: Mapping[int, Sequence[Found]]) -> Example:
    places = [(row, place) for row in window.row_spans for place in found.get(row, ())]
    spans = [(piece_span(window, row, place.start, place.end), row, place.entity) for row, place in places]
    mentions = sorted(Placed(*span, row, entity) for span, row, entity in spans if span)
    kept = tuple(mentions[:WINDOW_MENTIONS])
    positive, masked, negated = _pair_targets(gold, window, kept)
    features = _features(window, gold.rows, kept)
    return Example(
        window, gold.rows, gold.note, kept, _tag_targets(gold, window, mentions), features, positive, masked, negated
    )


def _features(window: Window, rows: Sequence[Row], mentions: Sequence[Placed]) -> PairFeatures:
    if mentions:
        return pair_features(window, rows, _spans(mentions))
    square: IntArray = np.zeros((0, 0), dtype=np.int64)
    return PairFeatures(square, square, np.zeros((0, 0, 6), dtype=np.int64))


def _tag_targets(gold: GoldNote, window: Window, mentions: Sequence[Placed]) -> IntArray:
    tags: IntArray = np.zeros(len(window.ids), dtype=np.int64)
    used = gold.used
    for mention in mentions:
        assert mention.entity is not None
        if mention.entity in used:
            kind = KINDS.index(gold.kinds[mention.entity])
            tags[mention.first : mention.last + 1] = 2 + 2 * kind
            tags[mention.first] = 1 + 2 * kind
        else:
            tags[mention.first : mention.last + 1] = IGNORED
    return tags


def _pair_targets(gold: GoldNote, window: Window, mentions: Sequence[Placed]) -> tuple[BoolArray, BoolArray, BoolArray]:
    n = len(mentions)
    positive = np.zeros((n, n, len(LABELS)), dtype=np.bool_)
    masked, negated = np.zeros_like(positive), np.zeros((n, n), dtype=np.bool_)
    at: dict[str | None, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        at[mention.entity].append(index)
    for subject, label, object_ in gold.optional:
        masked[np.ix_(at[subject], at[object_], [label])] = True
    lines = {row: line_of(gold.note, gold.rows[row]) for row in window.row_spans}
    for relation in gold.required:
        subjects, objects = at[relation.subject], at[relation.object]
        masked[np.ix_(subjects, objects, [relation.label])] = True
        if _is_symmetric(relation.label):
            masked[np.ix_(objects, subjects, [relation.label])] = True
        pairs = [(i, j) for i in subjects for j in objects if i != j]
        stating = [p for p in pairs if relation.line in (lines[mentions[p[0]].row], lines[mentions[p[1]].row])]
        if not stating and (relation.line is None or relation.line in lines.values()):
            stating = pairs
        if stating:
            i, j = min(stating, key=lambda p: _distance(gold.rows, mentions[p[0]], mentions[p[1]]))
            positive[i, j, relation.label] = True
            negated[i, j] |= relation.negated
    return positive, masked & ~positive, negated


def _is_symmetric(label: int) -> bool:
    relation = inventory().relations.get(LABELS[label])
    return relation is not None and relation.symmetric


def _distance(rows: Sequence[Row], a: Placed, b: Placed) -> float:
    """How far apart two mentions stand: on one row in pieces, then up and down the tree, then anywhere."""
    pieces = abs(a.first - b.first)
    if a.row == b.row:
        return pieces
    x, y = rows[a.row], rows[b.row]
    if a.row in y.ancestors or b.row in x.ancestors:
        return 20 + 10 * abs(len(x.ancestors) - len(y.ancestors)) + pieces * 0.01
    return 100 + pieces
