"""Gold notes go in, the weights that do best on notes left out come out: `python -m training.train --gold DIR...`."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from graph.extraction.decoding import tagged_pieces
from training.copies import made_up_copy, name_pool
from training.dataset import GoldNote, read_gold
from training.heads import NoteModel
from training.labels import TAGS
from training.losses import pair_loss, tag_loss
from training.run import Run, Settings, resume, save_checkpoint
from training.scoring import TorchReader, found_in, scores
from training.targets import Example, examples_of, pairs_of, spans_of, with_spans
from training.weights import load_base, load_weights, save_weights

BATCH_PIECES, BATCH_WINDOWS = 1700, 6
OWN_SPANS = 20
"""Spans of the model's own that join a window's mentions as negatives, at most."""


def train(run: Run, notes: Sequence[GoldNote], left_out: Sequence[GoldNote]) -> None:
    """Train until epochs or minutes are over; weights that do better on `left_out` replace `best.safetensors`."""
    pool = name_pool(notes)
    settings = run.settings
    while run.epoch < settings.epochs:
        started = time.monotonic()
        examples = [example for gold in notes for example in examples_of(_version(run, gold, pool))]
        if not _epoch(run, examples, started):
            run.epoch = settings.epochs - 1
        run.epoch += 1
        run.seconds += time.monotonic() - started
        save_checkpoint(run)
        if run.epoch % settings.evaluate_every == 0 or run.epoch == settings.epochs:
            _evaluate(run, left_out)


def window_loss(model: NoteModel, hidden: Tensor, example: Example) -> tuple[Tensor, Tensor]:
    """Tag loss and pair loss of one window with its pieces' vectors `hidden` [T, 384]."""
    device = hidden.device
    tags = model.tagger(hidden)
    tagging = tag_loss(tags, torch.from_numpy(example.tags).to(device))
    example = with_spans(example, _own_spans(example, tags.detach().cpu().numpy()))
    pairs = pairs_of(example)
    if not len(pairs):
        return tagging, hidden.new_zeros(())
    inputs = [torch.from_numpy(a).to(device) for a in (spans_of(example), pairs, *example.features.at(pairs))]
    logits = model.pairs(hidden, *inputs)
    at = tuple(pairs.T)
    targets = [torch.from_numpy(a[at]).to(device) for a in (example.positive, example.masked, example.negated)]
    return tagging, pair_loss(logits, *targets)


def batches(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """The examples in batches of windows of about one length, in random order."""
    found: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.window.ids) * rng.uniform(0.85, 1.15)):
        longest = max([len(e.window.ids) for e in found[-1]] + [len(example.window.ids)])
        if len(found[-1]) >= BATCH_WINDOWS or (found[-1] and (len(found[-1]) + 1) * longest > BATCH_PIECES):
            found.append([])
        found[-1].append(example)
    rng.shuffle(found)
    return found


def _version(run: Run, gold: GoldNote, pool: Mapping[str, Sequence[str]]) -> GoldNote:
    """The note as this epoch reads it."""
    settings = run.settings
    if run.rng.random() >= settings.copies:
        return gold
    return made_up_copy(gold, pool, run.rng, renamed=settings.renamed, denials=settings.denials)


def _epoch(run: Run, examples: Sequence[Example], started: float) -> bool:
    """One pass; false where the time ran out on the way."""
    run.model.train()
    rounds = batches(examples, run.rng)
    sums, windows = np.zeros(2), 0
    with tqdm(rounds, desc=f"epoch {run.epoch + 1}", unit="step", mininterval=1, file=sys.stderr) as bar:
        for number, batch in enumerate(bar, 1):
            share = run.progress(number / len(rounds), started)
            run.set_rate(share)
            sums += _step(run, batch)
            windows += len(batch)
            tags, pairs = sums / windows
            bar.set_postfix_str(f"tags {tags:.3f} pairs {pairs:.3f}, {share:.0%} of the run", refresh=False)
            if share >= 1 and number < len(rounds):
                return False
    return True


def _step(run: Run, batch: Sequence[Example]) -> NDArray[np.float64]:
    ids, mask = _padded(batch, run.device)
    with torch.autocast(run.device.type, dtype=torch.bfloat16, enabled=run.settings.half):
        hidden = run.model.encoder(ids, mask)
    hidden = hidden.float()
    losses = [window_loss(run.model, hidden[k, : len(e.window.ids)], e) for k, e in enumerate(batch)]
    total = sum((tags + pairs for tags, pairs in losses), hidden.new_zeros(())) / len(batch)
    run.optimiser.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
    run.optimiser.step()
    run.average.update(run.model)
    sums: NDArray[np.float64] = np.array([[float(part.detach()) for part in loss] for loss in losses]).sum(0)
    return sums


