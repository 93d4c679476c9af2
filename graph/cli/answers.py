"""Comparisons, answers, rows of queries and gaps go in, text for a terminal or plain data for JSON come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.cli.printing import edge_as_data, evidence_as_text, paths_as_data, paths_as_text
from graph.compare import Common, Comparison, Confusable, Contradiction, Gap, Matrix
from graph.elements import Edge, Node
from graph.paths import Reading, read_aloud
from graph.query import Result, Value, Walk, parts_of, text_of
from graph.questions import Answer, Finding


def comparison_as_text(found: Comparison) -> str:
    """What joins the two, what both have, where they are opposed, and what only one has; each with its line."""
    first, second = found.first, found.second
    blocks = [
        _block("Between them", [_told(read_aloud(edge), edge) for edge in found.between]),
        _block(f"Both {first} and {second}", map(_both, found.shared)),
        _block("Said of one, denied of the other", map(_both, found.opposed)),
        _block(f"Only {first}", [_told(r.sentence, r.edge) for r in found.only_first]),
        _block(f"Only {second}", [_told(r.sentence, r.edge) for r in found.only_second]),
    ]
    return "\n\n".join(filter(None, blocks)) or f"The notes say nothing of {first} or {second}."


def comparison_as_data(found: Comparison) -> dict[str, Any]:
    """The same parts as `Comparison` has, relations with all their evidence."""
    return {
        "first": found.first,
        "second": found.second,
        "between": [edge_as_data(edge) for edge in found.between],
        "shared": [_common(common) for common in found.shared],
        "opposed": [_common(common) for common in found.opposed],
        "only_first": [_reading(reading) for reading in found.only_first],
        "only_second": [_reading(reading) for reading in found.only_second],
    }


def matrix_as_data(table: Matrix) -> dict[str, Any]:
    """The labels, and for each row its title, group and cells with their relations."""
    rows = [
        {
            "title": row.title,
            "group": row.group,
            "cells": [{"text": cell.text, "relations": [edge_as_data(e) for e in cell.edges]} for cell in row.cells],
        }
        for row in table.rows
    ]
    return {"labels": list(table.labels), "rows": rows}


def answer_as_text(answer: Answer) -> str:
    """How the question was understood, with the query, and the answer with its lines."""
    blocks = [f"{answer.understood}\n{answer.query}"]
    blocks += [answer.verdict] if answer.verdict else []
    blocks += ["\n".join(map(_finding, answer.findings))] if answer.findings else []
    blocks.append(_block("But", map(_finding, answer.against)))
    blocks += [paths_as_text(answer.paths)] if answer.paths else []
    blocks += [comparison_as_text(answer.comparison)] if answer.comparison else []
    return "\n\n".join(filter(None, blocks))


def answer_as_data(answer: Answer) -> dict[str, Any]:
    """The question, how it was understood, and what answers it."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "query": answer.query,
        "verdict": answer.verdict,
        "findings": [_finding_as_data(finding) for finding in answer.findings],
        "against": [_finding_as_data(finding) for finding in answer.against],
        "paths": paths_as_data(answer.paths),
        "comparison": comparison_as_data(answer.comparison) if answer.comparison else None,
        "problem": answer.problem,
        "nearest": list(answer.nearest),
    }


def result_as_text(result: Result) -> str:
    """The columns, then each row on a line with the lines of its relations below."""
    lines = [" | ".join(result.columns)]
    for row in result.rows:
        lines.append(" | ".join(map(text_of, row)))
        edges = dict.fromkeys(part for value in row for part in parts_of(value) if isinstance(part, Edge))
        lines += [f"    {evidence_as_text(e)}" for edge in edges for e in edge.evidence[:1]]
    count = len(result.rows)
    return "\n".join([*lines, "", f"{count:,} row{'' if count == 1 else 's'}"])


def result_as_data(result: Result) -> dict[str, Any]:
    """Columns, rows and warnings; nodes, edges and paths as objects that say what they are."""
    return {
        "columns": list(result.columns),
        "rows": [[value_as_data(value) for value in row] for row in result.rows],
        "warnings": list(result.warnings),
    }


def value_as_data(value: Value) -> Any:
    """A cell as JSON has it."""
    match value:
        case Node():
            return {"node": value.label, "kind": value.kind, "aliases": list(value.aliases), "notes": list(value.notes)}
        case Edge():
            return {"edge": edge_as_data(value)}
        case Walk(nodes, edges):
            return {"path": [node.label for node in nodes], "edges": [edge_as_data(edge) for edge in edges]}
        case list():
            return [value_as_data(part) for part in value]
        case dict():
            return {name: value_as_data(part) for name, part in value.items()}
    return value


def study_as_text(gaps: Sequence[Gap], opposed: Sequence[Contradiction], alike: Sequence[Confusable]) -> str:
    """What is worth another look: names never described, contradictions with both lines, confusable pairs."""
    blocks = [
        _block("Named, never described", [f"{gap.name}  [{gap.kind}]  {gap.why}" for gap in gaps]),
        _block("Stated and denied", [f"{_told_of(pair.stated)}\n{_told_of(pair.denied)}" for pair in opposed]),
        _block("Easily confused", [f"{pair.first} and {pair.second}: {pair.why}" for pair in alike]),
    ]
    return "\n\n".join(filter(None, blocks)) or "Nothing is missing: everything named is described."


def study_as_data(
    gaps: Sequence[Gap], opposed: Sequence[Contradiction], alike: Sequence[Confusable]
) -> dict[str, list[dict[str, Any]]]:
    """The same as data; a pair that is easily confused with its comparison."""
    return {
        "gaps": [
            {"name": g.name, "kind": g.kind, "why": g.why, "mentions": g.mentions, "notes": list(g.notes)} for g in gaps
        ],
        "contradictions": [
            {"stated": edge_as_data(pair.stated), "denied": edge_as_data(pair.denied)} for pair in opposed
        ],
        "confusables": [
            {"first": p.first, "second": p.second, "why": p.why, "comparison": comparison_as_data(p.comparison)}
            for p in alike
        ],
    }


def _block(title: str, parts: Sequence[str] | Iterator[str]) -> str:
    """The parts below their title, moved in; empty without any."""
    lines = [f"    {line}" for part in parts for line in part.splitlines()]
    return "\n".join([f"{title}:", *lines]) if lines else ""


def _told(sentence: str, edge: Edge) -> str:
    return "\n".join([sentence, *(f"    {evidence_as_text(e)}" for e in edge.evidence[:1])])


def _told_of(edge: Edge) -> str:
    return _told(read_aloud(edge), edge)


def _both(common: Common) -> str:
    return "\n".join(_told(reading.sentence, reading.edge) for reading in (*common.first, *common.second))


def _finding(finding: Finding) -> str:
    sentence = finding.sentence + (" (by its wording)" if finding.by_wording else "")
    return _told(sentence, finding.edge) if finding.edge else sentence


def _finding_as_data(finding: Finding) -> dict[str, Any]:
    return {
        "label": finding.label,
        "sentence": finding.sentence,
        "by_wording": finding.by_wording,
        "relation": edge_as_data(finding.edge) if finding.edge else None,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {**edge_as_data(reading.edge), "sentence": reading.sentence}


def _common(common: Common) -> dict[str, Any]:
    return {"first": [_reading(r) for r in common.first], "second": [_reading(r) for r in common.second]}
