"""What one person has before them: everything that outlives a rerun, in one value of the session, and in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

FIRST_LIMIT = 30
"""Nodes that a view shows before more are asked for."""
PHONE_LIMIT = 12
"""The same on a telephone, where more could not be read."""
MOST_NODES = 480
"""More are never laid out at once: it would take minutes, and nobody would see anything."""
FIRST_RELATIONS = 60
"""Relations that the details show before more are asked for."""


@dataclass(slots=True)
class Desk:
    """What the page shows; the depth, the open tab and the ends of a path are widgets of their own names."""

    focus: str | None = None
    """Label of the node in the middle; None for the overview, or for a note."""
    note: str | None = None
    """File of the note that is shown, instead of a node's surroundings."""
    first: int = FIRST_LIMIT
    """Most nodes to show before more are asked for."""
    limit: int = FIRST_LIMIT
    """Most nodes to show."""
    expanded: list[str] = field(default_factory=list)
    """Labels whose neighbours were brought in, in that order."""
    settled: tuple[str, ...] = ()
    """Those of them whose neighbours the layout knows; the component finds room for the others."""
    tidied: int = 0
    """Counts the times that everything was to be laid out anew."""
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where things stood on the canvas when one of them was last put elsewhere, px, by label."""
    arranged: str = ""
    """What the canvas was last laid out anew for; `places` are forgotten when that changes."""
    node: str | None = None
    """Label of the chosen node."""
    edge: tuple[str, str, str] | None = None
    """Subject, object and key of the chosen edge."""
    relations: int = FIRST_RELATIONS
    """Most relations to show in the details."""
    looks: int = 0
    """Counts the times that the view was asked to turn to something."""
    path: int | None = None
    """Number of the one path that is marked; None for all of them."""
    query: str = ""
    """What stands in the search box."""
    done: dict[str, str] = field(default_factory=dict)
    """The last act of each part of the component."""
    sort: tuple[str, bool] = ("confidence", True)
    """Column that the table is sorted by, and whether the largest come first."""

    def turn_to(self, *, focus: str | None = None, note: str | None = None) -> None:
        """Show the surroundings of a node, what a note says, or the overview."""
        self.focus, self.note = focus, note
        self.limit, self.expanded, self.settled = self.first, [], ()
        self.looks += 1
        if focus is not None:
            self.choose(node=focus)

    def arrange(self, arrangement: str) -> None:
        """Say what the canvas is laid out for: where things were put before holds for nothing else."""
        if arrangement != self.arranged:
            self.arranged, self.places = arrangement, {}

    def choose(self, *, node: str | None = None, edge: tuple[str, str, str] | None = None) -> None:
        """Open the details of a node, of an edge, or of nothing."""
        self.node, self.edge = node, edge
        self.relations = FIRST_RELATIONS


def desk_of_session(scene: str) -> Desk:
    """The session's desk for the graph `scene`: a fresh one, opened as the URL says, for every other graph."""
    if st.session_state.get("scene") != scene:
        st.session_state["desk"] = _desk_from(st.query_params)
        st.session_state["scene"] = scene
    desk: Desk = st.session_state["desk"]
    return desk


def remember_in_url(desk: Desk) -> None:
    """Put what can be shared into the URL; the widgets put their own values there."""
    for name, value in (("focus", desk.focus), ("note", desk.note)):
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def _desk_from(parameters: Mapping[str, str]) -> Desk:
    first = PHONE_LIMIT if "Mobi" in (st.context.headers.get("User-Agent") or "") else FIRST_LIMIT
    desk = Desk(first=first, limit=first)
    focus, note = parameters.get("focus"), parameters.get("note")
    if focus or note:
        desk.turn_to(focus=focus or None, note=None if focus else note)
    return desk
