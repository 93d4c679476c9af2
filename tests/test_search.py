"""Looking names, notes and sentences up in a small graph whose answers were written by hand."""

from __future__ import annotations

import json
import re

import networkx as nx
import pytest

from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import UnknownNameError
from graph.names import initials_of
from graph.search import NOTE, find_node, search
from graph.statements import Evidence
from graph.store.graphs import keep_lines

NODES = {
    "Elastic File System": ("EFS", "Elastic FS"),
    "EventBridge": ("Amazon EventBridge",),
    "Secrets Manager": (),
    "ECS task": ("task",),
    "task definition": (),
    "EC2": (),
    "ECS": (),
    "EKS": (),
    "Fargate": ("AWS Fargate",),
    "CloudWatch Logs": (),
    "Identity and Access Management": (),
    "AWS Private Certificate Authority": (),
}
EDGES = [
    ("ECS task", "task definition", "uses", Evidence("ecs.md", 29, "Each task is started from a task definition")),
    ("EventBridge", "ECS task", "invokes", Evidence("ecs.md", 55, "ECS tasks invoked by Event Bridge")),
    ("ECS task", "Fargate", "runs_on", Evidence("ecs.md", 37, "work for both EC2 and Fargate launch type")),
    ("ECS task", "EC2", "runs_on", Evidence("ecs.md", 37, "work for both EC2 and Fargate launch type")),
]
NOTES = [
    {"file": "ecs.md", "title": "Containers on AWS", "tags": ["ECR", "containers"], "categories": ["SAA"]},
    {"file": "iam.md", "title": "Roles and policies", "tags": [], "categories": ["SAA"]},
]


@pytest.fixture
def graph() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(revision="1", notes=json.dumps(NOTES))
    for label, aliases in NODES.items():
        add_node(graph, Node(label, "service", tuple(sorted(aliases))))
    for subject, object_, relation, evidence in EDGES:
        add_edge(graph, Edge(subject, object_, relation, evidence=(evidence,)))
    return graph


def found(graph: nx.MultiDiGraph, text: str, limit: int = 20) -> list[tuple[str, str]]:
    return [(hit.label, hit.why) for hit in search(graph, text, limit=limit)]


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        ("EventBridge", "EventBridge", "name"),
        ("eventbridge", "EventBridge", "name"),
        ("efs", "Elastic File System", "alias EFS"),
        ("event-bridge", "EventBridge", "spelling of EventBridge"),
        ("Task Definitions", "task definition", "spelling of task definition"),
        ("secr", "Secrets Manager", "beginning of Secrets Manager"),
        ("amazon ev", "EventBridge", "beginning of Amazon EventBridge"),
        ("manager", "Secrets Manager", "words of Secrets Manager"),
        ("definition task", "task definition", "words of task definition"),
        ("bridge", "EventBridge", "words of EventBridge"),
        ("SM", "Secrets Manager", "initials of Secrets Manager"),
        ("IAM", "Identity and Access Management", "initials of Identity and Access Management"),
        ("cwl", "CloudWatch Logs", "initials of CloudWatch Logs"),
        ("PCA", "AWS Private Certificate Authority", "initials in AWS Private Certificate Authority"),
        ("Secrts Manger", "Secrets Manager", "close to Secrets Manager"),
        ("manger secrets", "Secrets Manager", "close to Secrets Manager"),
        ("event brige", "EventBridge", "close to EventBridge"),
        ("certifcate", "AWS Private Certificate Authority", "close to words of AWS Private Certificate Authority"),
    ],
)
def test_the_first_hit_and_why_it_matched(graph: nx.MultiDiGraph, text: str, label: str, why: str) -> None:
    assert found(graph, text)[0] == (label, why)


def test_better_reasons_come_first_and_each_node_once(graph: nx.MultiDiGraph) -> None:
    assert found(graph, "task") == [
        ("ECS task", "alias task"),
        ("task definition", "beginning of task definition"),
        ("ecs.md", "line 29"),
        ("ecs.md", "line 55"),
        ("EventBridge", "sentence in ecs.md:55"),
    ]


def test_scores_fall_from_hit_to_hit(graph: nx.MultiDiGraph) -> None:
    for text in ("task", "e", "ecs", "event", "saa"):
        scores = [hit.score for hit in search(graph, text)]
        assert scores == sorted(scores, reverse=True)


