"""Search, canvas and details, each drawn from the graph and the desk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import networkx as nx
import streamlit as st

from graph.app.acts import perform
from graph.app.details import details_data
from graph.app.hits import hit_data
from graph.app.keeping import worked_out_once
from graph.app.memory import settle
from graph.app.mounts import mount
from graph.app.notes import headings_above
from graph.app.payload import Data, canvas_data, colours_of, edge_id
from graph.app.picking import picking_data
from graph.app.sharing import DEPTHS
from graph.app.shown import base_view, with_neighbours, with_view
from graph.app.start import Opened
from graph.app.state import MOST_NODES, Desk
from graph.app.wording import plain
from graph.elements import Edge
from graph.errors import LayoutError
from graph.layout import Placement, place
from graph.search import search
from graph.view import View, filtered_view

ALONE = "alone"
"""What the edges are marked as where there is nothing else on the canvas."""


@st.fragment
def search_box(opened: Opened, desk: Desk) -> None:
    """The search box with its results; typing runs nothing but this."""
    data = search_data(opened.graph, desk.query)
    mount("search", data, partial(perform, "search", opened.graph, desk))
    settle()
    if desk.changed:
        st.rerun()


def search_data(graph: nx.MultiDiGraph, query: str) -> Data:
    """What the search box shows for `query`."""
    hits = search(graph, query) if query.strip() else []
    return {
        "part": "search",
        "query": query.strip(),
        "hits": [hit_data(hit, query) for hit in hits],
        "message": "Nothing in these notes is called that, and no line has these words. Try fewer letters.",
    }


def view_controls(desk: Desk) -> int:
    """How far around the focus is shown, and the way back to the overview; gives the depth."""
    depth = st.segmented_control(
        "Steps",
        DEPTHS,
        default=1,
        required=True,
        key="depth",
        bind="query-params",
        disabled=desk.focus is None,
        help="How many steps around the thing in focus are shown",
    )
    away = desk.focus is not None or desk.note is not None or bool(desk.expanded)
    st.button("Overview", icon=":material/hub:", on_click=desk.turn_to, disabled=not away)
    return int(depth or 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the canvas shows, and what it is made from."""

    base: View
    """What the layout is made for."""
    whole: View
    """With everything that was brought in since."""
    view: View
    """What the filter leaves of that."""


def shown_view(opened: Opened, desk: Desk, depth: int, added: View | None) -> Shown:
    """The view that the desk and the depth ask for, with `added` in it."""
    graph = opened.graph
    base = _base_view(opened, _asked(opened, desk, depth), graph, desk)
    whole = with_neighbours(graph, base, desk.expanded[len(desk.settled) :])
    if added:
        whole = with_view(graph, whole, added)
    return Shown(base, whole, filtered_view(graph, whole, desk.filter, asked=added))


def canvas(opened: Opened, desk: Desk, depth: int, shown: Shown, marked: Sequence[Edge], marks: str = "path") -> None:
    """The graph on its canvas, with the edges of paths or of an answer marked; `marks` is the word for them."""
    alone = marks == ALONE
    asked = _shown_in(opened, shown.base) if alone else _asked(opened, desk, depth)
    placement, problem = _placement(opened, asked, shown.base)
    data = canvas_data(
        shown.view,
        placement,
        _colours(opened.version, opened.graph),
        whole=shown.whole,
        wanted=desk.filter,
        marked=marked,
        more=not alone and len(shown.base.nodes) < shown.base.total_nodes and desk.limit < MOST_NODES,
    )
    scene = json.dumps(asked) if alone else ""  # where another answer stands alone, everything is laid out anew
    desk.arrange(f"{desk.looks} {desk.tidied} {scene}")
    data |= {"expanded": desk.expanded, "undo": desk.at > 0, "redo": desk.at + 1 < len(desk.states)}
    data["picking"] = picking_data(opened.graph, desk.filter) if desk.picking else None
    data |= {"marks": marks, "scene": opened.source, "looks": f"{desk.looks}{scene}", "tidied": f"{desk.tidied}{scene}"}
    mount("canvas", data, partial(perform, "canvas", opened.graph, desk))
    if problem:
        st.warning(plain(problem))


@st.fragment
def details(opened: Opened, desk: Desk, view: View) -> None:
    """The details of what is chosen; choosing something else runs nothing but this."""
    data = details_data(opened.graph, desk, view, partial(headings_above, opened))
    mount("details", data, partial(perform, "details", opened.graph, desk))
    if desk.changed:
        st.rerun()


@worked_out_once(most=64)
def _base_view(asked: tuple[object, ...], _graph: nx.MultiDiGraph, _desk: Desk) -> View:
    depth = asked[-1]
    assert isinstance(depth, int)
    return with_neighbours(_graph, base_view(_graph, _desk, depth), _desk.settled)


@worked_out_once(most=64)
def _placement(asked: tuple[object, ...], _view: View) -> tuple[Placement | None, str]:  # noqa: ARG001 - the key
    """Where the view's nodes go, or why that is not known; then the component spreads them itself."""
    try:
        return place(_view), ""
    except LayoutError as error:
        return None, f"{error} The things are spread out without a layout instead."


@st.cache_resource(max_entries=64, show_spinner=False)
def _colours(version: str, _graph: nx.MultiDiGraph) -> dict[str, int]:  # noqa: ARG001 - the key
    return colours_of(kind for _, kind in _graph.nodes(data="kind"))


def _shown_in(opened: Opened, view: View) -> tuple[object, ...]:
    """Everything that the layout of an answer that stands alone depends on."""
    return opened.version, *(node.node.label for node in view.nodes), *map(edge_id, view.edges)


def _asked(opened: Opened, desk: Desk, depth: int) -> tuple[object, ...]:
    """Everything that the base view depends on, the depth last."""
    picked = tuple(sorted(desk.filter.notes)), tuple(sorted(desk.filter.tags))
    return opened.version, desk.focus, desk.note, desk.limit, desk.settled, picked, depth
