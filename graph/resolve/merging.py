"""The names that all notes use go in; the things that they mean come out, each merge with its reason.

`RULES` holds in order what may join two names. What a person corrected comes first and is never undone by a later
rule; two names that the vocabulary tells apart are joined by a person alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.names import display, is_acronym, is_proper, take_apart
from graph.resolve.corrections import Corrections
from graph.resolve.labels import is_name, label_of, most, names_of_others, total
from graph.resolve.units import Groups, Unit, collect_units
from graph.store.tables import Claim, StoredNote, Term, Use

SPELLING = "the same but for case, plural, spacing or punctuation"
VENDOR = "the same but for the vendor's name"
VOCABULARY = "the vocabulary has it as a name of this"


class Merge(NamedTuple):
    """A name that was taken for another name of a thing."""

    name: str
    label: str
    reason: str
    """Why, for a person to read."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What may become a node."""

    label: str
    kind: str
    known: bool
    """Whether the vocabulary knows it."""
    aliases: tuple[str, ...]
    notes: tuple[str, ...]
    terms: tuple[int, ...]


class Names(NamedTuple):
    """All things, by label, and how they came about."""

    things: list[Thing]
    merges: list[Merge]
    unmatched: list[str]
    """Corrections that name nothing in the notes, a sentence each."""


class _Said(NamedTuple):
    """What the rules go by, beside the units."""

    notes: Sequence[StoredNote]
    claims: Sequence[Claim]
    corrections: Corrections


def merge_names(
    terms: Iterable[Term],
    uses: Iterable[Use],
    ends: Mapping[int, int],
    notes: Iterable[StoredNote] = (),
    claims: Iterable[Claim] = (),
    corrections: Corrections | None = None,
) -> Names:
    """Find out which names mean one thing; `ends` counts for each term the ends of statements that it is.

    The same names give the same things, in whatever order they come.
    """
    said = _Said(sorted(notes, key=lambda note: note.file), sorted(claims), corrections or Corrections())
    everything = Groups(collect_units(terms, uses, ends))
    dropped = {k for name in said.corrections.drop for k in everything.all_spelt(name)}
    groups = Groups([unit for k, unit in enumerate(everything.units) if k not in dropped])
    for rule in RULES:
        rule(groups, said)
    chosen = _chosen(groups, said.corrections)
    unnamed = _unnamed_aliases(groups, said.claims)
    things: dict[str, Thing] = {}
    merges: list[Merge] = []
    for root, members in groups.members():
        label, kind = chosen.get(root, ("", ""))
        if label := label_of(members, label, things, names_of_others(groups, root, members)):
            things[label] = _thing(label, kind, members, unnamed.get(root, ()))
            merges += (_merge(name, label, unit) for unit in members for name in unit.surfaces if name != label)
    unmatched = _unmatched(everything, said.corrections)
    return Names([things[label] for label in sorted(things)], sorted(merges), unmatched)


def _by_correction(groups: Groups, said: _Said) -> None:
    for number, names in enumerate(said.corrections.keep_apart):
        groups.keep_apart(number, names)
    for same in (*said.corrections.merge, *said.corrections.rename.items()):
        units = [k for name in same for k in groups.spelt(name)]
        for k in units[1:]:
            groups.join(units[0], k, "a correction", force=True)


def _by_vocabulary(groups: Groups, _: _Said) -> None:
    first: dict[str, int] = {}
    for k, unit in enumerate(groups.units):
        if unit.known:
            groups.join(first.setdefault(unit.known, k), k, VOCABULARY)


def _by_spelling(groups: Groups, _: _Said) -> None:
    for units in groups.spellings().values():
        for k in units[1:]:
            groups.join(units[0], k, SPELLING)


def _by_vendor(groups: Groups, _: _Said) -> None:
    """AWS Lambda is Lambda, if no other vendor's is, and Lambda is written like a name: AWS Config is not a config.

    What the vocabulary knows under the vendor's name alone, as AWS service or AWS Cloud, is not a service or the cloud.
    """
    owners: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for (vendor, key), units in groups.spellings().items():
        owners[key][vendor] = units
    for key, vendors in owners.items():
        bare = [groups.units[k] for k in vendors.get("", ())]
        if len(vendors) != 2 or not bare or not _is_written_like_a_name(bare):
            continue
        known = {groups.units[k].known for units in vendors.values() for k in units} - {""}
        if all((parts := take_apart(name)).key == key and not parts.vendor for name in known):
            first, second = (units[0] for units in vendors.values())
            groups.join(first, second, VENDOR)


def _is_written_like_a_name(units: Sequence[Unit]) -> bool:
    """Whether the vocabulary knows it, or most mentions are proper names, or a service's with a capital."""
    named = sum(
        count if is_proper(surface) or (surface[:1].isupper() and most(unit.kinds) == "service") else -count
        for unit in units
        for surface, count in unit.surfaces.items()
    )
    return named > 0 or any(unit.known for unit in units)


