"""Every error that the package raises on purpose; each message says what, where and what to do.

    NotegraphError
    ├── NotesError           the notes folder or an upload cannot be read at all
    ├── DataError            a vocabulary pack or the relation inventory is malformed (all mistakes listed)
    ├── StoreError           the store is missing, damaged, locked or of a newer version
    ├── UnknownNameError     no node bears that name; carries the nearest ones
    ├── NoPathError          two nodes are not connected within what was searched
    ├── QueryError           a query is refused, wrong, or needs more than its limits
    ├── LayoutError          Graphviz could not place a view
    └── ExportError          an unknown format, or a file that cannot be written

Odd text in a note is never an error: see `graph.notes.NoteWarning`.
"""

from __future__ import annotations

from collections.abc import Sequence


class NotegraphError(Exception):
    """Base of all errors that are meant to be shown to a person as they are."""


class NotesError(NotegraphError):
    """The notes cannot be read: no such folder, no permission, or not an archive."""


class DataError(NotegraphError):
    """A data file of the package or of the user is malformed; `mistakes` lists all of them."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        heading = "1 mistake" if count == 1 else f"{count} mistakes"
        super().__init__("\n".join([f"{heading} in the data files:", *(f"  {m}" for m in self.mistakes)]))


class StoreError(NotegraphError):
    """The store cannot be opened, read or written."""


class UnknownNameError(NotegraphError):
    """No node bears `name`; `suggestions` holds the nearest labels, best first."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f" Did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"Nothing in the graph is called {name!r}.{hint} `notegraph search` looks names up.")


class NoPathError(NotegraphError):
    """No path joins two nodes within what was searched."""


class QueryError(NotegraphError):
    """A query may not be asked, is no openCypher, overran its limits, or has no engine here."""


class LayoutError(NotegraphError):
    """Graphviz could not place the view."""


class ExportError(NotegraphError):
    """The format is unknown or the file cannot be written."""
