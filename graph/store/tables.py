"""The store's tables: their columns, the values read from them, and how a note's facts become rows and rows facts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.notes import BlockKind, Note
from graph.statements import AliasClaim, Evidence, Mention, Modality, NoteFacts, Origin, Statement

SCHEMA_VERSION = 3
SCHEMA = """
CREATE TABLE notes (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, version TEXT NOT NULL,
  readable INTEGER NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, tags TEXT NOT NULL, categories TEXT NOT NULL,
  aliases TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE warnings (
  note INTEGER REFERENCES notes ON DELETE CASCADE, position INTEGER, file TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (note, position)) WITHOUT ROWID;
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, surface TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (surface, kind, name));
CREATE TABLE mentions (
  note INTEGER REFERENCES notes ON DELETE CASCADE, position INTEGER, term INTEGER NOT NULL, block INTEGER NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, found_by TEXT NOT NULL, PRIMARY KEY (note, position)) WITHOUT ROWID;
CREATE TABLE statements (
  note INTEGER REFERENCES notes ON DELETE CASCADE, position INTEGER, subject INTEGER NOT NULL, relation TEXT NOT NULL,
  object INTEGER NOT NULL, negated INTEGER NOT NULL, modality TEXT NOT NULL, scope TEXT NOT NULL,
  confidence REAL NOT NULL, found_by TEXT NOT NULL, origin TEXT NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL,
  inherited TEXT NOT NULL, PRIMARY KEY (note, position)) WITHOUT ROWID;
CREATE TABLE claims (
  note INTEGER REFERENCES notes ON DELETE CASCADE, position INTEGER, name TEXT NOT NULL, alias TEXT NOT NULL,
  line INTEGER NOT NULL, PRIMARY KEY (note, position)) WITHOUT ROWID;
CREATE TABLE nodes (label TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT NOT NULL, notes TEXT NOT NULL);
CREATE TABLE edges (
  subject TEXT NOT NULL, object TEXT NOT NULL, key TEXT NOT NULL, relation TEXT NOT NULL, negated INTEGER NOT NULL,
  scope TEXT NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL, found_by TEXT NOT NULL, origin TEXT NOT NULL,
  count INTEGER NOT NULL, evidence_file TEXT NOT NULL, evidence_line INTEGER NOT NULL, evidence TEXT NOT NULL,
  statements TEXT NOT NULL);
CREATE TABLE merges (name TEXT NOT NULL, label TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
"""
"""Subjects and objects of statements are positions of mentions in the same note. `nodes` and `edges` have the columns
of a graph's attributes (`graph.elements`) and are read in the order in which they were written."""

GRAPH_ATTRIBUTES = ("revision", "notes", "vocabulary")
"""Rows of `meta` that are attributes of the graph."""
NODE_ATTRIBUTES = ("label", "kind", "aliases", "notes")
"""Columns of `nodes`."""
EDGE_ATTRIBUTES = (
    *("relation", "negated", "scope", "modality", "confidence", "found_by", "origin", "count"),
    *("evidence_file", "evidence_line", "evidence", "statements"),
)
"""Columns of `edges` after subject, object and key."""


@dataclass(frozen=True, slots=True)
class StoredNote:
    """What is kept of a note beside its facts and its text."""

    file: str
    title: str
    date: str
    """ISO 8601, or empty."""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    """Each with its 1-based line."""


class Term(NamedTuple):
    """A name as written, with its type, whichever notes use it."""

    id: int
    """Differs from store to store; nothing may depend on its order."""
    surface: str
    kind: str
    name: str
    """The vocabulary's canonical name, or empty."""


class Use(NamedTuple):
    """How often a note names a term."""

    term: int
    file: str
    mentions: int


class Claim(NamedTuple):
    """A note says that two names mean one thing."""

    file: str
    name: str
    alias: str
    line: int


class StatementRow(NamedTuple):
    """A statement whose ends are terms."""

    subject: int
    relation: str
    object: int
    negated: int
    modality: str
    scope: str
    confidence: float
    found_by: str
    origin: str
    file: str
    line: int
    text: str
    inherited: str
    """JSON list of texts."""


class GraphRows(NamedTuple):
    """A finished graph as rows of `nodes`, `edges` and `merges`."""

    nodes: Iterable[tuple[Any, ...]]
    edges: Iterable[tuple[Any, ...]]
    merges: Iterable[tuple[Any, ...]]


class FactRows(NamedTuple):
    """A note's facts as rows, without the note's id in front; mentions carry their term instead of its id."""

    mentions: list[tuple[tuple[str, str, str], int, int, int, str]]
    """(surface, kind, name), block, start, stop, found_by"""
    statements: list[tuple[Any, ...]]
    claims: list[tuple[Any, ...]]


def note_row(note: Note | None, file: str) -> tuple[Any, ...]:
    """The columns of `notes` from `readable` on; None stands for a file that could not be read."""
    kept = note or Note(file, "", ())
    date = kept.date.isoformat() if kept.date else ""
    headings = [(block.line, block.text) for block in kept.blocks if block.kind is BlockKind.HEADING]
    lists = (to_json(names) for names in (kept.tags, kept.categories, kept.aliases, headings))
    return clean((note is not None, kept.title, date, *lists, "\n".join(kept.lines)))


def fact_rows(facts: NoteFacts) -> FactRows:
    """Rows of the facts; an end of a statement that is not listed as a mention becomes one."""
    ends = (end for s in facts.statements for end in (s.subject, s.object))
    position = {m: k for k, m in enumerate(dict.fromkeys((*facts.mentions, *ends)))}
    return FactRows(
        [(clean((m.surface, m.kind, m.name or "")), m.block, m.start, m.end, m.found_by) for m in position],
        [_statement_row(s, position[s.subject], position[s.object]) for s in facts.statements],
        [clean((claim.name, claim.alias, claim.line)) for claim in facts.aliases],
    )


def facts_of(file: str, mentions: Iterable[Any], statements: Iterable[Any], claims: Iterable[Any]) -> NoteFacts:
    """The facts again, from rows of (mention's columns with its term's), `statements` and `claims`."""
    named = [
        Mention(block, start, stop, surface, kind, found_by, name or None)
        for surface, kind, name, block, start, stop, found_by in mentions
    ]
    return NoteFacts(
        file,
        tuple(named),
        tuple(_statement(file, row, named) for row in statements),
        tuple(AliasClaim(*claim) for claim in claims),
    )


def clean(row: Iterable[Any]) -> tuple[Any, ...]:
    """The row without lone surrogates, which a database cannot hold.

    >>> clean(("caf\\udce9", 1))
    ('caf?', 1)
    """
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) and not v.isascii() else v for v in row)


def _statement_row(s: Statement, subject: int, object_: int) -> tuple[Any, ...]:
    return clean(
        (
            *(subject, s.relation, object_, s.negated, str(s.modality or ""), s.scope or "", s.confidence),
            *(s.found_by, str(s.origin), s.evidence.line, s.evidence.text, to_json(s.evidence.inherited)),
        )
    )


def _statement(file: str, row: tuple[Any, ...], mentions: list[Mention]) -> Statement:
    subject, relation, object_, negated, modality, scope, confidence, found_by, origin, line, text, inherited = row
    return Statement(
        subject=mentions[subject],
        relation=relation,
        object=mentions[object_],
        evidence=Evidence(file, line, text, tuple(json.loads(inherited))),
        negated=bool(negated),
        modality=Modality(modality) if modality else None,
        scope=scope or None,
        confidence=confidence,
        found_by=found_by,
        origin=Origin(origin),
    )


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
