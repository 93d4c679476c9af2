"""The Paths tab's filters, each on its own, on the small graph."""

from __future__ import annotations

import pytest

from graph.app.paths import Question, answer
from graph.errors import UnknownNameError
from graph.search import find_notes
from tests.graphs import DAY_12, ODD, STORAGE, sample_graph


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


def test_notes_are_named_by_file_or_by_part_of_path_or_title() -> None:
    graph = sample_graph()
    assert find_notes(graph, ODD) == [ODD]
    assert find_notes(graph, "efs and ebs") == [STORAGE]
    assert find_notes(graph, ".md") == [DAY_12, ODD, STORAGE]
    with pytest.raises(UnknownNameError):
        find_notes(graph, " ")
