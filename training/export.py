"""Trained weights go in, the files that `graph.extraction` runs come out: `python -m training.export WEIGHTS`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graph.extraction.encoding import PairFeatures
from graph.extraction.reader import ModelReader
from training.card import model_card
from training.dataset import GoldNote, read_gold
from training.heads import WIDTH, NoteModel
from training.labels import LABELS, TAGS
from training.scoring import Reader, TorchReader, found_in, scores
from training.weights import load_base, load_mean

ALLOWED_LOSS = 0.01
"""How much typed F1 the exported model may lose."""
_OPSET = 17
_LARGE = 1024
"""Numbers in a tensor that is worth halving."""


def export(model: NoteModel, out: Path, *, int8: bool = True) -> None:
    """Write encode.onnx, relate.onnx, labels.json and tokenizer.json to the folder `out`.

    The encoder multiplies in int8, or else keeps its weights in half precision and multiplies in single precision:
    twice the size and half the speed, for what int8 loses.
    """
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "encode.onnx"
        _export_encoder(model, whole)
        # One scale for each row of a weight, and seven bits: CPUs without VNNI overflow with eight.
        if int8:
            quantize_dynamic(
                whole, out / "encode.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
        else:
            _halve(whole, out / "encode.onnx")
    _export_relater(model, out / "relate.onnx")
    trained = resources.files("graph").joinpath("extraction/trained")
    labels = json.loads(trained.joinpath("labels.json").read_text(encoding="utf-8"))
    labels |= {"relations": list(LABELS), "tags": list(TAGS)}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    (out / "tokenizer.json").write_bytes(trained.joinpath("tokenizer.json").read_bytes())


def best_typed(reader: Reader, golds: Sequence[GoldNote]) -> float:
    """Typed F1 of what `reader` finds in the notes, at the best of a few cuts."""
    found = found_in(reader, golds)
    return max(scores(golds, found, cut=cut)["typed"].f1 for cut in (-3.0, -2.5, -2.0, -1.5, -1.0))


class _Encode(nn.Module):
    def __init__(self, model: NoteModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.model.encoder(ids, mask)
        return hidden, self.model.tagger(hidden)


def _export_encoder(model: NoteModel, path: Path) -> None:
    ids, mask = torch.randint(1000, 2000, (2, 24)), torch.ones(2, 24)
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "hidden", "tags")}
    torch.onnx.export(
        _Encode(model).eval(),
        (ids, mask),
        path,
        input_names=["ids", "mask"],
        output_names=["hidden", "tags"],
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )
    model.eval()  # the exporter leaves it in training mode


def _halve(source: Path, target: Path) -> None:
    """Store the network's large tensors in half precision; they are widened once, when it is loaded."""
    network = onnx.load(source)
    graph = network.graph
    casts = []
    for tensor in graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT and np.prod(tensor.dims) >= _LARGE:
            name = tensor.name
            half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}.half")
            tensor.CopyFrom(half)
            casts.append(helper.make_node("Cast", [half.name], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(network, target)


def _export_relater(model: NoteModel, path: Path) -> None:
    count, length = 5, 24
    spans = torch.tensor([[k, k + 1] for k in range(count)])
    pairs = torch.tensor([[0, 1], [3, 2], [4, 0]])
    zeros, between = torch.zeros(3, dtype=torch.long), torch.tensor([[0, 3, 0, 5, 6, 9]] * 3)
    names = ["hidden", "spans", "pairs", *PairFeatures._fields]
    axes = {name: {0: "pairs"} for name in ("pairs", *PairFeatures._fields, "logits")}
    torch.onnx.export(
        model.pairs.eval(),
        (torch.randn(length, WIDTH), spans, pairs, zeros, zeros, between),
        path,
        input_names=names,
        output_names=["logits"],
        dynamic_axes=axes | {"hidden": {0: "length"}, "spans": {0: "mentions"}},
        opset_version=_OPSET,
        dynamo=False,
    )
    model.eval()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where the exported model loses more than `ALLOWED_LOSS`."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument(
        "weights", type=Path, nargs="+", help="what training wrote: best.safetensors; several are averaged"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the four files and the model card")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="notes left out of training, to compare on")
    parser.add_argument("--corpus", type=Path, help="where the notes are whose YAML files lie alone")
    parser.add_argument("--command", default="", help="the command that trained the weights, for the model card")
    parser.add_argument("--half", action="store_true", help="weights in half precision instead of int8")
    options = parser.parse_args(arguments)
    model = NoteModel()
    load_base(model)
    load_mean(model, options.weights)
    export(model, options.out, int8=not options.half)
    golds = read_gold(options.gold, options.corpus)
    if options.gold and not golds:
        print(f"error: no annotated note in {', '.join(map(str, options.gold))}; --corpus says where", file=sys.stderr)
        return 1
    reader = ModelReader(options.out)
    (options.out / "MODEL_CARD.md").write_text(model_card(reader, golds, options.command), encoding="utf-8")
    if golds:
        before, after = best_typed(TorchReader(model.eval()), golds), best_typed(reader, golds)
        print(f"typed F1 {before:.3f} before export, {after:.3f} after")
        if after < before - ALLOWED_LOSS:
            print(f"error: the exported model loses more than {ALLOWED_LOSS}; export other weights", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
