"""What all notes say goes in, one graph comes out: names merged to nodes, statements counted as edges.

A pure function without a model; the same statements give the same graph in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graph.relations import inventory
from graph.resolve.corrections import Corrections
from graph.resolve.merging import Merge, Thing, merge_names
from graph.statements import Origin
from graph.store.tables import Claim, StatementRow, StoredNote, Term, Use

RESOLVER_VERSION = "5"
"""Changes whenever the same facts would give another graph."""


class SupportedEdge(NamedTuple):
    """One relation between two nodes, with every line that states it."""

    subject: str
    """Label of the node it starts from."""
    object: str
    """Label of the node it leads to."""
    relation: str
    """Canonical, in the inventory's direction."""
    negated: bool
    scope: str
    support: list[StatementRow]
    """The best first, one for each line of a file."""


class Resolution(NamedTuple):
    """The resolved graph."""

    nodes: list[Thing]
    """By label."""
    edges: list[SupportedEdge]
    """By subject, object, relation, polarity and scope."""
    merges: list[Merge]
    unmatched: list[str]
    """Corrections that name nothing in the notes, a sentence each."""


def resolve(
    terms: Iterable[Term],
    uses: Iterable[Use],
    statements: Iterable[StatementRow],
    claims: Iterable[Claim] = (),
    notes: Iterable[StoredNote] = (),
    corrections: Corrections | None = None,
) -> Resolution:
    """Merge names, count statements and keep the names that earn a node.

    A name earns its node by taking part in a statement, by being known to the vocabulary, or by being named in two
    notes. A statement whose ends turn out to be one thing is left out.
    """
    rows = list(statements)
    ends = Counter(row.subject for row in rows)
    ends.update(row.object for row in rows)
    names = merge_names(terms, uses, ends, notes, claims, corrections)
    groups = _group(rows, {term: thing.label for thing in names.things for term in thing.terms})
    edges = [_edge(key, groups[key]) for key in sorted(groups)]
    linked = {edge.subject for edge in edges} | {edge.object for edge in edges}
    nodes = [thing for thing in names.things if thing.label in linked or thing.known or len(thing.notes) > 1]
    return Resolution(nodes, edges, names.merges, names.unmatched)


def triples(resolution: Resolution) -> Iterator[dict[str, Any]]:
    """One row for each edge and line that states it, by file, line and edge, ready for JSON."""
    kinds = {node.label: node.kind for node in resolution.nodes}
    found = [(row.file, row.line, k, row) for k, edge in enumerate(resolution.edges) for row in edge.support]
    for file, line, k, row in sorted(found, key=lambda f: f[:3]):
        edge = resolution.edges[k]
        yield {
            "subject": edge.subject,
            "subject_type": kinds[edge.subject],
            "relation": edge.relation,
            "object": edge.object,
            "object_type": kinds[edge.object],
            "negated": edge.negated,
            "scope": edge.scope,
            "modality": row.modality,
            "origin": row.origin,
            "confidence": round(row.confidence, 3),
            "found_by": row.found_by,
            "file": file,
            "line": line,
            "evidence": row.text,
        }


_Key = tuple[str, str, str, bool, str]
"""subject, object, relation, negated, scope in lower case"""


def _group(rows: Iterable[StatementRow], labels: Mapping[int, str]) -> dict[_Key, list[StatementRow]]:
    groups: dict[_Key, list[StatementRow]] = defaultdict(list)
    directions: dict[str, tuple[str, bool, bool]] = {}
    for row in rows:
        subject, object_ = labels.get(row.subject), labels.get(row.object)
        if subject is None or object_ is None or subject == object_:
            continue
        if (direction := directions.get(row.relation)) is None:
            direction = directions[row.relation] = _direction(row.relation)
        relation, backwards, symmetric = direction
        if backwards or (symmetric and object_ < subject):
            subject, object_ = object_, subject
        groups[subject, object_, relation, bool(row.negated), _scope(row).casefold()].append(row)
    return groups


def _direction(label: str) -> tuple[str, bool, bool]:
    canonical, backwards = inventory().resolve(label)
    relation = inventory().relations.get(canonical)
    symmetric = relation is not None and relation.symmetric
    return canonical, backwards and not symmetric, symmetric


def _edge(key: _Key, rows: list[StatementRow]) -> SupportedEdge:
    if len(rows) > 1:
        best: dict[tuple[str, int], StatementRow] = {}
        for row in sorted(rows, key=_rank):
            best.setdefault((row.file, row.line), row)
        rows = list(best.values())
    subject, object_, relation, negated, _ = key
    return SupportedEdge(subject, object_, relation, negated, _scope(rows[0]), rows)


def _rank(row: StatementRow) -> tuple[Any, ...]:
    """Stated before structural, then the surest, then by place; the rest only makes the order total."""
    # Scores differ in their last bits from processor to processor.
    confidence = -round(row.confidence, 3)
    return (row.origin != Origin.STATED, confidence, row.file, row.line, row[3:8], row.text, row.inherited)


def _scope(row: StatementRow) -> str:
    return " ".join(row.scope.split()) if row.scope else ""
