"""Things side by side, over small graphs made by hand."""

from __future__ import annotations

import csv
import io
import json
import re

import networkx as nx
import pytest

from graph.compare import compare, confusables, contradictions, gaps, matrix, matrix_as_csv, matrix_as_markdown
from graph.elements import Edge, Node, add_edge, add_node
from graph.statements import Evidence
from tests.graphs import HOSTILE_LABEL, HOSTILE_TEXT, sample_graph


def graph_of(*statements: str) -> nx.MultiDiGraph:
    """A graph of statements such as "ECS | not supports | GPU | EC2 only", each with a line of its own."""
    graph = nx.MultiDiGraph(notes="[]")
    for line, statement in enumerate(statements, 1):
        subject, relation, object_, *scope = (part.strip() for part in statement.split("|"))
        for label in (subject, object_):
            if label not in graph:
                add_node(graph, Node(label, "concept", notes=("a.md",)))
        evidence = (Evidence("a.md", line, statement),)
        negated = relation.startswith("not ")
        edge = Edge(subject, object_, relation.removeprefix("not "), negated, *scope, evidence=evidence)
        add_edge(graph, edge)
    return graph


LAUNCHERS = (
    "ECS | supports | EC2",
    "EKS | supports | EC2",
    "ECS | supports | GPU",
    "EKS | not supports | GPU",
    "ECS | uses | task definition",
    "Fargate | part_of | EKS",
    "EKS | differs_from | ECS",
    "ECS | uses | EKS",
)


def test_what_both_have_and_what_only_one_has() -> None:
    found = compare(graph_of(*LAUNCHERS), "ECS", "EKS")
    assert [(c.first[0].sentence, c.second[0].sentence) for c in found.shared] == [
        ("ECS supports EC2", "EKS supports EC2")
    ]
    assert [r.sentence for r in found.only_first] == ["ECS uses task definition"]
    assert [r.sentence for r in found.only_second] == ["EKS has the part Fargate"]


def test_what_is_said_of_one_and_denied_of_the_other_is_opposed_with_both_lines() -> None:
    (opposed,) = compare(graph_of(*LAUNCHERS), "ECS", "EKS").opposed
    assert [r.edge.evidence[0].line for r in (*opposed.first, *opposed.second)] == [3, 4]


def test_relations_between_the_two_stand_apart_those_that_compare_first() -> None:
    found = compare(graph_of(*LAUNCHERS), "ECS", "EKS")
    assert [edge.relation for edge in found.between] == ["differs_from", "uses"]


def test_a_symmetric_relation_is_shared_whichever_way_it_was_written() -> None:
    graph = graph_of("A | connects_to | C", "C | connects_to | B")
    assert len(compare(graph, "A", "B").shared) == 1


def test_the_same_relation_the_other_way_round_is_not_shared() -> None:
    found = compare(graph_of("A | uses | C", "C | uses | B"), "A", "B")
    assert found.shared == ()
    assert found.likeness == 0


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        compare(graph_of(*LAUNCHERS), "ECS", "Nomad")


def test_a_contradiction_has_both_lines() -> None:
    (found,) = contradictions(graph_of("A | supports | B", "A | not supports | B", "A | not uses | B"))
    assert (found.stated.evidence[0].line, found.denied.evidence[0].line) == (1, 2)


def test_scopes_that_differ_do_not_contradict() -> None:
    graph = graph_of("A | supports | B | Linux only", "A | not supports | B | Windows only")
    assert contradictions(graph) == []


def test_a_scope_and_none_contradict() -> None:
    assert len(contradictions(graph_of("A | supports | B", "A | not supports | B | Windows only"))) == 1


def test_a_symmetric_relation_contradicts_either_way_round() -> None:
    assert len(contradictions(graph_of("A | connects_to | B", "B | not connects_to | A"))) == 1


LAUNCH_TYPES = (
    "EC2 type | supports | GPU",
    "Fargate type | not supports | GPU",
    "EC2 type | supports | Windows | Server 2019 only",
    "EC2 type | uses | agent",
    "Pod | runs_on | Fargate type",
)


def test_a_matrix_says_yes_no_only_and_nothing() -> None:
    table = matrix(graph_of(*LAUNCH_TYPES), ["EC2 type", "Fargate type"])
    assert [(row.title, *(cell.text for cell in row.cells)) for row in table.rows] == [
        ("supports GPU", "yes", "no"),
        ("uses agent", "yes", ""),
        ("supports Windows", "only Server 2019", ""),
        ("runs Pod", "", "yes"),
    ]


def test_every_filled_cell_has_its_evidence() -> None:
    table = matrix(graph_of(*LAUNCH_TYPES), ["EC2 type", "Fargate type"])
    assert [cell.edges[0].evidence[0].line for row in table.rows for cell in row.cells if cell.text] == [1, 2, 4, 3, 5]
    assert all(bool(cell.edges) == bool(cell.text) for row in table.rows for cell in row.cells)


