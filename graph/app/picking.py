"""The list of notes and tags below the legend, as plain data: a graph and what is picked in, what can be picked out."""

from __future__ import annotations

import networkx as nx

from graph.app.payload import Data
from graph.filters import Filter, pickable

MOST_LISTED = 300
"""Notes that are listed, and as many tags; the ones with most relations come first, and what is picked in any case."""


def picking_data(graph: nx.MultiDiGraph, wanted: Filter) -> Data:
    """Notes and tags with their counts; `more` tells how many are not listed."""
    found = pickable(graph)
    notes = [
        {"name": file, "title": title, "count": count}
        for place, (file, title, count) in enumerate(found.notes)
        if place < MOST_LISTED or file in wanted.notes
    ]
    tags = [
        {"name": tag, "title": tag, "count": count}
        for place, (tag, count) in enumerate(found.tags)
        if place < MOST_LISTED or tag in wanted.tags
    ]
    return {"notes": notes, "tags": tags, "more": len(found.notes) + len(found.tags) - len(notes) - len(tags)}
