"""The pipeline as a whole: one Doc a note, tokens where authors leave out spaces, and what hangs on it."""

from __future__ import annotations

import pytest

from graph.extraction import Extractor, extractor_version, load_extractor
from graph.notes import Note
from graph.readers import parse_note
from tests.scripted_reader import read_scripted


def note_of(text: str) -> Note:
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return note


def words(text: str) -> list[str]:
    return [token.text for token in read_scripted(note_of(text))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Nodes(EC2)for you", ["Nodes", "(", "EC2", ")", "for", "you"]),
        ("Fargate->ECS", ["Fargate", "->", "ECS"]),
        ("Stop here.Go on", ["Stop", "here", ".", "Go", "on"]),
        ("EC2/Fargate", ["EC2", "/", "Fargate"]),
    ],
)
def test_tokens_where_authors_leave_out_spaces(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_the_tokens_of_a_stretch_of_a_block() -> None:
    reading = read_scripted(note_of("# Disks\n\nEFS and EBS\n"))._.reading
    assert [token.text for token in reading.tokens_between(1, 0, 7)] == ["EFS", "and"]


def test_code_is_not_read() -> None:
    reading = read_scripted(note_of("```\nEFS\n```\n\nEBS\n"))._.reading
    assert [mention.surface for mention in reading.mentions] == ["EBS"]


def test_known_names_carry_their_canonical_name_and_no_leading_words() -> None:
    (mention,) = read_scripted(note_of("Use the Amazon Elastic File System here"))._.reading.mentions
    assert (mention.surface, mention.name, mention.kind) == ("Elastic File System", "EFS", "service")
    assert (mention.found_by, mention.start) == ("vocabulary", 15)


def test_of_known_names_that_overlap_the_longest_counts() -> None:
    found = read_scripted(note_of("Amazon EC2 Auto Scaling"))._.reading.known
    assert [mention.surface for mention in found] == ["EC2 Auto Scaling"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Static website hosting on Azure Blob Storage", ["Static website", "Azure Blob Storage"]),
        ("Static website hosting on S3", ["S3 static website hosting", "S3"]),
        ("AWS offers static website hosting", ["AWS", "S3 static website hosting"]),
        ("Config Maps are mounted by Pods", ["ConfigMap", "Pod"]),
        ("the pods of the whales", []),
    ],
)
def test_names_of_a_vendor_count_in_a_note_that_is_at_home_with_it(text: str, known: list[str]) -> None:
    assert [mention.name for mention in read_scripted(note_of(text))._.reading.known] == known


def test_a_known_name_does_not_reach_over_the_end_of_a_block() -> None:
    found = read_scripted(note_of("- Auto\n- Scaling\n"))._.reading.known
    assert [mention.surface for mention in found] == []


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("They need it", "need", "need"),
        ("It was kept there", "kept", "keep"),
        ("It uses that", "uses", "use"),
        ("They are there", "are", "be"),
        ("Mount EFS there", "Mount", "mount"),
        ("- Manages EFS", "Manages", "manage"),
    ],
)
def test_verbs_have_their_lemma(text: str, word: str, lemma: str) -> None:
    token = next(token for token in read_scripted(note_of(text)) if token.text == word)
    assert (token.lemma_, token.pos_) == (lemma, "AUX" if lemma == "be" else "VERB")


def test_lemmas_do_not_depend_on_what_was_read_before() -> None:
    text = "You found it"
    first = [token.lemma_ for token in read_scripted(note_of(text))]
    read_scripted(note_of("They found, saw, left and can it: the need must be met"))
    assert [token.lemma_ for token in read_scripted(note_of(text))] == first


def test_the_version_is_sixteen_digits_and_changes_with_the_packs(tmp_path) -> None:
    pack = tmp_path / "wine.yaml"
    pack.write_text("pack: wine\nentities:\n  - {name: Merlot, kind: concept}\n", encoding="utf-8")
    version = extractor_version()
    assert int(version, 16) >= 0
    assert len(version) == 16
    assert extractor_version() == version
    assert extractor_version([pack]) != version


@pytest.fixture(scope="module")
def trained() -> Extractor:
    return load_extractor()


@pytest.mark.model
def test_the_facts_of_a_note(trained: Extractor) -> None:
    text = "# EFS\n\n- EFS can be mounted on ECS tasks\n\nElastic File System (EFS)\n"
    facts = trained.extract(note_of(text))
    stated = {(s.subject.name, s.relation, s.object.surface, s.evidence.line) for s in facts.statements}
    assert ("EFS", "mountable_by", "ECS tasks", 3) in stated
    assert [(claim.name, claim.alias) for claim in facts.aliases] == [("Elastic File System", "EFS")]


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "\n\n", "```\ncode\n```\n", "---\ntags: []\n---\n", "|\n", "- \n", "x" * 5000])
def test_a_note_that_says_nothing(trained: Extractor, text: str) -> None:
    assert trained.extract(note_of(text)).statements == ()
