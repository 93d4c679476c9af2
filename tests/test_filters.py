"""What the page's filter lets through, over the small graph of `tests/graphs.py`."""

from __future__ import annotations

from typing import Any

import pytest

from graph.elements import Edge, edges_of, node_of
from graph.filters import (
    EVERYTHING,
    Filter,
    all_groups,
    edges_passing,
    filter_from,
    known_alone,
    nodes_passing,
    pickable,
    within_notes,
)
from graph.view import filtered_view, focus_view, overview
from tests.graphs import DAY_12, ODD, STORAGE, sample_graph

GRAPH = sample_graph()
SETS = ("kinds", "groups", "signs", "hidden", "notes", "tags")


def wanting(**sets: Any) -> Filter:
    return Filter(**{name: frozenset(value) if name in SETS else value for name, value in sets.items()})


def said(wanted: Filter) -> list[tuple[str, str, str]]:
    return [(e.subject, e.key, e.object) for e in edges_passing(GRAPH, edges_of(GRAPH), wanted)]


def labels(wanted: Filter) -> set[str]:
    view = overview(GRAPH)
    return {shown.node.label for shown in filtered_view(GRAPH, view, wanted).nodes}


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (EVERYTHING, 35),
        (wanting(kinds=["service"]), 7),
        (wanting(groups=["attach"]), 29),
        (wanting(signs=["denied"]), 33),
        (wanting(signs=["stated", "structural"]), 2),
        (wanting(signs=["structural"]), 33),
        (wanting(sure=0.6), 34),
        (wanting(hidden=["Raft"]), 33),
        (wanting(notes=[ODD]), 2),
        (wanting(tags=["efs"]), 7),
        (wanting(tags=["aws"], notes=[DAY_12, ODD]), 27),
        (wanting(tags=["nothing"]), 0),
    ],
)
def test_relations_that_pass_are_counted(wanted: Filter, left: int) -> None:
    assert len(said(wanted)) == left


def test_only_relations_of_one_group_pass() -> None:
    wanted = EVERYTHING.isolated("groups", "scale", all_groups())
    assert said(wanted) == [("target tracking", "scales_on", "CloudWatch")]


def test_things_pass_by_kind_note_and_name() -> None:
    nodes = [node_of(GRAPH, label) for label in ("EFS", "EBS", "Raft", "Task Role")]
    passing = nodes_passing(GRAPH, nodes, wanting(kinds=["feature"], notes=[STORAGE], hidden=["EBS"]))
    assert [node.label for node in passing] == ["EFS"]


def test_a_view_keeps_its_order_and_its_totals() -> None:
    view = overview(GRAPH)
    filtered = filtered_view(GRAPH, view, wanting(kinds=["service"]))
    assert [n for n in view.nodes if n.node.kind != "service"] == list(filtered.nodes)
    assert (filtered.total_nodes, filtered.total_edges) == (26, 35)


def test_a_thing_goes_with_the_last_of_its_relations_but_not_with_its_neighbours() -> None:
    assert labels(EVERYTHING.isolated("signs", "denied", ("stated", "structural", "denied"))) == {
        *("S3", "ECS task", "Task Role", "EC2 Instance Profile")
    }
    assert "microservices" in labels(wanting(kinds=["service"]))


def test_what_the_view_is_about_stays_unless_it_is_hidden() -> None:
    view = focus_view(GRAPH, "EFS")
    names = {shown.node.label for shown in filtered_view(GRAPH, view, wanting(kinds=["service"])).nodes}
    assert "EFS" in names
    assert "EC2" not in names
    assert "EFS" not in {n.node.label for n in filtered_view(GRAPH, view, wanting(hidden=["EFS"])).nodes}


def test_what_was_asked_for_stays() -> None:
    view, asked = overview(GRAPH), focus_view(GRAPH, "IAM")
    shown = filtered_view(GRAPH, view, wanting(kinds=["service", "feature"]), asked=asked)
    assert {"IAM", "Task Role"} <= {node.node.label for node in shown.nodes}
    assert [(edge.subject, edge.object) for edge in shown.edges if edge.subject == "Task Role"] == [
        ("Task Role", "IAM")
    ]


def test_what_some_notes_say_is_a_graph_of_its_own() -> None:
    part = within_notes(GRAPH, {ODD})
    assert len(part) == 3
    assert {edge.key for edge in edges_of(part)} == {"uses", "used_for"}


def test_an_entry_is_left_out_and_taken_in_again() -> None:
    once = EVERYTHING.toggled("kinds", "service")
    assert once.kinds == {"service"}
    assert once.toggled("kinds", "service") == EVERYTHING


def test_an_entry_alone_and_all_again() -> None:
    alone = EVERYTHING.isolated("kinds", "service", ["service", "feature", "concept"])
    assert alone.kinds == {"feature", "concept"}
    assert alone.isolated("kinds", "service", ["service", "feature", "concept"]) == EVERYTHING
    assert EVERYTHING.isolated("tags", "efs", ()).tags == {"efs"}


@pytest.mark.parametrize(
    "wanted",
    [
        EVERYTHING,
        wanting(
            kinds=["a b", "ü&="], groups=["use"], signs=["denied"], hidden=["<img>"], notes=["x/y.md"], tags=["#t"]
        ),
        EVERYTHING.isolated("groups", "attach", all_groups()),
        wanting(sure=0.7),
    ],
)
def test_a_filter_survives_as_texts(wanted: Filter) -> None:
    assert filter_from(wanted.as_parameters()) == wanted


def test_one_group_alone_is_a_short_text() -> None:
    assert EVERYTHING.isolated("groups", "attach", all_groups()).as_parameters() == {"group": ["attach"]}


@pytest.mark.parametrize("sure", ["", "x", "nan", "-3", "inf"])
def test_nonsense_is_no_filter(sure: str) -> None:
    expected = 1.0 if sure == "inf" else 0.0
    assert filter_from({"sure": [sure], "no-sign": ["whatever"]}) == wanting(sure=expected)


def test_notes_and_tags_are_counted() -> None:
    found = pickable(GRAPH)
    assert found.notes[0] == (DAY_12, "SAA-C03 day 12", 27)
    assert found.tags == (("aws", 2), ("ecs", 1), ("efs", 1))


def test_a_relation_of_several_notes_passes_by_any_of_them() -> None:
    both = [edge for edge in edges_of(GRAPH) if edge.count == 2]
    assert edges_passing(GRAPH, both, wanting(notes=[STORAGE])) == both
    assert isinstance(both[0], Edge)


def test_what_the_graph_has_not_is_dropped_and_the_rest_stays() -> None:
    wanted = wanting(notes=[ODD, "gone.md"], tags=["gone"], hidden=["EFS", "Mars"], kinds=["gone"], sure=0.5)
    assert known_alone(wanted, GRAPH) == wanting(notes=[ODD], hidden=["EFS"], kinds=["gone"], sure=0.5)
    assert known_alone(EVERYTHING, GRAPH) == EVERYTHING
