"""The networks, in torch: a window goes in, vectors and tag scores come out; then mentions, and scores of their pairs.

The encoder is MiniLM-L6 (Wang et al. 2020) with a table of its own for structure tokens. A pair's score is a bilinear
form of both mentions plus a small net over both and what stands around them, against a threshold class (Zhou et al.
2021, adaptive thresholding).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.labels import LABELS, TAGS

WIDTH = 384
"""Numbers in a piece's vector."""
_LAYERS, _ATTENTION, _INNER, _POSITIONS, _VOCABULARY = 6, 12, 1536, 512, 30522
_STRUCTURE_IDS = 104
"""Ids below are structure tokens, but for the three at the end that are outer marks and unknown words."""
_MARKS = 101
_UNSEEN = -1e4
_PAIR = 192
_OUT = len(LABELS) + 1
_STRUCTURES, _DISTANCES = 12, 20
_POOLS = 6
"""Groups of channels with an attention of their own in a weighted mean."""


class SharedDropout(nn.Module):
    """Drops whole channels of a window: one mask for all positions is cheap on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a share of its channels at zero, while training."""
        if not self.training:
            return x
        shape = [x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]]
        return x * torch.empty(shape, device=x.device).bernoulli_(1 - self.share).div_(1 - self.share)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, _INNER), nn.Linear(_INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(0.1)

    def forward(self, x: Tensor, unseen: Tensor) -> Tensor:
        """`x` [B, T, 384] one layer on; `unseen` [B, 1, 1, T] is added to what is looked at."""
        batch, length, _ = x.shape
        query, key, value = (
            f(x).view(batch, length, _ATTENTION, -1).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        # Written out: the fused attention of torch takes three times as long backwards on a CPU.
        weights = ((query / query.shape[-1] ** 0.5) @ key.transpose(2, 3) + unseen).softmax(-1)
        seen = (weights.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, -1)
        x = self.norm(x + self.drop(self.out(seen)))
        return self.last_norm(x + self.drop(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Windows in, a vector for each piece out."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(_VOCABULARY, WIDTH)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(_POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.structure = nn.Embedding(_STRUCTURE_IDS, WIDTH)
        nn.init.normal_(self.structure.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(_LAYERS))
        self.drop = SharedDropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors [B, T, 384] of `ids` [B, T]; `mask` [B, T] is 1 at pieces and 0 at padding."""
        own = self.structure(ids.clamp(max=_STRUCTURE_IDS - 1)) * (ids < _MARKS)[..., None]
        place = self.positions(torch.arange(ids.shape[1], device=ids.device))[None]
        x = self.drop(self.norm(self.words(ids) + own + place + self.segment))
        unseen = (1 - mask[:, None, None, :]) * _UNSEEN
        for layer in self.layers:
            x = layer(x, unseen)
        return x


class WeightedMean(nn.Module):
    """Projects pieces and takes means over ranges of them, each piece weighted by what it is; plain means at first."""

    def __init__(self, *, zero: bool = False) -> None:
        super().__init__()
        self.project, self.weigh = nn.Linear(WIDTH, _PAIR), nn.Linear(WIDTH, _POOLS)
        nn.init.zeros_(self.weigh.weight)
        nn.init.zeros_(self.weigh.bias)
        if zero:
            nn.init.zeros_(self.project.weight)
            nn.init.zeros_(self.project.bias)

    def forward(self, x: Tensor, low: Tensor, high: Tensor) -> Tensor:
        """Means [..., 192] of the projected pieces `x` [T, 384] over [low, high); zero where a range is empty.

        Projecting first makes the sums cheap: linear maps commute with the mean.
        """
        weights = (4 * torch.tanh(self.weigh(x) / 4)).exp()
        projected = self.project(x).view(-1, _POOLS, _PAIR // _POOLS) * weights[..., None]
        sums, totals = _sums(projected.flatten(1)), _sums(weights)
        total = totals[high] - totals[low]
        total = torch.where((high > low)[..., None], total, torch.ones_like(total))
        summed = sums[high] - sums[low]
        return (summed.unflatten(-1, (_POOLS, _PAIR // _POOLS)) / total[..., None]).flatten(-2)


class PairHead(nn.Module):
    """Scores of the ordered pairs of a window's mentions."""

    def __init__(self) -> None:
        super().__init__()
        self.subject, self.object = (
            nn.Sequential(nn.Linear(3 * WIDTH, _PAIR), nn.GELU(), nn.Dropout(0.2)) for _ in range(2)
        )
        self.bilinear = nn.Parameter(torch.randn(_OUT, _PAIR, _PAIR) * 0.02)
        self.subject_score, self.object_score = nn.Linear(_PAIR, _OUT), nn.Linear(_PAIR, _OUT)
        self.structure_score, self.distance_score = nn.Embedding(_STRUCTURES, _OUT), nn.Embedding(_DISTANCES, _OUT)
        nn.init.zeros_(self.structure_score.weight)
        nn.init.zeros_(self.distance_score.weight)
        self.structure, self.distance = nn.Embedding(_STRUCTURES, _PAIR), nn.Embedding(_DISTANCES, _PAIR)
        nn.init.normal_(self.structure.weight, std=0.1)
        nn.init.normal_(self.distance.weight, std=0.1)
        self.before, self.later_row, self.earlier_row = WeightedMean(), WeightedMean(zero=True), WeightedMean(zero=True)
        self.from_subject, self.from_object = nn.Linear(_PAIR, _PAIR), nn.Linear(_PAIR, _PAIR)
        self.drop = SharedDropout(0.2)
        self.out, self.negation = nn.Linear(_PAIR, _OUT), nn.Linear(_PAIR, 1)

    def forward(
        self, hidden: Tensor, spans: Tensor, pairs: Tensor, structure: Tensor, distance: Tensor, between: Tensor
    ) -> Tensor:
        """Logits [p, labels + threshold + negation] of `pairs` [p, 2] of the mentions at `spans` [n, 2].

        `hidden` [T, 384] holds the window's vectors; the others are as in `graph.extraction.encoding.PairFeatures`.
        """
        first, second = pairs[:, 0], pairs[:, 1]
        mentions = _mentions(hidden, spans)
        subjects, objects = self.subject(mentions), self.object(mentions)
        # One flat matrix, laid out when the graph is exported and not at each call.
        forms = (subjects @ self.bilinear.permute(1, 0, 2).flatten(1)).view(-1, _PAIR) @ objects.T
        scores = forms.view(subjects.shape[0], _OUT, -1).permute(0, 2, 1)[first, second]
        scores = scores + self.subject_score(subjects)[first] + self.object_score(objects)[second]
        scores = scores + self.structure_score(structure) + self.distance_score(distance)
        z = self.from_subject(subjects)[first] + self.from_object(objects)[second]
        z = z + self._context(hidden, between) + self.structure(structure) + self.distance(distance)
        z = self.drop(functional.gelu(z))
        return torch.cat([scores + self.out(z), self.negation(z)], -1)

    def _context(self, hidden: Tensor, between: Tensor) -> Tensor:
        """What stands before the later mention, on its row and on the earlier one's, [p, 192]."""
        means = (self.before, self.later_row, self.earlier_row)
        return sum(
            (mean(hidden, between[:, 2 * k], between[:, 2 * k + 1]) for k, mean in enumerate(means)),
            hidden.new_zeros(()),
        )


class NoteModel(nn.Module):
    """Everything that is trained."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tagger = nn.Linear(WIDTH, len(TAGS))
        self.pairs = PairHead()


def _mentions(hidden: Tensor, spans: Tensor) -> Tensor:
    """First piece, last piece and mean of each mention, [n, 3 * 384]."""
    first, last = spans[:, 0], spans[:, 1]
    sums = _sums(hidden)
    mean = (sums[last + 1] - sums[first]) / (last - first + 1)[:, None]
    return torch.cat([hidden[first], hidden[last], mean], 1)


def _sums(x: Tensor) -> Tensor:
    """Sums of all beginnings of `x` [T, ...], the empty one too, [T + 1, ...]."""
    return torch.cumsum(torch.cat([torch.zeros_like(x[:1]), x]), 0)
