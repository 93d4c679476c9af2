"""The spellings of one name: a name goes in, the form that all of them share or the spellings themselves come out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+[+#]*")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_CAMEL_JOINT = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
_GAP = re.compile(r"[\s-]+")
_SIBILANT = ("ss", "x", "z", "ch", "sh", "bus")
_IRREGULAR = {"buses": "bus", "caches": "cache", "cookies": "cookie"}
_SINGULAR_ENDING = ("ss", "us", "is", "series", "devops", "kubernetes", "dns")
_SMALL_WORDS = {"a", "and", "as", "at", "for", "in", "of", "on", "to", "with"}


def words(name: str) -> tuple[str, ...]:
    """The words of `name` in their own capitals, without signs.

    >>> words("Pilot's Multi-AZ DB (C++)")
    ('Pilot', 'Multi', 'AZ', 'DB', 'C++')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return tuple(_WORD.findall(_POSSESSIVE.sub("", name)))


def singular(word: str) -> str:
    """An English word without its plural ending; an acronym in capitals stays as it is.

    >>> [singular(w) for w in ("policies", "Addresses", "access", "APIs", "DNS", "tls", "caches")]
    ['policy', 'Address', 'access', 'API', 'DNS', 'tls', 'cache']
    """
    if not word.endswith("s") or (len(word) <= 3 and not word[:-1].isupper()):
        return word
    if word[-3:-1].isupper():
        return word[:-1]
    lowered = word.lower()
    for many, one in _IRREGULAR.items():
        if lowered.endswith(many):
            return word[: len(one) - len(many)]
    if lowered.endswith(_SINGULAR_ENDING):
        return word
    if lowered.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if lowered.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def plural(word: str) -> str | None:
    """The plural of an English noun; None where none is in use ("Versioning", "DNS", "EC2") or it is one already.

    >>> [plural(w) for w in ("ALB", "policy", "address", "gateway", "Secrets", "EC2", "Versioning")]
    ['ALBs', 'policies', 'addresses', 'gateways', None, None, None]
    """
    lowered = word.lower()
    if not word.isalpha() or lowered.endswith("ing") or len(word) < (2 if word.isupper() else 3):
        return None
    if lowered.endswith("y") and lowered[-2] not in "aeiou" and not word.isupper():
        candidate = word[:-1] + "ies"
    elif lowered.endswith("s") and not lowered.endswith(_SIBILANT):
        return None
    else:
        candidate = word + ("es" if lowered.endswith(_SIBILANT) and not word.isupper() else "s")
    return candidate if singular(candidate) == word else None


def spellings(name: str) -> Iterator[str]:
    """Each way in which authors write `name`: plural, singular, and its parts apart, joined or with a hyphen.

    A space or hyphen varies in the first gap alone ("auto-scaling group", "autoscaling group"), where authors
    disagree. A single word has no singular spelling: "Organizations" is a name and "organization" is a word.

    >>> sorted(set(spellings("EventBridge")))
    ['Event Bridge', 'Event Bridges', 'Event-Bridge', 'Event-Bridges', 'EventBridge', 'EventBridges']
    """
    yield name
    plain = tuple(part for part in _GAP.split(name) if part)
    for parts in dict.fromkeys((plain, tuple(_GAP.split(_CAMEL_JOINT.sub(" ", name))))):
        singulars = tuple(map(singular, parts)) if len(plain) > 1 else parts
        for variant in dict.fromkeys((parts, singulars)):
            yield from _gaps(variant)
            last = plural(variant[-1])
            if last is not None:
                yield from _gaps((*variant[:-1], last))


def _gaps(parts: tuple[str, ...]) -> Iterator[str]:
    if len(parts) == 1:
        yield parts[0]
        return
    tail = " ".join(parts[1:])
    for gap in (" ",) if parts[1] in _SMALL_WORDS else (" ", "-", ""):
        yield f"{parts[0]}{gap}{tail}"
