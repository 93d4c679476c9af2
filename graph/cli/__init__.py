"""The command `notegraph`: arguments go in, text or JSON comes out on standard output, errors on standard error.

Exit codes: 0 done, 1 a failure that the message explains, 2 wrong usage. `COMMANDS` lists the commands; each is a
function in a module of this package. What a command needs is imported when it runs, so that `--help` is there at once.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from graph.cli.asking import ask, compare, gaps, matrix, query
from graph.cli.building import build, triples
from graph.cli.covering import coverage
from graph.cli.exporting import export
from graph.cli.output import plain
from graph.cli.page import open_page
from graph.cli.questions import path, search, show
from graph.errors import NotegraphError

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("build", build),
    ("app", open_page),
    ("triples", triples),
    ("coverage", coverage),
    ("search", search),
    ("path", path),
    ("show", show),
    ("compare", compare),
    ("matrix", matrix),
    ("ask", ask),
    ("query", query),
    ("gaps", gaps),
    ("export", export),
)
"""Each command's name and what it runs, in the order in which `--help` lists them."""

app = typer.Typer(
    name="notegraph",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except NotegraphError as error:
        typer.echo(f"notegraph: {plain(str(error))}", err=True)
        sys.exit(1)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"notegraph {version('graph')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a note made notegraph fail.")] = False,
) -> None:
    """A knowledge graph of your own Markdown notes: build it, ask it, take pictures of it."""
    if debug:
        import logging

        logging.basicConfig()
        logging.getLogger("graph").setLevel(logging.DEBUG)


for _name, _command in COMMANDS:
    app.command(name=_name)(_command)
