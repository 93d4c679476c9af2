"""View in, a picture, a page or a file out: one module and one row of `FORMATS` for each format."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph.errors import ExportError
from graph.exports.anki import write_anki
from graph.exports.canvas import write_canvas
from graph.exports.cypher import write_cypher
from graph.exports.dot import write_dot
from graph.exports.gexf import write_gexf
from graph.exports.graphml import write_graphml
from graph.exports.look import Look
from graph.exports.mermaid import write_mermaid
from graph.exports.node_link import write_node_link
from graph.exports.page import write_page
from graph.exports.png import write_png
from graph.exports.sheet_html import write_sheet_html
from graph.exports.svg import write_svg
from graph.exports.tables import write_tables
from graph.exports.triples import write_triples
from graph.layout.lettering import further_font, missing, visible
from graph.view import View

__all__ = ["FORMATS", "Format", "Look", "export", "format_of", "row_of", "undrawable", "write_export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that a View can be written as."""

    name: str
    """What `--format` calls it."""
    suffix: str
    """Of the file's name, with the dot."""
    mime: str
    write: Callable[[View, Look], bytes]
    drawn: bool
    """Whether it shows the view as a picture, which wants a view of moderate size."""
    loses: str
    """What of the view the file does not keep."""
    heeds: frozenset[str] = frozenset()
    """Fields of `Look` that make a difference."""


def _write_pdf(view: View, look: Look) -> bytes:
    from graph.exports.pdf import write_pdf  # fpdf2 is a third of what the page imports

    return write_pdf(view, look)


def _write_sheet_pdf(view: View, look: Look) -> bytes:
    from graph.exports.sheet_pdf import write_sheet_pdf

    return write_sheet_pdf(view, look)


_UNDRAWN = "importance and places"
_NOT_XML = f"{_UNDRAWN}; characters that XML forbids"
_UNSAID = "aliases, all evidence but the best line's place"
_PICTURE = frozenset({"layout", "theme", "transparent", "titled", "legend", "font"})

_ROWS = (
    Format(
        "svg", ".svg", "image/svg+xml", write_svg, True, "aliases, all evidence but the best line's place", _PICTURE
    ),
    Format("png", ".png", "image/png", write_png, True, "everything that is not drawn", _PICTURE | {"scale"}),
    Format("pdf", ".pdf", "application/pdf", _write_pdf, True, "everything that is not drawn", _PICTURE),
    Format(
        "html", ".html", "text/html", write_page, True, "nothing that is shown; aliases", frozenset({"layout", "theme"})
    ),
    Format(
        "sheet-pdf", ".pdf", "application/pdf", _write_sheet_pdf, True, _UNSAID, _PICTURE - {"transparent", "titled"}
    ),
    Format("sheet-html", ".html", "text/html", write_sheet_html, True, _UNSAID, _PICTURE - {"transparent", "titled"}),
    Format("json", ".json", "application/json", write_node_link, False, _UNDRAWN),
    Format("graphml", ".graphml", "application/graphml+xml", write_graphml, False, _NOT_XML),
    Format("gexf", ".gexf", "application/gexf+xml", write_gexf, False, _NOT_XML),
    Format("csv", ".zip", "application/zip", write_tables, False, _UNDRAWN),
    Format("triples", ".jsonl", "application/jsonl", write_triples, False, f"{_UNDRAWN}, aliases, lone nodes"),
    Format("cypher", ".cypher", "text/plain", write_cypher, False, f"{_UNDRAWN}; control characters"),
    Format(
        "dot",
        ".dot",
        "text/vnd.graphviz",
        write_dot,
        True,
        "places, aliases, all evidence but the best line's place",
        frozenset({"theme", "transparent"}),
    ),
    Format("mermaid", ".mmd", "text/plain", write_mermaid, True, "places, aliases, evidence", frozenset({"theme"})),
    Format(
        "canvas",
        ".canvas",
        "application/json",
        write_canvas,
        True,
        "aliases, evidence, routes of the edges",
        frozenset({"layout"}),
    ),
    Format(
        "anki",
        ".apkg",
        "application/apkg",
        write_anki,
        False,
        f"{_UNDRAWN}, aliases, all evidence but the best line",
        frozenset({"moment"}),
    ),
)
FORMATS: Mapping[str, Format] = MappingProxyType({row.name: row for row in _ROWS})
"""Every format by name."""


def export(view: View, form: str, *, look: Look | None = None) -> bytes:
    """The view as a file of the format `form`, the same bytes for the same arguments.

    `look` says how a picture is drawn; files of data take no notice of it. `ExportError` for an unknown format lists
    the known ones; `LayoutError` where Graphviz fails.

    >>> export(View("Nothing", (), (), 0, 0), "json")[:20]
    b'{\\n "directed": true,'
    """
    look = look or Look()
    with further_font(look.font):
        return row_of(form).write(view, look)


def format_of(path: Path) -> str:
    """The format that a file's name asks for by how it ends; `ExportError` for an unknown one.

    >>> format_of(Path("graph.pdf"))
    'pdf'
    """
    suffix = Path(path).suffix.lower()
    if not suffix:
        raise ExportError(f"The name {str(path)!r} does not tell the format. Choose one of {', '.join(FORMATS)}.")
    return next((row.name for row in _ROWS if row.suffix == suffix), None) or row_of(suffix.removeprefix(".")).name


def undrawable(view: View, form: str, *, font: Path | None = None) -> str:
    """The characters of the view's names and relations that a file of this format could not show, each once.

    They are those that neither the bundled font nor `font` has; none where a file leaves the font to its reader.
    """
    if "font" not in row_of(form).heeds:
        return ""
    names = [view.title, *(shown.node.label for shown in view.nodes)]
    names += [text for edge in view.edges for text in (edge.relation, edge.scope)]
    with further_font(font):
        return missing("".join(map(visible, names)))


def row_of(form: str) -> Format:
    """The format of that name; `ExportError` lists the known ones for an unknown name."""
    if form not in FORMATS:
        raise ExportError(f"There is no format {form!r}. Choose one of {', '.join(FORMATS)}.")
    return FORMATS[form]


def write_export(view: View, form: str, path: Path, *, look: Look | None = None, overwrite: bool = False) -> None:
    """Write the view to a file, whole or not at all.

    `ExportError` where the format is unknown, the file is there already and `overwrite` is false, or the folder
    cannot be written.
    """
    path = Path(path)
    if path.exists() and not overwrite:
        raise ExportError(f"{path} is there already. Choose another name, or say that it may be replaced.")
    data = export(view, form, look=look)
    try:
        _replace(path, data)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}. Choose another place.") from error


def _replace(path: Path, data: bytes) -> None:
    """Put the bytes in place of the file in one step, by a file beside it."""
    beside = path.with_name(f".{path.name[:60]}-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
