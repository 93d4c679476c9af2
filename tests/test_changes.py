"""What is different between two graphs: edges that came, that went, and that now stand against each other."""

from __future__ import annotations

import networkx as nx

from graph.changes import Changes, changes_between
from graph.elements import Edge, Node, add_edge, add_node
from graph.statements import Evidence

USES = Edge("ECS", "S3", "uses")
DENIED = Edge("ECS", "S3", "uses", negated=True)
SCOPED = Edge("ECS", "S3", "uses", scope="Linux only")


def graph_of(*edges: Edge) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for label in dict.fromkeys(label for edge in edges for label in (edge.subject, edge.object)):
        add_node(graph, Node(label, "service"))
    for edge in edges:
        add_edge(graph, edge)
    return graph


def keys(edges: tuple[Edge, ...]) -> list[tuple[str, str, str]]:
    return [(edge.subject, edge.object, edge.key) for edge in edges]


def test_edges_that_came_and_went_are_told_in_order() -> None:
    other = Edge("EFS", "EC2", "mountable_by")
    found = changes_between(graph_of(USES, SCOPED), graph_of(USES, other, DENIED))
    assert keys(found.new) == [("ECS", "S3", "not uses"), ("EFS", "EC2", "mountable_by")]
    assert keys(found.gone) == [("ECS", "S3", "uses [Linux only]")]


def test_another_line_or_sureness_is_no_change() -> None:
    later = Edge("ECS", "S3", "uses", confidence=0.4, count=2, evidence=(Evidence("b.md", 9, "ECS uses S3"),))
    found = changes_between(graph_of(USES), graph_of(later))
    assert found == Changes()
    assert not found


def test_what_is_newly_stated_and_denied_is_told() -> None:
    found = changes_between(graph_of(USES), graph_of(USES, DENIED))
    (pair,) = found.contradicting
    assert (pair.stated, pair.denied) == (USES, DENIED)
    assert found


def test_a_contradiction_that_was_there_before_is_not_new() -> None:
    assert changes_between(graph_of(USES, DENIED), graph_of(USES, DENIED)).contradicting == ()


def test_a_contradiction_that_is_gone_is_a_relation_that_went() -> None:
    found = changes_between(graph_of(USES, DENIED), graph_of(USES))
    assert (keys(found.gone), found.contradicting) == ([("ECS", "S3", "not uses")], ())
