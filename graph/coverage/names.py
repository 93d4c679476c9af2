"""A mention goes in, the label of the node that it names comes out."""

from __future__ import annotations

import json

import networkx as nx

from graph.derived import kept
from graph.names import display, name_key
from graph.statements import Mention


def label_of(graph: nx.MultiDiGraph, file: str, mention: Mention) -> str | None:
    """The node that a mention of the note `file` names; None where there is none.

    Where several nodes share the name, it is the one that the graph says this note names.
    """
    known = _labels_by_name(graph)
    for name in (mention.surface, mention.name or ""):
        for key in (display(name).casefold(), _spelling(name)):
            for label in known.get(key, ()) if key else ():
                if file in json.loads(graph.nodes[label]["notes"]):
                    return label
    return None


@kept
def _labels_by_name(graph: nx.MultiDiGraph) -> dict[str, list[str]]:
    """For each name, as written and without difference of case and number, the nodes that bear it."""
    found: dict[str, list[str]] = {}
    for label, aliases in graph.nodes(data="aliases"):
        names = (label, *json.loads(aliases))
        for key in dict.fromkeys(key for name in names for key in (name.casefold(), _spelling(name))):
            found.setdefault(key, []).append(label)
    return found


def _spelling(name: str) -> str:
    """The name's folded words; a sign before them keeps them from being taken for a name as written."""
    return "\n" + " ".join(name_key(name)) if name_key(name) else ""
