from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import graph.build
from graph.cli import app, page
from graph.errors import NotegraphError
from tests.fake_extractor import FAKE

EFS = "EFS | mountable_by | ECS task\nEFS | not mountable_by | Windows\n"
ECS = "Elastic File System | mountable_by | ECS tasks\nEvent Bridge | invokes | ECS task\n"
PACKAGE = Path(graph.__file__).parent

pytestmark = pytest.mark.usefixtures("notes")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(graph.build, "TRAINED", FAKE)
    folder = tmp_path / "notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "efs.md").write_text(EFS)
    (folder / "deep" / "ecs.md").write_text(ECS)
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def failure(*arguments: str) -> str:
    """The message of an error that `main` prints before it ends with 1."""
    error = run(*arguments).exception
    assert isinstance(error, NotegraphError)
    return str(error)


def test_build_prints_a_summary_and_one_line_for_each_warning(notes: Path) -> None:
    (notes / "bad.md").write_text("CRASH \x1b[31m")
    result = run("build", "notes")
    assert result.exit_code == 0
    assert result.stdout == "3 notes: 3 new\n4 nodes, 3 edges\n1 warning\nStore: notes/.notegraph/graph.db\n"
    assert result.stderr.startswith("warning: bad.md: a fault of notegraph (ZeroDivisionError)")


def test_build_leaves_out_what_it_is_told_to() -> None:
    assert done("build", "notes", "--exclude", "deep").startswith("1 note: 1 new")


def test_build_into_another_store(notes: Path, tmp_path: Path) -> None:
    assert "Store: here.db" in done("build", "notes", "--store", "here.db")
    assert not (notes / ".notegraph").exists()
    assert json.loads(done("show", "EFS", "--store", "here.db", "--json"))["label"] == "EFS"
    (tmp_path / "elsewhere").mkdir()
    assert "Store: elsewhere/.notegraph/graph.db" in done("build", "notes", "--store", "elsewhere")


def test_triples_of_a_folder_are_lines_of_json() -> None:
    lines = done("triples", "notes").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["deep/ecs.md", "deep/ecs.md", "efs.md", "efs.md"]
    assert json.loads(lines[3]) == {
        "subject": "EFS",
        "subject_type": "service",
        "relation": "mountable_by",
        "object": "Windows",
        "object_type": "concept",
        "negated": True,
        "scope": "",
        "modality": "",
        "origin": "stated",
        "confidence": 1.0,
        "found_by": "model",
        "file": "efs.md",
        "line": 2,
        "evidence": "EFS | not mountable_by | Windows",
    }


