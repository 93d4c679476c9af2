"""View in, a PDF of the picture out: the SVG picture drawn anew, shape by shape, with text that can be selected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from fpdf.output import OutputProducer, PDFInfo

from graph.exports.look import Look
from graph.exports.svg import draw_svg
from graph.layout.lettering import FAMILY, font_file, further_font, missing, runs, text_width, visible
from graph.view import View

POINTS = 0.75
"""Points for each pixel, as in CSS."""
MOST_POINTS = 14_000.0
"""Larger pages are refused by readers; a picture that needs one is drawn smaller."""
_SVG = "{http://www.w3.org/2000/svg}"
_FURTHER = "Further"


def write_pdf(view: View, look: Look) -> bytes:
    """The picture as one page of its own size."""
    root = ElementTree.fromstring(draw_svg(view, look))
    width, height = size_of(root)
    scale = min(POINTS, MOST_POINTS / max(width, height))
    pdf = new_pdf(view.title, look.font)
    pdf.add_page(format=(width * scale, height * scale))
    paint(pdf, root, Place(scale))
    return finished(pdf)


@dataclass(frozen=True, slots=True)
class Place:
    """How a picture lies on a page: its own (x, y) is at (dx + scale * x, dy + scale * y), in points."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the picture on the page."""
        return self.dx + self.scale * x, self.dy + self.scale * y

    def within(self, transform: str) -> Place:
        """The place of a group that `transform` moves and scales."""
        dx, dy = self.dx, self.dy
        scale = self.scale
        for name, values in re.findall(r"(\w+)\(([^)]*)\)", transform):
            numbers = [float(value) for value in values.split(",")]
            if name == "translate":
                dx, dy = dx + scale * numbers[0], dy + scale * numbers[1]
            else:
                scale *= numbers[0]
        return Place(scale, dx, dy)


def new_pdf(title: str, font: Path | None) -> FPDF:
    """A document without pages, measured in points, with the bundled font and `font` embedded as far as used."""
    pdf = FPDF(unit="pt")
    pdf.set_creation_date(datetime.fromtimestamp(0, UTC))  # enters the file's identity; `finished` leaves it out
    pdf.set_title(visible(title) or "Graph")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_font(FAMILY, "", font_file())
    pdf.add_font(FAMILY, "B", font_file(bold=True))
    if font is not None:
        with further_font(font):
            pdf.add_font(_FURTHER, "", str(font))
    return pdf


def finished(pdf: FPDF) -> bytes:
    """The document's bytes, without a date."""
    return bytes(pdf.output(output_producer_class=_Undated))


class _Undated(OutputProducer):
    """fpdf2 has no setting that leaves the date out."""

    def _add_info(self) -> PDFInfo:
        info = super()._add_info()
        info.creation_date = None  # type: ignore[assignment]
        return info


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height of a picture, px."""
    return float(root.get("width", 0)), float(root.get("height", 0))


def paint(pdf: FPDF, group: ElementTree.Element, place: Place) -> None:
    """Draw what stands in an element of a picture of `graph.exports.svg`, which uses few kinds of element."""
    for element in group:
        kind = element.tag.removeprefix(_SVG)
        if kind == "g":
            paint(pdf, element, place.within(element.get("transform", "")))
        elif kind == "text":
            _paint_text(pdf, element, place)
        elif kind != "title":
            _paint_shape(pdf, kind, element, place)


def write_line(pdf: FPDF, line: str, at: tuple[float, float], size: float, *, colour: str, bold: bool = False) -> None:
    """One line on its base line from the point `at`, `size` points high; every character from a font that has it."""
    x, y = at
    pdf.set_text_color(colour)
    for part, file in runs(line, bold=bold):
        if file == font_file(bold=bold):
            pdf.set_font(FAMILY, "B" if bold else "", size)
        else:
            pdf.set_font(_FURTHER, "", size)
        pdf.text(x, y, _drawable(part))
        x += text_width(part, size, bold=bold)


def _drawable(part: str) -> str:
    """What no font has is shown as a replacement character rather than as nothing."""
    none = set(missing(part))
    return "".join("\N{REPLACEMENT CHARACTER}" if sign in none else sign for sign in part) if none else part


def _paint_text(pdf: FPDF, element: ElementTree.Element, place: Place) -> None:
    line, size = element.text or "", float(element.get("font-size", 0))
    bold = element.get("font-weight") == "600"
    x = float(element.get("x", 0))
    if element.get("text-anchor") == "middle":
        x -= text_width(line, size, bold=bold) / 2
    at = place.at(x, float(element.get("y", 0)))
    write_line(pdf, line, at, size * place.scale, colour=element.get("fill", ""), bold=bold)


def _paint_shape(pdf: FPDF, kind: str, element: ElementTree.Element, place: Place) -> None:
    fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
    if fill == stroke == "none":
        return
    with pdf.new_path() as path:
        path.style.auto_close = False
        path.style.fill_color = None if fill == "none" else fill
        path.style.stroke_color = None if stroke == "none" else stroke
        if stroke != "none":
            path.style.stroke_width = float(element.get("stroke-width", 1)) * place.scale
            path.style.stroke_dash_pattern = [
                float(part) * place.scale for part in element.get("stroke-dasharray", "").split()
            ]
            path.style.stroke_join_style = element.get("stroke-linejoin", "miter")
        _trace(path, kind, element, place)


def _trace(path: PaintedPath, kind: str, element: ElementTree.Element, place: Place) -> None:
    """The element's outline."""

    def number(name: str) -> float:
        return float(element.get(name, 0))

    if kind == "rect":
        x, y = place.at(number("x"), number("y"))
        radius = number("rx") * place.scale
        path.rectangle(x, y, number("width") * place.scale, number("height") * place.scale, radius, radius)
        return
    if kind == "line":
        path.move_to(*place.at(number("x1"), number("y1")))
        path.line_to(*place.at(number("x2"), number("y2")))
        return
    points = [place.at(*pair) for pair in _pairs(element.get("points") or element.get("d") or "")]
    path.move_to(*points[0])
    if kind == "polygon":
        for point in points[1:]:
            path.line_to(*point)
        path.close()
    else:
        for k in range(1, len(points) - 2, 3):
            path.curve_to(*points[k], *points[k + 1], *points[k + 2])


def _pairs(text: str) -> Iterator[tuple[float, float]]:
    """Points out of the text of a polygon, or of a path of one M and then C alone."""
    for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", text):
        yield float(pair[0]), float(pair[1])
