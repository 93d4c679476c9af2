"""Where the notes come from: a folder named at the start or uploaded files in, a finished graph out."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import streamlit as st

from graph.app.choosing import EXAMPLE, SAMPLE, Choice, NothingChosenError
from graph.app.wording import plain
from graph.build import BuildReport, Progress, build, build_uploads
from graph.changes import changes_between
from graph.errors import NotesError
from graph.readers import read_zip

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile


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
    folder: Path | None = None
    """Where they lie; None for uploads."""


def open_notes(choice: Choice, place: DeltaGenerator) -> Opened:
    """The graph of what was chosen, built with a progress bar at `place` where it is not there yet.

    Raises NotesError where nothing can be read, and what `graph.build` raises.
    """
    if choice.problem:
        raise choice.problem
    if choice.folder:
        opened = _from_folder(choice.folder, place, again=choice.again)
    elif choice.example:
        opened = _from_files((SAMPLE,), lambda: {"example.md": EXAMPLE.encode()}, SAMPLE, place)
    else:
        opened = _from_uploads(choice.files, place)
    if not opened.graph:
        raise NotesError(_why_empty(opened))
    return opened


def _why_empty(opened: Opened) -> str:
    if json.loads(opened.graph.graph.get("notes", "[]")):
        return (
            f"Nothing was found in the notes of {opened.name}: they name nothing that is known or said to be related."
            " Write in sentences or lists, in English, or choose other notes."
        )
    return (
        f"There are no notes in {opened.name}. Notes are Markdown files (.md or .markdown) with some text in them;"
        " hidden folders are left out. Choose another folder, or other files."
    )


def _from_folder(folder: Path, place: DeltaGenerator, *, again: bool) -> Opened:
    known: Opened | None = st.session_state.get("opened")
    source = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    if known and known.source == source and not again and st.session_state.get("reading") != source:
        return known
    with _until_done(source), _progress_bar(place) as progress, _lock_of(source):
        report = build(folder, progress=progress)
    version = f"{source}-{report.graph.graph.get('revision', '')}"
    if known and known.source == source:
        st.session_state["changes"] = version, changes_between(known.graph, report.graph)
    opened = Opened(source, version, folder.name, _shared_graph(version, report.graph), report, folder)
    st.session_state["opened"] = opened
    return opened


def _from_uploads(uploads: Sequence[UploadedFile], place: DeltaGenerator) -> Opened:
    if not uploads:
        raise NothingChosenError("Choose .md files, or one .zip of a folder of notes, under Notes.")
    signature = tuple(upload.file_id for upload in uploads)
    name = uploads[0].name if len(uploads) == 1 else f"{len(uploads)} files"
    return _from_files(signature, lambda: files_of(uploads), name, place)


def _from_files(
    signature: tuple[str, ...], files: Callable[[], dict[str, bytes]], name: str, place: DeltaGenerator
) -> Opened:
    """The graph of files that are not in a folder, for this session alone; read once for each signature.

    With one of the files before among them they are the same notes, changed.
    """
    known: tuple[tuple[str, ...], Opened] | None = st.session_state.get("uploaded")
    if known and known[0] == signature:
        return known[1]
    with _progress_bar(place) as progress:
        report = build_uploads(files(), progress=progress)
    secret = uuid.uuid4().hex
    source = known[1].source if known and set(known[0]) & set(signature) else secret
    opened = Opened(source, secret, name, report.graph, report)
    st.session_state["uploaded"] = signature, opened
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
def _until_done(source: str) -> Iterator[None]:
    """Remember what is read: where a click cuts the run short, which is no Exception, the next run reads it."""
    st.session_state["reading"] = source
    try:
        yield
    except Exception:
        del st.session_state["reading"]
        raise
    del st.session_state["reading"]


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
