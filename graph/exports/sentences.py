"""What pictures and pages say about edges and views, in words."""

from __future__ import annotations

from graph.elements import Edge
from graph.relations import inventory
from graph.statements import Evidence
from graph.view import View


def sentence(edge: Edge) -> str:
    """An edge read aloud.

    >>> sentence(Edge("S3", "ECS", "mountable_by", negated=True, scope="Fargate only"))
    'S3 is not mountable by ECS (Fargate only)'
    """
    said = f"{edge.subject} {inventory().phrase(edge.relation, negated=edge.negated)} {edge.object}"
    return f"{said} ({edge.scope})" if edge.scope else said


def phrase(edge: Edge) -> str:
    """What stands between an edge's two ends, and what it is confined to.

    >>> phrase(Edge("S3", "ECS", "mountable_by", scope="Fargate only"))
    'is mountable by (Fargate only)'
    """
    said = inventory().phrase(edge.relation, negated=edge.negated)
    return f"{said} ({edge.scope})" if edge.scope else said


def place_of(evidence: Evidence) -> str:
    """Where a line stands.

    >>> place_of(Evidence("day-12.md", 38, "S3 can not be mounted"))
    'day-12.md, line 38'
    """
    return f"{evidence.file}, line {evidence.line}"


def told(edge: Edge) -> str:
    """An edge read aloud, with the place of its best evidence."""
    return f"{sentence(edge)} - {place_of(edge.evidence[0])}" if edge.evidence else sentence(edge)


def shown_of_all(view: View) -> str:
    """How much the view shows of what there is.

    >>> shown_of_all(View("", (), (), 412, 1))
    '0 of 412 nodes, 0 of 1 relation'
    """
    nodes = _of(len(view.nodes), view.total_nodes, "node")
    return f"{nodes}, {_of(len(view.edges), view.total_edges, 'relation')}"


def _of(shown: int, total: int, noun: str) -> str:
    number = f"{shown} of {total}" if total > shown else str(shown)
    return f"{number} {noun}{'' if total == 1 else 's'}"
