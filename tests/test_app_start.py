"""What the page reads, as the person chooses; its errors, its first words, and what a further reading changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.app import choosing, editor, host, start
from graph.app.choosing import FOLDER, OTHER, SAMPLE, UPLOAD, checked_folder
from graph.app.report import summary_of
from graph.build import BuildReport
from graph.changes import Changes
from graph.elements import Edge
from graph.errors import NotesError
from tests.graphs import sample_graph
from tests.plain_extractor import built

ROOT = Path(__file__).parents[1]

Open = Callable[..., AppTest]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read; each gives the small graph."""
    folders: list[Path] = []

    def build(folder: Path, **_options: object) -> BuildReport:
        folders.append(folder)
        return BuildReport(sample_graph())

    monkeypatch.setattr(start, "build", build)
    monkeypatch.setattr(start, "build_uploads", lambda _files, **_options: built(a="EFS uses S3"))
    return folders


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Runs the page of the package with those arguments, served to this computer alone or not."""

    def run(*arguments: str, loopback: bool = True, script: Path = ROOT / "graph" / "app" / "main.py") -> AppTest:
        monkeypatch.setattr("sys.argv", ["main.py", *arguments])
        for module in (choosing, editor):
            monkeypatch.setattr(module, "served_on_loopback", lambda: loopback)
        return AppTest.from_file(str(script), default_timeout=60).run()

    return run


def sources(page: AppTest) -> list[str]:
    return list(page.segmented_control(key="source").options)


def texts(page: AppTest) -> str:
    return "\n".join(element.value for element in (*page.markdown, *page.code, *page.text))


def test_page_without_notes_teaches_what_a_note_is(open_page: Open, read: list[Path]) -> None:
    page = open_page()
    assert page.info[0].value.startswith("Choose .md files")
    assert choosing.EXAMPLE.rstrip() in texts(page)
    assert "is mountable by" in texts(page)
    assert not page.error
    next(button for button in page.button if button.label == "Read the sample").click().run()
    assert page.segmented_control(key="source").value == SAMPLE
    assert not page.info
    assert read == []


def test_folder_of_the_start_is_read_first(open_page: Open, read: list[Path], tmp_path: Path) -> None:
    page = open_page("--notes", str(tmp_path))
    assert sources(page) == [FOLDER, OTHER, UPLOAD, SAMPLE]
    assert read == [tmp_path]


def test_folder_can_be_named_on_this_computer(open_page: Open, read: list[Path], tmp_path: Path) -> None:
    page = open_page()
    page.segmented_control(key="source").set_value(OTHER).run()
    assert page.info[0].value.startswith("Name the folder")
    page.text_input(key="folder").input(str(tmp_path / "none")).run()
    assert page.error[0].value.startswith("There is no folder")
    page.text_input(key="folder").input(str(tmp_path)).run()
    assert read == [tmp_path]
    assert not page.error


def test_folder_can_not_be_named_from_elsewhere(open_page: Open, read: list[Path]) -> None:
    page = open_page(loopback=False)
    assert sources(page) == [UPLOAD, SAMPLE]
    page.session_state["source"] = OTHER
    page.run()
    assert page.segmented_control(key="source").value == UPLOAD
    assert not page.text_input
    assert read == []


@pytest.mark.parametrize(
    ("address", "host_header", "expected"),
    [
        ("127.0.0.1", "localhost:8501", True),
        ("127.0.0.1", "127.0.0.1:8501", True),
        ("127.0.0.1", "evil.example:8501", False),
        ("127.0.0.1", None, False),
        ("0.0.0.0", "localhost:8501", False),
        (None, "localhost:8501", False),
    ],
)
def test_loopback_needs_address_and_host(
    monkeypatch: pytest.MonkeyPatch, address: str | None, host_header: str | None, expected: bool
) -> None:
    headers = {"Host": host_header} if host_header else {}
    monkeypatch.setattr(host.st, "get_option", lambda _name: address)
    monkeypatch.setattr(host.st, "context", type("Context", (), {"headers": headers})())
    assert host.served_on_loopback() is expected


def test_named_folder_is_taken_as_a_person_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "my notes").mkdir()
    assert checked_folder(' "~/my notes" ') == tmp_path / "my notes"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  ", "Name the folder that holds your notes"),
        ("{folder}/none", "There is no folder"),
        ("{folder}/a.md", "is a file. Name the folder that it lies in"),
        ("/", "is the whole disk. Name the folder"),
        ("~nobody-of-that-name/x", "is no name of a folder"),
    ],
)
def test_folder_that_can_not_be_read_is_said_with_a_remedy(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / "a.md").write_text("EFS")
    with pytest.raises(NotesError, match=said):
        checked_folder(written.format(folder=tmp_path))


def test_folder_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NotesError, match="may not be read by you"):
        checked_folder(str(tmp_path))


def test_notes_that_say_nothing_are_told_from_no_notes(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for report, said in ((built(a="nothing"), "Nothing was found in the notes of"), (built(), "There are no notes in")):
        monkeypatch.setattr(start, "build", lambda _folder, report=report, **_options: report)
        page = open_page("--notes", "somewhere")
        assert page.error[0].value.startswith(said)


def test_reading_again_says_what_changed(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    later = {"efs": "EFS uses S3", "new": "ECS uses S3"}
    reports = iter([built(efs="EFS uses S3\n\nECS task uses EFS"), built(**later), built(**later)])
    monkeypatch.setattr(start, "build", lambda _folder, **_options: next(reports))
    page = open_page("--notes", "somewhere")
    assert "Since the last reading" not in texts(page)
    again = next(button for button in page.button if button.label == "Read the folder again")
    again.click().run()
    assert page.expander[0].label == "Since the last reading: 1 new relation, 1 gone, 0 now contradicting"
    assert "ECS uses S3 (new.md, line 1)" in texts(page)
    assert "ECS task uses EFS (efs.md, line 3)" in texts(page)
    next(button for button in page.button if button.label == "Read the folder again").click().run()
    assert "Since the last reading no relation has changed." in texts(page)


def test_a_reading_that_a_click_cuts_short_is_done_in_the_next_run(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Callable[[], object]] = [
        lambda: built(efs="EFS uses S3"),
        st.stop,
        lambda: built(efs="ECS uses S3"),
    ]
    monkeypatch.setattr(start, "build", lambda _folder, **_options: steps.pop(0)())
    page = open_page("--notes", "somewhere")
    next(button for button in page.button if button.label == "Read the folder again").click().run()
    assert "EFS" in page.session_state["opened"].graph
    page.run()
    assert "EFS" not in page.session_state["opened"].graph
    page.run()
    assert steps == []


def test_a_reading_that_fails_is_not_tried_with_every_run(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter([lambda: built(efs="EFS uses S3"), lambda: 1 / 0])
    monkeypatch.setattr(start, "build", lambda _folder, **_options: next(steps)())
    page = open_page("--notes", "somewhere")
    next(button for button in page.button if button.label == "Read the folder again").click().run()
    assert page.error[0].value.startswith("Something went wrong")
    page.run()
    assert not page.error


def test_what_changed_is_counted() -> None:
    edge = Edge("EFS", "S3", "uses")
    said = "Since the last reading: 0 new relations, 2 gone, 0 now contradicting"
    assert summary_of(Changes(gone=(edge, edge))) == said


@pytest.mark.usefixtures("read")
def test_editor_is_known_to_the_component_on_this_computer_alone(open_page: Open, tmp_path: Path) -> None:
    arguments = ("--notes", str(tmp_path), "--editor", "vscode")
    assert open_page(*arguments).session_state["editor"] == {"name": "vscode", "folder": tmp_path.as_posix()}
    assert open_page(*arguments, loopback=False).session_state["editor"] is None
    assert open_page("--notes", str(tmp_path)).session_state["editor"] is None


@pytest.mark.usefixtures("read")
def test_unknown_editor_is_said(open_page: Open, tmp_path: Path) -> None:
    page = open_page("--notes", str(tmp_path), "--editor", "ed")
    said = "--editor ed\\: no such editor is known here. Start the page with vscode or obsidian."
    assert page.warning[0].value == said
    assert page.session_state["editor"] is None


def test_a_changed_graph_is_another_version(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = iter([built(a="EFS uses S3"), built(a="EFS uses S3\n\nS3 uses EFS")])
    monkeypatch.setattr(start, "build", lambda _folder, **_options: next(reports))
    page = open_page("--notes", "somewhere")
    first: nx.MultiDiGraph = page.session_state["opened"].graph
    next(button for button in page.button if button.label == "Read the folder again").click().run()
    assert (len(first.edges), len(page.session_state["opened"].graph.edges)) == (1, 2)
