from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.notes import Note, NoteWarning
from graph.statements import AliasClaim, Evidence, Mention, Modality, NoteFacts, Origin, Statement
from graph.store import Store, connecting, find_store, store_path
from graph.store.tables import GraphRows, StoredNote

EFS = Mention(2, 0, 3, "EFS", "service", "vocabulary", "Elastic File System")
TASK = Mention(2, 20, 29, "ECS tasks", "concept", "model")
SAID = Statement(
    EFS,
    "mountable_by",
    TASK,
    Evidence("aws/efs.md", 7, "EFS can be mounted by ECS tasks", ("Storage", "EFS")),
    negated=True,
    modality=Modality.CAN,
    scope="EC2 only",
    confidence=0.75,
    found_by="model",
    origin=Origin.STRUCTURAL,
)
FACTS = NoteFacts("aws/efs.md", (EFS, TASK), (SAID,), (AliasClaim("Elastic File System", "EFS", 3),))
NOTE = Note("aws/efs.md", "Storage", ("# EFS", "text"), (), datetime.date(2024, 8, 17), ("EFS",), ("AWS",), ("disks",))


def put(store: Store, note: Note = NOTE, facts: NoteFacts = FACTS) -> None:
    store.replace(note.file, "digest", "version 1", note, facts, [NoteWarning(note.file, "odd")])


def test_facts_come_back_as_they_were_put_in() -> None:
    with Store() as store:
        put(store)
        assert store.facts("aws/efs.md") == FACTS


def test_an_end_that_is_no_mention_becomes_one() -> None:
    with Store() as store:
        put(store, facts=NoteFacts("aws/efs.md", (), (SAID,)))
        assert store.facts("aws/efs.md") == NoteFacts("aws/efs.md", (EFS, TASK), (SAID,))


def test_what_is_kept_of_a_note() -> None:
    with Store() as store:
        put(store)
        assert store.notes() == [StoredNote("aws/efs.md", "Storage", "2024-08-17", ("EFS",), ("AWS",), ("disks",))]
        assert store.text("aws/efs.md") == "# EFS\ntext"
        assert store.warnings() == [NoteWarning("aws/efs.md", "odd")]
        assert store.versions() == {"aws/efs.md": ("digest", "version 1")}


def test_a_file_that_could_not_be_read_is_known_but_no_note() -> None:
    with Store() as store:
        store.replace("a.md", "digest", "1", None, None, [NoteWarning("a.md", "not text")])
        assert store.versions() == {"a.md": ("digest", "1")}
        assert store.notes() == []
        assert store.text("a.md") is None


def test_replacing_a_note_leaves_nothing_of_what_it_said() -> None:
    with Store() as store:
        put(store)
        put(store, facts=NoteFacts("aws/efs.md", (TASK,)))
        assert store.facts("aws/efs.md") == NoteFacts("aws/efs.md", (TASK,))
        assert [use.mentions for use in store.uses()] == [1]


def test_removing_a_note_leaves_nothing_of_it() -> None:
    with Store() as store:
        put(store)
        store.remove(["aws/efs.md"])
        assert store.facts("aws/efs.md") is None
        assert (store.uses(), store.statements(), store.claims(), store.warnings()) == ([], [], [], [])


def test_names_that_nobody_uses_go_when_a_graph_is_written() -> None:
    with Store() as store:
        put(store)
        put(store, facts=NoteFacts("aws/efs.md", (TASK,)))
        store.write_graph(GraphRows([], [], []), {})
        assert [term.surface for term in store.terms()] == ["ECS tasks"]


def test_a_note_that_cannot_be_put_in_leaves_the_one_before() -> None:
    with Store() as store:
        put(store)
        broken = NoteFacts("aws/efs.md", (), (), (AliasClaim("Elastic File System", object(), 1),))  # type: ignore[arg-type]
        with pytest.raises(StoreError):
            put(store, facts=broken)
        assert store.facts("aws/efs.md") == FACTS


def test_text_that_a_database_cannot_hold_is_kept_with_question_marks() -> None:
    with Store() as store:
        put(store, Note("a.md", "caf\udce9", ("\ud800",)), NoteFacts("a.md"))
        assert store.notes()[0].title == "caf?"
        assert store.text("a.md") == "?"


def test_a_graph_comes_back_in_its_order(tmp_path: Path) -> None:
    nodes = [("b", "concept", "[]", "[]"), ("a", "concept", "[]", "[]")]
    edge = ("b", "a", "uses", "uses", 0, "", "", 0.5, "model", "stated", 1, "n.md", 3, "b uses a", "[]")
    with Store(tmp_path / "graph.db") as store:
        store.write_graph(GraphRows(nodes, [edge], [("bs", "b", "plural")]), {"revision": "7"})
    with Store(tmp_path / "graph.db", read_only=True) as store:
        with store.reading_graph() as (rows, meta):
            assert [list(table) for table in rows] == [nodes, [edge], [("bs", "b", "plural")]]
            assert meta == {"revision": "7"}
        assert store.meta() == {"revision": "7"}


def test_a_file_that_is_no_database_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    path.write_bytes(b"not a database at all, but long enough to have a header of one hundred bytes" * 3)
    with pytest.raises(StoreError, match=r"graph\.db: damaged, or not a store .*delete it and run `notegraph build`"):
        Store(path)


def test_a_damaged_store_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    with Store(path) as store:
        for k in range(200):
            put(store, Note(f"{k}.md", "t", ("x" * 500,)))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    with pytest.raises(StoreError, match="damaged"), Store(path) as store:
        store.notes()


def test_a_database_of_another_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    with pytest.raises(StoreError, match="not one of notegraph"):
        Store(path)


def test_a_store_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    Store(path).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(StoreError, match="written by a newer version"):
        Store(path)


def test_a_store_of_an_older_version_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    with Store(path) as store:
        put(store)
    older = sqlite3.connect(path)
    older.execute("PRAGMA user_version = 0")
    older.close()
    with Store(path) as store:
        assert store.versions() == {}
        put(store)


def test_a_store_that_is_being_written_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.0)
    path = tmp_path / "graph.db"
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing to it"):
            put(store)
        other.close()


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such store; `notegraph build NOTES` makes one"):
        Store(tmp_path / "graph.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "graph.db"
    Store(path).close()
    with Store(path, read_only=True) as store, pytest.raises(StoreError, match="cannot be opened or written"):
        put(store)


def test_a_store_in_a_folder_that_cannot_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.db"
    with Store(path) as store:
        put(store)
    configure = connecting._configure

    def refuse(target: str) -> sqlite3.Connection:
        if target.endswith("mode=ro"):
            raise sqlite3.OperationalError("unable to open database file")
        return configure(target)

    monkeypatch.setattr(connecting, "_configure", refuse)
    monkeypatch.setattr(connecting.os, "access", lambda *_: False)
    with Store(path, read_only=True) as store:
        assert store.text("aws/efs.md") == "# EFS\ntext"


def test_where_a_store_is_found(tmp_path: Path) -> None:
    assert find_store(tmp_path) is None
    assert find_store(tmp_path / "missing") is None
    path = store_path(tmp_path)
    path.parent.mkdir()
    Store(path).close()
    assert path == tmp_path / ".notegraph" / "graph.db"
    assert find_store(tmp_path) == find_store(tmp_path / ".notegraph") == find_store(path) == path
