"""A name as anybody writes it goes in; what tells whether two of them are one name comes out.

The one home of folding: extraction, the vocabulary, merging and search compare names by what stands here. From the
least that is let go to the most: `fold` (case, width, white space), `folded_words` (signs and plurals too), `name_key`
(words before the name as well), `spelling_of` (and the spaces between its words).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DETERMINERS = frozenset(
    (
        *("the", "a", "an", "each", "every", "your", "any", "all", "some", "multiple", "several", "different"),
        *("this", "that", "these", "those", "its", "their", "our"),
    )
)
SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)
"""Words inside a name that its acronym may leave out."""
VENDORS = {
    "amazon": "aws",
    "aws": "aws",
    "azure": "azure",
    "microsoft": "azure",
    "google": "google",
    "gcp": "google",
}
"""First words that say whose product it is, and the family that each stands for."""
LEADING_WORDS = DETERMINERS | {"amazon", "aws"}
"""Words before a name that the annotated notes, and the model with them, leave out of it."""

_WORD = re.compile(r"([^\W_]+(?:[+#]++(?![^\W\d_]))?)(?:['’][sS]\b)?")
_HUMP = re.compile(r"\d+|[^\W\d_a-z]+(?![a-z])|[^\W\d_a-z]?[a-z]+|[^\W_]+")
_IRREGULAR = {
    **{"aliases": "alias", "analyses": "analysis", "buses": "bus", "caches": "cache", "cookies": "cookie"},
    **{"indices": "index", "statuses": "status"},
}
_SINGULAR_ENDING = (
    *("ss", "us", "is", "js", "aas", "series", "alias", "atlas", "bias", "canvas"),
    *("ddos", "devops", "dns", "https", "kubernetes"),
)
_SHOUTED = 7
"""Letters from which on a word in capitals is taken for an ordinary word, not for an acronym."""
_BRACKETS = re.compile(r"\([^()]*\)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_PLURAL_ACRONYM = re.compile(r"[A-Z0-9]{2,}s")
_AROUND = " \t.,;:!?*`\"'“”‘’«»|–—-"


class Word(NamedTuple):
    """A word of a text."""

    start: int
    """First character, 0-based."""
    end: int
    """One past the last character."""
    folded: str
    """Case-folded and singular."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart."""

    vendor: str
    """Family of a leading vendor word (`VENDORS`), or empty."""
    key: str
    """Equal for names that differ by case, plural, spacing, hyphens, determiners or the vendor alone; may be empty."""
    words: tuple[str, ...]
    """As written, vendor included, determiners and what stands in brackets left out."""
    plurals: int
    """How many of the words stand in the plural."""

    @property
    def initials(self) -> frozenset[str]:
        """What may abbreviate the name, in lower case: with and without the vendor and the small words.

        >>> sorted(take_apart("AWS Identity and Access Management").initials)
        ['aiaam', 'aiam', 'iaam', 'iam']
        """
        return _initials(self.words) | (_initials(self.words[1:]) if self.vendor else frozenset())


def fold(text: str) -> str:
    """The text without difference of case, width and white space.

    >>> fold("  Task   Role ")
    'task role'
    """
    return " ".join(_same_width(text).casefold().split())


@functools.lru_cache(maxsize=1 << 12)
def words(name: str) -> tuple[str, ...]:
    """The words of `name` in their own capitals, without signs.

    >>> words("Pilot's Multi-AZ DB (C++)")
    ('Pilot', 'Multi', 'AZ', 'DB', 'C++')
    """
    return tuple(_WORD.findall(_same_width(name)))


def words_of(text: str) -> list[Word]:
    """The words of `text` with their places: runs of letters and digits, "+" and "#" kept at their end.

    >>> [word.folded for word in words_of("C++ Task Roles on VMs")]
    ['c++', 'task', 'role', 'on', 'vm']
    """
    return [Word(m.start(1), m.end(1), _folded(m[1])) for m in _WORD.finditer(text)]


def folded_words(name: str) -> tuple[str, ...]:
    """The words of `name`, each case-folded and singular.

    >>> folded_words("ECS Tasks / VPCs, policies")
    ('ecs', 'task', 'vpc', 'policy')
    """
    return tuple(map(_folded, words(name)))


@functools.lru_cache(maxsize=1 << 16)
def name_key(name: str) -> tuple[str, ...]:
    """What `name` is compared by within a note: its folded words, without what leads it in; empty if it has no word.

    >>> name_key("the Task-Roles")
    ('task', 'role')
    >>> name_key("Amazon ECS") == name_key("ECS")
    True
    """
    key = folded_words(name)
    start = next((k for k, word in enumerate(key[:-1]) if word not in LEADING_WORDS), len(key) - 1)
    return key[start:]


@functools.lru_cache(maxsize=1 << 16)
def spelling_of(name: str) -> str:
    """What all spellings of `name` share: no spacing, signs, case and plurals.

    >>> spelling_of("Event-Bridge rules") == spelling_of("EventBridge Rule")
    True
    """
    return "".join(folded_words(name))


