"""A name as a note writes it goes in, what tells whether two of them mean one thing comes out."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

DETERMINERS = frozenset(
    (
        *("the", "a", "an", "each", "every", "your", "any", "all", "some", "multiple", "several", "different"),
        *("this", "that", "these", "those", "its", "their", "our"),
    )
)
LINKING_WORDS = frozenset(("of", "and", "or", "for", "the", "to", "in", "on", "with", "by", "a", "an", "at", "from"))
VENDORS = {
    "amazon": "aws",
    "aws": "aws",
    "azure": "azure",
    "microsoft": "azure",
    "google": "google",
    "gcp": "google",
}
"""First words that say whose product it is, and the family that each stands for."""

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_BRACKETS = re.compile(r"\([^()]*\)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_PLURAL_ACRONYM = re.compile(r"[A-Z0-9]{2,}s")
_NEVER_PLURAL = ("ss", "us", "is")
_AROUND = " \t.,;:!?*`\"'“”‘’«»|–—-"


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
        """What may abbreviate the name, in lower case: with and without the vendor and the linking words.

        >>> sorted(take_apart("AWS Identity and Access Management").initials)
        ['aiaam', 'aiam', 'iaam', 'iam']
        """
        return _initials(self.words) | (_initials(self.words[1:]) if self.vendor else frozenset())


def display(surface: str) -> str:
    """The name as it may be shown: one line, without determiners and the punctuation around it.

    >>> display("the Task  Role:")
    'Task Role'
    """
    text = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", surface)).split()).strip(_AROUND)
    while (parts := text.split(" ", 1))[0].casefold() in DETERMINERS and len(parts) == 2:
        text = parts[1].strip(_AROUND)
    return text


@functools.lru_cache(maxsize=1 << 16)
def take_apart(surface: str, acronyms: frozenset[str] = frozenset()) -> Parts:
    """The name's parts; `acronyms` (`acronyms_in`) are words that are not plurals, whatever their case.

    >>> take_apart("AWS Event-Bridges").key == take_apart("EventBridge").key
    True
    >>> take_apart("https", frozenset({"https"})).key
    'https'
    """
    text = unicodedata.normalize("NFKC", surface)
    text = bare if _WORD.search(bare := _BRACKETS.sub(" ", text)) else text
    words: list[str] = _WORD.findall(text.replace("'s ", " ").replace("’s ", " "))
    while len(words) > 1 and words[0].casefold() in DETERMINERS:
        words = words[1:]
    vendor = VENDORS.get(words[0].casefold(), "") if len(words) > 1 else ""
    named = words[1:] if vendor else words
    singulars = [_singular(word, acronyms) for word in named]
    plurals = sum(single != word.casefold() for single, word in zip(singulars, named, strict=True))
    return Parts(vendor, "".join(singulars), tuple(words), plurals)


def acronyms_in(surfaces: Iterable[str]) -> frozenset[str]:
    """Words that some name writes in capitals and that end in S: ECS, HTTPS; in lower case."""
    return frozenset(
        word.casefold()
        for surface in surfaces
        for word in _WORD.findall(surface)
        if word.endswith("S") and _ACRONYM.fullmatch(word)
    )


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


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    full = "".join(word[0] for word in words).casefold()
    short = "".join(word[0] for word in words if word.casefold() not in LINKING_WORDS).casefold()
    return frozenset(letters for letters in (full, short) if len(letters) > 1)


def _singular(word: str, acronyms: frozenset[str]) -> str:
    folded = word.casefold()
    if _PLURAL_ACRONYM.fullmatch(word):
        return folded[:-1]
    if folded in acronyms or len(folded) < 4 or not folded.endswith("s") or word.isupper():
        return folded
    if folded.endswith("ies") and len(folded) > 4:
        return folded[:-3] + "y"
    if folded.endswith(("sses", "xes", "ches", "shes")):
        return folded[:-2]
    return folded if folded.endswith(_NEVER_PLURAL) else folded[:-1]
