"""The command `notegraph`: arguments go in, text or JSON comes out on standard output, errors on standard error.

Exit codes: 0 done, 1 a failure that the message explains, 2 wrong usage. What a command needs is imported when it
runs, so that `--help` is there at once.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from graph.errors import NotegraphError, NotesError, StoreError

if TYPE_CHECKING:
    import networkx as nx

    from graph.build import BuildReport, Progress

PAGE_SETTINGS = {
    "server.address": "127.0.0.1",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}
"""As in .streamlit/config.toml, which is not at hand where the package is installed."""

app = typer.Typer(
    name="notegraph",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Notes = Annotated[Path, typer.Argument(help="The folder of Markdown notes.", show_default=False)]
StoreOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="A store, or a folder of notes that has one. Default: the nearest .notegraph upwards."),
]
Exclude = Annotated[list[str], typer.Option(help="A pattern of files or folders to leave out; may be repeated.")]
Workers = Annotated[Optional[int], typer.Option(min=1, help="The most processes to use. Default: all processors.")]  # noqa: UP045
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
Negated = Annotated[bool, typer.Option("--with-negated", help="Follow relations that the notes deny, too.")]


def main() -> None:
    """Run the command line; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except NotegraphError as error:
        typer.echo(f"notegraph: {_plain(str(error))}", err=True)
        sys.exit(1)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"notegraph {version('graph')}")
        raise typer.Exit


@app.callback()
def options(
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


@app.command()
def build(
    notes: Notes,
    store: Annotated[Optional[Path], typer.Option(help="Where to keep the graph.")] = None,  # noqa: UP045
    exclude: Exclude = [],  # noqa: B006
    workers: Workers = None,
) -> None:
    """Read what has changed in NOTES and bring the graph up to date."""
    report = _build(notes, store, exclude, workers)
    typer.echo(_plain(report.summary()))


@app.command(name="app")
def open_app(
    notes: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="The folder of notes. Default: that of the nearest .notegraph, else this one."),
    ] = None,
) -> None:
    """Open the page in the browser, to explore the graph of NOTES."""
    raise typer.Exit(_run_page(_folder_to_open(notes)))


@app.command()
def triples(
    notes: Annotated[Optional[Path], typer.Argument(help="A folder of notes to build first.")] = None,  # noqa: UP045
    store: StoreOption = None,
    exclude: Exclude = [],  # noqa: B006
    workers: Workers = None,
) -> None:
    """Print every statement as a line of JSON, with the line of the note that makes it."""
    from graph.build import read_triples

    place = _build(notes, store, exclude, workers).store if notes else store
    _print_json_lines(read_triples(place or _nearest()))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A name, an alias, initials or words of a note; typos are forgiven.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The most hits.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Look TEXT up among names, notes and sentences; the best first, with why it matched."""
    from graph import printing
    from graph.search import search as look_up

    hits = look_up(_open(store), text, limit=limit)
    _print(printing.hits_as_data(hits) if as_json else printing.hits_as_text(hits))
    if not hits:
        raise NotegraphError(f"Nothing was found for {text!r}: try fewer letters.")


@app.command()
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A name or alias; small typos are forgiven.")],
    goal: Annotated[str, typer.Argument(metavar="TO", help="A name or alias; small typos are forgiven.")],
    k: Annotated[int, typer.Option("-k", min=1, help="The most paths.")] = 3,
    store: StoreOption = None,
    with_negated: Negated = False,
    as_json: AsJson = False,
) -> None:
    """Show how FROM and TO hang together: the shortest paths, each step with the line that states it."""
    from graph import printing
    from graph.paths import find_paths
    from graph.search import find_node

    graph = _open(store)
    paths = find_paths(graph, find_node(graph, start), find_node(graph, goal), k=k, negated=with_negated)
    _print(printing.paths_as_data(paths) if as_json else printing.paths_as_text(paths))


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name or alias; small typos are forgiven.")],
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """Show what the notes say about NAME: its other names, its notes, and each relation with its line."""
    from graph import printing
    from graph.search import find_node

    graph = _open(store)
    label = find_node(graph, name)
    _print(printing.node_as_data(graph, label) if as_json else printing.node_as_text(graph, label))


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write; - for standard output.")],
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", "-f", help="svg, png, html, json or graphml. Default: as the file's name ends."),
    ] = None,
    focus: Annotated[Optional[str], typer.Option(help="Show what is around this name.")] = None,  # noqa: UP045
    depth: Annotated[int, typer.Option(min=0, help="How many steps around it.")] = 1,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file if it is there already.")] = False,
    store: StoreOption = None,
) -> None:
    """Write a picture, a page or a file of the graph: the most important of it, or what is around one name."""
    from graph.exports import export as to_bytes
    from graph.exports import write_export
    from graph.search import find_node
    from graph.view import focus_view, overview

    graph = _open(store)
    view = focus_view(graph, find_node(graph, focus), depth=depth) if focus else overview(graph)
    form = form or out.suffix.removeprefix(".").lower()
    if str(out) == "-":
        sys.stdout.buffer.write(to_bytes(view, form))
    else:
        write_export(view, form, out, overwrite=overwrite)


def _build(notes: Path, store: Path | None, exclude: list[str], workers: int | None) -> BuildReport:
    from graph.build import build
    from graph.store import store_path

    place = store_path(store) if store and store.is_dir() else store
    with _progress() as progress:
        report = build(notes, store=place, exclude=exclude, workers=workers, progress=progress)
    for warning in report.warnings:
        typer.echo(_plain(f"warning: {warning}"), err=True)
    return report


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        bars: list[Any] = []

        def advance(done: int, total: int, _file: str) -> None:
            if not bars:
                bar = typer.progressbar(length=total, label="Reading notes", file=sys.stderr, show_pos=True)
                bars.append(stack.enter_context(bar))
            bars[0].update(done - bars[0].pos)

        yield advance


def _open(store: Path | None) -> nx.MultiDiGraph:
    from graph.loading import open_graph

    return open_graph(store or _nearest())


def _nearest() -> Path:
    """The store of this folder or of the nearest folder above it."""
    if found := _nearest_folder():
        return found
    raise StoreError(
        "No .notegraph here or in a folder above: run `notegraph build NOTES` first, or name a store with --store."
    )


def _nearest_folder() -> Path | None:
    from graph.store import find_store

    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if find_store(folder)), None)


def _folder_to_open(notes: Path | None) -> Path:
    here = Path.cwd()
    folder = notes or _nearest_folder() or (here if any(here.glob("*.md")) else None)
    if folder is None:
        raise NotesError("There are no notes here: name their folder, `notegraph app NOTES`.")
    if not folder.is_dir():
        raise NotesError(f"{folder} is not a folder: name the folder that holds your notes.")
    return folder.resolve()


def _run_page(folder: Path) -> int:
    """Serve the page of the installed package until it is interrupted; never asks for anything and calls nobody."""
    from importlib.util import find_spec

    page = find_spec("graph.app.main")
    if page is None or page.origin is None or find_spec("streamlit") is None:
        raise NotegraphError("The page needs Streamlit: `pip install streamlit`.")
    flags = [f"--{name}={value}" for name, value in PAGE_SETTINGS.items()]
    command = [sys.executable, "-m", "streamlit", "run", page.origin, *flags, "--", "--notes", str(folder)]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _print(answer: str | object) -> None:
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2)
    typer.echo(_plain(text) if isinstance(answer, str) else text)


def _print_json_lines(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _plain(text: str) -> str:
    """The text without signs that a terminal would obey: it may come from a note."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
