"""Each case of tests/cases_reading: a note and the blocks that it is read as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.notes import Block, MarkKind, Note
from graph.readers import parse_note

CASES = Path(__file__).parent / "cases_reading"
CASE = re.compile(r"^([^\n]+)\n\.\n(.*?\n)\.\n(.*?\n)\.$", re.MULTILINE | re.DOTALL)


def cases() -> list[object]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for title, source, expected in re.findall(
            r"^([^\n]+)\n\.\n(.*?\n)\.\n(.*?\n)\.$", text, re.MULTILINE | re.DOTALL
        ):
            found.append(pytest.param(source, expected, id=f"{path.stem}: {title}"))
    return found


def show(note: Note, block: Block) -> str:
    parent = "-" if block.parent is None else str(note.blocks[block.parent].line)
    notes = [f"lead {block.text[slice(*block.lead_in)]}"] if block.lead_in else []
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        bare = mark.target is None or mark.target == text
        notes.append(f"{mark.kind} {text}" if bare else f"{mark.kind} {text} {mark.target}")
    if block.header is not None:
        notes.append(f"header {note.blocks[block.header].line}")
    shown = " ".join([f"{block.line} {block.kind} {block.depth} ^{parent} {block.text}", *(f"{{{n}}}" for n in notes)])
    return shown.replace("\n", "⏎")


@pytest.mark.parametrize(("source", "expected"), cases())
def test_a_note_is_read_as_its_author_meant(source: str, expected: str) -> None:
    note, warnings = parse_note(source.encode(), "note.md")
    assert note is not None
    assert warnings == []
    assert "\n".join(show(note, block) for block in note.blocks) + "\n" == expected


def test_the_case_files_hold_cases() -> None:
    assert len(cases()) > 50


def test_cells_are_spans_of_the_row() -> None:
    note, _ = parse_note(b"| a  b | |  c |\n|---|---|---|\n", "n.md")
    assert note is not None
    row = note.blocks[0]
    assert row.text == "a b | | c"
    assert [row.text[slice(*cell)] for cell in row.cells] == ["a b", "", "c"]


def test_line_at_follows_soft_breaks() -> None:
    note, _ = parse_note(b"---\ntitle: x\n---\n\n- one\n  two\n", "n.md")
    assert note is not None
    item = note.blocks[1]
    assert [item.line_at(item.text.index(word)) for word in ("one", "two")] == [5, 6]


def test_tags_are_gathered_without_their_sign_each_once() -> None:
    note, _ = parse_note(b"---\ntags: [aws, '#ecs']\n---\n#aws and #efs/mount\n", "n.md")
    assert note is not None
    assert note.tags == ("aws", "ecs", "efs/mount")
    assert [mark.kind for mark in note.blocks[1].marks] == [MarkKind.TAG, MarkKind.TAG]


def test_crlf_and_cr_end_lines_and_a_form_feed_does_not() -> None:
    note, _ = parse_note(b"# a\r\n- b\rc\x0cd\r\n", "n.md")
    assert note is not None
    assert note.lines == ("# a", "- b", "c\x0cd")
    assert [(b.line, b.text) for b in note.blocks] == [(1, "a"), (2, "b\nc d")]


def test_a_block_that_is_longer_than_any_paragraph_is_plain_text() -> None:
    note, _ = parse_note(b"**a** " * 20_000, "n.md")
    assert note is not None
    assert note.blocks[0].marks == ()


@pytest.mark.parametrize(
    "source",
    ["[" * 20_000, "a" * 100_000, "> " * 20_000, "- " * 20_000, "- [ ] " * 9_000, "<!-- " * 9_000, "{{ " * 9_000],
    ids=["brackets", "one word", "quotes", "bullets", "boxes", "comments", "templates"],
)
def test_text_of_nothing_but_signs_is_read(source: str) -> None:
    note, warnings = parse_note(f"# t\n\n{source}\n\nend\n".encode(), "n.md")
    assert note is not None
    assert warnings == []
    assert note.blocks[0].text == "t"
