"""How two mentions are joined: a Doc and the two go in, their sentence and the verb that governs them come out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extraction.pipeline import Reading
from graph.extraction.verbs import governing_verb
from graph.readers.block_rules import WRAPPED
from graph.statements import Mention


@dataclass(frozen=True, slots=True)
class Joint:
    """How two mentions are joined: the sentence of the later one and the verb between them."""

    earlier: Mention
    later: Mention
    tokens: Sequence[Token]
    first: int
    """Index in the Doc of the first of `tokens`."""
    place: int
    """Index in `tokens` of the later mention's first token."""
    begin: int | None
    """The same of the earlier mention, where that stands in the same sentence."""
    start: int | None
    """Index of the first token behind the earlier mention, where that stands in the same sentence."""
    verb: Token | None

    @property
    def verb_before(self) -> bool:
        """Whether the verb stands before the later mention."""
        return self.verb is not None and self.verb.i < self.first + self.place


def joint_of(doc: Doc, first: Mention, second: Mention) -> Joint:
    """How the two mentions are joined, in whichever order they stand."""
    earlier, later = sorted((first, second), key=lambda m: (m.block, m.start))
    reading: Reading = doc._.reading
    low, high = _sentence(reading, later)
    later_token = reading.token_of(later.block, later.start)
    first_token = min(later_token, reading.token_at(later.block, low))
    tokens = reading.tokens[first_token : reading.token_at(later.block, high)]
    place = later_token - first_token
    together = earlier.block == later.block and earlier.start >= low
    start = reading.token_at(earlier.block, earlier.end) - first_token if together else None
    begin = reading.token_of(earlier.block, earlier.start) - first_token if together else None
    behind = reading.token_at(later.block, later.end) - first_token
    verb = governing_verb(tokens, (begin or 0, start or 0), (place, behind))
    return Joint(earlier, later, tokens, first_token, place, begin, start, verb)


_BREAK = re.compile(rf"(?<![^\n]{{{WRAPPED - 1}}}[^\n.!?:;])\n|(?<!\be\.g)(?<!\bi\.e)[.!?](?= )")
"""Where a sentence ends; a line of `WRAPPED` characters and more goes on below."""


def _sentence(reading: Reading, mention: Mention) -> tuple[int, int]:
    """Characters [low, high) of the sentence around the mention in its block's text."""
    text = reading.note.blocks[mention.block].text
    if mention.block not in reading.breaks:
        reading.breaks[mention.block] = [sign.end() for sign in _BREAK.finditer(text)]
    breaks = reading.breaks[mention.block]
    before, after = bisect_right(breaks, mention.start), bisect_left(breaks, mention.end)
    return breaks[before - 1] if before else 0, breaks[after] if after < len(breaks) else len(text)
