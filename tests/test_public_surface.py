from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import graph

PUBLIC = [
    "BuildReport",
    "Edge",
    "Node",
    "NotegraphError",
    "View",
    "build_graph",
    "build_uploads",
    "edge_of",
    "edges_of",
    "export",
    "find_node",
    "find_paths",
    "focus_view",
    "neighbourhood",
    "node_of",
    "open_graph",
    "overview",
    "path_view",
    "read_triples",
    "read_zip",
    "relations_of",
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


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'graph' has no attribute 'nothing'"):
        _ = graph.nothing


@pytest.mark.parametrize("module", ["graph", "graph.paths", "graph.search", "graph.view", "graph.build"])
def test_importing_loads_neither_model_nor_page(module: str) -> None:
    heavy = ("spacy", "onnxruntime", "tokenizers", "pyvis", "streamlit")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
