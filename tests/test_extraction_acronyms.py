"""Which acronyms a note spells out."""

from __future__ import annotations

import pytest

from graph.extraction.acronyms import alias_claims
from graph.readers import parse_note


def claims(text: str) -> list[tuple[str, str, int]]:
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return [(claim.name, claim.alias, claim.line) for claim in alias_claims(note)]


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("It uses the Elastic File System (EFS).", "Elastic File System", "EFS"),
        ("EIC (East India Company) ruled here", "East India Company", "EIC"),
        ("EIC - East India Company", "East India Company", "EIC"),
        ("EIC stands for East India Company", "East India Company", "EIC"),
        ("Bureau of Land Management (BLM)", "Bureau of Land Management", "BLM"),
        ("Infrastructure as Code (IaC)", "Infrastructure as Code", "IaC"),
        ("SNS (Amazon Simple Notification Service)", "Simple Notification Service", "SNS"),
        ("Network Access Control Lists (NACLs)", "Network Access Control Lists", "NACLs"),
    ],
)
def test_an_acronym_and_its_name(text: str, name: str, alias: str) -> None:
    assert claims(text) == [(name, alias, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "the Simple Queue Service (FIFO)",
        "Elastic File Systems of yours (EFS)",
        "the file system (efs)",
        "EFS - a file system for many",
        "Elastic File System (EFS",
        "SNS (the old Simple Notification Service)",
    ],
)
def test_no_acronym(text: str) -> None:
    assert claims(text) == []


def test_the_line_is_the_acronyms_own() -> None:
    assert claims("# Disks\n\nThey use the\nElastic File System (EFS)\n") == [("Elastic File System", "EFS", 4)]


def test_a_name_does_not_reach_back_over_the_end_of_a_line() -> None:
    assert claims("Elastic\nFile System (EFS)\n") == []


def test_a_row_of_a_table_spells_out() -> None:
    rows = "| short | long |\n|---|---|\n| ASG | Auto Scaling Group |\n"
    assert claims(rows) == [("Auto Scaling Group", "ASG", 3)]


def test_code_claims_nothing() -> None:
    assert claims("```\nElastic File System (EFS)\n```\n") == []
