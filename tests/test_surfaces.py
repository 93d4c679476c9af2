from __future__ import annotations

import pytest

from graph.surfaces import acronyms_in, display, is_acronym, is_proper, take_apart


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Event Bridge", "EventBridge"),
        ("Task Roles", "Task Role"),
        ("auto-scaling group", "Auto Scaling Groups"),
        ("the task definition", "task definition"),
        ("each EC2 instance", "EC2 instances"),
        ("ALBs", "ALB"),
        ("Policies", "policy"),
        ("NAT Gateway's route", "NAT gateway route"),
        ("Elastic File System (EFS)", "Elastic File System"),
        ("Ｓ３", "S3"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert take_apart(first).key == take_apart(second).key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ECS", "EC2"),
        ("C++", "C"),
        ("C#", "C"),
        ("access", "acces"),
        ("HTTPS", "HTTP"),
        ("Task Role", "Task Definition"),
        ("IPS", "IPs"),
    ],
)
def test_different_names(first: str, second: str) -> None:
    assert take_apart(first).key != take_apart(second).key


def test_a_word_that_is_an_acronym_elsewhere_is_no_plural() -> None:
    acronyms = acronyms_in(["HTTPS listener", "pods"])
    assert acronyms == {"https"}
    assert take_apart("https", acronyms).key == take_apart("HTTPS").key
    assert take_apart("pods", acronyms).key == "pod"


def test_the_vendor_is_told_from_the_name() -> None:
    assert (take_apart("Amazon S3").vendor, take_apart("Amazon S3").key) == ("aws", "s3")
    assert (take_apart("AWS").vendor, take_apart("AWS").key) == ("", "aws")


def test_nothing_but_signs_has_no_key() -> None:
    assert take_apart("!= ->").key == ""


def test_initials_with_and_without_vendor_and_linking_words() -> None:
    assert take_apart("Identity and Access Management").initials == {"iaam", "iam"}
    assert "ami" in take_apart("Amazon Machine Image").initials
    assert "efs" in take_apart("Amazon Elastic File System").initials
    assert take_apart("Lambda").initials == frozenset()


def test_what_is_an_acronym() -> None:
    assert [s for s in ("EFS", "ASGs", "EC2", "S3", "Efs", "EFS volume", "VPCS") if is_acronym(s)] == [
        *("EFS", "ASGs", "EC2", "VPCS"),
    ]


def test_what_is_written_like_a_name() -> None:
    assert [s for s in ("Lambda", "config", "Config", "S3", "CodeBuild", "task role") if is_proper(s)] == [
        *("S3", "CodeBuild", "task role"),
    ]


@pytest.mark.parametrize(
    ("surface", "shown"),
    [
        ("  the\n Task   Role: ", "Task Role"),
        ("“EFS”", "EFS"),
        ("red\x1b[31m\u202ename", "red [31m name"),
        ("The", "The"),
        ("", ""),
    ],
)
def test_how_a_name_is_shown(surface: str, shown: str) -> None:
    assert display(surface) == shown
