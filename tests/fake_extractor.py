"""An extractor without a model, for tests: it reads lines such as `EFS | not mountable_by | Fargate | Linux only`.

A line `+ EFS` names a thing, `Elastic File System (EFS)` claims an alias; the word CRASH makes it fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.extraction.workers import Engine
from graph.notes import Note
from graph.resolve import Resolution, resolve
from graph.resolve.corrections import parse_corrections
from graph.statements import AliasClaim, Evidence, Mention, NoteFacts, Statement
from graph.store import Store

VOCABULARY = {"efs": "EFS", "elastic file system": "EFS", "amazon efs": "EFS", "eventbridge": "EventBridge"}
_STATEMENT = re.compile(r"(?P<s>[^|]+) \| (?P<no>not )?(?P<r>\w+) \| (?P<o>[^|]+?)( \| (?P<scope>.+))?")
_CLAIM = re.compile(r"(?P<name>[^|+]+) \((?P<alias>[A-Z0-9]+)\)")


class FakeExtractor:
    def extract(self, note: Note) -> NoteFacts:
        mentions: list[Mention] = []
        statements: list[Statement] = []
        claims: list[AliasClaim] = []
        for number, line in enumerate(note.lines, 1):
            if "CRASH" in line:
                raise ZeroDivisionError("the extractor has a fault")
            if found := _STATEMENT.fullmatch(line):
                ends = [mention(found["s"], number), mention(found["o"], number)]
                mentions += ends
                evidence = Evidence(note.file, number, line)
                negated, scope = bool(found["no"]), found["scope"]
                statements.append(Statement(ends[0], found["r"], ends[1], evidence, negated=negated, scope=scope))
            elif line.startswith("+ "):
                mentions.append(mention(line[2:], number))
            elif found := _CLAIM.fullmatch(line):
                mentions += [mention(found["name"], number), mention(found["alias"], number)]
                claims.append(AliasClaim(found["name"], found["alias"], number))
        return NoteFacts(note.file, tuple(mentions), tuple(statements), tuple(claims))


def mention(name: str, line: int = 1) -> Mention:
    known = VOCABULARY.get(name.lower())
    kind = "service" if known else "concept"
    return Mention(line, 0, len(name), name, kind, "vocabulary" if known else "model", known)


def load(_packs: Sequence[Path]) -> FakeExtractor:
    return FakeExtractor()


def version(packs: Sequence[Path]) -> str:
    return f"fake {len(packs)}"


FAKE = Engine(load, version)


def store_of(notes: Mapping[str, str]) -> Store:
    """A store in memory that holds what the notes say."""
    store = Store()
    for file, text in notes.items():
        note = Note(file, file, tuple(text.splitlines()))
        store.replace(file, text, "1", note, FakeExtractor().extract(note))
    return store


def resolved(notes: Mapping[str, str], corrections: str = "") -> Resolution:
    """The resolved graph of the notes."""
    with store_of(notes) as store:
        facts = (store.terms(), store.uses(), store.statements(), store.claims(), store.notes())
    return resolve(*facts, parse_corrections(corrections))