def test_among_equals_the_one_with_more_relations_comes_first(graph: nx.MultiDiGraph) -> None:
    beginnings = [label for label, why in found(graph, "e") if why.startswith("beginning")]
    assert beginnings == ["ECS task", "EC2", "EventBridge", "ECS", "EKS", "Elastic File System"]


def test_an_acronym_is_never_taken_for_another(graph: nx.MultiDiGraph) -> None:
    assert found(graph, "EMS") == []
    assert found(graph, "tsk") == []
    assert "EKS" not in [label for label, _ in found(graph, "EKSS")]


def test_a_sentence_gives_its_line_and_the_ends_of_its_relations(graph: nx.MultiDiGraph) -> None:
    hits = search(graph, "both ec2 and fargate launch")
    assert [(hit.label, hit.why) for hit in hits] == [
        ("ecs.md", "line 37"),
        ("ECS task", "sentence in ecs.md:37"),
        ("EC2", "sentence in ecs.md:37"),
        ("Fargate", "sentence in ecs.md:37"),
    ]
    assert hits[0].kind == NOTE
    assert {hit.evidence for hit in hits} == {Evidence("ecs.md", 37, "work for both EC2 and Fargate launch type")}


def test_the_words_of_a_sentence_may_be_begun_and_in_any_order(graph: nx.MultiDiGraph) -> None:
    assert ("Fargate", "sentence in ecs.md:37") in found(graph, "launch works")
    assert ("task definition", "sentence in ecs.md:29") in found(graph, "definit starte")
    assert found(graph, "aunch type") == []


def test_a_phrase_comes_before_its_words_apart() -> None:
    graph = nx.MultiDiGraph()
    for label in "abcd":
        add_node(graph, Node(label, "concept"))
    add_edge(graph, Edge("a", "b", "uses", evidence=(Evidence("n.md", 1, "type of launch"),)))
    add_edge(graph, Edge("c", "d", "uses", evidence=(Evidence("n.md", 2, "launch type"),)))
    assert [label for label, _ in found(graph, "launch type")] == ["n.md", "c", "d", "n.md", "a", "b"]


def test_every_sentence_of_an_edge_is_looked_at() -> None:
    graph = nx.MultiDiGraph()
    add_node(graph, Node("a", "concept"))
    add_node(graph, Node("b", "concept"))
    evidence = (Evidence("n.md", 1, "first line"), Evidence("n.md", 2, "second line"))
    add_edge(graph, Edge("a", "b", "uses", count=2, evidence=evidence))
    expected = [("n.md", "line 2"), ("a", "sentence in n.md:2"), ("b", "sentence in n.md:2")]
    assert found(graph, "second") == expected


def test_lines_that_gave_no_relation_are_found_too(graph: nx.MultiDiGraph) -> None:
    keep_lines(graph, {"ecs.md": [(3, "The exam asks for policies"), (90, "Ask a colleague")], "b.md": [(1, "exam")]})
    (first, second) = search(graph, "exam")
    assert (first.label, first.kind, first.why, second.label) == ("b.md", NOTE, "line 1", "ecs.md")
    assert second.evidence == Evidence("ecs.md", 3, "The exam asks for policies")
    assert found(graph, "policy asks") == [("ecs.md", "line 3")]
    assert ("ecs.md", "line 37") not in found(graph, "launch type")  # the notes are searched, not the graph's edges


def test_a_line_of_another_script_or_with_accents_is_found(graph: nx.MultiDiGraph) -> None:
    keep_lines(graph, {"a.md": [(1, "Über die Größe"), (2, "日本語 のノート")]})
    assert found(graph, "uber größ") == [("a.md", "line 1")]
    assert found(graph, "日本") == [("a.md", "line 2")]


def test_one_letter_is_no_beginning_of_the_words_of_a_line(graph: nx.MultiDiGraph) -> None:
    keep_lines(graph, {"a.md": [(1, "quarter"), (2, "plan q")]})
    assert found(graph, "q") == [("a.md", "line 2")]


SYNTAX = (
    *(
        '"',
        '""',
        '"open',
        "exam AND",
        "NEAR(exam asks)",
        "exam OR nothing",
        "text:exam",
        "-exam",
        "^exam",
        "exam*",
        "(exam",
    ),
    *("exam)", "{exam}", "exam + asks", "NOT exam", "lines : exam", "'; DROP TABLE lines; --", "exam\0asks", "* * *"),
)


