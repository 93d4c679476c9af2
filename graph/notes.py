"""What a note is once it has been read: front matter and a flat list of blocks that know their place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in the note's Markdown."""

    FRONT_MATTER = "front_matter"
    """One of title, tags, categories, aliases; the text is its value, list items joined by ", "."""
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    """A paragraph in a quote or callout; lists and headings in a quote keep their own kind."""
    TABLE_ROW = "table_row"
    """One row, the header row too; the text is its cells joined by " | "."""
    CODE = "code"
    """A fenced or indented block. It is kept as it is and never read as prose."""


class MarkKind(StrEnum):
    """What a stretch of a block's text was marked as."""

    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"
    WIKILINK = "wikilink"
    EMBED = "embed"
    IMAGE = "image"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a block's text."""

    kind: MarkKind
    start: int
    """First character in the block's text, 0-based."""
    end: int
    """One past the last character."""
    target: str | None = None
    """Where a link, wikilink, embed or image leads, as written; None for the other kinds."""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, list item, paragraph, table row or code block of a note."""

    index: int
    """Place in `Note.blocks`, 0-based."""
    kind: BlockKind
    text: str
    """The text without marks; a line break stands exactly where the source line ends."""
    line: int
    """1-based line of the file on which the text starts, front matter counted."""
    depth: int = 0
    """Heading level 1 to 6; for a list item, and what belongs to it, the nesting from 0; otherwise 0."""
    parent: int | None = None
    """Index of the block that this one hangs on: the item above, the lead-in paragraph before a list
    ("**Use cases**", "It supports:"), the heading, or the title in the front matter; None at the top."""
    marks: tuple[Mark, ...] = ()
    lead_in: tuple[int, int] | None = None
    """Span in the text of the term that opens the block and is then explained: "EC2 Launch Type" in
    "**EC2 Launch Type:** you provision", "Term" in "Term - text"; without the colon or dash."""
    cells: tuple[tuple[int, int], ...] = ()
    """Spans in the text of a table row's cells."""
    header: int | None = None
    """Index of the header row, for a table row below it."""

    def line_at(self, offset: int) -> int:
        """The 1-based line of the file on which the character at `offset` of the text stands."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read, before anything was extracted from it."""

    file: str
    """Path relative to the notes folder, with forward slashes."""
    title: str
    """From the front matter, else the first heading of level 1, else the file's name without its date."""
    lines: tuple[str, ...]
    """The file's lines as decoded, without line ends; `lines[k - 1]` is line k."""
    blocks: tuple[Block, ...] = ()
    date: datetime.date | None = None
    tags: tuple[str, ...] = ()
    """Front matter and #inline, without the sign, in order of appearance, each once."""
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names of what the note is about, from the front matter."""
    ancestors: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    """For each block the indices of its ancestors, nearest first; derived from `Block.parent`."""

    def __post_init__(self) -> None:
        chains: list[tuple[int, ...]] = []
        for block in self.blocks:
            chains.append(() if block.parent is None else (block.parent, *chains[block.parent]))
        object.__setattr__(self, "ancestors", tuple(chains))

    def heading_path(self, block: Block) -> tuple[str, ...]:
        """Texts of the headings above `block`, outermost first."""
        above = (self.blocks[k] for k in reversed(self.ancestors[block.index]))
        return tuple(b.text for b in above if b.kind is BlockKind.HEADING)

    def source_line(self, line: int) -> str:
        """Line `line` of the file, 1-based, as written but without the space around it."""
        return self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""


@dataclass(frozen=True, slots=True, order=True)
class NoteWarning:
    """Why a file was left out, or read in part."""

    file: str
    """Path relative to the notes folder, with forward slashes."""
    reason: str
    """One sentence: what is odd and what was done about it."""

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"
