"""A graph and several labels in; a table of what is said of each, with evidence, out, as values, Markdown and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.compare.pairs import points_of
from graph.elements import Edge
from graph.paths import Reading
from graph.relations import inventory

FEATURES, RELATIONS = "features", "relations"
_MARKS = re.compile(r"([\\`*_\[\]<>|#&~$])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one thing in one row."""

    text: str
    """Where rows are features: yes, no, "only ..." with the scope, or several of these; where rows are relations: the
    things at the other end. Empty where the notes say nothing."""
    edges: tuple[Edge, ...] = ()
    """What says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """One feature or relation."""

    title: str
    """"supports Spot Instance", or "supports"."""
    group: str
    """Group of the relation in the inventory."""
    cells: tuple[Cell, ...]
    """One for each label of the matrix."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Things side by side."""

    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    """Those that tell of most of the things first, then in the inventory's order."""


def matrix(graph: nx.MultiDiGraph, labels: Sequence[str], *, rows: str = FEATURES) -> Matrix:
    """What is said of each label, a row for each feature ("supports GPU") or for each relation ("supports").

    KeyError for a label that is not in the graph, ValueError for rows that are neither.

    >>> from graph.elements import Edge, Node, add_edge, add_node
    >>> graph = nx.MultiDiGraph()
    >>> for label in ("EBS", "EFS", "Windows"):
    ...     add_node(graph, Node(label, "service"))
    >>> add_edge(graph, Edge("EBS", "Windows", "supports"))
    >>> add_edge(graph, Edge("EFS", "Windows", "supports", negated=True))
    >>> [(row.title, [cell.text for cell in row.cells]) for row in matrix(graph, ["EBS", "EFS"]).rows]
    [('supports Windows', ['yes', 'no'])]
    """
    if rows not in (FEATURES, RELATIONS):
        raise ValueError(f"rows are {FEATURES} or {RELATIONS}, not {rows!r}")
    labels = tuple(dict.fromkeys(labels))
    by_title: dict[str, list[list[Reading]]] = {}
    order = {relation: place for place, relation in enumerate(inventory().relations)}
    ranks: dict[str, int] = {}
    for place, label in enumerate(labels):
        for (relation, backwards, other), readings in points_of(graph, label).items():
            title = inventory().phrase(relation, backwards=backwards)
            title += f" {other}" if rows == FEATURES else ""
            by_title.setdefault(title, [[] for _ in labels])[place].extend(readings)
            ranks[title] = order.get(relation, len(order))
    cell = _answer if rows == FEATURES else _others
    table = [
        Row(title, next(r for cell in cells for r in cell).group, tuple(map(cell, cells)))
        for title, cells in by_title.items()
    ]
    table.sort(key=lambda row: (-sum(bool(cell.text) for cell in row.cells), ranks[row.title], row.title))
    return Matrix(labels, tuple(table))


def matrix_as_markdown(matrix: Matrix) -> str:
    """A Markdown table, its cells with numbers of the lines that are listed below it."""
    numbers: dict[str, int] = {}
    lines = [_table_row(["", *map(_plain, matrix.labels)]), _table_row(["---"] * (1 + len(matrix.labels)))]
    for row in matrix.rows:
        cells = []
        for cell in row.cells:
            places = dict.fromkeys(_places(cell.edges))
            signs = "".join(f"[{numbers.setdefault(place, len(numbers) + 1)}]" for place in places)
            cells.append(f"{_plain(cell.text)} {signs}".strip())
        lines.append(_table_row([_plain(row.title), *cells]))
    notes = [f"{number}. {_plain(place)}" for place, number in numbers.items()]
    return "\n".join([*lines, "", *notes]) + "\n"


def matrix_as_csv(matrix: Matrix) -> str:
    """CSV with two columns for each thing: what is said, and the lines that say so; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", *(_harmless(text) for label in matrix.labels for text in (label, f"{label}: lines"))])
    for row in matrix.rows:
        cells = [text for cell in row.cells for text in (cell.text, "; ".join(_places(cell.edges)))]
        writer.writerow([_harmless(text) for text in (row.title, *cells)])
    return out.getvalue()


def _answer(readings: Sequence[Reading]) -> Cell:
    """Yes, no, or only for some; several where the notes say several things."""
    words = [_yes_or_no(reading.edge) for reading in readings]
    return Cell(", ".join(dict.fromkeys(words)), tuple(reading.edge for reading in readings))


def _yes_or_no(edge: Edge) -> str:
    if not edge.scope:
        return "no" if edge.negated else "yes"
    scope = edge.scope.removesuffix(" only").removeprefix("only ")
    return f"not {scope}" if edge.negated else f"only {scope}"


def _others(readings: Sequence[Reading]) -> Cell:
    """The things at the other end, the denied ones marked."""
    words = []
    for reading in readings:
        scope = f" ({reading.edge.scope})" if reading.edge.scope else ""
        words.append(("not " if reading.edge.negated else "") + reading.other + scope)
    return Cell(", ".join(dict.fromkeys(words)), tuple(reading.edge for reading in readings))


def _places(edges: Iterable[Edge]) -> list[str]:
    """The best line of each edge."""
    return list(dict.fromkeys(f"{e.file}:{e.line}: {e.text}" for edge in edges for e in edge.evidence[:1]))


def _table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it is, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _harmless(text: str) -> str:
    """Spreadsheets run text that opens with one of these signs."""
    return f"'{text}" if text.startswith(_FORMULA) else text
