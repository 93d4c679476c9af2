"""The source of one heading, item, paragraph or cell in, its readable text and marks out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.token import Token
from markdown_it.utils import EnvType

from graph.notes import Mark, MarkKind
from graph.readers.inline_rules import MEDIA

MAX_MARKED = 100_000
"""A block longer than this, in characters, is taken as plain text."""
MAX_BRACKETS = 300
"""So is one with more opening brackets: looking for links in them takes quadratic time."""

_SIGNS = re.compile(r"[\\`*_\[<&~#]|==")
_STARS = re.compile(r"(?<!\w)\*{2,}|\*{2,}(?!\w)")
_IMAGE_SIZE = re.compile(r"(?:^|\|)\d+(?:x\d+)?$")
_BARE_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>|\"]+", re.IGNORECASE)
_URL_END = ".,;:!?'\"*_~)]}"
_WHITE = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")
_INVISIBLE = str.maketrans({"\u200b": " ", "\ufeff": " ", "\u200e": " ", "\u200f": " "})

_PAIRS = {"strong": MarkKind.BOLD, "em": MarkKind.ITALIC, "link": MarkKind.LINK}
_HTML_PAIRS = {
    "b": MarkKind.BOLD,
    "strong": MarkKind.BOLD,
    "i": MarkKind.ITALIC,
    "em": MarkKind.ITALIC,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
}
_HTML_IN_WORD = {
    *_HTML_PAIRS,
    "a",
    "u",
    "s",
    "del",
    "ins",
    "mark",
    "span",
    "font",
    "small",
    "sub",
    "sup",
    "abbr",
    "wbr",
}
_HTML_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Inline:
    """Readable text with its marks."""

    text: str
    """One line for each line of the source, white space folded."""
    marks: tuple[Mark, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """Where each of the parts stands that were joined."""
    skipped: int = 0
    """Lines of the source that had no text before the first that has."""


def read_inline(md: MarkdownIt, parts: Sequence[str], env: EnvType, *, joint: str = "") -> Inline:
    """The text of `parts`, each parsed on its own and joined by `joint`; `env` holds the note's link addresses."""
    draft = _Draft()
    spans: list[tuple[int, int]] = []
    for part in parts:
        if spans:
            draft.add(joint)
        start = draft.length
        if not _SIGNS.search(part) or len(part) > MAX_MARKED or part.count("[") > MAX_BRACKETS:
            draft.add(part)
        else:
            _write(md.inline.parse(part, md, env, []), draft)
        draft.opened.clear()
        spans.append((start, draft.length))
    return _fold("".join(draft.pieces).translate(_INVISIBLE), draft.marks, spans)


