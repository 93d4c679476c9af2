"""A resolved graph goes in, the rows of the store's tables come out."""

from __future__ import annotations

import json
from typing import Any

from graph.elements import edge_key
from graph.resolve import Resolution, SupportedEdge
from graph.store.tables import GraphRows, to_json

_text = json.JSONEncoder(ensure_ascii=False).encode


def rows_of(resolution: Resolution) -> GraphRows:
    """The resolved graph as the columns of the store's tables, which are the attributes of `graph.elements`."""
    nodes = [(node.label, node.kind, to_json(node.aliases), to_json(node.notes)) for node in resolution.nodes]
    return GraphRows(nodes, list(map(_edge_row, resolution.edges)), list(resolution.merges))


def _edge_row(edge: SupportedEdge) -> tuple[Any, ...]:
    best = edge.support[0]
    # Written by hand, it takes a tenth of the time; `inherited` is JSON already.
    lines = ",".join([f"[{_text(r.file)},{r.line},{_text(r.text)},{r.inherited}]" for r in edge.support])
    return (
        *(edge.subject, edge.object, edge_key(edge.relation, negated=edge.negated, scope=edge.scope)),
        *(edge.relation, edge.negated, edge.scope, best.modality, round(best.confidence, 3), best.found_by),
        *(best.origin, len(edge.support), best.file, best.line, best.text, f"[{lines}]"),
    )
