from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from multiprocessing import active_children
from pathlib import Path

import networkx as nx
import pytest

import graph.extraction.workers
import graph.readers.archive
from graph.build import BuildReport, build, build_uploads, open_graph, read_triples
from graph.elements import Edge, Node, edges_of, node_of
from graph.errors import DataError, NotegraphError, NotesError, StoreError
from graph.extraction.workers import Engine
from graph.notes import Note, NoteWarning
from graph.readers import read_zip
from graph.statements import Evidence, NoteFacts
from graph.store import Store, cached_store_path
from tests.fake_extractor import FAKE, FakeExtractor

EFS = "EFS | mountable_by | ECS task\nEFS | not mountable_by | Windows\n"
ECS = "Elastic File System | mountable_by | ECS tasks\nEvent Bridge | invokes | ECS task\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    write(folder, {"efs.md": EFS, "deep/ecs.md": ECS})
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def run(folder: Path, **options: object) -> BuildReport:
    return build(folder, engine=FAKE, **options)  # type: ignore[arg-type]


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.removed


def content(graph: nx.MultiDiGraph) -> list[object]:
    return [graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))]


def test_the_graph_of_two_notes(notes: Path) -> None:
    graph = run(notes).graph
    assert list(graph) == ["ECS task", "EFS", "Event Bridge", "Windows"]
    assert node_of(graph, "EFS") == Node("EFS", "service", ("Elastic File System",), ("deep/ecs.md", "efs.md"))
    assert next(iter(edges_of(graph))) == Edge(
        *("EFS", "ECS task", "mountable_by"),
        count=2,
        evidence=(
            Evidence("deep/ecs.md", 1, "Elastic File System | mountable_by | ECS tasks"),
            Evidence("efs.md", 1, "EFS | mountable_by | ECS task"),
        ),
    )
    assert [(e.subject, e.key, e.object) for e in edges_of(graph)] == [
        ("EFS", "mountable_by", "ECS task"),
        ("EFS", "not mountable_by", "Windows"),
        ("Event Bridge", "invokes", "ECS task"),
    ]


def test_the_graph_knows_its_notes(tmp_path: Path) -> None:
    front = "---\ntitle: Disks\ntags: [EFS]\ncategories: [AWS]\n---\n"
    write(tmp_path, {"2024-08-17-efs.md": f"{front}# Shared *disks*\nEFS | uses | vpc\n"})
    assert run(tmp_path).graph.graph["notes"] == (
        '[{"file":"2024-08-17-efs.md","title":"Disks","date":"2024-08-17","tags":["EFS"],"categories":["AWS"],'
        '"headings":[[6,"Shared disks"]]}]'
    )


