"""A folder in, the Markdown files below it out; links are not followed out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from graph.errors import NotesError
from graph.notes import NoteWarning

SUFFIXES = (".md", ".markdown")
LEFT_OUT = ("_site", "node_modules")
"""Folders that are never read, besides those whose name starts with a dot (.obsidian, .notegraph, .git)."""


def find_notes(folder: Path, *, exclude: Sequence[str] = ()) -> tuple[list[Path], list[NoteWarning]]:
    """The Markdown files below `folder`, sorted by their relative path, and what was left out for being odd.

    `exclude` holds patterns such as "drafts", "*.draft.md" or "archive/2019/*"; each is compared with the relative
    path of a file, with that of each folder above it, and with each of their names. Links that lead out of the
    folder, or in a circle, are reported and not followed. Raises NotesError where there is no such folder.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise NotesError(f"{folder} {what}: name the folder that holds your notes.")
    root = folder.resolve()
    warnings: list[NoteWarning] = []
    found: dict[Path, Path] = {}
    links: list[Path] = []
    for path in _walk(folder, root, exclude, warnings):
        if path.is_symlink():
            links.append(path)
        elif reason := _why_not(path):
            warnings.append(NoteWarning(relative_name(path, folder), reason))
        else:
            found[path.resolve()] = path
    for path in sorted(links):
        target, reason = _follow(path, root)
        if reason:
            warnings.append(NoteWarning(relative_name(path, folder), reason))
        elif target:
            found.setdefault(target, path)
    return sorted(found.values(), key=lambda path: relative_name(path, folder)), sorted(warnings)


def relative_name(path: Path, folder: Path) -> str:
    """The path below `folder` with forward slashes; bytes of a name that are not UTF-8 become a question mark."""
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        name = path.name
    return name.encode("utf-8", "replace").decode("utf-8")


def _walk(folder: Path, root: Path, exclude: Sequence[str], warnings: list[NoteWarning]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        name = relative_name(Path(error.filename), folder)
        warnings.append(NoteWarning(name, f"cannot be opened ({error.strerror}); what is in it was left out"))

    for place, folders, files in os.walk(folder, onerror=report):
        here = Path(place)
        kept = []
        for name in sorted(folders):
            if name.startswith(".") or name in LEFT_OUT or _is_excluded(here / name, folder, exclude):
                continue
            if (here / name).is_symlink():
                if reason := _why_not_folder(here / name, root):
                    warnings.append(NoteWarning(relative_name(here / name, folder), reason))
            else:
                kept.append(name)
        folders[:] = kept
        for name in files:
            if name.lower().endswith(SUFFIXES) and not _is_excluded(here / name, folder, exclude):
                yield here / name


def _is_excluded(path: Path, folder: Path, patterns: Sequence[str]) -> bool:
    """A folder that matches is never entered, so only the last part and the whole path are looked at."""
    relative = PurePosixPath(path.relative_to(folder).as_posix())
    for pattern in patterns:
        plain = pattern.strip().strip("/").removesuffix("/**")
        candidates = {plain, plain.removeprefix("**/")}
        if any(fnmatchcase(str(relative), each) or fnmatchcase(relative.name, each) for each in candidates if each):
            return True
    return False


def _why_not(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened ({error.strerror}); it was left out"
    return None if stat.S_ISREG(mode) else "is not a regular file; it was left out"


def _why_not_folder(link: Path, root: Path) -> str | None:
    """Folders that a link inside names are read where they stand, so no link to a folder is followed."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere or in a circle; it was not followed"
    if target != root and root not in target.parents:
        return "is a link that leads out of the folder; it was not followed"
    if target == link.parent.resolve() or target in link.parent.resolve().parents:
        return "is a link to a folder that it stands in; it was not followed"
    return None


def _follow(link: Path, root: Path) -> tuple[Path | None, str | None]:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return None, "is a link that leads nowhere or in a circle; it was left out"
    if root not in target.parents:
        return None, "is a link that leads out of the folder; it was not followed"
    reason = _why_not(target)
    return (None, reason) if reason else (target, None)
