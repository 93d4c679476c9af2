"""Names that a note says mean one thing: text goes in, pairs of full name and acronym come out.

Method: the letters of a short form in brackets are matched against the initials of the words before it, from right to
left (after Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.names import LEADING_WORDS, SMALL_WORDS
from graph.notes import Block, BlockKind, Note
from graph.statements import AliasClaim

_SHORT = r"[A-Z][A-Za-z0-9&]{1,9}"
_BRACKETED = re.compile(rf"\(\s*({_SHORT})\s*\)")
_FULL_IN_BRACKETS = re.compile(rf"\b({_SHORT})\s*\(\s*([A-Za-z][^()\n]{{5,70}}?)\s*\)")
_SPELT_OUT = re.compile(rf"^({_SHORT})\s*(?:[-–—:=|]|stands for)\s*([A-Za-z][^():;.,\n]{{5,70}})$")
_WORD = re.compile(r"[A-Za-z0-9]+")


def alias_claims(note: Note) -> list[AliasClaim]:
    """The acronyms that the note spells out, in reading order, each with its line."""
    return [
        AliasClaim(full, short, block.line_at(place))
        for block in note.blocks
        if block.kind is not BlockKind.CODE
        for full, short, place in _claims(block)
    ]


def _claims(block: Block) -> Iterator[tuple[str, str, int]]:
    text = block.text
    for match in _BRACKETED.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if full := _full_name(before, match[1]):
            yield full, match[1], match.start()
    for match in _FULL_IN_BRACKETS.finditer(text):
        full = _full_name(match[2], match[1])
        if full and LEADING_WORDS.issuperset(match[2].removesuffix(full).lower().split()):
            yield full, match[1], match.start()
    spelt_out = _SPELT_OUT.match(text)
    if spelt_out and _full_name(spelt_out[2].strip(), spelt_out[1]) == spelt_out[2].strip():
        yield spelt_out[2].strip(), spelt_out[1], 0


def _full_name(text: str, short: str) -> str | None:
    """The words at the end of `text` whose initials spell `short`; None where they do not.

    >>> _full_name("uses an Elastic File System", "EFS")
    'Elastic File System'
    >>> _full_name("the Simple Queue Service of AWS", "SQS") is None
    True
    """
    letters = [c for c in short.lower() if c.isalnum()]
    if letters[-1] == "s" and short[-1] == "s" and len(letters) > 2:
        letters.pop()  # a plural: "Network ACLs"
    words = list(_WORD.finditer(text))
    if not words or text[words[-1].end() :].strip():
        return None
    if sum(map(str.isupper, short)) < 2:
        return None
    place = len(words) - 1
    start = place
    for letter in reversed(letters):
        while place >= 0 and words[place].group().lower() in SMALL_WORDS and words[place].group()[0].lower() != letter:
            place -= 1
        if place < 0 or words[place].group()[0].lower() != letter:
            return None
        start = place
        place -= 1
    full = text[words[start].start() :].strip()
    return None if "(" in full or ")" in full else full
