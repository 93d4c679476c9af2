"""A knowledge graph of your own Markdown notes: extract, explore, ask, export.

    folder of notes -> build_graph -> networkx.MultiDiGraph -> search, find_paths, overview, focus_view -> export

Every name below is loaded when it is first used: asking a graph needs neither the trained model nor a browser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.build import BuildReport, build_graph, build_uploads, open_graph, read_triples
    from graph.elements import Edge, Node, edge_of, edges_of, node_of
    from graph.errors import NotegraphError
    from graph.exports import export, write_export
    from graph.paths import find_paths, neighbourhood, relations_of
    from graph.readers import read_zip
    from graph.search import find_node
    from graph.view import View, focus_view, overview, path_view

__all__ = [
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

_HOMES = {
    "build": ("BuildReport", "build_graph", "build_uploads", "open_graph", "read_triples"),
    "elements": ("Edge", "Node", "edge_of", "edges_of", "node_of"),
    "errors": ("NotegraphError",),
    "exports": ("export", "write_export"),
    "paths": ("find_paths", "neighbourhood", "relations_of"),
    "readers": ("read_zip",),
    "search": ("find_node",),
    "view": ("View", "focus_view", "overview", "path_view"),
}
"""The module of each public name. No public name is a module's, which would hide it."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"graph.{module}"), name)
            return value
    raise AttributeError(f"module 'graph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
