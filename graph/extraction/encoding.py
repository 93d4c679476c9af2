"""How the model sees a note: rows of word pieces behind structure tokens, cut into windows, and features of pairs.

The product and the training code share this module: what the model was trained on is what it is asked about.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from graph.notes import Block, BlockKind, Note

IntArray = NDArray[np.int64]

WINDOW_PIECES = 400
"""Word pieces and structure tokens that a window aims at."""
ROW_PIECES = 300
"""A longer row is cut off."""
ROW_CHARACTERS = 1500
CONTEXT_ROWS = 6
CONTEXT_ROW_PIECES = 60
"""A longer row is not repeated as context."""

_CLS, _SEP = 101, 102
_URL = re.compile(r"https?://\S+")


class Row(NamedTuple):
    """One source line of a block."""

    block: int
    """Index of the block in its note."""
    offset: int
    """Where the row starts in the block's text."""
    text: str
    structure: int
    """Id of the structure token that stands before the row."""
    parent: int | None
    """Index of the row that this one hangs on."""
    ancestors: tuple[int, ...]
    """Indices of the rows above it, nearest first."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once; T pieces, structure tokens and the two outer marks included."""

    ids: IntArray
    """Vocabulary ids, [T]."""
    rows: IntArray
    """Index of each piece's row, [T]; -1 for structure tokens and outer marks."""
    starts: IntArray
    """First character of each piece in its row's text, [T]."""
    ends: IntArray
    """One past its last character, [T]."""
    row_spans: dict[int, tuple[int, int]]
    """Row index -> [first, one past the last) piece of the row, for the rows that have pieces."""
    repeated: frozenset[int]
    """Rows that were read in an earlier window and stand here as context."""


def rows_of(note: Note) -> list[Row]:
    """The note's rows: a row for each source line of each block that is read as prose."""
    rows: list[Row] = []
    first_row: dict[int, int] = {}
    last_row: dict[int, int] = {}
    for block in note.blocks:
        if block.kind is BlockKind.CODE:
            continue
        offset = 0
        for number, line in enumerate(block.text.split("\n")):
            if line.strip():
                parent = _parent_row(note, block, number, first_row, last_row)
                ancestors = () if parent is None else (parent, *rows[parent].ancestors)
                token = _structure_token(block, continued=number > 0)
                rows.append(Row(block.index, offset, line[:ROW_CHARACTERS], token, parent, ancestors))
                first_row.setdefault(block.index, len(rows) - 1)
                last_row[block.index] = len(rows) - 1
            offset += len(line) + 1
    return rows


def windows_of(rows: Sequence[Row]) -> list[Window]:
    """The rows in order, in windows of about `WINDOW_PIECES`, each opened by the ancestors of its first new row."""
    encodings = _tokenizer().encode_batch([_without_urls(row.text) for row in rows], add_special_tokens=False)
    pieces = [(e.ids[:ROW_PIECES], e.offsets[:ROW_PIECES]) for e in encodings]
    windows: list[Window] = []
    current: list[int] = []
    repeated: list[int] = []
    size = 0
    for index in range(len(rows)):
        need = len(pieces[index][0]) + 1
        if current and size + need > WINDOW_PIECES:
            windows.append(_window(rows, pieces, current, repeated))
            context = [*({0} - set(rows[index].ancestors)), *reversed(rows[index].ancestors)]
            repeated = [k for k in context if len(pieces[k][0]) < CONTEXT_ROW_PIECES][-CONTEXT_ROWS:]
            current = list(repeated)
            size = sum(len(pieces[k][0]) + 1 for k in current)
        current.append(index)
        size += need
    if current:
        windows.append(_window(rows, pieces, current, repeated))
    return windows


class PairFeatures(NamedTuple):
    """What the pair head is told of ordered pairs of mentions, besides their vectors.

    The shapes are those of all pairs of n mentions; `at` takes some of them out.
    """

    structure: IntArray
    """How the two rows are related, [n, n]; see `labels.json`."""
    distance: IntArray
    """Bucket of the distance in pieces, [n, n]; 10 and more where the second mention comes first."""
    between: IntArray
    """[n, n, 6], three times [low, high): the pieces before the later mention, its row, and the earlier one's row."""

    def at(self, pairs: IntArray) -> PairFeatures:
        """The features of the `pairs` [p, 2] alone: [p], [p] and [p, 6]."""
        first, second = pairs.T
        return PairFeatures(*(feature[first, second] for feature in self))


def pair_features(window: Window, rows: Sequence[Row], spans: IntArray) -> PairFeatures:
    """Features of all ordered pairs of mentions; `spans` [n, 2] holds each one's first and last piece."""
    first, last = spans[:, 0], spans[:, 1]
    mention_rows = window.rows[first]
    present, at = np.unique(mention_rows, return_inverse=True)
    before = first[:, None] < first[None]
    structure = _row_relations(rows, present.tolist())[at[:, None], at[None]]
    # The symmetric relations (same row, siblings, other) have a twin for the other order.
    structure = np.where(np.isin(structure, (0, 6, 9)) & ~before, structure + 1, structure)

    apart = first[None] - first[:, None]
    bucket = np.minimum(9, (np.log2(np.abs(apart) + 1) * 1.2).astype(np.int64))
    distance = np.where(apart > 0, bucket, 10 + bucket)

    row_low = np.array([window.row_spans[r][0] for r in mention_rows.tolist()])
    row_high = np.array([window.row_spans[r][1] for r in mention_rows.tolist()])
    later_low = np.where(before, row_low[None], row_low[:, None])
    earlier_low = np.where(before, row_low[:, None], row_low[None])
    later_high = np.where(before, row_high[None], row_high[:, None])
    earlier_high = np.where(before, row_high[:, None], row_high[None])
    same_row = at[:, None] == at[None]
    low = np.where(same_row, np.where(before, last[:, None], last[None]) + 1, later_low)
    high = np.maximum(low, np.maximum(first[:, None], first[None]))
    between = np.stack([low, high, later_low, later_high, earlier_low, earlier_high], -1)
    return PairFeatures(structure, distance, between)


