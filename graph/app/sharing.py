"""What is looked at as texts by name, for the URL and saved views, and back; a folder is never among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from graph.app.path_fields import limits_from
from graph.app.state import FIRST_LIMIT, MOST_NODES, PHONE_LIMIT, Desk, State
from graph.filters import PARAMETERS, filter_from

DEPTHS = (1, 2, 3)
MOST_EXPANDED = 50
"""More are left out of the texts."""

Texts = Mapping[str, Sequence[str]]
_OWN = ("focus", "note", "most", "expand", "path", *PARAMETERS)
"""Names that are put into the URL here; widgets put depth, tab and all that is asked of paths there themselves."""


def as_parameters(state: State, *, first: int = FIRST_LIMIT) -> dict[str, list[str]]:
    """The state as texts by name; what is as usual, `first` nodes and so on, is left out.

    >>> as_parameters(State(focus="EFS", depth=2))
    {'focus': ['EFS'], 'depth': ['2']}
    """
    texts = {
        "focus": [state.focus] if state.focus else [],
        "note": [state.note] if state.note else [],
        "most": [str(state.limit)] if state.limit != first else [],
        "expand": list(state.expanded[:MOST_EXPANDED]),
        "path": [] if state.path is None else [str(state.path + 1)],
        "depth": [str(state.depth)] if state.depth != 1 else [],
        "from": [state.start] if state.start else [],
        "to": [state.goal] if state.goal else [],
        **{name: list(values) for name, values in state.limits},
        **state.filter.as_parameters(),
    }
    return {name: values for name, values in texts.items() if values}


def state_from(texts: Texts, *, first: int = FIRST_LIMIT) -> State:
    """The state that `as_parameters` gave; what is no such text is as usual."""
    focus, note = _one(texts, "focus"), _one(texts, "note")
    path, depth = _number(texts, "path", 0), _number(texts, "depth", 1)
    return State(
        focus=focus or None,
        note=None if focus else note or None,
        limit=min(max(_number(texts, "most", first), 1), MOST_NODES),
        expanded=tuple(dict.fromkeys(texts.get("expand", ())))[:MOST_EXPANDED],
        filter=filter_from(texts),
        path=path - 1 if path > 0 else None,
        depth=depth if depth in DEPTHS else 1,
        start=_one(texts, "from"),
        goal=_one(texts, "to"),
        limits=limits_from(texts),
    )


def desk_of_session(scene: str) -> Desk:
    """The session's desk for the graph `scene`: a fresh one for every other graph, the first one as the URL says."""
    former: Desk | None = st.session_state.get("desk")
    if former and st.session_state["scene"] == scene:
        return former
    if former:  # the browser may still tell acts that were done with it
        desk = replace(_desk_from({}), done=former.done, heard=former.heard)
        st.session_state["from"] = st.session_state["to"] = ""
    else:
        desk = _desk_from({name: st.query_params.get_all(name) for name in _OWN})
    st.session_state["desk"], st.session_state["scene"] = desk, scene
    return desk


def remember_in_url(desk: Desk) -> None:
    """Put the state that the desk is at into the URL."""
    texts = as_parameters(desk.states[desk.at], first=desk.first) if desk.states else {}
    for name in _OWN:
        values = texts.get(name, [])
        if st.query_params.get_all(name) == values:
            continue
        if values:
            st.query_params[name] = values
        else:
            del st.query_params[name]


def _desk_from(texts: Texts) -> Desk:
    first = PHONE_LIMIT if "Mobi" in (st.context.headers.get("User-Agent") or "") else FIRST_LIMIT
    state = state_from(texts, first=first)
    desk = Desk(first=first, limit=first, filter=state.filter)
    if state.focus or state.note:
        desk.turn_to(focus=state.focus, note=state.note)
    desk.limit, desk.path = state.limit, state.path
    desk.expanded, desk.settled = list(state.expanded), state.expanded
    return desk


def _one(texts: Texts, name: str) -> str:
    return next(iter(texts.get(name, ())), "")


def _number(texts: Texts, name: str, usual: int) -> int:
    text = _one(texts, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else usual
