"""Questions in plain words over the small graph of `tests/graphs.py`: how they are understood, and answered."""

from __future__ import annotations

import pytest

from graph.elements import Edge, Node, add_edge, add_node
from graph.query import query, why_unavailable
from graph.questions import Answer, ask
from graph.questions.queries import query_of
from graph.questions.templates import Relations
from graph.statements import Evidence
from tests.graphs import HOSTILE_LABEL, sample_graph

GRAPH = sample_graph()


def labels(answer: Answer) -> set[str]:
    return {finding.label for finding in answer.findings}


@pytest.mark.parametrize(
    ("question", "understood", "answers"),
    [
        ("What can mount EFS?", "what mounts EFS", {"ECS task", "EC2", "Fargate"}),
        ("what is EFS mounted by", "EFS is mountable by what", {"ECS task", "EC2", "Fargate"}),
        ("What can not be mounted?", "what is not mountable by anything", {"S3"}),
        ("what can't be mounted by the ECS tasks?", "what is not mountable by ECS task", {"S3"}),
        ("what can ECS task not mount?", "ECS task can not mount what", {"S3"}),
        ("What does the ECS agent use?", "ECS agent uses what", {"EC2 Instance Profile"}),
        ("What uses EC2?", "what uses EC2", {"EC2 Launch Type"}),
        ("what is used by ECS agent?", "what is used by ECS agent", {"EC2 Instance Profile"}),
        ("Which services support Fargate?", "what (service) supports Fargate", {"ECS"}),
        ("which features are mountable by ECS", "what (feature) is mountable by ECS", set()),
        ("what scales on CloudWatch?", "what scales on CloudWatch", {"target tracking"}),
        ("What does ECS task run on?", "ECS task runs on what", {"Fargate", "EC2"}),
        ("what runs on Fargate?", "what runs on Fargate", {"ECS task"}),
        ("What is Task Role defined in?", "Task Role is defined in what", {"task definition"}),
        ("where is Task Role defined?", "Task Role is defined in what", {"task definition"}),
        ("what triggers ECS tasks?", "what invokes ECS task", {"EventBridge"}),
        ("What is Fargate used for?", "Fargate is used for what", {"microservices"}),
        ("List the features of IAM", "what is a feature of IAM", {"Task Role"}),
        ("which parts does CloudWatch have?", "what is part of CloudWatch", {"CloudWatch Logs"}),
        ("what differs from EFS?", "what differs from EFS", {"EBS"}),
        ("What does EFS differ from?", "EFS differs from what", {"EBS"}),
        ("what does the EC2 launch type use?", "EC2 Launch Type uses what", {"EC2"}),
    ],
)
def test_a_question_is_understood_and_answered(question: str, understood: str, answers: set[str]) -> None:
    answer = ask(GRAPH, question)
    assert (answer.understood, labels(answer)) == (understood, answers)


def test_every_finding_has_its_evidence_and_reads_as_asked() -> None:
    answer = ask(GRAPH, "what can mount EFS?")
    assert {finding.sentence for finding in answer.findings} == {
        "ECS task mounts EFS",
        "EC2 mounts EFS",
        "Fargate mounts EFS",
    }
    assert {edge.evidence[0].line for edge in answer.edges} == {36, 37}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Can EC2 mount EFS?", "yes"),
        ("is S3 mountable by ECS task?", "no"),
        ("does Fargate mount S3?", "not said"),
        ("Can S3 be mounted?", "no"),
    ],
)
def test_a_yes_or_no_question_gets_a_verdict_from_what_is_written(question: str, verdict: str) -> None:
    assert ask(GRAPH, question).verdict == verdict


def test_what_is_stated_and_denied_is_yes_and_no_with_both_lines() -> None:
    graph = sample_graph()
    add_edge(
        graph, Edge("EFS", "Fargate", "mountable_by", negated=True, evidence=(Evidence("old.md", 3, "not Fargate"),))
    )
    answer = ask(graph, "can Fargate mount EFS?")
    assert answer.verdict == "yes and no"
    assert {edge.evidence[0].file for edge in answer.edges} == {"day-12.md", "old.md"}


def test_what_notes_say_to_the_contrary_stands_beside_the_answer() -> None:
    graph = sample_graph()
    add_edge(graph, Edge("EFS", "S3", "mountable_by", negated=True, evidence=(Evidence("old.md", 3, "not S3"),)))
    assert [finding.sentence for finding in ask(graph, "what mounts EFS?").against] == ["S3 can not mount EFS"]


def test_a_line_that_has_the_verb_answers_where_no_relation_does() -> None:
    graph = sample_graph()
    add_node(graph, Node("iSCSI", "concept"))
    add_edge(graph, Edge("iSCSI", "EBS", "is_a", evidence=(Evidence("a.md", 1, "iSCSI is formatted as EBS"),)))
    add_edge(graph, Edge("iSCSI", "EFS", "is_a", evidence=(Evidence("a.md", 2, "a formatter for EFS"),)))
    graph_edge = Edge("S3", "EFS", "format", evidence=(Evidence("a.md", 3, "S3 formats EFS"),))
    add_edge(graph, graph_edge)
    found = {(f.label, f.by_wording) for f in ask(graph, "what is formatted?").findings}
    assert found == {("EFS", False), ("iSCSI", True)}


