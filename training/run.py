"""A model and settings go in; a training run comes out that knows how far it is, and can be put down and taken up."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch

from training.heads import NoteModel
from training.weights import Average

WARM_UP = 0.05
"""Share of the run in which the learning rate rises."""
_LOWEST_RATE = 0.02


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides a run besides its notes."""

    epochs: int = 8
    seed: int = 0
    encoder_rate: float = 1e-4
    head_rate: float = 7e-4
    copies: float = 0.7
    """Share of the notes that an epoch reads in a made-up copy; the others are read as they are."""
    renamed: float = 0.6
    """Share of a copy's entities that get another name."""
    denials: float = 0.08
    """Share of a copy's lines that are denied where that is possible."""
    average: float = 0.995
    """How much of the averaged weights stays at a step."""
    minutes: float | None = None
    """Time budget; the learning rate falls with it where it runs out before the epochs do."""
    evaluate_every: int = 2
    half: bool = False
    """Whether the encoder multiplies in bfloat16."""


class Run:
    """A training run: model, optimiser, averages, and how far it is."""

    def __init__(self, model: NoteModel, settings: Settings, out: Path) -> None:
        self.model, self.settings, self.out = model, settings, out
        self.device = next(model.parameters()).device
        trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for n, p in trained if n.startswith("encoder.")], "lr": settings.encoder_rate},
            {"params": [p for n, p in trained if not n.startswith("encoder.")], "lr": settings.head_rate},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        self.rates = [settings.encoder_rate, settings.head_rate]
        self.average = Average(model, settings.average)
        self.epoch, self.seconds, self.best = 0, 0.0, -1.0
        self.rng = random.Random(settings.seed)

    def progress(self, done: float, started: float) -> float:
        """Share of the run that is behind us, by epochs or by the clock, whichever is further."""
        share = (self.epoch + done) / self.settings.epochs
        if self.settings.minutes:
            share = max(share, (self.seconds + time.monotonic() - started) / (60 * self.settings.minutes))
        return share

    def set_rate(self, share: float) -> None:
        """Up in a line over the first steps, then down in a line."""
        factor = min(1.0, share / WARM_UP + 0.01) * max(_LOWEST_RATE, 1 - share)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor


def resume(run: Run) -> bool:
    """Go on where the checkpoint in the run's folder stops; false where there is none."""
    path = run.out / "checkpoint.pt"
    if not path.exists():
        return False
    state = torch.load(path, map_location=run.device, weights_only=True)
    run.model.load_state_dict(state["model"], strict=False)
    run.optimiser.load_state_dict(state["optimiser"])
    run.average.values = state["average"]
    run.epoch, run.seconds = state["epoch"], state["seconds"]
    if (best := run.out / "best.json").exists():
        run.best = json.loads(best.read_text(encoding="utf-8"))["typed_f1"]
    run.rng = random.Random(f"{run.settings.seed} {run.epoch}")
    return True


def save_checkpoint(run: Run) -> None:
    """Write everything that `resume` needs to the run's folder."""
    state = {
        "model": {n: v for n, v in run.model.state_dict().items() if n != "encoder.words.weight"},
        "optimiser": run.optimiser.state_dict(),
        "average": run.average.values,
        "epoch": run.epoch,
        "seconds": run.seconds,
    }
    partial = run.out / "checkpoint.part"
    torch.save(state, partial)
    partial.replace(run.out / "checkpoint.pt")
