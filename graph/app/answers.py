"""Answers, rows of queries and comparisons as plain data for the panels, and what of them the canvas shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from graph.app.payload import Data, edge_id, relation_data
from graph.app.wording import counted
from graph.compare import Common, Comparison, Confusable, Contradiction, Gap, Matrix
from graph.elements import Edge, Node
from graph.paths import Path, Reading, read_aloud
from graph.query import Result, Value, text_of
from graph.questions import Answer, Finding
from graph.view import View, answer_view

MOST_NODES, MOST_EDGES = 60, 120
"""Things and relations of one answer on the canvas."""
MOST_LISTED = 200
"""Relations of one answer below each other, or rows of a grid."""
MOST_STUDIED = 30
"""Pairs, contradictions or names that are worth another look."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of what somebody asked for."""

    panels: tuple[Data, ...] = ()
    labels: tuple[str, ...] = ()
    """Things of the answer."""
    edges: tuple[Edge, ...] = ()
    """Relations of the answer."""
    problem: str = ""
    """Why there is no answer; empty where there is one, or where nothing was asked."""
    warnings: tuple[str, ...] = field(default=())

    def view(self, graph: nx.MultiDiGraph) -> View | None:
        """The answer as a graph of its own; None where it has no things."""
        labels, edges = self.labels[:MOST_NODES], self.edges[:MOST_EDGES]
        if not labels and not edges:
            return None
        things = {*self.labels, *(label for edge in self.edges for label in (edge.subject, edge.object))}
        view = answer_view(graph, "Answer", labels, edges)
        return replace(view, total_nodes=len(things), total_edges=len(dict.fromkeys(self.edges)))

    @property
    def marked(self) -> tuple[Edge, ...]:
        """Relations of the answer that the canvas marks."""
        return self.edges[:MOST_EDGES]


def found_by_words(answer: Answer) -> Found:
    """The answer to a question in plain words."""
    if not answer.understood:
        offers = [offer(text, "question", text) for text in answer.nearest]
        panel = sections("Answer", [_section("These would be understood", offers=offers)] if offers else [])
        return Found((panel,), problem=answer.problem)
    parts = [_understood(answer), *_path_sections(answer.paths)]
    if answer.against:
        parts.append(_section("But", rows=map(_finding, answer.against)))
    edges = answer.edges
    if answer.comparison:
        parts += comparison_sections(answer.comparison)
        edges = comparison_edges(answer.comparison)
    labels = () if edges else tuple(finding.label for finding in answer.findings)
    return Found((sections("Answer", parts),), labels, edges, answer.problem)


def found_by_query(result: Result) -> Found:
    """The rows of an openCypher query, and below them the lines that their relations come from."""
    rows = [[_cell(value) for value in row] for row in result.rows[:MOST_LISTED]]
    panels = [grid("Rows", _caption(len(result.rows)), result.columns, rows)] if result.columns else []
    if result.edges:
        lines = [_row(edge, read_aloud(edge)) for edge in result.edges[:MOST_LISTED]]
        said = _section("Where it says so", rows=lines, total=len(result.edges))
        panels.append(sections("Lines of the notes", [said]))
    labels = tuple(node.label for node in result.nodes)
    return Found(tuple(panels), labels, result.edges, warnings=result.warnings)


def comparison_sections(found: Comparison) -> list[Data]:
    """The parts of a comparison that have anything in them."""
    parts = [
        _section("Between them", rows=[_row(edge, read_aloud(edge)) for edge in found.between]),
        _section("Said of one, denied of the other", rows=_common_rows(found.opposed)),
        _section(f"Both {found.first} and {found.second}", rows=_common_rows(found.shared)),
        _section(f"Only {found.first}", rows=map(_reading, found.only_first)),
        _section(f"Only {found.second}", rows=map(_reading, found.only_second)),
    ]
    filled = [part for part in parts if part["rows"]]
    return filled or [_section(text=f"The notes say nothing of {found.first} or {found.second}.")]


def comparison_edges(found: Comparison) -> tuple[Edge, ...]:
    """What the canvas shows of a comparison: what joins the two and what both have to do with."""
    common = (r for both in (*found.opposed, *found.shared) for r in (*both.first, *both.second))
    return tuple(dict.fromkeys([*found.between, *(reading.edge for reading in common)]))


def matrix_grid(table: Matrix) -> Data:
    """A matrix as a grid; a cell leads to what says so."""
    rows = [
        [
            {"text": row.title},
            *({**_edge_cell(cell.edges), "text": cell.text} if cell.edges else {"text": ""} for cell in row.cells),
        ]
        for row in table.rows[:MOST_LISTED]
    ]
    return grid("Side by side", _caption(len(table.rows)), ("", *table.labels), rows)


