"""The page as Streamlit runs it, over the small graph of `tests/graphs.py`: what it shows and says."""

from __future__ import annotations

import gc
import io
import json
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import streamlit as st
from streamlit.runtime.caching import cache_resource_api
from streamlit.testing.v1 import AppTest

from graph.app import acts, explore, start
from graph.app.acts import do
from graph.app.choosing import UPLOAD
from graph.app.details import details_data, edge_data, node_data
from graph.app.export import file_name
from graph.app.keeping import worked_out_once
from graph.app.memory import settle
from graph.app.paths import Question, answer, edges_of_paths
from graph.app.payload import canvas_data, colours_of, edge_from_id, edge_id
from graph.app.shown import base_view, with_neighbours, with_view
from graph.app.start import Opened, files_of
from graph.app.state import Desk
from graph.app.table import csv_of, sorted_edges, table_data
from graph.build import BuildReport
from graph.elements import Edge, Node, add_node, edge_of, edges_of
from graph.errors import LayoutError, NotesError
from graph.filters import EVERYTHING
from graph.layout import place
from graph.notes import NoteWarning
from graph.statements import Evidence
from graph.view import View, overview, path_view
from tests.graphs import HOSTILE_LABEL, HOSTILE_TEXT, sample_graph

APP = Path(__file__).parents[1] / "app.py"

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Runs the page, with some parameters in the URL, over the small graph instead of one that was read from notes."""

    def run(graph: nx.MultiDiGraph | None = None, warnings: tuple[NoteWarning, ...] = (), **parameters: str) -> AppTest:
        report = BuildReport(sample_graph() if graph is None else graph, warnings)
        monkeypatch.setattr(start, "build", lambda _folder, progress: progress(1, 1, "a.md") or report)
        page = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in parameters.items():
            page.query_params[name] = value
        return page.run()

    return run


def part(page: AppTest, name: str) -> dict[str, Any]:
    """The data of the component's part: canvas, search, or a panel by its name."""
    for element in page.get("bidi_component"):
        data: dict[str, Any] = json.loads(element.proto.json)[0]
        if name in (data["part"], data.get("name")):
            return data
    raise AssertionError(f"the page has no {name}")


def labels(data: dict[str, Any]) -> set[str]:
    return {node["label"] for node in data["nodes"]}


def layouts(page: AppTest) -> list[str]:
    """The layouts that the Export tab offers, the usual one first."""
    return next(list(group.options) for group in page.button_group if group.label == "Layout")


def test_page_opens_on_the_overview(open_page: Open) -> None:
    page = open_page()
    canvas = part(page, "canvas")
    assert (canvas["title"], canvas["status"]) == ("Overview", "26 things, 35 relations")
    assert {kind["name"]: kind["count"] for kind in canvas["kinds"]} == {"service": 12, "feature": 9, "concept": 5}
    assert {sign["name"]: sign["count"] for sign in canvas["signs"]} == {"stated": 31, "structural": 2, "denied": 2}
    assert part(page, "Details")["about"] == "nothing"
    assert not page.exception
    assert not page.error


def test_nodes_come_with_their_place_and_edges_with_their_route(open_page: Open) -> None:
    canvas = part(open_page(focus="Raft"), "canvas")
    node = canvas["nodes"][0]
    assert node["label"] == "Raft"
    assert node["focus"]
    assert node["w"] > 30
    assert len({(node["x"], node["y"]) for node in canvas["nodes"]}) == 3
    assert all(len(edge["route"]) % 3 == 1 for edge in canvas["edges"])


def test_focus_and_depth_of_the_url_are_shown(open_page: Open) -> None:
    near, far = (part(open_page(focus="EFS", depth=depth), "canvas") for depth in ("1", "2"))
    expected = {"EFS", "ECS task", "Fargate", "EC2", "Availability Zone", "EBS", "microservices"}
    assert labels(near) == expected
    assert labels(far) > expected
    assert "Task Role" in labels(far)


