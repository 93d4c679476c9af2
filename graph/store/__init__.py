"""What each note says is kept in one SQLite file; names, statements and the finished graph come out of it.

`database` is the file, `tables` its columns and the values read from them, `lines` the index of the notes' lines,
`places` where it lies, `graphs` the finished graph in it.
"""

from __future__ import annotations

from graph.store.database import Store
from graph.store.graphs import find_lines, open_graph
from graph.store.lines import Line
from graph.store.places import FOLDER, cached_store_path, digest, find_store, store_path, writable_store_path

__all__ = [
    "FOLDER",
    "Line",
    "Store",
    "cached_store_path",
    "digest",
    "find_lines",
    "find_store",
    "open_graph",
    "store_path",
    "writable_store_path",
]