def test_a_matrix_of_relations_lists_the_things_at_the_other_end() -> None:
    table = matrix(graph_of(*LAUNCH_TYPES), ["EC2 type", "Fargate type"], rows="relations")
    assert [(row.title, *(cell.text for cell in row.cells)) for row in table.rows] == [
        ("supports", "GPU, Windows (Server 2019 only)", "not GPU"),
        ("uses", "agent", ""),
        ("runs", "", "Pod"),
    ]


def test_a_cell_shows_what_is_both_stated_and_denied() -> None:
    table = matrix(graph_of("A | supports | B", "A | not supports | B"), ["A"])
    assert table.rows[0].cells[0].text == "yes, no"


def test_rows_of_another_kind_are_an_error() -> None:
    with pytest.raises(ValueError, match="features or relations"):
        matrix(graph_of(*LAUNCH_TYPES), ["EC2 type"], rows="columns")


def test_markdown_numbers_the_lines_below_the_table() -> None:
    text = matrix_as_markdown(matrix(graph_of(*LAUNCH_TYPES[:2]), ["EC2 type", "Fargate type"]))
    assert text == (
        "|  | EC2 type | Fargate type |\n"
        "| --- | --- | --- |\n"
        "| supports GPU | yes [1] | no [2] |\n"
        "\n"
        "1. a.md:1: EC2 type \\| supports \\| GPU\n"
        "2. a.md:2: Fargate type \\| not supports \\| GPU\n"
    )


def test_csv_has_the_lines_beside_each_cell() -> None:
    rows = list(csv.reader(io.StringIO(matrix_as_csv(matrix(graph_of(*LAUNCH_TYPES[:2]), ["EC2 type"])))))
    assert rows == [["", "EC2 type", "EC2 type: lines"], ["supports GPU", "yes", "a.md:1: EC2 type | supports | GPU"]]


def test_hostile_names_and_lines_break_neither_markdown_nor_csv() -> None:
    graph = sample_graph()
    add_edge(graph, Edge(HOSTILE_LABEL, "EFS", "uses", evidence=(Evidence("odd.md", 9, f"a\nb | {HOSTILE_TEXT}"),)))
    add_node(graph, Node("=HYPERLINK(1)", "concept"))
    add_edge(graph, Edge("=HYPERLINK(1)", "EFS", "uses"))
    table = matrix(graph, [HOSTILE_LABEL, "=HYPERLINK(1)"])
    markdown = matrix_as_markdown(table)
    assert not re.search(r"(?<!\\)(<|\[(?!\d+\])|\|(?! ))", markdown.replace("|\n", "\n"))
    assert {line.count(" | ") for line in markdown.splitlines() if line.startswith("|")} == {2}
    cells = [cell for row in csv.reader(io.StringIO(matrix_as_csv(table))) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith("=") for cell in cells)


def test_pairs_with_nearly_the_same_name_are_confusable() -> None:
    graph = graph_of(
        "Task Role | uses | A",
        "Task Execution Role | uses | B",
        "SQS FIFO queue | uses | C",
        "SQS Standard queue | uses | D",
    )
    assert {(c.first, c.second): c.why for c in confusables(graph)} == {
        ("SQS FIFO queue", "SQS Standard queue"): "nearly the same name",
        ("Task Execution Role", "Task Role"): "nearly the same name",
    }


def test_pairs_that_share_most_neighbours_are_confusable_and_say_what_separates_them() -> None:
    graph = graph_of(
        "EBS | uses | A",
        "FSx | uses | A",
        "EBS | uses | B",
        "FSx | uses | B",
        "EBS | uses | C",
        "FSx | uses | C",
        "FSx | uses | D",
    )
    found = {(c.first, c.second): c for c in confusables(graph)}["EBS", "FSx"]
    assert found.why == "3 of 4 neighbours shared"
    assert [r.sentence for r in found.comparison.only_second] == ["FSx uses D"]


def test_acronyms_are_not_confusable_for_one_letter() -> None:
    assert confusables(graph_of("EC2 | uses | A1", "ECS | uses | B1")) == []


def test_things_named_but_never_described_are_gaps_those_named_most_first() -> None:
    graph = graph_of(
        "ECS | uses | ECR", "EKS | uses | ECR", "ECS | supports | GPU", "Pod | part_of | EKS", "ECS | not uses | NFS"
    )
    assert [(gap.name, gap.mentions) for gap in gaps(graph)] == [("ECR", 2), ("GPU", 1), ("NFS", 1)]


def test_a_tag_without_a_node_is_a_gap_and_one_with_a_node_is_not() -> None:
    graph = graph_of("ECS | uses | ECS agent", "ECS agent | uses | ECS")
    graph.graph["notes"] = json.dumps([{"file": "a.md", "title": "A", "tags": ["ecs", "ECR"], "categories": ["aws"]}])
    assert [(gap.name, gap.kind) for gap in gaps(graph)] == [("ECR", "tag"), ("aws", "category")]


def test_a_thing_that_is_only_denied_something_is_a_gap() -> None:
    assert [gap.name for gap in gaps(graph_of("A | not supports | A2", "A2 | uses | B", "B | uses | A2"))] == ["A"]
