"""The names of one thing go in, what it is called comes out.

A thing bears the vocabulary's name where a note writes it, else the one that the notes write most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.names import singular, take_apart
from graph.resolve.units import Groups, Unit

MAX_WORDS = 8
MAX_CHARACTERS = 100
"""What is longer is a clause, not the name of a thing."""


def names_of_others(groups: Groups, root: int, members: Sequence[Unit]) -> frozenset[str]:
    """Names of the group that mean another thing elsewhere: EKS nodes are "nodes" in one note alone."""
    if not any(unit.known for unit in members):
        return frozenset()
    spelt = groups.spellings()
    names = {surface: take_apart(surface) for unit in members for surface in unit.surfaces}
    return frozenset(
        surface
        for surface, name in names.items()
        if any(groups.find(k) != root for k in spelt.get((name.vendor, name.key), ()))
    )


def label_of(members: Sequence[Unit], chosen: str, taken: Mapping[str, object], ambiguous: frozenset[str]) -> str:
    """What to call the group: as a person says, else the vocabulary, else the notes; empty if nothing is a name.

    A name of the vocabulary that no note writes comes after those that the notes write, the `ambiguous` ones excepted:
    who wrote "Azure AD" looks for that, not for "Entra ID".
    """
    surfaces = total([unit.surfaces for unit in members])
    ranked = list(surfaces)
    if len(ranked) > 1:
        ranked.sort(key=lambda s: (s in ambiguous, -surfaces[s], _plurals(s), len(s), s))
    written = [_in_singular(surface) for surface in ranked if is_name(surface)]
    known = list(dict.fromkeys(unit.known for unit in members if unit.known))
    keys = {take_apart(surface).key for surface in surfaces} if known else set()
    said = [name for name in known if take_apart(name).key in keys or ranked[0] in ambiguous]
    candidates = [chosen] if chosen else [*said, *written, *known]
    for label in candidates:
        if label not in taken:
            return label
    numbered = (f"{candidates[0]} ({number})" for number in range(2, len(taken) + 3)) if candidates else iter(())
    return next((label for label in numbered if label not in taken), "")


def total(counts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    """The sums, by key."""
    if len(counts) == 1:
        return counts[0]
    sums: dict[str, int] = {}
    for each in counts:
        for key, count in each.items():
            sums[key] = sums.get(key, 0) + count
    return sums


def most(counts: Mapping[str, int]) -> str:
    """The key with the highest count, of several the first by alphabet."""
    return min(counts, key=lambda key: (-counts[key], key))


def is_name(text: str) -> bool:
    """Whether it is short enough to be the name of a thing, and has a letter."""
    return len(text) <= MAX_CHARACTERS and len(text.split()) <= MAX_WORDS and any(map(str.isalpha, text))


def _in_singular(surface: str) -> str:
    """The name of one such thing, where its last word is no proper name: "worker nodes", not "Google Docs"."""
    front, gap, last = surface.rpartition(" ")
    return front + gap + (singular(last) if last.islower() and not last.endswith("ics") else last)


def _plurals(surface: str) -> int:
    return take_apart(surface).plurals
