"""The relation inventory as data: canonical labels, their inverses, groups, verbs and how an edge reads aloud."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from graph.errors import DataError

OTHER_GROUP = "other"
"""Group of the relations outside the inventory."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of edge."""

    label: str
    """Canonical name, in snake case."""
    inverse: str
    """The label that reads it right to left; its own label where it is symmetric."""
    group: str
    """Coarse class: hierarchy, use, flow, ..."""
    reads: tuple[str, str, str, str]
    """Read aloud: left to right, denied, right to left, right to left denied."""
    verbs: tuple[str, ...] = ()
    """Surface verbs that express it left to right."""
    inverse_verbs: tuple[str, ...] = ()
    """Surface verbs that express it right to left."""

    @property
    def symmetric(self) -> bool:
        """Whether it holds both ways round."""
        return self.label == self.inverse


@dataclass(frozen=True, slots=True)
class Inventory:
    """All relations by label, and what resolves to them."""

    relations: Mapping[str, Relation]
    forms: Mapping[str, tuple[str, bool]]
    """Label, inverse or surface verb in snake case -> canonical label and whether it reads it backwards."""

    def resolve(self, label: str) -> tuple[str, bool]:
        """The canonical label that `label` stands for, and whether `label` reads it right to left.

        A label, an inverse, or a verb as a lemma ("mount", "run on") or in the passive ("used by"). What nothing
        is known of comes back in snake case.

        >>> inventory().resolve("defines")
        ('defined_in', True)
        >>> inventory().resolve("leverage")
        ('uses', False)
        >>> inventory().resolve("lose")
        ('lose', False)
        """
        form = snake_case(label)
        if form in self.forms:
            return self.forms[form]
        if (active := form.removesuffix("_by")) != form and active in self.forms:
            canonical, backwards = self.forms[active]
            return canonical, not backwards
        return form, False

    def group(self, label: str) -> str:
        """The group of a canonical label, `OTHER_GROUP` for one outside the inventory."""
        relation = self.relations.get(label)
        return relation.group if relation else OTHER_GROUP

    def phrase(self, label: str, *, negated: bool = False, backwards: bool = False) -> str:
        """How a canonical label reads between its two ends.

        >>> inventory().phrase("mountable_by", negated=True)
        'is not mountable by'
        >>> inventory().phrase("lose", negated=True)
        'not: lose'
        """
        relation = self.relations.get(label)
        if relation:
            return relation.reads[2 * backwards + negated]
        words = label.replace("_", " ")
        return ("not: " if negated else "") + (f"{words} (by)" if backwards else words)


@functools.cache
def inventory() -> Inventory:
    """The inventory that ships with the package; `DataError` lists every mistake in it."""
    return parse_inventory(resources.files("graph").joinpath("relations.yaml").read_text(encoding="utf-8"))


def parse_inventory(text: str, source: str = "relations.yaml") -> Inventory:
    """Read an inventory from YAML text; `DataError` lists every mistake, each with `source` and the label."""
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DataError([f"{source}: not YAML: {error}"]) from error
    if not isinstance(entries, dict):
        raise DataError([f"{source}: a mapping from labels to relations was expected"])
    mistakes: list[str] = []
    relations: dict[str, Relation] = {}
    forms: dict[str, tuple[str, bool]] = {}
    for label, entry in entries.items():
        try:
            relations[label] = _relation(label, entry)
        except (KeyError, TypeError, ValueError) as error:
            mistakes.append(f"{source}: {label}: {_explain(error)}")
    for relation in relations.values():
        names = [(relation.label, False)] + ([] if relation.symmetric else [(relation.inverse, True)])
        for name, backwards in names:
            if name in forms:
                mistakes.append(f"{source}: {relation.label}: the name {name!r} is taken by {forms[name][0]}")
            forms[name] = (relation.label, backwards)
    for relation in relations.values():
        for verb in relation.verbs:
            forms.setdefault(snake_case(verb), (relation.label, False))
        for verb in relation.inverse_verbs:
            forms.setdefault(snake_case(verb), (relation.label, True))
    if mistakes:
        raise DataError(mistakes)
    return Inventory(relations, forms)


def snake_case(label: str) -> str:
    """Lower case, everything but letters and digits folded to one underscore; signs alone stay as they are.

    >>> snake_case("Scale based on")
    'scale_based_on'
    >>> snake_case("!=")
    '!='
    """
    return re.sub(r"[\W_]+", "_", label.strip().lower()).strip("_") or label.strip()


def _relation(label: str, entry: Any) -> Relation:
    unknown = set(entry) - {"inverse", "group", "reads", "verbs", "inverse_verbs"}
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    if snake_case(label) != label or snake_case(entry["inverse"]) != entry["inverse"]:
        raise ValueError("label and inverse must be in snake case")
    reads = tuple(entry["reads"])
    if len(reads) != 4 or not all(isinstance(r, str) and r for r in reads):
        raise ValueError("`reads` needs four phrases: forwards, denied, backwards, backwards denied")
    return Relation(
        label=label,
        inverse=entry["inverse"],
        group=str(entry["group"]),
        reads=(reads[0], reads[1], reads[2], reads[3]),
        verbs=tuple(map(str, entry.get("verbs", ()))),
        inverse_verbs=tuple(map(str, entry.get("inverse_verbs", ()))),
    )


def _explain(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
