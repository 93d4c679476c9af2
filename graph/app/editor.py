"""Which editor opens a line of a note: an argument of the page in, what the component makes links of out."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

from graph.app.host import argument, served_on_loopback
from graph.app.payload import Data

EDITORS = ("vscode", "obsidian")
"""What `--editor` may name."""


def remember_editor(folder: Path | None) -> str:
    """Tell the component about the editor that was named at the start; gives a sentence where there is none of it.

    Links are made where the notes lie in a `folder` and the page is served to this computer alone.
    """
    name = argument("--editor", sys.argv[1:])
    st.session_state["editor"] = _editor(name, folder)
    if name is None or name in EDITORS:
        return ""
    return f"--editor {name}: no such editor is known here. Start the page with {' or '.join(EDITORS)}."


def _editor(name: str | None, folder: Path | None) -> Data | None:
    if name not in EDITORS or folder is None or not served_on_loopback():
        return None
    return {"name": name, "folder": folder.as_posix()}
