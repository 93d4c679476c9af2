"""Relations that authors write as notation: a line with its mentions goes in, what stands between them comes out.

Notations are functions in one ordered table. Each proves itself on gold notes: a precision of 80 % or out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.extraction.coordination import is_listing
from graph.statements import Mention


class Line(NamedTuple):
    """A source line of a block with the mentions on it."""

    text: str
    """The whole block's text; offsets of mentions are offsets in it."""
    mentions: Sequence[Mention]
    """In reading order, without overlaps."""

    def gap(self, first: Mention, second: Mention) -> str:
        """The text between two mentions, white space folded."""
        return " ".join(self.text[first.end : second.start].split())


class Noted(NamedTuple):
    """A relation that a notation states."""

    subject: Mention
    relation: str
    object: Mention
    negated: bool = False


class Notation(NamedTuple):
    """One row of the table."""

    name: str
    precision: float
    """Share of its relations that gold notes have; what its statements are trusted with."""
    find: Callable[[Line], Iterator[Noted]]


_VERSUS = re.compile(r"(?:vs\.?|versus|!=|≠|<>)", re.IGNORECASE)
_EXAMPLES = re.compile(r"[(,]? ?\(?such as:?", re.IGNORECASE)
_COPULA = re.compile(
    r"(?:is|are)( not|n't|n’t)? an?"
    r"(?:,? (?!(?:of|for|to|that|which|who|in|on|with|by|from|used|and|or)\b)[\w-]+){0,3}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" ?(?:of\b|[-\w])")
"""What stands behind a mention that is not the head of its phrase: "a unit" of something, "a database" engine."""
_SUBORDINATE = re.compile(r" (?:that|which|who|for|to|in|on|from|with|by|used|running|and|or|but|at|when|where|as)\b")
"""What may stand behind it all the same."""


def versus(line: Line) -> Iterator[Noted]:
    """`A vs B`, `A != B`: they differ."""
    for first, second in pairwise(line.mentions):
        if _VERSUS.fullmatch(line.gap(first, second)):
            yield Noted(first, "differs_from", second)


def examples(line: Line) -> Iterator[Noted]:
    """`X such as A, B and C`: each is an X. What "e.g." gives is an instance of the clause as often as of the noun."""
    kind: Mention | None = None
    for first, second in pairwise(line.mentions):
        gap = line.gap(first, second)
        if _EXAMPLES.fullmatch(gap):
            kind = first
        elif kind is not None and not is_listing(gap):
            kind = None
        if kind is not None:
            yield Noted(second, "is_a", kind)


def copula(line: Line) -> Iterator[Noted]:
    """`A is a B`: so it is."""
    for first, second in pairwise(line.mentions):
        match = _COPULA.fullmatch(line.gap(first, second))
        behind = _GOES_ON.match(line.text, second.end)
        if match and (behind is None or _SUBORDINATE.match(line.text, second.end)):
            yield Noted(first, "is_a", second, negated=match[1] is not None)


NOTATIONS = (
    Notation("versus", 0.95, versus),
    Notation("copula", 0.85, copula),
    Notation("examples", 0.8, examples),
)


def noted(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Notation, Noted]]:
    """What the notations state in one block, line by line; `mentions` are the block's, in reading order."""
    low = 0
    for part in text.split("\n"):
        high = low + len(part)
        line = Line(text, [m for m in mentions if low <= m.start and m.end <= high])
        for notation in NOTATIONS:
            for relation in notation.find(line):
                yield notation, relation
        low = high + 1
