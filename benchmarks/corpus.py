"""Builds everything below a folder and says what came of it: `python -m benchmarks.corpus FOLDER`."""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.samples import corpus_folders
from benchmarks.timing import FOLDER, TIMED, times
from graph.build import BuildReport, build
from graph.readers import find_notes

MEGABYTE = 1024 * 1024
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="default: NOTEGRAPH_CORPUS")
    parser.add_argument("--workers", type=int, help="the most processes; default: all cores")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest notes to list")
    parser.add_argument("--exclude", action="append", default=[], help="pattern of files to leave out")
    options = parser.parse_args()
    (folder,) = corpus_folders([options.folder] if options.folder else [])
    with tempfile.TemporaryDirectory() as scratch:
        os.environ[FOLDER] = scratch
        started = time.perf_counter()
        report = build(
            folder,
            store=Path(scratch, "graph.db"),
            workers=options.workers,
            exclude=options.exclude,
            progress=_show if sys.stderr.isatty() else None,
            engine=TIMED,
        )
        seconds = time.perf_counter() - started
        _print(report, len(find_notes(folder, exclude=options.exclude)[0]), seconds, options.slowest)


def _show(done: int, total: int, file: str) -> None:
    print(f"\r{done} of {total}  {file[-60:]:<60}", end="", file=sys.stderr)


def _print(report: BuildReport, files: int, seconds: float, slowest: int) -> None:
    timed = times()
    words = sum(note.words for note in timed)
    unit = 1 if sys.platform == "darwin" else 1024
    own, worker = (resource.getrusage(who).ru_maxrss * unit / MEGABYTE for who in _WHO)
    print(f"files        {files:,}, of which {len(timed):,} gave a note")
    print(f"words        {words:,}")
    print(f"statements   {sum(note.statements for note in timed):,}")
    print(f"nodes        {report.graph.number_of_nodes():,}")
    print(f"edges        {report.graph.number_of_edges():,}")
    print(f"warnings     {len(report.warnings):,}")
    print(f"seconds      {seconds:,.1f} ({words / seconds:,.0f} words per second)")
    print(f"peak memory  {own:,.0f} MB; the largest worker {worker:,.0f} MB")
    kinds = Counter(re.sub(r" ?\(.*?\)", "", warning.reason) for warning in report.warnings)
    for reason, count in kinds.most_common():
        print(f"  {count:>5}  {reason}")
    print("slowest notes")
    for note in timed[:slowest]:
        print(f"  {note.seconds:7.2f} s  {note.words:>7,} words  {note.file}")


if __name__ == "__main__":
    main()
