"""Which mentions stand for a longer name that the vocabulary knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.extraction.shortened import in_full
from graph.extraction.vocabulary import load_vocabulary
from graph.readers import parse_note
from graph.statements import Mention

PACK = """
entities:
  - {name: Ferry, kind: service}
  - {name: Barge, kind: service}
  - {name: Ferry Ticket, kind: feature}
  - {name: Barge Ticket, kind: feature}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packs") / "harbour.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def meant(pack: Path, text: str, *names: str, listed: bool = False) -> list[str | None]:
    """The name under which each of the names that stand in the note comes out; those with a capital are known."""
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    mentions = []
    for name in names:
        block = next(b for b in note.blocks if name in b.text)
        start = block.text.index(name)
        known = name if name in ("Ferry", "Barge") else None
        mentions.append(Mention(block.index, start, start + len(name), name, "concept", "model", known))
    groups = [mentions] if listed else []
    return [mention.name for mention in in_full(note, mentions, groups, load_vocabulary([pack]))]


def test_a_list_shares_the_last_word_of_its_last_member(pack: Path) -> None:
    text = "It sells Ferry and Barge tickets"
    assert meant(pack, text, "Ferry", "Barge tickets", listed=True) == ["Ferry Ticket", None]


def test_a_list_whose_last_member_is_a_name_of_its_own_shares_nothing(pack: Path) -> None:
    assert meant(pack, "It sells Ferry and old tickets", "Ferry", "old tickets", listed=True) == ["Ferry", None]


def test_a_word_means_that_of_its_section(pack: Path) -> None:
    assert meant(pack, "# Ferry\n\n- tickets are sold", "Ferry", "tickets") == ["Ferry", "Ferry Ticket"]


@pytest.mark.parametrize(
    "text", ["Ferry\n\n- tickets are sold", "# Ferry\n\n- ropes are sold", "# Old Ferry\n\ntickets"]
)
def test_a_word_that_nothing_makes_longer_stays(pack: Path, text: str) -> None:
    names = ["tickets" if "tickets" in text else "ropes"]
    assert meant(pack, text, *names) == [None]
