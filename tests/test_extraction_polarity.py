"""What a line denies, how strongly it says it, and what it is confined to."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token

from graph.extraction.polarity import confines, denies, denies_behind, modality_of, scope_of
from graph.extraction.verbs import governing_verb
from graph.names import name_key
from graph.readers import parse_note
from graph.statements import Mention, Modality
from tests.scripted_reader import read_scripted


def doc_of(text: str, *names: str) -> Doc:
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return read_scripted(note, frozenset(map(name_key, names)))


def place_of(tokens: list[Token], word: str) -> int:
    """Index of the last token that is the word."""
    return max(k for k, token in enumerate(tokens) if token.text == word)


def denied(text: str, word: str) -> bool | None:
    tokens = list(doc_of(text))
    return denies(tokens, place_of(tokens, word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Glaciers can not carry ships", "ships"),
        ("Glaciers can’t carry ships", "ships"),
        ("Glaciers cant carry ships", "ships"),
        ("Glaciers CANNOT carry ships", "ships"),
        ("Glaciers never carry ships", "ships"),
        ("Glaciers are unable to carry ships", "ships"),
        ("Glaciers do not, as a rule, carry ships", "ships"),
        ("Glaciers do not carry, lift or sink ships", "ships"),
        ("Glaciers do not carry boats, rafts or ships", "ships"),
        ("Glaciers carry rafts but not ships", "ships"),
        ("Glaciers carry neither rafts nor ships", "ships"),
        ("Glaciers carry no ships", "ships"),
        ("No glacier carries ships", "ships"),
        ("None of the glaciers carries ships", "ships"),
        ("Glaciers lack ships", "ships"),
        ("Glaciers move without ships", "ships"),
        ("Glaciers carry everything except ships", "ships"),
        ("Glaciers carry things other than ships", "ships"),
        ("Glaciers hardly carry ships", "ships"),
        ("Glaciers have no permission to carry ships", "ships"),
        ("Glaciers do not need to carry ships", "ships"),
        ("Glaciers (in the Alps) do not carry ships", "ships"),
        ("Glaciers do not carry transport (ships)", "ships"),
        ("Not recommended for: ships", "ships"),
    ],
)
def test_a_cue_denies_what_follows_in_its_clause(text: str, word: str) -> None:
    assert denied(text, word) is True


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Glaciers carry ships", "ships"),
        ("Glaciers do not melt. Rivers carry ships", "ships"),
        ("Glaciers do not melt; rivers carry ships", "ships"),
        ("Glaciers do not melt but carry ships", "ships"),
        ("Glaciers do not melt, rivers carry ships", "ships"),
        ("Glaciers do not melt and rivers carry ships", "ships"),
        ("Glaciers do not melt because rivers carry ships", "ships"),
        ("Glaciers do not melt unless rivers carry ships", "ships"),
        ("If there is no glacier, rivers carry ships", "ships"),
        ("Without glaciers rivers carry ships", "ships"),
        ("Rivers without ice carry ships", "ships"),
        ("Rivers (not glaciers) carry ships", "ships"),
        ("Rivers, which have no ice, carry ships", "ships"),
        ("Rivers need no ice to carry ships", "ships"),
        ("Rivers do not use ice to carry ships", "ships"),
        ("Glaciers do not melt - rivers carry ships", "ships"),
        ("A no-ice zone carries ships", "ships"),
    ],
)
def test_a_cue_outside_the_clause_denies_nothing(text: str, word: str) -> None:
    assert denied(text, word) is None


@pytest.mark.parametrize(
    "text",
    [
        "Rivers not only carry ships",
        "Rivers are not just for ships",
        "Rivers aren't merely ships",
        "Trade does not work without ships",
        "Trade does not use anything other than ships",
        "No trade without ships",
    ],
)
def test_not_only_and_not_without_affirm(text: str) -> None:
    assert denied(text, "ships") is False


@pytest.mark.parametrize("text", ["Rivers do not always carry ships", "Not all rivers carry ships"])
def test_a_denial_in_part_is_left_open(text: str) -> None:
    assert denied(text, "ships") is None


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Rafts carry stones, and do not need ships", False),
        ("Rafts, ships and canoes do not sink", True),
    ],
)
def test_a_verb_with_the_subject_of_the_sentence_denies_nothing_before_it(text: str, *, behind: bool) -> None:
    assert denied_behind(text, "stones" if "stones" in text else "Rafts") is behind


def denied_behind(text: str, word: str) -> bool:
    tokens = list(doc_of(text))
    place = place_of(tokens, word)
    verb = governing_verb(tokens, (place, place), (place, place + 1))
    assert verb is not None
    return denies_behind(tokens, verb, place)


@pytest.mark.parametrize(
    "text", ["Rafts are not supported", "Rafts (not supported)", "Rafts, ships and canoes are not supported"]
)
def test_a_verb_behind_denies_its_subject(text: str) -> None:
    assert denied_behind(text, "Rafts")


@pytest.mark.parametrize(
    "text",
    [
        "Rafts are supported",
        "Rafts, not supported on lakes",
        "Rafts but boats are not supported",
        "Rafts without using sails",
    ],
)
def test_a_verb_behind_that_is_not_denied_or_has_another_subject(text: str) -> None:
    assert not denied_behind(text, "Rafts")


@pytest.mark.parametrize(
    "text",
    [
        "Rivers stop glaciers from carrying rafts",
        "Rivers swell instead of carrying rafts",
        "Rivers swell rather than carrying rafts",
    ],
)
def test_what_is_not_done_is_denied(text: str) -> None:
    assert denied_behind(text, "rafts")


@pytest.mark.parametrize("text", ["Rivers profit from carrying rafts", "Rivers live by carrying rafts"])
def test_what_is_done_is_not(text: str) -> None:
    assert not denied_behind(text, "rafts")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rivers must carry ships", Modality.MUST),
        ("Rivers can carry ships", Modality.CAN),
        ("Rivers should carry ships", Modality.RECOMMENDED),
        ("Rivers carry ships", None),
    ],
)
def test_modality(text: str, modality: Modality | None) -> None:
    tokens = list(doc_of(text))
    assert modality_of(tokens, next(token for token in tokens if token.text == "carry")) is modality


def scope(text: str, *names: str) -> str | None:
    """What the text confines a statement about the first two names to."""
    doc = doc_of(text, *names)
    mentions: list[Mention] = doc._.reading.mentions
    by_name = {mention.surface: mention for mention in mentions}
    text = doc._.reading.note.blocks[0].text
    confining = [mention for mention in mentions if confines(text, mention)]
    return scope_of(confining, (by_name[names[0]], by_name[names[1]]))


@pytest.mark.parametrize(
    "text",
    ["rafts carry wood (lakes only)", "rafts carry wood on lakes only", "lakes only: rafts carry wood"],
)
def test_what_stands_apart_confines(text: str) -> None:
    assert scope(text, "rafts", "wood", "lakes") == "lakes only"


@pytest.mark.parametrize(
    "text",
    ["rafts carry wood, barges hold lakes only", "rafts carry wood on lakes", "rafts carry wood (lakes only today)"],
)
def test_what_does_not_confine(text: str) -> None:
    assert scope(text, "rafts", "wood", "lakes") is None


def test_an_end_of_the_statement_confines_nothing() -> None:
    assert scope("rafts carry wood on lakes only", "rafts", "lakes", "wood") is None
