"""Paths, neighbourhoods and readable relations on small graphs whose answers were worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import NoPathError
from graph.paths import find_paths, neighbourhood, read_aloud, relations_of
from tests.graphs import sample_graph


def graph_of(*edges: Edge) -> nx.MultiDiGraph:
    """A graph with these edges and the nodes that they join."""
    graph = nx.MultiDiGraph()
    for edge in edges:
        for label in (edge.subject, edge.object):
            add_node(graph, Node(label, "concept"))
    for edge in edges:
        add_edge(graph, edge)
    return graph


def chain(*labels: str) -> list[Edge]:
    return [Edge(first, second, "uses") for first, second in pairwise(labels)]


@pytest.fixture
def ecs() -> nx.MultiDiGraph:
    return graph_of(
        Edge("Task Role", "task definition", "defined_in"),
        Edge("ECS task", "task definition", "uses"),
        Edge("EventBridge", "ECS task", "invokes"),
        Edge("EFS", "ECS task", "mountable_by"),
        Edge("S3", "ECS task", "mountable_by", negated=True),
        Edge("VPC", "subnet", "has_subnet"),
    )


def test_a_hop_is_read_in_its_own_direction_though_walked_backwards(ecs: nx.MultiDiGraph) -> None:
    (path,) = find_paths(ecs, "Task Role", "EFS")
    assert path.labels == ("Task Role", "task definition", "ECS task", "EFS")
    assert [hop.sentence for hop in path.hops] == [
        "Task Role is defined in task definition",
        "ECS task uses task definition",
        "EFS is mountable by ECS task",
    ]
    assert [hop.backwards for hop in path.hops] == [False, True, True]


def test_a_directed_search_follows_the_edges(ecs: nx.MultiDiGraph) -> None:
    (path,) = find_paths(ecs, "EFS", "task definition", directed=True)
    assert path.labels == ("EFS", "ECS task", "task definition")
    with pytest.raises(NoPathError, match=r"along their direction; .* Walking either way there is a path of 2 hops\.$"):
        find_paths(ecs, "task definition", "EFS", directed=True)


def test_denied_relations_are_walked_on_request_only(ecs: nx.MultiDiGraph) -> None:
    with pytest.raises(NoPathError, match=r"denied ones left out\)\. With denied ones too there is a path of 1 hop\.$"):
        find_paths(ecs, "S3", "ECS task")
    (path,) = find_paths(ecs, "S3", "ECS task", negated=True)
    assert path.sentence == "S3 is not mountable by ECS task"


def test_parallel_relations_stand_in_one_hop_the_best_first() -> None:
    graph = graph_of(
        Edge("A", "B", "requires", confidence=0.4),
        Edge("B", "A", "uses", confidence=0.9),
        Edge("A", "B", "part_of", confidence=1.0, origin="structural"),
        Edge("A", "B", "supports", negated=True),
    )
    (hop,) = find_paths(graph, "A", "B")[0].hops
    assert [edge.relation for edge in hop.edges] == ["uses", "requires", "part_of"]
    (denied_too,) = find_paths(graph, "A", "B", negated=True)[0].hops
    assert [edge.relation for edge in denied_too.edges] == ["uses", "requires", "part_of", "supports"]
    (forwards,) = find_paths(graph, "A", "B", directed=True)[0].hops
    assert [edge.relation for edge in forwards.edges] == ["requires", "part_of"]


def test_fewer_hops_beat_confidence_and_confidence_beats_the_alphabet() -> None:
    graph = graph_of(
        Edge("A", "long 1", "uses"),
        Edge("long 1", "long 2", "uses"),
        Edge("long 2", "B", "uses"),
        Edge("A", "doubtful", "uses", confidence=0.1),
        Edge("doubtful", "B", "uses", confidence=0.1),
        Edge("A", "sure", "uses", confidence=0.9),
        Edge("sure", "B", "uses", confidence=0.8),
        Edge("A", "nested", "uses", origin="structural"),
        Edge("nested", "B", "uses"),
    )
    paths = find_paths(graph, "A", "B", k=9)
    assert [path.labels[1:-1] for path in paths] == [("sure",), ("nested",), ("doubtful",), ("long 1", "long 2")]
    assert [path.confidence for path in paths] == [0.8, 1.0, 0.1, 1.0]


def test_confidence_decides_on_every_part_of_a_way() -> None:
    graph = graph_of(
        *(Edge("A", name, "uses", confidence=sure) for name, sure in (("b1", 0.2), ("b2", 0.9), ("b3", 0.5))),
        *(Edge(name, "c", "uses") for name in ("b1", "b2", "b3")),
        *(Edge("c", name, "uses") for name in ("d1", "d2", "d3")),
        *(Edge(name, "B", "uses", confidence=sure) for name, sure in (("d1", 0.1), ("d2", 0.8), ("d3", 0.7))),
    )
    ways = [path.labels[1:-1] for path in find_paths(graph, "A", "B", k=5)]
    assert ways == [("b2", "c", "d2"), ("b2", "c", "d3"), ("b3", "c", "d2"), ("b3", "c", "d3"), ("b1", "c", "d2")]


def test_k_limits_the_number_of_paths() -> None:
    graph = graph_of(*(Edge("A", f"m{n}", "uses") for n in range(5)), *(Edge(f"m{n}", "B", "uses") for n in range(5)))
    assert [path.labels[1] for path in find_paths(graph, "A", "B", k=2)] == ["m0", "m1"]
    assert len(find_paths(graph, "A", "B")) == 3


def test_relations_and_groups_together_are_what_may_be_walked(ecs: nx.MultiDiGraph) -> None:
    assert len(find_paths(ecs, "EFS", "EventBridge", relations=["mounts", "invoked_by"])[0].hops) == 2
    assert len(find_paths(ecs, "EFS", "EventBridge", relations=["mounts"], groups=["trigger"])[0].hops) == 2
    with pytest.raises(NoPathError, match=r"only mountable_by\)\. Over all relations there is a path of 2 hops\.$"):
        find_paths(ecs, "EFS", "EventBridge", relations=["mountable_by"])


def test_a_relation_outside_the_inventory_can_be_asked_for(ecs: nx.MultiDiGraph) -> None:
    assert find_paths(ecs, "VPC", "subnet", relations=["has subnet"])[0].sentence == "VPC has subnet subnet"
    assert find_paths(ecs, "VPC", "subnet", groups=["other"])


def test_origin_and_confidence_leave_edges_out() -> None:
    graph = graph_of(Edge("A", "B", "uses", confidence=0.5, origin="structural"), *chain("A", "C", "B"))
    assert len(find_paths(graph, "A", "B", k=1)[0].hops) == 1
    assert len(find_paths(graph, "A", "B", k=1, origin="stated")[0].hops) == 2
    assert len(find_paths(graph, "A", "B", k=1, min_confidence=0.6)[0].hops) == 2
    with pytest.raises(NoPathError, match=r"only structural ones.* Over ones of any origin"):
        find_paths(graph, "A", "C", origin="structural")
    with pytest.raises(NoPathError, match=r"confidence at least 0\.7.* With any confidence"):
        find_paths(graph_of(Edge("A", "B", "uses", confidence=0.5)), "A", "B", min_confidence=0.7)


def test_a_path_may_be_limited_in_length() -> None:
    graph = graph_of(*chain("A", "B", "C", "D"))
    assert len(find_paths(graph, "A", "D", max_length=3)[0].hops) == 3
    with pytest.raises(NoPathError, match=r"at most 2 hops\)\. With more hops there is a path of 3 hops\.$"):
        find_paths(graph, "A", "D", max_length=2)


def test_named_nodes_are_gone_round_except_as_ends() -> None:
    graph = graph_of(*chain("A", "AWS", "B"), *chain("A", "x", "y", "B"))
    assert [path.labels for path in find_paths(graph, "A", "B", avoid=["AWS"])] == [("A", "x", "y", "B")]
    assert find_paths(graph, "A", "AWS", k=1, avoid=["AWS"])[0].labels == ("A", "AWS")
    with pytest.raises(NoPathError, match=r"round x, AWS.* Without going round these there is a path of 2 hops"):
        find_paths(graph, "A", "B", avoid=["x", "AWS"])


def test_hubs_are_gone_round_except_as_ends() -> None:
    spokes = [Edge("AWS", f"s{n}", "uses") for n in "123"]
    graph = graph_of(*chain("A", "AWS", "B"), *chain("A", "x", "y", "B"), *spokes)
    assert [path.labels for path in find_paths(graph, "A", "B", avoid_hubs=True)] == [("A", "x", "y", "B")]
    assert find_paths(graph, "A", "AWS", k=1, avoid_hubs=True)[0].labels == ("A", "AWS")
    with pytest.raises(NoPathError, match=r"round hubs\)\. Through hubs there is a path of 2 hops\.$"):
        find_paths(graph, "s1", "s2", avoid_hubs=True)


def test_what_nothing_joins_is_said_with_what_each_end_hangs_together_with(ecs: nx.MultiDiGraph) -> None:
    message = (
        "No path from 'VPC' to 'EFS' (relations walked either way; denied ones left out). "
        "Nothing joins them: 'VPC' hangs together with 1 other names, 'EFS' with 5."
    )
    with pytest.raises(NoPathError) as caught:
        find_paths(ecs, "VPC", "EFS")
    assert str(caught.value) == message


def test_several_limits_that_bar_the_way_together_are_said() -> None:
    graph = graph_of(Edge("B", "A", "uses", negated=True), *chain("B", "C"))
    with pytest.raises(NoPathError, match=r"With none of these limits there is a path of 2 hops\.$"):
        find_paths(graph, "A", "C", directed=True)


def test_a_path_from_a_node_to_itself_is_refused(ecs: nx.MultiDiGraph) -> None:
    with pytest.raises(NoPathError, match="choose two different names"):
        find_paths(ecs, "EFS", "EFS")


def test_an_unknown_label_is_a_key_error(ecs: nx.MultiDiGraph) -> None:
    for ask in (
        lambda: find_paths(ecs, "efs", "S3"),
        lambda: find_paths(ecs, "S3", "efs"),
        lambda: find_paths(ecs, "S3", "EFS", avoid=["efs"]),
        lambda: neighbourhood(ecs, "efs", 1),
        lambda: relations_of(ecs, "efs"),
    ):
        with pytest.raises(KeyError, match="no node has the label 'efs'"):
            ask()


def test_numbers_that_make_no_sense_are_refused(ecs: nx.MultiDiGraph) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        find_paths(ecs, "EFS", "S3", k=0)
    with pytest.raises(ValueError, match="at least 1"):
        find_paths(ecs, "EFS", "S3", max_length=0)
    with pytest.raises(ValueError, match="at least 0"):
        neighbourhood(ecs, "EFS", -1)


def test_a_loop_is_no_hop() -> None:
    graph = graph_of(Edge("A", "A", "uses"), *chain("A", "B"))
    assert [path.labels for path in find_paths(graph, "A", "B")] == [("A", "B")]


def test_a_graph_that_changed_is_searched_anew() -> None:
    graph = graph_of(*chain("A", "B", "C"))
    graph.graph["revision"] = "1"
    assert len(find_paths(graph, "A", "C")[0].hops) == 2
    add_edge(graph, Edge("A", "C", "uses"))
    graph.graph["revision"] = "2"
    assert len(find_paths(graph, "A", "C")[0].hops) == 1


def test_a_graph_without_a_revision_that_grew_is_searched_anew() -> None:
    graph = graph_of(*chain("A", "B", "C"))
    assert len(find_paths(graph, "A", "C")[0].hops) == 2
    add_edge(graph, Edge("A", "C", "uses"))
    assert len(find_paths(graph, "A", "C")[0].hops) == 1


def test_two_graphs_of_one_revision_do_not_mix() -> None:
    first, second = graph_of(*chain("A", "B", "C")), graph_of(*chain("A", "C", "B"))
    first.graph["revision"] = second.graph["revision"] = "1"
    assert find_paths(first, "A", "C")[0].labels == ("A", "B", "C")
    assert find_paths(second, "A", "C")[0].labels == ("A", "C")


def test_a_neighbourhood_gives_distances_either_way(ecs: nx.MultiDiGraph) -> None:
    assert neighbourhood(ecs, "EFS", 0) == {"EFS": 0}
    near = neighbourhood(ecs, "EFS", 2)
    assert list(near.items()) == [("EFS", 0), ("ECS task", 1), ("EventBridge", 2), ("task definition", 2)]
    assert neighbourhood(ecs, "EFS", 99)["Task Role"] == 3


def test_a_neighbourhood_leaves_denied_relations_out_unless_asked(ecs: nx.MultiDiGraph) -> None:
    assert neighbourhood(ecs, "S3", 1) == {"S3": 0}
    assert neighbourhood(ecs, "S3", 1, negated=True) == {"S3": 0, "ECS task": 1}


def test_relations_of_a_node_read_from_its_side_by_group(ecs: nx.MultiDiGraph) -> None:
    readings = relations_of(ecs, "ECS task")
    assert [(reading.group, reading.sentence, reading.other) for reading in readings] == [
        ("use", "ECS task uses task definition", "task definition"),
        ("attach", "ECS task mounts EFS", "EFS"),
        ("attach", "ECS task can not mount S3", "S3"),
        ("trigger", "ECS task is invoked by EventBridge", "EventBridge"),
    ]
    assert readings[1].edge == Edge("EFS", "ECS task", "mountable_by")


def test_a_relation_of_a_node_to_itself_is_listed_once() -> None:
    graph = graph_of(Edge("A", "A", "invokes"))
    assert [reading.sentence for reading in relations_of(graph, "A")] == ["A invokes A"]


def test_modality_and_scope_are_read_aloud() -> None:
    edge = Edge("agent", "profile", "uses", modality="must", scope="EC2 Launch Type only")
    assert read_aloud(edge) == "agent uses profile (must, EC2 Launch Type only)"


def test_search_and_paths_load_no_heavy_library() -> None:
    heavy = ("spacy", "onnxruntime", "pyvis", "streamlit", "tokenizers")
    code = f"import sys, graph.paths, graph.search; print([m for m in {heavy} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


_LABELS = "ABCDEFG"
_EDGES = st.builds(
    Edge,
    st.sampled_from(_LABELS),
    st.sampled_from(_LABELS),
    st.sampled_from(["uses", "requires", "part_of"]),
    negated=st.sampled_from([False, False, False, True]),
    confidence=st.sampled_from([0.2, 0.5, 1.0]),
    origin=st.sampled_from(["stated", "structural"]),
)


Route = tuple[int, int, tuple[str, ...]]


def every_path(graph: nx.MultiDiGraph, directed: bool, negated: bool, longest: int) -> list[Route]:
    """By trying everything: hops, penalty and labels of all simple paths from A to B, the best first."""
    found: list[Route] = []

    def cost(edge: dict[str, Any]) -> Any:
        return round(100 - 100 * edge["confidence"]) + 100 * (edge["origin"] == "structural") + 200 * edge["negated"]

    def link(first: str, second: str) -> int | None:
        pairs = [(first, second)] if directed else [(first, second), (second, first)]
        edges = [edge for pair in pairs for edge in (graph.get_edge_data(*pair) or {}).values()]
        return min((cost(edge) for edge in edges if negated or not edge["negated"]), default=None)

    def extend(labels: tuple[str, ...], penalty: int) -> None:
        if labels[-1] == "B":
            found.append((len(labels) - 1, penalty, labels))
        elif len(labels) <= longest:
            for label in set(_LABELS) - set(labels):
                if (more := link(labels[-1], label)) is not None:
                    extend((*labels, label), penalty + more)

    extend(("A",), 0)
    return sorted(found)


@settings(max_examples=300, deadline=None)
@given(st.lists(_EDGES, min_size=10, max_size=40), st.booleans(), st.booleans(), st.integers(1, 12), st.integers(1, 7))
def test_the_best_paths_are_those_that_trying_everything_finds(
    edges: list[Edge], directed: bool, negated: bool, k: int, longest: int
) -> None:
    graph = graph_of(*edges)
    for label in _LABELS:
        add_node(graph, Node(label, "concept"))
    expected = every_path(graph, directed, negated, longest)
    try:
        paths = find_paths(graph, "A", "B", k=k, directed=directed, negated=negated, max_length=longest)
    except NoPathError:
        paths = []
    costs = {labels: (hops, penalty) for hops, penalty, labels in expected}
    found = [path.labels for path in paths]
    assert len(set(found)) == len(found)
    assert [costs[labels] for labels in found] == [(hops, penalty) for hops, penalty, _ in expected[:k]]


@settings(max_examples=50, deadline=None)
@given(st.lists(_EDGES, min_size=6, max_size=22, unique_by=lambda e: (e.subject, e.object, e.key)), st.randoms())
def test_the_order_of_the_edges_makes_no_difference(edges: list[Edge], random: Random) -> None:
    def answer(order: list[Edge]) -> list[tuple[str, ...]]:
        graph = graph_of(*order, *chain("A", "B"))
        return [path.labels for path in find_paths(graph, "A", "B", k=9)]

    shuffled = list(edges)
    random.shuffle(shuffled)
    assert answer(shuffled) == answer(edges)


def test_only_what_a_note_states_is_walked_where_notes_are_named() -> None:
    graph = sample_graph()
    (path,) = find_paths(graph, "EBS", "EFS", k=1, notes=["storage/efs.md"], avoid=["Availability Zone"])
    assert path.labels == ("EBS", "EFS")
    with pytest.raises(NoPathError, match=r"only in day-12\.md\)\. .*Over all notes there is a path of 1 hop"):
        find_paths(graph, "EBS", "EFS", notes=["day-12.md"])


def test_a_hop_shows_the_relations_of_the_named_notes_alone() -> None:
    (path,) = find_paths(sample_graph(), "EFS", "ECS task", k=1, notes=["storage/efs.md"])
    assert [edge.relation for edge in path.hops[0].edges] == ["sends_to"]
