"""openCypher over the small graph of `tests/graphs.py`: what comes back, what is refused, what is warned of."""

from __future__ import annotations

import gc
import importlib.util
import threading
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest

from graph.elements import Edge, Node, add_edge, add_node, edge_of, node_of
from graph.errors import QueryError
from graph.query import Limits, Walk, query, why_unavailable
from graph.query import process as process_module
from graph.query.cypher import check, tokens_of
from graph.query.process import Engine
from graph.query.spelling import respelled
from graph.query.tables import requests_of
from tests.graphs import DAY_12, HOSTILE_LABEL, sample_graph

pytest.importorskip("kglite")
pytestmark = pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())


@pytest.fixture(scope="module")
def graph() -> Iterator[nx.MultiDiGraph]:
    yield sample_graph()
    gc.collect()


def rows(graph: nx.MultiDiGraph, text: str, **params: Any) -> set[tuple[Any, ...]]:
    return set(query(graph, text, params).rows)


def test_rows_hold_what_the_notes_say(graph: nx.MultiDiGraph) -> None:
    found = rows(graph, "MATCH (:Service {name: 'EFS'})-[:MOUNTABLE_BY]->(who) RETURN who.name, labels(who)[0]")
    assert found == {("ECS task", "Feature"), ("EC2", "Service"), ("Fargate", "Service")}


def test_a_denied_relation_has_a_type_of_its_own(graph: nx.MultiDiGraph) -> None:
    found = query(graph, "MATCH (what)-[r:NOT_MOUNTABLE_BY]->() RETURN what.label, r.negated, r.evidence_line")
    assert found.rows == (("S3", True, 38),)


def test_nodes_and_edges_come_back_as_those_of_the_graph(graph: nx.MultiDiGraph) -> None:
    result = query(graph, "MATCH (a {name: 'S3'})-[r:NOT_MOUNTABLE_BY]->(b) RETURN a, r, b")
    edge = edge_of(graph, "S3", "ECS task", "not mountable_by")
    assert result.rows == ((node_of(graph, "S3"), edge, node_of(graph, "ECS task")),)
    assert result.columns == ("a", "r", "b")
    assert result.edges[0].evidence[0].file == DAY_12


def test_a_path_comes_back_with_its_edges_in_order(graph: nx.MultiDiGraph) -> None:
    text = "MATCH p = (:Feature {name: 'Task Role'})-[:DEFINED_IN]->()<-[:DEFINED_IN]-(:Feature) RETURN p"
    (walk,) = query(graph, text).rows[0]
    assert isinstance(walk, Walk)
    assert [node.label for node in walk.nodes] == ["Task Role", "task definition", "ECS task"]
    assert [(edge.subject, edge.object) for edge in walk.edges] == [
        ("Task Role", "task definition"),
        ("ECS task", "task definition"),
    ]


def test_lists_and_maps_keep_their_nodes_and_values(graph: nx.MultiDiGraph) -> None:
    text = "MATCH (n:Service {name: 'EBS'}) RETURN {node: n, more: [1, 2.5, true, null, 'text']} AS found"
    assert query(graph, text).rows == (({"node": node_of(graph, "EBS"), "more": [1, 2.5, True, None, "text"]},),)


def test_a_result_gives_every_node_and_edge_in_it_once(graph: nx.MultiDiGraph) -> None:
    result = query(graph, "MATCH (a {name: 'EFS'})-[r:MOUNTABLE_BY]->() RETURN a, collect(r) AS all")
    assert [node.label for node in result.nodes] == ["EFS"]
    assert {edge.object for edge in result.edges} == {"ECS task", "EC2", "Fargate"}


def test_parallel_edges_all_count(graph: nx.MultiDiGraph) -> None:
    assert rows(graph, "MATCH ()-[r]->() RETURN count(r)") == {(graph.number_of_edges(),)}
    assert rows(graph, "MATCH (:Service {name: 'EFS'})-[r]-(:Feature {name: 'ECS task'}) RETURN count(r)") == {(2,)}


def test_undirected_two_hops_count_parallel_edges_and_no_edge_twice() -> None:
    graph = nx.MultiDiGraph()
    for label in "ab":
        add_node(graph, Node(label, "concept"))
    for scope in ("one", "two"):
        add_edge(graph, Edge("a", "b", "uses", scope=scope))
    assert rows(graph, "MATCH (x)-[]-(y)-[]-(z) RETURN count(*)") == {(4,)}


