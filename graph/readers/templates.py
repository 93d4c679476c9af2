"""The text of a note in, the same text out with spaces for what a site generator, browser or editor would not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"<!--|<script|<style|\{[%{:#.]|\)\{|%%", re.IGNORECASE)
_OPENERS = re.compile(
    r"(?P<fence>^[ \t>]*(?:(?:[-*+•]|\d+[.)])[ \t]+)*(?P<ticks>`{3,}|~{3,})(?P<info>[^\n]*)$)"
    r"|(?P<code>(?<!`)(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`))"
    r"|(?P<listing>^[ \t]*(?P<tag>\{%-?|\{\{[<%])[ \t]*(?P<name>highlight|mermaid)\b[^\n]*[%>]\}\}?[ \t]*$)"
    r"|(?P<open><!--|<script\b|<style\b|\{%|\{\{|\{::comment|(?<!\w)%%)"
    r"|(?P<attributes>\{:[^{}\n]*\}|\{[#.][A-Za-z_][^{}\n]*\}|(?<=\))\{[^{}\n=]*=[^{}\n]*\})",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSERS = {
    "<!--": re.compile(r"-->"),
    "<script": re.compile(r"</script\s*>", re.IGNORECASE),
    "<style": re.compile(r"</style\s*>", re.IGNORECASE),
    "{%": re.compile(r"%\}"),
    "{{": re.compile(r"\}\}"),
    "{::comment": re.compile(r"\{:/(?:comment)?\}"),
    "%%": re.compile(r"%%"),
}
_FENCE_END = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_LISTING_END = re.compile(
    r"^[ \t]*\{(?:%-?[ \t]*end|\{[<%][ \t]*/[ \t]*)(highlight|mermaid)\b[^\n]*[%>]\}\}?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SHOWN = re.compile(r"\{\{[<%]\s*glossary_tooltip\b[^{}]*?\b(?:text|term_id)=\"([^\"\n]*)\"")
_SHOWN_TEXT = re.compile(r"\btext=\"([^\"\n]*)\"")
_ADDRESS = re.compile(r"\]\([^\s()]+\Z")
_INK = re.compile(r"\S")
_NO_BREAK = re.compile(r"[^\n]")


def blank_templates(text: str) -> str:
    """Liquid tags, Hugo shortcodes, kramdown attributes, comments, scripts and styles become spaces.

    Code is kept, and every line keeps its number. A Jekyll or Hugo listing becomes a code
    fence, and the word that Hugo's glossary_tooltip shows stays.

    >>> blank_templates("a {% include x.html %} b {: .wide}").split()
    ['a', 'b']
    """
    if not _SIGNS.search(text):
        return text
    pieces: list[str] = []
    done = 0
    for start, end, shown in _replacements(text):
        pieces += [text[done:start], shown]
        done = end
    return "".join([*pieces, text[done:]])


def _replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and what to show instead, with as many line breaks."""
    position = 0
    absent: set[str] = set()
    while found := _OPENERS.search(text, position):
        position = found.end()
        if found["fence"] is not None:
            position = _after_fence(text, found)
        elif found["listing"] is not None:
            closing = None if "listing" in absent else _LISTING_END.search(text, position)
            if closing:
                yield found.start(), found.end(), _fence(found[0])
                yield closing.start(), closing.end(), _fence(closing[0])
                position = closing.end()
            else:
                absent.add("listing")
                yield found.start(), found.end(), _blank(found[0])
        elif found["attributes"] is not None:
            yield found.start(), found.end(), _blank(found[0])
        elif found["open"] is not None:
            opener = found["open"].lower()
            end = None if opener in absent else _CLOSERS[opener].search(text, position)
            if end is None:
                absent.add(opener)  # so that a note of unclosed signs takes linear time
                continue
            position = end.end()
            in_address = _ADDRESS.search(text, max(0, found.start() - 300), found.start())
            source = text[found.start() : position]
            yield found.start(), position, _NO_BREAK.sub("-", source) if in_address else _shown(source)


def _after_fence(text: str, opening: re.Match[str]) -> int:
    ticks = opening["ticks"]
    if ticks[0] == "`" and "`" in opening["info"]:
        return opening.start("info")
    for end in _FENCE_END.finditer(text, opening.end()):
        if end[1][0] == ticks[0] and len(end[1]) >= len(ticks):
            return end.end()
    return len(text)


def _fence(line: str) -> str:
    return "```" + " " * (len(line) - 3)


def _shown(source: str) -> str:
    """Spaces, but for a word that readers see."""
    found = _SHOWN.match(source)
    if not found:
        return _blank(source)
    word = _SHOWN_TEXT.search(source) or found
    before, after = source[: word.start(1)].count("\n"), source[word.end(1) :].count("\n")
    return "\n" * before + word[1] + "\n" * after


def _blank(source: str) -> str:
    return _INK.sub(" ", source)
