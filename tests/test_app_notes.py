"""The Notes tab as Streamlit runs it, over real notes that an extractor without a model has read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.app import start
from graph.app.acts import do
from graph.app.notes import LINES, MOST_CHARACTERS, Listed, note_coverage, place_to_read, reader_data
from graph.app.start import Opened
from graph.app.state import Desk
from graph.build import BuildReport
from graph.filters import Filter
from tests.graphs import sample_graph
from tests.plain_extractor import built

APP = Path(__file__).parents[1] / "app.py"
EFS = "---\ndate: 2024-01-02\n---\n# EFS\n\n- uses S3\n- **ECS task** uses EFS 🙂 C++\n- nothing\n"
RAFT = "---\ndate: 2023-01-02\n---\n# Raft\n\nRaft uses consensus\n"

Open = Callable[..., AppTest]


def opened(report: BuildReport) -> Opened:
    return Opened("s", "v", "notes", report.graph, report, Path("notes"))


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Runs the page at its Notes tab over those notes."""

    def run(report: BuildReport, **parameters: str) -> AppTest:
        monkeypatch.setattr(start, "build", lambda _folder, **_options: report)
        page = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in {"tab": "Notes", **parameters}.items():
            page.query_params[name] = value
        return page.run()

    return run


def part(page: AppTest) -> dict[str, Any]:
    """The data of the reader."""
    panels = [json.loads(element.proto.json)[0] for element in page.get("bidi_component")]
    (data,) = (panel for panel in panels if panel.get("kind") == "reader")
    return dict(data)


def test_newest_note_is_open_at_first_and_another_can_be_chosen(open_page: Open) -> None:
    page = open_page(built(efs=EFS, raft=RAFT))
    assert part(page)["file"] == "efs.md"
    assert page.selectbox(key="note-read").options == ["EFS · efs.md · 67 %", "Raft · raft.md · 100 %"]
    page.selectbox(key="note-read").set_value("raft.md").run()
    assert part(page)["file"] == "raft.md"
    assert not page.exception


def test_lines_come_with_names_edges_and_reasons(open_page: Open) -> None:
    data = part(open_page(built(efs=EFS)))
    lines = {line["n"]: line for line in data["lines"]}
    assert data["summary"] == "2 of 3 content lines gave a relation (67%)."
    assert data["reasons"] == [{"reason": "nothing named", "count": 1}]
    assert lines[4] == {
        "n": 4,
        "kind": "heading",
        "level": 1,
        "content": False,
        "text": ["# ", "", ["EFS", "EFS"], ""],
        "reason": "taken up by other lines",
    }
    assert lines[7]["text"] == [
        "- ",
        "**",
        ["ECS task", "ECS task"],
        "** uses ",
        ["EFS", "EFS"],
        " 🙂 ",
        ["C++", None],
        "",
    ]
    (edge,) = lines[7]["edges"]
    assert (edge["id"], edge["sentence"]) == ('["ECS task","EFS","uses"]', "ECS task uses EFS")
    assert "reason" not in lines[7]
    assert lines[5] == {"n": 5, "kind": "", "content": False, "text": ["", ""]}


def test_edge_that_is_filtered_out_is_said_to_be(open_page: Open) -> None:
    page = open_page(built(efs=EFS))
    page.session_state["desk"].filter = Filter(sure=0.6)
    page.run()
    data = part(page)
    assert data["lines"][5]["reason"] == "filtered"
    assert data["summary"].startswith("1 of 3")


def test_opened_line_is_marked(open_page: Open) -> None:
    page = open_page(built(efs=EFS, raft=RAFT))
    page.session_state["desk"].reading = ("raft.md", 6)
    page.run()
    assert (part(page)["file"], part(page)["at"]) == ("raft.md", 6)


def test_note_whose_text_is_not_kept_is_said(open_page: Open) -> None:
    page = open_page(BuildReport(sample_graph()))
    assert page.info[0].value.startswith("The text of storage/efs.md is not kept.")


def test_place_to_read_follows_what_is_chosen() -> None:
    notes = opened(built(efs=EFS, raft=RAFT))
    listed = {file: Listed(file, file, date) for file, date in (("efs.md", "2024-01-02"), ("raft.md", ""))}
    for desk, expected in (
        (Desk(), ("efs.md", None)),
        (Desk(note="raft.md"), ("raft.md", None)),
        (Desk(node="Raft"), ("raft.md", None)),
        (Desk(edge=("Raft", "consensus", "uses")), ("raft.md", 6)),
        (Desk(edge=("Raft", "consensus", "uses"), reading=("efs.md", 2)), ("efs.md", 2)),
        (Desk(reading=("gone.md", 2)), ("efs.md", None)),
    ):
        assert place_to_read(notes, desk, listed) == expected


def test_long_note_is_shown_in_parts() -> None:
    found = note_coverage(opened(built(long="S3\n" * (2 * LINES + 5))), "long.md")
    assert found
    first, second, last = (reader_data(found, line) for line in (None, LINES + 1, 2 * LINES + 5))
    assert [(d["before"], d["after"], len(d["lines"])) for d in (first, second, last)] == [
        (None, LINES + 1, LINES),
        (LINES, 2 * LINES + 1, LINES),
        (2 * LINES, None, 5),
    ]


def test_endless_line_is_cut_and_says_so() -> None:
    found = note_coverage(opened(built(a="S3 " + "x" * 20_000 + " EFS\n")), "a.md")
    assert found
    (line,) = reader_data(found, None)["lines"]
    assert line["more"] == "… 10,007 more characters"
    assert sum(len(piece if isinstance(piece, str) else piece[0]) for piece in line["text"]) == MOST_CHARACTERS


def test_reading_opens_the_tab_at_the_line() -> None:
    graph, desk, widgets = sample_graph(), Desk(), dict[str, str]()
    do({"do": "read", "note": "a.md", "line": 7}, graph, desk, widgets)
    assert (desk.reading, widgets) == (("a.md", 7), {"tab": "Notes"})
    for line in (0, "7", None):
        do({"do": "read", "note": "b.md", "line": line}, graph, desk, widgets)
    assert desk.reading == ("a.md", 7)


def test_a_note_in_focus_is_the_one_to_read_unless_the_reader_asked_for_it() -> None:
    graph, desk = sample_graph(), Desk(reading=("odd.md", 3))
    for act in ({"node": "EFS"}, {"note": "day-12.md", "stay": True}):
        do({"do": "focus", **act}, graph, desk, {})
        assert desk.reading == ("odd.md", 3)
    do({"do": "focus", "note": "day-12.md"}, graph, desk, {})
    assert desk.reading is None


def test_focus_from_the_reader_stays_in_it() -> None:
    graph, desk, widgets = sample_graph(), Desk(), {"tab": "Notes"}
    do({"do": "focus", "node": "EFS", "stay": True}, graph, desk, widgets)
    assert (desk.focus, widgets["tab"]) == ("EFS", "Notes")