@dataclass(slots=True)
class _Draft:
    """Text as it grows, white space not folded yet."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[str, int, str | None]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    """For text that is struck through and not ended yet: pieces before it, and their length."""

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def open(self, name: str, target: str | None = None) -> None:
        self.opened.append((name, self.length, target))

    def close(self, name: str, kind: MarkKind) -> None:
        for k in range(len(self.opened) - 1, max(len(self.opened) - 20, -1), -1):
            if self.opened[k][0] == name:
                _, start, target = self.opened.pop(k)
                self.marks.append(Mark(kind, start, self.length, target))
                return

    def strike(self) -> None:
        """Leave out what was struck through, its line breaks excepted: its author takes it back."""
        count, self.length = self.struck.pop()
        lines = "".join(self.pieces[count:]).count("\n")
        del self.pieces[count:]
        while self.marks and self.marks[-1].start >= self.length:
            self.marks.pop()
        self.add("\n" * lines)

    def add_marked(self, kind: MarkKind, text: str, target: str | None = None) -> None:
        start = self.length
        self.add(text)
        self.marks.append(Mark(kind, start, self.length, target))


def _write(tokens: Sequence[Token], draft: _Draft) -> None:
    for token in tokens:
        writer = _WRITERS.get(token.type)
        if writer:
            writer(token, draft)
        elif token.type == "s_open":
            draft.struck.append((len(draft.pieces), draft.length))
        elif token.type == "s_close":
            draft.strike()
        elif token.type.endswith("_open"):
            draft.open(token.type[:-5], _target(token.attrGet("href")))
        elif token.type.endswith("_close"):
            name = token.type[:-6]
            if name in _PAIRS:
                draft.close(name, _PAIRS[name])
        else:
            draft.add(token.content)
        if token.meta.get("lines"):
            draft.add("\n" * int(token.meta["lines"]))


def _write_break(token: Token, draft: _Draft) -> None:  # noqa: ARG001
    draft.add("\n")


def _write_code(token: Token, draft: _Draft) -> None:
    draft.add_marked(MarkKind.CODE, token.content)


def _write_image(token: Token, draft: _Draft) -> None:
    start = draft.length
    children = token.children or []
    if children and children[-1].type == "text":
        children[-1].content = _IMAGE_SIZE.sub("", children[-1].content)
    if not MEDIA.search("".join(child.content for child in children)):  # editors write the file's name there
        _write(children, draft)
    draft.marks.append(Mark(MarkKind.IMAGE, start, draft.length, _target(token.attrGet("src"))))


def _write_wikilink(token: Token, draft: _Draft) -> None:
    draft.add_marked(token.meta["kind"], token.content, token.meta["target"])


def _write_tag(token: Token, draft: _Draft) -> None:
    draft.add_marked(MarkKind.TAG, token.content)


def _write_html(token: Token, draft: _Draft) -> None:
    found = _HTML_NAME.match(token.content)
    name = found[1].lower() if found else ""
    if name in _HTML_PAIRS:
        if token.content.startswith("</"):
            draft.close(f"<{name}", _HTML_PAIRS[name])
        else:
            draft.open(f"<{name}")
    lines = token.content.count("\n")
    draft.add("\n" * lines if lines else "" if name in _HTML_IN_WORD else " ")


def _write_text(token: Token, draft: _Draft) -> None:
    """Bold that CommonMark does not see ("** Note **", or before Korean endings) is bold; a stray "**" is dropped."""
    if "**" not in token.content:
        draft.add(token.content)
        return
    done = 0
    for stars in _STARS.finditer(token.content):
        draft.add(token.content[done : stars.start()])
        done = stars.end()
        if any(name == "**" for name, _, _ in draft.opened[-20:]):
            draft.close("**", MarkKind.BOLD)
        else:
            draft.open("**")
    draft.add(token.content[done:])


_WRITERS: dict[str, Callable[[Token, _Draft], None]] = {
    "text": _write_text,
    "softbreak": _write_break,
    "hardbreak": _write_break,
    "code_inline": _write_code,
    "image": _write_image,
    "wikilink": _write_wikilink,
    "tag": _write_tag,
    "html_inline": _write_html,
}


def _target(address: str | int | float | None) -> str | None:
    """Where a link leads, but nothing that a browser would run or unpack."""
    written = str(address or "")
    return written if written and validateLink(written) and not written.lower().startswith("data:") else None


def _fold(raw: str, marks: list[Mark], spans: list[tuple[int, int]]) -> Inline:
    """Lines stripped, inner white space folded, the marks moved along."""
    inner = raw.lstrip()
    head = len(raw) - len(inner)
    text, ends, shifts = [], [], []
    done, shift = head, head
    stop = head + len(inner.rstrip())
    if head:
        ends.append(head)
        shifts.append(head)
    for run in _WHITE.finditer(raw, head, stop):
        folded = "\n" if "\n" in run[0] else " "
        if run[0] != folded:
            text += [raw[done : run.start()], folded]
            done = run.end()
            shift += len(run[0]) - 1
            ends.append(done)
            shifts.append(shift)
    folded_text = "".join([*text, raw[done:stop]])

    def move(start: int, end: int) -> tuple[int, int]:
        start, end = max(start, head), min(end, stop)
        while start < end and raw[start].isspace():
            start += 1
        while start < end and raw[end - 1].isspace():
            end -= 1
        at = bisect_right(ends, start)
        new = start - (shifts[at - 1] if at else 0)
        at = bisect_right(ends, max(end - 1, start))
        return min(new, len(folded_text)), min(max(end - (shifts[at - 1] if at else 0), new), len(folded_text))

    moved = {Mark(m.kind, *move(m.start, m.end), m.target) for m in marks}
    kept = sorted((m for m in moved if m.start < m.end), key=lambda m: (m.start, -m.end, m.kind))
    return Inline(
        folded_text,
        tuple(_with_bare_urls(folded_text, kept)),
        tuple(move(*span) for span in spans),
        raw.count("\n", 0, head),
    )


def _with_bare_urls(text: str, marks: list[Mark]) -> list[Mark]:
    if "://" not in text and "www." not in text:
        return marks
    taken = [m for m in marks if m.kind in (MarkKind.LINK, MarkKind.CODE, MarkKind.IMAGE, MarkKind.WIKILINK)]
    added: list[Mark] = []
    at = 0
    for found in _BARE_URL.finditer(text):
        url = found[0].rstrip(_URL_END)
        start, end = found.start(), found.start() + len(url)
        while at < len(taken) and taken[at].end <= start:
            at += 1
        if len(url) > 5 and not (at < len(taken) and taken[at].start < end):
            added.append(Mark(MarkKind.LINK, start, end, url))
    return sorted([*marks, *added], key=lambda m: (m.start, -m.end, m.kind))
