"""`coverage`: a folder of notes goes in; how much of each note is in the graph, and why the rest is not, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from graph.cli.building import build_with_warnings
from graph.cli.options import AsJson, Exclude
from graph.cli.output import print_answer
from graph.errors import NotesError

if TYPE_CHECKING:
    from graph.build import BuildReport
    from graph.coverage import LineCoverage, NoteCoverage


def coverage(
    notes: Annotated[Path, typer.Argument(help="The folder of Markdown notes.", show_default=False)],
    note: Annotated[Optional[str], typer.Option(help="Line by line, the note in this file.")] = None,  # noqa: UP045
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Count edges that are at least this sure.")] = 0.0,
    exclude: Exclude = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Say how many lines of NOTES gave an edge, and why the others gave none."""
    report = build_with_warnings(notes, exclude=exclude)
    if note is not None:
        found = _covered(report, _file_called(report, note), confidence)
        print_answer(_note_as_data(found, lines=True) if as_json else _note_as_text(found))
        return
    all_found = [_covered(report, file, confidence) for file in _files(report)]
    print_answer(_as_data(all_found) if as_json else _as_text(all_found))


def _files(report: BuildReport) -> list[str]:
    import json

    return [str(note["file"]) for note in json.loads(report.graph.graph["notes"])]


def _file_called(report: BuildReport, name: str) -> str:
    """The note's file, which may be named without its folders."""
    files = _files(report)
    matches = [file for file in files if file == name] or [file for file in files if file.endswith(f"/{name}")]
    if len(matches) == 1:
        return matches[0]
    listed = ", ".join((matches or files)[:10]) or "none"
    wrong = "several notes of that name" if matches else "no note of that name"
    raise NotesError(f"{name}: there is {wrong}; name one of these by its whole path: {listed}.")


def _covered(report: BuildReport, file: str, confidence: float) -> NoteCoverage:
    from graph.coverage import coverage as coverage_of

    found = report.note(file)
    if found is None:
        raise NotesError(f"{file}: is not in the store any more; run the command again.")
    return coverage_of(report.graph, *found, shown=lambda edge: edge.confidence >= confidence)


def _as_text(notes: Sequence[NoteCoverage]) -> str:
    from graph.coverage import reasons_of

    content, covered = sum(n.content for n in notes), sum(n.covered for n in notes)
    lines = [_row(covered, content, "content lines gave an edge")]
    lines += [f"{count:>7,} {reason}" for reason, count in reasons_of(notes).items()]
    return "\n".join([*lines, "", *(_row(n.covered, n.content, n.file) for n in notes)])


def _row(covered: int, content: int, name: str) -> str:
    share = f"{covered / content:>4.0%}" if content else "   –"
    return f"{share}  {covered:,} of {content:,}  {name}"


def _note_as_text(note: NoteCoverage) -> str:
    return "\n".join([_row(note.covered, note.content, note.file), "", *_lines_as_text(note.lines)])


def _lines_as_text(lines: Sequence[LineCoverage]) -> Iterator[str]:
    from graph.paths import read_aloud

    for line in lines:
        yield f"{line.number:>4}  {line.text}".rstrip()
        if line.reason and line.text.strip():
            yield f"        [{line.reason}]"
        yield from (f"        {read_aloud(edge)}" for edge in line.edges)


def _as_data(notes: Sequence[NoteCoverage]) -> dict[str, Any]:
    from graph.coverage import reasons_of

    content, covered = sum(n.content for n in notes), sum(n.covered for n in notes)
    return {
        "content": content,
        "covered": covered,
        "share": round(covered / content, 4) if content else None,
        "reasons": {str(reason): count for reason, count in reasons_of(notes).items()},
        "notes": [_note_as_data(note) for note in notes],
    }


def _note_as_data(note: NoteCoverage, *, lines: bool = False) -> dict[str, Any]:
    from graph.coverage import reasons_of

    data: dict[str, Any] = {
        "file": note.file,
        "title": note.title,
        "content": note.content,
        "covered": note.covered,
        "share": None if note.share is None else round(note.share, 4),
        "reasons": {str(reason): count for reason, count in reasons_of([note]).items()},
    }
    return data | {"lines": [_line_as_data(line) for line in note.lines]} if lines else data


def _line_as_data(line: LineCoverage) -> dict[str, Any]:
    from graph.paths import read_aloud

    return {
        "line": line.number,
        "text": line.text,
        "content": line.content,
        "reason": line.reason and str(line.reason),
        "names": [{"start": n.start, "end": n.end, "node": n.label} for n in line.names],
        "edges": [read_aloud(edge) for edge in line.edges],
    }
