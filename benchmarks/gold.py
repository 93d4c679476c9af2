"""Gold graphs and extracted rows go in; how many relations are found and what is wrong with the others comes out.

Names and labels are matched as in the scorer of the annotated sets, so that the figures are the same: a name is an
entity's if it has the same words, singular, without "Amazon" or a determiner before them, or else if it ends in the
same word and shares most words with one of its names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graph.relations import inventory, snake_case
from training.dataset import read_annotation

LEVELS = ("entity", "pair", "typed")
_LEADING = frozenset(
    ("amazon", "aws", "the", "a", "an", "each", "your", "any", "all", "multiple", "several", "different")
)
_SHARED = 0.67
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)

Words = tuple[str, ...]


class Triple(NamedTuple):
    """A relation in its canonical direction."""

    subject: str
    relation: str
    object: str
    negated: bool

    @property
    def pair(self) -> frozenset[str]:
        """Its two ends."""
        return frozenset((self.subject, self.object))


class Counts(NamedTuple):
    """How many of those found are right, how many were found, and how many there are to find."""

    right: int
    found: int
    required: int

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the required that was found."""
        return self.right / self.required if self.required else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.found + self.required
        return 2 * self.right / both if both else 0.0

    def plus(self, other: Counts) -> Counts:
        """The sums."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Gold:
    """What an annotator found in a note."""

    note: str
    """Path of the note, as the annotation gives it."""
    lines: tuple[int, int] | None
    """First and last line of the excerpt that was annotated; None for the whole note."""
    exact: Mapping[Words, str]
    """Words of a name as written -> entity."""
    folded: Mapping[Words, str]
    """The same, singular."""
    kinds: Mapping[str, str]
    entities: frozenset[str]
    """Those that are to be found."""
    required: Mapping[Triple, tuple[Mapping[str, Any], ...]]
    """Each required relation with the entries that state it."""
    optional: frozenset[Triple]

    def entity(self, name: str) -> str:
        """The entity that a name means; the name's words in angle brackets where it means none."""
        if (written := _words(name, singular=False)) in self.exact:
            return self.exact[written]
        words = _words(name)
        if words in self.folded:
            return self.folded[words]
        best, most = f"<{' '.join(words)}>", _SHARED
        for alias, entity in self.folded.items():
            if words and len(alias) > 1 and alias[-1] == words[-1]:
                share = 2 * len(set(alias) & set(words)) / (len(set(alias)) + len(set(words)))
                if share > most:
                    best, most = entity, share
        return best


def read_golds(folder: Path) -> dict[Path, Gold]:
    """The annotations of a folder, by their files in order; ends the script where there are none."""
    golds = {path: _gold(read_annotation(path)) for path in sorted(folder.glob("*.yaml"))}
    if not golds:
        raise SystemExit(f"There is no annotation (*.yaml) in {folder}.")
    return golds


def found_in(gold: Gold, rows: Iterable[Mapping[str, Any]]) -> dict[Triple, Mapping[str, Any]]:
    """The relations of extracted rows in the annotation's terms, each with its most confident row."""
    found: dict[Triple, Mapping[str, Any]] = {}
    for row in rows:
        subject, object_ = gold.entity(row["subject"]), gold.entity(row["object"])
        if subject != object_:
            triple = _triple(subject, row["relation"], object_, row.get("negated"))
            if triple not in found or found[triple]["confidence"] < row["confidence"]:
                found[triple] = row
    return found


def count(gold: Gold, found: Iterable[Triple]) -> dict[str, Counts]:
    """Counts of each of `LEVELS`; optional relations and entities count for nothing either way."""
    found = set(found)
    required, optional = set(gold.required), set(gold.optional)
    ends = {end for triple in found for end in triple.pair}
    return {
        "entity": _count(ends, set(gold.entities), set(gold.kinds) - gold.entities),
        "pair": _count({t.pair for t in found}, {t.pair for t in required}, {t.pair for t in optional}),
        "typed": _count(found, required, optional),
    }


