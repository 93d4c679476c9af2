"""What is read of one real note: facts that a careful reader sees in it, and that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import build_uploads
from graph.elements import edges_of, node_of
from graph.names import name_key
from graph.relations import inventory

NOTE = Path(__file__).parents[1] / "data" / "notes" / "2024-08-17-saa-c03-day-12.md"

Names = tuple[str, ...]

TASK: Names = ("ECS task", "task", "ECSTask", "stopped task")
TASK_ROLE: Names = ("Task Role", "ECS Task Role")
TASK_DEFINITION: Names = ("task definition", "ECS task definition")
INSTANCE_PROFILE: Names = ("instance profile", "EC2 Instance Profile")
EC2: Names = ("EC2", "EC2 instance", "node")
SPOT: Names = ("spot instance", "spot")
MANAGED: Names = ("Managed Node Group",)
SELF_MANAGED: Names = ("Self Managed Node", "Self-Managed Node")

FACTS: dict[str, list[tuple[Names, str, Names, bool, int]]] = {
    "1 the Task Role is defined in the task definition": [(TASK_ROLE, "defined_in", TASK_DEFINITION, False, 29)],
    "2 the Task Role does not inherit": [(TASK_ROLE, "inherits_from", INSTANCE_PROFILE, True, 29)],
    "3 EFS is mountable by ECS tasks": [(("EFS", "EFS file system"), "mountable_by", TASK, False, 36)],
    "4 EFS is mountable by Fargate and EC2": [
        (("EFS", "EFS file system"), "mountable_by", ("Fargate", "Fargate Launch Type"), False, 37),
        (("EFS", "EFS file system"), "mountable_by", (*EC2, "EC2 Launch Type"), False, 37),
    ],
    "5 S3 is not mountable": [(("S3",), "mountable_by", (*TASK, "ECS", "file system"), True, 38)],
    "6 the agent sends to CloudWatch Logs": [(("ECS agent",), "sends_to", ("CloudWatch Logs",), False, 24)],
    "7 the agent reads from ECR": [(("ECS agent",), "reads_from", ("ECR",), False, 25)],
    "8 the agent reads from SSM and Secrets Manager": [
        (("ECS agent",), "reads_from", ("SSM", "Systems Manager"), False, 26),
        (("ECS agent",), "reads_from", ("Secrets Manager", "Secret Manager"), False, 26),
    ],
    "9 EC2 registers with the cluster": [(EC2, "registers_with", ("ECS cluster",), False, 13)],
    "10 EventBridge invokes ECS tasks": [(("EventBridge", "Event Bridge"), "invokes", TASK, False, 55)],
    "11 EKS supports EC2 and Fargate": [
        (("EKS",), "supports", EC2, False, 68),
        (("EKS",), "supports", ("Fargate",), False, 68),
    ],
    "12 both node types support spot instances": [
        (MANAGED, "supports", SPOT, False, 76),
        (SELF_MANAGED, "supports", SPOT, False, 81),
    ],
    "13 target tracking scales on a metric": [
        (("Target Tracking",), "scales_on", ("CloudWatch metric",), False, 47),
    ],
    "14 task level scaling is not EC2 Auto Scaling": [
        (("task level scale", "task level scaling"), "differs_from", ("EC2 Auto Scaling",), False, 50),
    ],
    "15 App Runner is used for microservices": [(("App Runner",), "used_for", ("microservice",), False, 94)],
}
HOLD = {1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
"""The rest is not read yet; nothing in the rules or the vocabulary is made for this note."""

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def stated() -> set[tuple[str, str, str, bool, int]]:
    """Every relation between all names of its ends, with its polarity and each of its lines."""
    graph = build_uploads({NOTE.name: NOTE.read_bytes()}).graph
    names = {label: {name_key(name) for name in (label, *node_of(graph, label).aliases)} for label in graph}
    return {
        (" ".join(subject), edge.relation, " ".join(object_), edge.negated, evidence.line)
        for edge in edges_of(graph)
        for subject in names[edge.subject]
        for object_ in names[edge.object]
        for evidence in edge.evidence
    }


def holds(part: tuple[Names, str, Names, bool, int], stated: set[tuple[str, str, str, bool, int]]) -> bool:
    subjects, relation, objects, negated, line = part
    keys = [(" ".join(name_key(s)), " ".join(name_key(o))) for s in subjects for o in objects]
    symmetric = inventory().relations[relation].symmetric
    ends = keys + [(o, s) for s, o in keys] if symmetric else keys
    return any((s, relation, o, negated, line) in stated for s, o in ends)


@pytest.mark.parametrize("fact", [fact for fact in FACTS if int(fact.split()[0]) in HOLD])
def test_a_fact_that_holds(fact: str, stated: set[tuple[str, str, str, bool, int]]) -> None:
    assert [part for part in FACTS[fact] if not holds(part, stated)] == []


def test_a_fact_that_has_come_to_hold_is_added(stated: set[tuple[str, str, str, bool, int]]) -> None:
    found = {int(fact.split()[0]) for fact, parts in FACTS.items() if all(holds(part, stated) for part in parts)}
    assert found - HOLD == set(), "add the new ones to HOLD"
