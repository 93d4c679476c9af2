"""benchmarks/extraction.py: what it counts, how it explains errors, and that it agrees with the given scorer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.constructions import construction_of
from benchmarks.extraction import calibration, interval, read_all
from benchmarks.gold import Counts, Gold, Triple, count, fault_of_extra, fault_of_missed, found_in, read_golds
from graph.readers import parse_note

NOTE = """# Hive

- **Smoker**: calms [[bees]]
- Frames
  - hold the comb
  - can not hold a queen
- nurse bee -> larva

| who | what |
|---|---|
| drone | mates with the queen |
"""
ANNOTATION = """
note: hive.md
entities:
  - {id: hive, type: service, names: [Hive]}
  - {id: smoker, type: feature, names: [Smoker]}
  - {id: bee, names: [bees]}
  - {id: frame, names: [Frames, hive frame]}
  - {id: comb, names: [comb]}
  - {id: queen, names: [queen]}
  - {id: nurse, names: [nurse bee]}
  - {id: larva, names: [larva]}
  - {id: drone, names: [drone]}
relations:
  - {s: smoker, r: calm, o: bee, line: 3}
  - {s: hive, r: has_part, o: frame, line: 4, structural: true}
  - {s: frame, r: hold, o: comb, line: 5}
  - {s: frame, r: hold, o: queen, line: 6, negated: true}
  - {s: nurse, r: sends_to, o: larva, line: 7}
  - {s: drone, r: mate, o: queen, line: 11}
  - {s: comb, r: part_of, o: hive, line: 5, optional: true}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    (tmp_path / "hive.yaml").write_text(ANNOTATION, encoding="utf-8")
    return read_golds(tmp_path)[tmp_path / "hive.yaml"]


def row(subject: str, relation: str, object_: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "relation": relation, "object": object_, "confidence": 0.5, **more}


def test_inverse_labels_and_inflected_verbs_count_as_the_same(gold: Gold) -> None:
    found = found_in(gold, [row("Amazon Hives", "contains", "each frame"), row("frame", "part_of", "the hive")])
    assert count(gold, found)["typed"] == Counts(1, 1, 6)


def test_optional_relations_count_for_nothing(gold: Gold) -> None:
    found = found_in(gold, [row("comb", "part_of", "hive")])
    assert count(gold, found)["typed"] == Counts(0, 0, 6)
    assert count(gold, found)["pair"] == Counts(0, 0, 6)


def test_polarity_tells_relations_apart(gold: Gold) -> None:
    found = found_in(gold, [row("frame", "hold", "queen")])
    (triple,) = found
    assert count(gold, found)["pair"].right == 1
    assert count(gold, found)["typed"].right == 0
    assert fault_of_extra(gold, triple) == "polarity"
    assert fault_of_missed(triple._replace(negated=True), found) == "polarity"


def test_a_name_that_shares_most_words_and_the_last_one_is_the_entity(gold: Gold) -> None:
    assert gold.entity("young nurse bee") == "nurse"
    assert gold.entity("bee nurse") == "<bee nurse>"


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (row("hive", "has_part", "nectar"), "an end is no entity"),
        (row("smoker", "uses", "drone"), "pair not related"),
        (row("smoker", "uses", "bee"), "label"),
        (row("bee", "calm", "smoker"), "direction"),
    ],
)
def test_what_is_wrong_with_an_extra_relation(gold: Gold, found: dict[str, Any], fault: str) -> None:
    (triple,) = found_in(gold, [found])
    assert fault_of_extra(gold, triple) == fault


def test_what_is_wrong_with_a_missed_relation() -> None:
    wanted = Triple("smoker", "calm", "bee", negated=False)
    elsewhere = [Triple("smoker", "uses", "hive", negated=False), Triple("bee", "uses", "comb", negated=False)]
    assert fault_of_missed(wanted, elsewhere) == "pair not found"
    assert fault_of_missed(wanted, elsewhere[:1]) == "an end not found"


def test_constructions(gold: Gold) -> None:
    note, _ = parse_note(NOTE.encode(), "hive.md")
    assert note is not None
    kinds = [construction_of(e, gold, note) for entries in gold.required.values() for e in entries]
    assert kinds == ["wikilink", "heading structure", "inherited subject", "negation", "symbols", "table"]


def test_an_interval_holds_the_figure_and_is_a_point_where_all_notes_agree() -> None:
    low, high = interval([Counts(1, 2, 2), Counts(5, 6, 7), Counts(0, 3, 1)])
    assert low < 2 * 6 / (11 + 10) < high
    assert interval([Counts(1, 2, 2)] * 4) == (0.5, 0.5)


def test_a_folder_is_read_with_its_excerpts(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "hive.md").write_text(NOTE, encoding="utf-8")
    annotations = tmp_path / "gold"
    annotations.mkdir()
    (annotations / "part.yaml").write_text("lines: [1, 3]\n" + ANNOTATION, encoding="utf-8")
    (read,) = read_all(annotations, notes)
    assert read.note.source_line(3).startswith("- **Smoker**")
    assert read.note.source_line(7) == ""
    table, error = calibration([read])
    assert sum(number for *_, number in table) == len(set(read.found) - read.gold.optional)
    assert 0 <= error <= 1


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "hive.yaml").write_text(ANNOTATION, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"hive\.yaml"):
        read_all(tmp_path, None)


@pytest.mark.skipif("NOTEGRAPH_GOLD" not in os.environ, reason="NOTEGRAPH_GOLD names no folder of annotated notes")
def test_the_figures_are_those_of_the_scorer_of_the_annotated_notes(tmp_path: Path) -> None:
    folder = Path(os.environ["NOTEGRAPH_GOLD"])
    reads = read_all(folder / "dev", None)
    rows = [{**row, "file": read.gold.note} for read in reads for row in read.found.values()]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    command = [sys.executable, folder / "score.py", folder / "dev", tmp_path / "rows.jsonl", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    totals = {level: Counts(0, 0, 0) for level in ("entity", "pair", "typed")}
    for read in reads:
        for level, counts in count(read.gold, read.found).items():
            totals[level] = totals[level].plus(counts)
    assert {k: round(v.f1, 4) for k, v in totals.items()} == {k: theirs[k]["f1"] for k in totals}