def test_details_of_the_focus_read_relations_from_its_side(open_page: Open) -> None:
    details = part(open_page(focus="ECS task"), "Details")
    attached = next(group for group in details["groups"] if group["name"] == "attach")
    assert [(row["phrase"], row["other"], row["denied"]) for row in attached["rows"]] == [
        ("mounts", "EFS", False),
        ("can not mount", "S3", True),
    ]
    evidence = attached["rows"][1]["evidence"][0]
    assert (evidence["file"], evidence["line"], evidence["inherited"]) == ("day-12.md", 38, ["Data volumes (EFS)"])


def test_unknown_focus_is_said_and_the_overview_shown(open_page: Open) -> None:
    page = open_page(focus="Kubernetes *x*")
    assert page.warning[0].value.startswith("These notes do not speak of “Kubernetes \\*x\\*”.")
    assert part(page, "canvas")["title"] == "Overview"


def test_unknown_note_is_said_and_the_overview_shown(open_page: Open) -> None:
    page = open_page(note="../secret.md")
    assert page.warning[0].value.startswith("There is no note “../secret.md” here.")
    assert part(page, "canvas")["title"] == "Overview"


def test_note_of_the_url_is_shown(open_page: Open) -> None:
    canvas = part(open_page(note="odd.md"), "canvas")
    assert labels(canvas) == {"Raft", "consensus", HOSTILE_LABEL}


def test_path_of_the_url_is_told_with_its_lines_and_marked(open_page: Open) -> None:
    page = open_page(**{"from": "task roles", "to": "Elastic File System", "tab": "Paths", "k": "1"})
    (path,) = part(page, "Paths found")["paths"]
    assert path["title"] == "Task Role → ECS task → EFS"
    assert path["hops"][0]["sentence"] == "ECS task uses Task Role"
    assert path["hops"][0]["evidence"][0]["line"] == 28
    assert part(page, "canvas")["path"]["nodes"] == ["ECS task", "Task Role", "EFS"]


def test_path_between_typed_names(open_page: Open) -> None:
    page = open_page(tab="Paths")
    page.text_input(key="from").input("Raft").run()
    page.text_input(key="to").input("consensus").run()
    assert [path["title"] for path in part(page, "Paths found")["paths"]] == ["Raft → consensus"]


def test_name_that_is_not_there_is_said_with_the_nearest(open_page: Open) -> None:
    page = open_page(**{"from": "EFS", "to": "consenzuzz", "tab": "Paths"})
    assert page.warning[0].value == "Nothing in these notes is called “consenzuzz”. Did you mean consensus?"


def test_no_path_is_said(open_page: Open) -> None:
    page = open_page(**{"from": "EFS", "to": "Raft", "tab": "Paths"})
    assert "No path from 'EFS' to 'Raft'" in page.warning[0].value
    assert part(page, "canvas")["path"] is None


def test_table_has_the_relations_of_the_canvas_or_of_all_notes(open_page: Open) -> None:
    page = open_page(focus="Raft", tab="Table")
    assert part(page, "Relations")["caption"] == "2 relations"
    page.segmented_control(key="rows").set_value("All notes").run()
    assert part(page, "Relations")["caption"] == "35 relations"
    for tab in ("Explore", "Table"):
        page.session_state["tab"] = tab
        page.run()
    assert part(page, "Relations")["caption"] == "35 relations"
    page.segmented_control(key="rows").set_value("On the canvas").run()
    assert part(page, "Relations")["caption"] == "2 relations"


def test_picture_is_made_only_when_asked_for(open_page: Open) -> None:
    page = open_page(focus="Raft", tab="Export")
    assert not page.download_button
    page.button[[button.label for button in page.button].index("Make the file")].click().run()
    assert page.download_button[0].label == "Download Raft.svg"
    assert not page.error


def test_layout_failure_leaves_a_page_without_places(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_view: View) -> None:
        raise LayoutError("Graphviz stopped.")

    monkeypatch.setattr(explore, "place", fail)
    st.cache_resource.clear()
    page = open_page(focus="consensus")
    st.cache_resource.clear()
    assert page.warning[0].value.startswith("Graphviz stopped.")
    assert all(node["x"] is None for node in part(page, "canvas")["nodes"])


def test_missing_folder_is_said(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path, **_options: object) -> None:
        raise NotesError(f"There is no folder {folder}.")

    page = open_page()
    monkeypatch.setattr(start, "build", fail)
    page = AppTest.from_file(str(APP)).run()
    assert page.error[0].value.startswith("There is no folder")
    assert "Open **Notes**" in " ".join(text.value for text in page.markdown)


