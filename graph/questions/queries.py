"""What is asked in; the same in one fixed sentence, and in openCypher, out."""

from __future__ import annotations

from graph.elements import Edge
from graph.paths import read_aloud
from graph.query.tables import query_label, query_type
from graph.questions.templates import About, Asked, Difference, Relations, Things, Ways
from graph.relations import inventory

LONGEST_PATH = 8
"""Hops that a query for a path looks ahead."""


def restated(asked: Asked) -> str:
    """The question in a fixed form.

    >>> restated(Relations("mountable_by", subject="EFS", from_object=True))
    'what mounts EFS'
    """
    match asked:
        case Relations():
            unknown = f"what ({asked.kind})" if asked.kind else "what"
            ends = asked.subject or unknown, asked.object or unknown
            if ends == (unknown, unknown):
                ends = ("anything", unknown) if asked.from_object else (unknown, "anything")
            sentence = read_aloud(Edge(*ends, asked.relation, negated=asked.negated), backwards=asked.from_object)
            return f"whether {sentence}" if asked.yes_or_no else sentence
        case Ways(start, goal):
            return f"the shortest paths from {start} to {goal}"
        case Difference(first, second):
            return f"{first} compared with {second}"
        case About(label):
            return f"everything that is said of {label}"
        case Things(kind):
            return f"every {kind}"


def query_of(asked: Asked) -> str:
    """The question as openCypher.

    >>> query_of(Relations("mountable_by", subject="EFS"))
    "MATCH (a {name: 'EFS'})-[r:MOUNTABLE_BY]->(b) RETURN a, r, b"
    """
    match asked:
        case Relations():
            return _relations(asked)
        case Ways(start, goal):
            ends = f"(a {{name: {_text(start)}}})-[*..{LONGEST_PATH}]-(b {{name: {_text(goal)}}})"
            return f"MATCH p = shortestPath({ends}) WHERE none(r IN relationships(p) WHERE r.negated) RETURN p"
        case Difference(first, second):
            ends = f"(a {{name: {_text(first)}}})-[r]-(x)-[s]-(b {{name: {_text(second)}}})"
            return f"MATCH {ends} WHERE type(r) = type(s) RETURN x, r, s"
        case About(label):
            return f"MATCH (a {{name: {_text(label)}}})-[r]-(b) RETURN a, r, b"
        case Things(kind):
            return f"MATCH (a:{_name(query_label(kind))}) RETURN a ORDER BY a.name"


def _relations(asked: Relations) -> str:
    types = [query_type(asked.relation, negated=negated) for negated in (False, True)]
    chosen = types if asked.yes_or_no else types[asked.negated : asked.negated + 1]
    relation = inventory().relations.get(asked.relation)
    arrow = "-" if relation and relation.symmetric else "->"
    ends = [_end(variable, label, asked.kind) for variable, label in (("a", asked.subject), ("b", asked.object))]
    return f"MATCH {ends[0]}-[r:{'|'.join(map(_name, chosen))}]{arrow}{ends[1]} RETURN a, r, b"


def _end(variable: str, label: str | None, kind: str) -> str:
    if label is not None:
        return f"({variable} {{name: {_text(label)}}})"
    return f"({variable}:{_name(query_label(kind))})" if kind else f"({variable})"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _name(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() and not name[0].isdigit() else f"`{name}`"
