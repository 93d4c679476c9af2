"""The Query tab: a question in plain words or openCypher in, the answer out, as text or rows and on the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import networkx as nx
import streamlit as st

from graph.app.acts import CYPHER, WORDS, perform
from graph.app.answers import Found, example_section, found_by_query, found_by_words, sections
from graph.app.mounts import mount
from graph.app.start import Opened
from graph.app.state import Desk
from graph.app.wording import plain
from graph.errors import QueryError
from graph.query import query, why_unavailable
from graph.query.saved import forget_query, save_query, saved_queries
from graph.questions import ask

_EXAMPLES = (
    "MATCH (a)-[r]->(b) WHERE r.negated RETURN a, r, b",
    "MATCH (a)-[r:USES]->(b) RETURN b, count(r) AS users ORDER BY users DESC LIMIT 10",
    "MATCH p = (a:Service)-[*1..2]->(b:Concept) RETURN p LIMIT 20",
    "MATCH (a:Feature) WHERE NOT (a)-->() RETURN a.name, a.notes",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know."""

    language: str
    """WORDS or CYPHER."""
    text: str
    alone: bool = False
    """Whether the canvas shows nothing but the answer."""


def question_fields(opened: Opened) -> Asked:
    """The field for a question or a query, and what stands in it; what stands in the other one is kept."""
    for key, fresh in (("question", ""), ("cypher", ""), ("language", WORDS)):
        st.session_state[key] = st.session_state.get(key) or fresh
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = st.segmented_control("Ask in", [WORDS, CYPHER], required=True, key="language")
        alone = st.toggle("Alone", key="alone", help="Nothing but the answer on the canvas")
        folder = opened.report.store.parent if opened.report.store else None
        if folder is not None:
            with st.popover("Saved", icon=":material/bookmark:"):
                _saved(folder, str(language))
    if language == WORDS:
        text = st.text_input("Question", key="question", placeholder="what can mount EFS?")
    else:
        text = st.text_area("Query", key="cypher", height=110, placeholder="MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 20")
    return Asked(str(language), (text or "").strip(), alone)


def answered(opened: Opened, asked: Asked) -> Found:
    """The answer; worked out once, however often the page is drawn with it."""
    key = (opened.version, asked.language, asked.text)
    if st.session_state.get("answered", (None,))[0] != key:
        st.session_state["answered"] = key, answer(opened.graph, asked)
    found: Found = st.session_state["answered"][1]
    return found


def answer(graph: nx.MultiDiGraph, asked: Asked) -> Found:
    """The answer, or why there is none."""
    if asked.language == CYPHER and (reason := why_unavailable()):
        return Found(problem=reason)
    if not asked.text:
        return Found((sections("Examples", [_examples(graph, asked.language)]),))
    if asked.language == WORDS:
        return found_by_words(ask(graph, asked.text))
    try:
        return found_by_query(query(graph, asked.text))
    except QueryError as error:
        return Found(problem=str(error))


def answer_panels(graph: nx.MultiDiGraph, desk: Desk, found: Found) -> None:
    """The answer as text or rows."""
    if found.problem:
        st.warning(plain(found.problem))
    for warning in found.warnings:
        st.warning(plain(warning), icon=":material/info:")
    for place, panel in enumerate(found.panels):
        mount(f"answer-{place}", panel, partial(perform, f"answer-{place}", graph, desk))


def _examples(graph: nx.MultiDiGraph, language: str) -> dict[str, object]:
    if language == CYPHER:
        return example_section(_EXAMPLES, "cypher")
    ranked = sorted(graph, key=lambda label: (-graph.degree(label), label))[:2]
    questions = ["what is not supported?", "list services"]
    if len(ranked) == 2:
        first, second = ranked
        about = [f"what does {first} use?", f"what uses {first}?", f"features of {first}"]
        questions = [
            *about,
            f"how is {first} related to {second}?",
            f"difference between {first} and {second}",
            *questions,
        ]
    return example_section(questions, "question")


def _saved(folder: Path, language: str) -> None:
    """What was saved, to be taken up or forgotten, and a name to save what stands in the field."""
    try:
        queries = saved_queries(folder)
    except QueryError as error:
        st.warning(plain(str(error)))
        return
    name = st.selectbox("Saved here", list(queries), index=None, key="saved", placeholder="Choose one")
    with st.container(horizontal=True):
        st.button("Use", on_click=_use, args=(queries.get(name or "", ""),), disabled=not name)
        st.button("Forget", on_click=_forget, args=(folder, name), disabled=not name)
    field = "question" if language == WORDS else "cypher"
    new = st.text_input("Save what stands in the field as", key="saved-name")
    text = st.session_state[field].strip()
    st.button("Save", key="save-query", on_click=_save, args=(folder, new, text), disabled=not (new and text))
    if problem := st.session_state.pop("saving", ""):
        st.warning(plain(problem))


def _use(text: str) -> None:
    is_query = text.lstrip().upper().startswith(_OPENINGS)
    st.session_state["language"] = CYPHER if is_query else WORDS
    st.session_state["cypher" if is_query else "question"] = text


_OPENINGS = ("MATCH ", "MATCH(", "OPTIONAL ", "UNWIND ", "WITH ", "RETURN ", "CALL ", "//", "/*")


def _save(folder: Path, name: str, text: str) -> None:
    try:
        save_query(folder, name, text)
    except QueryError as error:
        st.session_state["saving"] = str(error)


def _forget(folder: Path, name: str) -> None:
    try:
        forget_query(folder, name)
    except QueryError as error:
        st.session_state["saving"] = str(error)
