"""Filter, menu, history and URL of the page: what an act changes, and what a link opens again."""

from __future__ import annotations

from typing import Any

import pytest

from graph.app.acts import do
from graph.app.history import record
from graph.app.path_fields import fill, limits_from
from graph.app.sharing import as_parameters, state_from
from graph.app.state import Desk, State
from graph.filters import EVERYTHING, Filter
from tests.graphs import sample_graph
from tests.test_app import Open, labels, open_page, part

__all__ = ["open_page"]

GRAPH = sample_graph()


def after(*acts: dict[str, Any]) -> tuple[Desk, dict[Any, Any]]:
    desk, widgets = Desk(), dict[Any, Any]()
    record(desk, widgets)
    for act in acts:
        do(act, GRAPH, desk, widgets)
        record(desk, widgets)
    return desk, widgets


def test_a_click_in_the_legend_leaves_out_and_a_double_click_isolates() -> None:
    assert after({"do": "filter", "by": "kinds", "name": "service"})[0].filter.kinds == {"service"}
    alone = {"do": "filter", "by": "kinds", "name": "service", "only": True}
    assert after(alone)[0].filter.kinds == {"feature", "concept"}
    assert after(alone, alone)[0].filter == EVERYTHING
    assert after(alone, {**alone, "only": False})[0].filter == EVERYTHING


@pytest.mark.parametrize(
    "act",
    [
        {"do": "filter", "by": "sure", "name": "x"},
        {"do": "filter", "by": "kinds", "name": 3},
        {"do": "sure", "value": 0.123},
        {"do": "sure", "value": [1]},
        {"do": "hide", "node": "Mars"},
        {"do": "undo"},
        {"do": "redo"},
    ],
)
def test_what_can_not_be_filtered_or_undone_changes_nothing(act: dict[str, Any]) -> None:
    desk, _ = after(act)
    assert desk.filter == EVERYTHING
    assert len(desk.states) == 1


def test_a_hidden_thing_is_let_go_and_comes_back() -> None:
    desk, _ = after({"do": "select", "node": "EFS"}, {"do": "hide", "node": "EFS"})
    assert (desk.filter.hidden, desk.node) == ({"EFS"}, None)
    do({"do": "unhide"}, GRAPH, desk, {})
    assert desk.filter == EVERYTHING
    do({"do": "hide", "node": "EFS"}, GRAPH, desk, {})
    do({"do": "focus", "node": "EFS"}, GRAPH, desk, {})
    assert desk.filter == EVERYTHING


@pytest.mark.parametrize(
    ("act", "place"),
    [
        ({"node": "Raft"}, ("odd.md", 3)),
        ({"edge": '["S3","ECS task","not mountable_by"]'}, ("day-12.md", 38)),
        ({"note": "a.md", "line": 7}, ("a.md", 7)),
        ({"note": "a.md"}, ("a.md", 1)),
    ],
)
def test_a_note_is_opened_where_it_speaks_of_it(act: dict[str, Any], place: tuple[str, int]) -> None:
    desk, widgets = after({"do": "read", **act})
    assert (desk.reading, widgets["tab"]) == (place, "Notes")


def test_every_step_is_undone_and_done_again() -> None:
    desk, widgets = after(
        {"do": "focus", "node": "EFS"},
        {"do": "expand", "node": "EC2"},
        {"do": "filter", "by": "kinds", "name": "concept"},
        {"do": "path-from", "node": "EFS"},
        {"do": "mark", "node": "EC2"},
    )
    states = list(desk.states)
    assert len(states) == 5
    for expected in reversed(states[:-1]):
        do({"do": "undo"}, GRAPH, desk, widgets)
        record(desk, widgets)
        assert desk.states[desk.at] == expected
    assert (desk.focus, desk.expanded, widgets["from"]) == (None, [], "")
    for _ in states[1:]:
        do({"do": "redo"}, GRAPH, desk, widgets)
        record(desk, widgets)
    assert desk.states == states
    assert (desk.focus, desk.expanded, widgets["from"]) == ("EFS", ["EC2"], "EFS")


def test_what_is_followed_is_undone_with_the_path_that_it_gave() -> None:
    desk, widgets = after({"do": "path-from", "node": "EFS"})
    limited = {"k": 5, "stated": True, "groups": ["use"], "path-notes": "day", "path-sure": 0.5, "path-steps": 4}
    widgets |= limited
    record(desk, widgets)
    do({"do": "undo"}, GRAPH, desk, widgets)
    usual = {"k": 3, "stated": False, "groups": [], "path-notes": "", "path-sure": 0.0, "path-steps": None}
    assert usual.items() <= widgets.items()
    do({"do": "redo"}, GRAPH, desk, widgets)
    assert limited.items() <= widgets.items()