def test_triples_of_a_store_are_those_of_its_notes(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = done("triples", "notes")
    assert done("triples", "--store", "notes") == expected
    assert done("triples", "--store", "notes/.notegraph/graph.db") == expected
    monkeypatch.chdir(notes / "deep")
    assert done("triples") == expected


def test_search_says_why() -> None:
    done("build", "notes")
    assert done("search", "elastic file system", "--store", "notes").splitlines()[0] == (
        "EFS  [service]  alias Elastic File System"
    )
    hit = json.loads(done("search", "EFS", "--store", "notes", "--json", "-n", "1"))[0]
    assert (hit["label"], hit["kind"], hit["why"]) == ("EFS", "service", "name")


def test_search_that_finds_nothing_fails() -> None:
    done("build", "notes")
    assert failure("search", "zzzzzz", "--store", "notes") == "Nothing was found for 'zzzzzz': try fewer letters."
    assert run("search", "zzzzzz", "--store", "notes", "--json").stdout == "[]\n"


def test_path_shows_the_line_of_each_step() -> None:
    done("build", "notes")
    assert done("path", "elastic file system", "EventBridge", "--store", "notes") == (
        "1. EFS – ECS task – Event Bridge\n"
        "   EFS is mountable by ECS task\n"
        "       deep/ecs.md:1: Elastic File System | mountable_by | ECS tasks\n"
        "   Event Bridge invokes ECS task\n"
        "       deep/ecs.md:2: Event Bridge | invokes | ECS task\n"
    )
    path = json.loads(done("path", "EFS", "Event Bridge", "-k", "1", "--store", "notes", "--json"))[0]
    assert path["nodes"] == ["EFS", "ECS task", "Event Bridge"]
    assert path["hops"][0]["relations"][0]["count"] == 2


def test_path_follows_what_is_denied_only_if_asked() -> None:
    done("build", "notes")
    assert "No path from 'EFS' to 'Windows'" in failure("path", "EFS", "Windows", "--store", "notes")
    assert "EFS is not mountable by Windows" in done("path", "EFS", "Windows", "--store", "notes", "--with-negated")


def test_show_lists_every_relation() -> None:
    done("build", "notes")
    assert done("show", "ECS tasks", "--store", "notes") == (
        "ECS task  [concept]\n"
        "Also: ECS tasks\n"
        "Notes: deep/ecs.md, efs.md\n"
        "\n"
        "ECS task mounts EFS\n"
        "    deep/ecs.md:1: Elastic File System | mountable_by | ECS tasks\n"
        "    efs.md:1: EFS | mountable_by | ECS task\n"
        "\n"
        "ECS task is invoked by Event Bridge\n"
        "    deep/ecs.md:2: Event Bridge | invokes | ECS task\n"
    )
    shown = json.loads(done("show", "EFS", "--store", "notes", "--json"))
    assert (shown["label"], shown["kind"], shown["aliases"]) == ("EFS", "service", ["Elastic File System"])
    assert [r["negated"] for r in shown["relations"]] == [False, True]


def test_export_writes_what_is_around_a_name(tmp_path: Path) -> None:
    done("build", "notes")
    done("export", "--format", "json", "--focus", "event bridge", "--depth", "1", "-o", "out.json", "--store", "notes")
    written = json.loads((tmp_path / "out.json").read_text())
    assert sorted(node["label"] for node in written["nodes"]) == ["ECS task", "Event Bridge"]


def test_export_takes_the_format_from_the_name_and_replaces_only_if_told_to(tmp_path: Path) -> None:
    done("build", "notes")
    done("export", "-o", "out.graphml", "--store", "notes")
    assert (tmp_path / "out.graphml").read_bytes().startswith(b"<?xml")
    assert "is there already" in failure("export", "-o", "out.graphml", "--store", "notes")
    done("export", "-o", "out.graphml", "--overwrite", "--store", "notes")


def test_export_to_standard_output() -> None:
    done("build", "notes")
    assert len(json.loads(done("export", "--format", "json", "-o", "-", "--store", "notes"))["nodes"]) == 4


def test_a_file_of_data_holds_the_whole_graph_and_a_picture_the_most_important_of_it(notes: Path) -> None:
    (notes / "many.md").write_text("".join(f"thing {k} | uses | thing {k + 1}\n" for k in range(50)))
    done("build", "notes")
    for form, count in (("json", 55), ("graphml", 55), ("svg", 30)):
        written = done("export", "--format", form, "-o", "-", "--store", "notes")
        sign = {"json": '"label": ', "graphml": "<node id=", "svg": 'class="node'}[form]
        assert written.count(sign) == count, form


def test_a_file_of_data_holds_all_that_is_around_a_name(notes: Path) -> None:
    (notes / "many.md").write_text("".join(f"EFS | uses | thing {k}\n" for k in range(100)))
    done("build", "notes")
    written = json.loads(done("export", "--format", "json", "--focus", "EFS", "-o", "-", "--store", "notes"))
    assert len(written["nodes"]) == 103


def test_export_in_an_unknown_format() -> None:
    done("build", "notes")
    assert "There is no format 'gif'. Choose one of svg," in failure("export", "-o", "out.gif", "--store", "notes")


def test_an_unknown_name_gives_suggestions() -> None:
    done("build", "notes")
    assert failure("show", "EC task or so", "--store", "notes") == (
        "Nothing in the graph is called 'EC task or so'. Did you mean ECS task? `notegraph search` looks names up."
    )


def test_signs_that_a_terminal_obeys_are_not_printed(notes: Path) -> None:
    (notes / "evil.md").write_text("vpc | uses | sub\x1b]0;title\x07net\u202e\n")
    done("build", "notes")
    shown = done("show", "vpc", "--store", "notes")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "sub\N{REPLACEMENT CHARACTER}]0;title" in shown


def test_without_any_store() -> None:
    assert failure("search", "EFS").startswith("No .notegraph here or in a folder above: run `notegraph build NOTES`")
    assert failure("search", "EFS", "--store", "notes").startswith("notes: there is no store;")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["path", "EFS"],
        ["search", "EFS", "--limit", "0"],
        ["path", "a", "b", "-k", "none"],
        ["nothing"],
        ["triples", "notes", "--store", "notes", "more"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("command", ["build", "app", "triples", "search", "path", "show", "export"])
def test_every_command_explains_itself(command: str) -> None:
    assert "Usage:" in done(command, "--help")


class TestApp:
    @pytest.fixture
    def commands(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        """Command lines instead of a server."""
        started: list[list[str]] = []

        def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            started.append(command)
            return subprocess.CompletedProcess(command, 0)

        monkeypatch.setattr(page.subprocess, "run", start)
        return started

    def test_it_serves_the_installed_page_and_asks_for_nothing(self, notes: Path, commands: list[list[str]]) -> None:
        done("app", "notes")
        (command,) = commands
        assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
        assert Path(command[4]) == PACKAGE / "app" / "main.py"
        assert {
            "--server.address=127.0.0.1",
            "--browser.gatherUsageStats=false",
            "--server.showEmailPrompt=false",
        } <= set(command)
        assert command[-3:] == ["--", "--notes", str(notes)]

    def test_it_passes_the_editor_on(self, commands: list[list[str]]) -> None:
        done("app", "notes", "--editor", "obsidian")
        assert commands[0][-2:] == ["--editor", "obsidian"]
        assert run("app", "notes", "--editor", "ed").exit_code == 2

    def test_it_looks_as_where_the_settings_are_read_from_the_folder(self, commands: list[list[str]]) -> None:
        done("app", "notes")
        assert {"--theme.baseRadius=0.5rem", "--theme.light.primaryColor=#2f64a8"} <= set(commands[0])
        at_hand = PACKAGE.parent / ".streamlit" / "config.toml"
        assert at_hand.read_bytes() == (PACKAGE / "app" / "config.toml").read_bytes()

    def test_without_a_name_it_opens_the_notes_around(
        self, notes: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done("build", "notes")
        monkeypatch.chdir(notes / "deep")
        done("app")
        assert commands[0][-1] == str(notes)

    def test_without_a_store_it_opens_the_notes_here(
        self, notes: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(notes / "deep")
        done("app")
        assert commands[0][-1] == str(notes / "deep")

    def test_what_is_no_folder_of_notes(self, notes: Path, commands: list[list[str]]) -> None:
        assert failure("app") == "There are no notes here: name their folder, `notegraph app NOTES`."
        assert failure("app", str(notes / "efs.md")).endswith("is not a folder: name the folder that holds your notes.")
        assert commands == []


def in_shell(code: str, *arguments: str, folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """`notegraph` in a process of its own, with the extractor of the tests."""
    setup = f"import graph.build, fake_extractor; graph.build.TRAINED = fake_extractor.FAKE; {code}"
    path = os.pathsep.join([str(Path(__file__).parent), str(PACKAGE.parent)])
    return subprocess.run(
        [sys.executable, "-c", setup, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        **options,  # type: ignore[call-overload]
    )


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


MAIN = "from graph.cli import main; main()"


class TestInAShell:
    def test_the_version(self, empty: Path) -> None:
        assert re.fullmatch(r"notegraph \d+\.\d+\.\d+\n", in_shell(MAIN, "--version", folder=empty).stdout)

    def test_debugging_shows_where_a_note_makes_it_fail(self, empty: Path) -> None:
        (empty / "bad.md").write_text("CRASH")
        assert (
            "ZeroDivisionError: the extractor has a fault"
            in in_shell(MAIN, "--debug", "build", ".", folder=empty).stderr
        )

    def test_a_failure_is_one_message_and_ends_with_1(self, empty: Path) -> None:
        failed = in_shell(MAIN, "show", "EFS", folder=empty)
        assert (failed.returncode, failed.stdout) == (1, "")
        assert failed.stderr.startswith("notegraph: No .notegraph here or in a folder above")
        assert len(failed.stderr.splitlines()) == 1

    def test_any_text_can_be_printed_whatever_the_terminal(self, empty: Path) -> None:
        (empty / "a.md").write_text("Größe | uses | 日本語\n", encoding="utf-8")
        printed = in_shell(MAIN, "triples", ".", folder=empty)
        assert (printed.returncode, printed.stderr) == (0, "")
        assert json.loads(printed.stdout)["object"] == "日本語"

    def test_a_reader_that_goes_away_is_no_error(self, empty: Path) -> None:
        (empty / "a.md").write_text("".join(f"thing {k} | uses | thing {k + 1}\n" for k in range(5000)))
        code = (
            "import subprocess, sys;"
            "p = subprocess.Popen([sys.executable, '-c', sys.argv[1], 'triples', '.'],"
            " stdout=subprocess.PIPE, stderr=subprocess.PIPE);"
            "p.stdout.readline(); p.stdout.close(); print(repr(p.stderr.read()))"
        )
        setup = f"import graph.build, fake_extractor; graph.build.TRAINED = fake_extractor.FAKE; {MAIN}"
        assert in_shell(code, setup, folder=empty).stdout == "b''\n"

    def test_help_needs_nothing_heavy(self) -> None:
        code = (
            "import sys, graph.cli;"
            "print([m for m in ('networkx', 'spacy', 'numpy', 'streamlit', 'rapidfuzz') if m in sys.modules])"
        )
        path = str(PACKAGE.parent)
        done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True)
        assert done.stdout == b"[]\n"

    def test_the_module_is_the_command(self, empty: Path) -> None:
        done = subprocess.run([sys.executable, "-m", "graph", "--help"], cwd=empty, capture_output=True, text=True)
        assert done.returncode == 0
        assert "triples" in done.stdout
