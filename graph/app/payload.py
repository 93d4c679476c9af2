"""What the component draws, as plain data: a View with its places in; nested lists, mappings, texts and numbers out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.app.wording import counted, phrase_of
from graph.elements import Edge
from graph.layout import Placement
from graph.layout.lettering import node_size
from graph.statements import Evidence, Origin
from graph.view import View, ViewNode

Data = dict[str, Any]
"""What is sent to the browser as JSON."""

_USUAL_KINDS = ("service", "feature", "concept")


def colours_of(kinds: Iterable[str]) -> dict[str, int]:
    """The number of each kind's colour and shape: the usual kinds have fixed ones, others follow by name.

    >>> colours_of(["workload", "feature"])
    {'service': 0, 'feature': 1, 'concept': 2, 'workload': 3}
    """
    others = sorted(set(kinds).difference(_USUAL_KINDS))
    return {kind: number for number, kind in enumerate((*_USUAL_KINDS, *others))}


def edge_id(edge: Edge) -> str:
    """The edge's identity as text.

    >>> edge_id(Edge("S3", "EC2", "mountable_by", negated=True))
    '["S3","EC2","not mountable_by"]'
    """
    return identity(edge.subject, edge.object, edge.key)


def identity(subject: str, object_: str, key: str) -> str:
    """What the component calls the edge of that key."""
    return json.dumps([subject, object_, key], ensure_ascii=False, separators=(",", ":"))


def edge_from_id(text: object) -> tuple[str, str, str] | None:
    """Subject, object and key out of `identity`; None for what is no such text."""
    try:
        subject, object_, key = json.loads(str(text))
    except (ValueError, TypeError):
        return None
    return str(subject), str(object_), str(key)


def canvas_data(
    view: View,
    placement: Placement | None,
    colours: Mapping[str, int],
    *,
    marked: Sequence[Edge] = (),
    more: bool = False,
) -> Data:
    """The canvas: nodes and edges of `view` where `placement` has them; `marked` are the edges of paths."""
    return {
        "part": "canvas",
        "title": view.title,
        "status": status_of(view),
        "focus": list(view.focus),
        "nodes": [_node(node, placement, colours) for node in view.nodes],
        "edges": [_edge(edge, placement) for edge in view.edges],
        "kinds": _kinds(view, colours),
        "signs": _signs(view, marked),
        "path": _path(marked),
        "more": more,
    }


def status_of(view: View) -> str:
    """How much of what there is the view shows."""
    nodes, edges = len(view.nodes), len(view.edges)
    if nodes >= view.total_nodes:
        return f"{counted(nodes, 'thing')}, {counted(edges, 'relation')}"
    return f"Showing {nodes:,} of {counted(view.total_nodes, 'thing')}, {counted(edges, 'relation')}"


def relation_data(edge: Edge) -> Data:
    """What every list of relations says of one: its identity, polarity, qualifiers and lines."""
    return {
        "id": edge_id(edge),
        "denied": edge.negated,
        "structural": edge.origin == Origin.STRUCTURAL,
        "scope": edge.scope,
        "modality": edge.modality,
        "confidence": round(edge.confidence, 3),
        "evidence": [_evidence(evidence) for evidence in edge.evidence],
    }


def _node(shown: ViewNode, placement: Placement | None, colours: Mapping[str, int]) -> Data:
    node = shown.node
    data: Data = {
        "id": node.label,
        "label": node.label,
        "kind": node.kind,
        "colour": colours[node.kind],
        "hidden": shown.hidden,
        "focus": shown.focus,
        "size": round(node_size(shown.importance), 1),
        "x": None,
        "y": None,
    }
    if placement is not None and node.label in placement.positions:
        (x, y), (width, height) = placement.positions[node.label], placement.sizes[node.label]
        data |= {
            "x": x,
            "y": y,
            "w": round(width, 1),
            "h": round(height, 1),
            "size": round(placement.fonts[node.label], 1),
            "lines": list(placement.lines[node.label]),
        }
    return data


def _edge(edge: Edge, placement: Placement | None) -> Data:
    phrase = phrase_of(edge) + (f" ({edge.scope})" if edge.scope else "")
    route = placement.routes.get((edge.subject, edge.object, edge.key)) if placement else None
    return {
        "id": edge_id(edge),
        "from": edge.subject,
        "to": edge.object,
        "phrase": phrase,
        "denied": edge.negated,
        "structural": edge.origin == Origin.STRUCTURAL,
        "count": edge.count,
        "route": [list(point) for point in route] if route else None,
    }


def _kinds(view: View, colours: Mapping[str, int]) -> list[Data]:
    counts = Counter(node.node.kind for node in view.nodes)
    ordered = sorted(counts, key=lambda kind: colours[kind])
    return [{"kind": kind, "colour": colours[kind], "count": counts[kind]} for kind in ordered]


def _signs(view: View, marked: Sequence[Edge]) -> list[Data]:
    signs = Counter(
        "denied" if e.negated else "structural" if e.origin == Origin.STRUCTURAL else "stated" for e in view.edges
    )
    counts = {**signs, "path": len(marked)}
    return [{"sign": s, "count": counts[s]} for s in ("stated", "structural", "denied", "path") if counts.get(s)]


def _path(marked: Sequence[Edge]) -> Data | None:
    if not marked:
        return None
    labels = dict.fromkeys(label for edge in marked for label in (edge.subject, edge.object))
    return {"nodes": list(labels), "edges": [edge_id(edge) for edge in marked]}


def _evidence(evidence: Evidence) -> Data:
    return {
        "file": evidence.file,
        "line": evidence.line,
        "text": evidence.text,
        "inherited": list(evidence.inherited),
    }