def _padded(batch: Sequence[Example], device: torch.device) -> tuple[Tensor, Tensor]:
    length = max(len(e.window.ids) for e in batch)
    ids, mask = torch.zeros(len(batch), length, dtype=torch.long), torch.zeros(len(batch), length)
    for index, example in enumerate(batch):
        ids[index, : len(example.window.ids)] = torch.from_numpy(example.window.ids)
        mask[index, : len(example.window.ids)] = 1
    return ids.to(device), mask.to(device)


def _own_spans(example: Example, tags: NDArray[np.float32]) -> list[tuple[int, int, int]]:
    """Spans that the model tags where the gold has no name: what it will meet when it reads by itself."""
    window = example.window
    taken = np.zeros(len(window.ids), dtype=np.bool_)
    for mention in example.mentions:
        taken[mention.first : mention.last + 1] = True
    return [span for span in tagged_pieces(window, tags, TAGS) if not taken[span[0] : span[1] + 1].any()][:OWN_SPANS]


def _evaluate(run: Run, left_out: Sequence[GoldNote]) -> None:
    """Score the averaged weights, and keep them where they are the best so far."""
    model = NoteModel().to(run.device).eval()
    model.load_state_dict(run.model.state_dict() | run.average.values)
    best = 0.0
    if left_out:
        found = found_in(TorchReader(model), left_out)
        for cut in (-3.0, -2.5, -2.0, -1.5, -1.0):
            result = scores(left_out, found, cut=cut)
            cells = (f"{level} {s.precision:.2f}/{s.recall:.2f}/{s.f1:.3f}" for level, s in result.items())
            print(f"  epoch {run.epoch} cut {cut:+.1f} " + " ".join(cells), flush=True)
            best = max(best, result["typed"].f1)
    save_weights(model.state_dict(), run.out / f"epoch{run.epoch}.safetensors")
    if best > run.best or not left_out:
        run.best = best
        save_weights(model.state_dict(), run.out / "best.safetensors")
        figures = {"epoch": run.epoch, "typed_f1": best, "settings": asdict(run.settings), "seconds": run.seconds}
        (run.out / "best.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    options = _parser().parse_args(arguments)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    settings = Settings(
        epochs=options.epochs,
        seed=options.seed,
        minutes=options.minutes,
        half=options.half,
        encoder_rate=options.encoder_rate,
        head_rate=options.head_rate,
        copies=options.copies,
        renamed=options.renamed,
        evaluate_every=options.evaluate_every,
    )
    notes = read_gold(options.gold, options.corpus)[: options.notes]
    left_out = read_gold(options.hold_out, options.corpus)
    if not notes:
        print(f"error: no note with a YAML file beside it in {', '.join(map(str, options.gold))}", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    model = NoteModel()
    load_base(model)
    if options.start:
        load_weights(model, options.start)
    run = Run(model.to("cuda" if torch.cuda.is_available() else "cpu"), settings, options.out)
    if options.resume and resume(run):
        print(f"going on after epoch {run.epoch}", flush=True)
    print(f"{len(notes)} notes to learn from, {len(left_out)} left out", flush=True)
    if options.epochs == 0:
        _evaluate(run, left_out)
    train(run, notes, left_out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of notes, each with its YAML file")
    parser.add_argument("--corpus", type=Path, help="where the notes are whose YAML files lie alone")
    parser.add_argument("--hold-out", type=Path, nargs="*", default=[], help="others to choose the best weights by")
    parser.add_argument("--start", type=Path, help="weights to go on from; the base encoder alone where left out")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--minutes", type=float, help="time budget of the training itself")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--notes", type=int, help="take the first so many notes alone")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--half", action="store_true", help="let the encoder multiply in bfloat16")
    parser.add_argument("--encoder-rate", type=float, default=Settings().encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Settings().head_rate)
    parser.add_argument("--copies", type=float, default=Settings().copies, help="share of notes read in a made-up copy")
    parser.add_argument("--renamed", type=float, default=Settings().renamed, help="share of a copy's entities renamed")
    parser.add_argument("--evaluate-every", type=int, default=Settings().evaluate_every, help="epochs between scores")
    parser.add_argument("--out", type=Path, default=Path("training/run"))
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in the output folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