@pytest.mark.parametrize(
    "question",
    [
        "How is Task Role related to EC2?",
        "how are Task Role and EC2 connected",
        "path from Task Role to EC2",
        "what connects Task Role and EC2?",
    ],
)
def test_a_question_for_the_way_between_two_things_gives_paths(question: str) -> None:
    answer = ask(GRAPH, question)
    assert answer.understood == "the shortest paths from Task Role to EC2"
    assert answer.paths[0].labels == ("Task Role", "ECS task", "EC2")
    assert len(answer.edges) >= 2


@pytest.mark.parametrize(
    "question",
    [
        "difference between EBS and EFS",
        "EBS vs EFS",
        "Compare EBS with EFS",
        "how does EBS differ from EFS?",
        "What do EBS and EFS have in common?",
    ],
)
def test_a_question_for_the_difference_compares(question: str) -> None:
    comparison = ask(GRAPH, question).comparison
    assert comparison is not None
    assert [edge.relation for edge in comparison.between] == ["differs_from"]


def test_what_a_thing_is_tells_everything_said_of_it() -> None:
    answer = ask(GRAPH, "What is EBS?")
    assert [finding.sentence for finding in answer.findings] == [
        "EBS is attached to EC2",
        "EBS is deployed in Availability Zone",
        "EBS differs from EFS",
    ]


def test_things_of_a_type_are_listed() -> None:
    assert {"ECS", "EFS"} < labels(ask(GRAPH, "list services"))
    assert labels(ask(GRAPH, "which concepts are there?")) == {
        *("Availability Zone", "microservices", "Raft", "consensus", HOSTILE_LABEL)
    }


@pytest.mark.parametrize("name", ["Elastic File System", "efs", "elastic file sytem"])
def test_names_may_be_aliases_or_mistyped(name: str) -> None:
    assert labels(ask(GRAPH, f"what can mount {name}?")) == {"ECS task", "EC2", "Fargate"}


def test_an_unknown_name_is_said_with_the_nearest() -> None:
    answer = ask(GRAPH, "what uses Elastic Filings?")
    assert answer.understood == ""
    assert answer.problem.startswith("Nothing in these notes is called 'Elastic Filings'.")
    assert "What is EFS?" in answer.nearest


def test_what_is_not_understood_is_said_with_the_nearest_that_is() -> None:
    answer = ask(GRAPH, "why would I put EFS before Fargate?")
    assert (answer.understood, answer.problem) == ("", "The question was not understood.")
    assert answer.nearest == ("How is EFS related to Fargate?", "What is EFS?", "What is Fargate?")
    assert all(ask(GRAPH, question).understood for question in answer.nearest)


def test_a_question_without_any_known_name_gets_examples() -> None:
    assert ask(GRAPH, "why is the sky blue?").nearest[0] == "What does X use?"


def test_notes_that_say_nothing_are_not_made_to() -> None:
    answer = ask(GRAPH, "what encrypts EFS?")
    assert (answer.findings, answer.problem) == ((), "The notes say nothing of that.")


@pytest.mark.parametrize(
    "question", ["", "?", "what", "x" * 10_000, "what does", "how is ( related to [", "list \0", "what is '?"]
)
def test_odd_questions_are_answered_politely(question: str) -> None:
    assert ask(GRAPH, question).problem


@pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())
@pytest.mark.parametrize(
    "question",
    [
        *("what can mount EFS?", "what can not be mounted?", "what uses EC2?", "Which services support Fargate?"),
        *("Can EC2 mount EFS?", "what differs from EFS?", "What does EFS differ from?", "List the features of IAM"),
        *("What is EBS?", f"what does {HOSTILE_LABEL} use?"),
    ],
)
def test_the_query_that_is_shown_gives_the_edges_that_are_shown(question: str) -> None:
    answer = ask(GRAPH, question)
    result = query(GRAPH, answer.query)
    assert set(result.edges) == set(answer.edges)
    assert result.warnings == ()


@pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())
def test_the_queries_for_paths_comparisons_and_types_find_the_same() -> None:
    way = query(GRAPH, ask(GRAPH, "how is Task Role related to EC2?").query).rows[0][0]
    assert [node.label for node in way.nodes][:: len(way.nodes) - 1] == ["Task Role", "EC2"]
    assert len(way.edges) == 2
    assert {node.label for node in query(GRAPH, ask(GRAPH, "list services").query).nodes} == labels(
        ask(GRAPH, "list services")
    )
    assert [n.label for n in query(GRAPH, ask(GRAPH, "EBS vs EFS").query).nodes] == ["Availability Zone"]


def test_names_in_a_query_are_quoted() -> None:
    text = query_of(Relations("!=", subject="it's a \\ name"))
    assert text == r"MATCH (a {name: 'it\'s a \\ name'})-[r:`!=`]->(b) RETURN a, r, b"
