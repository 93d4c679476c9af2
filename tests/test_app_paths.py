"""The Paths tab's filters, each on its own, on the small graph."""

from __future__ import annotations

import json

import pytest

from graph.app.paths import Question, answer, narrowed
from graph.elements import Edge, add_edge
from graph.errors import UnknownNameError
from graph.filters import Filter
from graph.search import find_notes
from graph.statements import Evidence
from tests.graphs import DAY_12, ODD, STORAGE, sample_graph
from tests.test_app import Open, open_page, part

__all__ = ["open_page"]


def labels(**options: object) -> list[tuple[str, ...]]:
    found = answer(sample_graph(), Question("EBS", "Fargate", k=1, **options))  # type: ignore[arg-type]
    return [path.labels for path in found.paths] or [(found.problem,)]


def test_without_filters_all_notes_are_walked() -> None:
    assert labels() == [("EBS", "EFS", "Fargate")]


def test_only_what_a_note_states_is_walked() -> None:
    (problem,) = labels(notes="storage/")[0]
    assert "only in storage/efs.md" in problem
    assert "Over all notes there is a path of 2 hops" in problem
    assert labels(notes="storage, DAY 12") == [("EBS", "EFS", "Fargate")]


def test_a_note_that_is_not_there_is_said() -> None:
    assert labels(notes="day 99")[0][0].startswith("Nothing in these notes is called “day 99”.")


def test_relations_and_groups_of_the_filter_add_up() -> None:
    assert labels(relations=("attached_to", "runs_on")) == [("EBS", "EC2", "ECS task", "Fargate")]
    (problem,) = labels(relations=("attached_to",))[0]
    assert "only attached_to" in problem


def test_least_confidence_and_most_steps() -> None:
    assert "confidence at least 0.95" in labels(sure=0.95)[0][0]
    assert labels(sure=0.9) == [("EBS", "EFS", "Fargate")]
    assert "at most 1 hop" in labels(longest=1)[0][0]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(hidden=frozenset({"EFS"})), ("EBS", "EC2", "ECS task", "Fargate")),
        (Filter(kinds=frozenset({"feature"})), ("EBS", "EFS", "Fargate")),
        (Filter(hidden=frozenset({"EFS"}), kinds=frozenset({"feature"})), None),
        (Filter(tags=frozenset({"efs"}), notes=frozenset({DAY_12})), None),
    ],
)
def test_what_the_legend_leaves_out_is_gone_round(wanted: Filter, found: tuple[str, ...] | None) -> None:
    graph = sample_graph()
    ways = answer(graph, narrowed(Question("EBS", "Fargate", k=1), graph, wanted))
    assert [path.labels for path in ways.paths] == ([found] if found else [])
    assert bool(ways.problem) is not bool(found)


def test_what_is_gone_round_is_named_in_part() -> None:
    graph = sample_graph()
    every = Filter(kinds=frozenset({"service", "feature", "concept"}))
    problem = answer(graph, narrowed(Question("EBS", "Fargate"), graph, every)).problem
    assert "Availability Zone, CloudWatch, CloudWatch Logs and 21 more)" in problem


def test_picked_files_may_have_any_name_and_notes_that_are_named_count_instead() -> None:
    graph = sample_graph()
    add_edge(graph, Edge("EBS", "Fargate", "uses", evidence=(Evidence("a, b.md", 1, "x"),)))
    graph.graph["notes"] = json.dumps([{"file": file, "title": ""} for file in ("a, b.md", STORAGE, DAY_12)])
    picked = Filter(notes=frozenset({"a, b.md"}))
    for notes, labels in (("", ("EBS", "Fargate")), ("storage, day", ("EBS", "EFS", "Fargate"))):
        found = answer(graph, narrowed(Question("EBS", "Fargate", notes=notes), graph, picked))
        assert found.paths[0].labels == labels


def test_notes_are_named_by_file_or_by_part_of_path_or_title() -> None:
    graph = sample_graph()
    assert find_notes(graph, ODD) == [ODD]
    assert find_notes(graph, "efs and ebs") == [STORAGE]
    assert find_notes(graph, ".md") == [DAY_12, ODD, STORAGE]
    with pytest.raises(UnknownNameError):
        find_notes(graph, " ")


FIELDS = {"stated": "true", "round-hubs": "true", "groups": "attach", "path-relations": "uses"}
FIELDS |= {"path-notes": "day", "path-sure": "0.5", "path-steps": "4"}


def test_a_link_asks_for_the_same_path_with_the_same_limits(open_page: Open) -> None:
    page = open_page(**{"from": "EBS", "to": "Fargate", "path": "1", **FIELDS})
    widgets = page.session_state
    assert (widgets["stated"], widgets["round-hubs"], widgets["path-notes"]) == (True, True, "day")
    assert (widgets["groups"], widgets["path-relations"]) == (["attach"], ["uses"])
    assert (widgets["path-sure"], widgets["path-steps"], widgets["desk"].path) == (0.5, 4, 0)
    assert FIELDS.items() <= dict(page.query_params.items()).items()


def test_another_end_is_another_path(open_page: Open) -> None:
    page = open_page(**{"from": "EBS", "to": "Fargate", "path": "2", "tab": "Paths"})
    assert part(page, "Paths found")["shown"] == 1
    page.text_input(key="to").set_value("EC2").run()
    assert part(page, "Paths found")["shown"] is None
