"""Folders of notes with gold graphs go in; what an annotator found in each note comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from graph.extraction.encoding import Row, rows_of
from graph.names import name_key, words_of
from graph.notes import Note
from graph.readers import parse_note
from graph.relations import Inventory, inventory
from training.labels import LABELS, OTHER

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The pure Python loader takes minutes for some hundred notes."""

Name = tuple[str, ...]
"""Folded words of a name."""


class GoldRelation(NamedTuple):
    """A required relation, in canonical direction."""

    subject: str
    label: int
    """Index in `LABELS`."""
    object: str
    line: int | None
    """1-based line of the file that states it."""
    negated: bool


@dataclass(frozen=True, slots=True)
class GoldNote:
    """A note with what its annotator found in it."""

    note: Note
    rows: tuple[Row, ...]
    names: Mapping[Name, str]
    """Folded name -> entity."""
    titles: Mapping[str, str]
    """Entity -> the first of its names, as written."""
    kinds: Mapping[str, str]
    """Entity -> service, feature or concept."""
    required: tuple[GoldRelation, ...]
    optional: frozenset[tuple[str, int, str]]

    @property
    def used(self) -> frozenset[str]:
        """The entities that take part in required relations."""
        return frozenset(end for r in self.required for end in (r.subject, r.object))


class Found(NamedTuple):
    """A gold name in a row's text, characters [start, end)."""

    row: int
    start: int
    end: int
    entity: str


def read_gold(folders: Iterable[Path], corpus: Path | None = None) -> list[GoldNote]:
    """The annotated notes of the folders, sorted by path.

    A YAML file belongs to the note of the same name beside it, else to the one that its `note` names below `corpus`.
    Where no such note is at hand it is left out.
    """
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            data = read_annotation(path)
            text = annotated_text(path, data["note"], data.get("lines"), corpus)
            note = None if text is None else parse_note(text, f"{path.stem}.md")[0]
            if note is not None:
                found.append(gold_note(data, note))
    return found


def read_annotation(path: Path) -> dict[str, Any]:
    """What a YAML file says of its note."""
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return data


def annotated_text(path: Path, name: str, lines: Sequence[int] | None, corpus: Path | None) -> bytes | None:
    """The text beside the annotation at `path`, else the one of that `name` below `corpus`; None where there is none.

    Of an excerpt, given by its first and last line, all other lines are blank, so that numbers stay true.
    """
    place = path.with_suffix(".md")
    if not place.exists() and corpus is not None:
        place = corpus / name
    if not place.is_file():
        return None
    text = place.read_bytes()
    if lines is None:
        return text
    first, last = lines
    kept = (line if first <= number <= last else b"" for number, line in enumerate(text.split(b"\n"), 1))
    return b"\n".join(kept)


def gold_note(data: Mapping[str, Any], note: Note) -> GoldNote:
    """A note's gold graph from its YAML `data`; `KeyError` where an entry lacks a key."""
    names: dict[Name, str] = {}
    for entity in data["entities"]:
        for name in [*entity["names"], entity["id"].replace("_", " ")]:
            if key := name_key(_without_brackets(str(name))):
                names.setdefault(key, entity["id"])
    required, optional = [], set()
    for entry in data["relations"]:
        relation = _relation(entry, inventory())
        if entry.get("optional"):
            optional.add((relation.subject, relation.label, relation.object))
        else:
            required.append(relation)
    kinds = {entity["id"]: entity.get("type", "concept") for entity in data["entities"]}
    titles = {entity["id"]: str(entity["names"][0]) for entity in data["entities"]}
    return GoldNote(note, tuple(rows_of(note)), names, titles, kinds, tuple(required), frozenset(optional))


def find_names(rows: Sequence[Row], names: Mapping[Name, str]) -> list[Found]:
    """All places where one of the names stands, the longest first where they overlap."""
    longest = max(map(len, names), default=0)
    found = []
    for index, row in enumerate(rows):
        words = words_of(row.text)
        position = 0
        while position < len(words):
            step = 1
            for count in range(min(longest, len(words) - position), 0, -1):
                entity = names.get(tuple(w.folded for w in words[position : position + count]))
                if entity is not None:
                    found.append(Found(index, words[position].start, words[position + count - 1].end, entity))
                    step = count
                    break
            position += step
    return found


def line_of(note: Note, row: Row) -> int:
    """1-based line of the file on which the row stands."""
    return note.blocks[row.block].line_at(row.offset)


def _relation(entry: Mapping[str, Any], inventory: Inventory) -> GoldRelation:
    label, backwards = inventory.resolve(entry["r"])
    subject, object_ = (entry["o"], entry["s"]) if backwards else (entry["s"], entry["o"])
    index = LABELS.index(label if label in inventory.relations else OTHER)
    return GoldRelation(subject, index, object_, entry.get("line"), bool(entry.get("negated")))


def _without_brackets(name: str) -> str:
    short = re.sub(r"\([^)]*\)", " ", name)
    return short if short.strip() else name
