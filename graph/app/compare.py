"""The Compare tab: names in, the things side by side out; without names, what is worth comparing or looking up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import networkx as nx
import streamlit as st

from graph.app.acts import perform
from graph.app.answers import (
    MOST_STUDIED,
    Found,
    comparison_edges,
    comparison_sections,
    matrix_grid,
    sections,
    study_sections,
)
from graph.app.keeping import worked_out_once
from graph.app.mounts import mount
from graph.app.start import Opened
from graph.app.state import Desk
from graph.app.wording import plain
from graph.compare import (
    FEATURES,
    RELATIONS,
    compare,
    confusables,
    contradictions,
    gaps,
    matrix,
    matrix_as_csv,
    matrix_as_markdown,
)
from graph.errors import UnknownNameError
from graph.search import find_node

MOST_COMPARED = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see side by side."""

    names: tuple[str, ...]
    """As typed."""
    rows: str = FEATURES
    """FEATURES or RELATIONS."""


def name_fields() -> Wanted:
    """The fields for the names and for what a row is, and what stands in them."""
    st.session_state["compare"] = st.session_state.get("compare") or ""
    text = st.text_input("Compare", key="compare", placeholder="ECS, EKS", help="Two or more, with commas")
    names = tuple(dict.fromkeys(name.strip() for name in (text or "").split(",") if name.strip()))
    rows = st.segmented_control(
        "Rows",
        [FEATURES, RELATIONS],
        default=FEATURES,
        required=True,
        key="rows-compared",
        disabled=len(names) < 2,
    )
    return Wanted(names[:MOST_COMPARED], str(rows))


def compared(opened: Opened, wanted: Wanted) -> Found:
    """The things side by side, or what there is to study where fewer than two are named."""
    if len(wanted.names) < 2:
        return _study(opened, opened.version, opened.graph)
    return answer(opened.graph, wanted)


def answer(graph: nx.MultiDiGraph, wanted: Wanted) -> Found:
    """The things side by side: of two what they share and what not, then a table; or why not."""
    try:
        labels = [find_node(graph, name) for name in wanted.names]
    except UnknownNameError as error:
        hint = f"Did you mean {', '.join(error.suggestions)}?" if error.suggestions else "Search shows what is there."
        return Found(problem=f"Nothing in these notes is called “{error.name}”. {hint}")
    labels = list(dict.fromkeys(labels))
    if len(labels) < 2:
        return Found(problem=f"Both names mean {labels[0]}: give two different ones.")
    table = matrix(graph, labels, rows=wanted.rows)
    panels = [matrix_grid(table)]
    if len(labels) == 2:
        comparison = compare(graph, *labels)
        panels.insert(0, sections("Comparison", comparison_sections(comparison)))
        return Found(tuple(panels), tuple(labels), comparison_edges(comparison))
    return Found(tuple(panels), tuple(labels))


def comparison_panels(graph: nx.MultiDiGraph, desk: Desk, wanted: Wanted, found: Found) -> None:
    """The things side by side, with the table to take away."""
    if found.problem:
        st.warning(plain(found.problem))
        return
    if len(wanted.names) >= 2:
        table = matrix(graph, [find_node(graph, name) for name in wanted.names], rows=wanted.rows)
        with st.container(horizontal=True):
            for name, suffix, mime, text in (
                ("Markdown", "md", "text/markdown", matrix_as_markdown(table)),
                ("CSV", "csv", "text/csv", "\ufeff" + matrix_as_csv(table)),
            ):
                st.download_button(
                    name, text, f"comparison.{suffix}", mime, on_click="ignore", icon=":material/download:"
                )
    for place, panel in enumerate(found.panels):
        mount(f"compared-{place}", panel, partial(perform, f"compared-{place}", graph, desk))


@worked_out_once(most=8)
def _study(version: str, _graph: nx.MultiDiGraph) -> Found:  # noqa: ARG001 - the key
    parts = study_sections(gaps(_graph), contradictions(_graph), confusables(_graph, limit=MOST_STUDIED))
    return Found((sections("To look at again", parts),) if parts else ())
