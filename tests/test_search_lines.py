"""The lines of built notes: found whether they gave a relation or not, and only as long as they are there."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from graph.app.explore import search_data
from graph.app.hits import LONGEST_LINE, excerpt
from graph.build import build, build_uploads, open_graph
from graph.notes import Note
from graph.search import NOTE, find_node, search
from graph.store import Store, find_lines
from tests.fake_extractor import FAKE

TEXT = "# Storage\n\nEFS | uses | NFS\nThe exam likes to ask for it\n"


def lines_found(graph: nx.MultiDiGraph, text: str) -> list[tuple[str, int]]:
    hits = search(graph, text)
    return [(hit.label, hit.evidence.line) for hit in hits if hit.kind == NOTE and hit.evidence]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "efs.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_line_without_a_relation_is_found_after_a_build(folder: Path) -> None:
    graph = build(folder, engine=FAKE).graph
    assert lines_found(graph, "exam ask") == [("efs.md", 4)]
    assert lines_found(open_graph(folder), "exam ask") == [("efs.md", 4)]


def test_what_has_changed_is_found_and_what_is_gone_is_not(folder: Path) -> None:
    build(folder, engine=FAKE)
    (folder / "efs.md").write_text("# Storage\n\nEFS | uses | NFS\nNothing more\n", encoding="utf-8")
    (folder / "new.md").write_text("A colleague knows\n", encoding="utf-8")
    graph = build(folder, engine=FAKE).graph
    assert lines_found(graph, "exam") == []
    assert lines_found(graph, "more") == [("efs.md", 4)]
    (folder / "new.md").unlink()
    assert lines_found(build(folder, engine=FAKE).graph, "colleague") == []


def test_the_lines_of_uploads_are_found_and_belong_to_their_graph_alone() -> None:
    first = build_uploads({"a.md": TEXT.encode()}, engine=FAKE).graph
    second = build_uploads({"b.md": b"A colleague knows\n"}, engine=FAKE).graph
    assert lines_found(first, "exam") == [("a.md", 4)]
    assert lines_found(first, "colleague") == []
    assert lines_found(second, "exam") == []


def test_without_its_store_a_graph_is_searched_in_the_lines_of_its_edges(folder: Path) -> None:
    report = build(folder, engine=FAKE)
    assert report.store is not None
    report.store.unlink()
    assert find_lines(report.graph, "exam", 5) is None
    assert lines_found(report.graph, "exam") == []
    assert lines_found(report.graph, "uses nfs") == [("efs.md", 3)]


def test_removing_a_note_takes_its_lines_out() -> None:
    with Store() as store:
        for file in ("a.md", "b.md"):
            store.replace(file, "", "", Note(file, file, ("", "one line")), None)
        store.remove(["a.md"])
        assert [(line.file, line.number, line.text) for line in store.find_lines("line", 5)] == [
            ("b.md", 2, "one line")
        ]


def test_the_limit_is_kept_and_words_of_every_line_are_cheap() -> None:
    with Store() as store:
        store.replace("a.md", "", "", Note("a.md", "a", tuple(f"line {k}" for k in range(2_000))), None)
        assert len(store.find_lines("line", 7)) == 7
        assert store.find_lines("line", 0) == []


def test_names_that_only_the_vocabulary_has_find_their_node(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("EFS | uses | NFS\n", encoding="utf-8")
    packs = tmp_path / ".notegraph" / "vocabularies"
    packs.mkdir(parents=True)
    (packs / "mine.yaml").write_text("entities:\n  - {name: EFS, aliases: [Great Store]}\n", encoding="utf-8")
    graph = build(tmp_path, engine=FAKE).graph
    assert search(graph, "great store")[0].label == "EFS"
    assert find_node(open_graph(tmp_path), "elastic file system") == "EFS"
    assert search(graph, "elastic file")[0].label == "EFS"
    assert "Great Store" not in graph.nodes["EFS"]["aliases"]
    assert "Great Store" in json.loads(graph.graph["vocabulary"])["EFS"]


def test_a_line_in_the_search_box_opens_its_note_there() -> None:
    graph = build_uploads({"a.md": TEXT.encode()}, engine=FAKE).graph
    (hit,) = search_data(graph, "exam")["hits"]
    assert (hit["label"], hit["note"], hit["line"], hit["text"]) == ("a.md", True, 4, "The exam likes to ask for it")


def test_a_long_line_is_cut_around_the_words() -> None:
    shown = excerpt("x" * 5_000 + " exam " + "y" * 5_000, "the exam")
    assert "exam" in shown
    assert len(shown) <= LONGEST_LINE + 4
