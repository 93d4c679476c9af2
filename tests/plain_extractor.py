"""An extractor without a model, for tests of real notes: it knows a few names and the verbs "uses" and "is".

Two names of a line with "uses" between them give a statement; a line that opens with "uses" takes its subject from
the heading above; "A (B)" with two known names claims an alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from graph.build import BuildReport, build_uploads
from graph.extraction.workers import Engine
from graph.notes import Block, BlockKind, Note
from graph.statements import AliasClaim, Evidence, Mention, NoteFacts, Statement

NAMES = ("Elastic File System", "EFS", "ECS task", "ECS", "S3", "Raft", "C++", "consensus")
_NAMES = re.compile("|".join(map(re.escape, NAMES)))


class PlainExtractor:
    """Reads a note as the module says."""

    def extract(self, note: Note) -> NoteFacts:
        mentions = [m for b in note.blocks if b.kind is not BlockKind.CODE for m in _mentions(b)]
        statements = list(_statements(note, mentions))
        claims = [
            AliasClaim(a.surface, b.surface, note.blocks[a.block].line_at(a.start))
            for a, b in pairwise(mentions)
            if a.block == b.block and note.blocks[a.block].text[a.end : b.start] == " ("
        ]
        return NoteFacts(note.file, tuple(mentions), tuple(statements), tuple(claims))


def _mentions(block: Block) -> Iterator[Mention]:
    for found in _NAMES.finditer(block.text):
        yield Mention(block.index, *found.span(), found[0], "service", "model")


def _statements(note: Note, mentions: Sequence[Mention]) -> Iterator[Statement]:
    for place, second in enumerate(mentions):
        block = note.blocks[second.block]
        first = mentions[place - 1] if place and mentions[place - 1].block == second.block else None
        if first is not None and "uses" in block.text[first.end : second.start]:
            yield _statement(note, first, second, ())
        elif block.text.startswith("uses ") and first is None:
            above = [m for m in mentions if m.block in note.ancestors[block.index]]
            if above:
                yield _statement(note, above[-1], second, (note.blocks[above[-1].block].text,))


def _statement(note: Note, subject: Mention, object_: Mention, inherited: tuple[str, ...]) -> Statement:
    line = note.blocks[object_.block].line_at(object_.start)
    confidence = 0.4 if inherited else 0.9
    evidence = Evidence(note.file, line, note.source_line(line), inherited)
    return Statement(subject, "uses", object_, evidence, confidence=confidence)


def _load(_packs: Sequence[Path]) -> PlainExtractor:
    return PlainExtractor()


def _version(_packs: Sequence[Path]) -> str:
    return "plain"


PLAIN = Engine(_load, _version)


def built(**notes: str) -> BuildReport:
    """The report on notes that are given as `efs="# EFS"`, each in a file of that name."""
    return build_uploads({f"{name}.md": text.encode() for name, text in notes.items()}, engine=PLAIN)
