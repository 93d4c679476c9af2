"""Fields of the Paths tab that say what is followed, as texts by name, for saved views and undo, and back."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from copy import copy
from typing import Any

MOST_PATHS = 10

USUAL: dict[str, Any] = {
    "k": 3,
    "directed": False,
    "denied": False,
    "stated": False,
    "round-hubs": False,
    "groups": [],
    "path-relations": [],
    "path-notes": "",
    "path-sure": 0.0,
    "path-steps": None,
}
"""What stands in the fields at first, by key; they are in the URL under the same names."""

Limits = tuple[tuple[str, tuple[str, ...]], ...]
"""The fields in which something else stands, with its texts."""


def limits_of(widgets: Mapping[Any, Any]) -> Limits:
    """What stands in the fields.

    >>> limits_of({"k": 3, "stated": True, "groups": ["use", "attach"], "path-sure": 0.5})
    (('stated', ('true',)), ('groups', ('use', 'attach')), ('path-sure', ('0.5',)))
    """
    values = ((name, widgets.get(name, usual), usual) for name, usual in USUAL.items())
    return tuple((name, _texts(value)) for name, value, usual in values if value is not None and value != usual)


def limits_from(texts: Mapping[str, Sequence[str]]) -> Limits:
    """The limits that these texts give; what is none is as usual."""
    read: dict[str, Any] = {}
    fill(read, tuple((name, tuple(texts[name])) for name in USUAL if texts.get(name)))
    return limits_of(read)


def fill(widgets: MutableMapping[Any, Any], limits: Limits) -> None:
    """Put the limits into the fields, and into the others what usually stands there."""
    given = dict(limits)
    for name, usual in USUAL.items():
        widgets[name] = _value(name, given[name]) if name in given else copy(usual)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, list):
        return tuple(value)
    return (f"{value:g}" if isinstance(value, float) else str(value),)


def _value(name: str, texts: Sequence[str]) -> Any:
    """What stands in the field for these texts, within its bounds."""
    usual = USUAL[name]
    if isinstance(usual, bool):
        return texts[0] == "true"
    if isinstance(usual, list):
        return list(texts)
    if isinstance(usual, str):
        return texts[0]
    try:
        number = float(texts[0])
    except ValueError:
        return usual
    if name == "path-sure":
        return min(max(number, 0.0), 1.0) if number == number else usual
    return int(min(max(number, 1), MOST_PATHS if name == "k" else 10_000)) if number == number else usual
