from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace

import pytest

from graph.notes import Note
from graph.resolve import Resolution, resolve, triples
from graph.resolve.merging import Merge
from graph.statements import Evidence, Mention, NoteFacts, Origin, Statement
from graph.store import Store
from tests.fake_extractor import mention, resolved, store_of


def labels(resolution: Resolution) -> list[str]:
    return [node.label for node in resolution.nodes]


def edges(resolution: Resolution) -> list[str]:
    return [
        f"{edge.subject} {'not ' if edge.negated else ''}{edge.relation} {edge.object}"
        + (f" [{edge.scope}]" if edge.scope else "")
        for edge in resolution.edges
    ]


def reasons(resolution: Resolution) -> dict[str, str]:
    return {merge.name: f"{merge.label}: {merge.reason}" for merge in resolution.merges}


def test_spellings_of_a_name_are_one_node_with_the_rest_as_aliases() -> None:
    graph = resolved(
        {
            "a.md": "Task Role | defined_in | task definition\nTask Role | uses | policy",
            "b.md": "task roles | uses | policies\nthe Task-Role | uses | task",
        }
    )
    assert labels(graph) == ["Task Role", "policy", "task", "task definition"]
    assert graph.nodes[0].aliases == ("Task-Role", "task roles")
    assert graph.nodes[0].notes == ("a.md", "b.md")


def test_among_equally_frequent_spellings_the_singular_is_shown_then_the_shorter() -> None:
    assert labels(resolved({"a.md": "launch types | uses | launch type"})) == []
    assert labels(resolved({"a.md": "launch types | uses | vpc\nlaunch type | part_of | vpc"})) == [
        "launch type",
        "vpc",
    ]
    assert "ECSTask" in labels(resolved({"a.md": "ECS Task | uses | vpc\nECSTask | part_of | vpc"}))


def test_the_vocabulary_gives_the_name_and_the_kind() -> None:
    notes = {
        "a.md": "Elastic File System | mountable_by | task\nEvent Bridge | invokes | task",
        "b.md": "+ EventBridge\n+ EFS",
    }
    graph = resolved(notes)
    assert labels(graph) == ["EFS", "EventBridge", "task"]
    assert [node.kind for node in graph.nodes] == ["service", "service", "concept"]
    assert reasons(graph) == {
        "Elastic File System": "EFS: the vocabulary has it as a name of this",
        "Event Bridge": "EventBridge: the same but for case, plural, spacing or punctuation",
    }


def test_a_name_of_the_vocabulary_that_no_note_writes_comes_after_those_of_the_notes() -> None:
    graph = resolved({"a.md": "Elastic File System | mountable_by | task"})
    assert [(node.label, node.aliases) for node in graph.nodes] == [("Elastic File System", ("EFS",)), ("task", ())]


def test_what_the_vocabulary_knows_by_a_name_with_the_vendor_is_not_that_name_without_it() -> None:
    assert labels(resolved({"a.md": "AWS Cloud | hosts | Lambda\nCloud | uses | servers"})) == [
        "AWS Cloud",
        "Cloud",
        "Lambda",
        "server",
    ]


def resolved_apart(known: Mention, plain: Mention) -> Resolution:
    """A note that uses the one name and another note that uses the other, both of a volume."""
    volume = mention("volume", 2)
    with Store() as store:
        for file, subject in (("a.md", known), ("b.md", plain)):
            statement = Statement(subject, "uses", volume, Evidence(file, 1, "it uses a volume"))
            store.replace(file, "", "", Note(file, "t", ()), NoteFacts(file, (subject, volume), (statement,)))
        return resolve(store.terms(), store.uses(), store.statements())


def test_what_the_vocabulary_names_with_the_vendor_is_not_the_plain_word_of_another_note() -> None:
    service = replace(mention("services", 1), name="AWS service", kind="concept")
    assert labels(resolved_apart(service, mention("Service", 1))) == ["AWS service", "Service", "volume"]


def test_a_name_that_one_note_shortens_is_not_the_same_word_of_another() -> None:
    node = replace(mention("nodes", 1), name="EKS node", kind="feature")
    graph = resolved_apart(node, mention("nodes", 1))
    assert [(node.label, node.aliases) for node in graph.nodes] == [
        ("EKS node", ("nodes",)),
        ("node", ("nodes",)),
        ("volume", ()),
    ]


