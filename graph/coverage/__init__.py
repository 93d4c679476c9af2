"""A note, what was read in it and the graph go in; what became of each of its lines comes out.

A line gives an edge where the edge's evidence is that line. A line that gives none says why: that is how faults of the
extraction are found, and how far a note can be trusted to be in the graph. Content lines are prose, list items, quotes
and rows of tables; headings, front matter, code, rules and pictures are not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import networkx as nx

from graph.coverage.names import label_of
from graph.coverage.placing import Alignment
from graph.derived import kept
from graph.elements import Edge, edge_of, edges_of
from graph.notes import Block, BlockKind, MarkKind, Note
from graph.readers.frontmatter import read_front_matter
from graph.statements import Mention, NoteFacts

__all__ = ["LineCoverage", "Name", "NoteCoverage", "Reason", "coverage", "only_shown", "reasons_of"]


class Reason(StrEnum):
    """Why a line gave no edge that is shown."""

    BLANK = "blank"
    FRONT_MATTER = "front matter"
    MARKUP = "no text"
    """A rule, a fence, a comment or a picture."""
    CODE = "code"
    HEADING = "heading"
    """Of a section or of a table, and no line below goes back to it."""
    FILTERED = "filtered"
    """It gave edges, and all of them are left out of what is shown."""
    TAKEN_UP = "taken up by other lines"
    """Its names are subject or object of edges that other lines state."""
    ALIAS = "another name"
    """It says that two names mean one thing."""
    ONE_THING = "one thing"
    """Something was found, but its ends turned out to be one thing, or one of them was dropped by a correction."""
    NO_RELATION = "no relation found"
    NOTHING_NAMED = "nothing named"


@dataclass(frozen=True, slots=True)
class Name:
    """A place in a line that names a thing."""

    start: int
    """First character in the line as written, 0-based."""
    end: int
    """One past the last character."""
    label: str | None
    """The node; None where the name is no node."""


@dataclass(frozen=True, slots=True)
class LineCoverage:
    """What became of one line."""

    number: int
    """1-based."""
    text: str
    """The line as written."""
    kind: BlockKind | None
    """None where no text stands on it."""
    depth: int
    """Level of a heading, nesting of a list item."""
    content: bool
    """Whether an edge could be expected of it."""
    names: tuple[Name, ...]
    """In reading order, none over another."""
    edges: tuple[Edge, ...]
    """What it gave and what is shown, the surest first."""
    reason: Reason | None
    """Why it gave no edge that is shown; None where it gave one."""
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    hidden: tuple[Edge, ...] = ()
    """What it gave and what is not shown."""


@dataclass(frozen=True, slots=True)
class NoteCoverage:
    """What became of a note."""

    file: str
    title: str
    lines: tuple[LineCoverage, ...]

    @property
    def content(self) -> int:
        """Number of content lines."""
        return sum(line.content for line in self.lines)

    @property
    def covered(self) -> int:
        """Number of content lines that gave an edge that is shown."""
        return sum(line.content and bool(line.edges) for line in self.lines)

    @property
    def share(self) -> float | None:
        """Covered lines over content lines, 0 to 1; None where there are no content lines."""
        return self.covered / self.content if self.content else None


def coverage(
    graph: nx.MultiDiGraph, note: Note, facts: NoteFacts, *, shown: Callable[[Edge], bool] | None = None
) -> NoteCoverage:
    """What became of each line of `note`; `facts` is what was read in it, `graph` what all notes gave.

    `shown` tells which edges count, all where there is none.
    """
    sight = _Sight(graph, note, facts)
    whole = NoteCoverage(note.file, note.title, tuple(sight.line(k) for k in range(1, len(note.lines) + 1)))
    return only_shown(whole, shown) if shown else whole


def only_shown(note: NoteCoverage, shown: Callable[[Edge], bool]) -> NoteCoverage:
    """The same with the edges put aside that `shown` is false for."""
    return replace(note, lines=tuple(_only_shown(line, shown) for line in note.lines))


def reasons_of(notes: Iterable[NoteCoverage]) -> dict[Reason, int]:
    """How many content lines gave no edge, by reason, the most frequent first."""
    counts = Counter(line.reason for note in notes for line in note.lines if line.content and line.reason)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _only_shown(line: LineCoverage, shown: Callable[[Edge], bool]) -> LineCoverage:
    edges = tuple(edge for edge in line.edges if shown(edge))
    if len(edges) == len(line.edges):
        return line
    hidden = tuple(edge for edge in line.edges if not shown(edge))
    return replace(line, edges=edges, hidden=(*line.hidden, *hidden), reason=None if edges else Reason.FILTERED)


class _Sight:
    """A note with everything that its lines are judged by."""

    def __init__(self, graph: nx.MultiDiGraph, note: Note, facts: NoteFacts) -> None:
        self._graph, self._note = graph, note
        self._edges = _edges_by_line(graph).get(note.file, {})
        keys = {key for keys in self._edges.values() for key in keys}
        self._known = {key: edge_of(graph, *key) for key in keys}  # an edge may have a line in every note
        self._front = read_front_matter("\n".join(note.lines)).length
        self._rows = {number: row for block in note.blocks for number, row in _rows_of(block)}
        self._headers = {block.header for block in note.blocks if block.header is not None}
        self._starts: dict[int, list[int]] = {}
        self._mentions: dict[int, list[Mention]] = {}
        for mention in facts.mentions:
            self._mentions.setdefault(self._line(mention), []).append(mention)
        self._stated = {statement.evidence.line for statement in facts.statements}
        self._taken_up = {
            self._line(end)
            for statement in facts.statements
            if statement.evidence.line in self._edges
            for end in (statement.subject, statement.object)
        }
        self._aliases = {claim.line for claim in facts.aliases}

    def line(self, number: int) -> LineCoverage:
        """What became of that line."""
        found = (self._known[key] for key in self._edges.get(number, ()))
        edges = sorted(found, key=lambda edge: (-edge.confidence, edge.subject, edge.object, edge.key))
        block = self._rows[number].block if number in self._rows else None
        return LineCoverage(
            number=number,
            text=self._note.lines[number - 1],
            kind=block.kind if block else None,
            depth=block.depth if block else 0,
            content=self._is_content(block),
            names=self._names(number),
            edges=tuple(edges),
            reason=None if edges else self._reason(number, block),
            headings=self._note.heading_path(block) if block else (),
        )

    def _is_content(self, block: Block | None) -> bool:
        return block is not None and block.kind in _CONTENT and block.index not in self._headers

    def _names(self, number: int) -> tuple[Name, ...]:
        """The names on the line, as far as they can be found in it as written."""
        row, mentions = self._rows.get(number), self._mentions.get(number)
        if row is None or not mentions:
            return ()
        alignment = Alignment(row.text, self._note.lines[number - 1])
        found: list[Name] = []
        for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
            start, end = mention.start - row.start, min(mention.end - row.start, len(row.text))
            span = alignment.span(start, end) if mention.block == row.block.index else None
            if span and (not found or found[-1].end <= span.start):
                found.append(Name(*span, label_of(self._graph, self._note.file, mention)))
        return tuple(found)

    def _reason(self, number: int, block: Block | None) -> Reason:
        if not self._note.lines[number - 1].strip():
            return Reason.BLANK
        tests = (
            (number in self._taken_up, Reason.TAKEN_UP),
            (number <= self._front, Reason.FRONT_MATTER),
            (block is None, Reason.MARKUP),
            (block is not None and block.kind is BlockKind.CODE, Reason.CODE),
            (not self._is_content(block), Reason.HEADING),
            (number in self._aliases, Reason.ALIAS),
            (number in self._stated, Reason.ONE_THING),
            (number in self._mentions, Reason.NO_RELATION),
        )
        return next((reason for holds, reason in tests if holds), Reason.NOTHING_NAMED)

    def _line(self, mention: Mention) -> int:
        """The line that the mention starts on; a paragraph may have thousands, so they are not counted each time."""
        starts = self._starts.get(mention.block)
        if starts is None:
            block = self._note.blocks[mention.block]
            starts = self._starts[mention.block] = [0, *(k + 1 for k, sign in enumerate(block.text) if sign == "\n")]
        return self._note.blocks[mention.block].line + bisect_right(starts, mention.start) - 1


_CONTENT = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.TABLE_ROW)


class _Row(NamedTuple):
    """What of a block's text stands on one line."""

    block: Block
    start: int
    """Its first character in the block's text."""
    text: str


def _rows_of(block: Block) -> Iterator[tuple[int, _Row]]:
    """The block's text line by line of the file; a picture alone is none."""
    pictures = [mark for mark in block.marks if mark.kind in (MarkKind.IMAGE, MarkKind.EMBED)]
    start = 0
    for number, text in enumerate(block.text.split("\n"), block.line):
        end = start + len(text)
        if text and not any(mark.start <= start and end <= mark.end for mark in pictures):
            yield number, _Row(block, start, text)
        start = end + 1


_Place = Mapping[int, list[tuple[str, str, str]]]


@kept
def _edges_by_line(graph: nx.MultiDiGraph) -> dict[str, _Place]:
    """For each file and line the edges whose evidence it is, as subject, object and key."""
    found: dict[str, dict[int, list[tuple[str, str, str]]]] = {}
    for edge in edges_of(graph):
        for evidence in edge.evidence:
            keys = found.setdefault(evidence.file, {}).setdefault(evidence.line, [])
            keys.append((edge.subject, edge.object, edge.key))
    return dict(found)