def test_nodes_know_their_aliases_and_notes(graph: nx.MultiDiGraph) -> None:
    assert rows(graph, "MATCH (n) WHERE 'AZ' IN n.aliases RETURN n.name, n.notes[0]") == {
        ("Availability Zone", "storage/efs.md")
    }


def test_what_an_edge_does_not_say_is_null(graph: nx.MultiDiGraph) -> None:
    found = rows(graph, "MATCH (a)-[r]->() WHERE r.scope IS NOT NULL RETURN a.name, r.scope, r.modality")
    assert found == {("ECS task", "EC2 Launch Type only", None)}


def test_parameters_stand_for_values(graph: nx.MultiDiGraph) -> None:
    found = rows(graph, "MATCH (n {name: $name})-[:USES]->(m) RETURN m.name", name=HOSTILE_LABEL)
    assert found == {("Raft",)}


def test_properties_and_labels_of_the_engine_are_hidden(graph: nx.MultiDiGraph) -> None:
    text = "MATCH (n {name: 'EFS'})-[r:DEPLOYED_IN]->() RETURN keys(n), properties(n), labels(n), keys(r)"
    (found,) = query(graph, text).rows
    assert found[0] == ["aliases", "kind", "label", "name", "notes"]
    assert isinstance(found[1], dict)
    assert set(found[1]) == {"aliases", "kind", "label", "name", "notes"}
    assert found[2] == ["Service"]
    assert isinstance(found[3], list)
    assert not {"id", "title", "type", "__edge"}.intersection(map(str, found[3]))


def test_a_map_made_to_look_like_a_node_is_no_node(graph: nx.MultiDiGraph) -> None:
    result = query(graph, "RETURN {id: 1, labels: ['Service'], properties: {id: 'x'}} AS fake")
    assert result.nodes == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("MATCH (n:Servce) RETURN n", "No node has the label Servce. The nearest is Service."),
        ("MATCH (n) WHERE n:Servce RETURN n", "No node has the label Servce. The nearest is Service."),
        ("MATCH ()-[:USE]->(n) RETURN n", "No edge has the type USE. The notes have USES."),
        (
            "MATCH ()-[:USES|MOUNTS*1..2]->(n) RETURN n",
            "No edge has the type MOUNTS. The notes have MOUNTABLE_BY, which leads the other way.",
        ),
        ("MATCH (n {nane: 'EFS'}) RETURN n", "Neither nodes nor edges have the property nane. The nearest is name."),
        ("MATCH (n) RETURN n.knd", "Neither nodes nor edges have the property knd. The nearest is kind."),
        (
            "MATCH (n {name: 'elastic file system'}) RETURN n",
            "Nothing has the name 'elastic file system'. The graph calls it 'EFS'.",
        ),
        ("MATCH (n {name: 'clustr'}) RETURN n", "Nothing has the name 'clustr'. Did you mean 'ECS cluster'?"),
        ("MATCH (n) WHERE n.name = 'Fargte' RETURN n", "Nothing has the name 'Fargte'. The graph calls it 'Fargate'."),
    ],
)
def test_a_name_that_does_not_exist_is_warned_of_with_the_nearest(
    graph: nx.MultiDiGraph, text: str, warning: str
) -> None:
    assert query(graph, text).warnings == (warning,)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a:Service|Feature)-[r:USES|MOUNTABLE_BY*1..2]->(b) WHERE a.name <> 'it.is: {x: 1}' RETURN a, b LIMIT 1",
        "MATCH (a)-[r]->(b) WITH a, {total: count(r)} AS sum RETURN a.name, sum.total LIMIT 1",
        "MATCH p = shortestPath((a:Service {name: 'S3'})-[*..4]-(b:Service {name: 'EFS'})) RETURN length(p)",
        "MATCH (a) RETURN a {.name, .kind}, [x IN a.aliases WHERE size(x) > 1 | x] LIMIT 1 // n:Nothing",
        "MATCH (a) WHERE exists((a)-[:USES]->(:Service)) RETURN 1.5, a.confidence LIMIT 1",
        "MATCH (a) RETURN CASE WHEN a:Service THEN 1 ELSE 2 END LIMIT 1",
    ],
)
def test_a_query_with_known_names_gives_no_warning(graph: nx.MultiDiGraph, text: str) -> None:
    assert query(graph, text).warnings == ()


