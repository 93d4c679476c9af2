"""Acts on the filter, from the legend and the context menu: an act in, the desk's filter changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from graph.app.history import Widgets
from graph.app.state import Desk
from graph.filters import CUTS, EVERYTHING, SIGNS, all_groups

Act = Mapping[str, Any]
"""`do` says what; the other entries say to what."""


def _filter(act: Act, graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    """Leave an entry of the legend out, or take it in again; with `only`, all others of its list are left out."""
    by, name = str(act.get("by")), act.get("name")
    if by not in _LISTS or not isinstance(name, str):
        return
    among = _LISTS[by](graph)
    if act.get("only"):
        desk.filter = desk.filter.isolated(by, name, among)
        return
    wanted = desk.filter.toggled(by, name)
    nothing_left = among and getattr(wanted, by) >= among
    desk.filter = wanted.with_set(by, frozenset()) if nothing_left else wanted


def _sure(act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    if act.get("value") in CUTS:
        desk.filter = replace(desk.filter, sure=float(act["value"]))


def _unfilter(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.filter = EVERYTHING


def _hide(act: Act, graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    label = act.get("node")
    if isinstance(label, str) and label in graph:
        desk.filter = replace(desk.filter, hidden=desk.filter.hidden | {label})
        if desk.node == label:
            desk.choose()


def _unhide(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.filter = replace(desk.filter, hidden=frozenset())


def _picking(act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.picking = bool(act.get("open"))


def _kinds(graph: nx.MultiDiGraph) -> frozenset[str]:
    return frozenset(kind for _, kind in graph.nodes(data="kind"))


_LISTS: dict[str, Callable[[nx.MultiDiGraph], frozenset[str]]] = {
    "kinds": _kinds,
    "groups": lambda _graph: all_groups(),
    "signs": lambda _graph: frozenset(SIGNS),
    "notes": lambda _graph: frozenset(),
    "tags": lambda _graph: frozenset(),
}
"""Everything that an entry of the legend stands among; of notes and tags some are picked, not left out."""

FILTER_ACTS: dict[str, Callable[[Act, nx.MultiDiGraph, Desk, Widgets], None]] = {
    "filter": _filter,
    "sure": _sure,
    "unfilter": _unfilter,
    "picking": _picking,
    "hide": _hide,
    "unhide": _unhide,
}
"""What is done for each name of an act."""