def test_without_a_vocabulary_statements_decide_on_the_kind() -> None:
    concept, feature, node = mention("Pod", 1), replace(mention("pod", 2), kind="feature"), mention("node", 2)
    statement = Statement(feature, "part_of", node, Evidence("a.md", 2, "a pod is part of a node"))
    facts = NoteFacts("a.md", (concept, replace(concept, start=1), feature, node), (statement,))
    with Store() as store:
        store.replace("a.md", "", "", Note("a.md", "t", ()), facts)
        graph = resolve(store.terms(), store.uses(), store.statements())
    assert [(node.label, node.kind) for node in graph.nodes] == [("Pod", "feature"), ("node", "concept")]


def test_a_vendor_is_no_part_of_a_name_that_is_written_like_one() -> None:
    graph = resolved({"a.md": "AWS App Runner | uses | vpc\nApp Runner | uses | subnet\nAWS Config | uses | config"})
    assert labels(graph) == ["AWS Config", "App Runner", "config", "subnet", "vpc"]
    assert reasons(graph) == {"AWS App Runner": "App Runner: the same but for the vendor's name"}


def test_a_common_word_is_not_a_vendors_product() -> None:
    graph = resolved({"a.md": "Amazon Forecast | uses | x\nforecasts | uses | y\na forecast | uses | z"})
    assert labels(graph) == ["Amazon Forecast", "forecast", "x", "y", "z"]


def test_a_name_that_two_vendors_have_stays_apart() -> None:
    graph = resolved({"a.md": "AWS Key Vault | uses | x\nAzure Key Vault | uses | y\nKey Vault | uses | z"})
    assert labels(graph) == ["AWS Key Vault", "Azure Key Vault", "Key Vault", "x", "y", "z"]


def test_a_claim_in_one_note_holds_in_all() -> None:
    graph = resolved({"a.md": "Auto Scaling Group (ASG)", "b.md": "ASG | manages | node"})
    assert edges(graph) == ["ASG manages node"]
    assert graph.nodes[0].aliases == ("Auto Scaling Group",)
    assert reasons(graph) == {"Auto Scaling Group": "ASG: a.md:1 writes Auto Scaling Group (ASG)"}


def test_of_two_claims_the_one_that_fits_the_letters_holds() -> None:
    graph = resolved({"a.md": "worker machine (ASG)", "b.md": "Auto Scaling Group (ASG)", "c.md": "ASG | uses | vpc"})
    assert reasons(graph) == {"Auto Scaling Group": "ASG: b.md:1 writes Auto Scaling Group (ASG)"}


def test_claims_that_contradict_each_other_join_nothing() -> None:
    notes = {"a.md": "Certificate Authority (CA)", "b.md": "Cluster Autoscaler (CA)", "c.md": "CA | uses | vpc"}
    assert labels(resolved(notes)) == ["CA", "vpc"]


def test_a_claimed_name_that_no_statement_uses_still_finds_the_node() -> None:
    claim = "Container Network Interface (CNI)\nCNI | uses | vpc"
    assert resolved({"a.md": claim}).nodes[0].aliases == ("Container Network Interface",)


def test_aliases_in_the_front_matter_name_what_the_note_is_about() -> None:
    with store_of({"a.md": "Virtual Private Cloud | has_part | subnet\nmy network | uses | gateway"}) as store:
        note = Note("b.md", "Virtual Private Cloud", (), aliases=("My Network", "unused"))
        store.replace("b.md", "", "", note, NoteFacts("b.md"))
        graph = resolve(store.terms(), store.uses(), store.statements(), notes=store.notes())
    assert edges(graph) == ["my network uses gateway", "subnet part_of my network"]
    assert reasons(graph) == {"Virtual Private Cloud": "my network: b.md lists it among its aliases"}


def test_initials_join_where_one_note_names_both() -> None:
    together = {"a.md": "Network Access Control List | protects | subnet\nNACL | uses | rule"}
    assert reasons(resolved(together)) == {"Network Access Control List": "NACL: its initials; a.md names both"}
    apart = {"a.md": "Network Access Control List | protects | subnet", "b.md": "NACL | uses | rule"}
    assert "NACL" in labels(resolved(apart))
    assert "Network Access Control List" in labels(resolved(apart))


