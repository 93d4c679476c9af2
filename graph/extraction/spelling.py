"""A name goes in, the ways in which authors write it come out; `graph.names` folds all of them to one again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.names import SMALL_WORDS, singular

_CAMEL_JOINT = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
_GAP = re.compile(r"[\s-]+")
_SIBILANT = ("ss", "x", "z", "ch", "sh", "bus")


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
    for gap in (" ",) if parts[1] in SMALL_WORDS else (" ", "-", ""):
        yield f"{parts[0]}{gap}{tail}"
