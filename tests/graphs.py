"""A small graph for tests, as notes on AWS would give it: parallel, denied, structural and hostile parts."""

from __future__ import annotations

import json

import networkx as nx

from graph.elements import Edge, Node, add_edge, add_node
from graph.statements import Evidence, Origin

HOSTILE_LABEL = '<img src=x onerror="document.title=1">'
"""A name that would run in a page that takes names for HTML."""
HOSTILE_TEXT = (
    "</script><script>document.title=2</script> [click](javascript:document.title=3) ![x](http://example.invalid/x.png)"
)
"""A line of a note that would run, or call home, in a page that takes text for HTML or Markdown."""

DAY_12, STORAGE, ODD = "day-12.md", "storage/efs.md", "odd.md"

_NODES = (
    ("ECS", "service", ("Elastic Container Service",), (DAY_12,)),
    ("ECS task", "feature", ("task",), (DAY_12, STORAGE)),
    ("ECS agent", "feature", (), (DAY_12,)),
    ("ECS cluster", "feature", (), (DAY_12,)),
    ("Fargate", "service", ("AWS Fargate",), (DAY_12, STORAGE)),
    ("EC2", "service", ("Elastic Compute Cloud",), (DAY_12, STORAGE)),
    ("EC2 Launch Type", "feature", (), (DAY_12,)),
    ("EC2 Instance Profile", "feature", ("instance profile",), (DAY_12,)),
    ("Task Role", "feature", ("ECS Task Role",), (DAY_12,)),
    ("task definition", "feature", (), (DAY_12,)),
    ("IAM", "service", (), (DAY_12,)),
    ("EFS", "service", ("Elastic File System",), (DAY_12, STORAGE)),
    ("S3", "service", ("Simple Storage Service",), (DAY_12, STORAGE)),
    ("EBS", "service", (), (STORAGE,)),
    ("Availability Zone", "concept", ("AZ",), (STORAGE,)),
    ("CloudWatch", "service", (), (DAY_12,)),
    ("CloudWatch Logs", "service", (), (DAY_12,)),
    ("ECR", "service", (), (DAY_12,)),
    ("EventBridge", "service", (), (DAY_12,)),
    ("ALB", "service", ("Application Load Balancer",), (DAY_12,)),
    ("EC2 Auto Scaling", "feature", ("ASG",), (DAY_12,)),
    ("target tracking", "feature", (), (DAY_12,)),
    ("microservices", "concept", (), (DAY_12,)),
    ("Raft", "concept", (), (ODD,)),
    ("consensus", "concept", (), (ODD,)),
    (HOSTILE_LABEL, "concept", (), (ODD,)),
)

