"""A folder of notes goes in, the place of its store comes out: beside the notes, else in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import platformdirs

from graph.errors import StoreError

FOLDER = ".notegraph"
"""Folder beside the notes in which a user's own things live."""
FILE = "graph.db"


def digest(data: bytes) -> str:
    """What tells one content from another: 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def store_path(folder: Path) -> Path:
    """Where the store of a notes folder belongs, whether it can be written or not."""
    return folder / FOLDER / FILE


def cached_store_path(folder: Path) -> Path:
    """Where the store goes when the notes folder cannot be written: the user's cache folder."""
    return platformdirs.user_cache_path("notegraph") / digest(os.fsencode(folder.resolve())) / FILE


def find_store(place: Path) -> Path | None:
    """The store that `place` is or holds: a store file, a notes folder, or its `.notegraph` folder; None if none."""
    if place.is_file():
        return place
    candidates = (store_path(place), place / FILE, cached_store_path(place)) if place.is_dir() else ()
    return next((c for c in candidates if c.is_file()), None)


def writable_store_path(folder: Path, wanted: Path | None) -> tuple[Path, str]:
    """Where the store of a notes folder can be written, and a remark where that is not beside the notes.

    Makes the store's folder. Raises StoreError where neither `wanted` nor any other place can be written.
    """
    path = wanted or store_path(folder)
    if not (reason := _why_not_writable(path)):
        return path, ""
    elsewhere = cached_store_path(folder)
    if wanted or _why_not_writable(elsewhere):
        raise StoreError(f"{path}: cannot be written ({reason}); name another store with --store.")
    return elsewhere, f"{path.parent} cannot be written ({reason}), so the store is in your cache folder."


def _why_not_writable(path: Path) -> str:
    """Why no store can be kept at `path`, empty where it can; makes the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.parent.name == FOLDER and not (ignore := path.parent / ".gitignore").exists():
            ignore.write_text(f"{path.name}*\n", encoding="utf-8")
    except OSError as error:
        return error.strerror or type(error).__name__
    return "read-only" if path.exists() and not os.access(path, os.W_OK) else ""
