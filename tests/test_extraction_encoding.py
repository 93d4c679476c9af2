"""What the model is given of a note: rows, windows, and features of pairs."""

from __future__ import annotations

import numpy as np
import pytest

from graph.extraction.encoding import (
    CONTEXT_ROWS,
    WINDOW_PIECES,
    Row,
    Window,
    pair_features,
    piece_span,
    rows_of,
    windows_of,
)
from graph.notes import Note
from graph.readers import parse_note

FOOD = "# Food\n\n- water\n  - salt and bread\n- wine\n"
CLS, SEP = 101, 102


def note_of(text: str) -> Note:
    note, warnings = parse_note(text.encode(), "note.md")
    assert note is not None
    assert not warnings
    return note


def rows(text: str) -> list[Row]:
    return rows_of(note_of(text))


def window(text: str) -> tuple[list[Row], Window]:
    found = rows(text)
    (only,) = windows_of(found)
    return found, only


def test_a_row_for_each_source_line_that_is_prose() -> None:
    found = rows("# Food\n\nBread and\nwine.\n\n```\ncode\n```\n")
    assert [(row.text, row.offset) for row in found] == [("Food", 0), ("Bread and", 0), ("wine.", 10)]


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("# a", 2),
        ("### a", 4),
        ("- a", 11),
        ("1. a", 21),
        ("a", 33),
    ],
)
def test_the_structure_token_tells_what_a_block_is(text: str, structure: int) -> None:
    assert rows(text)[0].structure == structure


def test_the_structure_token_tells_how_deep_a_bullet_is() -> None:
    assert [row.structure for row in rows("- a\n  - b\n    - c\n")] == [11, 12, 13]


def test_the_structure_token_of_table_rows_and_front_matter() -> None:
    assert [row.structure for row in rows("---\ntitle: Food\n---\n\n| a | b |\n|---|---|\n| c | d |\n")] == [32, 31, 31]


def test_a_wrapped_line_of_a_bullet_looks_like_a_paragraph_and_hangs_on_the_first() -> None:
    first, second = rows("- bread\n  and wine\n")
    assert (first.structure, second.structure) == (11, 34)
    assert second.parent == 0
    assert second.ancestors == (0,)


def test_a_list_hangs_on_the_last_line_of_the_paragraph_before_it() -> None:
    found = rows("All of it is good.\nWe like:\n\n- bread\n")
    assert [(row.text, row.parent) for row in found] == [
        ("All of it is good.", None),
        ("We like:", None),
        ("bread", 1),
    ]


def test_ancestors_are_nearest_first() -> None:
    assert [row.ancestors for row in rows(FOOD)] == [(), (0,), (1, 0), (0,)]


def test_a_window_holds_pieces_behind_structure_tokens_between_two_marks() -> None:
    _, only = window(FOOD)
    assert only.ids.tolist()[::3] == [CLS, 11, 5474, 11]  # [CLS], bullet, "salt", bullet
    assert only.ids[-1] == SEP
    assert only.rows.tolist() == [-1, -1, 0, -1, 1, -1, 2, 2, 2, -1, 3, -1]
    assert only.row_spans == {0: (2, 3), 1: (4, 5), 2: (6, 9), 3: (10, 11)}
    assert (only.starts[6:9].tolist(), only.ends[6:9].tolist()) == ([0, 5, 9], [4, 8, 14])


def test_an_address_is_read_as_the_word_url_and_moves_no_offset() -> None:
    text = "see https://example.org/a/b?c=d#e and bread"
    _, only = window(text)
    low, high = only.row_spans[0]
    words = [text[a:b] for a, b in zip(only.starts[low:high], only.ends[low:high], strict=True)]
    assert words == ["see", "ht", "t", "and", "bread"]  # the pieces of "URL" stand where the address begins


