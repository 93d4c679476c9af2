"""The Table tab: relations as rows that can be sorted, a page at a time, and downloaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from graph.app.acts import perform
from graph.app.mounts import mount
from graph.app.payload import Data, edge_id
from graph.app.start import Opened
from graph.app.state import Desk
from graph.app.wording import counted, phrase_of
from graph.elements import Edge, edges_of
from graph.filters import edges_passing
from graph.statements import Origin
from graph.view import View

ROWS = 200
"""Rows on a page."""

SHOWN, ALL = "On the canvas", "All notes"

_COLUMNS: dict[str, tuple[str, Callable[[Edge], str | float]]] = {
    "subject": ("From", lambda edge: edge.subject),
    "relation": ("Relation", lambda edge: phrase_of(edge) + (f" ({edge.scope})" if edge.scope else "")),
    "object": ("To", lambda edge: edge.object),
    "note": ("Note", lambda edge: edge.evidence[0].file if edge.evidence else ""),
    "line": ("Line", lambda edge: edge.evidence[0].line if edge.evidence else 0),
    "confidence": ("Sure", lambda edge: round(edge.confidence, 2)),
}


def table(opened: Opened, desk: Desk, view: View) -> None:
    """The relations on the canvas, or all that the desk's filter lets through."""
    st.session_state["rows"] = ALL if desk.of_all_notes else SHOWN  # Streamlit forgets what is not drawn
    st.segmented_control("Relations", [SHOWN, ALL], required=True, key="rows", on_change=partial(_choose_rows, desk))
    edges = _all_edges(opened, desk) if desk.of_all_notes else sorted_edges(view.edges, desk.sort)
    page = min(st.session_state.get("page") or 1, _pages(edges))
    mount("table", table_data(edges, desk.sort, page), partial(perform, "table", opened.graph, desk))
    st.download_button(
        "Download as CSV",
        partial(csv_of, edges),
        "relations.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def sorted_edges(edges: Iterable[Edge], sort: tuple[str, bool]) -> list[Edge]:
    """The edges by a column, the largest first where asked for; equal ones by their names."""
    by, down = sort
    value = _COLUMNS.get(by, _COLUMNS["subject"])[1]
    ordered = sorted(edges, key=lambda edge: (edge.subject, edge.object, edge.key))
    return sorted(ordered, key=lambda edge: _comparable(value(edge)), reverse=down)


def _choose_rows(desk: Desk) -> None:
    desk.of_all_notes = st.session_state["rows"] == ALL


def _all_edges(opened: Opened, desk: Desk) -> list[Edge]:
    """Those of all notes; sorted once, however often the page is drawn with them."""
    key = (opened.version, desk.filter, desk.sort)
    if st.session_state.get("table-rows", (None,))[0] != key:
        passing = edges_passing(opened.graph, edges_of(opened.graph), desk.filter)
        st.session_state["table-rows"] = key, sorted_edges(passing, desk.sort)
    found: list[Edge] = st.session_state["table-rows"][1]
    return found


def table_data(edges: list[Edge], sort: tuple[str, bool], page: int) -> Data:
    """The panel for one page of the edges, pages counted from 1."""
    first = (page - 1) * ROWS
    rows = edges[first : first + ROWS]
    caption = counted(len(edges), "relation")
    if len(edges) > ROWS:
        caption = f"{first + 1:,} to {first + len(rows):,} of {caption}"
    return {
        "part": "panel",
        "kind": "table",
        "name": "Relations",
        "caption": caption,
        "columns": [{"key": key, "name": name} for key, (name, _) in _COLUMNS.items()],
        "sort": {"by": sort[0], "down": sort[1]},
        "page": page,
        "pages": _pages(edges),
        "rows": [_row(edge) for edge in rows],
    }


def csv_of(edges: Iterable[Edge]) -> bytes:
    """The edges as CSV with a heading, in UTF-8 with a mark that spreadsheets know it by; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["from", "relation", "to", "denied", "scope", "modality", "structural", "confidence", "note", "line", "text"]
    )
    for edge in edges:
        best = edge.evidence[0] if edge.evidence else None
        place = (best.file, best.line, best.text) if best else ("", "", "")
        structural = edge.origin == Origin.STRUCTURAL
        cells = (edge.subject, edge.relation, edge.object, edge.negated, edge.scope, edge.modality, structural)
        writer.writerow([_harmless(cell) for cell in (*cells, round(edge.confidence, 3), *place)])
    return out.getvalue().encode("utf-8-sig")


def _pages(edges: list[Edge]) -> int:
    return max(1, -(-len(edges) // ROWS))


def _row(edge: Edge) -> Data:
    return {
        "id": edge_id(edge),
        "denied": edge.negated,
        "line": edge.evidence[0].text if edge.evidence else "",
        "cells": [str(value(edge)) for _, value in _COLUMNS.values()],
    }


def _comparable(value: str | float) -> tuple[float, str]:
    return (0.0, value.casefold()) if isinstance(value, str) else (value, "")


def _harmless(cell: object) -> object:
    """Spreadsheets run text that opens with one of these signs."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
