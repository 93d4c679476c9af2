"""`build` and `triples`: a folder of notes goes in, its graph or its statements come out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from graph.cli.options import Exclude, StoreOption, Workers
from graph.cli.output import plain, print_answer, print_json_lines, progress_bar
from graph.cli.stores import nearest_store

if TYPE_CHECKING:
    from graph.build import BuildReport


def build(
    notes: Annotated[Path, typer.Argument(help="The folder of Markdown notes.", show_default=False)],
    store: Annotated[Optional[Path], typer.Option(help="Where to keep the graph.")] = None,  # noqa: UP045
    exclude: Exclude = [],  # noqa: B006
    workers: Workers = None,
) -> None:
    """Read what has changed in NOTES and bring the graph up to date."""
    print_answer(build_with_warnings(notes, store=store, exclude=exclude, workers=workers).summary())


def triples(
    notes: Annotated[Optional[Path], typer.Argument(help="A folder of notes to build first.")] = None,  # noqa: UP045
    store: StoreOption = None,
    exclude: Exclude = [],  # noqa: B006
    workers: Workers = None,
) -> None:
    """Print every statement as a line of JSON, with the line of the note that makes it."""
    from graph.build import read_triples

    if notes:
        store = build_with_warnings(notes, store=store, exclude=exclude, workers=workers).store

    print_json_lines(read_triples(store or nearest_store()))


def build_with_warnings(
    notes: Path, *, store: Path | None = None, exclude: Sequence[str] = (), workers: int | None = None
) -> BuildReport:
    """Bring the graph of NOTES up to date, with a bar on a terminal and a line for each warning on standard error."""
    from graph.build import build
    from graph.store import store_path

    place = store_path(store) if store and store.is_dir() else store
    with progress_bar() as progress:
        report = build(notes, store=place, exclude=exclude, workers=workers, progress=progress)
    for warning in report.warnings:
        typer.echo(plain(f"warning: {warning}"), err=True)
    return report
