"""Vocabulary packs: YAML files that name the things of a domain go in, one checked `Vocabulary` comes out.

A pack is data that needs no Python:

    pack: aws                      # name of the pack, for messages
    description: Services and features of Amazon Web Services.
    prefixes: [AWS, Amazon]        # words that may stand before a service's name and are no part of it
    kinds: {protocol: concept}     # entity types of the pack's own -> what each is for who does not know it
    generic: [use case, overview]  # words that never become a node on their own
    entities:
      - {name: EFS, kind: service, aliases: [Elastic File System]}
      - {name: Task Role, kind: feature, of: ECS, aliases: [ECS Task Role]}
      - {name: Glue, kind: service, case: exact}      # not the word "glue"
      - {name: Step Functions, kind: service, exact_aliases: [SFN]}

`name` is the usual short name, and the node's label where a note writes it. `kind` is service, feature, concept or a
kind of the packs' own. `of` names the entity that a feature belongs to. Plural, singular, spacing, hyphens and prefixes
are derived (see `graph.extraction.spelling`), so aliases are other names alone. With `case: exact` the name, and always
an exact alias, is matched in its own capitals only, or with a prefix; what is a plain word even then carries its prefix
as part of the name: "AWS Config". A pack with `prefixes` is a vendor's: its names count in a note that names the
vendor, one of its services or two of its things with a capital.

An entity that an earlier pack knows is amended: kind, `of` and case are replaced where given, aliases are added. A name
of an earlier pack that is listed as generic is taken out.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from graph.errors import DataError
from graph.extraction.packs import BASE_KINDS, Entry, Pack, Text, read_packs
from graph.extraction.spelling import spellings
from graph.names import singular, spelling_of, words


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a pack knows."""

    name: str
    """Usual short name; the label of its node."""
    kind: str
    """service, feature, concept, or a kind of the packs' own."""
    aliases: tuple[str, ...] = ()
    """Other names, as the packs list them."""
    of: str | None = None
    """Name of the entity that it is a feature of, where one is given."""
    exact: frozenset[str] = frozenset()
    """Those of its names that are matched in their own capitals only."""
    prefixes: tuple[str, ...] = ()
    """Words that may stand before its names and are no part of them."""
    pack: str = ""
    """Name of the pack that brought it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


class Phrase(NamedTuple):
    """A text that names an entity."""

    text: str
    name: str
    """The entity's name."""
    exact: bool
    """Whether capitals must agree."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Everything that the packs know."""

    entities: Mapping[str, Entity]
    """By name, in the order of the packs."""
    kinds: Mapping[str, str]
    """Entity type -> service, feature or concept; these three stand for themselves."""
    generic: frozenset[str]
    """Words and phrases that are no entity on their own: lower case, singular, without spaces and signs."""

    def lookup(self, name: str) -> Entity | None:
        """The entity of that name: any capitals, plural, spacing and hyphens, with or without the vendor's prefix.

        >>> load_vocabulary().lookup("amazon event-bridge").name
        'EventBridge'
        """
        parts = words(name)
        any_case, as_written = self._forms
        for form in ("".join(parts), "".join(map(singular, parts))):
            entity = as_written.get(form) or any_case.get(form.casefold())
            if entity is not None:
                return entity
        return None

    def is_generic(self, name: str) -> bool:
        """Whether `name` is a word or phrase that never becomes a node on its own.

        >>> load_vocabulary().is_generic("Use cases")
        True
        """
        return spelling_of(name) in self.generic

    def phrases(self) -> Iterator[Phrase]:
        """Every spelling of every name, for a phrase matcher; each text comes once for each way of matching it."""
        names = ((e, name, name in e.exact) for e in self.entities.values() for name in e.names)
        derived = ((e, text, exact) for e in self.entities.values() for text, exact in _spelled(e))
        seen: set[tuple[str, bool]] = set()
        for entity, text, exact in itertools.chain(names, derived):
            key = (text if exact else text.lower(), exact)
            if key not in seen:
                seen.add(key)
                yield Phrase(text, entity.name, exact)

    @functools.cached_property
    def _forms(self) -> tuple[dict[str, Entity], dict[str, Entity]]:
        return _index(self.entities.values())

    @functools.cached_property
    def digest(self) -> str:
        """Hash of the content, 16 hexadecimal digits; comments and layout of the files do not count."""
        entities = [(*e.names, e.kind, e.of, sorted(e.exact), e.prefixes, e.pack) for e in self.entities.values()]
        content = [entities, sorted(self.kinds.items()), sorted(self.generic)]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def load_vocabulary(paths: Sequence[Path] = ()) -> Vocabulary:
    """The shipped packs and the user's own at `paths`: files, or folders whose .yaml and .yml files are all read.

    Raises `DataError` with every mistake in all packs, each with file, line and remedy.
    """
    return _load(paths) if paths else _shipped()


@functools.cache
def _shipped() -> Vocabulary:
    return _load(())


def _load(paths: Sequence[Path]) -> Vocabulary:
    mistakes: list[str] = []
    vocabulary = combine_packs(read_packs(paths, mistakes), mistakes)
    if mistakes:
        raise DataError(mistakes)
    return vocabulary


