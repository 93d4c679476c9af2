"""Names as the notes write them go in, units that can be joined to groups come out.

A unit is one name whatever its case. A group is a set of units that mean one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.names import Parts, acronyms_in, display, take_apart
from graph.store.tables import Term, Use

STATEMENT_WEIGHT = 1000
"""How many mentions an end of a statement outweighs when the type of a thing is put to the vote."""


@dataclass(slots=True)
class Unit:
    """A name, whatever its case, as far as one vocabulary name covers it."""

    form: str
    """The name in lower case."""
    known: str
    """The vocabulary's name for it, or empty."""
    parts: Parts
    surfaces: dict[str, int] = field(default_factory=dict)
    """The ways it is written -> mentions."""
    kinds: dict[str, int] = field(default_factory=dict)
    """Entity types -> weight."""
    files: set[str] = field(default_factory=set)
    terms: list[int] = field(default_factory=list)
    reason: str = ""
    """Why it was first joined to another unit."""

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """Sorts units that the vocabulary knows and that are named often to the front."""
        return (not self.known, -sum(self.surfaces.values()), self.form, self.known)


def collect_units(terms: Iterable[Term], uses: Iterable[Use], ends: Mapping[int, int]) -> list[Unit]:
    """The units of all terms in use, by rank; `ends` counts for each term the ends of statements that it is."""
    mentions: dict[int, int] = defaultdict(int)
    files: dict[int, list[str]] = defaultdict(list)
    for used, file, count in uses:
        mentions[used] += count
        files[used].append(file)
    named = [(term, display(term.surface)) for term in terms if term.id in mentions]
    acronyms = acronyms_in(surface for _, surface in named)
    units: dict[tuple[str, str], Unit] = {}
    for term, surface in named:
        place = (surface.casefold(), term.name)
        if (unit := units.get(place)) is None:
            unit = units[place] = Unit(*place, take_apart(surface, acronyms))
        unit.surfaces[surface] = unit.surfaces.get(surface, 0) + mentions[term.id]
        weight = mentions[term.id] + STATEMENT_WEIGHT * ends.get(term.id, 0)
        unit.kinds[term.kind] = unit.kinds.get(term.kind, 0) + weight
        unit.files.update(files[term.id])
        unit.terms.append(term.id)
    return sorted(units.values(), key=lambda unit: unit.rank)


class Groups:
    """Units joined step by step (union-find); names that must stay apart never share a group."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self._acronyms = acronyms_in(s for unit in units for s in unit.surfaces)
        self._forms: dict[str, list[int]] = defaultdict(list)
        self._known_forms: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[tuple[str, str], list[int]] = defaultdict(list)
        for k, unit in enumerate(units):
            self._forms[unit.form].append(k)
            names = [unit.parts]
            if unit.known:
                self._known_forms[unit.known.casefold()].append(k)
                full = take_apart(unit.known, self._acronyms)
                names = [full] if _is_part(unit.parts, full) else [unit.parts, full]
            for vendor, key in dict.fromkeys((name.vendor, name.key) for name in names):
                if key:
                    self._keys[vendor, key].append(k)
        self._parents = list(range(len(units)))
        self._known = [unit.known for unit in units]
        self._files = [unit.files for unit in units]
        self._apart: list[dict[int, int]] = [{} for _ in units]

    def find(self, unit: int) -> int:
        """The unit that stands for the group of `unit`; the one of best rank."""
        while self._parents[unit] != unit:
            self._parents[unit] = unit = self._parents[self._parents[unit]]
        return unit

    def join(self, first: int, second: int, reason: str, *, force: bool = False) -> None:
        """Make one group of two; refused where the vocabulary has two names (unless `force`) or a person said so."""
        a, b = sorted((self.find(first), self.find(second)))
        known = {self._known[a], self._known[b]} - {""}
        apart = any(self._apart[a].get(number, member) != member for number, member in self._apart[b].items())
        if a == b or apart or (len(known) > 1 and not force):
            return
        self._parents[b] = a
        self._known[a] = self._known[a] or self._known[b]
        self._files[a] = self._files[a] | self._files[b]
        self._apart[a] |= self._apart[b]
        for unit in (self.units[first], self.units[second]):
            unit.reason = unit.reason or reason

    def files(self, unit: int) -> set[str]:
        """The notes that name the group of `unit`."""
        return self._files[self.find(unit)]

    def keep_apart(self, number: int, names: Sequence[str]) -> None:
        """No two of `names` may come to share a group; `number` tells this decision from others."""
        exact = {k for name in names for k in self._forms.get(_form(name), ())}
        for member, name in enumerate(names):
            for k in self._forms.get(_form(name)) or [k for k in self.spelt(name) if k not in exact]:
                self._apart[k].setdefault(number, member)

    def spelt(self, name: str) -> list[int]:
        """Units that `name` means, best rank first: those written so, else known so, else spelt in another way."""
        form = _form(name)
        return self._forms.get(form) or self._known_forms.get(form) or self._other_spellings(name)

    def all_spelt(self, name: str) -> set[int]:
        """Units that are written, known, or in another way spelt like `name`."""
        form = _form(name)
        return {*self._forms.get(form, ()), *self._known_forms.get(form, ()), *self._other_spellings(name)}

    def spellings(self) -> Mapping[tuple[str, str], list[int]]:
        """Units by (vendor, key) of their names, best rank first."""
        return self._keys

    def members(self) -> list[tuple[int, list[Unit]]]:
        """The groups, best rank first, each as the unit that stands for it and all its units by rank."""
        groups: dict[int, list[Unit]] = defaultdict(list)
        for k, unit in enumerate(self.units):
            groups[self.find(k)].append(unit)
        return sorted(groups.items())

    def _other_spellings(self, name: str) -> list[int]:
        parts = take_apart(name, self._acronyms)
        return self._keys.get((parts.vendor, parts.key), [])


def _is_part(name: Parts, full: Parts) -> bool:
    """Whether a note shortens the full name, "Nodes" for EKS node, "service" for AWS service: elsewhere the same word
    means something else.
    """
    if name.key == full.key:
        return bool(full.vendor) and not name.vendor
    return full.key.startswith(name.key) or full.key.endswith(name.key)


def _form(name: str) -> str:
    return display(name).casefold()
