"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

StoreOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(help="A store, or a folder of notes that has one. Default: the nearest .notegraph upwards."),
]
Exclude = Annotated[list[str], typer.Option(help="A pattern of files or folders to leave out; may be repeated.")]
Workers = Annotated[Optional[int], typer.Option(min=1, help="The most processes to use. Default: all processors.")]  # noqa: UP045
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
Negated = Annotated[bool, typer.Option("--with-negated", help="Follow relations that the notes deny, too.")]