@functools.lru_cache(maxsize=1 << 16)
def take_apart(surface: str, acronyms: frozenset[str] = frozenset()) -> Parts:
    """The name's parts; `acronyms` (`acronyms_in`) are words that are not plurals, whatever their case.

    >>> take_apart("AWS Event-Bridges").key == take_apart("EventBridge").key
    True
    >>> take_apart("cors", frozenset({"cors"})).key
    'cors'
    """
    named = words(_BRACKETS.sub(" ", surface)) or words(surface)
    while len(named) > 1 and named[0].casefold() in DETERMINERS:
        named = named[1:]
    vendor = VENDORS.get(named[0].casefold(), "") if len(named) > 1 else ""
    rest = named[1:] if vendor else named
    singulars = [_folded(word) if _may_be_plural(word, acronyms) else word.casefold() for word in rest]
    plurals = sum(word.casefold() != single for word, single in zip(rest, singulars, strict=True))
    return Parts(vendor, "".join(singulars), named, plurals)


def acronyms_in(surfaces: Iterable[str]) -> frozenset[str]:
    """Words that some name writes with a capital S at their end: ECS, CORS, FreeRTOS; in lower case."""
    return frozenset(
        word.casefold()
        for surface in surfaces
        for word in _WORD.findall(surface)
        if word.endswith("S") and (_ACRONYM.fullmatch(word) or not word.isupper())
    )


def singular(word: str) -> str:
    """An English word without its plural ending; an acronym in capitals stays as it is.

    >>> [singular(w) for w in ("policies", "Addresses", "access", "APIs", "DNS", "tls", "caches", "POLICIES")]
    ['policy', 'Address', 'access', 'API', 'DNS', 'tls', 'cache', 'POLICY']
    """
    if word.isupper() and len(word) >= _SHOUTED and word.isalpha():
        return singular(word.lower()).upper()
    if not word.endswith("s") or len(word) < 3 or (len(word) == 3 and not word[:-1].isupper()):
        return word
    if word[-3:-1].isupper():
        return word[:-1]
    lowered = word.lower()
    for many, one in _IRREGULAR.items():
        if lowered.endswith(many):
            return word[: -len(many)] + word[-len(many)] + one[1:]
    if lowered.endswith(_SINGULAR_ENDING):
        return word
    if lowered.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if lowered.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def initials_of(name: str) -> frozenset[str]:
    """Initials of a name of several words: all of them, without small words, and with camel case split.

    >>> sorted(initials_of("Identity and Access Management"))
    ['iaam', 'iam']
    >>> sorted(initials_of("CloudWatch Logs"))
    ['cl', 'cwl']
    """
    plain, split = words(name), humps(name)
    return _initials(plain) if split == plain else _initials(plain) | _initials(split)


def humps(name: str) -> tuple[str, ...]:
    """The words of a name with camel case and numbers split.

    >>> humps("EventBridge S3Bucket")
    ('Event', 'Bridge', 'S', '3', 'Bucket')
    """
    return tuple(_HUMP.findall(" ".join(words(name))))


def is_acronym(surface: str) -> bool:
    """Whether the name is one word of three to eight capitals and digits, be it in the plural.

    >>> is_acronym("ASGs"), is_acronym("EFS"), is_acronym("Role")
    (True, True, False)
    """
    word = surface[:-1] if _PLURAL_ACRONYM.fullmatch(surface) else surface
    return len(word) > 2 and _ACRONYM.fullmatch(word) is not None


def is_proper(surface: str) -> bool:
    """Whether it is written like a name of its own: several words, or capitals or digits after the first letter."""
    return len(surface.split()) > 1 or re.search(r"[A-Z0-9]", surface[1:]) is not None


def display(surface: str) -> str:
    """The name as it may be shown: one line, without determiners and the punctuation around it.

    >>> display("the Task  Role:")
    'Task Role'
    """
    text = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", surface)).split()).strip(_AROUND)
    while (parts := text.split(" ", 1))[0].casefold() in DETERMINERS and len(parts) == 2:
        text = parts[1].strip(_AROUND)
    return text


def _may_be_plural(word: str, acronyms: frozenset[str]) -> bool:
    """Whether it is no acronym: IPs are several IP, even where the notes speak of an IPS."""
    return word.casefold() not in acronyms or _PLURAL_ACRONYM.fullmatch(word) is not None


def _same_width(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@functools.lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return singular(_same_width(word)).casefold()


def _initials(named: Sequence[str]) -> frozenset[str]:
    """Initials of all words and of those that are not small; a number counts whole, since Route 53 is R53."""
    short = [word for word in named if word.casefold() not in SMALL_WORDS]
    several = (chosen for chosen in (named, short) if len(chosen) > 1)
    return frozenset("".join([w if w.isdigit() else w[0] for w in chosen]).casefold() for chosen in several)
