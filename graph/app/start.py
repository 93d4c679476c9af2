"""Where the notes come from: a folder named at the start or uploaded files in, a finished graph out."""

from __future__ import annotations

import hashlib
import sys
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import streamlit as st

from graph.app.wording import plain
from graph.build import BuildReport, Progress, build, build_uploads
from graph.errors import NotesError
from graph.readers import read_zip

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

FOLDER, UPLOAD = "The folder", "Uploaded files"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose to read."""

    folder: Path | None
    """None where uploaded files are wanted instead."""
    files: tuple[UploadedFile, ...]
    again: bool
    """Whether the folder is to be read once more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Notes whose graph is ready to be looked at."""

    source: str
    """Tells these notes from all others, those of other people too; it does not give the folder away."""
    version: str
    """Tells this content of these notes from every other."""
    name: str
    """What the notes are called on the page."""
    graph: nx.MultiDiGraph
    """Read only: other sessions may look at the same one."""
    report: BuildReport


def notes_argument(arguments: Sequence[str]) -> Path | None:
    """The folder after `--notes` among the arguments of the script, if one is given.

    >>> str(notes_argument(["--notes", "my notes"]))
    'my notes'
    """
    for place, argument in enumerate(arguments):
        if argument == "--notes" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if argument.startswith("--notes="):
            return Path(argument.removeprefix("--notes="))
    return None


def choose_notes(sample: Path | None) -> Choice:
    """The controls for what is read: the folder named at the start, else `sample`, or uploaded files."""
    folder = notes_argument(sys.argv[1:]) or sample
    sources = [FOLDER, UPLOAD] if folder else [UPLOAD]
    source = st.segmented_control("Read", sources, default=sources[0], required=True, key="source")
    if folder and source == FOLDER:
        again = st.button("Read the folder again", icon=":material/refresh:", help="After you have changed notes")
        return Choice(folder.expanduser().absolute(), files=(), again=again)
    files = st.file_uploader(
        "Markdown files, or a .zip of a folder",
        type=["md", "markdown", "zip"],
        accept_multiple_files=True,
        key="files",
        help="They are read on this computer, kept in memory for this page alone, and gone when it is closed.",
    )
    return Choice(None, files=tuple(files), again=False)


def open_notes(choice: Choice, place: DeltaGenerator) -> Opened:
    """The graph of what was chosen, built with a progress bar at `place` where it is not there yet.

    Raises NotesError where nothing can be read, and what `graph.build` raises.
    """
    folder, files = choice.folder, choice.files
    opened = _from_folder(folder, place, again=choice.again) if folder else _from_uploads(files, place)
    if not opened.graph:
        raise NotesError(f"Nothing was found in the notes of {opened.name}. {_WHAT_NOTES_ARE}")
    return opened


_WHAT_NOTES_ARE = "Notes are Markdown files (.md or .markdown) with some text in them; hidden folders are left out."


def _from_folder(folder: Path, place: DeltaGenerator, *, again: bool) -> Opened:
    known: Opened | None = st.session_state.get("opened")
    source = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    if known and known.source == source and not again:
        return known
    with _progress_bar(place) as progress, _lock_of(source):
        report = build(folder, progress=progress)
    version = f"{source}-{report.graph.graph.get('revision', '')}"
    opened = Opened(source, version, folder.name, _shared_graph(version, report.graph), report)
    st.session_state["opened"] = opened
    return opened


def _from_uploads(uploads: Sequence[UploadedFile], place: DeltaGenerator) -> Opened:
    if not uploads:
        raise NotesError("Choose .md files, or one .zip of a folder of notes, under Notes.")
    signature = tuple(upload.file_id for upload in uploads)
    if st.session_state.get("uploaded", (None,))[0] != signature:
        with _progress_bar(place) as progress:
            report = build_uploads(files_of(uploads), progress=progress)
        secret = uuid.uuid4().hex
        name = uploads[0].name if len(uploads) == 1 else f"{len(uploads)} files"
        st.session_state["uploaded"] = signature, Opened(secret, secret, name, report.graph, report)
    opened: Opened = st.session_state["uploaded"][1]
    return opened


def files_of(uploads: Sequence[UploadedFile]) -> dict[str, bytes]:
    """The notes in uploaded files, archives opened; a name that is taken gets a number."""
    files: dict[str, bytes] = {}
    for upload in uploads:
        data = upload.getvalue()
        found = read_zip(data) if upload.name.lower().endswith(".zip") else {upload.name: data}
        for name, content in found.items():
            files[_free_name(name, files)] = content
    return files


def _free_name(name: str, taken: dict[str, bytes]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number, free = 2, name
    while free in taken:
        free = f"{stem} ({number}){dot}{suffix}"
        number += 1
    return free


@contextmanager
def _progress_bar(place: DeltaGenerator) -> Iterator[Progress]:
    bar = place.progress(0.0, text="Reading the notes")

    def show(done: int, total: int, file: str) -> None:
        bar.progress(done / max(total, 1), text=f"Reading the notes: {done:,} of {total:,} · {plain(file)}")

    try:
        yield show
    finally:
        place.empty()


@st.cache_resource(max_entries=100, show_spinner=False)
def _lock_of(source: str) -> threading.Lock:  # noqa: ARG001 - the key of the cache
    """One for each folder, so that two sessions never build the same store at once."""
    return threading.Lock()


@st.cache_resource(max_entries=8, show_spinner=False)
def _shared_graph(version: str, _graph: nx.MultiDiGraph) -> nx.MultiDiGraph:  # noqa: ARG001 - the key
    """The first graph that was built for the version, for all sessions."""
    return _graph
