"""What takes long the first time is begun before it is needed."""

from __future__ import annotations

import contextlib
import threading

import streamlit as st

from graph.elements import Edge, Node
from graph.errors import LayoutError
from graph.layout import place
from graph.view import View, ViewNode


@st.cache_resource(show_spinner=False)
def warm_up() -> threading.Thread:
    """Start Graphviz in the background, once for each server: it takes seconds, while the notes are read."""
    thread = threading.Thread(target=_place_nothing_much, daemon=True)
    thread.start()
    return thread


def _place_nothing_much() -> None:
    nodes = tuple(ViewNode(Node(label, "concept"), importance=0.0) for label in ("a", "b"))
    with contextlib.suppress(LayoutError):
        place(View("", nodes, (Edge("a", "b", "uses"),), len(nodes), 1))
