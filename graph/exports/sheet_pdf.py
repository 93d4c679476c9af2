"""View in, a cheat sheet as PDF out: picture above, sentences in two columns below, on one A4 page if they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from fpdf import FPDF

from graph.exports.look import Look
from graph.exports.pdf import Place, finished, new_pdf, paint, size_of, write_line
from graph.exports.sentences import shown_of_all
from graph.exports.sheet import Said, Section, look_of_picture, sections_of
from graph.exports.svg import draw_svg
from graph.exports.theme import Theme
from graph.layout.lettering import text_width, visible
from graph.view import View

PAGE = (595.3, 841.9)
"""A4, points."""
MARGIN = 34.0
GAP = 20.0
"""Between the columns, points."""
SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Font sizes that are tried until everything fits on one page."""
USUAL = 8.0
"""Font size where nothing fits, and more pages follow."""
LEADING = 1.32
"""Distance of two base lines, in font sizes."""
MOST_PICTURE = 0.5
"""Part of the page's height that the picture takes at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line of text."""

    text: str
    x: float
    """From the column's left edge, points."""
    size: float
    colour: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text in a column."""

    height: float
    """From the base line above to its own, points."""
    pieces: tuple[Piece, ...]
    joined: bool = False
    """Whether it must stand in the same column as the row below."""


def write_sheet_pdf(view: View, look: Look) -> bytes:
    """The sheet; its text can be selected."""
    pdf = new_pdf(view.title, look.font)
    _new_page(pdf, look.theme)
    top = _heading(pdf, view, look.theme)
    top = _picture(pdf, view, look, top)
    sections = sections_of(view)
    for size in SIZES:
        columns = _columns(_rows(sections, size, look.theme), [PAGE[1] - MARGIN - top] * 2)
        if columns is not None:
            _write(pdf, columns, top)
            return finished(pdf)
    _write_on_pages(pdf, _rows(sections, USUAL, look.theme), top, look.theme)
    return finished(pdf)


def _new_page(pdf: FPDF, theme: Theme) -> None:
    pdf.add_page(format=PAGE)
    if theme.background != "#ffffff":
        with pdf.new_path() as path:
            path.style.fill_color = theme.background
            path.style.stroke_color = None
            path.rectangle(0, 0, *PAGE)


def _heading(pdf: FPDF, view: View, theme: Theme) -> float:
    """Title and how much is shown; gives where the picture may begin."""
    y = MARGIN
    for line in fitted(visible(view.title) or "Graph", 20.0, PAGE[0] - 2 * MARGIN, bold=True)[:2]:
        y += 18.0
        write_line(pdf, line, (MARGIN, y), 20.0, colour=theme.text, bold=True)
        y += 6.0
    write_line(pdf, shown_of_all(view), (MARGIN, y + 9.0), 9.0, colour=theme.faint)
    return y + 18.0


def _picture(pdf: FPDF, view: View, look: Look, top: float) -> float:
    """The picture as wide as the page or as high as it may be; gives where the text may begin."""
    root = ElementTree.fromstring(draw_svg(view, look_of_picture(look)))
    width, height = size_of(root)
    scale = min((PAGE[0] - 2 * MARGIN) / width, PAGE[1] * MOST_PICTURE / height, 1.0)
    paint(pdf, root, Place(scale, (PAGE[0] - width * scale) / 2, top))
    return top + height * scale + 8.0


def fitted(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `width`, broken between words, or within one that is longer than a line.

    >>> fitted("ECS runs tasks", 10.0, 45.0)
    ['ECS runs', 'tasks']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and text_width(lines[-1] + sign, size, bold=bold) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def _rows(sections: Sequence[Section], size: float, theme: Theme) -> list[Row]:
    """All lines of text, in the size for sentences."""
    rows = []
    for section in sections:
        title = Piece(section.title, 0.0, size + 0.5, theme.kinds["service"].line, True)
        rows.append(Row(size * 2.0, (title,), joined=True))
        for said in section.lines:
            rows.extend(_sentence(said, size, theme))
    return rows


def _sentence(said: Said, size: float, theme: Theme) -> Iterator[Row]:
    """A sentence, and behind it, or below where there is no room, its note and line."""
    width = (PAGE[0] - 2 * MARGIN - GAP) / 2
    colour = theme.negated_text if said.negated else theme.faint if said.structural else theme.text
    small, inset = size * 0.8, size
    lines = fitted(said.sentence, size, width - inset)
    places = fitted(said.place, small, width - inset) if said.place else []
    behind = inset + text_width(lines[-1], size) + size / 2
    beside = len(places) == 1 and behind + text_width(places[0], small) <= width
    for k, line in enumerate(lines):
        pieces = [Piece(line, inset if k else 0.0, size, colour)]
        if beside and k == len(lines) - 1:
            x = pieces[0].x + text_width(line, size) + size / 2
            pieces.append(Piece(places[0], x, small, theme.faint))
        last = k == len(lines) - 1 and (beside or not places)
        yield Row(size * LEADING, tuple(pieces), joined=not last)
    for k, place in enumerate(() if beside else places):
        yield Row(small * LEADING, (Piece(place, inset, small, theme.faint),), joined=k < len(places) - 1)


def _columns(rows: Sequence[Row], heights: Sequence[float]) -> list[list[Row]] | None:
    """The rows in columns of these heights; None where they do not fit."""
    columns: list[list[Row]] = []
    rest = list(rows)
    for height in heights:
        taken, rest = _filled(rest, height)
        columns.append(taken)
    return None if rest else columns


def _filled(rows: Sequence[Row], height: float) -> tuple[list[Row], list[Row]]:
    """What goes into a column of that height, and what does not; rows that are joined stay together."""
    used, fits = 0.0, 0
    for k, row in enumerate(rows):
        used += row.height
        if used > height:
            break
        if not row.joined:
            fits = k + 1
    return list(rows[:fits]), list(rows[fits:])


def _write(pdf: FPDF, columns: Sequence[Sequence[Row]], top: float) -> None:
    for k, rows in enumerate(columns):
        left, y = MARGIN + k * ((PAGE[0] - 2 * MARGIN - GAP) / 2 + GAP), top
        for row in rows:
            y += row.height
            for piece in row.pieces:
                write_line(pdf, piece.text, (left + piece.x, y), piece.size, colour=piece.colour, bold=piece.bold)


def _write_on_pages(pdf: FPDF, rows: list[Row], top: float, theme: Theme) -> None:
    """Two columns a page, on as many pages as it takes; a row that fits nowhere goes alone."""
    while rows:
        columns = []
        for _ in range(2):
            taken, rows = _filled(rows, PAGE[1] - MARGIN - top)
            columns.append(taken)
        if not any(columns) and top <= MARGIN:
            columns, rows = [rows[:1]], rows[1:]
        _write(pdf, columns, top)
        if rows:
            _new_page(pdf, theme)
            top = MARGIN