def fault_of_missed(triple: Triple, found: Iterable[Triple]) -> str:
    """Why a required relation is not among the found ones."""
    same = [other for other in found if other.pair == triple.pair]
    if same:
        return _difference(triple, same)
    named = {end for other in found for end in other.pair}
    return "pair not found" if triple.pair <= named else "an end not found"


def fault_of_extra(gold: Gold, triple: Triple) -> str:
    """Why a found relation is none of the annotation's."""
    same = [other for other in gold.required if other.pair == triple.pair]
    if same:
        return _difference(triple, same)
    return "pair not related" if triple.pair <= set(gold.kinds) else "an end is no entity"


def _difference(triple: Triple, others: Sequence[Triple]) -> str:
    if any(other._replace(negated=triple.negated) == triple for other in others):
        return "polarity"
    if any(other.relation == triple.relation for other in others):
        return "direction"
    return "label"


def _gold(data: Mapping[str, Any]) -> Gold:
    exact: dict[Words, str] = {}
    folded: dict[Words, str] = {}
    for entity in data["entities"]:
        for name in [*entity["names"], str(entity["id"]).replace("_", " ")]:
            if words := _words(str(name)):
                exact.setdefault(_words(str(name), singular=False), entity["id"])
                folded.setdefault(words, entity["id"])
    required: dict[Triple, list[Mapping[str, Any]]] = defaultdict(list)
    optional: set[Triple] = set()
    for entry in data["relations"]:
        triple = _triple(entry["s"], entry["r"], entry["o"], entry.get("negated"))
        if entry.get("optional"):
            optional.add(triple)
        else:
            required[triple].append(entry)
    unwanted = {entity["id"] for entity in data["entities"] if entity.get("optional")}
    return Gold(
        note=data["note"],
        lines=tuple(data["lines"]) if "lines" in data else None,
        exact=exact,
        folded=folded,
        kinds={entity["id"]: entity.get("type", "concept") for entity in data["entities"]},
        entities=frozenset(end for triple in required for end in triple.pair) - unwanted,
        required={triple: tuple(entries) for triple, entries in required.items()},
        optional=frozenset(optional - set(required)),
    )


def _count(found: set[Any], required: set[Any], optional: set[Any]) -> Counts:
    found = found - (optional - required)
    return Counts(len(found & required), len(found), len(required))


def _triple(subject: str, label: str, object_: str, negated: object) -> Triple:
    relation, backwards = _resolved(label)
    if backwards:
        subject, object_ = object_, subject
    known = inventory().relations.get(relation)
    if known is not None and known.symmetric and object_ < subject:
        subject, object_ = object_, subject
    return Triple(subject, relation, object_, bool(negated))


def _resolved(label: str) -> tuple[str, bool]:
    """The inventory's relation, the verb's endings guessed away where it does not know the form."""
    form = snake_case(label)
    stem, _, by = form.rpartition("_by")
    guesses = [(form, False), *((guess, False) for guess in _lemmas(form))]
    if stem and not by:
        guesses += [(guess, True) for guess in (stem, *_lemmas(stem))]
    for guess, passive in guesses:
        if guess in inventory().forms:
            relation, backwards = inventory().forms[guess]
            return relation, backwards != passive
    return form, False


def _lemmas(form: str) -> list[str]:
    first, _, rest = form.partition("_")
    rest = f"_{rest}" if rest else ""
    stems = (
        first.removesuffix(end) + put + rest
        for end, put in _ENDINGS
        if first.endswith(end) and len(first) > len(end) + 1
    )
    return list(stems)


def _words(name: str, *, singular: bool = True) -> Words:
    name = unicodedata.normalize("NFKC", name)
    bare = re.sub(r"\([^)]*\)", "", name)
    words = [w for w in re.split(r"[^0-9a-z+#]+", (bare if bare.strip() else name).casefold()) if w and w != "s"]
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return tuple(map(_singular, words)) if singular else tuple(words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
