"""The Notes tab: a note as it was written, with what each line gave to the graph, or why it gave nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from graph.app.acts import perform
from graph.app.keeping import worked_out_once
from graph.app.mounts import mount
from graph.app.payload import Data, edge_id, relation_data
from graph.app.start import Opened
from graph.app.state import Desk
from graph.app.wording import counted
from graph.build import BuildReport
from graph.coverage import LineCoverage, NoteCoverage, Reason, coverage, only_shown
from graph.elements import Edge, edge_of, node_of
from graph.filters import edges_passing
from graph.notes import BlockKind
from graph.paths import read_aloud
from graph.statements import Evidence

LINES = 1000
"""Lines of a note that are shown at once."""
MOST_CHARACTERS = 10_000
"""Characters of a line that are shown."""
MOST_SHARES = 200
"""Where there are more notes, the list of notes does not say how much of each is in the graph."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A note to choose."""

    file: str
    title: str
    date: str
    """ISO 8601, or empty."""


def reader(opened: Opened, desk: Desk) -> None:
    """The note that the desk is turned to, below a list of all; edges that the desk's filter stops do not count."""
    listed = {note.file: note for note in listed_notes(opened)}
    if not listed:
        st.info("There is no note to read here. Choose others under **Notes**, at the top.")
        return
    file, line = place_to_read(opened, desk, listed)
    few = len(listed) <= MOST_SHARES
    shares = _shares(opened, opened.version, opened.report, tuple(listed)) if few else {}
    st.session_state["note-read"] = file
    st.selectbox(
        "Note",
        sorted(listed, key=lambda name: (listed[name].title.casefold(), name)),
        key="note-read",
        format_func=lambda name: name_of(listed[name], shares.get(name)),
        on_change=partial(_turn_to_chosen, desk),
    )
    found = note_coverage(opened, file)
    if found is None:
        st.info(f"The text of {file} is not kept. Read the notes again under **Notes**, at the top.")
        return
    data = reader_data(_passing(opened, desk, found), line)
    mount("reader", data, partial(perform, "reader", opened.graph, desk))


def _passing(opened: Opened, desk: Desk, note: NoteCoverage) -> NoteCoverage:
    given = {edge_id(edge): edge for line in note.lines for edge in line.edges}
    passing = {edge_id(edge) for edge in edges_passing(opened.graph, given.values(), desk.filter)}
    return note if len(passing) == len(given) else only_shown(note, lambda edge: edge_id(edge) in passing)


def listed_notes(opened: Opened) -> list[Listed]:
    """The notes of the graph, by file."""
    notes = json.loads(opened.graph.graph.get("notes", "[]"))
    return [Listed(note["file"], note.get("title") or note["file"], note.get("date") or "") for note in notes]


def name_of(note: Listed, share: float | None) -> str:
    """What a note is called in the list.

    >>> name_of(Listed("deep/efs.md", "EFS", ""), 0.5)
    'EFS · deep/efs.md · 50 %'
    """
    parts = [note.title, note.file] if note.title != note.file else [note.file]
    return " · ".join([*parts, f"{share:.0%}".replace("%", " %")] if share is not None else parts)


def place_to_read(opened: Opened, desk: Desk, listed: dict[str, Listed]) -> tuple[str, int | None]:
    """The note and its line to show: what the desk is turned to, else where what is chosen stands, else the newest."""
    if desk.reading and desk.reading[0] in listed:
        return desk.reading
    graph = opened.graph
    if desk.edge is not None and graph.has_edge(*desk.edge):
        first = edge_of(graph, *desk.edge).evidence[:1]
        if first and first[0].file in listed:
            return first[0].file, first[0].line
    named = node_of(graph, desk.node).notes if desk.node is not None and desk.node in graph else ()
    file = next((name for name in (desk.note, *named) if name in listed), None)
    return (file or max(listed.values(), key=lambda note: (note.date, note.file)).file), None


