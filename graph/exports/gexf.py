"""View in, GEXF for Gephi out."""

from __future__ import annotations

import io

from networkx.readwrite.gexf import GEXFWriter

from graph.exports.look import Look
from graph.exports.xml_safe import writable_graph
from graph.view import View


def write_gexf(view: View, _: Look) -> bytes:
    """The view's nodes and edges as GEXF 1.2 in UTF-8, without the characters that XML forbids, and without a date.

    `networkx.read_gexf(file)` reads it back with the attributes of `graph.elements`; nodes are called by their labels,
    edges e0, e1, ...
    """
    graph = writable_graph(view)
    for _subject, _object, attributes in graph.edges(data=True):
        attributes["label"] = attributes["relation"]
    writer = GEXFWriter(graph=graph, encoding="utf-8", prettyprint=True, version="1.2draft")
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
