from __future__ import annotations

import networkx as nx
import pytest

from graph.elements import Edge, Node, add_edge, add_node, edge_of, edges_of
from graph.errors import UnknownNameError
from graph.paths import Hop, Path
from graph.statements import Evidence
from graph.view import View, answer_view, focus_view, graph_of, note_view, overview, path_view
from tests.cloud_graph import cloud_graph
from tests.graphs import sample_graph


def small_graph(*edges: Edge, alone: tuple[str, ...] = ()) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(notes='[{"file":"a.md","title":"Day 1"}]')
    for label in dict.fromkeys([*(end for e in edges for end in (e.subject, e.object)), *alone]):
        add_node(graph, Node(label, "service", notes=("a.md",) if label in alone else ()))
    for edge in edges:
        add_edge(graph, edge)
    return graph


def uses(subject: str, object_: str, **more: object) -> Edge:
    return Edge(subject, object_, "uses", **more)  # type: ignore[arg-type]


def labels(view: View) -> list[str]:
    return [shown.node.label for shown in view.nodes]


def test_an_overview_of_a_small_graph_shows_all_of_it() -> None:
    view = overview(small_graph(uses("A", "B"), alone=("C",)))
    assert labels(view) == ["A", "B", "C"]
    assert (view.total_nodes, view.total_edges, len(view.edges)) == (3, 1, 1)


def test_importance_counts_stated_edges_that_are_not_negated() -> None:
    graph = small_graph(
        uses("A", "B"),
        uses("A", "C"),
        uses("A", "D", negated=True),
        uses("A", "E", origin="structural"),
        uses("B", "B"),
    )
    importance = {shown.node.label: shown.importance for shown in overview(graph).nodes}
    assert importance == {"A": 1.0, "B": 0.5, "C": 0.5, "D": 0.0, "E": 0.0}


def test_importance_follows_a_graph_that_grows() -> None:
    graph = small_graph(uses("A", "B"), uses("A", "C"))
    assert labels(overview(graph))[0] == "A"
    for other in ("C", "D", "E"):
        add_node(graph, Node(other, "service"))
        add_edge(graph, Edge("B", other, "supports"))
    assert labels(overview(graph))[0] == "B"


def test_an_overview_takes_the_most_important_and_says_how_much_there_is() -> None:
    view = overview(cloud_graph(), limit=12)
    assert len(view.nodes) == 12
    assert labels(view)[:3] == ["ECS", "Lambda", "EC2"]
    assert (view.total_nodes, view.total_edges) == (60, 95)
    assert nx.is_weakly_connected(graph_of(view))


def test_an_overview_brings_the_node_that_joins_two_important_ones() -> None:
    left = [uses("L", f"l{k}") for k in range(5)]
    right = [uses("R", f"r{k}") for k in range(4)]
    view = overview(small_graph(*left, *right, uses("L", "between"), uses("between", "R")), limit=3)
    assert sorted(labels(view)) == ["L", "R", "between"]


def test_hidden_counts_the_neighbours_that_are_not_shown() -> None:
    view = overview(small_graph(uses("A", "B"), uses("B", "A"), uses("A", "C"), uses("D", "A")), limit=2)
    assert {shown.node.label: shown.hidden for shown in view.nodes} == {"A": 2, "B": 0}


def test_a_focus_shows_what_lies_within_its_depth() -> None:
    graph = small_graph(uses("A", "B"), uses("C", "B"), uses("C", "D"))
    assert labels(focus_view(graph, "A", depth=0)) == ["A"]
    assert labels(focus_view(graph, "A", depth=1)) == ["A", "B"]
    assert labels(focus_view(graph, "A", depth=2)) == ["A", "B", "C"]
    assert [shown.focus for shown in focus_view(graph, "A", depth=1).nodes] == [True, False]


def test_a_focus_never_walks_over_a_negated_edge() -> None:
    graph = small_graph(uses("A", "B", negated=True), uses("B", "C"), uses("A", "D"), uses("D", "E", negated=True))
    assert labels(focus_view(graph, "A", depth=3)) == ["A", "B", "D"]


def test_a_focus_leaves_negated_edges_out_when_told() -> None:
    graph = small_graph(uses("A", "B", negated=True), uses("A", "C"), Edge("C", "A", "supports", negated=True))
    view = focus_view(graph, "A", negated=False)
    assert (labels(view), [edge.key for edge in view.edges]) == (["A", "C"], ["uses"])


def test_a_focus_over_its_limit_keeps_the_nearest_and_most_important() -> None:
    graph = small_graph(uses("A", "B"), uses("A", "C"), uses("C", "D"), uses("C", "E"), uses("B", "F"))
    view = focus_view(graph, "A", depth=2, limit=3)
    assert labels(view) == ["A", "C", "B"]
    assert (view.total_nodes, view.total_edges, len(view.edges)) == (6, 5, 2)


def test_a_focus_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownNameError, match="Nothing in the graph is called 'Nowhere'"):
        focus_view(small_graph(uses("A", "B")), "Nowhere")


def test_a_path_shows_its_nodes_in_order_and_only_its_edges() -> None:
    graph = small_graph(uses("A", "B"), uses("B", "C"), uses("A", "C"))
    first, second, _ = edges_of(graph)
    view = path_view(graph, [Path((Hop("A", "B", (first,)), Hop("B", "C", (second,))))])
    assert labels(view) == ["A", "B", "C"]
    assert (view.edges, view.focus, view.title) == ((first, second), ("A", "C"), "A to C")


def test_no_path_gives_an_empty_view() -> None:
    assert path_view(small_graph(uses("A", "B")), []).nodes == ()


def test_a_note_shows_what_it_says_and_names() -> None:
    said = (Evidence("a.md", 3, "A uses B"), Evidence("b.md", 1, "so it is"))
    graph = small_graph(
        uses("A", "B", evidence=said), uses("B", "C", evidence=(Evidence("data.md", 1, "x"),)), alone=("D",)
    )
    view = note_view(graph, "a.md")
    assert (view.title, labels(view)) == ("Day 1", ["A", "B", "D"])
    assert [(edge.subject, edge.object) for edge in view.edges] == [("A", "B")]


def test_a_note_that_the_graph_does_not_know_gives_an_empty_view() -> None:
    assert note_view(small_graph(uses("A", "B")), "no.md").nodes == ()


def test_the_order_in_which_a_graph_was_built_does_not_matter() -> None:
    graph, other = cloud_graph(), nx.MultiDiGraph()
    for label, attributes in reversed(list(graph.nodes(data=True))):
        other.add_node(label, **attributes)
    for subject, object_, key, attributes in reversed(list(graph.edges(keys=True, data=True))):
        other.add_edge(subject, object_, key, **attributes)
    assert overview(other, limit=20) == overview(graph, limit=20)
    assert focus_view(other, "ECS", depth=2) == focus_view(graph, "ECS", depth=2)


def test_a_view_as_a_graph_keeps_nodes_and_edges() -> None:
    graph = cloud_graph()
    again = graph_of(overview(graph, limit=60))
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {e: again.edges[e] for e in again.edges} == {e: graph.edges[e] for e in graph.edges}


def test_an_answer_is_its_things_and_the_ends_of_its_relations_with_no_other_edges() -> None:
    graph = sample_graph()
    edge = edge_of(graph, "EFS", "EC2", "mountable_by")
    view = answer_view(graph, "Answer", ["S3"], [edge])
    assert [node.node.label for node in view.nodes] == ["S3", "EFS", "EC2"]
    assert view.edges == (edge,)
    assert (view.total_nodes, view.total_edges, view.focus) == (3, 1, ())
