"""Folders of notes in, a part of their notes copied to a folder of its own out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from graph.notes import BlockKind, Note
from graph.readers import find_notes, read_note
from graph.readers.folder import relative_name

CORPUS = "NOTEGRAPH_CORPUS"
"""Environment variable that names a folder of outside notes."""


def corpus_folders(named: Sequence[Path]) -> list[Path]:
    """The folders named, else the one in the environment; ends the script with a hint where there is neither."""
    if named:
        return list(named)
    if CORPUS in os.environ:
        return [Path(os.environ[CORPUS])]
    raise SystemExit(f"Name a folder of Markdown notes, or set {CORPUS}.")


def copy_notes(folders: Sequence[Path], target: Path, *, files: int | None = None, words: int | None = None) -> int:
    """Copy notes to `target`, spread evenly over all that are there; returns how many words they have.

    At most so many `files`, or until there are so many `words`. Files that give no note are passed over.
    """
    found = [(path, f"{n}/{relative_name(path, f)}") for n, f in enumerate(folders) for path in find_notes(f)[0]]
    copied = total = 0
    for place in _spread(len(found)):
        if (files is not None and copied == files) or (words is not None and total >= words):
            break
        path, name = found[place]
        note, _ = read_note(path, path.parent)
        if note is None:
            continue
        destination = target / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, destination)
        copied += 1
        total += words_in(note)
    return total


def words_in(note: Note) -> int:
    """What stands between white space in the blocks of a note that are read as prose: all but code."""
    return sum(len(block.text.split()) for block in note.blocks if block.kind is not BlockKind.CODE)


def _spread(count: int) -> list[int]:
    """0 to count - 1 in an order of which every beginning is spread evenly: by the golden ratio."""
    return sorted(range(count), key=lambda place: (place * 0.6180339887498949) % 1)
