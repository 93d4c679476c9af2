"""Runs the trained model: a window goes in, vectors and tag scores come out; vectors and mentions, scores of pairs.

One window a call, unpadded, on one thread: what shares a batch with a window would change the last digits of its
scores. Speed comes from processes.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from graph.extraction.encoding import IntArray, PairFeatures, Window

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the numbers of the model's outputs mean."""

    relations: tuple[str, ...]
    """Label of each score of a pair; the last one is `other`."""
    tags: tuple[str, ...]
    """BIO tags: O, then B- and I- of each entity type."""


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the model says of p ordered pairs of mentions."""

    relations: FloatArray
    """[p, relations]: log odds of each relation against none, from the first mention to the second."""
    negation: FloatArray
    """[p]: log odds that the relation is denied."""


class ModelReader:
    """The two networks of a folder."""

    def __init__(self, folder: Traversable) -> None:
        self._encoder = _session(folder.joinpath("encode.onnx").read_bytes())
        self._relater = _session(folder.joinpath("relate.onnx").read_bytes())
        labels = json.loads(folder.joinpath("labels.json").read_text(encoding="utf-8"))
        self.labels = Labels(tuple(labels["relations"]), tuple(labels["tags"]))

    def encode(self, window: Window) -> tuple[FloatArray, FloatArray]:
        """Vectors [T, 384] of the window's pieces and their tag scores [T, tags]."""
        ids = window.ids[None]
        hidden, tags = self._encoder.run(None, {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32)})
        return hidden[0], tags[0]

    def relate(self, hidden: FloatArray, spans: IntArray, pairs: IntArray, features: PairFeatures) -> PairScores:
        """Scores of ordered pairs of the n mentions that stand at the pieces `spans` [n, 2].

        `pairs` [p, 2] holds indices of mentions, `features` what belongs to each pair.
        """
        inputs = {"hidden": hidden, "spans": spans, "pairs": pairs, **features._asdict()}
        (logits,) = self._relater.run(None, inputs)
        count = len(self.labels.relations)
        return PairScores(logits[:, :count] - logits[:, count : count + 1], logits[:, count + 1])


@functools.cache
def model_reader() -> ModelReader:
    """The process's one reader, of the model that comes with the package."""
    return ModelReader(resources.files("graph").joinpath("extraction/trained"))


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
