"""A folder of Markdown files in, notes made of blocks out, with a warning for each file that is odd."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.notes import Note, NoteWarning
from graph.readers.archive import read_zip
from graph.readers.folder import find_notes, relative_name
from graph.readers.markdown import MAX_BYTES, parse_note

__all__ = ["find_notes", "parse_note", "read_note", "read_notes", "read_zip"]


def read_notes(folder: Path, *, exclude: Sequence[str] = ()) -> tuple[list[Note], list[NoteWarning]]:
    """All notes below `folder`, sorted by path, and the warnings; raises NotesError where there is no such folder."""
    paths, warnings = find_notes(folder, exclude=exclude)
    notes: list[Note] = []
    for path in paths:
        note, odd = read_note(path, folder)
        if note:
            notes.append(note)
        warnings += odd
    return notes, sorted(warnings)


def read_note(path: Path, folder: Path) -> tuple[Note | None, list[NoteWarning]]:
    """The note in the file `path` below `folder`, and at most one warning; no note where it cannot be read."""
    file = relative_name(path, folder)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [NoteWarning(file, f"cannot be opened ({error.strerror}); it was left out")]
    return parse_note(data, file)
