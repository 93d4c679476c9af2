"""An extractor that notes down how long each note takes, for any number of processes; importable by name."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.samples import words_in
from graph.build import TRAINED
from graph.extraction.workers import Engine, Extractor
from graph.notes import Note
from graph.statements import NoteFacts

FOLDER = "NOTEGRAPH_BENCHMARK_TIMES"
"""Environment variable that names the folder the times go to."""


class Timed(NamedTuple):
    """One note that was extracted from."""

    seconds: float
    words: int
    statements: int
    file: str


class TimedExtractor:
    """The extractor that ships with the package, and a stopwatch."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._path = Path(os.environ[FOLDER], f"{os.getpid()}.jsonl")

    def extract(self, note: Note) -> NoteFacts:
        """What the note says; its time is appended to the process's file."""
        start = time.perf_counter()
        facts = self._extractor.extract(note)
        seconds = time.perf_counter() - start
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps([seconds, words_in(note), len(facts.statements), note.file]) + "\n")
        return facts


def load(packs: Sequence[Path]) -> Extractor:
    """The extractor with its stopwatch."""
    return TimedExtractor(TRAINED.load(packs))


TIMED = Engine(load, TRAINED.version)


def times() -> list[Timed]:
    """What all processes noted down, the slowest note first."""
    lines = [line for path in Path(os.environ[FOLDER]).glob("*.jsonl") for line in path.read_text().splitlines()]
    return sorted((Timed(*json.loads(line)) for line in lines), reverse=True)
