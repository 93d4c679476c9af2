"""The Query and Compare tabs over the small graph of `tests/graphs.py`: what they show, and on the canvas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from streamlit.testing.v1 import AppTest

from graph.app import compare, query, start
from graph.app.acts import CYPHER, WORDS, do
from graph.app.answers import Found, found_by_query, found_by_words, matrix_grid, study_sections
from graph.app.payload import status_of
from graph.app.shown import base_view, with_view
from graph.app.state import Desk
from graph.app.wording import plain
from graph.build import BuildReport
from graph.compare import Gap, matrix
from graph.elements import Edge, Node, add_edge, add_node
from graph.errors import QueryError
from graph.query import Result, why_unavailable
from graph.query import query as run_query
from graph.query.saved import forget_query, save_query, saved_queries
from graph.questions import ask
from tests.graphs import sample_graph

APP = Path(__file__).parents[1] / "app.py"
GRAPH = sample_graph()
needs_engine = pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Open:
    """Runs the page over the small graph, with a folder of a person's own where queries can be saved."""

    def run(**parameters: str) -> AppTest:
        report = BuildReport(GRAPH, store=tmp_path / "graph.db")
        monkeypatch.setattr(start, "build", lambda _folder, progress: progress(1, 1, "a.md") or report)
        page = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in parameters.items():
            page.query_params[name] = value
        return page.run()

    return run


def panels(page: AppTest) -> list[dict[str, Any]]:
    """The data of the panels in the open tab."""
    found = [json.loads(element.proto.json)[0] for element in page.get("bidi_component")]
    return [data for data in found if data["part"] == "panel"]


def canvas(page: AppTest) -> dict[str, Any]:
    found = [json.loads(element.proto.json)[0] for element in page.get("bidi_component")]
    return next(data for data in found if data["part"] == "canvas")


def sentences(panel: dict[str, Any]) -> list[str]:
    return [row.get("sentence", row.get("label")) for section in panel["sections"] for row in section["rows"]]


def test_an_empty_query_tab_offers_examples_that_are_understood(open_page: Open) -> None:
    page = open_page(tab="Query")
    (panel,) = panels(page)
    offers = [offer["text"] for offer in panel["sections"][0]["offers"]]
    assert len(offers) > 3
    assert all(ask(GRAPH, text).understood for text in offers)


def test_a_question_is_answered_with_lines_and_marked_on_the_canvas(open_page: Open) -> None:
    page = open_page(tab="Query")
    page.text_input(key="question").set_value("what can mount EFS?").run()
    (panel,) = panels(page)
    assert set(sentences(panel)) == {"ECS task mounts EFS", "EC2 mounts EFS", "Fargate mounts EFS"}
    assert panel["sections"][0]["title"] == "what mounts EFS"
    assert panel["sections"][0]["rows"][0]["evidence"][0]["file"] == "day-12.md"
    shown = canvas(page)
    assert (len(shown["path"]["edges"]), shown["marks"]) == (3, "answer")


def test_a_question_that_is_not_understood_is_said_and_offers_others(open_page: Open) -> None:
    page = open_page(tab="Query")
    page.text_input(key="question").set_value("why EFS?").run()
    assert page.warning[0].value == "The question was not understood."
    assert panels(page)[0]["sections"][0]["offers"][0]["text"] == "What is EFS?"


@needs_engine
def test_a_query_gives_rows_their_lines_and_its_warnings(open_page: Open) -> None:
    page = open_page(tab="Query")
    page.session_state["language"] = CYPHER
    page.session_state["cypher"] = "MATCH (a:Service {name: 'S3'})-[r:NOT_MOUNTABLE_BY]->(b) RETURN a, r, b.knd"
    page.run()
    rows, lines = panels(page)
    assert [cell["text"] for cell in rows["rows"][0]] == ["S3", "S3 is not mountable by ECS task", ""]
    assert [cell.get("node") for cell in rows["rows"][0]] == ["S3", None, None]
    assert rows["rows"][0][1]["denied"]
    assert lines["sections"][0]["rows"][0]["evidence"][0]["line"] == 38
    assert "knd" in page.warning[0].value


@needs_engine
@pytest.mark.parametrize("text", ["MATCH (n) DELETE n", "MATCH (n RETURN", "LOAD CSV FROM '/etc/passwd' AS x RETURN x"])
def test_a_query_that_may_not_or_can_not_be_run_is_explained(text: str) -> None:
    found = query.answer(GRAPH, query.Asked(CYPHER, text))
    assert found.problem
    assert found.panels == ()


