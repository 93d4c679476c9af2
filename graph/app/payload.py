"""What the component draws, as plain data: a View with its places in; nested lists, mappings, texts and numbers out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.app.wording import counted, phrase_of
from graph.elements import Edge
from graph.filters import CUTS, EVERYTHING, SIGNS, Filter, sign_of
from graph.layout import Placement
from graph.layout.lettering import node_size
from graph.relations import inventory
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
    whole: View | None = None,
    wanted: Filter = EVERYTHING,
    marked: Sequence[Edge] = (),
    more: bool = False,
) -> Data:
    """The canvas: nodes and edges of `view` where `placement` has them; `marked` are the edges of paths.

    `view` is what the filter `wanted` leaves of `whole`.
    """
    whole = whole or view
    return {
        "part": "canvas",
        "title": view.title,
        "status": status_of(view, whole),
        "focus": list(view.focus),
        "nodes": [_node(node, placement, colours) for node in view.nodes],
        "edges": [_edge(edge, placement) for edge in view.edges],
        "kinds": _kinds(view, whole, wanted, colours),
        "signs": _entries(SIGNS, map(sign_of, view.edges), map(sign_of, whole.edges), wanted.signs),
        "groups": _groups(view, whole, wanted),
        "sure": {"value": wanted.sure, "steps": list(CUTS)},
        "picked": {"notes": sorted(wanted.notes), "tags": sorted(wanted.tags)},
        "filtered": wanted != EVERYTHING,
        "hidden": len(wanted.hidden),
        "path": _path(marked),
        "more": more,
    }


def status_of(view: View, whole: View) -> str:
    """How much of what there is the view shows; `whole` is what it is before the filter."""
    nodes, edges = len(view.nodes), len(view.edges)
    if (nodes, edges) != (len(whole.nodes), len(whole.edges)):
        relations = f"{edges:,} of {counted(len(whole.edges), 'relation')}"
        return f"Filtered: {nodes:,} of {counted(len(whole.nodes), 'thing')}, {relations}"
    if nodes >= view.total_nodes and edges < view.total_edges:
        return f"Showing {counted(nodes, 'thing')}, {edges:,} of {counted(view.total_edges, 'relation')}"
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


def _kinds(view: View, whole: View, wanted: Filter, colours: Mapping[str, int]) -> list[Data]:
    shown, present = ([node.node.kind for node in part.nodes] for part in (view, whole))
    names = sorted(set(present), key=colours.__getitem__)
    return [entry | {"colour": colours[entry["name"]]} for entry in _entries(names, shown, present, wanted.kinds)]


def _groups(view: View, whole: View, wanted: Filter) -> list[Data]:
    shown, present = ([inventory().group(edge.relation) for edge in part.edges] for part in (view, whole))
    names = sorted(set(present), key=lambda name: (-present.count(name), name))
    return _entries(names, shown, present, wanted.groups)


def _entries(names: Iterable[str], shown: Iterable[str], present: Iterable[str], out: frozenset[str]) -> list[Data]:
    """Entries of the legend: how many are shown of how many there are, and whether they are left out."""
    count, total = Counter(shown), Counter(present)
    return [
        {"name": name, "count": count[name], "total": total[name], "out": name in out} for name in names if total[name]
    ]


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
