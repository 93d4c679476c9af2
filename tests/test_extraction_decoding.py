"""From tags to mentions: widened, trimmed, merged with the vocabulary's, and found wherever the name recurs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from graph.extraction.decoding import Tagged, merge_mentions, tagged_mentions
from graph.extraction.encoding import rows_of, windows_of
from graph.notes import Note
from graph.readers import parse_note
from graph.statements import Mention

TAGS = ("O", "B-service", "I-service", "B-feature", "I-feature", "B-concept", "I-concept")
TYPES = ("service", "feature", "concept")


def note_of(text: str) -> Note:
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return note


def named(note: Note, *names: str, kind: str = "concept", block: int = 0) -> list[Mention]:
    """Where the names first stand in a block."""
    text = note.blocks[block].text
    return [Mention(block, text.index(n), text.index(n) + len(n), n, kind, "model") for n in names]


def known(note: Note, surface: str, name: str, block: int = 0) -> Mention:
    start = note.blocks[block].text.index(surface)
    return Mention(block, start, start + len(surface), surface, "service", "vocabulary", name)


def tagged(mentions: Sequence[Mention], odds: Sequence[float] = (0.0, 0.0, 3.0)) -> list[Tagged]:
    return [Tagged(mention, np.array(odds, np.float32)) for mention in mentions]


def merged(note: Note, spans: Sequence[Tagged] = (), packs: Sequence[Mention] = ()) -> list[tuple[str, str, str]]:
    return [(m.surface, m.kind, m.found_by) for m in merge_mentions(note, spans, packs, TYPES)]


def read_tags(text: str, tags: dict[str, str]) -> list[str]:
    """The surfaces that the tags of pieces name; a piece is given by its text."""
    note = note_of(text)
    rows = rows_of(note)
    (window,) = windows_of(rows)
    scores = np.zeros((len(window.ids), len(TAGS)), np.float32)
    scores[:, 0] = 1.0
    for k, row in enumerate(window.rows.tolist()):
        piece = rows[row].text[window.starts[k] : window.ends[k]] if row >= 0 else ""
        if piece in tags:
            scores[k, TAGS.index(tags[piece])] = 2.0
    return [span.mention.surface for span in tagged_mentions(note, rows, window, scores, TAGS)]


def test_pieces_with_the_tags_of_one_span_make_a_mention() -> None:
    assert read_tags("the salt water is cold", {"salt": "B-concept", "water": "I-concept"}) == ["salt water"]


def test_a_new_beginning_opens_another_mention() -> None:
    assert read_tags("salt water", {"salt": "B-concept", "water": "B-feature"}) == ["salt", "water"]


def test_a_mention_does_not_run_on_into_the_next_row() -> None:
    assert read_tags("salt\nwater", {"salt": "B-concept", "water": "I-concept"}) == ["salt", "water"]


def test_a_mention_is_widened_to_whole_words() -> None:
    assert read_tags("about breadcrumbs here", {"bread": "B-concept"}) == ["breadcrumbs"]


def test_code_without_a_space_and_names_with_a_dot_are_not_cut() -> None:
    assert read_tags("uses `m5.large` here", {"large": "B-concept"}) == ["m5.large"]
    assert read_tags("needs `ec2:StartInstances`", {"ec": "B-concept"}) == ["ec2:StartInstances"]
    assert read_tags("the tag `<th>` is", {"th": "B-concept"}) == ["th"]
    assert read_tags("run `kubectl get pods` now", {"pods": "B-concept"}) == ["pods"]
    assert read_tags("a Node.js server", {"Node": "B-concept"}) == ["Node.js"]
    assert read_tags("It is cold. water boils", {"cold": "B-concept"}) == ["cold"]


def test_small_words_and_signs_are_trimmed_from_both_ends() -> None:
    tags = dict.fromkeys(("the", "salt", "of", "("), "I-concept") | {"the": "B-concept"}
    assert read_tags("the salt of (", tags) == ["salt"]


def test_a_span_of_small_words_alone_names_nothing() -> None:
    assert read_tags("of the sea", {"of": "B-concept", "the": "I-concept"}) == []


def one_span(*pieces: str) -> dict[str, str]:
    """Tags that make one span of all these pieces."""
    return dict.fromkeys(pieces, "I-concept") | {pieces[0]: "B-concept"}


def test_a_span_does_not_go_across_sentences() -> None:
    assert read_tags("old boat. New crane", one_span("old", "boat", ".", "New", "crane")) == ["old boat", "New crane"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("big (old) boat", "boat"), ("old boat (big", "old boat"), ("(old boat only)", "old boat")],
)
def test_half_of_a_pair_of_brackets_is_left_out(text: str, name: str) -> None:
    pieces = re.findall(r"\w+|[()]", text.removeprefix("big ("))
    assert read_tags(text, one_span(*pieces)) == [name]


def test_what_the_model_and_the_vocabulary_name_stands_in_reading_order() -> None:
    note = note_of("bread and EFS and wine")
    spans = tagged(named(note, "wine", "bread"))
    assert [m[0] for m in merged(note, spans, [known(note, "EFS", "EFS")])] == ["bread", "EFS", "wine"]


def test_the_longer_of_two_spans_that_overlap_wins() -> None:
    note = note_of("mount EFS file systems")
    spans = tagged(named(note, "EFS file systems"))
    assert merged(note, spans, [known(note, "EFS", "EFS")]) == [("EFS file systems", "concept", "model")]


def test_the_vocabulary_wins_a_tie() -> None:
    note = note_of("mount EFS")
    assert merged(note, tagged(named(note, "EFS")), [known(note, "EFS", "EFS")]) == [("EFS", "service", "vocabulary")]


def test_a_span_that_only_strings_known_names_together_is_left_out() -> None:
    note = note_of("ECR EKS")
    packs = [known(note, "ECR", "ECR"), known(note, "EKS", "EKS")]
    assert [m[0] for m in merged(note, tagged(named(note, "ECR EKS")), packs)] == ["ECR", "EKS"]


def test_a_tagged_name_is_a_mention_wherever_it_recurs() -> None:
    note = note_of("# Bread rolls\n\n- a bread-roll\n- The BREAD ROLL of old\n")
    assert [m[0] for m in merged(note, tagged(named(note, "Bread rolls")))] == [
        "Bread rolls",
        "bread-roll",
        "BREAD ROLL",
    ]


def test_a_longer_name_recurs_before_a_shorter_one() -> None:
    note = note_of("# Bread rolls and bread\n\n- bread roll\n")
    first, second = named(note, "Bread rolls", "bread")
    assert [m[0] for m in merged(note, tagged([first, second]))] == ["Bread rolls", "bread", "bread roll"]


def test_nothing_recurs_in_code_or_over_the_end_of_a_line() -> None:
    note = note_of("# Bread rolls\n\n```\nbread rolls\n```\n\nbread\nrolls\n")
    assert [m[0] for m in merged(note, tagged(named(note, "Bread rolls")))] == ["Bread rolls"]


def test_all_mentions_of_a_name_have_the_likeliest_type() -> None:
    note = note_of("# Bread\n\n- bread\n")
    spans = tagged(named(note, "Bread"), (0.0, 5.0, 1.0)) + tagged(named(note, "bread", block=1), (0.0, 1.0, 2.0))
    assert [m[1] for m in merged(note, spans)] == ["feature", "feature"]


def test_a_type_that_is_nearly_even_is_a_concept() -> None:
    note = note_of("bread")
    assert [m[1] for m in merged(note, tagged(named(note, "bread"), (0.0, 1.0, 0.5)))] == ["concept"]
