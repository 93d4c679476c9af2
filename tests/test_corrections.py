from __future__ import annotations

import pytest

from graph.errors import DataError
from graph.resolve.corrections import Corrections, parse_corrections


def test_all_that_can_be_corrected() -> None:
    text = """
    merge: [[ECS Task, task], [S3, "Simple  Storage Service"]]
    keep_apart: [[Instance Profile, EC2 Instance Profile]]
    rename: {ASH: ASG, 802.1: 802.1X}
    drop: [use case]
    kind: {Target Tracking: feature}
    """
    assert parse_corrections(text) == Corrections(
        merge=(("ECS Task", "task"), ("S3", "Simple Storage Service")),
        keep_apart=(("Instance Profile", "EC2 Instance Profile"),),
        rename={"ASH": "ASG", "802.1": "802.1X"},
        drop=("use case",),
        kind={"Target Tracking": "feature"},
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "merge:\n"])
def test_nothing_to_correct(text: str) -> None:
    assert parse_corrections(text) == Corrections()


def test_all_mistakes_are_reported_at_once() -> None:
    text = """
    merged: [[a, b]]
    merge: [[a], x, [b, [c]]]
    rename: [a, b]
    drop: [yes, fine]
    kind: {a: }
    """
    with pytest.raises(DataError) as caught:
        parse_corrections(text, "here.yaml")
    assert caught.value.mistakes == (
        "here.yaml: unknown key 'merged'; known are merge, keep_apart, rename, drop, kind",
        "here.yaml: merge: entry 1 needs at least two different names",
        "here.yaml: merge: entry 2: a list of names was expected, not 'x'",
        "here.yaml: merge: entry 3: ['c'] is not a name",
        "here.yaml: rename: a mapping from names was expected, not ['a', 'b']",
        "here.yaml: drop: True is not a name",
        "here.yaml: kind: 'a': None is not a pair of texts",
    )


def test_merging_what_is_kept_apart_is_a_mistake() -> None:
    with pytest.raises(DataError, match="'pod' and 'node' are merged and kept apart at once"):
        parse_corrections("merge: [[Node, pod]]\nkeep_apart: [[pod, node]]")


@pytest.mark.parametrize("text", ["merge: [", "- a\n- b\n", "merge"])
def test_what_is_not_a_mapping_is_a_mistake(text: str) -> None:
    with pytest.raises(DataError, match=r"corrections\.yaml: (not YAML|a mapping with the keys)"):
        parse_corrections(text)
