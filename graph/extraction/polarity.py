"""Whether a line denies what joins two mentions, how strongly it says it, and what it is confined to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from graph.statements import Mention, Modality

_NOT = frozenset(
    {"not", "n't", "n’t", "never", "cannot", "nor", "neither", "unable", "unsupported", "cant", "dont", "doesnt"}
)
_NO = frozenset({"no", "without", "zero", "lack", "lacks", "lacking", "none"})
_CLAUSE_ENDS = frozenset(
    {",", ";", ".", ":", "but", "instead", "unless", "however", "because", "if", "when", "so", "(", ")"}
)
_NOT_ONLY = frozenset({"only", "just", "necessarily"})
_MUST = frozenset({"must", "need", "needs", "required", "mandatory", "requires"})
_CAN = frozenset({"can", "may", "could", "optionally", "optional", "able", "possible"})
_RECOMMENDED = frozenset({"recommended", "should", "recommend", "preferred", "best"})

_ONLY = re.compile(r"s?\s+only\b\s*(?:[).,;:]|$|-)", re.IGNORECASE)

REACH = 4
"""Tokens that a denied noun may stand behind its "no" or "without"."""


def denies(tokens: Sequence[Token], verb: Token | None, object_start: int) -> bool:
    """Whether the line denies the verb that joins two mentions, or the later mention itself.

    `tokens` are the line's, `object_start` is the index among them of the later mention's first token. A cue counts
    where it stands in the verb's clause before it ("can not be mounted"), or shortly before the later mention
    ("no servers", "without an agent").
    """
    places = [k for k, token in enumerate(tokens) if token is verb or (verb is not None and token.i == verb.i)]
    if places and _cue_before(tokens, places[0], _NOT):
        return True
    return _cue_before(tokens, object_start, _NO | _NOT, reach=REACH)


def modality_of(tokens: Sequence[Token], verb: Token | None) -> Modality | None:
    """must, can or recommended, by the modal words in the verb's clause; None where the line just says so."""
    words = {token.lower_ for token in tokens if verb is None or abs(token.i - verb.i) <= REACH}
    for modality, cues in ((Modality.RECOMMENDED, _RECOMMENDED), (Modality.MUST, _MUST), (Modality.CAN, _CAN)):
        if words & cues:
            return modality
    return None


def scope_of(text: str, mentions: Sequence[Mention], ends: tuple[Mention, Mention]) -> str | None:
    """What a block confines its statements to: "EC2 Launch Type only"; None where it does not.

    `mentions` are the block's. A mention that is an end of the statement itself confines nothing.
    """
    for mention in mentions:
        if mention not in ends and _ONLY.match(text, mention.end):
            return f"{mention.surface} only"
    return None


def _cue_before(tokens: Sequence[Token], place: int, cues: frozenset[str], *, reach: int = 6) -> bool:
    for k in range(place - 1, max(-1, place - 1 - reach), -1):
        word = tokens[k].lower_
        if word in _CLAUSE_ENDS:
            return False
        if word in cues:
            after = tokens[k + 1].lower_ if k + 1 < len(tokens) else ""
            return after not in _NOT_ONLY
    return False
