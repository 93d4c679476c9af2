"""The page: a folder of notes in, a browser tab in which its graph is explored out."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from graph.app import compare, explore, export, notes, paths, query, table
from graph.app.answers import Found
from graph.app.choosing import choose_notes
from graph.app.editor import remember_editor
from graph.app.history import record
from graph.app.memory import settle
from graph.app.report import show_report
from graph.app.sharing import desk_of_session, remember_in_url
from graph.app.start import Opened, open_notes
from graph.app.state import TABS, Desk
from graph.app.views import views_popover
from graph.app.warming import warm_up
from graph.app.welcome import welcome
from graph.app.wording import plain
from graph.errors import NotegraphError
from graph.filters import known_alone
from graph.view import path_view

_log = logging.getLogger(__name__)

_STYLE = """<style>
.block-container {padding: 1.2rem 1.6rem 0.5rem; max-width: none}
[data-testid="stHeader"] {background: transparent; height: 2.4rem; min-height: 2.4rem}
[data-testid="stWidgetLabel"][disabled] {color: inherit}
</style>"""
"""The last rule keeps the name of a field that is closed for now readable: Streamlit fades it with its field."""


def run(sample: Path | None = None) -> None:
    """Draw the page for the folder that `--notes` names, else for `sample`, else for uploaded files."""
    st.set_page_config(page_title="Notegraph", page_icon="🕸️", layout="wide")
    st.html(_STYLE)
    warm_up()
    try:
        _page(sample)
        settle()
    except Exception:  # a person gets a sentence, whoever started the page the whole story
        _log.exception("The page could not be drawn.")
        st.error("Something went wrong in drawing this page; the terminal that it was started from says what.")


def _page(sample: Path | None) -> None:
    search_place, controls = st.columns([3, 2], vertical_alignment="bottom")
    with controls.container(horizontal=True, vertical_alignment="bottom"):
        view_controls = st.container(horizontal=True, vertical_alignment="bottom", width="content")
        views_place = st.container(width="content")
        with st.popover("Notes", icon=":material/description:", help="Other notes, and how they were read"):
            choice = choose_notes(sample)
            report_place = st.container()
    with st.container():  # always there, so that a message does not move, and so remount, what stands below
        progress_place = st.empty()
        try:
            opened = open_notes(choice, progress_place)
        except NotegraphError as error:
            welcome(error)
            return
        desk = desk_of_session(opened.source)
        desk.changed = False
        _forget_what_is_gone(opened, desk)
    if problem := remember_editor(opened.folder):
        st.warning(plain(problem))
    with report_place:
        show_report(opened)
    with view_controls:
        depth = explore.view_controls(desk)
    with views_place:
        views_popover(opened, desk)
    with search_place:
        explore.search_box(opened, desk)
    _body(opened, desk, depth)
    remember_in_url(desk)


def _body(opened: Opened, desk: Desk, depth: int) -> None:
    """The canvas on the left and the tabs on the right; of the tabs only the open one is computed."""
    export.keep_fields(st.session_state)
    left, right = st.columns([3, 2], gap="medium")
    with right:
        tabs = dict(zip(TABS, st.tabs(TABS, key="tab", on_change="rerun", bind="query-params"), strict=True))
    with tabs["Paths"]:
        question = paths.question_fields(opened.graph, desk)
    with tabs["Query"]:
        asked = query.question_fields(opened)
    with tabs["Compare"]:
        wanted = compare.name_fields()
    ways = paths.answer(opened.graph, paths.narrowed(question, opened.graph, desk.filter))
    found = Found()
    if tabs["Query"].open:
        found = query.answered(opened, asked)
    elif tabs["Compare"].open:
        found = compare.compared(opened, wanted)
    added, marked = found.view(opened.graph), list(found.marked)
    marks = "answer" if added else "path"
    if added is None and ways.paths:
        added, marked = path_view(opened.graph, ways.paths), paths.edges_of_paths(ways, desk)
    if marks == "answer" and added is not None and asked.alone:
        shown, marked, marks = explore.Shown(added, added, added), [], explore.ALONE
    else:
        shown = explore.shown_view(opened, desk, depth, added)
    record(desk, st.session_state)
    with left:
        explore.canvas(opened, desk, depth, shown, marked, marks)
    view = shown.view
    contents: dict[str, Callable[[], None]] = {
        "Explore": lambda: explore.details(opened, desk, view),
        "Paths": lambda: paths.path_list(opened.graph, desk, ways),
        "Query": lambda: query.answer_panels(opened.graph, desk, found),
        "Compare": lambda: compare.comparison_panels(opened.graph, desk, wanted, found),
        "Notes": lambda: notes.reader(opened, desk),
        "Table": lambda: table.table(opened, desk, view),
        "Export": lambda: export.export_form(view, desk.places or None),
    }
    for name, draw in contents.items():
        if tabs[name].open:
            with tabs[name]:
                draw()


def _forget_what_is_gone(opened: Opened, desk: Desk) -> None:
    """A shared link, or notes that were read again, may speak of what the graph has not."""
    if desk.focus is not None and desk.focus not in opened.graph:
        st.warning(f"These notes do not speak of “{plain(desk.focus)}”. Search finds what they do speak of.")
        desk.turn_to()
    if desk.note is not None and desk.note not in (note["file"] for note in json.loads(opened.graph.graph["notes"])):
        st.warning(f"There is no note “{plain(desk.note)}” here. Search finds notes by title, tag and category.")
        desk.turn_to()
    desk.filter = known_alone(desk.filter, opened.graph)


if __name__ == "__main__":
    run()
