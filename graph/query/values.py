"""What a query gives: the worker's answer and the graph it is about in; rows of nodes, edges, paths and values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx

from graph.elements import Edge, Node, edge_of, node_of
from graph.paths import read_aloud
from graph.query.tables import Tables


@dataclass(frozen=True, slots=True)
class Walk:
    """A path that a query found; unlike `graph.paths.Path` it may come back to a node."""

    nodes: tuple[Node, ...]
    """In order, one more than there are edges."""
    edges: tuple[Edge, ...]
    """In order; one may lead backwards, as its subject tells."""


Value: TypeAlias = "bool | int | float | str | Node | Edge | Walk | list[Value] | dict[str, Value] | None"
"""What a cell holds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a query found."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    warnings: tuple[str, ...] = ()
    """What to know about the rows: names that do not exist, rows that were left out."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes in the rows, each once, in order; the ends of edges are not among them."""
        return tuple(dict.fromkeys(part for part in self._parts() if isinstance(part, Node)))

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All edges in the rows, each once, in order: the evidence for the rows."""
        return tuple(dict.fromkeys(part for part in self._parts() if isinstance(part, Edge)))

    def _parts(self) -> Iterator[Value]:
        for row in self.rows:
            for value in row:
                yield from parts_of(value)


def parts_of(value: Value) -> Iterator[Value]:
    """The nodes, edges and plain values that a cell is made of."""
    if isinstance(value, Walk):
        yield from value.nodes
        yield from value.edges
    elif isinstance(value, list):
        for part in value:
            yield from parts_of(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from parts_of(part)
    else:
        yield value


def text_of(value: Value) -> str:
    """A cell for a person: the node's label, the edge's sentence, the sentences of a path.

    >>> text_of([Node("EFS", "service"), True, None, {"count": 2}])
    '[EFS, true, null, {count: 2}]'
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Node():
            return value.label
        case Edge():
            return read_aloud(value)
        case Walk(nodes, edges):
            return "; ".join(map(read_aloud, edges)) or ", ".join(node.label for node in nodes)
        case list():
            return "[" + ", ".join(text_of(part) or "null" for part in value) + "]"
        case dict():
            return "{" + ", ".join(f"{name}: {text_of(part) or 'null'}" for name, part in value.items()) + "}"
    return str(value)


def rows_of(answer: Mapping[str, Any], graph: nx.MultiDiGraph, tables: Tables) -> tuple[tuple[Value, ...], ...]:
    """The answer's rows, its nodes and edges those of the graph."""
    return tuple(tuple(_value(cell, graph, tables) for cell in row) for row in answer["rows"])


def _value(cell: Any, graph: nx.MultiDiGraph, tables: Tables) -> Value:
    if not isinstance(cell, list):
        return cell  # type: ignore[no-any-return]
    match cell:
        case ["node", int(number), _, _, _] if 0 <= number < len(tables.labels):
            return node_of(graph, tables.labels[number])
        case ["edge", _, _, _, _, {"__edge": int(number)}] if 0 <= number < len(tables.edges):
            return edge_of(graph, *tables.edges[number])
        case ["path", nodes, edges]:
            return _walk([_value(n, graph, tables) for n in nodes], [_value(e, graph, tables) for e in edges])
        case ["list", *parts]:
            return [_value(part, graph, tables) for part in parts]
        case ["map", mapping]:
            return {name: _value(part, graph, tables) for name, part in mapping.items()}
        case ["text", str(text)]:
            return text
    return str(cell)  # a map that a query made to look like a node


def _walk(nodes: Sequence[Value], edges: Sequence[Value]) -> Walk:
    return Walk(
        tuple(node for node in nodes if isinstance(node, Node)),
        tuple(edge for edge in edges if isinstance(edge, Edge)),
    )
