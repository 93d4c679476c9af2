"""A store, a folder or nothing goes in; the graph or the folder that a command is to work on comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError

if TYPE_CHECKING:
    import networkx as nx


def graph_in(store: Path | None) -> nx.MultiDiGraph:
    """The graph of a store, or of the nearest one; raises StoreError where there is none."""
    from graph.store import open_graph

    return open_graph(store or nearest_store())


def nearest_store() -> Path:
    """The folder with a store that is this one or the nearest above it; raises StoreError where there is none."""
    if found := nearest_notes():
        return found
    raise StoreError(
        "No .notegraph here or in a folder above: run `notegraph build NOTES` first, or name a store with --store."
    )


def nearest_notes() -> Path | None:
    """The folder of notes with a store that is this one or the nearest above it."""
    from graph.store import find_store

    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if find_store(folder)), None)