def test_without_the_engine_the_query_tab_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "why_unavailable", lambda: "Install it.")
    assert query.answer(GRAPH, query.Asked(CYPHER, "RETURN 1")).problem == "Install it."
    assert query.answer(GRAPH, query.Asked(WORDS, "what is EFS?")).problem == ""


def test_an_unsafe_name_stays_text(open_page: Open) -> None:
    page = open_page(tab="Query")
    page.text_input(key="question").set_value("what does <img src=1> [a](http://b) use?").run()
    assert "\\<img src=1\\> \\[a\\](http\\:\u2060//b)" in page.warning[0].value


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("HTTPS://evil.example", ["HTTPS\\:", "//evil.example"]),
        ("see WWW.evil.example", ["see WWW", ".evil.example"]),
        ("x.y@evil.example", ["x.y", "@evil.example"]),
    ],
)
def test_no_address_becomes_a_link(text: str, apart: list[str]) -> None:
    assert plain(text).split("\u2060") == apart


def test_nodes_of_an_answer_without_relations_are_on_the_canvas() -> None:
    view = found_by_words(ask(GRAPH, "list features")).view(GRAPH)
    assert view is not None
    assert "ECS agent" in {node.node.label for node in view.nodes}
    assert view.edges == ()


def test_paths_are_told_one_after_the_other() -> None:
    (panel,) = found_by_words(ask(GRAPH, "how is Task Role related to EC2?")).panels
    assert [section["title"] for section in panel["sections"]][1] == "Task Role → ECS task → EC2"


def test_an_empty_result_has_nothing_for_the_canvas() -> None:
    found = found_by_query(Result(("n",), ()))
    assert found.view(GRAPH) is None
    assert found.panels[0]["caption"] == "0 rows"


def test_two_names_are_compared_and_put_side_by_side(open_page: Open) -> None:
    page = open_page(tab="Compare")
    page.text_input(key="compare").set_value("EBS, Elastic File System").run()
    comparison, table = panels(page)
    assert [section["title"] for section in comparison["sections"]] == [
        *("Between them", "Both EBS and EFS", "Only EBS", "Only EFS")
    ]
    assert table["columns"] == ["", "EBS", "EFS"]
    assert [cell["text"] for cell in table["rows"][0]] == ["is deployed in Availability Zone", "yes", "yes"]
    assert "storage/efs.md, line 10" in table["rows"][0][1]["title"]
    assert len(page.get("download_button")) == 2


def test_several_names_give_the_table_alone() -> None:
    found = compare.answer(GRAPH, compare.Wanted(("EBS", "EFS", "S3")))
    assert [panel["kind"] for panel in found.panels] == ["grid"]
    assert found.labels == ("EBS", "EFS", "S3")


@pytest.mark.parametrize(
    ("names", "problem"),
    [(("EFS", "Nomad"), "Nothing in these notes is called “Nomad”"), (("EFS", "efs"), "Both names mean EFS")],
)
def test_names_that_can_not_be_compared_are_explained(names: tuple[str, ...], problem: str) -> None:
    assert compare.answer(GRAPH, compare.Wanted(names)).problem.startswith(problem)


def test_an_empty_compare_tab_shows_what_to_look_at_again(open_page: Open) -> None:
    page = open_page(tab="Compare")
    (panel,) = panels(page)
    titles = [section["title"] for section in panel["sections"]]
    assert "Named, never described" in titles


def test_an_offer_fills_its_field_and_opens_its_tab() -> None:
    widgets: dict[Any, Any] = {}
    do({"do": "ask", "tab": "cypher", "text": "RETURN 1"}, GRAPH, Desk(), widgets)
    assert widgets == {"tab": "Query", "cypher": "RETURN 1", "language": CYPHER}
    do({"do": "ask", "tab": "compare", "text": "A, B"}, GRAPH, Desk(), widgets)
    assert (widgets["tab"], widgets["compare"]) == ("Compare", "A, B")
    do({"do": "ask", "tab": "elsewhere", "text": "x"}, GRAPH, Desk(), widgets)
    assert widgets["tab"] == "Compare"


def test_clearing_an_answer_empties_the_fields_of_its_tab_alone() -> None:
    widgets: dict[Any, Any] = {"tab": "Query", "question": "x", "cypher": "y", "from": "EFS"}
    do({"do": "drop-path"}, GRAPH, Desk(), widgets)
    assert widgets == {"tab": "Query", "question": "", "cypher": "", "from": "EFS"}


