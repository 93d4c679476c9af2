"""What a search found in; what the search box shows of it out."""

from __future__ import annotations

from graph.app.payload import Data
from graph.names import words
from graph.search import NOTE, Hit

LONGEST_LINE = 120
"""Characters of a line that are shown."""


def hit_data(hit: Hit, query: str) -> Data:
    """The hit: what it is, why it matched, and of the line that matched the part around the words of `query`."""
    of_note = hit.kind == NOTE
    return {
        "label": hit.label,
        "kind": hit.kind,
        "why": hit.why,
        "note": of_note,
        "line": hit.evidence.line if of_note and hit.evidence else None,
        "text": excerpt(hit.evidence.text, query) if hit.evidence else "",
    }


def excerpt(text: str, query: str) -> str:
    """The text, or where it is long the part around the first of the words of `query` that stands in it.

    >>> excerpt("- one " + 200 * "and so on " + "EFS at last", "efs").endswith(" so on EFS at last")
    True
    """
    line = text.strip()
    if len(line) <= LONGEST_LINE:
        return line
    lowered = line.casefold()
    places = [at for word in words(query) if (at := lowered.find(word.casefold())) >= 0]
    start = max(0, min(min(places, default=0) - LONGEST_LINE // 3, len(line) - LONGEST_LINE))
    part = line[start : start + LONGEST_LINE]
    return ("… " if start else "") + part + (" …" if start + LONGEST_LINE < len(line) else "")
