"""Block rules for the Markdown parser that read lists, tables and headings as their author meant them.

CommonMark's own list rule turns a note with odd indents into code or into one flat list. Here a list item is one
line that opens with a marker, whatever its indent; what hangs on what is told from the indents afterwards (outline.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, fence
from markdown_it.rules_block.table import escapedSplit

from graph.notes import BlockKind

MAX_MARKERS = 30
"""Most list markers that are read on one line ("- - - text")."""
WRAPPED = 60
"""A line at least this long, without an end of sentence, was probably wrapped by an editor."""
LABEL_WORDS = 8
"""Most words of a line that is taken for the label of the list below it."""

_MARKER = re.compile(r"(?:(?P<bullet>[-*+•‣◦▪●○·–])|(?P<number>\d{1,3}[.)]))(?=\s|$)[ \t]*")
_GLUED_MARKER = re.compile(r"(?P<bullet>-)(?=[^\W\d_a-z][^\W\d_]*[ \t]+[^-\s]\S*[ \t]+\S)")
"""A dash without a space before a capital, in a line of three words or more; not the option of a command."""
_NOTE_MARKER = re.compile(r"(?:(?P<footnote>\[\^[^\]\s]+\]:)|(?P<definition>:(?=[ \t])))[ \t]*")
_TASK = re.compile(r"\[[ xX/\->?!*]\](?:[ \t]+|$)")
_HEADING = re.compile(r"(#+)(?:[ \t]+|$)|(#{2,6})(?=[^\s#!])")
_HEADING_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_RULE = re.compile(r"(?:([-*_=])(?:[ \t]*\1){2,}|[|][| \t]*)[ \t]*$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1[ \t]*[:：]?$")
_IMAGE_LINE = re.compile(r"!\[\[[^\[\]]*\]\]$|!\[[^\[\]]*\]\([^()]*\)$")
_SENTENCE_END = (".", "!", "?", ":", ";", "。", "：")
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|figure|figcaption|footer|"
    r"form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|section|summary|table|tbody|tfoot|thead|title|tr|ul)\b",
    re.IGNORECASE,
)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*)</h\1>$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A list marker: what an `item` token carries."""

    kind: BlockKind | None
    """BULLET or NUMBERED; PARAGRAPH for a footnote; None for a definition below its term (": text")."""
    indent: int
    """Column of the marker, from 0, tabs expanded."""
    content: int
    """Column of the text behind it."""


def add_block_rules(md: MarkdownIt) -> None:
    """Replace CommonMark's lists, tables, headings, rules, raw HTML, indented code and paragraphs by those of here."""
    ruler = md.block.ruler
    ruler.disable(["code", "html_block"])
    ends = ["paragraph", "reference", "blockquote"]
    ruler.at("hr", _rule, {"alt": ends})
    ruler.at("list", _item, {"alt": ends})
    ruler.at("heading", _heading, {"alt": ends})
    ruler.at("lheading", _underlined)
    ruler.at("table", _table, {"alt": ends})
    ruler.at("paragraph", _paragraph)
    ruler.at("fence", _fence, {"alt": ends})
    ruler.at("blockquote", _quote, {"alt": ends})


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    if not _RULE.match(_line(state, start)):
        return False
    if not silent:
        state.line = start + 1
        state.push("hr", "hr", 0)
    return True


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    line = _line(state, start)
    found = _HEADING.match(line) if line.startswith("#") and state.sCount[start] < 4 else None
    if not found:
        return False
    if not silent:
        text = _HEADING_END.sub("", line[found.end() :])
        _push(state, "heading", text, start, start + 1, level=min(len(found[1] or found[2]), 6))
    return True


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A single line with a line of "=" or "-" below it; a sentence above "---" was meant as text above a rule."""
    if start + 1 >= end or state.sCount[start + 1] < 0:
        return False
    found = _UNDERLINE.match(_line(state, start + 1))
    line = _line(state, start)
    if not found or (found[1][0] == "-" and line.endswith(_SENTENCE_END)):
        return False
    _push(state, "heading", line, start, start + 2, level=1 if found[1][0] == "=" else 2)
    return True


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    indent = state.sCount[start]
    found = fence(state, start, end, silent)
    if found and not silent:
        state.tokens[-1].meta["indent"] = indent
    return found


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    count, indent = len(state.tokens), state.sCount[start]
    found = blockquote(state, start, end, silent)
    if found and not silent:
        state.tokens[count].meta["indent"] = indent
    return found


def _item(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One list item: its markers, then a fence, quote, table or text on the rest of the line."""
    line = _line(state, start)
    found = _MARKER.match(line) or _GLUED_MARKER.match(line) or _note_marker(state, line, silent)
    if not found or _RULE.match(line):
        return False
    if silent:
        return True
    indent, position = state.sCount[start], 0
    for _ in range(MAX_MARKERS):
        content = indent + _width(found[0])
        token = state.push("item", "", 0)
        token.meta = {"item": Item(_kind(found), indent, content)}
        token.map = [start, start + 1]
        position, indent = found.end(), content
        found = _MARKER.match(line, position)
        if not found:
            break
    if task := _TASK.match(line, position):
        position = task.end()
    state.line = start + 1
    if position < len(line):
        _rest(state, start, end, position, indent)
    return True


