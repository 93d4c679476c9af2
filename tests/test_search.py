"""Looking names, notes and sentences up in a small graph whose answers were written by hand."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import UnknownNameError
from graph.names import initials_of
from graph.search import NOTE, find_node, search
from graph.statements import Evidence

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


def test_a_sentence_gives_the_ends_of_its_relations(graph: nx.MultiDiGraph) -> None:
    hits = search(graph, "both ec2 and fargate launch")
    assert [(hit.label, hit.why) for hit in hits] == [
        ("ECS task", "sentence in ecs.md:37"),
        ("EC2", "sentence in ecs.md:37"),
        ("Fargate", "sentence in ecs.md:37"),
    ]
    assert hits[0].evidence == Evidence("ecs.md", 37, "work for both EC2 and Fargate launch type")


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
    assert [label for label, _ in found(graph, "launch type")] == ["c", "d", "a", "b"]


def test_every_sentence_of_an_edge_is_looked_at() -> None:
    graph = nx.MultiDiGraph()
    add_node(graph, Node("a", "concept"))
    add_node(graph, Node("b", "concept"))
    evidence = (Evidence("n.md", 1, "first line"), Evidence("n.md", 2, "second line"))
    add_edge(graph, Edge("a", "b", "uses", count=2, evidence=evidence))
    assert found(graph, "second") == [("a", "sentence in n.md:2"), ("b", "sentence in n.md:2")]


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
