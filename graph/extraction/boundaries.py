"""Where a name begins and ends: a span of a row's text goes in, the spans of the names that it stands for come out.

What the tags name begins and ends with word pieces. A name is whole words or code, without small words and signs around
it, and goes across no end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.encoding import Row
from graph.extraction.scripts import readable_part
from graph.names import DETERMINERS
from graph.notes import Block, MarkKind

MOST_WORDS = 8
"""A longer span is a clause and no name."""

_SMALL = r"(?:the|an?|of|and|or|to|for|in|on|by|with)"
_LEAD = re.compile(rf"(?:{_SMALL}\s+|[^\w.#/$@(]+)+", re.IGNORECASE)
_TAIL = re.compile(rf"(?:\s+{_SMALL}|(?<!\bread)(?<!\bwrite)(?<!\bappend)\s+only|[^\w+#)%])+$", re.IGNORECASE)
"""What no name begins or ends with."""
_ALONE = re.compile(rf"(?:{_SMALL}|{'|'.join(sorted(DETERMINERS))}|not|new|only)", re.IGNORECASE)
"""What is no name by itself."""
_APART = re.compile(r"(?<=\w{3})[.!?;]\s+|\s\|\s")
"""What no name goes across."""
_INNER_DOT = re.compile(r"(?<=[^\W_])\.(?=[a-z\d])")
_CODE_WORD = re.compile(r"[<{\[\"'$]*([\w@./:+-]*\w)[>}\]\"'*]*")
"""Code that is one name, whatever brackets are around it."""
_EAST_ASIAN = "\u2e80"
"""From here on: Chinese, Japanese and Korean letters."""


def names_in(block: Block, row: Row, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that characters [start, end) of a row of the block stand for; none where nothing is left of them."""
    text = row.text
    for part in _parts(text, *_whole_words(text, start, end)):
        span = _trimmed(text, *readable_part(text, *part))
        if 0 < len(text[slice(*span)].split()) <= MOST_WORDS:
            yield _whole_code(block, row, *span)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and _joins(text, start):
        start -= 1
    while end < len(text) and _joins(text, end):
        end += 1
    return start, end


def _whole_code(block: Block, row: Row, start: int, end: int) -> tuple[int, int]:
    """The span, widened to code that it cuts: of `m5.large` or `ec2:StartInstances` no part has a meaning alone."""
    for mark in block.marks:
        first, last = mark.start - row.offset, mark.end - row.offset
        cut = mark.kind is MarkKind.CODE and 0 <= first < end and start < last
        if cut and (word := _CODE_WORD.fullmatch(row.text, first, last)):
            start, end = min(start, word.start(1)), max(end, word.end(1))
    return start, end


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span in the parts that sentences and cells of a table leave of it."""
    for sign in _APART.finditer(text, start, end):
        yield start, sign.start()
        start = sign.end()
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the small words and signs at its two ends; empty where nothing is left."""
    start, end = _balanced(text, *_bare(text, start, end))
    start, end = _bare(text, start, end)
    return (start, start) if _ALONE.fullmatch(text, start, end) else (start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(text[:end], start)
    return start, tail.start() if tail else end


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without brackets around it, and without the half of a pair that it cuts: "ETL) service" is a service."""
    inner = text[start:end]
    if inner.startswith("(") and inner.endswith(")"):
        return start + 1, end - 1
    if inner.count("(") > inner.count(")"):
        return start, start + inner.rindex("(")
    if inner.count(")") > inner.count("("):
        return (start, end - 1) if inner.endswith(")") else (start + inner.index(")") + 1, end)
    return start, end


def _joins(text: str, at: int) -> bool:
    """Whether the characters before and at `at` belong to one word; a Korean particle is no part of a Latin name."""
    left, right = text[at - 1], text[at]
    if (left >= _EAST_ASIAN) != (right >= _EAST_ASIAN):
        return False
    if "." in (left, right):  # "m5.large", "Node.js"; but no end of a sentence
        return _INNER_DOT.match(text, at - (left == ".")) is not None
    return (left.isalnum() and (right.isalnum() or right in "+#_")) or (left == "_" and right.isalnum())
