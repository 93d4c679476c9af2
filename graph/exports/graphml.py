"""View in, GraphML out."""

from __future__ import annotations

import io
import re

import networkx as nx

from graph.exports.look import Look
from graph.exports.xml_safe import writable_graph
from graph.view import View


def write_graphml(view: View, _: Look) -> bytes:
    """The view's nodes and edges as GraphML in UTF-8, without the characters that XML forbids.

    `networkx.read_graphml(file, force_multigraph=True)` reads it back with the attributes of `graph.elements`; nodes
    are called by their labels, edges e0, e1, ...
    """
    file = io.BytesIO()
    nx.write_graphml_xml(writable_graph(view), file, encoding="utf-8", named_key_ids=True)
    # networkx writes truth values as Python does; in a text from a note `<` is escaped, so nothing else is met
    return re.sub(rb"(<data key=\"negated\">)(True|False)<", lambda m: m[1] + m[2].lower() + b"<", file.getvalue())
