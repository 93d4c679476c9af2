"""View in, GraphML out."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx

from graph.exports.look import Look
from graph.view import View, graph_of

_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, and the carriage return, which its readers change."""


def write_graphml(view: View, _: Look) -> bytes:
    """The view's nodes and edges as GraphML in UTF-8, without the characters that XML forbids.

    `networkx.read_graphml(file, force_multigraph=True)` reads it back with the attributes of `graph.elements`; nodes
    are called by their labels, edges e0, e1, ...
    """
    file = io.BytesIO()
    nx.write_graphml_xml(_writable(graph_of(view)), file, encoding="utf-8", named_key_ids=True)
    # networkx writes truth values as Python does; in a text from a note `<` is escaped, so nothing else is met
    return re.sub(rb"(<data key=\"negated\">)(True|False)<", lambda m: m[1] + m[2].lower() + b"<", file.getvalue())


def _writable(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with clean text and edge keys that are unique in the whole of it, as GraphML wants its ids."""
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