@pytest.mark.parametrize("text", SYNTAX)
def test_no_sign_has_a_meaning_in_a_search(graph: nx.MultiDiGraph, text: str) -> None:
    keep_lines(graph, {"a.md": [(1, "The exam asks for one thing"), (2, "exam and near not or text drop table lines")]})
    words = [word.lower() for word in re.findall("[A-Za-z]+", text)]
    lines = {1: "the exam asks for one thing", 2: "exam and near not or text drop table lines"}
    expected = {number for number, line in lines.items() if words and all(f" {word}" in f" {line}" for word in words)}
    assert {hit.evidence.line for hit in search(graph, text) if hit.kind == NOTE and hit.evidence} == expected
    assert ("a.md", "line 1") in found(graph, "exam asks")


def test_a_search_of_very_many_words_ends(graph: nx.MultiDiGraph) -> None:
    keep_lines(graph, {"a.md": [(1, "a b " * 5_000)]})
    assert ("a.md", "line 1") in found(graph, "a b " * 100)


def test_names_of_the_vocabulary_that_no_note_uses_are_known(graph: nx.MultiDiGraph) -> None:
    graph.graph["vocabulary"] = json.dumps({"ECS": ["Elastic Container Service"], "Gone": ["Nothing"]})
    graph.graph["revision"] = "2"
    assert found(graph, "elastic container service")[0] == ("ECS", "known as Elastic Container Service")
    assert found(graph, "elastic cont") == [("ECS", "beginning of Elastic Container Service")]
    assert found(graph, "elastc contaner service")[0] == ("ECS", "close to Elastic Container Service")
    assert find_node(graph, "Elastic Container Service") == "ECS"
    assert found(graph, "Nothing") == []


def test_an_acronym_is_found_by_the_words_that_it_stands_for(graph: nx.MultiDiGraph) -> None:
    assert found(graph, "Elastic Kubernetes Service") == [("EKS", "EKS has these initials")]
    assert found(graph, "Every Kind of Sample") == [("EKS", "EKS has these initials")]
    assert found(graph, "Every Sample") == []


def test_notes_are_found_by_title_tag_and_category(graph: nx.MultiDiGraph) -> None:
    assert found(graph, "policy") == [("iam.md", "title Roles and policies")]
    assert found(graph, "#ecr") == [("ecs.md", "tag ECR")]
    assert found(graph, "saa") == [("ecs.md", "category SAA"), ("iam.md", "category SAA")]
    assert search(graph, "policy")[0].kind == NOTE


def test_notes_are_found_by_the_words_of_a_heading_with_its_line() -> None:
    notes = [{"file": "ecs.md", "title": "Containers", "headings": [[3, "Launch types"], [40, "Data volumes (EFS)"]]}]
    graph = nx.MultiDiGraph(revision="1", notes=json.dumps(notes))
    (hit,) = search(graph, "volume data")
    assert (hit.label, hit.kind, hit.why) == ("ecs.md", NOTE, "heading Data volumes (EFS)")
    assert hit.evidence == Evidence("ecs.md", 40, "Data volumes (EFS)")
    assert search(graph, "volume types") == []


def test_typos_are_thought_of_only_where_nothing_else_matches(graph: nx.MultiDiGraph) -> None:
    add_node(graph, Node("Fargote", "concept"))
    assert found(graph, "fargate")[0] == ("Fargate", "name")
    assert "Fargote" not in [label for label, _ in found(graph, "fargate")]
    assert [label for label, _ in found(graph, "fargute")] == ["Fargate", "Fargote"]


def test_the_limit_is_kept(graph: nx.MultiDiGraph) -> None:
    assert len(found(graph, "e", limit=3)) == 3
    assert found(graph, "e", limit=0) == []


@pytest.mark.parametrize("text", ["", "  \n", "?!", "\0", "{}", "%d%q", "(", "[!-", "💥" * 9, "x" * 100_000, "\ud800"])
def test_odd_text_finds_nothing(graph: nx.MultiDiGraph, text: str) -> None:
    assert found(graph, text) == []
    with pytest.raises(UnknownNameError):
        find_node(graph, text)


