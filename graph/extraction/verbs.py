"""The verb that joins two mentions: tokens of a line go in, the verb and the relation that it expresses come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Span, Token

from graph.relations import Inventory

_LIGHT = frozenset({"be", "have", "do", "can", "let", "make", "get", "allow", "help", "enable", "need", "want", "try"})
"""Verbs that say little where a fuller one stands beside them: "allows you to restore"."""
_PARTICLES = frozenset({"IN", "RP", "TO"})
_BEFORE_VERB = frozenset({"MD", "RB", "WDT", "TO"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_BEHIND_NOUN_PHRASE = frozenset({"IN", "CC", "TO", "WDT", "WRB", "VBG"})
_IN_NOUN_PHRASE = frozenset({"DT", "JJ", "PRP$", "CD", "PDT"})
_CARRYING = frozenset({"sends_to", "routes_to", "replicates_to", "migrates_to", "reads_from"})
"""Relations between what carries something and where to, or where from."""
_WAYS = frozenset({"to", "into", "onto", "from"})


class Told(NamedTuple):
    """What a verb says of two mentions."""

    relation: str
    """Canonical label."""
    backwards: bool
    """Whether it holds from the later mention to the earlier one."""


def governing_verb(tokens: Sequence[Token], first: tuple[int, int], second: tuple[int, int]) -> Token | None:
    """The verb of the line `tokens` that joins two mentions, whose own tokens `first` and `second` bound.

    Where one alone stands on the line, `first` is (0, 0). The nearest full verb between the two counts, then a light
    one, then the nearest before both, then the first one behind both.
    """
    for low, high, nearest in ((first[1], second[0], -1), (0, first[0], -1), (second[1], len(tokens), 0)):
        verbs = [token for token in tokens[low:high] if _is_verb(token)]
        if verbs:
            full = [token for token in verbs if token.lemma_.lower() not in _LIGHT]
            return (full or verbs)[nearest]
    # Taggers take the verb that opens a bullet for a plural noun: "Identifies anomalies".
    opening = next((token for token in tokens if token.is_alpha), None)
    return opening if opening is not None and opening.tag_ == "NNS" else None


def relation_of(verb: Token, inventory: Inventory) -> Told | None:
    """The inventory's relation that the verb and the particle behind it express; None for another verb."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    particle = following.lower_ if following is not None and following.tag_ in _PARTICLES else ""
    lemma = verb.lemma_.lower()
    for form in (f"{verb.lower_}_{particle}", f"{lemma}_{particle}"):
        if particle and form in inventory.forms:
            return Told(*inventory.forms[form])
    passive = verb.tag_ == "VBN" and not _has_perfect(verb)
    if lemma not in inventory.forms or (passive and particle != "by"):
        return None  # "a bucket called logs", "used during sleep": what is used is no user
    label, backwards = inventory.forms[lemma]
    return Told(label, backwards != passive)


def tight_relation(tokens: Sequence[Token], first: int, second: int, inventory: Inventory) -> Told | None:
    """What the tokens [first, second) between two mentions say, where they are a verb and its small words alone.

    "will be used by", "mounts", "is defined in the"; None in all other cases.
    """
    between = tokens[first:second]
    verbs = [k for k, token in enumerate(between) if _is_verb(token)]
    if len(verbs) != 1:
        return None
    before, after = between[: verbs[0]], between[verbs[0] + 1 :]
    if between[verbs[0]].lemma_ == "have":
        return None  # a part, a feature, a limit: it says too little
    small = all(token.tag_ in _BEFORE_VERB or token.pos_ == "AUX" for token in before)
    return relation_of(between[verbs[0]], inventory) if small and _opens_noun_phrase(after) else None


def clause_relation(
    tokens: Sequence[Token], first: tuple[int, int], second: tuple[int, int], inventory: Inventory
) -> Told | None:
    """What a sentence says whose subject, verb and object are the first mention, a verb and the second.

    "EFS can not be mounted by Fargate". `first` and `second` bound the mentions' tokens. The first opens the sentence,
    the verb is finite, and the second ends its phrase; None in all other cases.
    """
    opens = all(token.tag_ in _IN_NOUN_PHRASE or token.is_space for token in tokens[: first[0]])
    finite = any(token.tag_ in _FINITE for token in tokens[first[1] : second[0]])
    behind = tokens[second[1]] if second[1] < len(tokens) else None
    ends = behind is None or behind.is_punct or behind.is_space or behind.tag_ in _BEHIND_NOUN_PHRASE
    told = tight_relation(tokens, first[1], second[0], inventory) if opens and finite and ends else None
    return None if told is not None and _is_carried(told, tokens, first[1], second) else told


def _is_carried(told: Told, tokens: Sequence[Token], start: int, second: tuple[int, int]) -> bool:
    """Whether the second mention is what is carried and not where to: "sends logs to S3"."""
    goes_on = second[1] < len(tokens) and tokens[second[1]].lower_ in _WAYS
    aimed = any(token.tag_ in _PARTICLES for token in tokens[start : second[0]])
    return told.relation in _CARRYING and goes_on and not aimed


def fronted_relation(tokens: Sequence[Token], first: tuple[int, int], second: int, inventory: Inventory) -> Told | None:
    """What an active verb before the first mention says of both, where a preposition alone stands between them.

    "Mount EFS onto ECS tasks" says what "EFS mounted onto ECS tasks" does. `first` bounds the tokens of the earlier
    mention, `second` is the later one's first. None in all other cases.
    """
    between = tokens[first[1] : second]
    if not between or between[0].tag_ not in _PARTICLES or not _opens_noun_phrase(between):
        return None
    head = first[0] - 1
    while head >= 0 and tokens[head].tag_ in _IN_NOUN_PHRASE:
        head -= 1
    if head < 0 or not _is_verb(tokens[head]) or tokens[head].tag_ == "VBN":
        return None
    form = f"{_participle(tokens[head].lemma_.lower())}_{between[0].lower_}"
    return Told(*inventory.forms[form]) if form in inventory.forms else None


def _participle(lemma: str) -> str:
    """The regular past participle."""
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else lemma + "ed"


def _has_perfect(verb: Token) -> bool:
    """Whether "have" stands shortly before the participle."""
    return any(token.lemma_ == "have" for token in verb.doc[max(0, verb.i - 3) : verb.i])


def _opens_noun_phrase(tokens: Sequence[Token] | Span) -> bool:
    """Whether the tokens are at most one particle and what may stand before a noun."""
    rest = tokens[1:] if tokens and tokens[0].tag_ in _PARTICLES else tokens
    return all(token.tag_ in _IN_NOUN_PHRASE for token in rest)


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and token.is_alpha and len(token.text) > 1
