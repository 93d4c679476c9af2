from __future__ import annotations

import datetime

import pytest

from graph.notes import BlockKind, Note
from graph.readers import parse_note
from graph.readers.frontmatter import split_file_name


def read(text: str, file: str = "note.md") -> tuple[Note, list[str]]:
    note, warnings = parse_note(text.encode(), file)
    assert note is not None
    return note, [warning.reason for warning in warnings]


def fields(note: Note) -> list[tuple[int, str]]:
    return [(block.line, block.text) for block in note.blocks if block.kind is BlockKind.FRONT_MATTER]


def test_yaml_fields_stand_at_the_line_of_their_key() -> None:
    note, reasons = read(
        "---\nlayout: post\ntitle: >\n  Day 12:\n  ECS\ndate: 2024-08-17 10:00:00 +0900\n"
        "tags:\n  - ecs\n  - '#efs'\n  - ecs\naliases: [Containers, Fargate & co]\ncategory: AWS Cloud\n---\ntext\n"
    )
    assert reasons == []
    assert note.title == "Day 12: ECS"
    assert note.date == datetime.date(2024, 8, 17)
    assert note.tags == ("ecs", "efs")
    assert note.aliases == ("Containers", "Fargate & co")
    assert note.categories == ("AWS Cloud",)
    assert fields(note) == [
        (3, "Day 12: ECS"),
        (7, "ecs, efs"),
        (11, "Containers, Fargate & co"),
        (12, "AWS Cloud"),
    ]
    assert note.blocks[-1].line == 14


def test_toml_fields() -> None:
    note, reasons = read('+++\ntitle = "EFS"\ndate = 2024-08-17\ntags = ["aws", "nfs"]\n+++\n# Heading\n')
    assert reasons == []
    assert (note.title, note.date, note.tags) == ("EFS", datetime.date(2024, 8, 17), ("aws", "nfs"))
    assert fields(note) == [(2, "EFS"), (4, "aws, nfs")]
    assert note.blocks[2].parent == 0


def test_hugo_taxonomies_are_tags_and_categories() -> None:
    note, _ = read('+++\n[taxonomies]\ntags = ["aws"]\ncategories = ["Cloud"]\n+++\n')
    assert (note.tags, note.categories) == (("aws",), ("Cloud",))


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("ecs", ("ecs",)),
        ("ecs efs", ("ecs", "efs")),
        ("ecs, task role", ("ecs", "task role")),
        ("[ecs, 12]", ("ecs", "12")),
        ('["[[ECS]]"]', ("ECS",)),
        ("", ()),
        ("~", ()),
        ("{a: b}", ()),
    ],
)
def test_tags_in_every_spelling(value: str, tags: tuple[str, ...]) -> None:
    assert read(f"---\ntags: {value}\n---\n")[0].tags == tags


@pytest.mark.parametrize("value", ["yes", "2024", "2024-13-45", "1.10", "null_pointer", "0x1F"])
def test_a_title_is_taken_as_written(value: str) -> None:
    note, reasons = read(f"---\ntitle: {value}\n---\n")
    assert (note.title, reasons) == (value, [])


def test_broken_yaml_is_read_line_by_line_with_one_warning() -> None:
    note, reasons = read(
        "---\ntitle: ECS: the guide\ndate: 2024-08-17\ntags:\n  - aws\ncategories: [A, 'B']\n---\n# One\n"
    )
    assert (note.title, note.date) == ("ECS: the guide", datetime.date(2024, 8, 17))
    assert (note.tags, note.categories) == (("aws",), ("A", "B"))
    assert reasons == [
        "front matter does not parse (line 2: mapping values are not allowed in this context); it was read line by line"
    ]
    assert note.blocks[-1].text == "One"


def test_broken_toml_is_read_line_by_line() -> None:
    note, reasons = read('+++\ntitle = "EFS"\nx = = y\n+++\n')
    assert note.title == "EFS"
    assert len(reasons) == 1
    assert reasons[0].startswith("front matter does not parse (")


def test_a_list_between_the_fences_is_text() -> None:
    note, reasons = read("---\n- one\n- two\n---\n")
    assert [block.text for block in note.blocks] == ["one", "two"]
    assert reasons == ["front matter does not parse (it is a list, not `key: value` lines); it was read as text"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome words between two rules.\n\n---\n",
        "---\ntitle: never closed\n",
        "text\n---\ntitle: x\n---\n",
        "---\n---\n",
    ],
)
def test_rules_are_no_front_matter(text: str) -> None:
    note, reasons = read(text)
    assert reasons == []
    assert fields(note) == []
    assert note.title != "x"


@pytest.mark.parametrize(
    "source",
    [
        "a: " + "[" * 100_000,
        "a: b\n" * 20_000,
        "a: *b",
        "? [x]\n: y",
        "\tx: y",
        "a: &a [*a]\ntags: *a",
        "!!python/object:os.x y: 1",
    ],
    ids=["deep", "long", "no anchor", "odd key", "tab", "circle", "python"],
)
def test_hostile_front_matter_never_stops_the_note(source: str) -> None:
    note, reasons = read(f"---\n{source}\ntitle: kept\n---\n# Body\n")
    assert note.blocks[-1].text == "Body"
    assert len(reasons) <= 1


def test_yaml_that_expands_without_end_stays_small() -> None:
    steps = "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    note, _ = read(f"---\na: &a [x, x, x]\n{steps}tags: *i\n---\n")
    assert note.tags == ()


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2024-08-17-saa-c03-day-12", ("saa-c03-day-12", datetime.date(2024, 8, 17))),
        ("2024-08-17", ("2024-08-17", datetime.date(2024, 8, 17))),
        ("2023-09-12 Meeting", ("Meeting", datetime.date(2023, 9, 12))),
        ("2016-03-00-Nodes", ("2016-03-00-Nodes", None)),
        ("EFS", ("EFS", None)),
    ],
)
def test_the_date_in_a_file_name(stem: str, expected: tuple[str, datetime.date | None]) -> None:
    assert split_file_name(stem) == expected


def test_title_and_date_fall_back_to_heading_and_file_name() -> None:
    assert read("text\n\n# The *Heading*\n", "a/2024-08-17-x.md")[0].title == "The Heading"
    note, _ = read("## Only a part\n", "a/2024-08-17-my-note.md")
    assert (note.title, note.date) == ("my-note", datetime.date(2024, 8, 17))
