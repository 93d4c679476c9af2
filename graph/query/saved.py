"""A person's queries by name: a notes folder's own `.notegraph` folder in, the queries kept there out, and back."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import yaml

from graph.errors import QueryError

FILE = "queries.yaml"
"""Names with their questions or queries; made to be edited by hand, too."""
MOST = 500
_LONGEST_NAME = 80


def saved_queries(folder: Path) -> dict[str, str]:
    """The queries in the folder's file by name, in its order; none where there is no file.

    Raises QueryError where it is no mapping from names to texts.
    """
    path = folder / FILE
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise QueryError(f"{path} can not be read: {error}.") from error
    if entries is None:
        return {}
    if not isinstance(entries, dict) or not all(isinstance(part, str) for pair in entries.items() for part in pair):
        raise QueryError(f"{path}: names with the text of a query each were expected, `name: text`.")
    return dict(entries)


def save_query(folder: Path, name: str, text: str) -> None:
    """Keep the query under that name, in place of one that has it already; QueryError where that is not possible."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise QueryError(f"A query's name has 1 to {_LONGEST_NAME} characters.")
    queries = {**saved_queries(folder), name: text}
    if len(queries) > MOST:
        raise QueryError(f"{MOST} queries are saved; forget one first.")
    _write(folder, queries)


def forget_query(folder: Path, name: str) -> None:
    """Take the query of that name out, if there is one."""
    queries = saved_queries(folder)
    if queries.pop(name, None) is not None:
        _write(folder, queries)


def _write(folder: Path, queries: dict[str, str]) -> None:
    """The whole file at once, so that a crash leaves the old one."""
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            yaml.safe_dump(queries, stream, allow_unicode=True, sort_keys=False)
        Path(temporary).replace(folder / FILE)
    except OSError as error:
        raise QueryError(f"The query can not be saved in {folder}: {error.strerror}.") from error