def note_coverage(opened: Opened, file: str) -> NoteCoverage | None:
    """What became of the note's lines; None where its text is not kept."""
    return _coverage(opened, opened.version, file, opened.report)


def headings_above(opened: Opened, evidence: Evidence) -> tuple[str, ...]:
    """The headings above a line of a note, outermost first; none where its text is not kept."""
    found = note_coverage(opened, evidence.file)
    lines = found.lines if found else ()
    return lines[evidence.line - 1].headings if 0 < evidence.line <= len(lines) else ()


def reader_data(note: NoteCoverage, line: int | None) -> Data:
    """The panel: the lines around `line`, or the first ones, with what each gave."""
    first = 0 if line is None else max(0, line - 1) // LINES * LINES
    return {
        "part": "panel",
        "kind": "reader",
        "name": "Note",
        "file": note.file,
        "title": note.title,
        "summary": summary_of(note),
        "reasons": _reasons(note),
        "at": line,
        "lines": [_line(line_) for line_ in note.lines[first : first + LINES]],
        "before": first if first else None,
        "after": first + LINES + 1 if first + LINES < len(note.lines) else None,
        "total": len(note.lines),
    }


def summary_of(note: NoteCoverage) -> str:
    """How much of the note is in the graph, as a sentence."""
    if note.share is None:
        return "No line of this note could give a relation."
    return f"{note.covered:,} of {counted(note.content, 'content line')} gave a relation ({note.share:.0%})."


def _turn_to_chosen(desk: Desk) -> None:
    desk.reading = (st.session_state["note-read"], 1)


@worked_out_once(most=32)
def _coverage(version: str, file: str, _report: BuildReport) -> NoteCoverage | None:  # noqa: ARG001 - the key
    found = _report.note(file)
    return None if found is None else coverage(_report.graph, *found)


@worked_out_once(most=8, spinner="Reading the notes")
def _shares(version: str, _report: BuildReport, _files: tuple[str, ...]) -> dict[str, float]:  # noqa: ARG001 - the key
    found = {file: _report.note(file) for file in _files}
    shares = {file: coverage(_report.graph, *note).share for file, note in found.items() if note is not None}
    return {file: share for file, share in shares.items() if share is not None}


def _reasons(note: NoteCoverage) -> list[Data]:
    """Why content lines gave nothing, the most frequent first, each with the lines that it concerns."""
    counts = Counter(line.reason for line in note.lines if line.content and line.reason)
    return [{"reason": str(reason), "count": count} for reason, count in counts.most_common()]


_OPENING = re.compile(r"[\s>]{0,24}(?:[-*+•]|\d{1,3}[.)]|#{1,6})?\s{0,4}")


def _line(line: LineCoverage) -> Data:
    data: Data = {"n": line.number, "kind": str(line.kind or ""), "content": line.content, "text": _segments(line)}
    if line.kind is BlockKind.HEADING:
        data["level"] = line.depth
    if line.edges:
        data["edges"] = [_edge(edge) for edge in line.edges]
    elif line.reason is not Reason.BLANK:
        data["reason"] = str(line.reason)
    if (more := len(line.text) - MOST_CHARACTERS) > 0:
        data["more"] = f"… {counted(more, 'more character')}"
    return data


def _segments(line: LineCoverage) -> list[str | list[str | None]]:
    """The line in pieces: what opens it, then text, and names as [text, node or None]."""
    first = line.names[0].start if line.names else len(line.text)
    opening = 0 if line.kind is BlockKind.CODE else min(len(_OPENING.match(line.text)[0]), first)  # type: ignore[index]
    pieces: list[str | list[str | None]] = [line.text[:opening]]
    done = opening
    for name in line.names:
        if name.end > MOST_CHARACTERS:
            break
        pieces += [line.text[done : name.start], [line.text[name.start : name.end], name.label]]
        done = name.end
    return [*pieces, line.text[done:MOST_CHARACTERS]]


def _edge(edge: Edge) -> Data:
    return {**relation_data(replace(edge, evidence=())), "sentence": read_aloud(edge)}
