"""Tokens of the block parser in, blocks that know their line, parent and depth out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from graph.notes import Block, BlockKind, MarkKind
from graph.readers.block_rules import Item, is_bold_line, is_label
from graph.readers.inline import Inline, read_inline
from graph.readers.lead_ins import find_lead_in
from graph.readers.nesting import OpenItem, Place

_CALLOUT = re.compile(r"\[!([\w -]+)\][-+]?[ \t]*")
_WITH_LEAD_IN = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.PARAGRAPH, BlockKind.QUOTE)


@dataclass(slots=True)
class _Outline:
    """The blocks so far, and where in the nesting the reading stands."""

    md: MarkdownIt
    env: EnvType
    lines: Sequence[str]
    blocks: list[Block]
    places: list[Place]
    item: tuple[Item, int] | None = None
    """A list marker whose text has not come yet, and its line."""
    term: int | None = None
    """The last paragraph or item: what a definition below it explains."""
    table: tuple[int, int | None, int | None] = (-1, None, None)
    """The open table: its first line, what it hangs on, its header's block."""


def outline(
    md: MarkdownIt, source: str, lines: Sequence[str], front: Sequence[Block], title: int | None
) -> list[Block]:
    """The blocks of a note: those of its front matter, of which `title` is one, and those of the Markdown `source`."""
    env: EnvType = {}
    tokens = md.parse(source, env)
    reading = _Outline(md, env, lines, list(front), [Place([(0, title)])])
    for token in tokens:
        if writer := _READERS.get(token.type):
            writer(reading, token)
    return reading.blocks


def _read_heading(reading: _Outline, token: Token) -> None:
    _close_item(reading)
    place = reading.places[-1]
    level = int(token.meta["level"])
    while len(place.headings) > 1 and place.headings[-1][0] >= level:
        place.headings.pop()
    inline = _inline(reading, [token.content])
    parent = place.top()
    place.headings.append((level, _add(reading, BlockKind.HEADING, inline, token, level, parent)))
    place.items.clear()
    place.lead = place.label = None
    place.is_fresh = False


def _read_item(reading: _Outline, token: Token) -> None:
    _close_item(reading)
    place, item = reading.places[-1], token.meta["item"]
    assert token.map
    place.owner(item.indent, least=1)
    if not place.items and reading.blocks and item.kind:
        if place.label and place.label[1] == token.map[0]:
            place.lead = place.label[0]
        elif reading.blocks[-1].kind in (BlockKind.TABLE_ROW, BlockKind.CODE):
            place.lead = None
    reading.item = item, token.map[0]
    place.is_fresh = False


def _close_item(reading: _Outline, block: int | None = None) -> None:
    """The item that was announced is there: with a block of its own, or without text."""
    if reading.item:
        item, _ = reading.item
        place = reading.places[-1]
        place.items.append(OpenItem(item.indent, item.content, place.item_depth(), block))
        reading.item = None


def _read_text(reading: _Outline, token: Token) -> None:
    place = reading.places[-1]
    assert token.map
    if reading.item and (token.map[0] == reading.item[1] or _is_item_text(reading.item, token)):
        _read_item_text(reading, token)
    elif place.in_quote and place.is_fresh and (callout := _CALLOUT.match(token.content)):
        _read_callout(reading, token, callout)
    else:
        _close_item(reading)
        _read_paragraph(reading, token)
    place.is_fresh = False


def _is_item_text(opened: tuple[Item, int], token: Token) -> bool:
    """An empty marker whose text stands on the next line, further right."""
    return token.map is not None and token.map[0] == opened[1] + 1 and token.meta["indent"] > opened[0].indent


def _read_item_text(reading: _Outline, token: Token) -> None:
    assert reading.item
    item, place = reading.item[0], reading.places[-1]
    if item.kind is None:
        _read_definition(reading, token)
        return
    above = place.item_above()
    parent = above if above is not None else place.lead if place.lead is not None else place.top()
    depth = place.item_depth()
    reading.term = _add(reading, item.kind, _inline(reading, [token.content]), token, depth, parent)
    _close_item(reading, reading.term)


def _read_definition(reading: _Outline, token: Token) -> None:
    """A paragraph that hangs on its term, all of which is then a lead-in."""
    reading.item = None
    place = reading.places[-1]
    parent = place.top() if reading.term is None else reading.term
    _add(reading, BlockKind.PARAGRAPH, _inline(reading, [token.content]), token, place.depth, parent)
    if reading.term is not None:
        term = reading.blocks[reading.term]
        reading.blocks[reading.term] = replace(term, lead_in=term.lead_in or (0, len(term.text)))


def _read_callout(reading: _Outline, token: Token, callout: re.Match[str]) -> None:
    """The title of a callout is a block that the rest of the callout hangs on."""
    place = reading.places[-1]
    assert token.map
    first, _, rest = token.content.partition("\n")
    title = _inline(reading, [first[callout.end() :]])
    block = _add(reading, BlockKind.QUOTE, title, token, place.depth, place.top())
    if block is not None:
        place.headings = [(0, block)]
    if rest.strip():
        body = Token("text", "", 0, content=rest, map=[token.map[0] + 1, token.map[1]], meta=token.meta)
        _read_paragraph(reading, body)


