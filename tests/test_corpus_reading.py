"""Every Markdown file of the outside corpus (NOTEGRAPH_CORPUS) is read; what is odd in it is known."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.notes import BlockKind, Note
from graph.readers import read_note

KNOWN = Path(__file__).with_name("corpus_warnings.txt")
WORD = re.compile(r"[^\W_]+")

Corpus = tuple[list[str], list[str]]
"""Warnings, and words that do not stand where their block says."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    folder = os.environ.get("NOTEGRAPH_CORPUS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("NOTEGRAPH_CORPUS names no folder of outside notes")
    warnings: list[str] = []
    misplaced: list[str] = []
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix in (".md", ".markdown") and path.is_file():
            note, odd = read_note(path, Path(folder))
            warnings += map(str, odd)
            misplaced += misplaced_words(note) if note else []
    return sorted(warnings), misplaced


def test_the_warnings_are_the_known_ones(corpus: Corpus) -> None:
    assert corpus[0] == KNOWN.read_text(encoding="utf-8").splitlines()


def test_every_word_stands_on_the_line_that_its_block_names(corpus: Corpus) -> None:
    assert corpus[1] == []


def misplaced_words(note: Note) -> Iterator[str]:
    for block in note.blocks:
        if block.kind in (BlockKind.FRONT_MATTER, BlockKind.CODE):
            continue
        for offset, text in enumerate(block.text.split("\n")):
            written = note.lines[block.line + offset - 1]
            source = f"{written} {html.unescape(written)}"
            for word in WORD.findall(text):
                if word not in source and not is_joined(word, source):
                    yield f"{note.file}:{block.line + offset} {word}"


def is_joined(word: str, source: str) -> bool:
    """A word of pieces between which a mark stood: "S" and "3" of "S**3**"."""
    return any(word[:k] in source and (word[k:] in source or is_joined(word[k:], source)) for k in range(1, len(word)))