def test_notes_without_content_are_said(open_page: Open) -> None:
    page = open_page(nx.MultiDiGraph())
    assert page.error[0].value.startswith("There are no notes in notes.")


def test_surprise_is_a_sentence_not_a_traceback(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explore, "view_controls", lambda _desk: 1 / 0)
    page = open_page()
    assert page.error[0].value.startswith("Something went wrong")
    assert not page.exception


def test_warnings_of_the_notes_are_listed(open_page: Open) -> None:
    page = open_page(warnings=(NoteWarning("a.md", "the front matter does not parse; it was left out"),))
    assert page.expander[0].label == "1 file was read in part or left out"
    assert any(text.value == "a.md: the front matter does not parse; it was left out" for text in page.text)


def test_uploaded_files_are_built_in_memory(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, bytes]] = []

    def build_uploads(files: dict[str, bytes], **_options: object) -> BuildReport:
        seen.append(files)
        return BuildReport(sample_graph())

    monkeypatch.setattr(start, "build_uploads", build_uploads)
    page = open_page()
    page.segmented_control(key="source").set_value(UPLOAD).run()
    assert page.info[0].value.startswith("Choose .md files")
    page.file_uploader[0].upload("efs.md", b"# EFS", "text/markdown").run()
    assert seen == [{"efs.md": b"# EFS"}]
    assert part(page, "canvas")["title"] == "Overview"
    page.run()
    assert len(seen) == 1


def test_what_is_worked_out_of_uploads_is_kept_for_their_session_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = iter("112112")
    monkeypatch.setattr(cache_resource_api, "get_session_id_or_throw", lambda: next(sessions))
    worked: list[str] = []
    once = worked_out_once(most=9)(lambda name: worked.append(name))
    report = BuildReport(sample_graph())
    uploads = Opened("s", "v", "a.md", report.graph, report)
    for _session in "112":
        once(uploads, "uploads")
        once(replace(uploads, folder=Path("notes")), "folder")
    assert worked == ["uploads", "folder", "uploads"]


def test_a_file_that_is_added_to_uploads_leaves_the_page_as_it_is(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "build_uploads", lambda _files, **_options: BuildReport(sample_graph()))
    page = open_page()
    page.segmented_control(key="source").set_value(UPLOAD).run()
    first = page.file_uploader[0].upload("a.md", b"a", "text/markdown")
    first.run()
    do({"do": "focus", "node": "EFS"}, sample_graph(), page.session_state["desk"], {})
    version = page.session_state["uploaded"][1].version
    page.file_uploader[0]._files = first._files  # AppTest would take the first file away
    page.file_uploader[0].upload("b.md", b"b", "text/markdown").run()
    assert (part(page, "canvas")["title"], page.session_state["uploaded"][1].version != version) == ("EFS", True)


