"""How fast notes become a graph, beside the bare encoder, and what memory and a change cost.

Run `python -m benchmarks.build NOTES...`; `--only speed`, `memory` or `rebuild` runs one part.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.samples import copy_notes, corpus_folders

MEGABYTE = 1024 * 1024
PEAK = """
import resource, sys
from pathlib import Path
from graph.build import build
build(Path(sys.argv[1]))
print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""
"""Builds a folder and prints the peak memory of the process and of its largest worker."""


def measure_speed(folders: Sequence[Path], *, words: int, rounds: int) -> None:
    """Print words per second of a full build on one core and on all, and its time by that of the bare encoder."""
    from graph.build import build
    from graph.extraction.encoding import rows_of, windows_of
    from graph.extraction.reader import model_reader
    from graph.readers import read_notes

    with tempfile.TemporaryDirectory() as scratch:
        notes = Path(scratch, "notes")
        total = copy_notes(folders, notes, words=words)
        windows = [window for note in read_notes(notes)[0] for window in windows_of(rows_of(note))]
        stores = iter(Path(scratch, f"{number}.db") for number in range(2 * rounds + 2))
        reader = model_reader()

        def full() -> None:
            build(notes, store=next(stores), workers=1)

        def bare() -> None:
            for window in windows:
                reader.encode(window)

        cores = _keep_to_one_core()
        full()  # loads the extractor
        pairs = [(_timed(full), _timed(bare)) for _ in range(rounds)]
        _keep_to(cores)
        parallel = statistics.median(
            _timed(lambda: build(notes, store=next(stores))).wall for _ in range(min(rounds, 2))
        )
    build_wall, encoder_wall = (statistics.median(t.wall for t in side) for side in zip(*pairs, strict=True))
    build_cpu, encoder_cpu = (statistics.median(t.cpu for t in side) for side in zip(*pairs, strict=True))
    ratios = sorted(build.cpu / encoder.cpu for build, encoder in pairs)
    print(f"words                          {total:,} in {len(windows):,} windows, {rounds} alternating rounds")
    print(f"full build, one core           {build_wall:.1f} s, {build_cpu:.1f} s of processor time")
    print(f"bare encoder, one core         {encoder_wall:.1f} s, {encoder_cpu:.1f} s of processor time")
    print(f"build by encoder               {build_cpu / encoder_cpu:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"words per second, one core     {total / build_wall:,.0f}")
    print(f"words per second, {len(cores)} cores      {total / parallel:,.0f} (starting the workers included)")


def measure_memory(folders: Sequence[Path], *, files: int) -> None:
    """Print the peak memory of a build of so many files, of the process and of its workers."""
    with tempfile.TemporaryDirectory() as scratch:
        notes = Path(scratch, "notes")
        words = copy_notes(folders, notes, files=files)
        command = [sys.executable, "-c", PEAK, str(notes)]
        output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    unit = 1 if sys.platform == "darwin" else 1024
    own, worker = (int(number) * unit / MEGABYTE for number in output.split())
    workers = len(_cores()) if worker > 100 else 0
    print(f"peak memory of {files} files       {own + workers * worker:,.0f} MB at most, {words:,} words")
    print(f"                               {own:,.0f} MB, and {workers} workers of up to {worker:,.0f} MB")


def measure_rebuild(folders: Sequence[Path], *, files: int, rounds: int) -> None:
    """Print how long it takes until one changed note of so many is in the graph."""
    from graph.build import build

    with tempfile.TemporaryDirectory() as scratch:
        notes = Path(scratch, "notes")
        copy_notes(folders, notes, files=files)
        paths = sorted(notes.rglob("*.m*"))
        started = time.perf_counter()
        build(notes)
        print(f"first build of {len(paths)} files     {time.perf_counter() - started:.1f} s")
        shell = [sys.executable, "-m", "graph", "build", str(notes)]
        _change(paths[0])
        build(notes)  # loads the extractor
        running = [_after_change(paths[place], lambda: build(notes)) for place in range(1, rounds + 1)]
        fresh = [_after_change(paths[-place], lambda: _run(shell)) for place in range(1, rounds + 1)]
        idle = [_timed(lambda: build(notes)) for _ in range(rounds)]
    for name, times in (("running process", running), ("shell", fresh), ("nothing changed", idle)):
        wall = sorted(run.wall for run in times)
        cpu = statistics.median(run.cpu for run in times)
        middle = statistics.median(wall)
        print(f"one changed, {name:<18}{middle:.2f} s ({wall[0]:.2f} to {wall[-1]:.2f}), {cpu:.2f} s of processor time")


class _Times:
    """Wall-clock and processor seconds of one run, of the processes that it started too."""

    def __init__(self, wall: float, cpu: float) -> None:
        self.wall, self.cpu = wall, cpu


def _timed(run: Callable[[], object]) -> _Times:
    wall, cpu = time.perf_counter(), _cpu_seconds()
    run()
    return _Times(time.perf_counter() - wall, _cpu_seconds() - cpu)


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")


def _change(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\nA benchmark at {time.time_ns()} uses this note.\n")


def _after_change(path: Path, run: Callable[[], object]) -> _Times:
    _change(path)
    return _timed(run)


def _cores() -> set[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))


def _keep_to_one_core() -> set[int]:
    """Bind this process to one core, where the system can; returns the cores that it had."""
    cores = _cores()
    _keep_to({max(cores)})
    return cores


def _keep_to(cores: set[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    parser.add_argument("notes", nargs="*", type=Path, help="folders of Markdown notes; default: NOTEGRAPH_CORPUS")
    parser.add_argument("--only", choices=("speed", "memory", "rebuild"))
    parser.add_argument("--words", type=int, default=20_000, help="of the notes that speed is measured on")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory-files", type=int, default=300)
    parser.add_argument("--rebuild-files", type=int, default=1_000)
    options = parser.parse_args()
    folders = corpus_folders(options.notes)
    if options.only in (None, "speed"):
        measure_speed(folders, words=options.words, rounds=options.rounds)
    if options.only in (None, "memory"):
        measure_memory(folders, files=options.memory_files)
    if options.only in (None, "rebuild"):
        measure_rebuild(folders, files=options.rebuild_files, rounds=options.rounds)


if __name__ == "__main__":
    main()
