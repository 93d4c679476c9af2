"""Answers and progress go in; what a person sees on a terminal, or a program reads from it, comes out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from graph.build import Progress

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def print_answer(answer: str | object) -> None:
    """Print a text for a person, or anything else as JSON."""
    typer.echo(plain(answer) if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2))


def print_json_lines(rows: Iterable[dict[str, Any]]) -> None:
    """Print each row as a line of JSON."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def plain(text: str) -> str:
    """The text without signs that a terminal would obey: it may come from a note."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        bars: list[Any] = []

        def advance(done: int, total: int, _file: str) -> None:
            if not bars:
                bar = typer.progressbar(length=total, label="Reading notes", file=sys.stderr, show_pos=True)
                bars.append(stack.enter_context(bar))
            bars[0].update(done - bars[0].pos)

        yield advance
