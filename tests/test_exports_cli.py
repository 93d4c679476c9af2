"""`notegraph export`: which part of a graph, in which look, to which place."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner, Result

from graph.cli import app, exporting
from graph.errors import ExportError, LayoutError, NotegraphError, NotesError, QueryError
from graph.exports.theme import DARK, LIGHT
from tests.graphs import DAY_12, STORAGE, sample_graph


@pytest.fixture(autouse=True)
def graph(monkeypatch: pytest.MonkeyPatch) -> nx.MultiDiGraph:
    graph = sample_graph()
    monkeypatch.setattr(exporting, "graph_in", lambda _store: graph)
    return graph


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("export", *arguments))


def written(*arguments: str) -> str:
    result = run(*arguments, "-o", "-")
    assert result.exit_code == 0, result.output
    return result.stdout


def labels(*arguments: str) -> set[str]:
    return {node["label"] for node in json.loads(written(*arguments, "-f", "json"))["nodes"]}


def error(*arguments: str) -> NotegraphError:
    found = run(*arguments).exception
    assert isinstance(found, NotegraphError)
    return found


def test_a_note_is_found_by_its_file_or_how_its_path_ends() -> None:
    whole = labels("--note", STORAGE)
    assert {"EBS", "EFS", "Availability Zone"} <= whole
    assert labels("--note", "efs.md") == labels("--note", f"my/notes/{STORAGE}") == whole


def test_a_note_that_is_not_there_names_the_nearest() -> None:
    assert str(error("--note", "day-13.md", "-o", "-", "-f", "svg")) == (
        f"The graph has no note 'day-13.md'. Did you mean {DAY_12}?"
    )
    assert isinstance(error("--note", "day-13.md", "-o", "-", "-f", "svg"), NotesError)


def test_a_path_shows_what_joins_two_names() -> None:
    assert {"ALB", "Fargate", "ECS task"} <= labels("--path", "Application Load Balancer", "fargate")


def test_a_query_shows_what_it_finds() -> None:
    found = labels("--query", "MATCH (a {name: 'Raft'})-[r]->(b) RETURN a, r, b")
    assert found == {"Raft", "consensus"}


def test_a_query_for_numbers_is_nothing_to_draw() -> None:
    assert isinstance(error("--query", "MATCH (a) RETURN count(a)", "-f", "svg", "-o", "-"), QueryError)


def test_only_one_part_can_be_asked_for() -> None:
    result = run("--focus", "ECS", "--note", DAY_12, "-o", "a.svg")
    assert result.exit_code == 2
    assert "name one of --focus, --note, --path and --query" in result.output


def test_theme_and_layout_change_the_picture() -> None:
    light, dark = (written("--focus", "Raft", "-f", "svg", "--theme", theme) for theme in ("light", "dark"))
    assert LIGHT.background in light
    assert DARK.background in dark
    assert written("--focus", "ECS", "-f", "svg", "--layout", "layered") != written("--focus", "ECS", "-f", "svg")


def test_background_title_and_legend_can_be_left_out() -> None:
    bare = written("--focus", "Raft", "-f", "svg", "--transparent", "--no-title", "--no-legend")
    assert f'fill="{LIGHT.background}"' not in bare
    assert "relations" not in bare
    assert ">concept<" not in bare


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        (("--theme", "neon"), ExportError, "no theme 'neon'. Choose one of light, dark"),
        (("--layout", "spiral"), LayoutError, "no layout 'spiral'. Choose one of organic, layered"),
        (("--font", "nothing.ttf"), ExportError, "nothing.ttf cannot be read as a font"),
    ],
)
def test_what_is_unknown_is_named_with_what_is_known(
    arguments: tuple[str, ...], kind: type[NotegraphError], said: str
) -> None:
    found = error(*arguments, "-f", "svg", "-o", "-")
    assert isinstance(found, kind)
    assert said in str(found)


def test_only_some_scales_are_drawn() -> None:
    assert run("--scale", "3", "-o", "a.png").exit_code == 2


def test_mermaid_on_standard_output_is_a_block_for_a_page_and_in_a_file_is_not(tmp_path: Path) -> None:
    assert written("--focus", "Raft", "-f", "mermaid").startswith("```mermaid\nflowchart LR\n")
    run("--focus", "Raft", "-o", str(tmp_path / "a.mmd"))
    assert (tmp_path / "a.mmd").read_text().startswith("flowchart LR\n")


def test_a_character_that_no_font_draws_is_named(graph: nx.MultiDiGraph) -> None:
    graph.add_node("知識", label="知識", kind="concept", aliases="[]", notes="[]")
    result = run("--focus", "知識", "-f", "svg", "-o", "-")
    assert "warning: no font at hand draws 知識: give a font that has them with --font FILE." in result.stderr


def test_the_cheat_sheet_is_a_format(tmp_path: Path) -> None:
    run("--focus", "ECS", "-f", "sheet-pdf", "-o", str(tmp_path / "ecs.pdf"))
    assert (tmp_path / "ecs.pdf").read_bytes().startswith(b"%PDF")


def test_a_deck_bears_the_moment_so_that_anki_takes_its_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting.time, "time", lambda: 1_800_000_000.5)
    assert exporting._look("anki", "light").moment == 1_800_000_000
    assert exporting._look("pdf", "light").moment is None
