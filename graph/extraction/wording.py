"""When two spellings are one name: words of a text with what they fold to, and the key that names are compared by."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?|[+#]+")
LEADING_WORDS = frozenset(
    {"amazon", "aws", "the", "a", "an", "each", "your", "any", "all", "multiple", "several", "different"}
)
"""Words before a name that are no part of it: vendors' prefixes, determiners, quantifiers."""


class Word(NamedTuple):
    """A word of a text."""

    start: int
    """First character, 0-based."""
    end: int
    """One past the last character."""
    folded: str
    """Case-folded and singular."""


def words_of(text: str) -> list[Word]:
    """The words of `text`: runs of letters and digits, "+" and "#" kept at their end.

    >>> [word.folded for word in words_of("C++ Task Roles on VMs")]
    ['c++', 'task', 'role', 'on', 'vm']
    """
    return [Word(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]


@functools.lru_cache(maxsize=1 << 16)
def name_key(name: str) -> tuple[str, ...]:
    """What `name` is compared by: its words folded, without what leads it in; empty where it has no word.

    >>> name_key("the Task-Roles")
    ('task', 'role')
    >>> name_key("Amazon ECS") == name_key("ECS")
    True
    """
    key = [word.folded for word in words_of(name)]
    while len(key) > 1 and key[0] in LEADING_WORDS:
        del key[0]
    return tuple(key)


@functools.lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """One word case-folded and singular; an acronym's last S stays, unless it is a small one.

    >>> [fold(w) for w in ("Roles", "DNS", "VMs", "ecs")]
    ['role', 'dns', 'vm', 'ecs']
    """
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return word[:-1].casefold()
    return word.casefold() if word.isupper() and len(word) <= 6 else singular(word.casefold())


def singular(word: str) -> str:
    """The singular of a lower-case English noun, by its ending alone.

    >>> [singular(w) for w in ("policies", "classes", "roles", "access", "status", "dns")]
    ['policy', 'class', 'role', 'access', 'status', 'dns']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
