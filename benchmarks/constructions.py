"""An annotated relation and its note go in; by what kind of construction the note states it comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from benchmarks.gold import Gold
from graph.names import name_key, words_of
from graph.notes import Block, BlockKind, Note

CONSTRUCTIONS = (
    *("negation", "table", "symbols", "wikilink", "heading structure", "list under a lead-in"),
    *("definition line", "inherited subject", "full sentence"),
)
"""A relation is of the first of these that fits."""
_SYMBOLS = re.compile(r"->|=>|→|<->|<=>|!=|≠|\s=\s|\bvs\b")
_WIKILINK = re.compile(r"\[\[([^\]|#]+)")


def construction_of(entry: Mapping[str, Any], gold: Gold, note: Note) -> str:
    """The kind of construction of an annotation's `entry` in its `note`."""
    if entry.get("negated"):
        return "negation"
    line = entry.get("line", 0)
    block = _block_at(note, line)
    written = note.source_line(line)
    if block is None:
        return "full sentence"
    if block.kind is BlockKind.TABLE_ROW:
        return "table"
    if _SYMBOLS.search(written):
        return "symbols"
    ends = (entry["s"], entry["o"])
    if any(gold.entity(link) in ends for link in _WIKILINK.findall(written)):
        return "wikilink"
    parent = None if block.parent is None else note.blocks[block.parent]
    if entry.get("structural"):
        under_list = parent is not None and parent.kind not in (BlockKind.HEADING, BlockKind.FRONT_MATTER)
        return "list under a lead-in" if under_list and block.kind is not BlockKind.HEADING else "heading structure"
    if block.lead_in and gold.entity(block.text[slice(*block.lead_in)]) in ends:
        return "definition line"
    return "full sentence" if all(_is_named(end, gold, written) for end in ends) else "inherited subject"


def _block_at(note: Note, line: int) -> Block | None:
    return next((b for b in reversed(note.blocks) if b.line <= line <= b.line + b.text.count("\n")), None)


def _is_named(entity: str, gold: Gold, line: str) -> bool:
    words = [word.folded for word in words_of(line)]
    names = [name_key(" ".join(name)) for name, other in gold.exact.items() if other == entity]
    return any(
        tuple(words[k : k + len(name)]) == tuple(name)
        for name in names
        if name
        for k in range(len(words) - len(name) + 1)
    )