def test_windows_read_every_row_once_and_open_with_the_ancestors_of_their_first_row() -> None:
    items = "".join(f"  - bread number {k} and a lot of wine\n" for k in range(120))
    found = rows(f"# Food\n\n## Cold\n\n- plates\n{items}")
    windows = windows_of(found)
    assert len(windows) > 2
    fresh = [row for each in windows for row in each.row_spans if row not in each.repeated]
    assert fresh == list(range(len(found)))
    for each in windows[1:]:
        assert list(each.row_spans)[:3] == [0, 1, 2]
        assert each.repeated == {0, 1, 2}
    assert max(len(each.ids) for each in windows) <= WINDOW_PIECES + 2


def test_the_first_row_is_context_though_it_is_no_ancestor() -> None:
    found = rows("About food.\n\n# Bread\n\n" + "\n\n".join(f"Word {k} " * 40 for k in range(8)))
    last = windows_of(found)[-1]
    assert last.repeated == {0, 1}


def test_no_more_than_the_nearest_ancestors_are_repeated() -> None:
    levels = "".join(f"{'  ' * k}- level {k}\n" for k in range(10))
    items = "".join(f"{'  ' * 10}- bread number {k} and a lot of wine\n" for k in range(80))
    second = windows_of(rows(levels + items))[1]
    assert sorted(second.repeated) == list(range(10 - CONTEXT_ROWS, 10))


def test_the_pieces_of_a_stretch_of_text() -> None:
    _, only = window(FOOD)
    assert piece_span(only, 2, 5, 14) == (7, 8)
    assert piece_span(only, 2, 4, 5) is None
    assert piece_span(only, 9, 0, 4) is None


# Food, water, salt, bread and wine stand at the pieces 2, 4, 6, 8 and 10; the rows at [2,3), [4,5), [6,9), [10,11).
SPANS = np.array([(2, 2), (4, 4), (6, 6), (8, 8), (10, 10)])


def test_how_rows_are_related() -> None:
    found, only = window(FOOD)
    structure = pair_features(only, found, SPANS).structure
    np.fill_diagonal(structure, -1)
    assert structure.tolist() == [
        [-1, 2, 4, 4, 2],  # Food: parent of water and wine, further above salt and bread
        [3, -1, 2, 2, 6],  # water: parent of salt and bread, sibling of wine
        [5, 3, -1, 0, 9],  # salt: with bread on one row, nothing to wine
        [5, 3, 1, -1, 9],
        [3, 7, 10, 10, -1],
    ]


def test_a_first_row_that_is_no_ancestor_has_a_relation_of_its_own() -> None:
    found, only = window("Bread.\n\n# Wine\n")
    bread, wine = only.row_spans[0][0], only.row_spans[1][0]
    structure = pair_features(only, found, np.array([(bread, bread), (wine, wine)])).structure
    assert (structure[0, 1], structure[1, 0]) == (8, 11)


def test_distances_are_floors_of_logarithms() -> None:
    found, only = window(FOOD)
    distance = pair_features(only, found, SPANS).distance
    # 1.2 log2(2 + 1) = 1.9, 1.2 log2(4 + 1) = 2.8, 1.2 log2(6 + 1) = 3.4, 1.2 log2(8 + 1) = 3.8
    assert distance[0].tolist() == [10, 1, 2, 3, 3]
    assert distance[4].tolist() == [13, 13, 12, 11, 10]


def test_what_stands_between() -> None:
    found, only = window(FOOD)
    between = pair_features(only, found, SPANS).between
    assert between[2, 3].tolist() == [7, 8, 6, 9, 6, 9]  # "and" between salt and bread, all in one row
    assert between[3, 2].tolist() == [7, 8, 6, 9, 6, 9]
    assert between[1, 3].tolist() == [6, 8, 6, 9, 4, 5]  # "salt and" before bread, in its row; then the other row
    assert between[0, 4].tolist() == [10, 10, 10, 11, 2, 3]  # nothing before wine


def test_features_of_chosen_pairs() -> None:
    found, only = window(FOOD)
    features = pair_features(only, found, SPANS)
    chosen = features.at(np.array([(0, 1), (3, 2)]))
    assert chosen.structure.tolist() == [2, 1]
    assert chosen.distance.tolist() == [1, 11]
    assert chosen.between.shape == (2, 6)
