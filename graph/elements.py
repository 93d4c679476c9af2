"""Nodes and edges of the graph as typed values, to and from networkx attributes.

The graph is a `networkx.MultiDiGraph`. A node's key is its label; an edge's key tells the parallel edges of two
nodes apart: one edge for each (subject, relation, object, negated, scope). Attribute values are text, numbers and
truth values alone, so that they survive every file format; lists are JSON text. Statements are stored as JSON and
read when asked for, since most edges are never looked at.

Graph attributes: `revision` (text, changes with the content), `notes` (JSON list of objects with file, title, date,
tags, categories, headings; a heading is its line and its text), `vocabulary` (JSON object: names that the vocabulary
packs have for a label and no note uses; they find the node and are shown nowhere).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.statements import Evidence, Origin


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that the notes speak of."""

    label: str
    """The name shown; also the node's key."""
    kind: str
    """service, feature, concept, or a type that a vocabulary pack defines."""
    aliases: tuple[str, ...] = ()
    """Other names, sorted."""
    notes: tuple[str, ...] = ()
    """Files that name it, sorted."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two nodes, with everything that supports it."""

    subject: str
    """Key of the node it starts from."""
    object: str
    """Key of the node it leads to."""
    relation: str
    """Canonical label in the inventory's direction, or a bare verb lemma."""
    negated: bool = False
    scope: str = ""
    """What it is confined to, or empty."""
    modality: str = ""
    """must, can, recommended, or empty."""
    confidence: float = 1.0
    """Of the best statement, 0 to 1."""
    found_by: str = "model"
    """Of the best statement."""
    origin: str = Origin.STATED
    """stated where any statement is, else structural."""
    count: int = 1
    """Number of statements."""
    evidence: tuple[Evidence, ...] = ()
    """The best first; never empty in a built graph."""

    @property
    def key(self) -> str:
        """What tells this edge from the other edges of its two nodes."""
        return edge_key(self.relation, negated=self.negated, scope=self.scope)


def edge_key(relation: str, *, negated: bool = False, scope: str = "") -> str:
    """What tells the edges of two nodes apart: "not supports [EC2 only]"."""
    return ("not " if negated else "") + relation + (f" [{scope}]" if scope else "")


def add_node(graph: nx.MultiDiGraph, node: Node) -> None:
    """Put `node` into the graph under its label."""
    graph.add_node(
        node.label,
        label=node.label,
        kind=node.kind,
        aliases=_to_json(node.aliases),
        notes=_to_json(node.notes),
    )


def add_edge(graph: nx.MultiDiGraph, edge: Edge) -> None:
    """Put `edge` into the graph; both nodes must be there."""
    best = edge.evidence[0] if edge.evidence else Evidence("", 0, "")
    graph.add_edge(
        edge.subject,
        edge.object,
        edge.key,
        relation=edge.relation,
        negated=edge.negated,
        scope=edge.scope,
        modality=edge.modality,
        confidence=edge.confidence,
        found_by=edge.found_by,
        origin=str(edge.origin),
        count=edge.count,
        evidence_file=best.file,
        evidence_line=best.line,
        evidence=best.text,
        statements=_to_json([[e.file, e.line, e.text, list(e.inherited)] for e in edge.evidence]),
    )


def node_of(graph: nx.MultiDiGraph, label: str) -> Node:
    """The node whose key is `label`; KeyError where there is none."""
    attributes = graph.nodes[label]
    return Node(
        label=label,
        kind=attributes["kind"],
        aliases=tuple(json.loads(attributes["aliases"])),
        notes=tuple(json.loads(attributes["notes"])),
    )


def edge_of(graph: nx.MultiDiGraph, subject: str, object_: str, key: str) -> Edge:
    """The edge of that key; KeyError where there is none."""
    return _edge(subject, object_, graph.edges[subject, object_, key])


def edges_of(graph: nx.MultiDiGraph) -> Iterator[Edge]:
    """All edges, in the graph's order."""
    for subject, object_, attributes in graph.edges(data=True):
        yield _edge(subject, object_, attributes)


def edges_out(graph: nx.MultiDiGraph, label: str) -> Iterator[Edge]:
    """Edges that start from the node."""
    for subject, object_, attributes in graph.out_edges(label, data=True):
        yield _edge(subject, object_, attributes)


def edges_in(graph: nx.MultiDiGraph, label: str) -> Iterator[Edge]:
    """Edges that lead to the node."""
    for subject, object_, attributes in graph.in_edges(label, data=True):
        yield _edge(subject, object_, attributes)


def edges_between(graph: nx.MultiDiGraph, first: str, second: str) -> Iterator[Edge]:
    """Edges that join the two nodes, in either direction, those from `first` before the others."""
    for subject, object_ in ((first, second), (second, first))[: 1 if first == second else 2]:
        for attributes in (graph.get_edge_data(subject, object_) or {}).values():
            yield _edge(subject, object_, attributes)


def _edge(subject: str, object_: str, attributes: dict[str, Any]) -> Edge:
    return Edge(
        subject=subject,
        object=object_,
        relation=attributes["relation"],
        negated=attributes["negated"],
        scope=attributes["scope"],
        modality=attributes["modality"],
        confidence=attributes["confidence"],
        found_by=attributes["found_by"],
        origin=attributes["origin"],
        count=attributes["count"],
        evidence=tuple(
            Evidence(file, line, text, tuple(inherited))
            for file, line, text, inherited in json.loads(attributes["statements"])
        ),
    )


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