def _note_marker(state: StateBlock, line: str, silent: bool) -> re.Match[str] | None:
    """A footnote, or a definition, which needs its term before it: a paragraph that ends here or is the last block."""
    found = _NOTE_MARKER.match(line)
    if found and found["definition"] and not silent and not (state.tokens and state.tokens[-1].type == "text"):
        return None
    return found


def _kind(found: re.Match[str]) -> BlockKind | None:
    groups = found.groupdict()
    if groups.get("definition"):
        return None
    if groups.get("footnote"):
        return BlockKind.PARAGRAPH
    return BlockKind.BULLET if groups.get("bullet") else BlockKind.NUMBERED


def _width(marker: str) -> int:
    return len(marker.expandtabs(4))


def _rest(state: StateBlock, start: int, end: int, position: int, indent: int) -> None:
    """What stands behind a list marker, with the line's start moved there for the while."""
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.bsCount[start]
    state.bMarks[start] += state.tShift[start] + position
    state.tShift[start], state.sCount[start], state.bsCount[start] = 0, indent, 0
    if not any(rule(state, start, end, False) for rule in (_fence, _quote, _table)):
        _take_text(state, start, item_indent=saved[2])
    state.bMarks[start], state.tShift[start], state.sCount[start], state.bsCount[start] = saved


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Rows that open with a pipe, or any line with pipes above a line of dashes; the delimiter row may be missing."""
    line = _line(state, start)
    if "|" not in line or not (_is_row(line) or (start + 1 < end and _delimits(_line(state, start + 1)))):
        return False
    if line.startswith("|") and line.count("|") < 2:
        return False
    if silent:
        return True
    number = start
    header = None
    while number < end and not state.isEmpty(number) and state.sCount[number] >= 0:
        line = _line(state, number)
        if "|" not in line or (header is None and number > start + 1 and not line.startswith("|")):
            break
        if _DELIMITER.match(line):
            header = start if number == start + 1 else header
        else:
            cells = [cell.strip() for cell in escapedSplit(line)]
            cells = cells[1 if line.startswith("|") else 0 : -1 if line.endswith("|") and not cells[-1] else None]
            _push(state, "row", "", number, number + 1, cells=cells, indent=state.sCount[start], first=start)
        number += 1
    for token in reversed(state.tokens):
        if token.type != "row" or token.meta["first"] != start:
            break
        token.meta["header"] = header
    state.line = number
    return True


def _is_row(line: str) -> bool:
    return line.startswith("|") and not line.startswith("||")


def _delimits(line: str) -> bool:
    return "|" in line and _DELIMITER.match(line) is not None


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    line = _line(state, start)
    if found := _HTML_HEADING.match(line):
        _push(state, "heading", found[2], start, start + 1, level=int(found[1]))
    else:
        _take_text(state, start)
    return True


def _take_text(state: StateBlock, start: int, *, item_indent: int | None = None) -> None:
    """A paragraph, or the text of a list item: its first line and the lines that go on with it."""
    rules = state.md.block.ruler.getRules("paragraph")
    indent = state.sCount[start]
    lines = [_line(state, start)]
    if item_indent is not None and (found := _HEADING.match(lines[0])):
        lines[0] = lines[0][found.end() :]
    number = start + 1
    while number < state.lineMax and not state.isEmpty(number):
        lazy = state.sCount[number] < 0
        if not lazy and any(rule(state, number, state.lineMax, True) for rule in rules):
            break
        line = _line(state, number)
        following = _line(state, number + 1) if number + 1 < state.lineMax else ""
        indented = item_indent is not None and state.sCount[number] > item_indent
        outdented = item_indent is not None and not indented
        if not lazy and _is_new(lines[-1], line, following, indented, outdented):
            break
        lines.append(line)
        number += 1
    _push(state, "text", "\n".join(lines), start, number, indent=indent)


def _is_new(before: str, line: str, following: str, indented: bool, outdented: bool) -> bool:
    """Whether `line` opens a block of its own rather than going on with the line before it.

    `indented` and `outdented` tell how it stands to the marker of the list item that is being read, if any is.
    """
    if _BLOCK_TAG.match(line) or _IMAGE_LINE.match(line):
        return True
    if indented:
        return False
    if _BOLD_LINE.match(line) or (outdented and before.endswith(_SENTENCE_END)):
        return True
    if (underline := _UNDERLINE.match(following)) and is_label(line) and len(underline[1]) > 3:
        return True
    wrapped = len(before) >= WRAPPED and not before.endswith(_SENTENCE_END)
    return not wrapped and is_label(line) and _MARKER.match(following) is not None


def is_label(line: str) -> bool:
    """Whether a line reads as the label of a list: short, and no sentence."""
    return len(line.split()) <= LABEL_WORDS and not line.endswith((".", "!", "?", ";", ",")) and not line[:1].islower()


def is_bold_line(line: str) -> bool:
    """Whether a line consists of bold text, with or without a colon."""
    return _BOLD_LINE.match(line.strip()) is not None


def _push(state: StateBlock, kind: str, content: str, start: int, end: int, **meta: object) -> None:
    token = state.push(kind, "", 0)
    token.content = content
    token.map = [start, end]
    token.meta = meta
    token.meta.setdefault("indent", state.sCount[start])
    state.line = end