def test_names_with_signs_and_from_other_scripts_are_found() -> None:
    graph = nx.MultiDiGraph()
    for label in ("C++", "日本語", "Straße", "{0}"):
        add_node(graph, Node(label, "concept"))
    assert found(graph, "c++")[0] == ("C++", "name")
    assert found(graph, "日本")[0] == ("日本語", "beginning of 日本語")
    assert found(graph, "STRASSE")[0] == ("Straße", "name")
    assert found(graph, "{")[0] == ("{0}", "beginning of {0}")


def test_an_empty_graph_is_searched_without_hits() -> None:
    assert search(nx.MultiDiGraph(), "anything") == []
    with pytest.raises(UnknownNameError, match="Nothing in the graph is called 'anything'"):
        find_node(nx.MultiDiGraph(), "anything")


def test_two_graphs_of_one_revision_do_not_mix(graph: nx.MultiDiGraph) -> None:
    other = nx.MultiDiGraph(revision="1")
    add_node(other, Node("Elastic Beanstalk", "service"))
    assert found(graph, "elastic")[0][0] == "Elastic File System"
    assert found(other, "elastic") == [("Elastic Beanstalk", "beginning of Elastic Beanstalk")]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("task definition", "task definition"),
        ("TASK DEFINITION", "task definition"),
        ("EFS", "Elastic File System"),
        ("Aws Fargate", "Fargate"),
        ("Event Bridge", "EventBridge"),
        ("ECS-Tasks", "ECS task"),
        ("aws private certificate-authorities", "AWS Private Certificate Authority"),
        ("iam", "Identity and Access Management"),
        ("EventBrigde", "EventBridge"),
        ("fargat", "Fargate"),
        ("secret manger", "Secrets Manager"),
        ("cloud watch log", "CloudWatch Logs"),
    ],
)
def test_a_name_leads_to_its_node(graph: nx.MultiDiGraph, name: str, label: str) -> None:
    assert find_node(graph, name) == label


@pytest.mark.parametrize("name", ["EMS", "EKS task", "EC3", "definition", "elastic", "Private Authority"])
def test_a_name_that_is_not_close_enough_is_refused(graph: nx.MultiDiGraph, name: str) -> None:
    with pytest.raises(UnknownNameError):
        find_node(graph, name)


def test_a_refused_name_gets_suggestions(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_node(graph, "EKS task")
    assert caught.value.suggestions == ("ECS task",)
    message = r"^Nothing in the graph is called 'EMS'\. Did you mean Elastic File System, ECS, EKS\?"
    with pytest.raises(UnknownNameError, match=message):
        find_node(graph, "EMS")


def test_a_name_of_two_nodes_is_refused_with_both(graph: nx.MultiDiGraph) -> None:
    add_node(graph, Node("Service Map", "feature"))
    with pytest.raises(UnknownNameError) as caught:
        find_node(graph, "SM")
    assert caught.value.suggestions == ("Secrets Manager", "Service Map")


def test_two_names_equally_close_are_both_suggested(graph: nx.MultiDiGraph) -> None:
    add_node(graph, Node("Fargote", "concept"))
    with pytest.raises(UnknownNameError) as caught:
        find_node(graph, "Fargute")
    assert caught.value.suggestions == ("Fargate", "Fargote")


def test_names_that_differ_by_case_alone_lead_to_the_better_connected(graph: nx.MultiDiGraph) -> None:
    add_node(graph, Node("FARGATE", "concept"))
    assert find_node(graph, "fargate") == "Fargate"
    assert find_node(graph, "FARGATE") == "FARGATE"
    assert found(graph, "FARGATE")[:2] == [("FARGATE", "name"), ("Fargate", "name")]


def test_a_plural_in_capitals_stays_a_name_of_its_own(graph: nx.MultiDiGraph) -> None:
    add_node(graph, Node("HTTP", "concept"))
    add_node(graph, Node("HTTPS", "concept"))
    assert find_node(graph, "https") == "HTTPS"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Simple Queue Service", {"sqs"}),
        ("Quality of Service", {"qos", "qs"}),
        ("Route 53", {"r53"}),
        ("EventBridge", {"eb"}),
        ("ECS task", {"et"}),
        ("Fargate", set()),
        ("", set()),
    ],
)
def test_initials(name: str, initials: set[str]) -> None:
    assert initials_of(name) == initials
