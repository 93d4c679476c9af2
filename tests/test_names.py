from __future__ import annotations

import pytest

from graph.names import (
    acronyms_in,
    display,
    initials_of,
    is_acronym,
    is_proper,
    name_key,
    singular,
    spelling_of,
    take_apart,
    words_of,
)


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
        ("Alias records", "ALIAS record"),
        ("TARGET POLICIES", "target policy"),
        ("SaaS", "saas"),
        ("DDoS", "ddos"),
        ("Kubernetes", "kubernetes"),
        ("the cluster’s nodes", "cluster node"),
    ],
)
def test_spellings_of_one_name(first: str, second: str) -> None:
    assert take_apart(first).key == take_apart(second).key


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("policies", "policy"),
        ("Addresses", "Address"),
        ("caches", "cache"),
        ("Cookies", "Cookie"),
        ("buses", "bus"),
        ("Indices", "Index"),
        ("statuses", "status"),
        ("VMs", "VM"),
        ("EC2s", "EC2"),
        ("BUCKETS", "BUCKET"),
    ],
)
def test_the_singular(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize(
    "word", ["access", "status", "analysis", "series", "alias", "DevOps", "SaaS", "HTTPS", "https", "ECS", "ids", "is"]
)
def test_what_ends_like_a_plural_and_is_none(word: str) -> None:
    assert singular(word) == word


def test_extraction_vocabulary_merging_and_search_fold_alike() -> None:
    for name in ("Task Roles", "EventBridge's rules", "Kubernetes APIs", "C++ caches", "CPU+RAM aliases"):
        assert "".join(name_key(name)) == spelling_of(name) == take_apart(name).key
        assert "".join(word.folded for word in words_of(name)) == spelling_of(name)


def test_words_know_their_places() -> None:
    text = "the VPC's subnets, C++"
    assert [(text[w.start : w.end], w.folded) for w in words_of(text)] == [
        *(("the", "the"), ("VPC", "vpc"), ("subnets", "subnet"), ("C++", "c++")),
    ]


def test_what_leads_a_name_in_is_no_part_of_its_key() -> None:
    assert name_key("each Amazon ECS task") == ("ecs", "task")
    assert name_key("the") == ("the",)
    assert name_key("!") == ()


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
    assert take_apart("IPs", acronyms_in(["IPS"])).key == "ip"
    assert take_apart("saas", acronyms_in(["SaaS"])).key == take_apart("SaaS").key


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


def test_a_number_counts_whole_among_initials() -> None:
    assert initials_of("Route 53") == {"r53"}
    assert initials_of("53") == frozenset()


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
