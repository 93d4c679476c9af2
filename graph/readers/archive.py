"""A zip file goes in, the Markdown files in it come out; nothing is written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from graph.errors import NotesError
from graph.readers.folder import LEFT_OUT, SUFFIXES

MAX_FILES = 20_000
MAX_FILE_BYTES = 16 << 20
MAX_BYTES = 256 << 20
"""What a zip may unpack to in all."""


def read_zip(data: bytes) -> dict[str, bytes]:
    """The contents of the Markdown files in a zip, by their path in it; hidden folders and the like are left out.

    Raises NotesError where it is not a zip, is locked by a password, holds no Markdown, names a path outside of
    itself, or unpacks to more than `MAX_FILES` files, `MAX_FILE_BYTES` for one or `MAX_BYTES` for all.

    >>> read_zip(b"PK")
    Traceback (most recent call last):
    graph.errors.NotesError: This is not a zip file, or it is damaged (File is not a zip file).
    """
    files: dict[str, bytes] = {}
    left = MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                name = _name(entry.filename)
                if entry.is_dir() or not _is_note(name):
                    continue
                if len(files) == MAX_FILES:
                    raise NotesError(f"The zip holds more than {MAX_FILES:,} notes: pack fewer of them.")
                files[name] = _read(archive, entry, min(left, MAX_FILE_BYTES))
                left -= len(files[name])
    # NotImplementedError is what zipfile says of a way of packing that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise NotesError(f"This is not a zip file, or it is damaged ({error}).") from error
    except RuntimeError as error:
        raise NotesError(f"The zip cannot be opened ({error}): pack it again without a password.") from error
    if not files:
        raise NotesError(f"The zip holds no notes: no file in it ends in {' or '.join(SUFFIXES)}.")
    return dict(sorted(files.items()))


def _name(path: str) -> str:
    name = path.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise NotesError(f"The zip names a file outside of itself ({path!r}): it was not opened.")
    return PurePosixPath(name).as_posix().encode("utf-8", "replace").decode()


def _is_note(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) or part in LEFT_OUT for part in parts)
    return name.lower().endswith(SUFFIXES) and not hidden


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Read no more than `limit`, whatever size the zip claims."""
    with archive.open(entry) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise NotesError(
            f"{entry.filename!r} in the zip is too large: at most {MAX_FILE_BYTES >> 20} MB a note and "
            f"{MAX_BYTES >> 20} MB in all."
        )
    return data
