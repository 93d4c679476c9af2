"""What is read: the folder named at the start, another one, uploaded files or the sample, as the person chooses."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from graph.app.host import argument, served_on_loopback
from graph.errors import NotesError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

FOLDER, OTHER, UPLOAD, SAMPLE = "The folder", "Another folder", "Uploaded files", "The sample"

EXAMPLE = """\
# Containers on AWS

- **EFS** is mounted by ECS tasks
- S3 can not be mounted by ECS tasks
- ECS uses a Task Role
- Fargate does not support GPU instances
"""
"""The sample where no folder of notes comes with the page."""


class NothingChosenError(NotesError):
    """Nothing was chosen yet; says what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose to read."""

    folder: Path | None = None
    """None where uploaded files or the example are wanted instead."""
    files: tuple[UploadedFile, ...] = ()
    again: bool = False
    """Whether the folder is to be read once more."""
    example: bool = False
    """Whether `EXAMPLE` is wanted."""
    problem: NotesError | None = None
    """Why nothing can be read."""


def choose_notes(sample: Path | None) -> Choice:
    """The controls for what is read; `sample` is a folder of sample notes, if there is one.

    A folder can be named only where the page is served to this computer alone: others would read this one's files.
    """
    started = argument("--notes", sys.argv[1:])
    sources = [*([FOLDER] if started else []), *([OTHER] if served_on_loopback() else []), UPLOAD, SAMPLE]
    first = FOLDER if started else SAMPLE if sample else UPLOAD
    wanted = st.session_state.get("source")
    st.session_state["source"] = wanted if wanted in sources else first
    source = st.segmented_control("Read", sources, required=True, key="source")
    if source == FOLDER and started:
        return _of_folder(Path(started))
    if source == OTHER:
        return _of_field()
    if source == SAMPLE:
        return _of_folder(sample) if sample else Choice(example=True)
    files = st.file_uploader(
        "Markdown files, or a .zip of a folder",
        type=["md", "markdown", "zip"],
        accept_multiple_files=True,
        key="files",
        help="They are read on this computer, kept in memory for this page alone, and gone when it is closed.",
    )
    return Choice(files=tuple(files))


def checked_folder(written: str) -> Path:
    """The folder that somebody named; raises NotesError with a remedy where it can not be read."""
    text = written.strip().strip("\"'")
    if not text:
        raise NothingChosenError("Name the folder that holds your notes, and press Enter.")
    try:
        folder = Path(text).expanduser().absolute()
        is_folder, is_there = folder.is_dir(), folder.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise NotesError(f"{text} is no name of a folder ({error}). Copy it from your file manager.") from error
    if is_there and not is_folder:
        raise NotesError(f"{folder} is a file. Name the folder that it lies in: {folder.parent}.")
    if not is_there:
        raise NotesError(f"There is no folder {folder}. Check the spelling, or copy it from your file manager.")
    if folder == Path(folder.anchor):
        raise NotesError(f"{folder} is the whole disk. Name the folder on it that holds your notes.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise NotesError(f"{folder} may not be read by you. Change its permissions, or name another folder.")
    return folder


def _of_folder(folder: Path) -> Choice:
    again = st.button("Read the folder again", icon=":material/refresh:", help="After you have changed notes")
    return Choice(folder.expanduser().absolute(), again=again)


def _of_field() -> Choice:
    written = st.text_input(
        "Folder", key="folder", placeholder=str(Path.home() / "notes"), help="Its Markdown files are read, not changed."
    )
    try:
        folder = checked_folder(written)
    except NotesError as problem:
        return Choice(problem=problem)
    return _of_folder(folder)
