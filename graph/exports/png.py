"""View in, PNG picture out: the SVG picture, drawn by resvg with the bundled font."""

from __future__ import annotations

import re
from pathlib import Path

import resvg_py

from graph.errors import ExportError
from graph.exports.look import Look
from graph.exports.svg import draw_svg
from graph.layout.lettering import FAMILY, covers, font_file, further_font
from graph.view import View

MOST_PIXELS = 150_000_000
"""More would take gigabytes of memory."""


def write_png(view: View, look: Look) -> bytes:
    """The picture as a PNG file."""
    return draw_png(draw_svg(view, look), scale=look.scale, font=look.font)


def draw_png(svg: str, *, scale: float = 2.0, font: Path | None = None) -> bytes:
    """The picture at `scale` pixels for each of its own; the same bytes for the same text and scale.

    Characters that the bundled font lacks are drawn with `font`, a font file, and where that lacks them too or is not
    given with whatever font the system has for them. `ExportError` for a picture of more than `MOST_PIXELS`.
    """
    width, height = (float(re.findall(rf'<svg [^>]*\b{side}="([\d.]+)"', svg)[0]) for side in ("width", "height"))
    if width * height * scale**2 > MOST_PIXELS:
        raise ExportError(
            f"The picture would have {width * scale:.0f} by {height * scale:.0f} pixels. "
            "Choose a smaller scale, show fewer nodes, or write svg."
        )
    with further_font(font):
        complete = covers(svg)
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        font_files=[font_file(), font_file(bold=True), *([str(font)] if font else [])],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        skip_system_fonts=complete,
    )
    return bytes(drawn)
