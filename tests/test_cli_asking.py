"""`compare`, `matrix`, `ask`, `query` and `gaps` on a store of two small notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import graph.build
from graph.cli import app
from graph.errors import NotegraphError, QueryError
from graph.query import why_unavailable
from tests.fake_extractor import FAKE

EFS = "EFS | mountable_by | ECS task\nEFS | not mountable_by | Windows\n"
ECS = "FSx | mountable_by | ECS task\nFSx | mountable_by | Windows | Server 2019 only\n"

pytestmark = pytest.mark.usefixtures("notes")
needs_engine = pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(graph.build, "TRAINED", FAKE)
    (tmp_path / "efs.md").write_text(EFS)
    (tmp_path / "ecs.md").write_text(ECS)
    monkeypatch.chdir(tmp_path)
    assert run("build", ".").exit_code == 0
    return tmp_path


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=text)


def done(*arguments: str, text: str | None = None) -> str:
    result = run(*arguments, text=text)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_compare_shows_what_both_have_and_where_they_are_opposed_with_lines() -> None:
    assert done("compare", "efs", "FSx") == (
        "Both EFS and FSx:\n"
        "    EFS is mountable by ECS task\n"
        "        efs.md:1: EFS | mountable_by | ECS task\n"
        "    FSx is mountable by ECS task\n"
        "        ecs.md:1: FSx | mountable_by | ECS task\n"
        "\n"
        "Said of one, denied of the other:\n"
        "    EFS is not mountable by Windows\n"
        "        efs.md:2: EFS | not mountable_by | Windows\n"
        "    FSx is mountable by Windows (Server 2019 only)\n"
        "        ecs.md:2: FSx | mountable_by | Windows | Server 2019 only\n"
    )


def test_compare_as_json_has_all_parts() -> None:
    found = json.loads(done("compare", "EFS", "FSx", "--json"))
    assert [common["first"][0]["evidence"][0]["line"] for common in found["opposed"]] == [2]
    assert (found["between"], found["only_first"]) == ([], [])


def test_matrix_is_markdown_or_csv_or_json() -> None:
    assert "| is mountable by Windows | no [3] | only Server 2019 [4] |" in done("matrix", "EFS", "FSx")
    assert "is mountable by ECS task,yes," in done("matrix", "EFS", "FSx", "-f", "csv")
    rows = json.loads(done("matrix", "EFS", "FSx", "--rows", "relations", "--json"))["rows"]
    assert [cell["text"] for cell in rows[0]["cells"]] == [
        "ECS task, not Windows",
        "ECS task, Windows (Server 2019 only)",
    ]


def test_ask_says_how_it_understood_and_answers_with_lines() -> None:
    printed = done("ask", "what can mount EFS?")
    assert printed == (
        "what mounts EFS\n"
        "MATCH (a {name: 'EFS'})-[r:MOUNTABLE_BY]->(b) RETURN a, r, b\n"
        "\n"
        "ECS task mounts EFS\n"
        "    efs.md:1: EFS | mountable_by | ECS task\n"
        "\n"
        "But:\n"
        "    Windows can not mount EFS\n"
        "        efs.md:2: EFS | not mountable_by | Windows\n"
    )
    assert json.loads(done("ask", "what can mount EFS?", "--json"))["findings"][0]["label"] == "ECS task"


def test_ask_fails_with_the_nearest_where_it_does_not_understand() -> None:
    error = run("ask", "why EFS?").exception
    assert isinstance(error, NotegraphError)
    assert str(error) == "The question was not understood.\nThese would be understood:\n  What is EFS?"


@needs_engine
def test_query_prints_rows_with_lines_and_warnings_apart() -> None:
    result = run("query", "MATCH (a)-[r:NOT_MOUNTABLE_BY]->(b:Servic) RETURN a, r")
    assert (result.stdout, result.stderr) == (
        "a | r\n\n0 rows\n",
        "warning: No node has the label Servic. The nearest is Service.\n",
    )
    assert done("query", "-", text="MATCH (a)-[r:NOT_MOUNTABLE_BY]->() RETURN a, r") == (
        "a | r\nEFS | EFS is not mountable by Windows\n    efs.md:2: EFS | not mountable_by | Windows\n\n1 row\n"
    )


@needs_engine
def test_query_takes_parameters_and_gives_typed_json() -> None:
    text = "MATCH p = (a {name: $name})-[:NOT_MOUNTABLE_BY]->(b) RETURN a, p, $count AS count, null AS nothing"
    found = json.loads(done("query", text, "-p", "name=EFS", "-p", "count=[1, 2]", "--json"))
    assert found["columns"] == ["a", "p", "count", "nothing"]
    (node, path, count, nothing), *_ = found["rows"]
    assert (node["node"], path["path"], count, nothing) == ("EFS", ["EFS", "Windows"], [1, 2], None)
    assert path["edges"][0]["evidence"][0]["line"] == 2


def test_a_parameter_without_a_name_is_explained() -> None:
    error = run("query", "RETURN 1", "-p", "EFS").exception
    assert isinstance(error, QueryError)
    assert "--param name=value" in str(error)


def test_gaps_lists_what_to_look_at_again() -> None:
    assert done("gaps").startswith(
        "Named, never described:\n"
        "    ECS task  [concept]  mentioned by 2 relations, but nothing says what it is or does\n"
    )
    found = json.loads(done("gaps", "--json"))
    assert sorted(found) == ["confusables", "contradictions", "gaps"]


def test_path_takes_filters_and_says_which_of_them_is_in_the_way() -> None:
    assert done("path", "EFS", "FSx").startswith("1. EFS – ECS task – FSx\n")
    for filters, reason in (
        (["--avoid", "ECS task"], "round ECS task"),
        (["--relation", "uses"], "only uses"),
        (["--group", "flow"], "only flow"),
        (["--note", "efs.md"], "only in efs.md"),
        (["--one-way"], "along their direction"),
        (["--steps", "1"], "at most 1 hop"),
    ):
        error = run("path", "EFS", "FSx", *filters).exception
        assert isinstance(error, NotegraphError)
        assert reason in str(error)
