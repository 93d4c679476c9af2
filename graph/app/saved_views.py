"""Named views of a notes folder: its `.notegraph` folder in, views by name as texts out, and back."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from graph.errors import StoreError

FILE = "views.json"
"""Names with what they show, as in the URL; a folder's path is never in it."""
MOST = 500
_LONGEST_NAME = 80

Texts = dict[str, list[str]]
"""One view, as `graph.app.sharing.as_parameters` gives it."""


def saved_views(folder: Path) -> dict[str, Texts]:
    """The folder's views by name; none where there is no file. StoreError where the file is no such thing."""
    path = folder / FILE
    try:
        views = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{FILE} in .notegraph can not be read ({error}): mend it or move it away.") from error
    if not isinstance(views, dict) or not all(map(_is_view, views.values())):
        raise StoreError(f"{FILE} in .notegraph holds something other than views: mend it or move it away.")
    return views


def save_view(folder: Path, name: str, view: Texts) -> None:
    """Keep the view under that name, in place of one that has it; StoreError where that is not possible."""
    _write(folder, with_view(saved_views(folder), name, view))


def forget_view(folder: Path, name: str) -> None:
    """Take the view of that name out, if there is one."""
    views = saved_views(folder)
    if views.pop(name, None) is not None:
        _write(folder, views)


def with_view(views: dict[str, Texts], name: str, view: Texts) -> dict[str, Texts]:
    """The views with one more; StoreError for a name that is none, or for too many views."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise StoreError(f"A view's name has 1 to {_LONGEST_NAME} characters.")
    if len({*views, name}) > MOST:
        raise StoreError(f"{MOST} views are saved; delete one first.")
    return {**views, name: view}


def _is_view(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in value.values()
    )


def _write(folder: Path, views: dict[str, Texts]) -> None:
    """The whole file at once, so that a crash leaves the old one."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(views, stream, ensure_ascii=False, indent=1)
        Path(temporary).replace(folder / FILE)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise StoreError(f"The view can not be saved in .notegraph: {error.strerror}.") from error
