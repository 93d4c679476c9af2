"""The component's parts as Streamlit elements: plain data in, what a person did there handed to `perform`."""

from __future__ import annotations

import functools
from collections.abc import Callable

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from graph.app.payload import Data


def mount(key: str, data: Data, on_act: Callable[[], None]) -> None:
    """Draw a part of the page; `on_act` is called before the next run after something was done in it."""
    editor = st.session_state.get("editor")
    # a list is sent as it is; in a mapping Streamlit looks for tables, with pandas, which takes long to import
    _explorer()(key=key, data=[data | {"editor": editor} if editor else data], on_act_change=on_act)


@functools.cache
def _explorer() -> ComponentRenderer:
    """The component; its assets are known only once a page runs, not when this module is imported."""
    return st.components.v2.component("graph.explorer", js="index.js", css="graph.css")
