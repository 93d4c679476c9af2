"""How well notes are read, against gold graphs: `python -m benchmarks.extraction GOLD... [--notes FOLDER]`.

Scores with bootstrap intervals over notes, then where the points are lost: by construction, relation, source and fault,
and whether confidence means what it says.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.constructions import CONSTRUCTIONS, construction_of
from benchmarks.gold import LEVELS, Counts, Gold, Triple, count, fault_of_extra, fault_of_missed, found_in, read_golds
from benchmarks.samples import CORPUS
from graph.build import build, read_triples
from graph.notes import Note
from graph.readers import parse_note
from training.dataset import annotated_text

RESAMPLES = 2000
BIN = 30
"""Edges in a bin of confidence, at least."""
_NONE = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Read:
    """A note with what its annotator and what the extractor found in it."""

    gold: Gold
    note: Note
    found: Mapping[Triple, Mapping[str, Any]]


def read_all(folder: Path, notes: Path | None) -> list[Read]:
    """Read the annotated notes of `folder`, whose texts lie beside the annotations or below `notes`."""
    texts = {path.stem: (gold, _text(path, gold, notes)) for path, gold in read_golds(folder).items()}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        for stem, (_, text) in texts.items():
            (place / f"{stem}.md").write_bytes(text)
        report = build(place, store=place / "graph.db")
        rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in read_triples(report.store or place):
            rows[row["file"]].append(row)
    found = []
    for stem, (gold, text) in texts.items():
        note, _ = parse_note(text, f"{stem}.md")
        assert note is not None, f"{stem}: the note cannot be read"
        found.append(Read(gold, note, found_in(gold, rows[f"{stem}.md"])))
    return found


def interval(counts: Sequence[Counts], seed: int = 0) -> tuple[float, float]:
    """Bounds of the middle 95 % of micro F1 over resampled notes (percentile bootstrap)."""
    rng = random.Random(seed)
    values = sorted(_sum(rng.choices(counts, k=len(counts))).f1 for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]


def calibration(reads: Iterable[Read]) -> tuple[list[tuple[float, float, int]], float]:
    """Mean confidence, share that is right and number of edges of each bin, and the expected calibration error."""
    edges = sorted(
        (float(row["confidence"]), triple in read.gold.required)
        for read in reads
        for triple, row in read.found.items()
        if triple not in read.gold.optional
    )
    size = max(BIN, len(edges) // 10)
    cuts = [*range(0, max(1, len(edges) - size + 1), size), len(edges)]
    bins = [edges[a:b] for a, b in pairwise(cuts) if b > a]
    table = [(sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)) for part in bins]
    error = sum(abs(c - r) * n for c, r, n in table) / max(1, len(edges))
    return table, error


def report(reads: Sequence[Read], most: int) -> str:
    """Everything as text, the longest lists cut off after `most` lines."""
    parts = [
        _scores(reads),
        _by_construction(reads),
        _by_relation(reads, most),
        _by_source(reads),
        _by_fault(reads),
        _errors(reads, most),
        _confidence(reads),
    ]
    return "\n\n".join(parts)


def _scores(reads: Sequence[Read]) -> str:
    by_level: dict[str, list[Counts]] = {level: [] for level in LEVELS}
    for read in reads:
        for level, counts in count(read.gold, read.found).items():
            by_level[level].append(counts)
    lines = [f"{'':10}precision  recall  F1      95 % over {len(reads)} notes"]
    for level, counts in by_level.items():
        total, (low, high) = _sum(counts), interval(counts)
        lines.append(f"{level:10}{total.precision:9.3f}{total.recall:8.3f}  {total.f1:.3f}   {low:.3f} to {high:.3f}")
    found = sum(len(read.found) for read in reads)
    required = sum(len(read.gold.required) for read in reads)
    lines.append(f"volume    {found / max(1, required):.2f} relations found for each required one")
    return "\n".join(lines)


def _by_construction(reads: Sequence[Read]) -> str:
    counts: dict[str, list[int]] = {name: [0, 0, 0] for name in CONSTRUCTIONS}
    for read in reads:
        pairs = {triple.pair for triple in read.found}
        for triple, entries in read.gold.required.items():
            row = counts[construction_of(entries[0], read.gold, read.note)]
            row[0] += 1
            row[1] += triple.pair in pairs
            row[2] += triple in read.found
    lines = [f"{'required relations by construction':38}number  pair found  all right"]
    for name, (number, pair, typed) in counts.items():
        if number:
            lines.append(f"  {name:36}{number:6}{pair / number:12.2f}{typed / number:11.2f}")
    return "\n".join(lines)


def _by_relation(reads: Sequence[Read], most: int) -> str:
    counts: Counter[tuple[str, int]] = Counter()
    for read in reads:
        for triple in read.gold.required:
            counts[triple.relation, 2] += 1
        for triple in read.found:
            if triple not in read.gold.optional:
                counts[triple.relation, 1] += 1
                counts[triple.relation, 0] += triple in read.gold.required
    relations = sorted({relation for relation, _ in counts}, key=lambda r: (-counts[r, 2], -counts[r, 1], r))
    lines = [f"{'by relation':20}required  found  precision  recall  F1"]
    for relation in relations[:most]:
        total = Counts(*(counts[relation, k] for k in range(3)))
        figures = f"{total.precision:11.2f}{total.recall:8.2f}  {total.f1:.2f}"
        lines.append(f"  {relation:18}{total.required:8}{total.found:7}{figures}")
    return "\n".join(lines)


def _by_source(reads: Sequence[Read]) -> str:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for read in reads:
        pairs = {triple.pair for triple in read.gold.required}
        for triple, row in read.found.items():
            if triple not in read.gold.optional:
                for name in (str(row["found_by"]), str(row["origin"])):
                    counts[name][0] += 1
                    counts[name][1] += triple.pair in pairs
                    counts[name][2] += triple in read.gold.required
    lines = [f"{'found relations by source and origin':38}number  pair right  all right"]
    for name, (number, pair, typed) in sorted(counts.items(), key=lambda c: -c[1][0]):
        lines.append(f"  {name:36}{number:6}{pair / number:12.2f}{typed / number:11.2f}")
    return "\n".join(lines)


def _by_fault(reads: Sequence[Read]) -> str:
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for read in reads:
        missed.update(fault_of_missed(t, read.found) for t in read.gold.required if t not in read.found)
        unasked = [t for t in read.found if t not in read.gold.required and t not in read.gold.optional]
        extra.update(fault_of_extra(read.gold, t) for t in unasked)
    lines = []
    for title, faults in (("missed, by what is wrong", missed), ("found and not asked for", extra)):
        lines.append(f"{title:38}{faults.total():6}")
        lines += [f"  {fault:36}{number:6}{number / faults.total():8.0%}" for fault, number in faults.most_common()]
    return "\n".join(lines)


def _errors(reads: Sequence[Read], most: int) -> str:
    kinds: Counter[str] = Counter()
    for read in reads:
        by_pair = {triple.pair: triple for triple in read.found}
        for triple, entries in read.gold.required.items():
            if triple in read.found:
                continue
            instead = by_pair.get(triple.pair)
            if instead is None:
                kinds[f"{triple.relation} missed, {construction_of(entries[0], read.gold, read.note)}"] += 1
            elif instead.relation != triple.relation:
                kinds[f"{triple.relation} read as {instead.relation}"] += 1
            else:
                kinds[f"{triple.relation} with the wrong {_difference(triple, instead)}"] += 1
    lines = [f"{number:6}  {kind}" for kind, number in kinds.most_common(most)]
    return "\n".join(["errors by frequency", *lines])


def _difference(triple: Triple, other: Triple) -> str:
    return "polarity" if triple.negated != other.negated else "direction"


def _confidence(reads: Sequence[Read]) -> str:
    table, error = calibration(reads)
    lines = ["confidence  right  edges"]
    lines += [f"{confidence:10.2f}{right:7.2f}{number:7}" for confidence, right, number in table]
    return "\n".join([*lines, f"expected calibration error {error:.3f}"])


def _sum(counts: Iterable[Counts]) -> Counts:
    total = _NONE
    for each in counts:
        total = total.plus(each)
    return total


def _text(path: Path, gold: Gold, notes: Path | None) -> bytes:
    text = annotated_text(path, gold.note, gold.lines, notes)
    if text is None:
        where = f"nor is {gold.note} below {notes}" if notes else f"name its folder with --notes, or set {CORPUS}"
        raise SystemExit(f"The text of {path.name} is not beside it: {where}.")
    return text


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folders of annotations")
    parser.add_argument("--notes", type=Path, help=f"where the annotated notes lie; default: beside them, or {CORPUS}")
    parser.add_argument("--most", type=int, default=25, help="lines of the longest lists")
    parser.add_argument("--scores-only", action="store_true", help="print nothing that tells one note from another")
    options = parser.parse_args()
    notes = options.notes or (Path(os.environ[CORPUS]) if CORPUS in os.environ else None)
    for folder in options.gold:
        reads = read_all(folder, notes)
        print(f"== {folder.name}, {len(reads)} notes\n")
        print(_scores(reads) if options.scores_only else report(reads, options.most), flush=True)


if __name__ == "__main__":
    main()
