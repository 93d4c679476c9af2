"""From the model's numbers to what it found: spans that name things, and ordered pairs that are related."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.extraction.boundaries import names_in
from graph.extraction.encoding import IntArray, Row, Window, near_blocks, pair_features, piece_span
from graph.extraction.reader import FloatArray, ModelReader
from graph.names import name_key, words_of
from graph.notes import BlockKind, Note
from graph.statements import Mention

WINDOW_MENTIONS = 90
"""The pair grid grows with the square of the mentions; a window with more is read up to here."""
CONCEPT_PRIOR = 0.8
"""Added to the log odds of `concept`: the tagger calls too much a feature."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ordered pair of mentions with what the model says of it."""

    subject: Mention
    object: Mention
    scores: FloatArray
    """Log odds of each relation of the inventory against none, [relations]."""
    negation: float
    """Log odds that the relation is denied."""

    @property
    def score(self) -> float:
        """Log odds of the best relation."""
        return float(self.scores.max())


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that the tags name."""

    mention: Mention
    kinds: FloatArray
    """Log odds of each entity type, up to a common constant, [types]."""


def entity_types(tags: Sequence[str]) -> tuple[str, ...]:
    """The entity types that the BIO tags tell apart, in the order of `Tagged.kinds`."""
    return tuple(tag[2:] for tag in tags if tag.startswith("B-"))


def tagged_mentions(
    note: Note, rows: Sequence[Row], window: Window, tags: FloatArray, labels: Sequence[str]
) -> list[Tagged]:
    """The spans that the window's tags [T, labels] name, widened to whole words and to code without a space."""
    types = entity_types(labels)
    by_kind = np.stack([tags[:, [labels.index("B-" + k), labels.index("I-" + k)]].max(-1) for k in types], -1)
    starts, ends = window.starts.tolist(), window.ends.tolist()
    found = []
    for first, last, row in tagged_pieces(window, tags, labels):
        kinds = by_kind[first : last + 1].mean(0)
        spans = names_in(note.blocks[rows[row].block], rows[row], starts[first], ends[last])
        found += [Tagged(_mention(rows[row], span, types[int(kinds.argmax())]), kinds) for span in spans]
    return found


