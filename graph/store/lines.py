"""Words go in, the lines of notes in which they stand come out, by SQLite's full-text index (FTS5).

A query of FTS5 is made of words alone, each in quotes: nothing that a person types is read as its syntax.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.names import singular, words
from graph.store.tables import clean

LINES = "CREATE VIRTUAL TABLE lines USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')"
"""The lines of all notes that hold anything. A row's number is made of the note's and the line's."""

_SHIFT = 24
"""Bits of a row's number that the line has."""
_MOST_WORDS = 12
"""Words of a question that are looked for."""
_MOST_ROWS = 500
"""Rows that are looked at, so that words of every line stay cheap."""
_BEGUN = 2
"""Letters from which on a word may be the beginning of another: one letter begins half of all words."""


class Line(NamedTuple):
    """A line of a note that holds what was looked for."""

    file: str
    number: int
    """1-based."""
    text: str
    """Verbatim."""
    whole: bool
    """Whether the words stand in it one after another, as they were given."""


def put_lines(connection: sqlite3.Connection, note: int, lines: Iterable[tuple[int, str]]) -> None:
    """Make these numbered lines of the note findable."""
    rows = (((note << _SHIFT) + number, *clean((text,))) for number, text in lines if text.strip())
    connection.executemany("INSERT INTO lines (rowid, text) VALUES (?, ?)", rows)


def remove_lines(connection: sqlite3.Connection, note: int) -> None:
    """Take all lines of the note out."""
    connection.execute("DELETE FROM lines WHERE rowid BETWEEN ? AND ?", (note << _SHIFT, ((note + 1) << _SHIFT) - 1))


def find_lines(connection: sqlite3.Connection, text: str, limit: int) -> list[Line]:
    """At most `limit` lines that hold all words of `text`, each at least begun, in any order and number.

    Lines in which the words stand as given come first, then it goes by file and line. Of words that stand in very many
    lines, some of these lines are given.
    """
    found: dict[int, bool] = {}
    for whole, query in _queries(text):
        rows = connection.execute("SELECT rowid FROM lines WHERE lines MATCH ? LIMIT ?", (query, _MOST_ROWS))
        for (row,) in rows:
            found.setdefault(row, whole)
        if len(found) >= limit:
            break
    files = _files_of(connection, {row >> _SHIFT for row in found})
    ranked = sorted((not whole, files[row >> _SHIFT], row) for row, whole in found.items())
    return [
        Line(file, row & ((1 << _SHIFT) - 1), _text_of(connection, row), not apart)
        for apart, file, row in ranked[:limit]
    ]


def _queries(text: str) -> Iterator[tuple[bool, str]]:
    """What is asked for, the best first: the words as they stand; all of them; the beginnings of all of them."""
    typed = [word.lower() for word in words(text)[:_MOST_WORDS]]
    if not typed:
        return
    yield True, _quoted(" ".join(typed), begun=len(typed[-1]) >= _BEGUN)
    several = list(dict.fromkeys(typed))
    yield False, " AND ".join(_one_of(word, begun=word is several[-1]) for word in several)
    yield False, " AND ".join(_one_of(word, begun=True) for word in several)


def _one_of(word: str, *, begun: bool) -> str:
    """The word, its singular, or the plural that does not begin with it."""
    one = singular(word)
    forms: Sequence[str] = (word, one, one[:-1] + "ies") if one.endswith("y") else (word, one)
    return "(" + " OR ".join(_quoted(form, begun=begun and len(form) >= _BEGUN) for form in dict.fromkeys(forms)) + ")"


def _quoted(words: str, *, begun: bool) -> str:
    return '"' + words.replace('"', '""') + '"' + ("*" if begun else "")


def _files_of(connection: sqlite3.Connection, notes: set[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(notes))
    return dict(connection.execute(f"SELECT id, file FROM notes WHERE id IN ({marks})", sorted(notes)))


def _text_of(connection: sqlite3.Connection, row: int) -> str:
    (text,) = connection.execute("SELECT text FROM lines WHERE rowid = ?", (row,)).fetchone()
    return str(text)