def test_initials_that_fit_two_names_join_nothing() -> None:
    note = "Elastic Block Store | uses | x\nExternal Bean Stalk | uses | y\nEBS | uses | z"
    assert labels(resolved({"a.md": note})) == ["EBS", "Elastic Block Store", "External Bean Stalk", "x", "y", "z"]


def test_a_statement_whose_ends_are_one_thing_is_left_out() -> None:
    assert edges(resolved({"a.md": "EFS | is_a | Elastic File System\nEFS | uses | vpc"})) == ["EFS uses vpc"]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ({"a.md": "+ mount target"}, []),
        ({"a.md": "+ EFS"}, ["EFS"]),
        ({"a.md": "+ mount target", "b.md": "+ Mount Targets"}, ["mount target"]),
        ({"a.md": "vpc | uses | a1 b2 c3 d4 e5 f6 g7 h8 i9"}, []),
        (
            {"a.md": "vpc | uses | one two three four five six seven eight"},
            ["one two three four five six seven eight", "vpc"],
        ),
        ({"a.md": "vpc | uses | 443"}, []),
        ({"a.md": "vpc | uses | -> !="}, []),
    ],
)
def test_which_names_earn_a_node(notes: dict[str, str], expected: list[str]) -> None:
    assert labels(resolved(notes)) == expected


def test_one_edge_for_each_relation_polarity_and_scope() -> None:
    graph = resolved(
        {
            "a.md": "EFS | mountable_by | task\nEFS | not mountable_by | task\nEFS | mountable_by | task | Linux only",
            "b.md": "EFS | mountable_by | tasks\nEFS | mountable_by | task | linux  only",
        }
    )
    assert edges(graph) == [
        "EFS mountable_by task",
        "EFS mountable_by task [Linux only]",
        "EFS not mountable_by task",
    ]
    assert [len(edge.support) for edge in graph.edges] == [2, 2, 1]


def test_relations_are_turned_to_the_direction_of_the_inventory() -> None:
    graph = resolved({"a.md": "task | mounts | EFS\ntask | lose | ip\nvpc | peer | hub\nhub | connects_to | vpc"})
    assert edges(graph) == ["EFS mountable_by task", "hub connects_to vpc", "task lose ip"]


def test_the_best_evidence_comes_first_and_each_line_once() -> None:
    vpc, efs = mention("vpc"), mention("EFS")

    def said(line: int, confidence: float, origin: Origin = Origin.STATED) -> Statement:
        return Statement(efs, "uses", vpc, Evidence("a.md", line, "x"), confidence=confidence, origin=origin)

    statements = (said(1, 0.9, Origin.STRUCTURAL), said(2, 0.4), said(3, 0.8), said(3, 0.7), said(4, 0.8001))
    with Store() as store:
        store.replace("a.md", "", "", Note("a.md", "t", ()), NoteFacts("a.md", (), statements))
        graph = resolve(store.terms(), store.uses(), store.statements())
    assert [(row.line, row.confidence) for row in graph.edges[0].support] == [(3, 0.8), (4, 0.8001), (2, 0.4), (1, 0.9)]


NOTES = {
    "a.md": "Task Role | defined_in | task definition\nEvent Bridge | invokes | ECS task\nAuto Scaling Group (ASG)",
    "b.md": "task roles | uses | ASG\nEventBridge | triggers | ECS Tasks\nNACL | protects | subnets",
    "c.md": "Network Access Control List | protects | subnet\nNACL | differs_from | Task Role\nvpc | peers | NACL",
    "d.md": "Amazon EFS | mountable_by | ECS task\nAWS Widget Maker | uses | EFS\nWidget Maker | uses | NACL",
}


def test_the_order_of_notes_changes_nothing() -> None:
    orders = itertools.permutations(NOTES.items())
    assert len({repr((r.merges, r.edges, list(triples(r)))) for r in (without_ids(dict(o)) for o in orders)}) == 1


def without_ids(notes: dict[str, str]) -> Resolution:
    graph = resolved(notes)
    edges = [edge._replace(support=[row._replace(subject=0, object=0) for row in edge.support]) for edge in graph.edges]
    return graph._replace(edges=edges)


