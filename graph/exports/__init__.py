"""View in, a picture, a page or a file out: one module and one row of `FORMATS` for each format."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph.errors import ExportError
from graph.exports.graphml import write_graphml
from graph.exports.look import Look
from graph.exports.node_link import write_node_link
from graph.exports.page import write_page
from graph.exports.png import write_png
from graph.exports.svg import write_svg
from graph.view import View

__all__ = ["FORMATS", "Format", "Look", "export", "write_export"]


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


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            Format("svg", ".svg", "image/svg+xml", write_svg, True, "aliases, all evidence but the best line's place"),
            Format("png", ".png", "image/png", write_png, True, "everything that is not drawn"),
            Format("html", ".html", "text/html", write_page, True, "nothing that is shown; aliases"),
            Format("json", ".json", "application/json", write_node_link, False, "importance and places"),
            Format(
                "graphml",
                ".graphml",
                "application/graphml+xml",
                write_graphml,
                False,
                "importance and places; characters that XML forbids",
            ),
        )
    }
)
"""Every format by name."""


def export(view: View, form: str, *, look: Look | None = None) -> bytes:
    """The view as a file of the format `form`, the same bytes for the same arguments.

    `look` says how a picture is drawn; files of data take no notice of it. `ExportError` for an unknown format lists
    the known ones; `LayoutError` where Graphviz fails.

    >>> export(View("Nothing", (), (), 0, 0), "json")[:20]
    b'{\\n "directed": true,'
    """
    if form not in FORMATS:
        raise ExportError(f"There is no format {form!r}. Choose one of {', '.join(FORMATS)}.")
    return FORMATS[form].write(view, look or Look())


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
