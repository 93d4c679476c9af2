"""`app`: a folder of notes goes in, the page of the installed package opens in the browser."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from graph.cli.stores import nearest_notes
from graph.errors import NotegraphError, NotesError


class Editor(StrEnum):
    """Editors that can be told to open a line or a note."""

    vscode = "vscode"
    obsidian = "obsidian"


def open_page(
    notes: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="The folder of notes. Default: that of the nearest .notegraph, else this one."),
    ] = None,
    editor: Annotated[
        Optional[Editor],  # noqa: UP045
        typer.Option(help="Links on the page open a line of a note in this editor."),
    ] = None,
) -> None:
    """Open the page in the browser, to explore the graph of NOTES."""
    raise typer.Exit(_serve(_folder_to_open(notes), editor))


def page_settings() -> dict[str, str]:
    """How the page is served and looks, as Streamlit's command line names it: "server.address" -> "127.0.0.1"."""
    text = resources.files("graph").joinpath("app", "config.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _folder_to_open(notes: Path | None) -> Path:
    here = Path.cwd()
    folder = notes or nearest_notes() or (here if any(here.glob("*.md")) else None)
    if folder is None:
        raise NotesError("There are no notes here: name their folder, `notegraph app NOTES`.")
    if not folder.is_dir():
        raise NotesError(f"{folder} is not a folder: name the folder that holds your notes.")
    return folder.resolve()


def _serve(folder: Path, editor: Editor | None = None) -> int:
    """Serve the page until it is interrupted; never asks for anything and calls nobody."""
    page = find_spec("graph.app.main")
    if page is None or page.origin is None or find_spec("streamlit") is None:
        raise NotegraphError("The page needs Streamlit: `pip install streamlit`.")
    flags = [f"--{name}={value}" for name, value in page_settings().items()]
    command = [sys.executable, "-m", "streamlit", "run", page.origin, *flags, "--", "--notes", str(folder)]
    command += ["--editor", editor.value] if editor else []
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value).lower() if isinstance(value, bool) else str(value)