def combine_packs(packs: Sequence[Pack], mistakes: list[str]) -> Vocabulary:
    """One vocabulary from packs, a later one amending those before it; contradictions are added to `mistakes`."""
    kinds = _kinds(packs, mistakes)
    entities: dict[str, Entity] = {}
    claims: dict[str, str] = {}
    generic: frozenset[str] = frozenset()
    for pack in packs:
        generic |= {spelling_of(text.value) for text in pack.generic}
        for entry in _once_each(pack, mistakes):
            _check_kind(entry, kinds, mistakes)
            owner = claims.get(spelling_of(entry.name.value))
            if owner is None and entry.kind is None:
                mistakes.append(f"{entry.name.place}: {entry.name.value} has no kind; add `kind: service` or another")
            entity = _amend(entities.get(owner or ""), entry, pack)
            for text in (entry.name, *entry.aliases):
                _claim(text, entity.name, claims, generic, mistakes)
            entities[entity.name] = entity
    mistakes.extend(
        f"{entry.of.place}: `of: {entry.of.value}` names no entity; add that entity or mend the name"
        for pack in packs
        for entry in pack.entries
        if entry.of is not None and spelling_of(entry.of.value) not in claims
    )
    kept = {e.name: _settle(e, claims, generic) for e in entities.values() if spelling_of(e.name) not in generic}
    return Vocabulary(kept, kinds, generic)


def _kinds(packs: Sequence[Pack], mistakes: list[str]) -> dict[str, str]:
    kinds = {kind: kind for kind in BASE_KINDS}
    for kind, base in (pair for pack in packs for pair in pack.kinds):
        if kinds.setdefault(kind.value, base.value) != base.value:
            known = kinds[kind.value]
            mistakes.append(f"{kind.place}: the kind {kind.value} stands for {known} already; choose another name")
    return kinds


def _once_each(pack: Pack, mistakes: list[str]) -> Iterator[Entry]:
    """The entries of a pack without those whose name it has already had."""
    first: dict[str, Entry] = {}
    for entry in pack.entries:
        had = first.setdefault(spelling_of(entry.name.value), entry)
        if had is entry:
            yield entry
        else:
            place, name = entry.name.place, entry.name.value
            mistakes.append(f"{place}: {name} is the name of the entity at {had.name.place} too; join the two")


def _check_kind(entry: Entry, kinds: Mapping[str, str], mistakes: list[str]) -> None:
    if entry.kind is not None and entry.kind.value not in kinds:
        options = ", ".join(kinds)
        mistakes.append(
            f"{entry.kind.place}: {entry.name.value} has the unknown kind {entry.kind.value!r}; "
            f"use one of {options}, or declare it under `kinds`"
        )


def _amend(known: Entity | None, entry: Entry, pack: Pack) -> Entity:
    """What is known of an entity together with what a pack says of it."""
    if known is None or spelling_of(known.name) != spelling_of(entry.name.value):
        prefixes = tuple(text.value for text in pack.prefixes)
        known = Entity(name=entry.name.value, kind="concept", prefixes=prefixes, pack=pack.name)
    added = dict.fromkeys(text.value for text in entry.aliases if text.value not in known.names)
    aliases = (*known.aliases, *added)
    exact = known.exact - {known.name} if entry.case == "any" else known.exact
    exact = exact | {known.name} if entry.case == "exact" else exact
    return replace(
        known,
        kind=entry.kind.value if entry.kind else known.kind,
        of=entry.of.value if entry.of else known.of,
        aliases=aliases,
        exact=exact.union(text.value for text in entry.exact_aliases),
    )


def _claim(text: Text, name: str, claims: dict[str, str], generic: frozenset[str], mistakes: list[str]) -> None:
    """Note that `text` names the entity `name`, unless it cannot."""
    key = spelling_of(text.value)
    if key in generic:
        mistakes.append(f"{text.place}: {text.value!r} of {name} is a generic word; use a longer name")
    elif (owner := claims.setdefault(key, name)) != name:
        mistakes.append(f"{text.place}: {text.value!r} of {name} is a name of {owner}; give it to one of them alone")


def _settle(entity: Entity, claims: Mapping[str, str], generic: frozenset[str]) -> Entity:
    """The entity with the name of its owner, without aliases that a later pack calls generic."""
    owner = entity.of and claims.get(spelling_of(entity.of))
    if owner and spelling_of(owner) in generic:
        owner = None
    aliases = tuple(alias for alias in entity.aliases if spelling_of(alias) not in generic)
    if (owner, aliases) == (entity.of, entity.aliases):
        return entity
    return replace(entity, of=owner, aliases=aliases, exact=entity.exact & {entity.name, *aliases})


def _index(entities: Iterable[Entity]) -> tuple[dict[str, Entity], dict[str, Entity]]:
    """What `lookup` needs: forms in any case, and as written. What is derived from a name never displaces a name."""
    any_case: dict[str, Entity] = {}
    as_written: dict[str, Entity] = {}
    derived: list[tuple[dict[str, Entity], str, Entity]] = []
    for entity in entities:
        for name in entity.names:
            parts = words(name)
            forms = as_written if name in entity.exact else any_case
            forms[_joined(parts, forms is any_case)] = entity
            if len(parts) > 1:
                derived.append((forms, _joined(map(singular, parts), forms is any_case), entity))
            for front in map(words, entity.prefixes):
                derived.append((any_case, _joined((*front, *parts), True), entity))
                derived.append((any_case, _joined(map(singular, (*front, *parts)), True), entity))
    for forms, form, entity in derived:
        forms.setdefault(form, entity)
    return any_case, as_written


def _joined(parts: Iterable[str], fold: bool) -> str:
    return "".join(parts).casefold() if fold else "".join(parts)


def _spelled(entity: Entity) -> Iterator[tuple[str, bool]]:
    """Spellings of an entity's names and whether capitals must agree; services also with their prefixes."""
    for name in entity.names:
        for text in spellings(name):
            yield text, name in entity.exact
        if entity.kind == "service" and not name.startswith(entity.prefixes):
            for prefix in entity.prefixes:
                yield f"{prefix} {name}", False