def test_queries_are_saved_beside_the_notes_and_forgotten(tmp_path: Path) -> None:
    save_query(tmp_path, " what  mounts ", "what can mount EFS?")
    save_query(tmp_path, "all", "MATCH (n)\nRETURN n // ünïcode")
    assert saved_queries(tmp_path) == {"what mounts": "what can mount EFS?", "all": "MATCH (n)\nRETURN n // ünïcode"}
    forget_query(tmp_path, "what mounts")
    assert list(saved_queries(tmp_path)) == ["all"]
    assert [path.name for path in tmp_path.iterdir()] == ["queries.yaml"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: [1]\n", "a: b: c", "\xff"])
def test_a_file_of_queries_that_is_none_is_explained(tmp_path: Path, text: str) -> None:
    (tmp_path / "queries.yaml").write_bytes(text.encode("latin-1"))
    with pytest.raises(QueryError, match=r"queries\.yaml"):
        saved_queries(tmp_path)


def test_saving_without_a_name_or_a_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="name"):
        save_query(tmp_path, " ", "RETURN 1")
    with pytest.raises(QueryError, match="can not be saved"):
        save_query(tmp_path / "missing", "a", "RETURN 1")


def test_the_page_saves_and_takes_up_queries(open_page: Open, tmp_path: Path) -> None:
    page = open_page(tab="Query")
    page.text_input(key="question").set_value("list services").run()
    page.text_input(key="saved-name").set_value("mine").run()
    page.button(key="save-query").click().run()
    assert saved_queries(tmp_path) == {"mine": "list services"}
    save_query(tmp_path, "all", "MATCH (n) RETURN n")
    page.run()
    page.selectbox(key="saved").set_value("all").run()
    next(button for button in page.button if button.label == "Use").click().run()
    assert (page.session_state["language"], page.session_state["cypher"]) == (CYPHER, "MATCH (n) RETURN n")


@needs_engine
def test_a_result_of_many_rows_shows_the_first_of_them() -> None:
    found = found_by_query(run_query(GRAPH, "UNWIND range(1, 300) AS n RETURN n"))
    assert (len(found.panels[0]["rows"]), found.panels[0]["caption"]) == (200, "The first 200 of 300 rows")


def many_edges() -> nx.MultiDiGraph:
    """One thing that uses 300 others, and is used by none."""
    graph = nx.MultiDiGraph(notes="[]", revision="many")
    for label in ("hub", *map(str, range(300))):
        add_node(graph, Node(label, "service"))
    for number in range(300):
        add_edge(graph, Edge("hub", str(number), "uses"))
    return graph


def test_an_answer_says_of_how_many_it_shows_the_first() -> None:
    graph = many_edges()
    found = found_by_words(ask(graph, "what does hub use?"))
    assert (found.panels[0]["sections"][0]["count"], len(found.panels[0]["sections"][0]["rows"])) == ("200 of 300", 200)
    view = found.view(graph)
    assert view is not None
    assert (len(view.nodes), view.total_nodes, len(view.edges), view.total_edges) == (121, 301, 120, 300)
    assert status_of(view, view) == "Showing 121 of 301 things, 120 relations"
    beside = with_view(graph, base_view(graph, Desk(focus="hub", limit=10), 1), view)
    assert (len(beside.nodes), beside.total_nodes) == (121, 301)


def test_an_answer_that_is_whole_counts_itself() -> None:
    panel = found_by_words(ask(GRAPH, "what can mount EFS?")).panels[0]
    assert [section["count"] for section in panel["sections"]] == ["3"]


def test_relations_that_are_left_out_among_all_things_are_said() -> None:
    edges = tuple(Edge("EFS", "S3", "uses", scope=str(number)) for number in range(130))
    view = Found(edges=edges).view(GRAPH)
    assert view is not None
    assert status_of(view, view) == "Showing 2 things, 120 of 130 relations"


def test_a_long_table_says_of_how_many_rows_it_shows_the_first() -> None:
    table = matrix_grid(matrix(many_edges(), ["hub", "1"]))
    assert (table["caption"], len(table["rows"])) == ("The first 200 of 301 rows", 200)


def test_what_is_worth_another_look_says_how_much_there_is() -> None:
    study = study_sections([Gap(str(number), "service", "", 1, ()) for number in range(45)], [], [])
    assert [(section["count"], len(section["offers"])) for section in study] == [("30 of 45", 30)]


def test_nothing_found_is_nothing_shown() -> None:
    assert Found().view(GRAPH) is None


def test_an_answer_can_stand_alone_on_the_canvas(open_page: Open) -> None:
    page = open_page(tab="Query")
    page.text_input(key="question").set_value("what can mount EFS?").run()
    assert len(canvas(page)["nodes"]) > 4
    page.toggle(key="alone").set_value(True).run()
    shown = canvas(page)
    assert {node["id"] for node in shown["nodes"]} == {"EFS", "ECS task", "EC2", "Fargate"}
    assert (shown["title"], len(shown["edges"]), shown["path"]) == ("Answer", 3, None)
