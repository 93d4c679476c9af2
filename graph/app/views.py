"""The popover of named views: what is looked at is saved under a name, opened again, or deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from graph.app.history import restore
from graph.app.saved_views import Texts, forget_view, save_view, saved_views, with_view
from graph.app.sharing import as_parameters, state_from
from graph.app.start import Opened
from graph.app.state import TABS, Desk
from graph.app.wording import plain
from graph.errors import StoreError


def views_popover(opened: Opened, desk: Desk) -> None:
    """A list to open and delete from, and a field to save under; uploaded notes keep theirs in the session."""
    folder = opened.report.store.parent if opened.report.store else None
    with st.popover("Views", icon=":material/bookmark:", help="Keep what you look at under a name"):
        try:
            views = _views(folder)
        except StoreError as error:
            st.warning(plain(str(error)))
            return
        name = st.selectbox("Saved views", list(views), index=None, key="view", placeholder="Choose one")
        with st.container(horizontal=True):
            chosen = views.get(name or "", {})
            st.button("Open", key="view-open", on_click=open_view, args=(chosen, desk), disabled=not name)
            st.button("Delete", key="view-delete", on_click=_delete, args=(folder, name), disabled=not name)
        with st.form("view-form", border=False):
            st.text_input("Save what is shown as", key="view-name")
            st.form_submit_button("Save", on_click=_save, args=(folder, desk))
        if problem := st.session_state.pop("view-problem", ""):
            st.warning(plain(problem))
        if folder is None:
            st.markdown("Uploaded notes have no folder: their views last until this page is closed.")


def open_view(view: Texts, desk: Desk) -> None:
    """Look at what was saved, with the tab that was open."""
    widgets: Any = st.session_state
    restore(state_from(view, first=desk.first), desk, widgets)
    tab = next(iter(view.get("tab", ())), "")
    if tab in TABS:
        widgets["tab"] = tab


def _views(folder: Path | None) -> dict[str, Texts]:
    return st.session_state.get("views", {}) if folder is None else saved_views(folder)


def _save(folder: Path | None, desk: Desk) -> None:
    name = str(st.session_state["view-name"])
    texts = as_parameters(desk.states[desk.at], first=desk.first) if desk.states else {}
    view = {**texts, "tab": [str(st.session_state.get("tab") or TABS[0])]}
    try:
        if folder is None:
            st.session_state["views"] = with_view(_views(None), name, view)
        else:
            save_view(folder, name, view)
        st.session_state["view-name"] = ""
    except StoreError as error:
        st.session_state["view-problem"] = str(error)


def _delete(folder: Path | None, name: str) -> None:
    try:
        if folder is None:
            st.session_state["views"] = {other: view for other, view in _views(None).items() if other != name}
        else:
            forget_view(folder, name)
        st.session_state["view"] = None
    except StoreError as error:
        st.session_state["view-problem"] = str(error)
