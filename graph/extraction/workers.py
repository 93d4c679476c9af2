"""Contents of notes go in, what each note says comes out: here for a few, in processes of their own for many."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import NamedTuple, Protocol

from graph.errors import NotegraphError
from graph.notes import Note, NoteWarning
from graph.statements import NoteFacts

WORDS_IN_PROCESS = 5_000
"""For fewer words the start of another process costs more than it saves."""
WORDS_IN_CHUNK = 20_000
CHUNKS_PER_WORKER = 4
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
"""Environment of a process: there is one for each processor, so that threads would only get in each other's way."""

_log = logging.getLogger(__name__)
_extracting = threading.Lock()
_starting = threading.Lock()


class Extractor(Protocol):
    """What reads statements from a note."""

    def extract(self, note: Note) -> NoteFacts:
        """What the note says."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How to get an extractor; both functions must be importable by name, since processes are told of them."""

    load: Callable[[Sequence[Path]], Extractor]
    """From the user's vocabulary packs."""
    version: Callable[[Sequence[Path]], str]
    """Changes whenever the same note would give other facts; cheap."""


class Source(NamedTuple):
    """A note's content before it was read."""

    file: str
    data: bytes


class Extracted(NamedTuple):
    """What came of a source."""

    source: Source
    note: Note | None
    facts: NoteFacts | None
    warnings: tuple[NoteWarning, ...]


def extract_notes(
    sources: Sequence[Source],
    engine: Engine,
    packs: tuple[Path, ...] = (),
    version: str = "",
    *,
    workers: int | None = None,
) -> Generator[Extracted, None, None]:
    """What the notes say, one after the other, in no order that can be relied on.

    `version` is the engine's for these packs; an extractor is loaded once in each process and stays for the next call
    with the same one. `workers` is the most processes to start, None for one for each processor. A note on which the
    extractor fails gives a warning. Raises NotegraphError when a process dies.
    """
    words = {source: len(source.data.split()) for source in sources}
    total = sum(words.values())
    most = min(workers or _processors(), 1 + total // WORDS_IN_PROCESS)
    if most == 1:
        for source in sources:
            yield _extract(_loaded(engine, packs, version), source)
        return
    size = min(WORDS_IN_CHUNK, max(WORDS_IN_PROCESS // CHUNKS_PER_WORKER, total // (most * CHUNKS_PER_WORKER)))
    chunks = _chunks(sorted(sources, key=lambda source: (-words[source], source.file)), words, size)
    yield from _in_processes(chunks, (engine, packs, version), min(most, len(chunks)))


def extract_chunk(sources: Sequence[Source], engine: Engine, packs: tuple[Path, ...], version: str) -> list[Extracted]:
    """What these notes say, by an extractor that is loaded once in each process."""
    try:
        extractor = _loaded(engine, packs, version)
    except NotegraphError as error:
        # Errors with fields of their own do not survive the way back to the other process.
        raise NotegraphError(str(error)) from None
    return [_extract(extractor, source) for source in sources]


def _chunks(sources: Sequence[Source], words: dict[Source, int], size: int) -> list[list[Source]]:
    """About `size` words in each, those with the longest notes first, so that no long one is left for the end."""
    chunks: list[list[Source]] = [[]]
    filled = 0
    for source in sources:
        if filled >= size:
            chunks.append([])
            filled = 0
        chunks[-1].append(source)
        filled += words[source]
    return chunks


def _in_processes(
    chunks: Sequence[list[Source]], how: tuple[Engine, tuple[Path, ...], str], workers: int
) -> Generator[Extracted, None, None]:
    context = _Context()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_process)
    try:
        for done in as_completed([pool.submit(extract_chunk, chunk, *how) for chunk in chunks]):
            yield from done.result()
        pool.shutdown()
    except BrokenProcessPool as error:
        raise NotegraphError(
            "A worker process died, most likely for want of memory. What was extracted is kept: build again, "
            "with fewer workers."
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in context.started:
            process.terminate()
            process.join()


def _extract(extractor: Extractor, source: Source) -> Extracted:
    from graph.readers import parse_note

    note: Note | None = None
    warnings: list[NoteWarning] = []
    try:
        note, warnings = parse_note(source.data, source.file)
        if note is None:
            return Extracted(source, None, None, tuple(warnings))
        with _extracting:
            return Extracted(source, note, extractor.extract(note), tuple(warnings))
    except Exception as error:
        _log.debug("extracting from %s failed", source.file, exc_info=True)
        reason = f"a fault of notegraph ({type(error).__name__}): nothing was extracted from it; please report it"
        return Extracted(source, note, None, (*warnings, NoteWarning(source.file, reason)))


@lru_cache(maxsize=1)
def _loaded(engine: Engine, packs: tuple[Path, ...], _version: str) -> Extractor:
    return engine.load(packs)


def _begin_process() -> None:
    """Leave interrupts to the parent, and one thread to numpy, which reads this when it is loaded with the model."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(ONE_THREAD)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Process(SpawnProcess):
    """A process that does not run the caller's main module again: a plain script may build, and so may a page."""

    def start(self) -> None:
        with _starting:
            main, blank = sys.modules["__main__"], types.ModuleType("__main__")
            sys.modules["__main__"] = blank
            try:
                super().start()
            finally:
                if sys.modules["__main__"] is blank:
                    sys.modules["__main__"] = main


class _Context(SpawnContext):
    """Starts such processes and remembers them."""

    def __init__(self) -> None:
        self.started: list[SpawnProcess] = []

    def Process(self, *arguments: object, **options: object) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """A process that is not started yet."""
        process = _Process(*arguments, **options)  # type: ignore[arg-type]
        self.started.append(process)
        return process