def test_a_triple_has_all_that_is_known_of_it() -> None:
    graph = resolved({"a.md": "\nElastic File System | not mountable_by | S3 buckets | EC2 only"})
    assert list(triples(graph)) == [
        {
            "subject": "Elastic File System",
            "subject_type": "service",
            "relation": "mountable_by",
            "object": "S3 bucket",
            "object_type": "concept",
            "negated": True,
            "scope": "EC2 only",
            "modality": "",
            "origin": "stated",
            "confidence": 1.0,
            "found_by": "model",
            "file": "a.md",
            "line": 2,
            "evidence": "Elastic File System | not mountable_by | S3 buckets | EC2 only",
        }
    ]


def test_a_common_noun_is_shown_in_the_singular_and_a_proper_name_as_it_is() -> None:
    graph = resolved({"a.md": "worker nodes | uses | Google Docs\nstatistics | uses | Google Docs"})
    assert labels(graph) == ["Google Docs", "statistics", "worker node"]


def test_triples_come_by_file_and_line_each_line_of_an_edge_once() -> None:
    graph = resolved({"b.md": "a | uses | b\na | uses | b", "a.md": "z | uses | b\na | uses | b"})
    assert [(row["file"], row["line"], row["subject"]) for row in triples(graph)] == [
        *(("a.md", 1, "z"), ("a.md", 2, "a"), ("b.md", 1, "a"), ("b.md", 2, "a")),
    ]


TASKS = {
    "a.md": "ECS Task | uses | task definition\ntask | uses | EFS\nNode | part_of | cluster\nNodes | uses | ASH",
}


class TestCorrections:
    def test_names_can_be_merged_under_the_first(self) -> None:
        graph = resolved(TASKS, "merge: [[Container Task, ECS Task, task]]")
        assert edges(graph)[:2] == ["Container Task uses EFS", "Container Task uses task definition"]
        assert Merge("task", "Container Task", "a correction") in graph.merges

    def test_names_can_be_kept_apart(self) -> None:
        graph = resolved(TASKS, "keep_apart: [[Node, Nodes]]")
        assert {"Node part_of cluster", "Nodes uses ASH"} <= set(edges(graph))

    def test_a_name_of_the_vocabulary_can_be_split_off(self) -> None:
        notes = {"a.md": "EFS | uses | vpc\nElastic File System | uses | subnet"}
        assert edges(resolved(notes)) == ["EFS uses subnet", "EFS uses vpc"]
        apart = resolved(notes, "keep_apart: [[EFS, Elastic File System]]")
        assert edges(apart) == ["EFS uses vpc", "Elastic File System uses subnet"]

    def test_two_names_of_the_vocabulary_are_merged_by_a_person_alone(self) -> None:
        notes = {"a.md": "EFS | uses | vpc\nEventBridge | uses | subnet\nEFS (EVENTBRIDGE)"}
        assert labels(resolved(notes)) == ["EFS", "EventBridge", "subnet", "vpc"]
        assert labels(resolved(notes, "merge: [[EFS, EventBridge]]")) == ["EFS", "subnet", "vpc"]

    def test_a_name_can_be_changed(self) -> None:
        graph = resolved(TASKS, "rename: {ASH: ASG}")
        assert "ASG" in labels(graph)
        assert "ASH" not in labels(graph)

    def test_changing_a_name_to_that_of_another_node_merges_the_two(self) -> None:
        graph = resolved({"a.md": "ASH | uses | vpc\nASG | uses | subnet"}, "rename: {ASH: ASG}")
        assert edges(graph) == ["ASG uses subnet", "ASG uses vpc"]

    def test_a_name_can_be_dropped_with_all_its_spellings(self) -> None:
        graph = resolved(TASKS, "drop: [node]")
        assert labels(graph) == ["ECS Task", "EFS", "task", "task definition"]

    def test_a_kind_can_be_changed(self) -> None:
        graph = resolved(TASKS, "kind: {cluster: service, efs: feature}")
        assert {n.label: n.kind for n in graph.nodes if n.label in ("cluster", "EFS")} == {
            "cluster": "service",
            "EFS": "feature",
        }

    def test_corrections_that_name_nothing_are_reported(self) -> None:
        corrections = "merge: [[New Label, taskk]]\ndrop: [nothing]\nrename: {Node: Worker}"
        assert resolved(TASKS, corrections).unmatched == [
            "merge: nothing in the notes is called 'taskk'.",
            "drop: nothing in the notes is called 'nothing'.",
        ]


def test_resolving_loads_no_model() -> None:
    code = "import sys, graph.resolve; print([m for m in ('spacy', 'onnxruntime', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
