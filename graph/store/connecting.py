"""A path in, a connection to its SQLite file out; and what SQLite says in a person's words."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from graph.errors import StoreError

BUSY_SECONDS = 10.0
"""How long another process that writes is waited for."""


def connect(path: Path | None, *, read_only: bool) -> sqlite3.Connection:
    """A connection to the store at `path`, to one in memory for None."""
    if path is None:
        return _configure(":memory:")
    if not read_only:
        return _configure(str(path))
    if not path.is_file():
        raise StoreError(f"{path}: there is no such store; `notegraph build NOTES` makes one.")
    address = path.resolve().as_uri()
    try:
        return _configure(f"{address}?mode=ro")
    except sqlite3.OperationalError:
        if os.access(path.parent, os.W_OK):
            raise
        # A write-ahead log needs a file beside the store, even to read; where none can be made nobody writes either.
        return _configure(f"{address}?immutable=1")


def explain(error: sqlite3.Error, path: Path | None) -> str:
    """What went wrong with the store, and what to do about it."""
    where, reason = path or "the store in memory", str(error)
    if "locked" in reason:
        return f"{where}: another process is writing to it; try again when that one has finished."
    if "fts5" in reason:
        return f"{reason}: this Python's SQLite has no full-text index; use the Python of python.org."
    if any(sign in reason for sign in ("readonly", "unable to open", "full")):
        return f"{where}: cannot be opened or written ({reason})."
    return f"{where}: damaged, or not a store ({reason}); delete it and run `notegraph build` again."


def _configure(target: str) -> sqlite3.Connection:
    uri = target.startswith("file:")
    connection = sqlite3.connect(target, BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    try:
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "user_version"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
