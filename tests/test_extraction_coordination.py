"""Mentions that a line lists are found, and what the model says of them is drawn together."""

from __future__ import annotations

import numpy as np
import pytest

from graph.extraction.coordination import SHARE, agree, coordinated, is_listing
from graph.extraction.decoding import Candidate
from graph.notes import Block, BlockKind, Note
from graph.statements import Mention


def listed(text: str, *names: str) -> tuple[Note, list[Mention]]:
    note = Note("note.md", "note", (text,), (Block(0, BlockKind.PARAGRAPH, text, 1),))
    return note, [Mention(0, text.index(n), text.index(n) + len(n), n, "concept", "model") for n in names]


def groups(text: str, *names: str) -> list[list[str]]:
    return [[mention.surface for mention in group] for group in coordinated(*listed(text, *names))]


@pytest.mark.parametrize("gap", [",", "and", ", and", "/", "&", "or the", ", a"])
def test_what_lists(gap: str) -> None:
    assert is_listing(gap)


@pytest.mark.parametrize("gap", ["with", "and uses", "", "and not", "(", "-"])
def test_what_does_not_list(gap: str) -> None:
    assert not is_listing(gap)


def test_a_list_is_one_group() -> None:
    assert groups("oak, ash and the elm grow", "oak", "ash", "elm") == [["oak", "ash", "elm"]]


def test_a_sentence_may_hold_two_lists() -> None:
    text = "oak or ash feed deer and mice"
    assert groups(text, "oak", "ash", "deer", "mice") == [["oak", "ash"], ["deer", "mice"]]


def test_a_list_ends_with_its_line() -> None:
    assert groups("oak,\nash", "oak", "ash") == []


def test_no_group_without_mentions() -> None:
    assert groups("nothing here") == []


def candidate(subject: Mention, object_: Mention, *scores: float) -> Candidate:
    return Candidate(subject, object_, np.array(scores, np.float32), 0.0)


def test_members_of_a_group_move_towards_their_mean() -> None:
    _, (oak, ash, deer) = listed("oak and ash feed deer", "oak", "ash", "deer")
    first, second = agree([candidate(oak, deer, 4.0, 0.0), candidate(ash, deer, 0.0, 2.0)], [[oak, ash]])
    assert SHARE == 0.6
    np.testing.assert_allclose(first.scores, [4.0 - 0.6 * 2.0, 0.6 * 1.0], rtol=1e-6)
    np.testing.assert_allclose(second.scores, [0.6 * 2.0, 2.0 - 0.6 * 1.0], rtol=1e-6)


def test_the_direction_keeps_candidates_apart() -> None:
    _, (oak, ash, deer) = listed("oak and ash feed deer", "oak", "ash", "deer")
    pair = [candidate(oak, deer, 4.0), candidate(deer, ash, 0.0)]
    assert [c.scores.tolist() for c in agree(pair, [[oak, ash]])] == [[4.0], [0.0]]


def test_members_are_not_drawn_together_with_each_other() -> None:
    _, (oak, ash, elm) = listed("oak, ash and elm", "oak", "ash", "elm")
    pair = [candidate(oak, ash, 4.0), candidate(oak, elm, 0.0)]
    assert [c.scores.tolist() for c in agree(pair, [[oak, ash, elm]])] == [[4.0], [0.0]]


def test_what_is_in_no_group_stays() -> None:
    _, (oak, deer) = listed("oak feeds deer", "oak", "deer")
    assert agree([candidate(oak, deer, 1.5)], [])[0].scores.tolist() == [1.5]
