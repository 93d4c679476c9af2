"""Whatever a file holds, it is read without failing, and what comes out is consistent."""

from __future__ import annotations

import itertools
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.notes import Block, BlockKind, Note
from graph.readers import parse_note

PIECES = [
    *"#-*+>|`~:=[]()!<>{}%$&_\\\n\t .•1a한é\0\r\ufeff\u200b\"'",
    *re.split(
        "¦", "---\n¦+++\n¦title: ¦tags: [¦```\n¦~~~¦> ¦- ¦1. ¦  ¦    ¦\n\n¦# ¦\n===\n¦- [ ] ¦> [!note] ¦: ¦[^1]: "
    ),
    *re.split("¦", "**¦__¦==¦%%¦{%¦%}¦{{¦}}¦{: ¦<!--¦-->¦<script>¦</script>¦<b>¦<div>¦[[¦]]¦](¦![¦[^1]¦&amp;¦#tag "),
    *re.split("¦", "| a | b |\n¦|---|---|\n¦word¦word\n¦word ¦Term: ¦http://x.y "),
]
notes = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(note: Note) -> None:
    for k, block in enumerate(note.blocks):
        assert block.index == k
        assert block.parent is None or 0 <= block.parent < k
        assert block.header is None or note.blocks[block.header].kind is BlockKind.TABLE_ROW
        assert block.text.strip()
        assert block.line >= 1
        assert block.line_at(len(block.text)) <= len(note.lines)
        check_spans(block)
        if block.kind is not BlockKind.CODE:
            assert all(line == " ".join(line.split()) for line in block.text.split("\n"))


def check_spans(block: Block) -> None:
    for start, end in [*((m.start, m.end) for m in block.marks), *([block.lead_in] if block.lead_in else [])]:
        assert 0 <= start < end <= len(block.text)
        assert block.text[start:end] == block.text[start:end].strip()
    for start, end in block.cells:
        assert 0 <= start <= end <= len(block.text)


def with_numbered_words(text: str) -> str:
    numbers = itertools.count()
    return re.sub("word", lambda _: f"word{next(numbers)}x", text)


@many
@given(notes)
def test_any_markup_is_read(text: str) -> None:
    note, warnings = parse_note(text.encode(), "n.md")
    assert len(warnings) <= 1
    if note:
        check(note)


@many
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    note, warnings = parse_note(data, "n.md")
    assert len(warnings) == (0 if note else 1) or note is not None
    if note:
        check(note)


@many
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    note, _ = parse_note(text.encode("utf-8", "replace"), "n.md")
    if note:
        check(note)


@many
@given(notes.map(with_numbered_words))
def test_words_stand_on_the_line_that_the_block_names(text: str) -> None:
    note, _ = parse_note(text.encode(), "n.md")
    for block in note.blocks if note else ():
        for found in re.finditer(r"word\d+x", block.text if block.kind is not BlockKind.FRONT_MATTER else ""):
            assert note is not None
            assert found[0] in note.lines[block.line_at(found.start()) - 1]


@many
@given(notes)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse_note(text.encode(), "n.md") == parse_note(text.encode(), "n.md")
