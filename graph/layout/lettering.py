"""Text in, lines and their size in pixels out, measured with the bundled font."""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from importlib import resources

from PIL import ImageFont

from graph.elements import Edge
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
    return _font(bold).getlength(text) * size / _UNITS


def text_box(lines: tuple[str, ...], size: float, *, bold: bool = False) -> tuple[float, float]:
    """Width and height in px of some lines, one below the other."""
    return max(text_width(line, size, bold=bold) for line in lines), len(lines) * size * LINE_HEIGHT


def font_file(*, bold: bool = False) -> str:
    """Path of the bundled font's regular or semi-bold cut."""
    return str(resources.files("graph").joinpath("fonts", f"Inter-{'SemiBold' if bold else 'Regular'}.ttf"))


def covers(text: str) -> bool:
    """Whether the bundled font has every character of the text; line ends count as had."""
    return all(character in "\n\t" or _has(character) for character in set(text))


@functools.cache
def _has(character: str) -> bool:
    """Whether the character is drawn otherwise than one that no font has."""
    font = _font(False)
    missing = font.getmask("\U0010fffd")
    drawn = font.getmask(character)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


_UNITS = 100
"""Size at which the font is measured; widths grow in proportion."""


@functools.cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold=bold), _UNITS, layout_engine=ImageFont.Layout.BASIC)


def _evenly(text: str, width: int, count: int) -> list[str]:
    """`text` in `count` lines, the longest as short as it can be."""
    for narrower in range(max(len(text) // count, 1), width):
        lines = textwrap.wrap(text, narrower, break_on_hyphens=True, break_long_words=False)
        if len(lines) <= count and max(map(len, lines)) <= width:
            return lines
    return textwrap.wrap(text, width, break_on_hyphens=True)
