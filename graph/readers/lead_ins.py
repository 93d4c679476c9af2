"""The text of a block in, the span of the term that opens it and is then explained out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.notes import Mark, MarkKind

MAX_WORDS = 8
"""Most words of a term; a longer opening is a sentence."""
MAX_LENGTH = 200
"""Most characters of a term."""
MAX_BOLD_WORDS = 14
"""Most words of a term in bold, which may be a list of names."""

_SEPARATOR = re.compile(r"\s?：\s?|\s*:(?=\s|$)|\s+[-–—]+>?\s+|\s+[-–—]$")
_AFTER_BOLD = re.compile(r"\s*(?:[:：]|[-–—](?=\s|$))?\s*")
_OPENING = re.compile(r"(?:[^\w(\"'`/.$<]+|\d{1,2}[.)]\s+)*")
_SENTENCE = re.compile(r"[;!?。]|[.,](?=\s|$)")
_BOLD_SENTENCE = re.compile(r"[;!?。]|\.(?=\s|$)")
_NO_TERM = re.compile(r"[\d\s.,:/%$€-]*$")
_COLON_END = re.compile(r"[\s:：–—-]+$")


def find_lead_in(text: str, marks: Sequence[Mark]) -> tuple[int, int] | None:
    """Span of the term of "**Term** text", "**Term:** text", "Term: text", "Term - text"; None where there is none.

    >>> find_lead_in("EC2 Launch Type: you provision the hosts", ())
    (0, 15)
    >>> find_lead_in("The job starts at 10:30", ()) is None
    True
    """
    line = text.partition("\n")[0]
    opening = _OPENING.match(line)
    start = opening.end() if opening else 0
    bold = next((m for m in marks[:10] if m.kind is MarkKind.BOLD and m.start <= start < m.end), None)
    if bold:
        return _bold_term(text, start, bold)
    for found in _SEPARATOR.finditer(line, start):
        if any(
            m.start < found.end() and found.start() < m.end for m in marks if m.kind in (MarkKind.CODE, MarkKind.LINK)
        ):
            continue
        term = line[start : found.start()]
        if len(term) > MAX_LENGTH:
            return None
        if term.count("(") > term.count(")"):
            continue
        if not _is_term(term) or found[0].strip().endswith(">"):
            return None
        if found[0].strip() not in (":", "：") and _is_range(term, line[found.end() :]):
            return None
        return start, found.start()
    return None


def _bold_term(text: str, start: int, bold: Mark) -> tuple[int, int] | None:
    term = text[start : min(bold.end, len(text))]
    end = start + len(_COLON_END.sub("", term))
    closed = end < bold.end
    after = _AFTER_BOLD.match(text, bold.end)
    closed = closed or bool(after and after[0].strip())
    explained = closed or text[bold.end : bold.end + 1].isspace() or text[bold.end : bold.end + 1] == "("
    is_term = _is_term(text[start:end], MAX_BOLD_WORDS, _BOLD_SENTENCE)
    return (start, end) if explained and "\n" not in term and is_term else None


def _is_term(term: str, most: int = MAX_WORDS, sentence: re.Pattern[str] = _SENTENCE) -> bool:
    return 0 < len(term.split()) <= most and not sentence.search(term) and not _NO_TERM.match(term)


def _is_range(before: str, after: str) -> bool:
    """ "10 - 20" and "Monday 9 - 17" are no terms."""
    return before[-1:].isdigit() and after[:1].isdigit()
