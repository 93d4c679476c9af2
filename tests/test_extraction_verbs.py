"""Which verb joins two mentions, and what relation it expresses in which direction."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from graph.extraction.verbs import (
    clause_relation,
    fronted_relation,
    governing_verb,
    relation_of,
    tight_relation,
)
from graph.names import name_key
from graph.readers import parse_note
from graph.relations import inventory
from tests.scripted_reader import read_scripted


def doc_of(text: str) -> Doc:
    """The text with the mentions "boat" and "crane"."""
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return read_scripted(note, frozenset({name_key("boat"), name_key("crane")}))


def spans(doc: Doc) -> tuple[tuple[int, int], tuple[int, int]]:
    """Tokens of the first two mentions."""
    first, second = (doc.char_span(m.start, m.end) for m in doc._.reading.mentions[:2])
    return (first.start, first.end), (second.start, second.end)


def governing(text: str) -> str | None:
    doc = doc_of(text)
    first, second = spans(doc)
    verb = governing_verb(list(doc), first, second)
    return verb.lemma_ if verb is not None else None


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The boat carries the crane", "carry"),
        ("The boat was carried by the crane", "carry"),
        ("The boat allows you to lift the crane", "lift"),
        ("The boat can be used to lift the crane", "lift"),
        ("They lift the boat with the crane", "lift"),
        ("The boat and the crane belong together", "belong"),
        ("Mount the boat on the crane", "mount"),
        ("The boat, the crane", None),
        ("Ropes route the boat behind the crane", "route"),
    ],
)
def test_the_verb_that_joins_two_mentions(text: str, lemma: str | None) -> None:
    assert governing(text) == lemma


def told(text: str) -> tuple[str, bool] | None:
    doc = doc_of(text)
    first, second = spans(doc)
    verb = governing_verb(list(doc), first, second)
    return None if verb is None else relation_of(verb, inventory())


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The boat uses the crane", ("uses", False)),
        ("The boat is used by the crane", ("uses", True)),
        ("The boat mounts the crane", ("mountable_by", True)),
        ("The boat can be mounted on the crane", ("mountable_by", False)),
        ("The boat runs on the crane", ("runs_on", False)),
        ("The boat can run on the crane", ("runs_on", False)),
        ("The boat must register with the crane", ("registers_with", False)),
        ("The boat can scale on the crane", ("scales_on", False)),
        ("The boat contains the crane", ("part_of", True)),
        ("The boat is defined in the crane", ("defined_in", False)),
        ("The boat is used during the crane", None),
        ("The boat tickles the crane", None),
    ],
)
def test_what_a_verb_says(text: str, relation: tuple[str, bool] | None) -> None:
    assert told(text) == relation


def tight(text: str) -> tuple[str, bool] | None:
    doc = doc_of(text)
    first, second = spans(doc)
    return tight_relation(list(doc), first[1], second[0], inventory())


@pytest.mark.parametrize("text", ["The boat uses the crane", "The boat will use a crane", "The boat that uses a crane"])
def test_nothing_but_the_verb_stands_between(text: str) -> None:
    assert tight(text) == ("uses", False)


@pytest.mark.parametrize(
    "text", ["The boat uses ropes and the crane", "The boat, if it uses the crane", "The boat has a crane"]
)
def test_more_than_the_verb_stands_between(text: str) -> None:
    assert tight(text) is None


def clause(text: str) -> tuple[str, bool] | None:
    doc = doc_of(text)
    return clause_relation(list(doc), *spans(doc), inventory())


def test_a_whole_clause() -> None:
    assert clause("The boat can not be mounted by the crane.") == ("mountable_by", False)


@pytest.mark.parametrize(
    "text",
    [
        "Ropes on the boat use the crane",  # another subject
        "The boat using the crane",  # no finite verb
        "The boat uses the crane driver",  # the mention is not the whole object
        "The boat sends the crane to the yard.",  # what is sent is not where it goes
    ],
)
def test_no_whole_clause(text: str) -> None:
    assert clause(text) is None


def test_where_something_is_sent() -> None:
    assert clause("The boat sends to the crane.") == ("sends_to", False)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [("The boat routes the crane", "route"), ("The boat proxies the crane", "proxy"), ("They process it", "process")],
)
def test_the_base_form_of_a_verb(text: str, lemma: str) -> None:
    assert lemma in [token.lemma_ for token in doc_of(text) if token.pos_ == "VERB"]


def fronted(text: str) -> tuple[str, bool] | None:
    doc = doc_of(text)
    first, second = spans(doc)
    return fronted_relation(list(doc), first, second[0], inventory())


def test_a_verb_before_both_mentions() -> None:
    assert fronted("Can mount the boat onto a crane") == ("mountable_by", False)


@pytest.mark.parametrize(
    "text",
    ["Can mount the boat and the crane", "Lift the boat onto a crane", "Ropes mounted the boat with the big crane"],
)
def test_no_verb_before_both_mentions(text: str) -> None:
    assert fronted(text) is None