def test_a_built_graph_and_the_same_read_from_its_store_are_equal(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = run(notes).graph
    monkeypatch.setattr("graph.store.graphs._kept", type(graph.store.graphs._kept)())
    read = open_graph(notes)
    assert read is not built
    assert content(read) == content(built)


def test_a_graph_is_shared_until_its_notes_change(notes: Path) -> None:
    first = run(notes)
    assert open_graph(notes) is first.graph
    assert run(notes).graph is first.graph
    write(notes, {"new.md": "vpc | uses | subnet"})
    second = run(notes)
    assert second.graph is not first.graph
    assert open_graph(notes) is second.graph
    assert first.graph.graph["revision"] != second.graph.graph["revision"]


def test_a_shared_graph_cannot_be_changed(notes: Path) -> None:
    shared = run(notes).graph
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        shared.add_node("x")
    shared.copy().add_node("x")


def test_only_what_has_changed_is_read_again(notes: Path) -> None:
    assert counts(run(notes)) == (2, 0, 0, 0)
    assert counts(run(notes)) == (0, 0, 2, 0)
    write(notes, {"efs.md": "EFS | uses | vpc", "new.md": "vpc | uses | subnet"})
    (notes / "deep" / "ecs.md").unlink()
    report = run(notes)
    assert counts(report) == (1, 1, 0, 1)
    assert list(report.graph) == ["EFS", "subnet", "vpc"]


def test_an_incremental_build_equals_a_full_one(notes: Path, tmp_path: Path) -> None:
    run(notes)
    write(notes, {"efs.md": "EFS | uses | vpc\nTask Roles | uses | vpc", "new.md": "Task Role | uses | subnet"})
    incremental = run(notes)
    full = run(notes, store=tmp_path / "other.db")
    assert content(incremental.graph) == content(full.graph)


def test_after_any_edits_an_incremental_build_equals_a_full_one(tmp_path: Path) -> None:
    chance = random.Random(7)
    names = ["EFS", "Elastic File System", "Task Role", "task roles", "ASG", "Auto Scaling Group", "AWS Batch", "Batch"]
    relations = ["uses", "mounts", "not supports", "differs_from"]

    def line() -> str:
        if chance.random() < 0.2:
            return "Auto Scaling Group (ASG)"
        return f"{chance.choice(names)} | {chance.choice(relations)} | {chance.choice(names)}"

    folder = tmp_path / "notes"
    folder.mkdir()
    for step in range(12):
        file = folder / f"{chance.randrange(4)}.md"
        if file.exists() and chance.random() < 0.4:
            file.unlink()
        else:
            file.write_text("\n".join(line() for _ in range(chance.randrange(1, 6))))
        full = run(folder, store=tmp_path / f"{step}.db")
        assert content(run(folder).graph) == content(full.graph)
        assert list(read_triples(folder)) == list(read_triples(tmp_path / f"{step}.db"))


def test_another_version_of_the_extractor_reads_everything_again(notes: Path) -> None:
    run(notes)
    write(notes / ".notegraph" / "vocabularies", {"mine.yaml": "generic: [thing]"})
    assert counts(run(notes)) == (0, 2, 0, 0)


def test_files_can_be_left_out(notes: Path) -> None:
    run(notes)
    report = run(notes, exclude=["deep"])
    assert counts(report) == (0, 0, 1, 1)


def test_progress_is_told_note_by_note(notes: Path) -> None:
    told: list[tuple[int, int, str]] = []
    run(notes, progress=lambda *step: told.append(step))
    run(notes, progress=lambda *step: told.append(step))
    assert told == [(1, 2, "deep/ecs.md"), (2, 2, "efs.md")]


def test_what_is_odd_is_reported_again_for_unchanged_notes(notes: Path) -> None:
    (notes / "binary.md").write_bytes(b"\x00\x01\x02" * 100)
    first, second = run(notes), run(notes)
    assert [warning.file for warning in first.warnings] == ["binary.md"]
    assert second.warnings == first.warnings
    assert counts(second) == (0, 0, 3, 0)


def test_a_note_on_which_the_extractor_fails_does_not_stop_the_others(notes: Path) -> None:
    write(notes, {"bad.md": "CRASH"})
    report = run(notes)
    assert len(report.graph) == 4
    assert report.warnings == (
        NoteWarning(
            "bad.md", "a fault of notegraph (ZeroDivisionError): nothing was extracted from it; please report it"
        ),
    )
    assert report.text("bad.md") == "CRASH"


def test_an_interrupted_build_leaves_the_graph_before(notes: Path) -> None:
    before = content(run(notes).graph)
    write(notes, {"a.md": "vpc | uses | subnet", "b.md": "vpc | uses | gateway"})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(notes, progress=interrupt)
    assert content(open_graph(notes)) == before
    assert counts(run(notes)) == (1, 0, 3, 0)


def test_a_first_build_that_was_interrupted_has_no_graph_yet(notes: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(notes, progress=interrupt)
    with pytest.raises(StoreError, match="no graph was finished in it yet"):
        open_graph(notes)


def test_the_report_has_the_texts(notes: Path) -> None:
    report = run(notes)
    assert report.text("efs.md") == EFS.rstrip("\n")
    assert report.text("missing.md") is None


def test_a_report_gives_no_text_that_its_graph_was_not_made_from(notes: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = run(notes)
    write(notes, {"efs.md": EFS + ECS})
    with pytest.raises(KeyboardInterrupt):
        run(notes, progress=interrupt)
    assert before.text("efs.md") is None
    assert before.note("deep/ecs.md") is None
    after = run(notes)
    assert after.text("efs.md") == (EFS + ECS).rstrip("\n")
    assert before.text("efs.md") is None


def test_the_summary(notes: Path) -> None:
    run(notes)
    write(notes, {"efs.md": "EFS | uses | vpc", "bad.md": "CRASH"})
    assert run(notes).summary() == (
        "3 notes: 1 new, 1 changed, 1 unchanged\n"
        "4 nodes, 3 edges\n"
        "1 warning\n"
        f"Store: {notes / '.notegraph' / 'graph.db'}"
    )


def test_a_folder_without_notes_gives_an_empty_graph(tmp_path: Path) -> None:
    report = run(tmp_path)
    assert report.summary().startswith("0 notes: none\n0 nodes, 0 edges\n")


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(NotesError, match="missing"):
        run(tmp_path / "missing")


def test_where_the_notes_cannot_be_written_the_store_is_in_the_cache(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (notes / ".notegraph").write_text("a file where the folder should be")
    report = run(notes)
    assert report.store == cached_store_path(notes)
    assert f"{notes / '.notegraph'} cannot be written (File exists), so the store is in your cache" in report.summary()
    assert open_graph(notes) is report.graph


class TestCorrections:
    def test_they_are_applied_without_reading_notes_again(self, notes: Path) -> None:
        run(notes)
        write(notes, {".notegraph/corrections.yaml": "rename: {ECS task: Container}\ndrop: [nothing]"})
        report = run(notes)
        assert counts(report) == (0, 0, 2, 0)
        assert "Container" in report.graph
        reason = "drop: nothing in the notes is called 'nothing'."
        assert report.warnings == (NoteWarning(".notegraph/corrections.yaml", reason),)
        assert run(notes).warnings == report.warnings

    def test_all_mistakes_are_reported_and_the_graph_stays(self, notes: Path) -> None:
        before = run(notes).graph
        write(notes, {".notegraph/corrections.yaml": "drop: x\nkinds: {}"})
        with pytest.raises(DataError, match=r"(?s)2 mistakes.*unknown key 'kinds'.*drop: a list of names"):
            run(notes)
        assert open_graph(notes) is before

    def test_text_that_is_not_utf8(self, notes: Path) -> None:
        (notes / ".notegraph").mkdir()
        (notes / ".notegraph" / "corrections.yaml").write_bytes(b"drop: [\xff]")
        with pytest.raises(DataError, match=r"corrections\.yaml: cannot be read"):
            run(notes)


def test_triples_come_from_the_store(notes: Path) -> None:
    run(notes)
    rows = list(read_triples(notes))
    assert [(row["subject"], row["relation"], row["object"], row["file"], row["line"]) for row in rows] == [
        ("EFS", "mountable_by", "ECS task", "deep/ecs.md", 1),
        ("Event Bridge", "invokes", "ECS task", "deep/ecs.md", 2),
        ("EFS", "mountable_by", "ECS task", "efs.md", 1),
        ("EFS", "mountable_by", "Windows", "efs.md", 2),
    ]
    with pytest.raises(StoreError, match="there is no store"):
        read_triples(notes / "deep")


class TestUploads:
    def test_they_give_the_graph_that_the_folder_gives(self, notes: Path) -> None:
        report = build_uploads({"efs.md": EFS.encode(), "deep/ecs.md": ECS.encode()}, engine=FAKE)
        assert content(report.graph)[1:] == content(run(notes).graph)[1:]
        assert report.store is None
        assert report.text("efs.md") == EFS.rstrip("\n")
        assert report.summary() == "2 notes: 2 new\n4 nodes, 3 edges"

    def test_what_cannot_be_read_is_a_warning(self) -> None:
        report = build_uploads({"a.md": b"\x00\x01" * 99, "b.md": b"vpc | uses | subnet"}, engine=FAKE)
        assert [warning.file for warning in report.warnings] == ["a.md"]
        assert len(report.graph) == 2


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


class TestZip:
    def test_the_notes_in_it(self) -> None:
        files = {"b/x.markdown": b"x", "a.MD": b"y", "c.txt": b"z", ".git/d.md": b"", "__MACOSX/e.md": b"", "f/": b""}
        assert read_zip(zipped(files)) == {"a.MD": b"y", "b/x.markdown": b"x"}

    @pytest.mark.parametrize("name", ["../a.md", "/etc/a.md", "x/../../a.md", "..\\a.md", "C:\\a.md"])
    def test_paths_out_of_it(self, name: str) -> None:
        with pytest.raises(NotesError, match="names a file outside of itself"):
            read_zip(zipped({name: b"x"}))

    def test_what_unpacks_to_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(graph.readers.archive, "MAX_FILE_BYTES", 1 << 20)
        monkeypatch.setattr(graph.readers.archive, "MAX_BYTES", 3 << 20)
        with pytest.raises(NotesError, match=r"'a\.md' in the zip is too large: at most 1 MB a note and 3 MB in all"):
            read_zip(zipped({"a.md": bytes((1 << 20) + 1)}))
        with pytest.raises(NotesError, match=r"'4\.md' in the zip is too large"):
            read_zip(zipped({f"{k}.md": bytes(900_000) for k in range(1, 9)}))

    def test_too_many_notes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(graph.readers.archive, "MAX_FILES", 2)
        with pytest.raises(NotesError, match="more than 2 notes"):
            read_zip(zipped({"a.md": b"", "b.md": b"", "c.md": b""}))

    def test_what_is_no_zip_or_has_no_notes(self) -> None:
        with pytest.raises(NotesError, match="not a zip file, or it is damaged"):
            read_zip(b"# a note")
        with pytest.raises(NotesError, match="not a zip file, or it is damaged"):
            read_zip(zipped({"a.md": random.Random(1).randbytes(5000)}).replace(b"\x8a", b"\x8b"))
        with pytest.raises(NotesError, match=r"holds no notes: no file in it ends in \.md or \.markdown"):
            read_zip(zipped({"a.txt": b""}))


def test_what_facts_depend_on_is_worked_out_once_a_build(notes: Path) -> None:
    asked: list[Sequence[Path]] = []

    def version(packs: Sequence[Path]) -> str:
        asked.append(packs)
        return "1"

    build(notes, engine=Engine(FAKE.load, version))
    assert asked == [()]


class SlowExtractor(FakeExtractor):
    """Says in which process it runs; dies or fails when the note says so."""

    def extract(self, note: Note) -> NoteFacts:
        if "DIE" in note.lines[0]:
            os._exit(3)
        return super().extract(note)


def load_slow(_packs: Sequence[Path]) -> FakeExtractor:
    return SlowExtractor()


def load_nothing(_packs: Sequence[Path]) -> FakeExtractor:
    raise DataError(["mine.yaml: no names"])


def load_with_one_thread(_packs: Sequence[Path]) -> FakeExtractor:
    if "numpy" in sys.modules or os.environ["OPENBLAS_NUM_THREADS"] != "1":
        raise NotegraphError("numpy has its threads already")
    return FakeExtractor()


def version(_packs: Sequence[Path]) -> str:
    return "slow"


def workers_left() -> list[object]:
    return [child for child in active_children() if isinstance(child, graph.extraction.workers._Process)]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """So many notes that they are read in processes."""
    monkeypatch.setattr(graph.extraction.workers, "WORDS_IN_PROCESS", 10)
    folder = tmp_path / "many"
    write(folder, {f"{k:02}.md": f"thing {k} | uses | thing {k + 1}\n" * (k + 1) for k in range(12)})
    return folder


class TestWorkers:
    def test_the_number_of_processes_changes_nothing(self, many: Path, tmp_path: Path) -> None:
        alone = run(many, workers=1, store=tmp_path / "1.db")
        two = run(many, workers=2, store=tmp_path / "2.db")
        assert counts(two) == (12, 0, 0, 0)
        assert content(two.graph) == content(alone.graph)
        assert list(read_triples(tmp_path / "1.db")) == list(read_triples(tmp_path / "2.db"))

    def test_a_process_that_dies_is_reported_with_a_remedy(self, many: Path) -> None:
        write(many, {"bad.md": "DIE"})
        with pytest.raises(NotegraphError, match=r"A worker process died, .*build again, with fewer workers"):
            build(many, engine=Engine(load_slow, version), workers=2)

    def test_an_interrupt_ends_the_processes(self, many: Path) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run(many, workers=2, progress=interrupt)
        until = time.monotonic() + 10
        while workers_left() and time.monotonic() < until:
            time.sleep(0.01)  # the pool's own thread may be the one that is just told of an end
        assert not workers_left()

    def test_mistakes_in_the_users_packs_are_told_in_full(self, many: Path) -> None:
        with pytest.raises(NotegraphError, match=r"(?s)1 mistake in the data files.*mine\.yaml: no names"):
            build(many, engine=Engine(load_nothing, version), workers=2)

    def test_a_process_leaves_one_thread_to_numpy_and_the_callers_environment_alone(
        self, many: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
        before = dict(os.environ)
        build(many, engine=Engine(load_with_one_thread, version), workers=2)
        assert dict(os.environ) == before

    def test_chunks_start_with_the_longest_notes(self) -> None:
        sources = [graph.extraction.workers.Source(f"{k}", b"") for k in range(5)]
        words = dict(zip(sources, (900, 400, 300, 200, 100), strict=True))
        chunks = graph.extraction.workers._chunks(sources, words, 600)
        assert [[source.file for source in chunk] for chunk in chunks] == [["0"], ["1", "2"], ["3", "4"]]

    def test_a_script_without_a_main_guard_can_build(self, many: Path, tmp_path: Path) -> None:
        script = tmp_path / "script.py"
        script.write_text(
            "import graph.extraction.workers\n"
            "from pathlib import Path\n"
            "from fake_extractor import FAKE\n"
            "from graph.build import build\n"
            "graph.extraction.workers.WORDS_IN_PROCESS = 10\n"
            f"print(len(build(Path({str(many)!r}), engine=FAKE, workers=2).graph))\n"
        )
        path = os.pathsep.join([str(Path(__file__).parent), str(Path(graph.__path__[0]).parent)])
        done = subprocess.run(
            [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True
        )
        assert (done.stdout, done.stderr) == ("13\n", "")


def test_the_store_keeps_only_what_belongs_to_it(notes: Path) -> None:
    run(notes)
    with Store(notes / ".notegraph" / "graph.db") as store:
        assert sorted(store.versions()) == ["deep/ecs.md", "efs.md"]
    assert (notes / ".notegraph" / ".gitignore").read_text() == "graph.db*\n"
