from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import graph
from graph.query import why_unavailable
from tests.graphs import HOSTILE_LABEL, sample_graph

PUBLIC = [
    "Answer",
    "BuildReport",
    "Comparison",
    "Edge",
    "Gap",
    "Hit",
    "Matrix",
    "Node",
    "NotegraphError",
    "Path",
    "Result",
    "View",
    "ask",
    "build_graph",
    "build_uploads",
    "compare_nodes",
    "edge_of",
    "edges_of",
    "export",
    "find_node",
    "find_paths",
    "focus_view",
    "gaps",
    "matrix",
    "matrix_as_csv",
    "matrix_as_markdown",
    "neighbourhood",
    "node_of",
    "open_graph",
    "overview",
    "path_view",
    "query_graph",
    "read_triples",
    "read_zip",
    "relations_of",
    "search_graph",
    "write_export",
]


def test_the_public_names_are_these() -> None:
    assert graph.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_each_is_there_and_explained(name: str) -> None:
    assert getattr(graph, name).__doc__
    assert name in dir(graph)


def test_none_hides_a_module() -> None:
    assert not {module.name for module in pkgutil.iter_modules(graph.__path__)} & set(PUBLIC)


def test_answers_come_as_values_with_their_lines() -> None:
    notes = sample_graph()
    assert graph.search_graph(notes, "elastic file")[0].label == "EFS"
    assert graph.find_paths(notes, "EBS", "Fargate", k=1)[0].labels == ("EBS", "EFS", "Fargate")
    assert graph.neighbourhood(notes, "Raft", 1) == {"Raft": 0, HOSTILE_LABEL: 1, "consensus": 1}
    assert {finding.label for finding in graph.ask(notes, "what can mount EFS?").findings} == {
        *("ECS task", "EC2", "Fargate")
    }
    assert graph.compare_nodes(notes, "EBS", "EFS").between[0].relation == "differs_from"
    assert graph.matrix(notes, ["EBS", "EFS"]).labels == ("EBS", "EFS")
    assert all(gap.why for gap in graph.gaps(notes))


@pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())
def test_a_query_gives_edges_with_their_lines() -> None:
    result = graph.query_graph(sample_graph(), "MATCH (:Service {name: 'S3'})-[r:NOT_MOUNTABLE_BY]->() RETURN r")
    assert result.edges[0].evidence[0].line == 38


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'graph' has no attribute 'nothing'"):
        _ = graph.nothing


@pytest.mark.parametrize("module", ["graph", "graph.paths", "graph.search", "graph.view", "graph.build"])
def test_importing_loads_neither_model_nor_page(module: str) -> None:
    heavy = ("spacy", "onnxruntime", "tokenizers", "pyvis", "streamlit")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
