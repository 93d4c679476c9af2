"""View in, networkx node-link JSON out."""

from __future__ import annotations

import json

import networkx as nx

from graph.exports.look import Look
from graph.view import View, graph_of


def write_node_link(view: View, _: Look) -> bytes:
    """The view's nodes and edges as node-link JSON in UTF-8.

    `networkx.node_link_graph(data, edges="edges")` reads it back with the attributes of `graph.elements`.
    """
    data = nx.node_link_data(graph_of(view), edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