def _by_claim(groups: Groups, said: _Said) -> None:
    """ "Elastic File System (EFS)" in one note holds for all, unless others write something else before (EFS)."""
    claimed: dict[int, dict[int, Claim]] = defaultdict(dict)
    for claim in said.claims:
        names, aliases = groups.spelt(claim.name), groups.spelt(claim.alias)
        if names and aliases:
            claimed[groups.find(aliases[0])].setdefault(groups.find(names[0]), claim)
    for alias, candidates in sorted(claimed.items()):
        short = [n for n, claim in candidates.items() if _abbreviates(claim.alias, claim.name)]
        names = short if len(candidates) > 1 else list(candidates)
        if len(names) == 1:
            claim = candidates[names[0]]
            groups.join(names[0], alias, f"{claim.file}:{claim.line} writes {claim.name} ({claim.alias})")


def _by_front_matter(groups: Groups, said: _Said) -> None:
    for note in said.notes:
        units = [k for name in (note.title, *note.aliases) for k in groups.spelt(name)[:1]] if note.aliases else []
        for k in units[1:]:
            groups.join(units[0], k, f"{note.file} lists it among its aliases")


def _by_initials(groups: Groups, _: _Said) -> None:
    """EFS is Elastic File System where a note names both and nothing else has these initials."""
    named: dict[str, list[int]] = defaultdict(list)
    for k, unit in enumerate(groups.units):
        for short in unit.parts.initials:
            named[short].append(k)
    for k, unit in enumerate(groups.units):
        full = {groups.find(n) for n in named.get(unit.parts.key, ())} if any(map(is_acronym, unit.surfaces)) else set()
        if len(full) == 1 and (both := groups.files(k) & groups.files(min(full))):
            groups.join(min(full), k, f"its initials; {min(both)} names both")


RULES: tuple[Callable[[Groups, _Said], None], ...] = (
    _by_correction,
    _by_vocabulary,
    _by_spelling,
    _by_vendor,
    _by_claim,
    _by_front_matter,
    _by_initials,
)


def _abbreviates(alias: str, name: str) -> bool:
    return take_apart(alias).key in take_apart(name).initials


def _chosen(groups: Groups, corrections: Corrections) -> dict[int, tuple[str, str]]:
    """Label and type that a person chose, empty where none, by the unit that stands for the group."""
    chosen: dict[int, tuple[str, str]] = {}
    for names, label in (
        *((m, m[0]) for m in corrections.merge),
        *((pair, pair[1]) for pair in corrections.rename.items()),
    ):
        for k in (k for name in names for k in groups.spelt(name)[:1]):
            chosen[groups.find(k)] = (label, "")
    for name, kind in corrections.kind.items():
        for k in groups.spelt(name):
            chosen[groups.find(k)] = (chosen.get(groups.find(k), ("", ""))[0], kind)
    return chosen


def _unmatched(groups: Groups, corrections: Corrections) -> list[str]:
    named = [
        *(("merge", name) for names in corrections.merge for name in names[1:]),
        *(("keep_apart", name) for names in corrections.keep_apart for name in names),
        *(("rename", name) for name in corrections.rename),
        *(("drop", name) for name in corrections.drop),
        *(("kind", name) for name in corrections.kind),
    ]
    return [f"{key}: nothing in the notes is called {name!r}." for key, name in named if not groups.spelt(name)]


def _unnamed_aliases(groups: Groups, claims: Iterable[Claim]) -> dict[int, set[str]]:
    """Names that notes give to things and never use: they find the thing all the same."""
    aliases: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        for used, unused in ((claim.name, claim.alias), (claim.alias, claim.name)):
            if (units := groups.spelt(used)) and not groups.spelt(unused):
                aliases[groups.find(units[0])].add(display(unused))
    return aliases


def _thing(label: str, kind: str, members: Sequence[Unit], unnamed: Iterable[str]) -> Thing:
    kinds = total([unit.kinds for unit in members if unit.known] or [unit.kinds for unit in members])
    surfaces = total([unit.surfaces for unit in members])
    names = sorted(surfaces, key=lambda s: (-surfaces[s], s)) + [u.known for u in members if u.known] + sorted(unnamed)
    aliases = {name.casefold(): name for name in reversed(names) if is_name(name)}
    aliases.pop(label.casefold(), None)
    return Thing(
        label=label,
        kind=kind or most(kinds),
        known=any(unit.known for unit in members),
        aliases=tuple(sorted(aliases.values())),
        notes=tuple(sorted(set().union(*(unit.files for unit in members)))),
        terms=tuple(term for unit in members for term in unit.terms),
    )


def _merge(name: str, label: str, unit: Unit) -> Merge:
    parts, shown = take_apart(name), take_apart(label)
    if (parts.vendor, parts.key) == (shown.vendor, shown.key):
        return Merge(name, label, SPELLING)
    return Merge(name, label, unit.reason or (VOCABULARY if unit.known else SPELLING))
