"""The Paths tab: two names in, the ways between them out, each step with the lines that state it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import networkx as nx
import streamlit as st

from graph.app.acts import perform
from graph.app.mounts import mount
from graph.app.path_fields import MOST_PATHS, USUAL
from graph.app.payload import Data, relation_data
from graph.app.state import Desk
from graph.app.wording import plain
from graph.derived import kept
from graph.elements import Edge
from graph.errors import NotegraphError, UnknownNameError
from graph.filters import DENIED, EVERYTHING, OUTLINE, Filter, all_groups, wanted_files
from graph.paths import Path, find_paths
from graph.relations import OTHER_GROUP, inventory
from graph.search import find_node, find_notes
from graph.statements import Origin


@dataclass(frozen=True, slots=True)
class Question:
    """A way that somebody wants to know."""

    start: str
    """A name as typed."""
    goal: str
    """A name as typed."""
    k: int = 3
    """Most paths wanted."""
    directed: bool = False
    """Whether relations are followed in their own direction alone."""
    negated: bool = False
    """Whether denied relations may be followed."""
    stated: bool = False
    """Whether what only the outline of a note says is left out."""
    avoid_hubs: bool = False
    """Whether to go round the 1 % of things with most relations."""
    groups: tuple[str, ...] = ()
    """Groups of relations that may be followed; all where there is none."""
    relations: tuple[str, ...] = ()
    """Relations that may be followed beside these groups."""
    notes: str = ""
    """Parts of file names or titles, between commas: one of these notes must state a relation; all where empty."""
    sure: float = 0.0
    """Least confidence of a relation, 0 to 1."""
    longest: int | None = None
    """Most steps; None for any number."""
    files: tuple[str, ...] | None = None
    """Files that are picked elsewhere, where `notes` names none; None for all."""
    avoid: tuple[str, ...] = ()
    """Labels of things to go round, unless they are the ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The paths found, or why there are none."""

    paths: tuple[Path, ...] = ()
    problem: str = ""
    """One sentence; empty where there are paths, or where nothing was asked."""


def answer(graph: nx.MultiDiGraph, question: Question) -> Answer:
    """The best paths between the two names, which may be aliases or slightly mistyped."""
    if not question.start.strip() or not question.goal.strip():
        return Answer()
    if question.files == ():
        return Answer(problem="No note has all that is picked.")
    try:
        start, goal = find_node(graph, question.start), find_node(graph, question.goal)
        paths = find_paths(
            graph,
            start,
            goal,
            k=question.k,
            directed=question.directed,
            negated=question.negated,
            origin=Origin.STATED if question.stated else None,
            avoid_hubs=question.avoid_hubs,
            groups=question.groups,
            relations=question.relations,
            notes=_files_of(graph, question),
            avoid=question.avoid,
            min_confidence=question.sure,
            max_length=question.longest,
        )
    except UnknownNameError as error:
        return Answer(problem=_unknown(error))
    except NotegraphError as error:
        return Answer(problem=str(error))
    return Answer(tuple(paths))


def _files_of(graph: nx.MultiDiGraph, question: Question) -> list[str]:
    names = filter(None, map(str.strip, question.notes.split(",")))
    return [file for name in names for file in find_notes(graph, name)] or list(question.files or ())


def edges_of_paths(found: Answer, desk: Desk) -> list[Edge]:
    """The best edge of each step, of the path that the desk marks or of all."""
    only = desk.path if desk.path is not None and desk.path < len(found.paths) else None
    paths = found.paths if only is None else (found.paths[only],)
    return list(dict.fromkeys(hop.edges[0] for path in paths for hop in path.hops))


def narrowed(question: Question, graph: nx.MultiDiGraph, wanted: Filter) -> Question:
    """The question with what the canvas leaves out left out too; notes that the question names itself stay."""
    groups = question.groups
    if wanted.groups:
        asked = frozenset(groups or (() if question.relations else all_groups()))
        groups = tuple(sorted(asked - wanted.groups)) or groups
    files = None if question.notes.strip() else wanted_files(graph, wanted)
    return replace(
        question,
        groups=groups,
        sure=max(question.sure, wanted.sure),
        stated=question.stated or OUTLINE in wanted.signs,
        negated=question.negated and DENIED not in wanted.signs,
        files=None if files is None else tuple(sorted(files)),
        avoid=_left_out(graph, wanted),
    )


def _left_out(graph: nx.MultiDiGraph, wanted: Filter) -> tuple[str, ...]:
    """Things that are hidden, or of a type that is left out."""
    of_kind = (label for label, kind in graph.nodes(data="kind") if kind in wanted.kinds) if wanted.kinds else ()
    return tuple(sorted({*wanted.hidden, *of_kind}))


def question_fields(graph: nx.MultiDiGraph, desk: Desk) -> Question:
    """The fields that ask for a path, and what stands in them; they are in the URL too."""
    first, second = st.columns(2)
    ends: dict[str, Any] = {"bind": "query-params", "on_change": partial(_mark_all, desk)}
    start = first.text_input("From", key="from", placeholder="Task Role", **ends)
    goal = second.text_input("To", key="to", placeholder="EFS", **ends)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = st.number_input("Paths", 1, MOST_PATHS, USUAL["k"], key="k", bind="query-params", width=130)
        directed = st.toggle("One way", key="directed", bind="query-params", help="Only along the relations")
        denied = st.toggle("Denied too", key="denied", bind="query-params", help="Also over what notes deny")
        with st.popover("More", icon=":material/tune:", help="Which relations are followed"):
            asked = _filter_fields(graph)
    return replace(asked, start=start or "", goal=goal or "", k=int(k), directed=directed, negated=denied)


def _mark_all(desk: Desk) -> None:
    """The one path that was marked was between other things."""
    desk.path = None


def _filter_fields(graph: nx.MultiDiGraph) -> Question:
    """The fields that say which relations are followed."""
    stated = st.toggle(
        "Stated only", key="stated", bind="query-params", help="Not what only the outline of a note says"
    )
    round_hubs = st.toggle(
        "Round hubs", key="round-hubs", bind="query-params", help="Not through the 1 % with most relations"
    )
    groups = st.multiselect("Groups of relations", _groups(), key="groups", bind="query-params", placeholder="All")
    relations = st.multiselect(
        "Relations", _relations(graph), key="path-relations", bind="query-params", placeholder="All"
    )
    notes = st.text_input(
        "Only in these notes",
        key="path-notes",
        bind="query-params",
        placeholder="day-12, storage",
        help="Parts of file names or titles, with commas between them",
    )
    sure = st.slider("Least confidence", 0.0, 1.0, 0.0, 0.05, key="path-sure", bind="query-params")
    longest = st.number_input("Most steps", 1, None, None, key="path-steps", bind="query-params", placeholder="Any")
    return Question(
        start="",
        goal="",
        stated=stated,
        avoid_hubs=round_hubs,
        groups=tuple(groups),
        relations=tuple(relations),
        notes=notes or "",
        sure=sure,
        longest=int(longest) if longest else None,
    )


def _groups() -> list[str]:
    return sorted({relation.group for relation in inventory().relations.values()} | {OTHER_GROUP})


@kept
def _relations(graph: nx.MultiDiGraph) -> list[str]:
    """All relations that the notes state or deny."""
    return sorted({relation for _, _, relation in graph.edges(data="relation")})


def path_list(graph: nx.MultiDiGraph, desk: Desk, found: Answer) -> None:
    """The paths found as chains of sentences, or why there are none."""
    if found.problem:
        st.warning(plain(found.problem))
        if desk.filter != EVERYTHING:
            st.markdown("What the legend leaves out is not followed.")
    elif found.paths:
        mount("paths", paths_data(found, desk), partial(perform, "paths", graph, desk))
    else:
        st.markdown("Give two names. Each path is told as sentences, with the lines of your notes that state them.")


def paths_data(found: Answer, desk: Desk) -> Data:
    """The panel for the paths found."""
    return {
        "part": "panel",
        "kind": "paths",
        "name": "Paths found",
        "shown": desk.path,
        "paths": [
            {
                "title": " → ".join(path.labels),
                "hops": [{"sentence": hop.sentence, **relation_data(hop.edges[0])} for hop in path.hops],
            }
            for path in found.paths
        ],
    }


def _unknown(error: UnknownNameError) -> str:
    hint = f"Did you mean {', '.join(error.suggestions)}?" if error.suggestions else "Search shows what is there."
    return f"Nothing in these notes is called “{error.name}”. {hint}"