def study_sections(gaps: Sequence[Gap], opposed: Sequence[Contradiction], alike: Sequence[Confusable]) -> list[Data]:
    """What is worth another look, each to be clicked; the first `MOST_STUDIED` of each."""
    pairs = [offer(f"{p.first} and {p.second}", "compare", f"{p.first}, {p.second}") for p in alike[:MOST_STUDIED]]
    lines = [_row(edge, read_aloud(edge)) for pair in opposed[:MOST_STUDIED] for edge in (pair.stated, pair.denied)]
    named = [{"text": gap.name, "act": {"do": "select", "node": gap.name}} for gap in gaps[:MOST_STUDIED]]
    undescribed = "Other things lead to them; nothing says what they are."
    parts = [
        _section("Easily confused", "Alike by name, or by what is said of them.", offers=pairs),
        _section("Stated and denied", rows=lines, total=2 * len(opposed)),
        _section("Named, never described", undescribed, offers=named, total=len(gaps)),
    ]
    return [part for part in parts if part["rows"] or part["offers"]]


def sections(name: str, parts: Sequence[Data]) -> Data:
    """A panel of sections."""
    return {"part": "panel", "kind": "answers", "name": name, "sections": list(parts)}


def grid(name: str, caption: str, columns: Iterable[str], rows: Sequence[Sequence[Data]]) -> Data:
    """A panel with a table of cells."""
    table = [list(row) for row in rows]
    return {"part": "panel", "kind": "grid", "name": name, "caption": caption, "columns": list(columns), "rows": table}


def offer(text: str, tab: str, value: str) -> Data:
    """Something to click that puts `value` into a field: question, cypher or compare."""
    return {"text": text, "act": {"do": "ask", "tab": tab, "text": value}}


def example_section(examples: Iterable[str], tab: str) -> Data:
    """Examples to click."""
    return _section("For example", offers=[offer(text, tab, text) for text in examples])


def _section(
    title: str = "", text: str = "", rows: Iterable[Data] = (), offers: Iterable[Data] = (), total: int = 0
) -> Data:
    """A part of a panel; `total` is how many rows, or else offers, there are where not all are given."""
    below, beside = list(rows), list(offers)
    shown = len(below or beside)
    count = f"{shown:,} of {total:,}" if total > shown else f"{len(below):,}" if below else ""
    return {"title": title, "text": text, "count": count, "rows": below, "offers": beside}


def _caption(rows: int) -> str:
    """How many rows a grid has, and how many of them are shown where that is not all."""
    return f"The first {MOST_LISTED:,} of {rows:,} rows" if rows > MOST_LISTED else counted(rows, "row")


def _understood(answer: Answer) -> Data:
    title = answer.understood + (f": {answer.verdict}" if answer.verdict else "")
    rows = [_finding(finding) for finding in answer.findings[:MOST_LISTED]]
    change = offer("Change it in openCypher", "cypher", answer.query)
    return _section(title, answer.query, rows, [change], total=len(answer.findings))


def _path_sections(paths: Sequence[Path]) -> list[Data]:
    return [
        _section(" → ".join(path.labels), rows=[_row(hop.edges[0], hop.sentence) for hop in path.hops])
        for path in paths
    ]


def _finding(finding: Finding) -> Data:
    if finding.edge is None:
        return {"label": finding.label}
    return _row(finding.edge, finding.sentence, "by the wording of its line" if finding.by_wording else "")


def _common_rows(common: Sequence[Common]) -> list[Data]:
    return [_reading(reading) for both in common for reading in (*both.first, *both.second)]


def _reading(reading: Reading) -> Data:
    return _row(reading.edge, reading.sentence)


def _row(edge: Edge, sentence: str, note: str = "") -> Data:
    return {**relation_data(edge), "sentence": sentence, "note": note}


def _edge_cell(edges: Sequence[Edge]) -> Data:
    """What a cell needs to lead to its first relation, and to tell the lines of all."""
    lines = (f"{e.text} ({e.file}, line {e.line})" for edge in edges for e in edge.evidence[:1])
    title = "\n".join(dict.fromkeys(lines))
    return {"edge": edge_id(edges[0]), "denied": all(edge.negated for edge in edges), "title": title}


def _cell(value: Value) -> Data:
    match value:
        case Node():
            return {"text": value.label, "node": value.label}
        case Edge():
            return {**_edge_cell((value,)), "text": read_aloud(value)}
    return {"text": text_of(value)}
