"""Text in, lines and their size in pixels out, measured with the bundled font."""

from __future__ import annotations

import contextlib
import functools
import itertools
import textwrap
import unicodedata
from collections.abc import Iterator
from contextvars import ContextVar
from importlib import resources
from pathlib import Path

from PIL import ImageFont

from graph.elements import Edge
from graph.errors import ExportError
from graph.relations import inventory

FAMILY = "Inter"
"""Name of the bundled font family; it has the weights 400 and 600."""
LINE_HEIGHT = 1.25
"""Distance of two base lines, in font sizes."""
RELATION_SIZE = 11.0
"""Font size of relation labels, px."""
NODE_COLUMNS = 18
NODE_LINES = 3
RELATION_COLUMNS = 22
SCOPE_COLUMNS = 26
ELLIPSIS = "…"


def node_size(importance: float) -> float:
    """Font size of a node's label, px: 14 to 17."""
    return 14 + 3 * importance


def node_lines(label: str) -> tuple[str, ...]:
    """A node's label as at most three lines of about 18 characters; what is longer ends in an ellipsis.

    >>> node_lines("Application Load Balancer")
    ('Application', 'Load Balancer')
    """
    return wrap(label, NODE_COLUMNS, NODE_LINES)


def relation_lines(edge: Edge) -> tuple[str, ...]:
    """How an edge's label reads: the relation, and below it what it is confined to, in brackets."""
    lines = wrap(inventory().phrase(edge.relation, negated=edge.negated), RELATION_COLUMNS, 2)
    if edge.scope:
        lines += wrap(f"({edge.scope})", SCOPE_COLUMNS, 1)
    return lines


def wrap(text: str, columns: int, most: int) -> tuple[str, ...]:
    """At most `most` lines of at most `columns` characters, as even as they can be; at least one line.

    The columns give way to 3/2 of them before anything is cut.
    """
    text = visible(text) or "?"
    for width in (columns, columns * 3 // 2):
        lines = textwrap.wrap(text, width, break_on_hyphens=True)
        if len(lines) <= most:
            return tuple(_evenly(text, width, len(lines)))
    return tuple(textwrap.wrap(text, columns * 3 // 2, max_lines=most, placeholder=ELLIPSIS))


def visible(text: str) -> str:
    """The text on one line, without characters that draw nothing or turn the writing direction.

    >>> visible("Task\\x00 Role\\n\\u202e")
    'Task Role'
    """
    kept = (" " if character.isspace() else character for character in text)
    shown = (character for character in kept if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join("".join(shown).split())


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in px at font size `size`."""
    return sum(_loaded(file).getlength(part) for part, file in runs(text, bold=bold)) * size / _UNITS


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """The text in parts, each with the file of the font that draws it: the bundled one wherever that can."""
    usual, further = font_file(bold=bold), _further.get()
    if not further:
        return [(text, usual)]
    files = [further if not _has(usual, sign) and _has(further, sign) else usual for sign in text]
    grouped = itertools.groupby(zip(text, files, strict=True), key=lambda pair: pair[1])
    return [("".join(sign for sign, _ in group), file) for file, group in grouped]


@contextlib.contextmanager
def further_font(file: Path | None) -> Iterator[None]:
    """Measure and draw with this font, too, what the bundled one lacks; `ExportError` where it is no font."""
    if file is not None:
        try:
            _loaded(str(file))
        except OSError as error:
            raise ExportError(f"{file} cannot be read as a font. Give a TrueType or OpenType file.") from error
    token = _further.set(str(file) if file else "")
    try:
        yield
    finally:
        _further.reset(token)


_further: ContextVar[str] = ContextVar("further_font", default="")
"""File of a second font; texts are measured in many places, all within the drawing of one picture."""


def text_box(lines: tuple[str, ...], size: float, *, bold: bool = False) -> tuple[float, float]:
    """Width and height in px of some lines, one below the other."""
    return max(text_width(line, size, bold=bold) for line in lines), len(lines) * size * LINE_HEIGHT


@functools.cache
def font_file(*, bold: bool = False) -> str:
    """Path of the bundled font's regular or semi-bold cut."""
    return str(resources.files("graph").joinpath("fonts", f"Inter-{'SemiBold' if bold else 'Regular'}.ttf"))


def covers(text: str) -> bool:
    """Whether the fonts have every character of the text; line ends count as had."""
    return not missing(text)


def missing(text: str) -> str:
    """The characters of the text that no font at hand has, each once, in order."""
    files = [file for file in (font_file(), _further.get()) if file]
    return "".join(sign for sign in dict.fromkeys(text) if sign not in "\n\t" and not any(_has(f, sign) for f in files))


@functools.lru_cache(maxsize=65536)
def _has(file: str, character: str) -> bool:
    """Whether the font draws the character otherwise than one that no font has."""
    font = _loaded(file)
    none = font.getmask("\U0010fffd")
    drawn = font.getmask(character)
    return drawn.size != none.size or bytes(drawn) != bytes(none)


_UNITS = 100
"""Size at which the font is measured; widths grow in proportion."""


@functools.lru_cache(maxsize=8)
def _loaded(file: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, _UNITS, layout_engine=ImageFont.Layout.BASIC)


def _evenly(text: str, width: int, count: int) -> list[str]:
    """`text` in `count` lines, the longest as short as it can be."""
    for narrower in range(max(len(text) // count, 1), width):
        lines = textwrap.wrap(text, narrower, break_on_hyphens=True, break_long_words=False)
        if len(lines) <= count and max(map(len, lines)) <= width:
            return lines
    return textwrap.wrap(text, width, break_on_hyphens=True)
