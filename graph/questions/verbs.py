"""Words of a question in; the relations out that a verb among them may mean, with its direction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.relations import inventory, snake_case

LONGEST = 4
"""Words of a verb with what belongs to it: "is an alternative to" is asked as "alternative to"."""

_IRREGULAR = {
    **{"sent": "send", "written": "write", "wrote": "write", "built": "build", "kept": "keep", "gave": "give"},
    **{
        "given": "give",
        "got": "get",
        "ran": "run",
        "bound": "bind",
        "sent to": "send to",
        "has": "have",
        "had": "have",
    },
}
_PARTICIPLES = frozenset(("sent", "written", "built", "kept", "given", "bound", "run", "read", "put", "set"))
_SHORTEST_STEM = 4
_LETTERS_KEPT = 2
"""An ending is only taken off where this much stays."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a question, and the relation that it means."""

    start: int
    """Its first word."""
    end: int
    """One past its last word."""
    relation: str
    """A canonical label of the inventory, or the label of an edge outside it."""
    backwards: bool
    """Whether it reads the relation from its object: "EC2 mounts EFS" for EFS mountable_by EC2."""
    participle: bool
    """Whether it may be passive: "mounted", but not "mount"."""


def verbs_in(words: Sequence[str], others: Collection[str]) -> Iterator[Verb]:
    """All ways to find a verb among lowered words, the longest first; `others` are relations outside the inventory."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if found := relation_of(words[start : start + length], others):
                yield Verb(start, start + length, *found, _is_participle(words[start]))


def relation_of(words: Sequence[str], others: Collection[str] = ()) -> tuple[str, bool] | None:
    """The relation that the words mean and whether they read it backwards; None where they mean none.

    >>> relation_of(["mounted", "by"]), relation_of(["mounts"])
    (('mountable_by', False), ('mountable_by', True))
    >>> relation_of(["scale", "on"]), relation_of(["sings"])
    (('scales_on', False), None)
    """
    forms = inventory().forms
    by_agent = len(words) > 1 and words[-1] == "by"
    for first in _stems(words[0]):
        if (form := snake_case(" ".join((first, *words[1:])))) in forms:
            return forms[form]
        if by_agent and (active := snake_case(" ".join((first, *words[1:-1])))) in forms:
            relation, backwards = forms[active]
            return relation, not backwards
        if form in others:
            return form, False
        if by_agent and snake_case(" ".join((first, *words[1:-1]))) in others:
            return snake_case(" ".join((first, *words[1:-1]))), True
    return None


def stem_of(word: str) -> str:
    """What all forms of a verb begin with; empty for one too short to tell.

    >>> stem_of("mounted"), stem_of("scales"), stem_of("use")
    ('mount', 'scal', '')
    """
    stem = word
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e"):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending)
            break
    return stem if len(stem) >= _SHORTEST_STEM else ""


def _stems(word: str) -> Iterator[str]:
    """The word as it stands, then what it may be a form of or have a form of."""
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
    ):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LETTERS_KEPT:
            yield stem + instead
            if ending in ("ed", "ing") and len(stem) > _LETTERS_KEPT and stem[-1] == stem[-2]:
                yield stem[:-1]
    yield word + "s"
    yield word + ("d" if word.endswith("e") else "ed")


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in _PARTICIPLES
