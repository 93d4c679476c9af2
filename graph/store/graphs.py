"""A store goes in, the graph in it comes out as networkx sees it, shared by all who ask for it."""

from __future__ import annotations

import gc
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary, finalize

import networkx as nx

from graph.errors import StoreError
from graph.store.database import Store
from graph.store.lines import Line
from graph.store.places import find_store
from graph.store.tables import EDGE_ATTRIBUTES, GRAPH_ATTRIBUTES, NODE_ATTRIBUTES, GraphRows, StoredNote, to_json

GRAPHS_KEPT = 2
"""Graphs that stay in memory for the next who asks."""

_kept: OrderedDict[tuple[Path, str], nx.MultiDiGraph] = OrderedDict()
_stores: WeakKeyDictionary[nx.MultiDiGraph, Path | Store] = WeakKeyDictionary()
_keeping = threading.Lock()


def open_graph(place: Path) -> nx.MultiDiGraph:
    """The graph in a store: a store file, or a notes folder that has one.

    The graph is shared with everybody who opens the same store and can not be changed; `graph.copy()` can. Raises
    StoreError where there is no store, no graph in it, or it cannot be read.
    """
    path = find_store(place)
    if path is None:
        raise StoreError(f"{place}: there is no store; `notegraph build` makes one from a folder of notes.")
    with Store(path, read_only=True) as store:
        revision = store.meta().get("revision", "")
        if (graph := kept_graph(path, revision)) is not None:
            return graph
        with store.reading_graph() as (rows, meta):
            if "revision" not in meta:
                raise StoreError(f"{path}: no graph was finished in it yet; run `notegraph build` on its notes.")
            return keep_graph(path, graph_of(rows, meta))


def graph_of(rows: GraphRows, meta: Mapping[str, str]) -> nx.MultiDiGraph:
    """The graph that nobody can change; of `meta` it has the attributes that `graph.elements` names."""
    graph = nx.MultiDiGraph(**{name: meta[name] for name in GRAPH_ATTRIBUTES if name in meta})
    with without_collecting():
        _fill(graph, rows)
    return nx.freeze(graph)


def notes_attribute(notes: Iterable[StoredNote]) -> str:
    """The graph attribute `notes`: JSON, with what filters need to know of each note."""
    return to_json([{k: v for k, v in asdict(note).items() if k != "aliases"} for note in notes])


@contextmanager
def without_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: among a million new objects that all stay it takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _fill(graph: nx.MultiDiGraph, rows: GraphRows) -> None:
    graph.add_nodes_from((row[0], dict(zip(NODE_ATTRIBUTES, row, strict=True))) for row in rows.nodes)
    labels = {label: label for label in graph}  # one text for each label: the rows hold a copy for each edge
    graph.add_edges_from(
        (labels[subject], labels[object_], sys.intern(key), _edge_attributes(columns))
        for subject, object_, key, *columns in rows.edges
    )


def _edge_attributes(columns: list[Any]) -> dict[str, Any]:
    attributes = dict(zip(EDGE_ATTRIBUTES, columns, strict=True))
    attributes["negated"] = bool(attributes["negated"])
    for name in ("relation", "found_by", "origin", "evidence_file"):
        attributes[name] = sys.intern(attributes[name])
    return attributes


def keep_lines(graph: nx.MultiDiGraph, lines: Mapping[str, Iterable[tuple[int, str]]]) -> None:
    """Keep the numbered lines of the notes that `graph` was made from, by file, for as long as the graph is there."""
    _stores[graph] = store_of_lines(lines)


def store_of_lines(lines: Mapping[str, Iterable[tuple[int, str]]]) -> Store:
    """A store in memory with these numbered lines, by file."""
    store = Store()
    finalize(store, store._connection.close)
    for file, numbered in lines.items():
        store.put_lines(file, numbered)
    return store


def find_lines(graph: nx.MultiDiGraph, text: str, limit: int) -> list[Line] | None:
    """Lines of the notes that `graph` was made from, as `Store.find_lines`; None where they are not at hand."""
    place = _stores.get(graph)
    if place is None:
        return None
    if isinstance(place, Store):
        return place.find_lines(text, limit)
    try:
        with Store(place, read_only=True) as store:
            return store.find_lines(text, limit)
    except StoreError:  # it was deleted, or is being made anew
        return None


def kept_graph(path: Path, revision: str) -> nx.MultiDiGraph | None:
    """The graph of that store and revision, if it is still in memory."""
    with _keeping:
        return _kept.get((path.resolve(), revision))


def keep_graph(path: Path, graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Keep the graph in memory for the next who asks for it, in place of an older one of the same store."""
    with _keeping:
        resolved = path.resolve()
        for other in [key for key in _kept if key[0] == resolved]:
            del _kept[other]
        _kept[resolved, graph.graph["revision"]] = graph
        _stores[graph] = resolved
        while len(_kept) > GRAPHS_KEPT:
            _kept.popitem(last=False)
    return graph