def test_numbers_out_of_bounds_are_brought_within() -> None:
    widgets: dict[str, Any] = {}
    fill(widgets, limits_from({"k": ["99"], "path-sure": ["-3"], "path-steps": ["1e400"]}))
    assert (widgets["k"], widgets["path-sure"], widgets["path-steps"]) == (10, 0.0, 10_000)


def test_something_new_takes_the_place_of_what_was_undone() -> None:
    desk, widgets = after({"do": "focus", "node": "EFS"}, {"do": "focus", "node": "EC2"}, {"do": "undo"})
    do({"do": "focus", "node": "S3"}, GRAPH, desk, widgets)
    record(desk, widgets)
    assert [state.focus for state in desk.states] == [None, "EFS", "S3"]


def test_undoing_a_filter_does_not_turn_the_view() -> None:
    desk, widgets = after({"do": "focus", "node": "EFS"}, {"do": "filter", "by": "kinds", "name": "concept"})
    looks = desk.looks
    do({"do": "undo"}, GRAPH, desk, widgets)
    assert (desk.looks, desk.filter) == (looks, EVERYTHING)
    do({"do": "undo"}, GRAPH, desk, widgets)
    assert desk.looks == looks + 1


LIMITS = (("k", ("5",)), ("denied", ("true",)), ("groups", ("use", "attach")), ("path-sure", ("0.5",)))
PICKED = Filter(frozenset({"concept"}), sure=0.5)
FULL = State("EFS", None, 60, ("EC2", "ECS"), PICKED, 1, 3, "Task Role", "EFS", LIMITS)


@pytest.mark.parametrize("state", [State(), FULL, State(note="day-12.md")])
def test_a_state_survives_as_texts(state: State) -> None:
    assert state_from(as_parameters(state)) == state


@pytest.mark.parametrize(
    "texts",
    [
        {"most": ["-4"], "depth": ["9"], "path": ["x"]},
        {"most": ["²"], "depth": [""], "path": ["0"]},
        {"most": [], "expand": []},
        {"k": ["x"], "path-sure": ["nan"], "path-steps": [""], "stated": ["yes"], "groups": []},
    ],
)
def test_texts_that_are_none_are_as_usual(texts: dict[str, list[str]]) -> None:
    assert state_from(texts) == State()


def test_a_link_opens_what_was_shared(open_page: Open) -> None:
    page = open_page(**{"focus": "EFS", "no-kind": "concept", "expand": "ECS task", "depth": "1"})
    canvas = part(page, "canvas")
    assert {"EFS", "ECS task", "Task Role"} <= labels(canvas)
    assert "Availability Zone" not in labels(canvas)
    concept = next(kind for kind in canvas["kinds"] if kind["name"] == "concept")
    assert (concept["count"], concept["total"], concept["out"]) == (0, 2, True)
    assert canvas["status"].startswith("Filtered: ")
    assert page.query_params["no-kind"] == "concept"


def test_the_table_and_the_filter_agree(open_page: Open) -> None:
    page = open_page(tab="Table", **{"no-sign": "stated"})
    assert part(page, "Relations")["caption"] == "4 relations"
    page.segmented_control(key="rows").set_value("All notes").run()
    assert part(page, "Relations")["caption"] == "4 relations"


@pytest.mark.parametrize(
    ("filtered", "title"),
    [
        ({}, "Task Role → ECS task → EFS"),
        ({"no-group": "use"}, "Task Role → task definition → ECS task → EFS"),
        ({"from": "EBS", "to": "Fargate", "hide": "EFS"}, "EBS → EC2 → ECS task → Fargate"),
        ({"from": "EBS", "to": "Fargate", "hide": "EBS"}, "EBS → EFS → Fargate"),
    ],
)
def test_paths_do_not_follow_what_the_legend_leaves_out(open_page: Open, filtered: dict[str, str], title: str) -> None:
    page = open_page(**{"from": "Task Role", "to": "EFS", "tab": "Paths", "k": "1", **filtered})
    assert [path["title"] for path in part(page, "Paths found")["paths"]] == [title]


def test_no_path_because_of_the_filter_is_said(open_page: Open) -> None:
    page = open_page(**{"from": "Task Role", "to": "EFS", "tab": "Paths", "in-note": "odd.md"})
    assert "No path" in page.warning[0].value
    assert any(text.value == "What the legend leaves out is not followed." for text in page.markdown)


def test_picked_notes_alone_are_shown_and_listed_when_unfolded(open_page: Open) -> None:
    page = open_page(**{"in-note": "odd.md"})
    canvas = part(page, "canvas")
    assert len(canvas["nodes"]) == 3
    assert canvas["picking"] is None
    page.session_state["desk"].picking = True
    page.run()
    listed = part(page, "canvas")["picking"]
    assert [note["name"] for note in listed["notes"]] == ["day-12.md", "storage/efs.md", "odd.md"]


def test_a_link_never_names_a_folder(open_page: Open) -> None:
    page = open_page(focus="EFS")
    assert all("notes" not in text for text in page.query_params.values())
