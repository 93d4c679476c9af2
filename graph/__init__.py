"""A knowledge graph of your own Markdown notes: extract, explore, ask, export.

    folder of notes -> build_graph -> networkx.MultiDiGraph -> search_graph, find_paths, ask, overview -> export

Every name below is loaded when it is first used: asking a graph needs neither the trained model nor a browser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.build import BuildReport, build_graph, build_uploads, open_graph, read_triples
    from graph.compare import Comparison, Gap, Matrix, gaps, matrix, matrix_as_csv, matrix_as_markdown
    from graph.compare import compare as compare_nodes
    from graph.elements import Edge, Node, edge_of, edges_of, node_of
    from graph.errors import NotegraphError
    from graph.exports import export, write_export
    from graph.paths import Path, find_paths, neighbourhood, relations_of
    from graph.query import Result
    from graph.query import query as query_graph
    from graph.questions import Answer, ask
    from graph.readers import read_zip
    from graph.search import Hit, find_node
    from graph.search import search as search_graph
    from graph.view import View, focus_view, overview, path_view

__all__ = [
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

_HOMES = {
    "build": ("BuildReport", "build_graph", "build_uploads", "open_graph", "read_triples"),
    "compare": (
        "Comparison",
        "Gap",
        "Matrix",
        "compare_nodes",
        "gaps",
        "matrix",
        "matrix_as_csv",
        "matrix_as_markdown",
    ),
    "elements": ("Edge", "Node", "edge_of", "edges_of", "node_of"),
    "errors": ("NotegraphError",),
    "exports": ("export", "write_export"),
    "paths": ("Path", "find_paths", "neighbourhood", "relations_of"),
    "query": ("Result", "query_graph"),
    "questions": ("Answer", "ask"),
    "readers": ("read_zip",),
    "search": ("Hit", "find_node", "search_graph"),
    "view": ("View", "focus_view", "overview", "path_view"),
}
"""The module of each public name."""
_CALLED = {"compare_nodes": "compare", "query_graph": "query", "search_graph": "search"}
"""What functions are called in their module, where that name is a module's here, which it would hide."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            home = import_module(f"graph.{module}")
            value = globals()[name] = getattr(home, _CALLED.get(name, name))
            return value
    raise AttributeError(f"module 'graph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