def test_rows_beyond_the_limit_are_left_out_with_a_warning(graph: nx.MultiDiGraph) -> None:
    result = query(graph, "MATCH (n) RETURN n.name ORDER BY n.name", limits=Limits(rows=2))
    assert len(result.rows) == 2
    assert result.warnings == ("Only the first 2 rows are shown. LIMIT, or a condition, chooses which.",)


def test_a_star_without_an_end_says_where_it_stops(graph: nx.MultiDiGraph) -> None:
    (warning,) = query(graph, "MATCH (:Service {name: 'S3'})-[*]->(n) RETURN count(n)").warnings
    assert "10 hops" in warning


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("CREATE (n) RETURN n", "CREATE"),
        ("MATCH (n) SET n.name = 'x'", "SET"),
        ("MATCH (n) DETACH DELETE n", "DETACH"),
        ("MERGE (n:Service {name: 'x'})", "MERGE"),
        ("MATCH (n) CALL { CREATE (m) } RETURN n", "CREATE"),
        ("MATCH (n) RETURN n; match (n) delete n", "DELETE"),
        ("MATCH (n) /* x */ remove n.name", "REMOVE"),
        ("DROP INDEX x", "DROP"),
        ("CALL db.labels()", "CALL of a procedure"),
        ("MATCH (n) CALL\n  db.node_embeddings.set({}) RETURN n", "CALL of a procedure"),
        ("SHOW FUNCTIONS", "SHOW"),
        ("PROFILE MATCH (n) RETURN n", "PROFILE"),
        ("LOAD CSV FROM '/etc/passwd' AS x RETURN x", "LOAD CSV"),
        ("`LOAD` CSV FROM '/etc/passwd' AS x RETURN x", "LOAD CSV"),
        ("load // x\n csv FROM '/etc/passwd' AS x RETURN x", "LOAD CSV"),
        ("ＬＯＡＤ cſv FROM '/etc/passwd' AS x RETURN x", "LOAD CSV"),
    ],
)
def test_what_does_more_than_read_is_refused_by_name(graph: nx.MultiDiGraph, text: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"^{word} is not possible"):
        query(graph, text)


@pytest.mark.parametrize("text", ["MATCH (set) RETURN set.create", "RETURN {delete: 1} AS `drop`", "RETURN 'SET'"])
def test_words_of_writing_may_be_names_and_texts(text: str) -> None:
    check(text)


def test_the_engine_itself_refuses_to_write(graph: nx.MultiDiGraph) -> None:
    engine = Engine(lambda: requests_of(graph))
    with pytest.raises(QueryError, match="only read"):
        engine.run("CREATE (n) RETURN n", {}, Limits())
    engine.close()