def test_uploads_of_two_people_are_never_one(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = iter([nx.MultiDiGraph(), nx.MultiDiGraph()])

    def build_uploads(files: dict[str, bytes], **_options: object) -> BuildReport:
        graph = next(graphs)
        graph.graph |= {"revision": "same", "notes": "[]"}
        add_node(graph, Node(files["a.md"].decode(), "concept"))
        return BuildReport(graph)

    monkeypatch.setattr(start, "build_uploads", build_uploads)
    pages = [open_page(), open_page()]
    for page, text in zip(pages, (b"mine", b"yours"), strict=True):
        page.segmented_control(key="source").set_value(UPLOAD).run()
        page.file_uploader[0].upload("a.md", text, "text/markdown").run()
    assert [labels(part(page, "canvas")) for page in pages] == [{"mine"}, {"yours"}]
    assert part(pages[0], "canvas")["scene"] != part(pages[1], "canvas")["scene"]


def test_unreadable_zip_is_said(open_page: Open) -> None:
    page = open_page()
    page.segmented_control(key="source").set_value(UPLOAD).run()
    page.file_uploader[0].upload("notes.zip", b"no zip", "application/zip").run()
    assert page.error[0].value.startswith("This is not a zip file")


class Upload:
    """As much of an uploaded file as is needed."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data

    def getvalue(self) -> bytes:
        return self.data


def test_files_of_one_name_are_both_kept() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.md", "zipped")
    uploads: Any = [Upload("a.md", b"loose"), Upload("vault.ZIP", packed.getvalue())]
    assert files_of(uploads) == {"a.md": b"loose", "a (2).md": b"zipped"}


def test_same_version_is_shared_between_sessions(open_page: Open) -> None:
    first, second = open_page(), open_page()
    assert first.session_state["opened"].graph is second.session_state["opened"].graph


def test_search_gives_type_and_reason() -> None:
    data = explore.search_data(sample_graph(), " elastic file system ")
    assert data["query"] == "elastic file system"
    first = data["hits"][0]
    assert (first["label"], first["kind"], first["note"]) == ("EFS", "service", False)
    assert "Elastic File System" in first["why"]


def test_click_opens_details_and_a_second_place_lets_go() -> None:
    graph, desk, widgets = sample_graph(), Desk(), {"tab": "Table"}
    do({"do": "select", "node": "EFS"}, graph, desk, widgets)
    assert (desk.node, widgets["tab"]) == ("EFS", "Explore")
    do({"do": "select", "edge": '["S3","ECS task","not mountable_by"]'}, graph, desk, widgets)
    assert (desk.node, desk.edge) == (None, ("S3", "ECS task", "not mountable_by"))
    do({"do": "select"}, graph, desk, widgets)
    assert (desk.node, desk.edge) == (None, None)


def test_details_say_how_many_choices_they_know_of() -> None:
    graph, desk = sample_graph(), Desk(node="EFS")
    view = base_view(graph, desk, 1)
    for choice in (3, None, 2, "9"):
        desk.hear(choice)
    assert details_data(graph, desk, view)["heard"] == 3
    assert details_data(graph, replace(desk, node=None), view)["heard"] == 3


def test_acts_are_done_once_and_tell_how_many_choices_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, desk = sample_graph(), Desk()
    first = {"do": "expand", "node": "EFS", "serial": "1", "choice": 1}
    told: dict[str, Any] = {"canvas": {"act": {"do": "expand", "node": "S3", "serial": "2", "choice": 3}}}
    told["canvas"]["act"]["earlier"] = [first]
    monkeypatch.setattr(acts.st, "session_state", told)
    for _run in range(2):
        acts.perform("canvas", graph, desk)
        assert (desk.expanded, desk.heard) == (["EFS", "S3"], 3)


def test_other_notes_open_afresh_and_no_act_is_done_twice(open_page: Open) -> None:
    page = open_page(**{"focus": "EFS", "in-note": "odd.md", "from": "EFS", "no-kind": "concept"})
    page.session_state["desk"].done["canvas"] = ("1",)
    page.session_state["desk"].hear(4)
    page.session_state["scene"] = "other notes"
    page.run()
    desk = page.session_state["desk"]
    assert (desk.focus, desk.filter, page.session_state["from"]) == (None, EVERYTHING, "")
    assert (desk.done, desk.heard) == ({"canvas": ("1",)}, 4)
    assert not set(page.query_params) & {"focus", "in-note", "from", "no-kind"}


def test_picked_notes_that_are_gone_leave_no_empty_canvas(open_page: Open) -> None:
    page = open_page(**{"in-note": "gone.md", "tag": "gone"})
    assert part(page, "canvas")["status"] == "26 things, 35 relations"


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        ({"do": "select", "node": "EFS"}, False),
        ({"do": "search", "text": "efs"}, False),
        ({"do": "focus", "node": "EFS"}, True),
        ({"do": "expand", "node": "EFS"}, True),
        ({"do": "path-from", "node": "EFS"}, True),
    ],
)
def test_page_is_drawn_anew_only_where_more_than_one_part_changed(act: dict[str, str], *, changed: bool) -> None:
    desk = Desk()
    do(act, sample_graph(), desk, {"tab": "Explore"})
    assert desk.changed is changed


def test_what_is_much_and_stays_is_passed_over_by_the_garbage_collector() -> None:
    try:
        settle()
        gc.unfreeze()
        before = gc.get_freeze_count()
        kept = [[number] for number in range(60_000)]
        settle()
        assert gc.get_freeze_count() > before + len(kept)
        frozen = gc.get_freeze_count()
        settle()
        assert gc.get_freeze_count() == frozen  # there is little that is new
    finally:
        gc.unfreeze()


def test_what_another_session_is_just_making_is_left_alone() -> None:
    """CPython cannot fill a tuple that somebody else holds, as a list of all objects would."""
    failed: list[SystemError] = []

    def make() -> None:
        try:
            for _ in range(2_000):
                assert len(tuple(number for number in range(200))) == 200
        except SystemError as error:
            failed.append(error)

    interval = sys.getswitchinterval()
    session = threading.Thread(target=make)
    sys.setswitchinterval(1e-5)
    try:
        session.start()
        while session.is_alive():
            settle()
    finally:
        sys.setswitchinterval(interval)
        session.join()
    assert not failed


@pytest.mark.parametrize(
    "act",
    [None, 3, {}, {"do": "fly"}, {"do": "expand", "node": "Mars"}, {"do": "expand", "node": ["EFS"]}, {"do": ["x"]}],
)
def test_act_about_nothing_known_does_nothing(act: object) -> None:
    desk, widgets = Desk(), dict[str, str]()
    do(act, sample_graph(), desk, widgets)
    assert (desk, widgets) == (Desk(), {})


def test_places_are_kept_where_they_can_be_drawn() -> None:
    graph, desk = sample_graph(), Desk()
    places = {"EFS": [1, -2.5], "S3": [3, 4, 5], "EBS": ["1", 2], "IAM": [10**400, 0], "ECS": "12", "Mars": [1, 1]}
    places |= {"ECR": [float("nan"), 0], "EC2": [0, float("inf")], "Raft": [0, 100_001], "ALB": [None, 1]}
    do({"do": "places", "places": places}, graph, desk, {})
    assert desk.places == {"EFS": (1.0, -2.5)}
    do({"do": "places", "places": [["EFS", 1, 2]]}, graph, desk, {})
    assert desk.places == {"EFS": (1.0, -2.5)}


def test_places_reach_the_export(open_page: Open) -> None:
    page = open_page(focus="Raft", tab="Export")
    assert layouts(page)[0] == "organic"
    page.session_state["desk"].places = {"Raft": (0.0, 0.0), "consensus": (900.0, 0.0)}
    page.run()
    assert layouts(page)[0] == "as on screen"


@pytest.mark.parametrize("act", [{"do": "tidy"}, {"do": "focus", "node": "EFS"}, {"do": "focus", "note": "odd.md"}])
def test_places_are_forgotten_where_everything_is_laid_out_anew(open_page: Open, act: dict[str, str]) -> None:
    page = open_page(focus="Raft")
    desk = page.session_state["desk"]
    desk.places = {"Raft": (0.0, 0.0)}
    page.run()
    do({"do": "expand", "node": "Raft"}, sample_graph(), desk, {})
    page.run()
    assert desk.places == {"Raft": (0.0, 0.0)}
    do(act, sample_graph(), desk, {})
    page.run()
    assert desk.places == {}


def test_letters_are_as_large_as_the_layout_has_them() -> None:
    view = base_view(sample_graph(), Desk(focus="EFS"), 1)
    placed = place(view)
    zoomed = replace(placed, fonts=dict.fromkeys(placed.fonts, 23.2))
    nodes = canvas_data(view, zoomed, colours_of(["service", "feature", "concept"]))["nodes"]
    assert {node["size"] for node in nodes} == {23.2}


def test_double_click_brings_neighbours_in_and_takes_them_away_again() -> None:
    graph, desk = sample_graph(), Desk()
    do({"do": "focus", "node": "Raft"}, graph, desk, {})
    view = base_view(graph, desk, 1)
    assert [node.hidden for node in view.nodes] == [0, 0, 0]
    do({"do": "focus", "node": "IAM"}, graph, desk, {})
    do({"do": "expand", "node": "Task Role"}, graph, desk, {})
    view = with_neighbours(graph, base_view(graph, desk, 1), desk.expanded)
    assert {node.node.label for node in view.nodes} == {
        "IAM",
        "Task Role",
        "task definition",
        "ECS task",
        "EC2 Instance Profile",
    }
    assert {edge.key for edge in view.edges} >= {"not inherits_from", "uses", "feature_of"}
    assert next(node.hidden for node in view.nodes if node.node.label == "Task Role") == 0
    do({"do": "expand", "node": "Task Role"}, graph, desk, {})
    assert desk.expanded == []


def test_path_is_added_to_what_is_shown() -> None:
    graph, desk = sample_graph(), Desk(focus="Raft")
    found = answer(graph, Question("Task Role", "EFS", k=1))
    view = with_view(graph, base_view(graph, desk, 1), path_view(graph, found.paths))
    assert [node.node.label for node in view.nodes[:3]] == [n.node.label for n in base_view(graph, desk, 1).nodes]
    assert {"Task Role", "ECS task", "EFS"} <= {node.node.label for node in view.nodes}
    assert next(edge.key for edge in edges_of_paths(found, desk)) == "uses"


def test_only_the_chosen_path_is_marked() -> None:
    graph, desk, widgets = sample_graph(), Desk(), dict[str, str]()
    found = answer(graph, Question("Task Role", "EFS", k=3))
    assert len(edges_of_paths(found, desk)) > 2
    do({"do": "show-path", "index": 0}, graph, desk, widgets)
    assert len(edges_of_paths(found, desk)) == 2


def test_details_say_how_many_relations_are_left() -> None:
    data = node_data(sample_graph(), "ECS task", limit=4)
    assert sum(len(group["rows"]) for group in data["groups"]) == 4
    assert data["left"] == 6


def test_edge_details_carry_every_line() -> None:
    graph = sample_graph()
    data = edge_data(edge_of(graph, "ECS task", "EFS", "sends_to [EC2 Launch Type only]"))
    assert data["backwards"] == "EFS receives from ECS task (EC2 Launch Type only)"
    assert [(e["file"], e["line"]) for e in data["evidence"]] == [("storage/efs.md", 6), ("day-12.md", 36)]
    assert data["statements"] == "2 statements"


def test_hostile_text_is_passed_on_as_it_is() -> None:
    data = node_data(sample_graph(), HOSTILE_LABEL, limit=9)
    assert data["groups"][0]["rows"][0]["evidence"][0]["text"] == HOSTILE_TEXT


def test_edge_identity_survives_the_way_to_the_browser_and_back() -> None:
    edge = Edge('a "b"', "c\\d", "uses", negated=True)
    assert edge_from_id(edge_id(edge)) == ('a "b"', "c\\d", "not uses")


@pytest.mark.parametrize("text", [None, "", "[]", "{", "[1,2]", "7"])
def test_no_edge_identity(text: object) -> None:
    assert edge_from_id(text) is None


def test_colours_stay_when_other_kinds_come() -> None:
    assert colours_of(["zebra", "concept", "ape"]) == {"service": 0, "feature": 1, "concept": 2, "ape": 3, "zebra": 4}


def test_table_is_sorted_and_told_in_pages() -> None:
    edges = sorted_edges(edges_of(sample_graph()), ("line", True))
    assert edges[0].evidence[0].line == 94
    assert table_data(edges * 10, ("line", True), 2)["caption"] == "201 to 350 of 350 relations"


def test_csv_has_no_formula() -> None:
    edge = Edge("=cmd()", "b", "uses", evidence=(Evidence("a.md", 3, "@x"),))
    assert csv_of([edge]).decode("utf-8-sig").splitlines()[1] == "'=cmd(),uses,b,False,,,False,1.0,a.md,3,'@x"


def test_file_name_is_harmless() -> None:
    assert file_name(View("../a\\b: c", (), (), 0, 0), ".svg") == "a-b-c.svg"
    assert file_name(View("…", (), (), 0, 0), ".svg") == "graph.svg"


def test_more_is_offered_only_where_there_is_more() -> None:
    graph = sample_graph()
    assert overview(graph, limit=10).total_nodes == 26
    desk = Desk(limit=10)
    do({"do": "more"}, graph, desk, {})
    assert len(base_view(graph, desk, 1).nodes) == 20
