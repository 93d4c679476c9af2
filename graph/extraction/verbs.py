"""The verb that joins two mentions: tokens of a line go in, the verb and the relation that it expresses come out."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from graph.relations import Inventory

_LIGHT = frozenset({"be", "have", "do", "can", "let", "make", "get", "allow", "help", "enable", "need", "want", "try"})
"""Verbs that say little where a fuller one stands beside them: "allows you to restore"."""
_SUBORDINATE = frozenset({"use", "base", "call", "name", "include", "give", "provide"})


def governing_verb(tokens: Sequence[Token], start: int, end: int) -> Token | None:
    """The verb of the line `tokens` that joins two mentions.

    `start` and `end` bound the tokens between the two mentions, or from the line's start to the mention where only
    one stands on the line. The nearest full verb before `end` counts, then a light one, then the first verb
    anywhere on the line.
    """
    for low, high in ((start, end), (0, start), (end, len(tokens))):
        verbs = [token for token in tokens[low:high] if _is_verb(token)]
        if verbs:
            full = [token for token in verbs if token.lemma_.lower() not in _LIGHT]
            return (full or verbs)[0 if low == end else -1]
    # Taggers take the verb that opens a bullet for a plural noun: "Identifies anomalies".
    opening = next((token for token in tokens if token.is_alpha), None)
    return opening if opening is not None and opening.tag_ == "NNS" else None


def relation_of(verb: Token, inventory: Inventory) -> tuple[str, bool] | None:
    """The inventory's relation that the verb expresses and whether it reads it backwards; None for another verb."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    particle = following.lower_ if following is not None and following.tag_ in ("IN", "RP", "TO") else ""
    passive = verb.tag_ == "VBN" and particle == "by"
    for form in (f"{verb.lower_}_{particle}", f"{verb.lemma_.lower()}_{particle}"):
        if particle and form in inventory.forms:
            return inventory.forms[form]
    lemma = verb.lemma_.lower()
    if lemma not in inventory.forms:
        return None
    label, backwards = inventory.forms[lemma]
    return label, backwards != passive


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" and token.is_alpha and len(token.text) > 1
