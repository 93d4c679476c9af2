"""What became of each line of a note: edges, names in the line as written, and the reason where there is no edge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import graph.build
from graph.cli import app
from graph.coverage import NoteCoverage, Reason, coverage, reasons_of
from graph.coverage.placing import Alignment
from graph.elements import Edge
from graph.errors import NotesError
from tests.plain_extractor import PLAIN, built

NOTE = """\
---
title: Storage
layout: post
---
# EFS

- uses S3
- **ECS task** uses [EFS](https://example.org/EFS)
- S3 is large
- nothing here
- Elastic File System (EFS)
- EFS uses Elastic File System

```sh
ECS task uses S3
```

---
![EFS](efs.png)

| ECS | S3 |
|---|---|
| Raft uses | consensus |
"""


def covered(text: str, **options: object) -> NoteCoverage:
    report = built(a=text)
    read = report.note("a.md")
    assert read is not None
    return coverage(report.graph, *read, **options)  # type: ignore[arg-type]


def outcome(note: NoteCoverage) -> dict[int, str]:
    """For each line that is not blank the reason, or how many edges it gave."""
    return {line.number: str(line.reason or len(line.edges)) for line in note.lines if line.reason is not Reason.BLANK}


def test_each_line_has_its_edges_or_its_reason() -> None:
    assert outcome(covered(NOTE)) == {
        1: "front matter",
        2: "front matter",
        3: "front matter",
        4: "front matter",
        5: "taken up by other lines",
        7: "1",
        8: "1",
        9: "no relation found",
        10: "nothing named",
        11: "another name",
        12: "one thing",
        14: "no text",
        15: "code",
        16: "no text",
        18: "no text",
        19: "no text",
        21: "heading",
        22: "no text",
        23: "1",
    }


def test_share_counts_content_lines_alone() -> None:
    note = covered(NOTE)
    assert [line.number for line in note.lines if line.content] == [7, 8, 9, 10, 11, 12, 23]
    assert (note.content, note.covered, note.share) == (7, 3, pytest.approx(3 / 7))
    assert covered("# EFS\n").share is None


def test_lines_stand_as_they_were_written() -> None:
    assert [line.text for line in covered(NOTE).lines] == NOTE.split("\n")[:-1]


def test_edges_that_are_not_shown_are_kept_apart() -> None:
    def sure(edge: Edge) -> bool:
        return edge.confidence > 0.5

    note = covered(NOTE, shown=sure)
    seventh = note.lines[6]
    assert seventh.reason is Reason.FILTERED
    assert seventh.edges == ()
    assert [(edge.subject, edge.object) for edge in seventh.hidden] == [("EFS", "S3")]
    assert note.covered == 2


def test_edges_of_another_note_do_not_count() -> None:
    report = built(a="S3\n", b="ECS task uses S3\n")
    read = report.note("a.md")
    assert read
    assert coverage(report.graph, *read).lines[0].reason is Reason.NO_RELATION


def test_reasons_are_counted_over_content_lines() -> None:
    assert reasons_of([covered(NOTE), covered("- a\n- b\n\n# c\n")]) == {
        Reason.NOTHING_NAMED: 3,
        Reason.ALIAS: 1,
        Reason.NO_RELATION: 1,
        Reason.ONE_THING: 1,
    }


def test_names_are_found_in_the_line_as_written() -> None:
    line = covered(NOTE).lines[7]
    assert [(line.text[name.start : name.end], name.label) for name in line.names] == [
        ("ECS task", "ECS task"),
        ("EFS", "EFS"),
    ]
    assert line.names[1].start == line.text.index("[EFS]") + 1


def test_name_on_the_second_line_of_a_paragraph() -> None:
    note = covered("Today\nwe use **S3** a lot\nand ECS task uses S3\n")
    assert [[(name.start, name.end) for name in line.names] for line in note.lines] == [
        [],
        [(9, 11)],
        [(4, 12), (18, 20)],
    ]
    assert outcome(note) == {1: "nothing named", 2: "no relation found", 3: "1"}


def test_name_that_is_another_name_of_a_node_leads_to_it() -> None:
    report = built(a="Elastic File System (EFS)\n\nEFS uses S3\n")
    read = report.note("a.md")
    assert read
    first = coverage(report.graph, *read).lines[0]
    (label,) = {name.label for name in first.names}
    assert label in report.graph


@pytest.mark.parametrize(
    ("text", "written", "name", "expected"),
    [
        ("ECS and EFS", "- [[ecs-notes|ECS]] and `EFS`", "EFS", "EFS"),
        ("EC2 Launch Type", "**EC2** Launch Type", "EC2 Launch Type", "EC2** Launch Type"),
        ("use C++ here", "use C++ here", "C++", "C++"),
        (".NET runs", "> .NET runs", ".NET", ".NET"),
        ("R&D of S3", "R&amp;D of S3", "S3", "S3"),
        ("S3_bucket", "S3\\_bucket", "S3_bucket", "S3\\_bucket"),
        ("EFS | S3", "| EFS | S3 |", "S3", "S3"),
        ("서비스 EFS", "- **서비스** EFS", "서비스", "서비스"),
    ],
)
def test_place_in_the_line(text: str, written: str, name: str, expected: str) -> None:
    start = text.index(name)
    span = Alignment(text, written).span(start, start + len(name))
    assert span
    assert written[span.start : span.end] == expected


def test_name_that_the_line_does_not_have_has_no_place() -> None:
    assert Alignment("café", "caf&eacute;").span(0, 4) is None


def test_note_of_uploads_and_of_a_folder_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(NOTE)
    on_disk = graph.build.build(tmp_path, engine=PLAIN)
    assert on_disk.note("a.md") == built(a=NOTE).note("a.md")
    assert on_disk.note("b.md") is None
    assert built(a=NOTE).note("b.md") is None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(graph.build, "TRAINED", PLAIN)
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.md").write_text(NOTE)
    (tmp_path / "deep" / "b.md").write_text("- nothing \x1b[31m\n- ECS uses S3\n")
    (tmp_path / "deep" / "c.md").write_text("# Only a heading\n")
    return tmp_path


def command(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["coverage", *arguments])
    if result.exception:
        raise result.exception
    return result.stdout


def test_command_prints_the_share_of_all_and_of_each_note(folder: Path) -> None:
    assert command(str(folder)).splitlines() == [
        " 44%  4 of 9  content lines gave an edge",
        "      2 nothing named",
        "      1 another name",
        "      1 no relation found",
        "      1 one thing",
        "",
        " 43%  3 of 7  a.md",
        " 50%  1 of 2  deep/b.md",
        "   –  0 of 0  deep/c.md",
    ]


def test_command_counts_what_is_sure_enough(folder: Path) -> None:
    assert command(str(folder), "--confidence", "0.5").startswith(" 33%  3 of 9")


def test_command_prints_a_note_line_by_line(folder: Path) -> None:
    assert command(str(folder), "--note", "b.md").splitlines() == [
        " 50%  1 of 2  deep/b.md",
        "",
        "   1  - nothing \N{REPLACEMENT CHARACTER}[31m",
        "        [nothing named]",
        "   2  - ECS uses S3",
        "        ECS uses S3",
    ]


def test_command_gives_data(folder: Path) -> None:
    data = json.loads(command(str(folder), "--json"))
    assert (data["content"], data["covered"], data["share"]) == (9, 4, 0.4444)
    assert [note["file"] for note in data["notes"]] == ["a.md", "deep/b.md", "deep/c.md"]
    assert data["notes"][2]["share"] is None
    lines = json.loads(command(str(folder), "--json", "--note", "deep/b.md"))["lines"]
    assert lines[1]["edges"] == ["ECS uses S3"]
    assert lines[1]["names"] == [{"start": 2, "end": 5, "node": "ECS"}, {"start": 11, "end": 13, "node": "S3"}]
    assert lines[0]["reason"] == "nothing named"


def test_command_says_which_notes_there_are(folder: Path) -> None:
    with pytest.raises(NotesError, match=r"^z\.md: there is no note .*: a\.md, deep/b\.md, deep/c\.md\.$"):
        command(str(folder), "--note", "z.md")
