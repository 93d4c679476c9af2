"""An affirmative sentence goes in; the sentence with its verb denied comes out, for gold notes that deny too little."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.relations import inventory

_AUXILIARY = re.compile(r"\b(can|could|will|should|must|is|are|was|were|does|do)\b(?! not|n't|not\b)", re.IGNORECASE)
_DENIED_LINE = re.compile(r"\b(no|not|never|none|nor|neither|without|cannot|unless|except|only)\b|n't\b", re.IGNORECASE)
_VERBS = frozenset(
    verb for relation in inventory().relations.values() for verb in (*relation.verbs, *relation.inverse_verbs)
) - {"be", "have", "set", "like"}
_WORD = re.compile(r"[A-Za-z]+")


class Denial(NamedTuple):
    """A sentence that was made to deny what it stated."""

    text: str
    place: int
    """Where the denied verb begins, as in the sentence before."""


def denied(text: str, names: Sequence[tuple[int, int]], rng: random.Random) -> Denial | None:
    """`text` with its first verb after a name denied; None where it has none or denies something already.

    >>> denied("S3 supports encryption", [(0, 2), (12, 22)], random.Random(0)).text
    "S3 doesn't support encryption"
    """
    if _DENIED_LINE.search(text) or len(names) < 2:
        return None
    for (_, low), (high, _) in pairwise(names):
        if auxiliary := _AUXILIARY.search(text, low, high):
            return _replaced(text, auxiliary, _denied_auxiliary(auxiliary.group(), rng))
        for verb in _WORD.finditer(text, low, high):
            if new := _denied_verb(verb.group(), rng):
                return _replaced(text, verb, new)
    return None


def _replaced(text: str, word: re.Match[str], new: str) -> Denial:
    return Denial(text[: word.start()] + new + text[word.end() :], word.start())


def _denied_auxiliary(word: str, rng: random.Random) -> str:
    if word == "can":
        return rng.choice(["can not", "cannot", "can't"])
    return rng.choice([f"{word} not", f"{word} not", "won't" if word == "will" else f"{word}n't"])


def _denied_verb(word: str, rng: random.Random) -> str | None:
    folded = word.casefold()
    if folded in _VERBS:
        return rng.choice(["do not ", "don't ", "cannot "]) + folded
    for ending in ("s", "es"):
        if folded.endswith(ending) and (stem := folded.removesuffix(ending)) in _VERBS:
            return rng.choice(["does not ", "doesn't ", "cannot "]) + stem
    return None
