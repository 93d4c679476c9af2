"""A gold note goes in, a made-up copy comes out: entities under other names, some sentences denied.

From copies the model learns constructions instead of names.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.names import name_key, words_of
from training.dataset import Found, GoldNote, GoldRelation, Name, find_names, line_of
from training.polarity import Denial, denied


def name_pool(notes: Iterable[GoldNote]) -> dict[str, list[str]]:
    """Names of one to three words by the type of what bears them, once for each note that has them."""
    pool: dict[str, list[str]] = defaultdict(list)
    for gold in notes:
        for entity, name in gold.titles.items():
            if len(name.split()) <= 3 and len(name) < 30 and "(" not in name and name_key(name):
                pool[gold.kinds[entity]].append(name)
    return pool


def made_up_copy(
    gold: GoldNote,
    pool: Mapping[str, Sequence[str]],
    rng: random.Random,
    *,
    renamed: float = 0.6,
    denials: float = 0.08,
) -> GoldNote:
    """The note with a share of its entities under other names of their type, and some of its statements denied."""
    gold = _with_denials(gold, rng, denials)
    found = find_names(gold.rows, gold.names)
    new: dict[str, str] = {}
    taken: dict[Name, str] = {}
    for entity in sorted({f.entity for f in found}):
        if rng.random() < renamed:
            name = rng.choice(pool[gold.kinds[entity]])
            key = name_key(name)
            if key not in gold.names and key not in taken:
                new[entity], taken[key] = name, entity
    rows = list(gold.rows)
    for place in sorted(found, reverse=True):
        if place.entity in new:
            text = rows[place.row].text
            name = new[place.entity]
            name += "s" if _is_plural(text[place.start : place.end]) and not _is_plural(name) else ""
            rows[place.row] = rows[place.row]._replace(text=text[: place.start] + name + text[place.end :])
    names = {key: entity for key, entity in gold.names.items() if entity not in new} | taken
    return replace(gold, rows=tuple(rows), names=names)


def _is_plural(surface: str) -> bool:
    word = words_of(surface)[-1]
    return word.folded != surface[word.start : word.end].casefold()


def _with_denials(gold: GoldNote, rng: random.Random, share: float) -> GoldNote:
    """The note with some of its affirmative sentences denied, and the relations that they state."""
    places: dict[int, list[Found]] = defaultdict(list)
    for place in find_names(gold.rows, gold.names):
        places[place.row].append(place)
    stated: dict[int | None, list[int]] = defaultdict(list)
    for number, relation in enumerate(gold.required):
        stated[relation.line].append(number)
    rows, required = list(gold.rows), list(gold.required)
    for index, row in enumerate(gold.rows):
        numbers = stated.get(line_of(gold.note, row), [])
        if not numbers or rng.random() >= share:
            continue
        denial = denied(row.text, [(p.start, p.end) for p in places[index]], rng)
        if denial is None:
            continue
        hit = [k for k in numbers if _straddles(required[k], places[index], denial)]
        if hit and not any(required[k].negated for k in numbers):
            rows[index] = row._replace(text=denial.text)
            for k in hit:
                required[k] = required[k]._replace(negated=True)
    return replace(gold, rows=tuple(rows), required=tuple(required))


def _straddles(relation: GoldRelation, places: Sequence[Found], denial: Denial) -> bool:
    """Whether the relation's ends stand on both sides of the denied verb."""
    before = {p.entity for p in places if p.end <= denial.place}
    after = {p.entity for p in places if p.start >= denial.place}
    ends = (relation.subject, relation.object)
    return any(a in before and b in after and b not in before for a, b in (ends, ends[::-1]))
