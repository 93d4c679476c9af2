"""Mentions that a line lists side by side ("EC2 or Fargate") are read alike: their scores move towards their mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from graph.extraction.decoding import Candidate
from graph.notes import Note
from graph.statements import Mention

SHARE = 0.6
"""How far each member's scores move towards the group's mean."""

_LIST = re.compile(r"(?:,|,? ?(?:and|or)|/|,? ?&)(?: (?:an?|the))?", re.IGNORECASE)


def is_listing(gap: str) -> bool:
    """Whether the text between two mentions lists them: a comma, a slash, "and", "or".

    >>> is_listing(", and the"), is_listing("with")
    (True, False)
    """
    return _LIST.fullmatch(gap) is not None


def coordinated(note: Note, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Groups of two and more mentions that stand in one list on one line; `mentions` in reading order."""
    group = list(mentions[:1])
    for first, second in pairwise(mentions):
        gap = note.blocks[first.block].text[first.end : second.start] if first.block == second.block else "\n"
        if "\n" in gap or not is_listing(" ".join(gap.split())):
            if len(group) > 1:
                yield group
            group = []
        group.append(second)
    if len(group) > 1:
        yield group


def agree(candidates: Sequence[Candidate], groups: Sequence[Sequence[Mention]]) -> list[Candidate]:
    """The candidates, those alike in all but the member of a group drawn together.

    Two candidates are alike where they have one end in common and the other ends are members of one group.
    """
    member_of = {mention: number for number, group in enumerate(groups) for mention in group}
    alike: dict[tuple[bool, Mention, int], list[int]] = {}
    for index, candidate in enumerate(candidates):
        for flipped, (inside, outside) in enumerate(
            ((candidate.subject, candidate.object), (candidate.object, candidate.subject))
        ):
            group = member_of.get(inside)
            if group is not None and member_of.get(outside) != group:
                alike.setdefault((bool(flipped), outside, group), []).append(index)
    result = list(candidates)
    for indices in alike.values():
        if len(indices) > 1:
            mean = np.mean([candidates[k].scores for k in indices], axis=0)
            for k in indices:
                own = result[k].scores
                result[k] = replace(result[k], scores=own + SHARE * (mean - own))
    return result