_EDGES = (
    ("Task Role", "defined_in", "task definition", DAY_12, 29, "Task Role is defined in the task definition"),
    ("Task Role", "feature_of", "IAM", DAY_12, 28, "Different roles (IAM) for each task"),
    ("ECS agent", "uses", "EC2 Instance Profile", DAY_12, 22, "EC2 Instance Profile - used by the ECS agent"),
    ("ECS agent", "sends_to", "CloudWatch Logs", DAY_12, 24, "Send container logs to CloudWatch Logs"),
    ("ECS agent", "reads_from", "ECR", DAY_12, 25, "Pull images from ECR"),
    ("EC2", "registers_with", "ECS cluster", DAY_12, 13, "each instance registers in the ECS cluster"),
    ("ECS cluster", "part_of", "ECS", DAY_12, 12, "launch tasks on ECS clusters"),
    ("ECS", "runs", "ECS task", DAY_12, 12, "ECS runs tasks"),
    ("ECS", "supports", "Fargate", DAY_12, 14, "Fargate launch type"),
    ("ECS", "supports", "EC2 Launch Type", DAY_12, 11, "EC2 launch type"),
    ("EC2 Launch Type", "uses", "EC2", DAY_12, 12, "you must provision the EC2 instances"),
    ("ECS task", "uses", "Task Role", DAY_12, 28, "ECS Task Role: allows each task to have a role"),
    ("ECS task", "runs_on", "Fargate", DAY_12, 15, "run tasks on Fargate"),
    ("ECS task", "runs_on", "EC2", DAY_12, 12, "run tasks on EC2"),
    ("EFS", "mountable_by", "ECS task", DAY_12, 36, "Mount EFS file systems onto ECS tasks"),
    ("EFS", "mountable_by", "Fargate", DAY_12, 37, "Works for both EC2 and Fargate"),
    ("EFS", "mountable_by", "EC2", DAY_12, 37, "Works for both EC2 and Fargate"),
    ("EFS", "deployed_in", "Availability Zone", STORAGE, 5, "Tasks in any AZ share the same data"),
    ("EBS", "attached_to", "EC2", STORAGE, 9, "EBS is attached to one EC2 instance"),
    ("EBS", "deployed_in", "Availability Zone", STORAGE, 10, "An EBS volume lives in one AZ"),
    ("EBS", "differs_from", "EFS", STORAGE, 11, "EBS != EFS"),
    ("EventBridge", "invokes", "ECS task", DAY_12, 55, "EventBridge rule runs an ECS task"),
    ("ALB", "routes_to", "ECS task", DAY_12, 32, "ALB works for most use cases"),
    ("target tracking", "scales_on", "CloudWatch", DAY_12, 47, "Target tracking - based on a CloudWatch metric"),
    ("CloudWatch Logs", "part_of", "CloudWatch", DAY_12, 24, "CloudWatch Logs"),
    ("EC2 Auto Scaling", "scales", "EC2", DAY_12, 51, "ASG scales EC2 instances"),
    ("Fargate", "used_for", "microservices", DAY_12, 94, "good for microservices"),
    ("S3", "stores", "ECR", STORAGE, 14, "ECR images are stored in S3"),
    ("Raft", "used_for", "consensus", ODD, 3, "Raft is used for consensus"),
    (HOSTILE_LABEL, "uses", "Raft", ODD, 4, HOSTILE_TEXT),
)


def sample_graph() -> nx.MultiDiGraph:
    """26 nodes and 35 edges; two edges are denied, two structural, and EFS and ECS task have parallel ones."""
    graph = nx.MultiDiGraph()
    graph.graph["revision"] = "sample-1"
    graph.graph["notes"] = json.dumps(
        [
            {"file": DAY_12, "title": "SAA-C03 day 12", "date": "2024-08-17", "tags": ["ecs"], "categories": ["aws"]},
            {"file": ODD, "title": "Odd", "date": "", "tags": [], "categories": []},
            {"file": STORAGE, "title": "EFS and EBS", "date": "2024-08-20", "tags": ["efs"], "categories": ["aws"]},
        ]
    )
    for label, kind, aliases, notes in _NODES:
        add_node(graph, Node(label, kind, aliases, notes))
    for subject, relation, object_, file, line, text in _EDGES:
        add_edge(graph, Edge(subject, object_, relation, confidence=0.9, evidence=(Evidence(file, line, text),)))
    for edge in _special_edges():
        add_edge(graph, edge)
    return graph


def _special_edges() -> tuple[Edge, ...]:
    not_mounted = Evidence(DAY_12, 38, "Note: Amazon S3 can not be mounted as a file system", ("Data volumes (EFS)",))
    not_inherited = Evidence(DAY_12, 29, "The Task Role will not inherit from the instance profile", ("ECS Task Role",))
    shared = (
        Evidence(STORAGE, 6, "Tasks write to EFS", ("EFS",)),
        Evidence(DAY_12, 36, "Mount EFS file systems onto ECS tasks"),
    )
    nested = Evidence(STORAGE, 7, "Persistent multi-AZ storage", ("EFS", "Use cases"))
    return (
        Edge("S3", "ECS task", "mountable_by", negated=True, confidence=0.81, evidence=(not_mounted,)),
        Edge("Task Role", "EC2 Instance Profile", "inherits_from", negated=True, evidence=(not_inherited,)),
        Edge("ECS task", "EFS", "sends_to", scope="EC2 Launch Type only", count=2, evidence=shared),
        Edge("EFS", "microservices", "used_for", origin=Origin.STRUCTURAL, confidence=0.55, evidence=(nested,)),
        Edge(
            "ECS task",
            "task definition",
            "defined_in",
            origin=Origin.STRUCTURAL,
            evidence=(Evidence(DAY_12, 30, "defined in your task definition", ("ECS task",)),),
        ),
    )
