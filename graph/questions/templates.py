"""A question in; what it may ask out, by what the question looks like as a whole, its names as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Relations:
    """Which edges there are of a relation, where some ends are known."""

    relation: str
    subject: str | None = None
    """A label; None for what is asked for."""
    object: str | None = None
    negated: bool = False
    kind: str = ""
    """Type of node that is asked for; any where empty."""
    from_object: bool = False
    """Whether it is the object that is spoken of first: "what mounts EFS" asks for edges EFS mountable_by what."""
    yes_or_no: bool = False
    stem: str = ""
    """What all forms of the verb begin with, as it was asked: lines with it count where no relation answers."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How two things hang together."""

    start: str
    goal: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What two things share, and what only one of them has."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class About:
    """Everything that notes say of a thing."""

    label: str


@dataclass(frozen=True, slots=True)
class Things:
    """All things of a type."""

    kind: str


Asked: TypeAlias = Relations | Ways | Difference | About | Things

NAMES = frozenset(("subject", "object", "start", "goal", "first", "second", "label"))
"""Fields that hold a name, or a label once it was found."""

_A, _B = r"(?P<a>.+?)", r"(?P<b>.+?)"
_TWO = rf"{_A} (?:and|with|to|from|vs\.?|versus|or) {_B}"
_RELATED = r"(?:related|connected|linked|joined|relate|connect|link|hang together|work together)"
_NOUN = r"(?P<noun>features?|options?|modes?|parts?|types?|kinds?|use cases?|requirements?)"

_TEMPLATES: tuple[tuple[str, str], ...] = (
    ("difference", rf"(?:what (?:is|are) |what's )?(?:the )?differences? (?:between|of) {_TWO}"),
    ("difference", rf"(?:compare|contrast) {_TWO}"),
    ("difference", rf"(?:how (?:is|are|do|does)|what makes) {_A} (?:different|differ) (?:from|to) {_B}"),
    ("difference", rf"what do {_TWO} (?:share|have in common)"),
    ("difference", rf"{_A} (?:vs\.?|versus) {_B}"),
    ("ways", rf"how (?:is|are|do|does) {_A} {_RELATED}(?: to| with| and) {_B}"),
    ("ways", rf"how (?:are|do|does|is) {_TWO} {_RELATED}(?: to each other)?"),
    ("ways", rf"what (?:connects|links|joins) {_TWO}"),
    ("ways", rf"(?:show |show me |list |what is )?(?:the |a )?(?:paths?|ways?|connections?) (?:from|between) {_TWO}"),
    ("noun", rf"(?:what are |list |show |name |which are )?(?:all )?(?:the )?{_NOUN} of {_A}"),
    ("noun", rf"(?:what|which) {_NOUN} (?:do|does) {_A} have"),
    (
        "things",
        r"(?:what|which|list|show|name)(?: are)?(?: all)?(?: the)? (?P<kind>\w+)(?: are there| exist| there are)?",
    ),
)
_LAST_TEMPLATES: tuple[tuple[str, str], ...] = (
    ("about", rf"what (?:do|does) (?:the|my) notes? say (?:about|of|on) {_A}"),
    ("about", rf"(?:what|who) (?:is|are) {_A}"),
    ("about", rf"(?:tell me about|describe|explain|what about|what's|about) {_A}"),
)
"""Tried after everything else: "what is EFS mounted by" is no question about something called "EFS mounted by"."""

_NOUNS = {
    "feature": ("feature_of", False),
    "option": ("feature_of", False),
    "mode": ("feature_of", False),
    "part": ("part_of", False),
    "type": ("is_a", False),
    "kind": ("is_a", False),
    "use case": ("used_for", True),
    "requirement": ("requires", True),
}
"""The relation between what a noun asks for and the thing, and whether the thing is the subject."""


def by_template(text: str, *, last: bool = False) -> Iterator[Asked]:
    """What the text may ask, the likeliest first; with `last`, by the templates that come after all others.

    >>> next(by_template("difference between ECS and EKS"))
    Difference(first='ECS', second='EKS')
    """
    for meaning, pattern in _LAST_TEMPLATES if last else _TEMPLATES:
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            yield _asked(meaning, found)


def _asked(meaning: str, found: re.Match[str]) -> Asked:
    match meaning:
        case "difference":
            return Difference(found["a"], found["b"])
        case "ways":
            return Ways(found["a"], found["b"])
        case "things":
            return Things(found["kind"])
        case "about":
            return About(found["a"])
    relation, is_subject = _NOUNS[found["noun"].lower().removesuffix("s")]
    if is_subject:
        return Relations(relation, subject=found["a"])
    return Relations(relation, object=found["a"])
