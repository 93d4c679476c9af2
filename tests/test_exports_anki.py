from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from graph.elements import Edge, Node
from graph.exports import Look, export
from graph.exports.anki import guid_of
from graph.statements import Evidence
from graph.view import View, ViewNode

ODD = '<img src=x onerror=1> {{c1::x}} [sound:x.mp3] [latex]\\input{x}[/latex] \\(x\\) "q" \x1f\n'
EDGES = (
    Edge("ECS", "EC2", "runs_on", evidence=(Evidence("day-12.md", 11, "ECS runs on EC2"),)),
    Edge("ECS", "Fargate", "runs_on", evidence=(Evidence("day-12.md", 15, "ECS runs on Fargate"),)),
    Edge("S3", "ECS", "mountable_by", negated=True, evidence=(Evidence("day-12.md", 38, "can not be mounted"),)),
    Edge("S3", ODD, "uses", scope=ODD, evidence=(Evidence(ODD, 1, ODD),)),
)
VIEW = View(
    "ECS::x", tuple(ViewNode(Node(name, "service"), 0.5) for name in ("ECS", "EC2", "Fargate", "S3", ODD)), EDGES, 5, 4
)


@pytest.fixture
def notes(tmp_path: Path) -> sqlite3.Connection:
    return opened(export(VIEW, "anki"), tmp_path / "first")


def opened(deck: bytes, place: Path) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert archive.namelist() == ["collection.anki2", "media"]
        place.write_bytes(archive.read("collection.anki2"))
    return sqlite3.connect(place)


def fields(notes: sqlite3.Connection) -> list[list[str]]:
    with_fields = notes.execute("SELECT flds FROM notes ORDER BY id").fetchall()
    notes.close()
    return [row[0].split("\x1f") for row in with_fields]


def test_a_card_asks_for_the_object_and_shows_the_line(notes: sqlite3.Connection) -> None:
    rows = fields(notes)
    assert rows[0] == ["ECS runs on …", "one of 2", "EC2", "ECS runs on EC2", "day-12.md, line 11"]
    assert rows[2][0] == '<span class="denied">S3 is not mountable by …</span>'
    assert rows[2][1:3] == ["", "ECS"]


def test_nothing_of_a_note_runs_in_anki(notes: sqlite3.Connection) -> None:
    odd = fields(notes)[3]
    assert len(odd) == 5
    for sign in "<{[\\":
        assert not any(sign in field for field in odd)


def test_a_second_export_holds_the_same_notes_and_is_newer_if_told(tmp_path: Path) -> None:
    found = []
    for name, look in (("a", Look()), ("b", Look(moment=1_800_000_000))):
        deck = opened(export(VIEW, "anki", look=look), tmp_path / name)
        found.append(deck.execute("SELECT guid, flds, mid FROM notes ORDER BY id").fetchall())
        (moment,) = deck.execute("SELECT DISTINCT mod FROM notes").fetchone()
        found.append(moment)
        deck.close()
    assert found[0] == found[2]
    assert found[1] < found[3] == 1_800_000_000
    assert [row[0] for row in found[0]] == [guid_of(edge) for edge in EDGES]


def test_a_note_is_known_by_its_relation_not_by_its_evidence() -> None:
    moved = Edge("ECS", "EC2", "runs_on", evidence=(Evidence("other.md", 99, "elsewhere"),))
    assert guid_of(moved) == guid_of(EDGES[0])
    assert len({guid_of(edge) for edge in EDGES}) == 4


def test_the_deck_bears_the_title_and_has_no_decks_within(tmp_path: Path) -> None:
    deck = opened(export(VIEW, "anki"), tmp_path / "deck")
    (decks,) = deck.execute("SELECT decks FROM col").fetchone()
    deck.close()
    assert '"Notegraph::ECS x"' in decks
