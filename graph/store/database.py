"""The SQLite file: what each note says goes in, note by note; names, statements and the finished graph come out.

Two halves: the facts of the notes, each replaced as a whole when its note changes, and what was derived from all of
them (nodes, edges, merges), replaced as a whole with its revision. The file is a cache of the notes: deleting it loses
nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.notes import Note, NoteWarning
from graph.statements import NoteFacts
from graph.store import lines, tables
from graph.store.connecting import connect, explain
from graph.store.tables import Claim, GraphRows, StatementRow, StoredNote, Term, Use

APPLICATION_ID = 0x6E6F7467


class Store:
    """An open store; a context manager. Every failure of SQLite comes out as `StoreError`.

    >>> with Store() as store:
    ...     store.replace("a.md", "digest", "version", None, None, [NoteWarning("a.md", "not text")])
    ...     store.versions(), store.warnings()
    ({'a.md': ('digest', 'version')}, [NoteWarning(file='a.md', reason='not text')])
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        """Open the store at `path`, in memory for None; it is created if missing, unless `read_only`."""
        self.path = path
        self._lock = threading.RLock()
        with self._errors():
            self._connection = connect(path, read_only=read_only)
            try:
                self._prepare(read_only)
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        with self._errors():
            self._connection.close()

    def versions(self) -> dict[str, tuple[str, str]]:
        """For each file the digest of its content and the version of what extracted from it."""
        rows = self._rows("SELECT file, digest, version FROM notes")
        return {file: (content, version) for file, content, version in rows}

    def replace(
        self,
        file: str,
        content: str,
        version: str,
        note: Note | None,
        facts: NoteFacts | None,
        warnings: Iterable[NoteWarning] = (),
    ) -> None:
        """Put what `file` says in place of what it said before, at once; `note` is None where it was unreadable."""
        with self._transaction():
            self._forget(file)
            key = self._put_note(file, content, version, note)
            lines.put_lines(self._connection, key, enumerate(note.lines if note else (), 1))
            self._insert("warnings", (tables.clean((key, k, w.file, w.reason)) for k, w in enumerate(warnings)))
            if facts is not None:
                rows = tables.fact_rows(facts)
                ids = self._term_ids({term for term, *_ in rows.mentions})
                self._insert("mentions", ((key, k, ids[term], *rest) for k, (term, *rest) in enumerate(rows.mentions)))
                self._insert("statements", ((key, k, *row) for k, row in enumerate(rows.statements)))
                self._insert("claims", ((key, k, *row) for k, row in enumerate(rows.claims)))

    def remove(self, files: Iterable[str]) -> None:
        """Forget these files."""
        with self._transaction():
            for file in files:
                self._forget(file)

    def put_lines(self, file: str, found: Iterable[tuple[int, str]]) -> None:
        """Make these numbered lines findable as those of `file`, of which nothing else is known."""
        with self._transaction():
            lines.put_lines(self._connection, self._put_note(tables.clean((file,))[0], "", "", None), found)

    def find_lines(self, text: str, limit: int) -> list[lines.Line]:
        """As `graph.store.lines.find_lines`."""
        with self._transaction("DEFERRED"):
            return lines.find_lines(self._connection, text, limit)

    def warnings(self) -> list[NoteWarning]:
        """The warnings of all notes, sorted."""
        return sorted(NoteWarning(*row) for row in self._rows("SELECT file, reason FROM warnings"))

    def notes(self) -> list[StoredNote]:
        """All notes that could be read, by file."""
        query = "SELECT file, title, date, tags, categories, aliases, headings FROM notes WHERE readable ORDER BY file"
        return [
            StoredNote(
                file, title, date, _list(tags), _list(categories), _list(aliases), tuple(map(tuple, _list(headings)))
            )
            for file, title, date, tags, categories, aliases, headings in self._rows(query)
        ]

    def text(self, file: str) -> str | None:
        """The decoded text of a note, its lines ended by line feeds; None where there is no such note."""
        rows = self._rows("SELECT text FROM notes WHERE readable AND file = ?", (file,))
        return rows[0][0] if rows else None

    def facts(self, file: str) -> NoteFacts | None:
        """What a note says, as it was put in; None where there is no such note."""
        if not (key := self._rows("SELECT id FROM notes WHERE file = ?", (file,))):
            return None
        mentions = (
            "SELECT surface, kind, name, block, start, stop, found_by FROM mentions JOIN terms ON id = term"
            " WHERE note = ? ORDER BY position"
        )
        statements = "SELECT * FROM statements WHERE note = ? ORDER BY position"
        claims = "SELECT name, alias, line FROM claims WHERE note = ? ORDER BY position"
        return tables.facts_of(
            file,
            self._rows(mentions, key[0]),
            (row[2:] for row in self._rows(statements, key[0])),
            self._rows(claims, key[0]),
        )

    def terms(self) -> list[Term]:
        """All names, in no order."""
        return [Term._make(row) for row in self._rows("SELECT id, surface, kind, name FROM terms")]

    def uses(self) -> list[Use]:
        """Which notes name which terms, in no order."""
        query = "SELECT term, file, count(*) FROM mentions JOIN notes ON id = note GROUP BY note, term"
        return [Use._make(row) for row in self._rows(query)]

    def claims(self) -> list[Claim]:
        """What notes say of other names, in no order."""
        query = "SELECT file, name, alias, line FROM claims JOIN notes ON id = note"
        return [Claim._make(row) for row in self._rows(query)]

    def statements(self) -> list[StatementRow]:
        """All statements, in no order."""
        query = (
            "SELECT a.term, relation, b.term, negated, modality, scope, confidence, s.found_by, origin, file, line,"
            " s.text, inherited FROM statements s JOIN notes n ON n.id = s.note"
            " JOIN mentions a ON a.note = s.note AND a.position = s.subject"
            " JOIN mentions b ON b.note = s.note AND b.position = s.object"
        )
        return [StatementRow._make(row) for row in self._rows(query)]

    def meta(self) -> dict[str, str]:
        """The texts kept with the graph: `revision`, `notes`, `corrections`; none where there is no graph yet."""
        return dict(self._rows("SELECT key, value FROM meta"))

    def write_graph(self, graph: GraphRows, meta: Mapping[str, str]) -> None:
        """Put `graph` and its `meta` texts in place of those before, at once."""
        with self._transaction() as run:
            for table, rows in zip(GraphRows._fields, graph, strict=True):
                run(f"DELETE FROM {table}")
                self._insert(table, rows)
            run("DELETE FROM meta")
            self._insert("meta", meta.items())
            run("DELETE FROM terms WHERE id NOT IN (SELECT term FROM mentions)")

    @contextmanager
    def reading_graph(self) -> Iterator[tuple[GraphRows, dict[str, str]]]:
        """The graph that was written last and its texts, none where there is no graph yet.

        The rows are read as they are asked for, and as they were at the start, until the context ends.
        """
        with self._transaction("DEFERRED") as run:
            rows = (run(f"SELECT * FROM {table} ORDER BY rowid") for table in GraphRows._fields)
            yield GraphRows(*rows), self.meta()

    def _put_note(self, file: str, content: str, version: str, note: Note | None) -> int:
        row = (None, file, content, version, *tables.note_row(note, file))
        return self._connection.execute(f"INSERT INTO notes VALUES (?{', ?' * (len(row) - 1)})", row).lastrowid or 0

    def _forget(self, file: str) -> None:
        for (key,) in self._rows("SELECT id FROM notes WHERE file = ?", (file,)):
            lines.remove_lines(self._connection, key)
            self._connection.execute("DELETE FROM notes WHERE id = ?", (key,))

    def _term_ids(self, terms: set[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
        self._connection.executemany("INSERT OR IGNORE INTO terms VALUES (NULL, ?, ?, ?)", sorted(terms))
        query = "SELECT id FROM terms WHERE surface = ? AND kind = ? AND name = ?"
        return {term: self._connection.execute(query, term).fetchone()[0] for term in terms}

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        listed = list(rows)
        if listed:
            self._connection.executemany(f"INSERT INTO {table} VALUES (?{', ?' * (len(listed[0]) - 1)})", listed)

    def _rows(self, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock, self._errors():
            return self._connection.execute(query, parameters).fetchall()

    @contextmanager
    def _transaction(self, mode: str = "IMMEDIATE") -> Iterator[Callable[..., sqlite3.Cursor]]:
        with self._lock, self._errors():
            self._connection.execute(f"BEGIN {mode}")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(explain(error, self.path)) from error

    def _prepare(self, read_only: bool) -> None:
        if self._version() == tables.SCHEMA_VERSION:
            return
        if read_only:
            raise StoreError(f"{self.path}: holds no graph of this version; run `notegraph build` on its notes.")
        self._connection.execute("PRAGMA journal_mode = WAL")
        with self._transaction() as run:
            if self._version() == tables.SCHEMA_VERSION:
                return
            run("DROP TABLE IF EXISTS lines")  # with the tables that it keeps for itself
            for (table,) in run("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                run(f"DROP TABLE {table}")
            for command in (*tables.SCHEMA.split(";"), lines.LINES):
                run(command)
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            run(f"PRAGMA user_version = {tables.SCHEMA_VERSION}")

    def _version(self) -> int:
        """Version of the schema, 0 in an empty file; `StoreError` for a file that this program must not touch."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (things,) = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application != APPLICATION_ID and things:
            raise StoreError(f"{self.path}: a database, but not one of notegraph; name another file.")
        if version > tables.SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: written by a newer version of notegraph; update it, or delete the file and build again."
            )
        return int(version)


def _list(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))
