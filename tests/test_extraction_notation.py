"""What stands between two mentions as notation, and what it states."""

from __future__ import annotations

import pytest

from graph.extraction.notation import NOTATIONS, noted
from graph.statements import Mention


def stated(text: str, *names: str) -> list[tuple[str, str, str, str]]:
    """Notation, subject, relation (with "not" where denied) and object of what the text notes."""
    mentions = sorted(
        (Mention(0, text.index(n), text.index(n) + len(n), n, "concept", "model") for n in names),
        key=lambda mention: mention.start,
    )
    return [
        (notation.name, found.subject.surface, "not " * found.negated + found.relation, found.object.surface)
        for notation, found in noted(text, mentions)
    ]


@pytest.mark.parametrize("sign", ["vs", "vs.", "VS", "versus", "!=", "≠", "<>"])
def test_versus(sign: str) -> None:
    assert stated(f"oak {sign} ash", "oak", "ash") == [("versus", "oak", "differs_from", "ash")]


@pytest.mark.parametrize("gap", ["is a", "is an", "are a", "is a tall, shady", "is a close-grained"])
def test_copula(gap: str) -> None:
    assert stated(f"oak {gap} tree", "oak", "tree") == [("copula", "oak", "is_a", "tree")]


@pytest.mark.parametrize("gap", ["is not a", "isn't a", "isn’t a"])
def test_a_denied_copula(gap: str) -> None:
    assert stated(f"oak {gap} tree", "oak", "tree") == [("copula", "oak", "not is_a", "tree")]


@pytest.mark.parametrize(
    "text",
    ["oak is a kind of tree", "oak is the tree", "oak was a tree", "oak is a tree house", "oak is a shade for tree"],
)
def test_no_copula(text: str) -> None:
    assert stated(text, "oak", "tree") == []


def test_a_clause_between_the_two_is_no_copula() -> None:
    assert stated("oak is a plant that shades the tree", "oak", "tree") == []


def test_a_copula_before_a_subordinate_clause() -> None:
    assert stated("oak is a tree that grows", "oak", "tree") == [("copula", "oak", "is_a", "tree")]


@pytest.mark.parametrize("gap", [" such as ", " (such as ", ", such as "])
def test_examples(gap: str) -> None:
    assert stated(f"trees{gap}oak, ash and elm", "trees", "oak", "ash", "elm") == [
        ("examples", "oak", "is_a", "trees"),
        ("examples", "ash", "is_a", "trees"),
        ("examples", "elm", "is_a", "trees"),
    ]


def test_an_example_of_the_clause_is_no_notation() -> None:
    assert stated("zones use trees (e.g. oak)", "trees", "oak") == []


def test_examples_end_where_the_list_ends() -> None:
    assert stated("trees such as oak grow near elm", "trees", "oak", "elm") == [("examples", "oak", "is_a", "trees")]


def test_a_notation_does_not_reach_over_the_end_of_a_line() -> None:
    assert stated("oak vs\nash", "oak", "ash") == []


def test_something_between_the_mentions_is_no_notation() -> None:
    assert stated("oak and vs ash", "oak", "ash") == []


def test_every_notation_has_proved_itself() -> None:
    assert all(0.8 <= notation.precision <= 1 for notation in NOTATIONS)
