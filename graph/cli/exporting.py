"""`export`: the graph in a store goes in, a picture, a page or a file of it comes out."""

from __future__ import annotations

import difflib
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from graph.cli.options import StoreOption
from graph.cli.output import plain
from graph.cli.stores import graph_in
from graph.errors import NotesError, QueryError

if TYPE_CHECKING:
    import networkx as nx

    from graph.exports import Look
    from graph.view import View

SCALES = (1, 2, 4)


def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write; - for standard output.")],
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--format",
            "-f",
            help="svg, png, pdf, html, sheet-pdf, sheet-html, json, graphml, gexf, csv, triples, cypher, dot, mermaid, "
            "canvas or anki. Default: as the file's name ends.",
        ),
    ] = None,
    focus: Annotated[Optional[str], typer.Option(help="Show what is around this name.")] = None,  # noqa: UP045
    depth: Annotated[int, typer.Option(min=0, help="How many steps around it.")] = 1,
    note: Annotated[Optional[str], typer.Option(help="Show what this note says: its file.")] = None,  # noqa: UP045
    path: Annotated[
        Optional[tuple[str, str]],  # noqa: UP045
        typer.Option(metavar="FROM TO", help="Show how two names hang together."),
    ] = None,
    query: Annotated[Optional[str], typer.Option(help="Show what an openCypher query finds.")] = None,  # noqa: UP045
    layout: Annotated[str, typer.Option(help="organic, layered, radial or circular.")] = "organic",
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    scale: Annotated[int, typer.Option(help="Pixels of a PNG for each of the picture's own: 1, 2 or 4.")] = 2,
    transparent: Annotated[bool, typer.Option("--transparent", help="No background.")] = False,
    title: Annotated[bool, typer.Option("--title/--no-title", help="With the title above the picture.")] = True,
    legend: Annotated[bool, typer.Option("--legend/--no-legend", help="With the legend below it.")] = True,
    font: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="A font file for the scripts that the built-in font lacks."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there already.")] = False,
    store: StoreOption = None,
) -> None:
    """Write the graph to a file: all of it as data, its most important part as a picture or a page.

    With --focus, --note, --path or --query, only that part of it.
    """
    from graph.exports import format_of

    if sum(part is not None for part in (focus, note, path, query)) > 1:
        raise typer.BadParameter("name one of --focus, --note, --path and --query, not several.")
    if scale not in SCALES:
        raise typer.BadParameter(f"{scale} is none of {', '.join(map(str, SCALES))}.", param_hint="--scale")
    form = form or format_of(out)
    look = _look(
        form, theme, layout=layout, scale=scale, transparent=transparent, titled=title, legend=legend, font=font
    )
    view = _view(graph_in(store), form, Part(focus, depth, note, path, query))
    _warn(view, form, font)
    _write(view, form, out, look, overwrite=overwrite)


def _look(form: str, theme: str, **settings: Any) -> Look:
    """How to draw; an unknown format or theme gives an error that lists the known ones."""
    from graph.exports import Look, row_of
    from graph.exports.theme import theme_of

    # Anki takes changes only from a deck that is newer than what it has.
    moment = int(time.time()) if row_of(form).name == "anki" else None
    return Look(theme=theme_of(theme), moment=moment, **settings)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a graph that is asked for; one of `focus`, `note`, `path` and `query`, or none of them for all."""

    focus: str | None
    depth: int
    note: str | None
    path: tuple[str, str] | None
    query: str | None


def _view(graph: nx.MultiDiGraph, form: str, part: Part) -> View:
    """What to show; pictures show no more than a person can take in, files of data hold everything."""
    from graph.exports import row_of
    from graph.paths import find_paths
    from graph.search import find_node
    from graph.view import focus_view, note_view, overview, path_view

    most: dict[str, Any] = {} if row_of(form).drawn else {"limit": max(len(graph), 1)}
    if part.focus is not None:
        return focus_view(graph, find_node(graph, part.focus), depth=part.depth, **most)
    if part.note is not None:
        return note_view(graph, _file_of(graph, part.note), **most)
    if part.path is not None:
        return path_view(graph, find_paths(graph, *(find_node(graph, name) for name in part.path)))
    return overview(graph, **most) if part.query is None else _found(graph, part.query)


def _found(graph: nx.MultiDiGraph, text: str) -> View:
    """What a query finds; an error where that is neither a node nor an edge."""
    from graph.query import query
    from graph.view import answer_view

    result = query(graph, text)
    for warning in result.warnings:
        typer.echo(plain(f"warning: {warning}"), err=True)
    if not (result.nodes or result.edges):
        raise QueryError("The query found no node and no edge, so there is nothing to draw: RETURN a, r, b, or a path.")
    return answer_view(graph, " ".join(text.split()), [node.label for node in result.nodes], result.edges)


def _file_of(graph: nx.MultiDiGraph, name: str) -> str:
    """The note whose file is `name`, or whose path ends so or is how `name` ends; an error suggests the nearest."""
    files = [str(note["file"]) for note in json.loads(graph.graph.get("notes", "[]"))]
    wanted = name.replace("\\", "/")
    fitting = [file for file in files if f"/{file}".endswith(f"/{wanted}") or f"/{wanted}".endswith(f"/{file}")]
    if wanted in files or len(fitting) == 1:
        return wanted if wanted in files else fitting[0]
    near = fitting or difflib.get_close_matches(wanted, files)
    hint = f" Did you mean {' or '.join(near)}?" if near else " `notegraph search` finds notes by title."
    raise NotesError(f"The graph has {'several notes' if fitting else 'no note'} {name!r}.{hint}")


def _warn(view: View, form: str, font: Path | None) -> None:
    """Say what a picture's fonts cannot draw."""
    from graph.exports import undrawable

    if lacking := undrawable(view, form, font=font):
        remedy = "give one that has them" if font else "give a font that has them"
        typer.echo(plain(f"warning: no font at hand draws {lacking}: {remedy} with --font FILE."), err=True)


def _write(view: View, form: str, out: Path, look: Look, *, overwrite: bool) -> None:
    from graph.exports import export as to_bytes
    from graph.exports import write_export
    from graph.exports.mermaid import fenced

    if str(out) != "-":
        write_export(view, form, out, look=look, overwrite=overwrite)
        return
    data = to_bytes(view, form, look=look)
    sys.stdout.buffer.write(fenced(data) if form == "mermaid" else data)
