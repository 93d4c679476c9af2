"""What a batch costs: tags by cross entropy, pairs by adaptive thresholds, labels among themselves, denials."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.labels import LABELS
from training.targets import IGNORED

_NEVER = -1e4
_TAG_SHARE, _PAIR_SHARE = 1 / 60, 1 / 12
"""Sums over a window are brought to about one."""
DENIAL_WEIGHT = 3.0
"""How much more a denied relation counts than an affirmed one; few are denied."""


def tag_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Cross entropy of a window's tag `scores` [T, tags] against `targets` [T]."""
    return functional.cross_entropy(scores, targets, ignore_index=IGNORED, reduction="sum") * _TAG_SHARE


def pair_loss(logits: Tensor, positive: Tensor, masked: Tensor, negated: Tensor) -> Tensor:
    """Loss of a window's p pairs from `logits` [p, labels + 2] and targets [p, labels], [p, labels] and [p].

    Relations that hold belong above the threshold class and the others below it (adaptive thresholding); besides, a
    relation that holds belongs above those that do not, whatever the threshold.
    """
    count = len(LABELS)
    relations, threshold = logits[..., :count], logits[..., count]
    others = relations.masked_fill(positive | masked, _NEVER)
    below = (torch.logsumexp(torch.cat([others, threshold[..., None]], -1), -1) - threshold).sum()
    if not positive.any():
        return below * _PAIR_SHARE
    held = torch.cat([relations.masked_fill(~positive, _NEVER), threshold[..., None]], -1)
    above = (torch.logsumexp(held, -1)[..., None] - relations)[positive].sum()
    rivals = torch.logsumexp(others, -1)[..., None]
    named = (torch.logaddexp(rivals, relations) - relations)[positive].sum()
    stated = positive.any(-1)
    denial = functional.binary_cross_entropy_with_logits(
        logits[..., count + 1][stated],
        negated[stated].float(),
        reduction="sum",
        pos_weight=logits.new_tensor(DENIAL_WEIGHT),
    )
    return (above + below + named + denial) * _PAIR_SHARE