def test_a_mistake_is_told_with_its_place(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(QueryError, match="line 1, col 17"):
        query(graph, "MATCH (a RETURN {x}")


def test_block_comments_are_left_out(graph: nx.MultiDiGraph) -> None:
    assert query(graph, "RETURN /* one\n */ 1 AS one").rows == ((1,),)


@pytest.mark.parametrize(("text", "message"), [(" \n", "empty"), ("'\0'", "no text"), ("x" * 100_001, "100,001")])
def test_what_is_no_query_never_reaches_the_engine(graph: nx.MultiDiGraph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        query(graph, text)


def test_a_parameter_that_is_no_value_is_refused(graph: nx.MultiDiGraph) -> None:
    with pytest.raises(QueryError, match="parameter"):
        query(graph, "RETURN $x", {"x": object()})


def test_the_process_stays_up_until_the_revision_changes() -> None:
    graph = sample_graph()
    counting = "MATCH (n) RETURN count(n)"
    assert rows(graph, counting) == {(26,)}
    first = process_of(graph)
    query(graph, counting)
    assert process_of(graph) is first
    add_node(graph, Node("new", "concept"))
    graph.graph["revision"] = "sample-2"
    assert rows(graph, counting) == {(27,)}
    assert process_of(graph) is not first
    assert first.wait(5) is not None


def test_the_process_ends_with_its_graph() -> None:
    graph = sample_graph()
    query(graph, "RETURN 1")
    process = process_of(graph)
    del graph
    gc.collect()
    assert process.wait(5) is not None


def test_graphs_share_a_small_number_of_processes() -> None:
    graphs = [sample_graph() for _ in range(process_module.PROCESSES + 2)]
    for each in graphs:
        query(each, "RETURN 1")
    assert sum(engine.is_up for engine in process_module._engines) == process_module.PROCESSES
    assert query(graphs[0], "MATCH (n) RETURN count(n)").rows == ((26,),)


def test_threads_may_ask_at_once(graph: nx.MultiDiGraph) -> None:
    found: list[object] = []

    def ask(name: str) -> None:
        found.extend((name, *row) for row in query(graph, "MATCH (n {name: $name}) RETURN n.name", {"name": name}).rows)

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("EFS", "EC2", "S3", "EBS", "IAM")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == sorted(str((n, n)) for n in ("EFS", "EC2", "S3", "EBS", "IAM"))


def test_edges_that_went_missing_stop_the_load(graph: nx.MultiDiGraph) -> None:
    nodes, *_, ready = requests_of(graph)
    engine = Engine(lambda: iter([nodes, {**ready, "labels": [], "two_hop": None}]))
    with pytest.raises(QueryError, match="0 of 35 edges"):
        engine.run("RETURN 1", {}, Limits())


def test_a_wrong_count_of_two_hops_stops_the_load(graph: nx.MultiDiGraph) -> None:
    requests = [*requests_of(graph)]
    node, ways = requests[-1]["two_hop"]
    requests[-1] |= {"two_hop": [node, ways + 1]}
    engine = Engine(lambda: iter(requests))
    with pytest.raises(QueryError, match=f"counts {ways} ways"):
        engine.run("RETURN 1", {}, Limits())


def test_without_the_engine_a_query_says_what_to_do(graph: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    for missing, remedy in (("kglite", "pip install kglite"), ("resource", "Linux or macOS")):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name, gone=missing: None if name == gone else object())
        with pytest.raises(QueryError, match=remedy):
            query(graph, "RETURN 1")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("MATCH (a)<-->(b) RETURN a", "MATCH (a)--(b) RETURN a"),
        ("MATCH (a)<-[r:A|:B]->(b) RETURN r", "MATCH (a)-[r:A|B]-(b) RETURN r"),
        ("MATCH (a)<-[*..]-()-[:A *..{x: 1}]->(b) RETURN a", "MATCH (a)<-[*]-()-[:A *{x: 1}]->(b) RETURN a"),
        ("RETURN '<-->|:*..' /* <--> */ 1 // *..", "RETURN '<-->|:*..' 1"),
    ],
)
def test_spellings_that_the_engine_refuses_are_replaced(text: str, read: str) -> None:
    assert respelled(text).split() == read.split()


@pytest.mark.parametrize(
    "text",
    [
        'MATCH (a)<-[:A]-(b)-[:B*..3]->(c) WHERE a.name < -1 RETURN [x IN [1, 2] | x], {a: 1}, `a``b`, "x"',
        "MATCH (r) WITH count(r) AS n MATCH ()-[r]->() RETURN n, r",
        "MATCH (a) WHERE (a)-->() AND a.name STARTS WITH 'x' RETURN count(a) UNION MATCH ()-[a]->() RETURN count(a)",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert respelled(text) == text


@pytest.mark.parametrize("text", ["MATCH (r)-[r]->() RETURN r", "MATCH ()-[r:USES]->() MATCH (r {name: 'x'}) RETURN r"])
def test_a_name_for_a_thing_and_a_relation_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="use two names"):
        respelled(text)


def test_tokens_know_texts_names_and_comments() -> None:
    tokens = tokens_of("RETURN 'it''s' + `a``b` // end\n /* more */ 1..3")
    assert [(t.kind, t.text) for t in tokens[1:]] == [
        ("string", "'it'"),
        ("string", "'s'"),
        ("sign", "+"),
        ("quoted", "a`b"),
        ("number", "1..3"),
    ]


def process_of(graph: nx.MultiDiGraph) -> Any:
    """The operating system's process that answers for the graph."""
    from graph.query import _engine_of

    return _engine_of(graph)._process
