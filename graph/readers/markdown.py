"""The bytes of one note in, a Note of Blocks out, or the reason why there is none."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from graph.notes import Block, BlockKind, MarkKind, Note, NoteWarning
from graph.readers.block_rules import add_block_rules
from graph.readers.decoding import decode
from graph.readers.frontmatter import FrontMatter, read_front_matter, split_file_name
from graph.readers.inline_rules import add_inline_rules
from graph.readers.outline import outline
from graph.readers.templates import blank_templates

MAX_BYTES = 10_000_000
"""A larger file is no note and is left out."""

_SPACES = dict.fromkeys(map(ord, "\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
"""Indents copied from a web page are of these; the parser knows spaces and tabs only."""
_LINE_END = re.compile(r"\r\n|\n|\r")


def parse_note(data: bytes, file: str) -> tuple[Note | None, list[NoteWarning]]:
    """The note that `data` holds; `file` is its path relative to the notes folder, with forward slashes.

    No content makes this fail. Where the bytes are no text there is no note, and the warning says why; where they
    are read in part, there is a note and a warning. There is at most one warning.

    >>> note, warnings = parse_note(b"# EFS\\n- mounted by **ECS**\\n", "efs.md")
    >>> note.title, [block.text for block in note.blocks], warnings
    ('EFS', ['EFS', 'mounted by ECS'], [])
    """
    if len(data) > MAX_BYTES:
        return None, [NoteWarning(file, f"is larger than {MAX_BYTES // 1_000_000} MB; it was left out")]
    text, odd = decode(data)
    if text is None:
        return None, [NoteWarning(file, odd or "is not a text file; it was left out")]
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    note, problem = _read(lines, file)
    reasons = [reason for reason in (odd, problem) if reason]
    return note, [NoteWarning(file, "; ".join(reasons))] if reasons else []


def _read(lines: Sequence[str], file: str) -> tuple[Note, str | None]:
    text = "\n".join(lines)
    front = read_front_matter(text)
    body = "\n" * front.length + "\n".join(lines[front.length :]).translate(_SPACES)
    fields = [_front_block(k, front) for k in range(len(front.fields))]
    title = next((k for k, field in enumerate(front.fields) if field.key == "title"), None)
    blocks = outline(_parser(), blank_templates(body), lines, fields, title)
    stem, date = split_file_name(PurePosixPath(file).stem)
    heading = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.depth == 1), stem)
    note = Note(
        file=file,
        title=" ".join(front.get("title")) or " ".join(heading.split()),
        lines=tuple(lines),
        blocks=tuple(blocks),
        date=front.date or date,
        tags=tuple(dict.fromkeys([*front.get("tags"), *_inline_tags(blocks)])),
        categories=front.get("categories"),
        aliases=front.get("aliases"),
    )
    return note, front.problem


def _front_block(index: int, front: FrontMatter) -> Block:
    field = front.fields[index]
    return Block(index=index, kind=BlockKind.FRONT_MATTER, text=", ".join(field.values), line=field.line)


def _inline_tags(blocks: Sequence[Block]) -> list[str]:
    return [b.text[m.start + 1 : m.end] for b in blocks for m in b.marks if m.kind is MarkKind.TAG]


@functools.cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("js-default", {"maxNesting": 60, "html": True, "linkify": False, "typographer": False})
    md.core.ruler.enableOnly(["normalize", "block"])
    add_block_rules(md)
    add_inline_rules(md)
    return md
