"""Training on four made-up notes: targets, made-up copies, losses, and one epoch from gold to exported networks."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.copies import made_up_copy, name_pool
from training.dataset import GoldNote, find_names, read_gold
from training.labels import LABELS, TAGS
from training.polarity import denied
from training.targets import IGNORED, Example, examples_of, pairs_of, with_spans

FOLDER = Path(__file__).parent / "training_notes"
needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None or importlib.util.find_spec("onnx") is None,
    reason="training's own requirements are not installed: pip install -r training/requirements.txt",
)


def gold(name: str) -> GoldNote:
    return next(note for note in read_gold([FOLDER]) if note.note.file == f"{name}.md")


def example(name: str) -> Example:
    (found,) = examples_of(gold(name))
    return found


def named(found: Example, target: np.ndarray) -> set[tuple[str, str, str]]:
    """The pairs and labels at which a target is true."""
    ends = [str(mention.entity) for mention in found.mentions]
    return {(ends[i], LABELS[label], ends[j]) for i, j, label in np.argwhere(target).tolist()}


def test_an_inverse_relation_is_turned_round() -> None:
    assert ("frame", "part_of", "hive") in named(example("bees"), example("bees").positive)


def test_a_relation_outside_the_inventory_is_other() -> None:
    assert ("queen_bee", "other", "egg") in named(example("bees"), example("bees").positive)


def test_an_optional_relation_is_neither_right_nor_wrong() -> None:
    found = example("bees")
    fact = ("queen_bee", "part_of", "colony")
    assert fact in named(found, found.masked)
    assert fact not in named(found, found.positive)


def test_a_denied_relation_is_marked_so() -> None:
    found = example("bees")
    ends = [mention.entity for mention in found.mentions]
    assert [(ends[i], ends[j]) for i, j in np.argwhere(found.negated)] == [("varroa_mite", "wasp")]


def test_only_the_nearest_pair_is_to_be_found() -> None:
    found = example("bread")
    starters = [k for k, mention in enumerate(found.mentions) if mention.entity == "starter"]
    flour = [k for k, mention in enumerate(found.mentions) if mention.entity == "flour"]
    label = LABELS.index("requires")
    assert found.positive[starters[1], flour[0], label]
    assert found.masked[starters[0], flour[0], label]


def test_a_heading_is_related_to_its_children() -> None:
    assert ("banneton", "is_a", "tool") in named(example("bread"), example("bread").positive)


def test_asked_are_pairs_of_a_line_and_of_what_it_hangs_on() -> None:
    found = example("bread")
    rows = {found.rows[m.row].text for m in found.mentions}
    assert len(rows) > 2
    for i, j in pairs_of(found).tolist():
        a, b = found.mentions[i].row, found.mentions[j].row
        assert i != j
        assert a == b or a in found.rows[b].ancestors or b in found.rows[a].ancestors


def test_an_annotation_without_its_note_beside_it_finds_the_excerpt_in_the_corpus(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", tmp_path / "gold"
    (corpus / "somebody").mkdir(parents=True)
    folder.mkdir()
    (corpus / "somebody" / "hive.md").write_text("# Hive\n\nA frame holds a comb.\n\nA queen lays an egg.\n")
    entities = "".join(f"  - {{id: {name}, type: concept, names: [{name}]}}\n" for name in ("queen", "egg", "frame"))
    relations = "  - {s: queen, r: lay, o: egg, line: 5}\n"
    head = "note: somebody/hive.md\nlines: [4, 5]\n"
    (folder / "part.yaml").write_text(f"{head}entities:\n{entities}relations:\n{relations}")
    (found,) = read_gold([folder], corpus)
    assert [row.text for row in found.rows] == ["A queen lays an egg."]
    assert found.required[0].line == 5
    assert read_gold([folder]) == []


def test_tags_name_the_pieces_of_entities_in_use() -> None:
    found = example("bees")
    queen = next(m for m in found.mentions if m.entity == "queen_bee")
    smoker = next(m for m in found.mentions if m.entity == "smoker")
    assert [TAGS[t] for t in found.tags[queen.first : queen.last + 1]] == ["B-concept", "I-concept"]
    assert set(found.tags[smoker.first : smoker.last + 1]) == {IGNORED}


def test_further_spans_are_related_to_nothing() -> None:
    found = with_spans(example("stars"), [(2, 2, 0)])
    assert len(found.mentions) == len(example("stars").mentions) + 1
    assert not found.positive[-1].any()
    assert found.features.structure.shape == (len(found.mentions), len(found.mentions))


def test_a_copy_renames_an_entity_wherever_it_stands() -> None:
    note = gold("bread")
    pool = {"concept": ["Rye"], "feature": ["Leaven"], "service": ["Steel Pan"]}
    copy = made_up_copy(note, pool, random.Random(1), renamed=1.0, denials=0.0)
    text = "\n".join(row.text for row in copy.rows)
    assert "starter" not in text
    assert text.count("Leaven") == 2
    assert sorted(f.entity for f in find_names(copy.rows, copy.names)) == sorted(
        f.entity for f in find_names(note.rows, note.names)
    )


def test_a_copy_keeps_its_relations() -> None:
    copy = made_up_copy(gold("bread"), name_pool(read_gold([FOLDER])), random.Random(2), renamed=1.0, denials=0.0)
    (found,) = examples_of(copy)
    assert named(found, found.positive) == named(example("bread"), example("bread").positive)


def test_a_copy_denies_what_its_sentence_denies() -> None:
    copy = made_up_copy(gold("stars"), {}, random.Random(3), renamed=0.0, denials=1.0)
    assert [r.negated for r in copy.required] == [True, True]
    assert "refractor uses" not in copy.rows[1].text


@pytest.mark.parametrize(
    ("sentence", "names", "rest", "verbs"),
    [
        ("Jibs can furl sails", [(0, 4), (14, 19)], " furl sails", {"can not", "cannot", "can't"}),
        ("Jibs use sails", [(0, 4), (9, 14)], " sails", {"do not use", "don't use", "cannot use"}),
        (
            "Jibs supports sails",
            [(0, 4), (14, 19)],
            " sails",
            {"does not support", "doesn't support", "cannot support"},
        ),
    ],
)
def test_a_verb_between_two_names_is_denied(
    sentence: str, names: list[tuple[int, int]], rest: str, verbs: set[str]
) -> None:
    results = {denial.text for seed in range(40) if (denial := denied(sentence, names, random.Random(seed)))}
    assert results == {f"Jibs {verb}{rest}" for verb in verbs}


def test_a_sentence_that_denies_already_stays() -> None:
    assert denied("S3 is not a disk", [(0, 2), (12, 16)], random.Random(0)) is None


@needs_torch
def test_weighted_means_begin_as_plain_means() -> None:
    import torch

    from training.heads import WIDTH, WeightedMean

    mean = WeightedMean()
    pieces = torch.randn(6, WIDTH)
    found = mean(pieces, torch.tensor([1, 4]), torch.tensor([4, 4]))
    assert torch.allclose(found[0], mean.project(pieces[1:4]).mean(0), atol=1e-5)
    assert not found[1].any()


@needs_torch
def test_weights_of_several_runs_are_averaged(tmp_path: Path) -> None:
    import torch

    from training.heads import NoteModel
    from training.weights import load_mean, save_weights

    model = NoteModel()
    for value in (1.0, 4.0):
        torch.nn.init.constant_(model.tagger.bias, value)
        save_weights(model.state_dict(), tmp_path / f"{value}.safetensors")
    load_mean(model, sorted(tmp_path.glob("*.safetensors")))
    assert model.tagger.bias.tolist() == [2.5] * len(TAGS)


@needs_torch
def test_the_loss_falls_when_the_right_pair_rises() -> None:
    import torch

    from training.losses import pair_loss

    positive = torch.zeros(2, len(LABELS), dtype=torch.bool)
    positive[0, 3] = True
    targets = (positive, torch.zeros_like(positive), torch.zeros(2, dtype=torch.bool))
    flat = torch.zeros(2, len(LABELS) + 2)
    right, wrong = flat.clone(), flat.clone()
    right[0, 3], wrong[1, 3] = 5.0, 5.0
    assert pair_loss(right, *targets) < pair_loss(flat, *targets) < pair_loss(wrong, *targets)


@needs_torch
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
def test_one_epoch_learns_and_the_export_says_the_same(tmp_path: Path) -> None:
    import torch

    from graph.extraction.reader import ModelReader
    from training.export import export
    from training.heads import NoteModel
    from training.run import Run, Settings, resume
    from training.scoring import TorchReader
    from training.train import train

    torch.manual_seed(0)
    notes = read_gold([FOLDER])
    settings = Settings(epochs=1, evaluate_every=1)
    run = Run(NoteModel(), settings, tmp_path)
    before = run.model.tagger.weight.detach().clone()
    train(run, notes, notes)
    assert not torch.equal(before, run.model.tagger.weight)
    assert (tmp_path / "best.safetensors").exists()
    again = Run(NoteModel(), replace(settings, epochs=2), tmp_path)
    assert resume(again)
    assert again.epoch == 1
    export(run.model, tmp_path / "onnx")
    exported, torch_reader = ModelReader(tmp_path / "onnx"), TorchReader(run.model.eval())
    found = example("bread")
    hidden, _ = torch_reader.encode(found.window)
    assert exported.encode(found.window)[0].shape == hidden.shape
    spans = np.array([(m.first, m.last) for m in found.mentions], dtype=np.int64)
    pairs = np.array([(0, 1), (3, 2), (1, 4)], dtype=np.int64)
    ours = torch_reader.relate(hidden, spans, pairs, found.features.at(pairs))
    theirs = exported.relate(hidden, spans, pairs, found.features.at(pairs))
    assert np.allclose(ours.relations, theirs.relations, atol=1e-3)
    assert np.allclose(ours.negation, theirs.negation, atol=1e-3)
