"""Sixty files of the outside corpus (NOTEGRAPH_CORPUS), the oddest by a dozen measures: all is extracted soundly."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.extraction import load_extractor
from graph.names import words_of
from graph.notes import Note
from graph.readers import read_note
from graph.resolve import resolve
from graph.statements import Mention, NoteFacts, Statement
from graph.store import Store

pytestmark = pytest.mark.model

FILES_PER_MEASURE = 5
LARGEST = 8_000
"""Bytes; the time that a file takes grows with its size, and odd text of any kind is found below it."""
LONGEST_NAME = 8
"""Words."""


def _count(pattern: bytes) -> Callable[[bytes], float]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda data: len(compiled.findall(data))


def _longest(pattern: bytes) -> Callable[[bytes], float]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda data: max((len(found) for found in compiled.findall(data)), default=0)


def _undecodable(data: bytes) -> float:
    return len(data) - len(data.decode("utf-8", "ignore").replace("\0", "").encode())


MEASURES: dict[str, Callable[[bytes], float]] = {
    "bytes that are no UTF-8": _undecodable,
    "longest line": _longest(rb"^.+$"),
    "table rows": _count(rb"^\s*\|.*\|\s*$"),
    "share outside ASCII": lambda data: sum(byte > 127 for byte in data) / max(1, len(data)),
    "deepest bullet": _longest(rb"^[ \t]+(?=[-*+] )"),
    "largest": len,
    "smallest": lambda data: -len(data),
    "HTML tags": _count(rb"<[a-z/][^>\n]*>"),
    "code fences": _count(rb"^\s*(?:```|~~~)"),
    "headings": _count(rb"^#{1,6} "),
    "links": _count(rb"\]\("),
    "longest word": _longest(rb"\S+"),
}

Extracted = list[tuple[Note, NoteFacts]]


@pytest.fixture(scope="module")
def folder() -> Path:
    folder = os.environ.get("NOTEGRAPH_CORPUS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("NOTEGRAPH_CORPUS names no folder of outside notes")
    return Path(folder)


@pytest.fixture(scope="module")
def extracted(folder: Path) -> Extracted:
    extractor = load_extractor()
    notes = [note for path in oddest(folder) if (note := read_note(path, folder)[0])]
    return [(note, extractor.extract(note)) for note in notes]


def oddest(folder: Path) -> list[Path]:
    """The files that lead by one of the measures and by none before it; the same ones each time."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".markdown") and path.is_file())
    contents = {path: path.read_bytes() for path in files}
    left = {path: data for path, data in contents.items() if 0 < len(data) <= LARGEST}
    chosen: list[Path] = []
    for measure in MEASURES.values():
        leading = sorted(left, key=lambda path: (-measure(left[path]), path))[:FILES_PER_MEASURE]
        chosen += leading
        for path in leading:
            del left[path]
    return chosen


def test_sixty_files_are_extracted(folder: Path, extracted: Extracted) -> None:
    assert len(oddest(folder)) == 60
    assert len(extracted) > 55
    assert sum(len(facts.statements) for _, facts in extracted) > 500


def test_every_mention_stands_where_it_says(extracted: Extracted) -> None:
    assert [wrong for note, facts in extracted for wrong in misplaced(note, facts)] == []


def test_every_statement_is_sound(extracted: Extracted) -> None:
    wrong = [f"{note.file}: {s}" for note, facts in extracted for s in facts.statements if not is_sound(note, s)]
    assert wrong == []


def test_every_node_has_a_name_of_a_few_words(extracted: Extracted) -> None:
    with Store() as store:
        for note, facts in extracted:
            store.replace(note.file, note.file, "1", note, facts)
        resolution = resolve(store.terms(), store.uses(), store.statements(), store.claims(), store.notes())
    assert len(resolution.nodes) > 300
    assert [node.label for node in resolution.nodes if not 0 < len(words_of(node.label)) <= LONGEST_NAME] == []


def misplaced(note: Note, facts: NoteFacts) -> Iterator[str]:
    for mention in facts.mentions:
        text = note.blocks[mention.block].text[mention.start : mention.end]
        if not text.strip() or "\n" in text or " ".join(text.split()) != mention.surface:
            yield f"{note.file}: {mention}"


def is_sound(note: Note, statement: Statement) -> bool:
    evidence = statement.evidence
    return (
        0 < evidence.line <= len(note.lines)
        and evidence.text == note.lines[evidence.line - 1].strip()
        and 0 <= statement.confidence <= 1
        and bool(statement.relation)
        and is_named(statement.subject)
        and is_named(statement.object)
        and statement.subject != statement.object
    )


def is_named(mention: Mention) -> bool:
    return bool(words_of(mention.surface))
