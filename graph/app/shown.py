"""Which part of the graph the canvas shows: a graph and what the person asked for in, Views out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import networkx as nx

from graph.app.state import Desk
from graph.elements import Edge, edges_out
from graph.filters import wanted_files, within_notes
from graph.view import View, ViewNode, focus_view, note_view, overview, valued_in

_BROUGHT_IN = 12
"""Neighbours that expanding a node adds at most."""


def base_view(graph: nx.MultiDiGraph, desk: Desk, depth: int) -> View:
    """The view that the desk is turned to, before anything was brought in and filtered out.

    Where notes are picked, it is chosen from what they say.
    """
    if desk.note is not None:
        return note_view(graph, desk.note, limit=desk.limit)
    files = wanted_files(graph, desk.filter)
    part = graph if files is None else within_notes(graph, files)
    if desk.focus is None:
        return valued_in(graph, overview(part, limit=desk.limit))
    part = part if desk.focus in part else graph
    return valued_in(graph, focus_view(part, desk.focus, depth=depth, limit=desk.limit))


def with_neighbours(graph: nx.MultiDiGraph, view: View, labels: Iterable[str]) -> View:
    """The view with the neighbours of `labels` brought in, the most important of each first."""
    for label in labels:
        if label in graph:
            present = {node.node.label for node in view.nodes}
            around = focus_view(graph, label, limit=len(present) + _BROUGHT_IN + 1)
            fresh = [node for node in around.nodes if node.node.label not in present][:_BROUGHT_IN]
            view = _joined(graph, view, fresh, ())
    return view


def with_view(graph: nx.MultiDiGraph, view: View, added: View) -> View:
    """The view with the nodes and edges of another, such as that of some paths, added to it."""
    present = {node.node.label for node in view.nodes}
    fresh = [replace(node, focus=False) for node in added.nodes if node.node.label not in present]
    joined = _joined(graph, view, fresh, added.edges)
    left_out = added.total_nodes - len(added.nodes)
    return replace(joined, total_nodes=max(joined.total_nodes, len(joined.nodes) + left_out))


def _joined(graph: nx.MultiDiGraph, view: View, fresh: Sequence[ViewNode], edges: Sequence[Edge]) -> View:
    """The view and `fresh` nodes, with all edges that join the two, and `edges`."""
    labels = {node.node.label for node in (*view.nodes, *fresh)}
    new = {node.node.label for node in fresh}
    all_edges = dict.fromkeys((*view.edges, *edges, *_edges_touching(graph, new, labels)))
    nodes = tuple(replace(node, hidden=_hidden(graph, node.node.label, labels)) for node in (*view.nodes, *fresh))
    return replace(
        view,
        nodes=nodes,
        edges=tuple(all_edges),
        total_nodes=max(view.total_nodes, len(nodes)),
        total_edges=max(view.total_edges, len(all_edges)),
    )


def _edges_touching(graph: nx.MultiDiGraph, new: set[str], labels: set[str]) -> list[Edge]:
    sources = sorted(new | {s for label in new for s in graph.predecessors(label) if s in labels})
    return [
        edge
        for subject in sources
        for edge in edges_out(graph, subject)
        if edge.object in labels and (subject in new or edge.object in new)
    ]


def _hidden(graph: nx.MultiDiGraph, label: str, labels: set[str]) -> int:
    around = {*graph.successors(label), *graph.predecessors(label)}
    return len(around - labels - {label})
