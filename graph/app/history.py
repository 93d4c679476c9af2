"""One list of states for undo and redo: a desk and the page's widgets in, the desk and widgets of another state out."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from graph.app.path_fields import fill, limits_of
from graph.app.state import Desk, State

MOST_STATES = 100
"""Older ones are forgotten."""

Widgets = MutableMapping[Any, Any]
"""Values of the page's widgets by key."""


def state_of(desk: Desk, widgets: Widgets) -> State:
    """What is looked at now."""
    return State(
        focus=desk.focus,
        note=desk.note,
        limit=desk.limit,
        expanded=tuple(desk.expanded),
        filter=desk.filter,
        path=desk.path,
        depth=int(widgets.get("depth") or 1),
        start=str(widgets.get("from") or ""),
        goal=str(widgets.get("to") or ""),
        limits=limits_of(widgets),
    )


def record(desk: Desk, widgets: Widgets) -> None:
    """Put what is looked at on the list, unless it is the state that the list is at; later ones are forgotten."""
    state = state_of(desk, widgets)
    if desk.states and desk.states[desk.at] == state:
        return
    desk.states = [*desk.states[: desk.at + 1], state][-MOST_STATES:]
    desk.at = len(desk.states) - 1


def step(desk: Desk, widgets: Widgets, by: int) -> None:
    """Go `by` states on, or back where it is negative; nothing happens where there are none."""
    at = desk.at + by
    if 0 <= at < len(desk.states):
        desk.at = at
        restore(desk.states[at], desk, widgets)


def restore(state: State, desk: Desk, widgets: Widgets) -> None:
    """Look at what `state` says; the view turns only where it is about something else than before."""
    if (state.focus, state.note) != (desk.focus, desk.note):
        desk.turn_to(focus=state.focus, note=state.note)
    desk.limit, desk.expanded, desk.filter, desk.path = state.limit, list(state.expanded), state.filter, state.path
    same = [a == b for a, b in zip(desk.settled, state.expanded, strict=False)]
    desk.settled = desk.settled[: [*same, False].index(False)]
    widgets["depth"], widgets["from"], widgets["to"] = state.depth, state.start, state.goal
    fill(widgets, state.limits)
