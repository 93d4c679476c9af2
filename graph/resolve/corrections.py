"""A person's corrections to the graph go in as YAML, checked values come out.

merge:                                  # these names are one thing; the first is the label
  - [ECS Task, task]
keep_apart:                             # these are not
  - [Instance Profile, EC2 Instance Profile]
rename: {ASH: ASG}                      # name -> label
drop: [use case]                        # not worth a node
kind: {Target Tracking: feature}        # name -> type
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from graph.errors import DataError


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person has decided about names; it outweighs everything learnt from the notes."""

    merge: tuple[tuple[str, ...], ...] = ()
    """Names of one thing, the label first."""
    keep_apart: tuple[tuple[str, ...], ...] = ()
    """Names of which no two may become one node."""
    rename: Mapping[str, str] = field(default_factory=dict)
    """Name -> label to show."""
    drop: tuple[str, ...] = ()
    """Names that get no node."""
    kind: Mapping[str, str] = field(default_factory=dict)
    """Name -> type."""


def parse_corrections(text: str, source: str = "corrections.yaml") -> Corrections:
    """Read corrections from YAML text; empty text gives none. `DataError` lists every mistake.

    >>> parse_corrections("drop: [use case]").drop
    ('use case',)
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DataError([f"{source}: not YAML: {' '.join(str(error).split())}"]) from error
    if data is None:
        return Corrections()
    if not isinstance(data, dict):
        raise DataError([f"{source}: a mapping with the keys {', '.join(_READERS)} was expected, not {data!r:.60}"])
    mistakes = [
        f"{source}: unknown key {key!r}; known are {', '.join(_READERS)}" for key in data if key not in _READERS
    ]
    values: dict[str, Any] = {}
    for key, read in _READERS.items():
        if data.get(key) is not None:
            values[key] = read(data[key], f"{source}: {key}", mistakes)
    mistakes += _contradictions(values.get("merge", ()), values.get("keep_apart", ()), source)
    if mistakes:
        raise DataError(mistakes)
    return Corrections(**values)


def _names(value: Any, place: str, mistakes: list[str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        mistakes.append(f"{place}: a list of names was expected, not {value!r}")
        return ()
    names = tuple(_name(item) for item in value)
    mistakes += [f"{place}: {item!r} is not a name" for item, name in zip(value, names, strict=True) if not name]
    return tuple(n for n in names if n)


def _groups(value: Any, place: str, mistakes: list[str]) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        mistakes.append(f"{place}: a list of lists of names was expected, not {value!r}")
        return ()
    groups = []
    for number, item in enumerate(value, 1):
        before = len(mistakes)
        names = _names(item, f"{place}: entry {number}", mistakes)
        if len(mistakes) == before and len({n.casefold() for n in names}) < 2:
            mistakes.append(f"{place}: entry {number} needs at least two different names")
        groups.append(names)
    return tuple(groups)


def _pairs(value: Any, place: str, mistakes: list[str]) -> dict[str, str]:
    if not isinstance(value, dict):
        mistakes.append(f"{place}: a mapping from names was expected, not {value!r}")
        return {}
    pairs = {_name(k): _name(v) for k, v in value.items()}
    mistakes += [
        f"{place}: {k!r}: {v!r} is not a pair of texts" for k, v in value.items() if not (_name(k) and _name(v))
    ]
    return pairs


def _name(value: Any) -> str:
    """A name as one line; numbers are names too (802.1 is one), lists and truth values are not."""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _contradictions(merge: tuple[tuple[str, ...], ...], apart: tuple[tuple[str, ...], ...], source: str) -> list[str]:
    found = []
    for kept in apart:
        for merged in merge:
            both = [n for n in kept if n.casefold() in {m.casefold() for m in merged}]
            if len(both) > 1:
                found.append(f"{source}: {both[0]!r} and {both[1]!r} are merged and kept apart at once")
    return found


_READERS: dict[str, Callable[[Any, str, list[str]], Any]] = {
    "merge": _groups,
    "keep_apart": _groups,
    "rename": _pairs,
    "drop": _names,
    "kind": _pairs,
}