def tagged_pieces(window: Window, tags: FloatArray, labels: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """First piece, last piece and row of each run of pieces that the tags [T, labels] name as one."""
    names = [labels[k] for k in tags.argmax(-1).tolist()]
    owners = window.rows.tolist()
    position = 0
    while position < len(names):
        row, end = owners[position], position + 1
        if names[position] != "O" and row >= 0:
            while end < len(names) and owners[end] == row and names[end].startswith("I-"):
                end += 1
            yield position, end - 1, row
        position = end


def merge_mentions(
    note: Note, tagged: Sequence[Tagged], known: Sequence[Mention], types: Sequence[str]
) -> list[Mention]:
    """One list of mentions that do not overlap, in reading order.

    Where a tagged span and a vocabulary span overlap, the longer one wins and the vocabulary in a tie. Then every
    other place where one of the tagged names stands becomes a mention too. A name's type is the one that the
    vocabulary gives it, else the likeliest one over all places where the note tags it.
    """
    taken: dict[int, list[Mention]] = {}
    known_in: dict[int, list[Mention]] = {}
    for mention in known:
        known_in.setdefault(mention.block, []).append(mention)
    tagged = [t for t in tagged if not _is_listing_of_names(note, t.mention, known_in.get(t.mention.block, ()))]
    both = sorted(known, key=_place) + sorted((t.mention for t in tagged), key=_place)
    for mention in sorted(both, key=lambda m: m.start - m.end):
        spans = taken.setdefault(mention.block, [])
        if all(other.end <= mention.start or mention.end <= other.start for other in spans):
            spans.append(mention)
    chosen = [m for spans in taken.values() for m in spans if name_key(m.surface)]
    chosen += _recurrences(note, chosen, taken)
    sums: dict[tuple[str, ...], FloatArray] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for span in tagged:
        key = name_key(span.mention.surface)
        sums[key] = sums.get(key, 0) + span.kinds
        counts[key] += 1
    prior = np.array([CONCEPT_PRIOR * (kind == "concept") for kind in types])
    likeliest = {key: types[int((kinds / counts[key] + prior).argmax())] for key, kinds in sums.items()}
    settled = (m if m.name else replace(m, kind=likeliest.get(name_key(m.surface), m.kind)) for m in chosen)
    return sorted(settled, key=_place)


def candidates(
    reader: ModelReader,
    note: Note,
    rows: Sequence[Row],
    windows: Sequence[tuple[Window, FloatArray]],
    mentions: Sequence[Mention],
    *,
    cut: float,
) -> list[Candidate]:
    """The ordered pairs whose best relation scores above `cut`, window by window.

    `windows` holds each window with its pieces' vectors. Asked are pairs within a block, and of a block and one that it
    hangs on: what the model says of others is more often wrong than right. A pair of which both rows were read in an
    earlier window is left to that one.
    """
    at_row: dict[int, list[tuple[int, int, Mention]]] = {}
    for mention in mentions:
        row = _row_of(rows, mention)
        if row is not None:
            start = mention.start - rows[row].offset
            at_row.setdefault(row, []).append((start, start + mention.end - mention.start, mention))
    found: list[Candidate] = []
    for window, hidden in windows:
        placed = _placed(window, at_row)[:WINDOW_MENTIONS]
        spans: IntArray = np.array([span for span, _ in placed], dtype=np.int64).reshape(-1, 2)
        named = [mention for _, mention in placed]
        repeated = np.isin(window.rows[spans[:, 0]], list(window.repeated))
        pairs = np.argwhere(_near(note, named) & ~(repeated[:, None] & repeated[None]))
        if len(pairs):
            scores = reader.relate(hidden, spans, pairs, pair_features(window, rows, spans).at(pairs))
            above = np.flatnonzero(scores.relations.max(-1) > cut)
            found += [
                Candidate(named[i], named[j], scores.relations[k], float(scores.negation[k]))
                for k, (i, j) in zip(above.tolist(), pairs[above].tolist(), strict=True)
            ]
    return found


def _near(note: Note, mentions: Sequence[Mention]) -> NDArray[np.bool_]:
    """Which two mentions have different names and stand in one block or in a block and one above it, [n, n]."""
    names = {key: k for k, key in enumerate({name_key(mention.surface) for mention in mentions})}
    name = np.array([names[name_key(mention.surface)] for mention in mentions], dtype=np.int64)
    found: NDArray[np.bool_] = name[:, None] != name[None]
    return found & near_blocks(note, [mention.block for mention in mentions])


def _placed(window: Window, at_row: dict[int, list[tuple[int, int, Mention]]]) -> list[tuple[tuple[int, int], Mention]]:
    placed = []
    for row in window.row_spans:
        for start, end, mention in at_row.get(row, ()):
            if span := piece_span(window, row, start, end):
                placed.append((span, mention))
    return sorted(placed, key=lambda p: p[0])


def _row_of(rows: Sequence[Row], mention: Mention) -> int | None:
    """Index of the row on which the mention starts."""
    after = bisect_right(rows, (mention.block, mention.start), key=lambda row: (row.block, row.offset))
    return after - 1 if after and rows[after - 1].block == mention.block else None


def _is_listing_of_names(note: Note, mention: Mention, known: Sequence[Mention]) -> bool:
    """Whether the span is nothing but two or more services that the vocabulary knows in its block: "ECR EKS"."""
    inside = [k for k in known if k.kind == "service" and mention.start <= k.start and k.end <= mention.end]
    words = sum(len(words_of(k.surface)) for k in inside)
    text = note.blocks[mention.block].text[mention.start : mention.end]
    return len({k.name for k in inside}) > 1 and words == len(words_of(text))


def _recurrences(note: Note, chosen: Sequence[Mention], taken: dict[int, list[Mention]]) -> list[Mention]:
    """Mentions at all other places where a tagged name stands, longest names first."""
    names: dict[tuple[str, ...], Mention] = {}
    for mention in sorted(chosen, key=_place):
        if mention.name is None:  # the vocabulary has found all places of its names itself
            names.setdefault(name_key(mention.surface), mention)
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))
    found = []
    for block in note.blocks:
        words = words_of(block.text) if block.kind is not BlockKind.CODE else []
        position = 0
        while position < len(words):
            lengths = range(min(longest.get(words[position].folded, 0), len(words) - position), 0, -1)
            keys = (tuple(w.folded for w in words[position : position + k]) for k in lengths)
            key = next((key for key in keys if key in names), ())
            if key:
                start, end = words[position].start, words[position + len(key) - 1].end
                spans = taken.get(block.index, ())
                if "\n" not in block.text[start:end] and all(m.end <= start or end <= m.start for m in spans):
                    surface = block.text[start:end]
                    found.append(replace(names[key], block=block.index, start=start, end=end, surface=surface))
            position += len(key) or 1
    return found


def _mention(row: Row, span: tuple[int, int], kind: str) -> Mention:
    start, end = span
    surface = " ".join(row.text[start:end].split())
    return Mention(row.block, row.offset + start, row.offset + end, surface, kind, "model")


def _place(mention: Mention) -> tuple[int, int, int]:
    return mention.block, mention.start, mention.end
