"""A block's readable text and the line as written go in; where the names of the one stand in the other comes out.

A block's text has no marks ("**", "[[ ]]", addresses of links), the line has. Their words are the same in the same
order, so the places are found word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_FURTHEST = 40
"""Words of the line that may stand before the one that is looked for: the address of a link has many."""


class Span(NamedTuple):
    """Characters [start, end) of a text."""

    start: int
    end: int


class Alignment:
    """The words of a readable text, each with its place in the line as written."""

    def __init__(self, text: str, written: str) -> None:
        self._text, self._written = text, written
        self._words = list(_aligned(text, written))
        self._starts = [read.start for read, _ in self._words]

    def span(self, start: int, end: int) -> Span | None:
        """Where characters [start, end) of the text stand in the line; None where the line has no such words.

        >>> Alignment("ECS tasks mount EFS", "- **ECS** tasks mount [EFS](https://aws.amazon.com/efs)").span(16, 19)
        Span(start=23, end=26)
        """
        at, past = max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end)
        if at < past and self._words[at][0].end <= start:
            at += 1
        if at >= past:
            return None
        (first, first_there), (last, last_there) = self._words[at], self._words[past - 1]
        opening = self._text[start : first.start]
        closing = self._text[last.end : end]
        begin = first_there.start + max(0, start - first.start)
        stop = last_there.end - max(0, last.end - end)
        if opening and self._written.endswith(opening, 0, begin):
            begin -= len(opening)
        if closing and self._written.startswith(closing, stop):
            stop += len(closing)
        return Span(begin, stop)


def _aligned(text: str, written: str) -> Iterator[tuple[Span, Span]]:
    """Each word of the text with the next equal word of the line, if one is near."""
    there = [(found[0], Span(*found.span())) for found in _WORD.finditer(written)]
    place = 0
    for found in _WORD.finditer(text):
        near = range(place, min(place + _FURTHEST, len(there)))
        at = next((k for k in near if there[k][0] == found[0]), None)
        if at is not None:
            yield Span(*found.span()), there[at][1]
            place = at + 1
