"""Hits, paths and nodes go in, text for a terminal or plain data for JSON come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx

from graph.elements import Edge, node_of
from graph.paths import Path, read_aloud, relations_of
from graph.search import Hit
from graph.statements import Evidence

LINES_SHOWN = 3
"""Lines of evidence in text; JSON has all."""


def hits_as_text(hits: Sequence[Hit]) -> str:
    """A line for each hit: label, type, why; then the sentence, where one matched."""
    lines = []
    for hit in hits:
        lines.append(f"{hit.label}  [{hit.kind}]  {hit.why}")
        lines += [f"    {evidence_as_text(hit.evidence)}"] if hit.evidence else []
    return "\n".join(lines)


def hits_as_data(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """For each hit label, kind, why, score and evidence (None where no sentence matched)."""
    return [
        {
            "label": hit.label,
            "kind": hit.kind,
            "why": hit.why,
            "score": round(hit.score, 3),
            "evidence": evidence_as_data(hit.evidence) if hit.evidence else None,
        }
        for hit in hits
    ]


def paths_as_text(paths: Sequence[Path]) -> str:
    """Each path as its nodes, then a sentence for each hop with the line that states it."""
    blocks = []
    for number, path in enumerate(paths, 1):
        lines = [f"{number}. {' – '.join(path.labels)}"]
        for hop in path.hops:
            lines += [f"   {hop.sentence}", *(f"       {evidence_as_text(e)}" for e in hop.edges[0].evidence[:1])]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def paths_as_data(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """For each path its nodes and its hops; a hop has every relation that makes it, the best first."""
    return [
        {
            "nodes": list(path.labels),
            "confidence": path.confidence,
            "hops": [
                {
                    "start": hop.start,
                    "end": hop.end,
                    "sentence": hop.sentence,
                    "relations": [edge_as_data(edge) for edge in hop.edges],
                }
                for hop in path.hops
            ],
        }
        for path in paths
    ]


def node_as_text(graph: nx.MultiDiGraph, label: str) -> str:
    """The node's name, type, other names and notes, then each relation with the lines that state it."""
    node = node_of(graph, label)
    lines = [f"{node.label}  [{node.kind}]"]
    lines += [f"Also: {', '.join(node.aliases)}"] if node.aliases else []
    lines += [f"Notes: {', '.join(node.notes)}"] if node.notes else []
    for reading in relations_of(graph, label):
        lines += ["", reading.sentence]
        lines += [f"    {evidence_as_text(e)}" for e in reading.edge.evidence[:LINES_SHOWN]]
        if (more := reading.edge.count - LINES_SHOWN) > 0:
            lines.append(f"    and {more} more")
    return "\n".join(lines)


def node_as_data(graph: nx.MultiDiGraph, label: str) -> dict[str, Any]:
    """The node's label, kind, aliases and notes, and all its relations."""
    node = node_of(graph, label)
    return {
        "label": node.label,
        "kind": node.kind,
        "aliases": list(node.aliases),
        "notes": list(node.notes),
        "relations": [{**edge_as_data(r.edge), "sentence": r.sentence} for r in relations_of(graph, label)],
    }


def edge_as_data(edge: Edge) -> dict[str, Any]:
    """The edge with all its evidence, and how it reads."""
    return {
        "sentence": read_aloud(edge),
        "subject": edge.subject,
        "relation": edge.relation,
        "object": edge.object,
        "negated": edge.negated,
        "scope": edge.scope,
        "modality": edge.modality,
        "origin": str(edge.origin),
        "confidence": edge.confidence,
        "found_by": edge.found_by,
        "count": edge.count,
        "evidence": [evidence_as_data(e) for e in edge.evidence],
    }


def evidence_as_data(evidence: Evidence) -> dict[str, Any]:
    """Where the line stands, what it says, and what it takes from above."""
    return {
        "file": evidence.file,
        "line": evidence.line,
        "text": evidence.text,
        "inherited": list(evidence.inherited),
    }


def evidence_as_text(evidence: Evidence) -> str:
    """The line with its place, after what it takes from above."""
    above = f"{' > '.join(evidence.inherited)} > " if evidence.inherited else ""
    return f"{evidence.file}:{evidence.line}: {above}{evidence.text}"
