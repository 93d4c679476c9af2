"""What reading the notes gave: counts, what was odd file by file, and what a further reading changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.app.start import Opened
from graph.app.wording import counted, plain
from graph.changes import Changes
from graph.elements import Edge
from graph.paths import read_aloud

_MOST_WARNINGS = 200
"""Warnings that are listed; a folder that is no notes folder can have thousands."""
_MOST_EDGES = 200
"""Relations of each list of changes."""


def show_report(opened: Opened) -> None:
    """The summary of the build, what it changed, and its warnings one below the other."""
    st.markdown(f"**{plain(opened.name)}**")
    st.text(opened.report.summary())
    version, changes = st.session_state.get("changes", ("", Changes()))
    if version == opened.version:
        _show_changes(changes)
    warnings = opened.report.warnings
    if not warnings:
        return
    with st.expander(
        counted(len(warnings), "file was read in part or left out", "files were read in part or left out")
    ):
        st.text("\n".join(str(warning) for warning in warnings[:_MOST_WARNINGS]))
        if len(warnings) > _MOST_WARNINGS:
            st.markdown(f"and {len(warnings) - _MOST_WARNINGS:,} more")


def summary_of(changes: Changes) -> str:
    """What changed, in a few words.

    >>> summary_of(Changes(new=(Edge("EFS", "S3", "uses"),)))
    'Since the last reading: 1 new relation, 0 gone, 0 now contradicting'
    """
    if not changes:
        return "Since the last reading no relation has changed."
    new, gone, opposed = len(changes.new), len(changes.gone), len(changes.contradicting)
    return f"Since the last reading: {counted(new, 'new relation')}, {gone:,} gone, {opposed:,} now contradicting"


def _show_changes(changes: Changes) -> None:
    if not changes:
        st.markdown(summary_of(changes))
        return
    with st.expander(summary_of(changes)):
        _show_edges("New", changes.new)
        _show_edges("Gone", changes.gone)
        _show_edges(
            "Now contradicting", [edge for pair in changes.contradicting for edge in (pair.stated, pair.denied)]
        )


def _show_edges(title: str, edges: Sequence[Edge]) -> None:
    """The edges as sentences, each with its first line."""
    if not edges:
        return
    st.markdown(f"**{title}**")
    rest = len(edges) - _MOST_EDGES
    lines = [_sentence(edge) for edge in edges[:_MOST_EDGES]]
    st.text("\n".join([*lines, f"and {rest:,} more"] if rest > 0 else lines))


def _sentence(edge: Edge) -> str:
    places = [f" ({line.file}, line {line.line})" for line in edge.evidence[:1]]
    return "".join([read_aloud(edge), *places])