def _read_paragraph(reading: _Outline, token: Token) -> None:
    place = reading.places[-1]
    assert token.map
    indent = int(token.meta["indent"])
    owner = place.owner(indent)
    if indent - (owner.content if owner else 0) >= 4 and not token.content.startswith("<"):
        _add_code(reading, _verbatim(reading, token), token.map[0] + 1, indent)
        return
    kind = BlockKind.QUOTE if place.in_quote else BlockKind.PARAGRAPH
    parent = place.item_above() if owner else None
    inline = _inline(reading, [token.content])
    block = _add(reading, kind, inline, token, place.item_depth(), place.top() if parent is None else parent)
    reading.term = block
    if block is None or owner:
        return
    last = token.content.rpartition("\n")[2]
    place.lead = block if inline.text.endswith((":", "：")) or is_bold_line(last) else None
    is_image = any(mark.kind is MarkKind.IMAGE and mark.end - mark.start == len(inline.text) for mark in inline.marks)
    is_labelled = not is_image and (is_label(token.content) or is_bold_line(token.content.partition("\n")[0]))
    place.label = (block, token.map[1]) if is_labelled else None


def _verbatim(reading: _Outline, token: Token) -> str:
    assert token.map
    if reading.places[-1].in_quote:
        return token.content
    return dedent("\n".join(reading.lines[token.map[0] : token.map[1]]))


def _read_fence(reading: _Outline, token: Token) -> None:
    _close_item(reading)
    assert token.map
    _add_code(reading, token.content.removesuffix("\n"), token.map[0] + 2, int(token.meta["indent"]))


def _add_code(reading: _Outline, text: str, line: int, indent: int) -> None:
    """Code at the margin does not end a list: steps often have theirs there."""
    place = reading.places[-1]
    place.is_fresh = False
    owners = [item for item in place.items if item.indent + 2 <= indent]
    parent = next((item.block for item in reversed(owners) if item.block is not None), None)
    if text.strip():
        reading.blocks.append(
            Block(
                index=len(reading.blocks),
                kind=BlockKind.CODE,
                text=text,
                line=line,
                depth=owners[-1].depth + 1 if owners else place.depth,
                parent=place.top() if parent is None else parent,
            )
        )


def _read_row(reading: _Outline, token: Token) -> None:
    _close_item(reading)
    place = reading.places[-1]
    place.is_fresh = False
    assert token.map
    first = int(token.meta["first"])
    if reading.table[0] != first:
        owner = place.owner(int(token.meta["indent"]))
        reading.table = first, _table_parent(reading, place, owner, first), None
    inline = _inline(reading, token.meta["cells"], joint=" | ")
    if not any(start < end for start, end in inline.spans):
        return
    _, parent, header = reading.table
    block = _add(reading, BlockKind.TABLE_ROW, inline, token, place.item_depth(), parent, header=header)
    if token.map[0] == token.meta["header"]:
        reading.table = first, parent, block


def _table_parent(reading: _Outline, place: Place, owner: OpenItem | None, first: int) -> int | None:
    if owner:
        above = place.item_above()
        return place.top() if above is None else above
    last = reading.blocks[-1].index if reading.blocks else None
    if place.label and place.label == (last, first):
        return last
    return last if last is not None and last == place.lead else place.top()


def _open_quote(reading: _Outline, token: Token) -> None:
    _close_item(reading)
    outer = reading.places[-1]
    outer.is_fresh = False
    owner = outer.owner(int(token.meta["indent"]))
    above = outer.item_above() if owner else None
    headings: list[tuple[int, int | None]] = [(0, above)] if owner and above is not None else list(outer.headings)
    reading.places.append(Place(headings, depth=outer.item_depth(), in_quote=True))


def _close_quote(reading: _Outline, token: Token) -> None:  # noqa: ARG001
    _close_item(reading)
    reading.places.pop()
    outer = reading.places[-1]
    if not outer.items:
        outer.lead = outer.label = None


def _inline(reading: _Outline, parts: Sequence[str], *, joint: str = "") -> Inline:
    return read_inline(reading.md, parts, reading.env, joint=joint)


def _add(
    reading: _Outline,
    kind: BlockKind,
    inline: Inline,
    token: Token,
    depth: int,
    parent: int | None,
    *,
    header: int | None = None,
) -> int | None:
    """The new block's index; None where there is no text, and so no block."""
    if not inline.text:
        return None
    assert token.map
    block = Block(
        index=len(reading.blocks),
        kind=kind,
        text=inline.text,
        line=token.map[0] + 1 + inline.skipped,
        depth=depth,
        parent=parent,
        marks=inline.marks,
        lead_in=find_lead_in(inline.text, inline.marks) if kind in _WITH_LEAD_IN else None,
        cells=inline.spans if kind is BlockKind.TABLE_ROW else (),
        header=header,
    )
    reading.blocks.append(block)
    return block.index


_READERS: dict[str, Callable[[_Outline, Token], None]] = {
    "heading": _read_heading,
    "item": _read_item,
    "text": _read_text,
    "fence": _read_fence,
    "row": _read_row,
    "blockquote_open": _open_quote,
    "blockquote_close": _close_quote,
}
