"""A graph in; the names out that notes use and never describe, those used most first."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.elements import edges_in, node_of
from graph.errors import UnknownNameError
from graph.relations import inventory
from graph.search import find_node
from graph.search.texts import notes_of

TAG, CATEGORY = "tag", "category"
_DESCRIBING = frozenset(("hierarchy", "definition"))
"""Groups of the relations that describe the thing at their object's end, too: it has that part, that feature."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something to look up and write about."""

    name: str
    """A node's label, or a tag or category that no node is called by."""
    kind: str
    """The node's type; TAG or CATEGORY where there is no node."""
    why: str
    """"mentioned by 4 relations, but nothing says what it is or does", ..."""
    mentions: int
    """Relations that lead to it; for a tag or category its notes."""
    notes: tuple[str, ...]
    """Files that name it."""


def gaps(graph: nx.MultiDiGraph) -> list[Gap]:
    """Names that are the subject of no statement, and tags and categories that nothing in the notes is said of.

    A thing counts as described, too, where notes say what is part of it or a feature of it.
    """
    found = [gap for label in graph if (gap := _node_gap(graph, label))]
    known = {gap.name for gap in found}
    found += [gap for gap in _unwritten(graph) if gap.name not in known]
    return sorted(found, key=lambda gap: (-gap.mentions, -len(gap.notes), gap.name))


def _node_gap(graph: nx.MultiDiGraph, label: str) -> Gap | None:
    if any(not edge["negated"] and end != label for _, end, edge in graph.out_edges(label, data=True)):
        return None
    leading_here = [edge for edge in edges_in(graph, label) if edge.subject != label]
    if any(not e.negated and inventory().group(e.relation) in _DESCRIBING for e in leading_here):
        return None
    node, count = node_of(graph, label), len(leading_here)
    relations = f"mentioned by {count} relation{'' if count == 1 else 's'}" if count else "named"
    return Gap(label, node.kind, f"{relations}, but nothing says what it is or does", count, node.notes)


def _unwritten(graph: nx.MultiDiGraph) -> list[Gap]:
    """Tags and categories without a node."""
    files: dict[tuple[str, str], list[str]] = {}
    for note in notes_of(graph):
        for kind, names in ((TAG, note.tags), (CATEGORY, note.categories)):
            for name in names:
                files.setdefault((kind, name), []).append(note.file)
    found = []
    for (kind, name), notes in files.items():
        if not _has_node(graph, name):
            of_notes = f"{len(notes)} note{'' if len(notes) == 1 else 's'}"
            found.append(Gap(name, kind, f"a {kind} of {of_notes} that nothing is said of", len(notes), tuple(notes)))
    return found


def _has_node(graph: nx.MultiDiGraph, name: str) -> bool:
    try:
        find_node(graph, name)
    except UnknownNameError as error:
        return len(error.suggestions) > 1 and any(label.casefold() == name.casefold() for label in error.suggestions)
    return True
