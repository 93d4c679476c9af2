"""Boxes that overlap in, the same boxes side by side out, moved as little as possible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""One row a box: x and y, px."""

_PULLED = 300
"""Rounds in which labels are drawn to the middle of their ends."""
_LYING = 1.6
"""Preference for moving boxes sideways: pictures are wider than high."""
_GROWTH = 1.02
_DENSE = 0.7
"""Share of the room that boxes may fill at the start; pushing takes long where they are denser."""
_STILL = 1e-6


def separate(centres: Points, sizes: Points, *, springs: Points, rests: Points, weights: Points) -> Points:
    """Centres of boxes of these sizes (width, height; gaps included) such that no two of them overlap.

    `springs` has a row for each box: the two boxes in whose middle it should stay, or -1 and -1; `rests` says how far
    beside that middle. `weights` is one number a box; of two that overlap the heavier moves less. Boxes are pushed
    apart along the axis on which they overlap less; where that does not settle, everything is spread a little and
    tried again. The result depends on nothing but the arguments.
    """
    placed = _spread(_untangled(centres), sizes)
    pushes = _Pushes((sizes[:, None] + sizes[None]) / 2, weights[None] / (weights[:, None] + weights[None]))
    held = springs[:, 0] >= 0
    ends = springs[held].astype(np.intp)
    for turn in range(_PULLED if held.any() else 0):
        push = pushes.of(placed)
        placed = placed if push is None else placed + push
        wanted = (placed[ends[:, 0]] + placed[ends[:, 1]]) / 2 + rests[held]
        placed[held] += 0.15 * (1 - turn / _PULLED) * (wanted - placed[held])
    turn = 0
    while (push := pushes.of(placed)) is not None:
        turn += 1
        placed = (placed + push) * (_GROWTH if turn % 30 == 0 else 1.0)
    return placed


@dataclass(frozen=True, slots=True)
class _Pushes:
    """How boxes push each other."""

    least: Points
    """For each two boxes how far apart their centres must be on each axis."""
    share: Points
    """For each two boxes the part of the way that the first one makes."""

    def of(self, placed: Points) -> Points | None:
        """How far each box should move; None where none overlaps another."""
        aside = self.least[..., 0] - np.abs(placed[:, None, 0] - placed[None, :, 0])
        above = self.least[..., 1] - np.abs(placed[:, None, 1] - placed[None, :, 1])
        over = (aside > _STILL) & (above > _STILL)
        np.fill_diagonal(over, False)
        one, other = np.nonzero(over)
        if not len(one):
            return None
        missing = np.stack([aside[one, other], above[one, other]], axis=1)
        sideways = missing[:, 0] < _LYING * missing[:, 1]
        missing[~sideways, 0] = 0.0
        missing[sideways, 1] = 0.0
        missing *= np.sign(placed[one] - placed[other]) * self.share[one, other, None]
        busy = np.sqrt(np.maximum(np.bincount(one, minlength=len(placed)), 1))
        return np.stack([np.bincount(one, missing[:, k], len(placed)) / busy for k in (0, 1)], axis=1)


def _spread(centres: Points, sizes: Points) -> Points:
    """The centres so far apart that the boxes would fill at most the share `_DENSE` of the room."""
    room = np.prod(np.ptp(centres, axis=0) + sizes.mean(axis=0))
    dense = float(np.prod(sizes, axis=1).sum() / room)
    return centres * math.sqrt(max(dense / _DENSE, 1.0))


def _untangled(centres: Points) -> Points:
    """The centres with a shift too small to see that makes each of them differ from the others on both axes."""
    rank = np.arange(len(centres))
    turn = rank * math.pi * (3 - math.sqrt(5))
    return centres + 0.01 * np.stack([np.cos(turn), np.sin(turn)], axis=1) * (1 + rank[:, None] / max(len(rank), 1))


def shelves(sizes: Sequence[tuple[float, float]], *, gap: float, ratio: float) -> list[tuple[float, float]]:
    """Upper left corners at which rectangles stand in rows, highest first, about `ratio` times as wide as high."""
    if not sizes:
        return []
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    broad = max(max(width for width, _ in sizes), math.sqrt(area * ratio))
    corners = [(0.0, 0.0)] * len(sizes)
    x = y = row = 0.0
    for index in sorted(range(len(sizes)), key=lambda k: (-sizes[k][1], -sizes[k][0], k)):
        width, height = sizes[index]
        if x and x + width > broad:
            x, y, row = 0.0, y + row + gap, 0.0
        corners[index] = (x, y)
        x, row = x + width + gap, max(row, height)
    return corners