def near_blocks(note: Note, blocks: Sequence[int]) -> NDArray[np.bool_]:
    """Which two of n things, in blocks of these indices, share a block or stand in one above the other's, [n, n]."""
    present, at = np.unique(np.asarray(blocks, dtype=np.int64), return_inverse=True)
    number = {block: k for k, block in enumerate(present.tolist())}
    near = np.eye(len(present), dtype=np.bool_)
    for block, k in number.items():
        for above in note.ancestors[block]:
            if above in number:
                near[k, number[above]] = near[number[above], k] = True
    found: NDArray[np.bool_] = near[at[:, None], at[None]]
    return found


def piece_span(window: Window, row: int, start: int, end: int) -> tuple[int, int] | None:
    """First and last piece that touch characters [start, end) of the row; None where the window has none."""
    low, high = window.row_spans.get(row, (0, 0))
    touching = np.flatnonzero((window.starts[low:high] < end) & (window.ends[low:high] > start))
    return (low + int(touching[0]), low + int(touching[-1])) if touching.size else None


def _parent_row(
    note: Note, block: Block, number: int, first_row: dict[int, int], last_row: dict[int, int]
) -> int | None:
    if number and block.kind in (BlockKind.BULLET, BlockKind.NUMBERED) and block.index in first_row:
        return first_row[block.index]
    for above in note.ancestors[block.index]:
        if above in first_row:
            # A paragraph leads into a list with its last line; anything else is named by its first.
            return (last_row if note.blocks[above].kind is BlockKind.PARAGRAPH else first_row)[above]
    return None


def _structure_token(block: Block, *, continued: bool) -> int:
    """Id of the unused vocabulary entry that stands for the row's place in the note's structure."""
    match block.kind:
        case BlockKind.HEADING:
            return 1 + block.depth
        case BlockKind.BULLET | BlockKind.NUMBERED if continued:
            return 33 + min(block.depth + 1, 3)
        case BlockKind.BULLET:
            return 11 + min(block.depth, 5)
        case BlockKind.NUMBERED:
            return 21 + min(block.depth, 5)
        case BlockKind.TABLE_ROW:
            return 31
        case BlockKind.FRONT_MATTER:
            return 32
        case _:
            return 33 + min(block.depth, 3)


def _without_urls(text: str) -> str:
    """The text with each address shortened to the word URL, padded so that all offsets stay true."""
    return _URL.sub(lambda m: "URL".ljust(len(m.group())), text)


def _window(
    rows: Sequence[Row],
    pieces: Sequence[tuple[Sequence[int], Sequence[tuple[int, int]]]],
    members: Sequence[int],
    repeated: Sequence[int],
) -> Window:
    ids, owners, starts, ends = [_CLS], [-1], [0], [0]
    spans: dict[int, tuple[int, int]] = {}
    for index in members:
        row_ids, offsets = pieces[index]
        ids += [rows[index].structure, *row_ids]
        owners += [-1, *[index] * len(row_ids)]
        starts += [0, *(a for a, _ in offsets)]
        ends += [0, *(b for _, b in offsets)]
        if row_ids:
            spans[index] = (len(ids) - len(row_ids), len(ids))
    return Window(
        ids=np.array([*ids, _SEP], dtype=np.int64),
        rows=np.array([*owners, -1], dtype=np.int64),
        starts=np.array([*starts, 0], dtype=np.int64),
        ends=np.array([*ends, 0], dtype=np.int64),
        row_spans=spans,
        repeated=frozenset(repeated),
    )


def _row_relations(rows: Sequence[Row], present: Sequence[int]) -> IntArray:
    """How each two of the present rows are related, as if the first stood before the second, [rows, rows]."""
    number = {row: k for k, row in enumerate(present)}
    parents = np.array([-1 if rows[k].parent is None else rows[k].parent for k in present])
    relations = np.full((len(present), len(present)), 9, dtype=np.int64)
    if present and present[0] == 0:
        relations[:, 0], relations[0] = 11, 8
    siblings = (parents[:, None] == parents[None]) & (parents[:, None] >= 0)
    relations[siblings] = 6
    for k, row in enumerate(present):
        for above in rows[row].ancestors:
            if above in number:
                near = above == rows[row].parent
                relations[number[above], k] = 2 if near else 4
                relations[k, number[above]] = 3 if near else 5
    np.fill_diagonal(relations, 0)
    return relations


@functools.cache
def _tokenizer() -> Tokenizer:
    path = resources.files("graph").joinpath("extraction/trained/tokenizer.json")
    tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
