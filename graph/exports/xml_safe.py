"""View in, its graph out with nothing in it that XML cannot hold."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx

from graph.view import View, graph_of

_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, and the carriage return, which its readers change."""


def writable_graph(view: View) -> nx.MultiDiGraph:
    """The view's graph with clean text, and edge keys that are unique in the whole of it, as XML formats want ids.

    Labels that are the same but for forbidden characters stay apart by an apostrophe.
    """
    graph = graph_of(view)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for label in graph:
        name = _clean(label) or "?"
        while name in taken:
            name += "'"
        taken.add(name)
        names[label] = name
    clean = nx.MultiDiGraph(**{key: _clean(value) for key, value in graph.graph.items()})
    for label, attributes in graph.nodes(data=True):
        clean.add_node(names[label], **{key: _clean(value) for key, value in attributes.items()})
    for count, (subject, object_, attributes) in enumerate(graph.edges(data=True)):
        kept = {key: _clean(value) for key, value in attributes.items()}
        clean.add_edge(names[subject], names[object_], f"e{count}", **kept)
    return clean


def _clean(value: Any) -> Any:
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value
