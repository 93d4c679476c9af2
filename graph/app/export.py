"""The Export tab: what the canvas shows, as a picture or a file."""

from __future__ import annotations

import re

import streamlit as st

from graph.app.wording import counted, plain
from graph.errors import NotegraphError
from graph.exports import FORMATS, export
from graph.view import View


def export_form(view: View) -> None:
    """Choose a format, make the file, and take it away; nothing is made before it is asked for."""
    st.markdown(f"What the canvas shows ({counted(len(view.nodes), 'thing')}), laid out for the page, with its legend.")
    chosen = st.selectbox("Format", list(FORMATS), key="format", format_func=str.upper)
    wanted = FORMATS[chosen]
    st.markdown(f"It leaves out: {wanted.loses}.")
    if not st.button("Make the file", type="primary", icon=":material/image:"):
        return
    try:
        with st.spinner("Drawing"):
            data = export(view, chosen)
    except NotegraphError as error:
        st.error(plain(str(error)))
        return
    name = file_name(view, wanted.suffix)
    st.download_button(
        f"Download {plain(name)}", data, name, wanted.mime, on_click="ignore", icon=":material/download:"
    )
    if chosen == "svg":
        st.image(data.decode())
    elif chosen == "png":
        st.image(data)


def file_name(view: View, suffix: str) -> str:
    """A name that every system takes, from the view's title.

    >>> file_name(View("Task Role: a/b", (), (), 0, 0), ".svg")
    'Task-Role-a-b.svg'
    """
    stem = re.sub(r"[^\w]+", "-", view.title).strip("-")[:60] or "graph"
    return stem + suffix
