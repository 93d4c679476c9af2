"""A trained model and notes left out go in; the model card, with its figures, comes out as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from training.dataset import GoldNote
from training.labels import LABELS
from training.scoring import Reader, Score, found_in, label_scores, scores

CUTS = (-3.0, -2.5, -2.0, -1.5, -1.0)

_TEXT = """# The model that reads notes

`encode.onnx` turns a window of a note into a vector for each word piece and scores of span tags; `relate.onnx`
turns the vectors and the mentions' spans into scores of each ordered pair of mentions. `labels.json` names their
outputs, `tokenizer.json` is the tokenizer.

- **Base:** MiniLM-L6 as in sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), 6 layers, 384 wide, uncased; its word
  embeddings are frozen.
- **Data:** notes with gold graphs by one annotation guideline, each also in copies in which entities bear other names
  of their type and some sentences are denied. {count} notes were left out for the figures below.
- **Licence:** that of this project; the base is Apache-2.0.
- **Meant for:** finding the relations that a study note states, offline. A score is no probability: pairs count from
  log odds of about -2 on. It knows English, and what English terms and structure carry in other notes.
- **Weak at:** relations between siblings and across sections, denials without a cue word, rare relations, and
  `{other}`, which says that two things are related by a verb outside the inventory, not by which.
"""


def model_card(reader: Reader, golds: Sequence[GoldNote], command: str) -> str:
    """The card of `reader`, with figures on `golds` where there are any."""
    text = _TEXT.format(count=len(golds), other=LABELS[-1])
    if command:
        text += f"\nTrained by `{command}`.\n"
    if not golds:
        return text
    found = found_in(reader, golds)
    at_cuts = [(f"{cut:+.1f}", scores(golds, found, cut=cut)) for cut in CUTS]
    levels = list(at_cuts[0][1])
    text += f"\n## Figures\n\nPrecision / recall / F1 on {len(golds)} notes left out, the model alone.\n"
    text += "The weights were chosen by their figures on these notes, among a few.\n\n"
    text += _table(["cut", *levels], [[cut, *map(_cell, by_level.values())] for cut, by_level in at_cuts])
    by_label = label_scores(golds, found, cut=-2.0)
    text += "\nBy relation, at -2.0:\n\n"
    rows = [[label, str(required), _cell(score)] for label, (score, required) in by_label.items()]
    return text + _table(["relation", "required", "P / R / F1"], rows)


def _cell(score: Score) -> str:
    return f"{score.precision:.2f} / {score.recall:.2f} / {score.f1:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
