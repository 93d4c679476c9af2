"""What a person does in the component: an act as it comes from the browser in, the desk and widgets changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx
import streamlit as st

from graph.app.filter_acts import FILTER_ACTS, Act
from graph.app.history import Widgets, step
from graph.app.payload import edge_from_id
from graph.app.state import MOST_NODES, TABS, Desk
from graph.elements import node_of
from graph.paths import relations_of

WORDS, CYPHER = "Plain words", "openCypher"
"""Languages of the Query tab."""

FURTHEST = 100_000
"""Nothing is put further from the middle of the canvas, px: a picture of it could not be made."""


def perform(key: str, graph: nx.MultiDiGraph, desk: Desk) -> None:
    """Do what was done in the component of that `key`, each act once: runs that are cut short are told again."""
    last = st.session_state[key].get("act")
    for act in _acts_of(last):
        serial = str(act.get("serial"))
        if serial not in desk.done.get(key, ()):
            desk.done[key] = (*desk.done.get(key, ()), serial)[-_MOST_KEPT:]
            desk.hear(act.get("choice"))
            do(act, graph, desk, st.session_state)


def _acts_of(last: object) -> list[Act]:
    """The acts that came with the last one, in their order."""
    if not isinstance(last, Mapping):
        return []
    earlier = last.get("earlier")
    before = [act for act in earlier if isinstance(act, Mapping)] if isinstance(earlier, list) else []
    return [*before, last]


_MOST_KEPT = 100
"""Acts of one part of the component that are remembered as done."""


_OF_ONE_PART = ("mark", "select", "more-details", "search")
"""Acts after which no part of the page but their own has to be drawn again."""


def do(act: object, graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    """Change the desk and the widgets as `act` says; one that is unknown or concerns nothing known does nothing."""
    if isinstance(act, Mapping) and (handler := _ACTS.get(str(act.get("do")))):
        handler(act, graph, desk, widgets)
        desk.changed |= act["do"] not in _OF_ONE_PART


def _mark(act: Act, graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    node, edge = act.get("node"), edge_from_id(act.get("edge"))
    if isinstance(node, str) and node in graph:
        desk.choose(node=node)
    elif edge is not None and graph.has_edge(*edge):
        desk.choose(edge=edge)
    else:
        desk.choose()


def _select(act: Act, graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    _mark(act, graph, desk, widgets)
    if desk.node is not None or desk.edge is not None:
        widgets["tab"] = "Explore"


def _focus(act: Act, graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    node, note = act.get("node"), act.get("note")
    desk.query = ""
    if isinstance(note, str):
        desk.turn_to(note=note)
        desk.choose()
        desk.reading = desk.reading if act.get("stay") else None
    elif isinstance(node, str) and node in graph:
        desk.turn_to(focus=node)
    if not act.get("stay"):
        widgets["tab"] = "Explore"


def _expand(act: Act, graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    label = act.get("node")
    if not isinstance(label, str) or label not in graph:
        return
    desk.choose(node=label)
    if label in desk.expanded:
        desk.expanded = [other for other in desk.expanded if other != label]
        desk.settled = tuple(other for other in desk.settled if other != label)
    else:
        desk.expanded = [*desk.expanded, label]


def _tidy(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.settled = tuple(desk.expanded)
    desk.tidied += 1


def _places(act: Act, graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    places = act.get("places")
    if isinstance(places, Mapping):
        known = {label: at for label, at in places.items() if label in graph and _is_place(at)}
        desk.places = {label: (float(x), float(y)) for label, (x, y) in known.items()}


def _is_place(at: object) -> bool:
    """Whether it is an x and a y at which something can be drawn; what is not a number is within no bounds."""
    return (
        isinstance(at, list)
        and len(at) == 2
        and all(isinstance(value, int | float) and -FURTHEST <= value <= FURTHEST for value in at)
    )


def _more(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.limit = min(2 * desk.limit, MOST_NODES)


def _more_details(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.relations += 200


def _search(act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    desk.query = str(act.get("text", ""))


def _path_from(act: Act, _graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    widgets["from"], widgets["tab"] = str(act.get("node", "")), "Paths"
    desk.path = None


def _path_to(act: Act, _graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    widgets["to"], widgets["tab"] = str(act.get("node", "")), "Paths"
    desk.path = None


def _show_path(act: Act, _graph: nx.MultiDiGraph, desk: Desk, _widgets: Widgets) -> None:
    index = act.get("index")
    desk.path = index if isinstance(index, int) and index != desk.path else None


def _drop_path(_act: Act, _graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    for key in _ASKING.get(str(widgets.get("tab")), ("from", "to")):
        widgets[key] = ""
    desk.path = None


def _sort(act: Act, _graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    column, down = desk.sort
    by = str(act.get("by", column))
    desk.sort = (by, not down if by == column else False)
    widgets["page"] = 1


def _page(act: Act, _graph: nx.MultiDiGraph, _desk: Desk, widgets: Widgets) -> None:
    if isinstance(page := act.get("page"), int):
        widgets["page"] = max(1, page)


def _read(act: Act, graph: nx.MultiDiGraph, desk: Desk, widgets: Widgets) -> None:
    """Open a note at a line: the one named, or where the node or the edge is best spoken of."""
    note, line = _place_to_read(act, graph)
    if isinstance(note, str) and isinstance(line, int) and line > 0:
        desk.reading = (note, line)
        widgets["tab"] = "Notes"


def _place_to_read(act: Act, graph: nx.MultiDiGraph) -> tuple[object, object]:
    node, edge = act.get("node"), edge_from_id(act.get("edge"))
    if edge is not None and graph.has_edge(*edge):
        return graph.edges[edge]["evidence_file"], graph.edges[edge]["evidence_line"]
    if isinstance(node, str) and node in graph:
        edges = [reading.edge for reading in relations_of(graph, node) if reading.edge.evidence]
        if not edges:
            return next(iter(node_of(graph, node).notes), None), 1
        said = min(edges, key=lambda edge: edge.subject != node).evidence[0]
        return said.file, said.line
    return act.get("note"), act.get("line", 1)


def _open(act: Act, _graph: nx.MultiDiGraph, _desk: Desk, widgets: Widgets) -> None:
    if act.get("tab") in TABS:
        widgets["tab"] = act["tab"]


def _ask(act: Act, _graph: nx.MultiDiGraph, _desk: Desk, widgets: Widgets) -> None:
    """Put a question, a query or names to compare into its field; `tab` says into which."""
    key = str(act.get("tab"))
    if key in _FIELDS:
        widgets["tab"], widgets[key] = _FIELDS[key], str(act.get("text", ""))
        if key in _LANGUAGES:
            widgets["language"] = _LANGUAGES[key]


_FIELDS = {"question": "Query", "cypher": "Query", "compare": "Compare"}
_ASKING = {"Query": ("question", "cypher"), "Compare": ("compare",)}
"""Fields of the tabs that mark their answer on the canvas; elsewhere it is a path that is marked."""
_LANGUAGES = {"question": WORDS, "cypher": CYPHER}
_ACTS: dict[str, Callable[[Act, nx.MultiDiGraph, Desk, Widgets], None]] = {
    "mark": _mark,
    "select": _select,
    "focus": _focus,
    "expand": _expand,
    "tidy": _tidy,
    "places": _places,
    "more": _more,
    "more-details": _more_details,
    "search": _search,
    "path-from": _path_from,
    "path-to": _path_to,
    "show-path": _show_path,
    "drop-path": _drop_path,
    **FILTER_ACTS,
    "undo": lambda _act, _graph, desk, widgets: step(desk, widgets, -1),
    "redo": lambda _act, _graph, desk, widgets: step(desk, widgets, 1),
    "sort": _sort,
    "page": _page,
    "read": _read,
    "open": _open,
    "ask": _ask,
}
