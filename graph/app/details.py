"""Details of what is chosen, as plain data for the panel: a node with all its relations, one relation, or neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import networkx as nx

from graph.app.payload import Data, relation_data
from graph.app.state import Desk
from graph.app.wording import counted, phrase_of
from graph.elements import Edge, edge_of, node_of
from graph.paths import Reading, read_aloud, relations_of
from graph.statements import Evidence
from graph.view import View


def details_data(
    graph: nx.MultiDiGraph, desk: Desk, view: View, headings: Callable[[Evidence], Sequence[str]] | None = None
) -> Data:
    """The panel for the chosen node or edge; for what is no longer there, as if nothing were chosen.

    `headings` tells those above a line; `heard` of the panel is how many choices it knows of.
    """
    return _chosen(graph, desk, view, headings) | {"heard": desk.heard}


def _chosen(
    graph: nx.MultiDiGraph, desk: Desk, view: View, headings: Callable[[Evidence], Sequence[str]] | None
) -> Data:
    if desk.node is not None and desk.node in graph:
        return node_data(graph, desk.node, limit=desk.relations, focused=desk.focus == desk.node)
    if desk.edge is not None and graph.has_edge(*desk.edge):
        return edge_data(edge_of(graph, *desk.edge), headings)
    names = [node.node.label for node in view.nodes[:8]]
    return _panel({"about": "nothing", "names": names})


def node_data(graph: nx.MultiDiGraph, label: str, *, limit: int, focused: bool = False) -> Data:
    """A node: its type, aliases, notes, and at most `limit` relations by group, each read from the node."""
    node = node_of(graph, label)
    readings = relations_of(graph, label)
    shown = readings[:limit]
    return _panel(
        {
            "about": "node",
            "label": label,
            "type": node.kind,
            "aliases": list(node.aliases),
            "notes": list(node.notes),
            "focused": focused,
            "groups": [
                {"name": group, "rows": [_row(label, reading) for reading in readings_]}
                for group, readings_ in groupby(shown, key=lambda reading: reading.group)
            ],
            "left": len(readings) - len(shown),
        }
    )


def edge_data(edge: Edge, headings: Callable[[Evidence], Sequence[str]] | None = None) -> Data:
    """A relation: both readings, how sure it is, and every line that states it, with the `headings` above it."""
    data = relation_data(edge)
    if headings:
        for shown, evidence in zip(data["evidence"][:_MOST_HEADINGS], edge.evidence, strict=False):
            shown["headings"] = list(headings(evidence))
    return _panel(
        {
            "about": "edge",
            "subject": edge.subject,
            "object": edge.object,
            "phrase": phrase_of(edge),
            "backwards": read_aloud(edge, backwards=True),
            "statements": counted(edge.count, "statement"),
            "found_by": edge.found_by,
            **data,
        }
    )


_MOST_HEADINGS = 20
"""Lines that the headings above them are told of; further ones are folded."""


def _row(label: str, reading: Reading) -> Data:
    backwards = reading.edge.subject != label
    return {
        "phrase": phrase_of(reading.edge, backwards=backwards),
        "other": reading.other,
        **relation_data(reading.edge),
    }


def _panel(data: Data) -> Data:
    return {"part": "panel", "kind": "details", "name": "Details", **data}
