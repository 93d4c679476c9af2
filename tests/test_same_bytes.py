"""The same notes give the same bytes of triples, whatever the order of files, the workers and the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import graph.extraction.workers
import graph.readers
from graph.cli import app

SAMPLES = Path(__file__).parents[1] / "data" / "notes"

pytestmark = pytest.mark.model


def copy_of_samples(place: Path) -> Path:
    """The sample notes without what was built of them before."""
    return Path(shutil.copytree(SAMPLES, place / "notes", ignore=shutil.ignore_patterns(".notegraph")))


def triples(notes: Path, *options: str) -> bytes:
    result = CliRunner().invoke(app, ["triples", str(notes), *options])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return copy_of_samples(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    found = triples(copy_of_samples(tmp_path_factory.mktemp("expected")), "--workers", "1")
    assert found.count(b"\n") > 100
    return found


def test_files_in_reversed_order(notes: Path, expected: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    find = graph.readers.find_notes

    def find_reversed(folder: Path, **options: list[str]):
        paths, warnings = find(folder, **options)
        return paths[::-1], warnings

    monkeypatch.setattr(graph.readers, "find_notes", find_reversed)
    assert triples(notes, "--workers", "1") == expected


def test_two_workers(notes: Path, expected: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    in_processes = graph.extraction.workers._in_processes

    def spy(*arguments):
        started.append(arguments)
        return in_processes(*arguments)

    monkeypatch.setattr(graph.extraction.workers, "WORDS_IN_PROCESS", 200)
    monkeypatch.setattr(graph.extraction.workers, "_in_processes", spy)
    assert triples(notes, "--workers", "2") == expected
    assert len(started) == 1


def test_another_process(notes: Path, expected: bytes) -> None:
    command = [sys.executable, "-m", "graph", "triples", str(notes), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": "1"})
    assert done.stdout == expected


def test_one_note_changed_gives_what_a_full_build_gives(notes: Path, expected: bytes) -> None:
    changed = notes / "2024-08-24-kubernetes-basics.md"
    text = changed.read_bytes()
    changed.write_bytes(text.replace(b"Pod", b"Deployment"))
    triples(notes, "--workers", "1")
    changed.write_bytes(text)
    assert triples(notes, "--workers", "1") == expected
