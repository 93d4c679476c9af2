"""What reading the notes gave: counts and, file by file, what was odd."""

from __future__ import annotations

import streamlit as st

from graph.app.start import Opened
from graph.app.wording import counted, plain

_MOST_WARNINGS = 200
"""Warnings that are listed; a folder that is no notes folder can have thousands."""


def show_report(opened: Opened) -> None:
    """The summary of the build, and its warnings one below the other."""
    st.markdown(f"**{plain(opened.name)}**")
    st.text(opened.report.summary())
    warnings = opened.report.warnings
    if not warnings:
        return
    with st.expander(
        counted(len(warnings), "file was read in part or left out", "files were read in part or left out")
    ):
        st.text("\n".join(str(warning) for warning in warnings[:_MOST_WARNINGS]))
        if len(warnings) > _MOST_WARNINGS:
            st.markdown(f"and {len(warnings) - _MOST_WARNINGS:,} more")
