"""A graph as notes on cloud certification give it, for tests of views, layouts and files."""

from __future__ import annotations

import networkx as nx

from graph.elements import Edge, Node, add_edge, add_node
from graph.statements import Evidence

KINDS = {
    "service": """ECS; EC2; Fargate; EKS; ECR; EFS; S3; Application Load Balancer; Network Load Balancer; CloudWatch;
        CloudWatch Logs; Secrets Manager; SSM Parameter Store; EventBridge; IAM; App Runner; Lambda; SQS; SNS; DynamoDB;
        Route 53; CloudFront; API Gateway; Amazon Managed Service for Prometheus; VPC; RDS; Aurora; ElastiCache; KMS;
        Step Functions; Kinesis Data Streams; AWS Certificate Manager""",
    "feature": """Task Role; EC2 Instance Profile; ECS agent; EC2 Launch Type; Fargate Launch Type; task definition;
        ECS cluster; ECS service; Target Tracking; Step Scaling; Auto Scaling Group; Capacity Provider; Managed Node
        Group; Self-Managed Nodes; Spot Instances; Security Group; Multi-AZ file system; Origin Access Control""",
    "concept": """container; Kubernetes; microservices; serverless; high availability; least privilege;
        shared storage across availability zones for stateful containers; cost; latency""",
    "exam": "SAA-C03 exam",
}
EDGES = """
Task Role | defined_in | task definition | 29
Task Role | not inherits_from | EC2 Instance Profile | 29
ECS | uses | Task Role | 28
EFS | mountable_by | ECS | 36
EFS | mountable_by | Fargate | 37
EFS | mountable_by | EC2 | 37
S3 | not mountable_by | ECS | 38
ECS agent | sends_to | CloudWatch Logs | 24
ECS agent | reads_from | ECR | 25
ECS agent | reads_from | Secrets Manager | 26
ECS agent | reads_from | SSM Parameter Store | 26
ECS agent | uses | EC2 Instance Profile | 22
ECS agent | part_of | ECS | 21
EC2 | registers_with | ECS cluster | 13
EC2 Instance Profile | feature_of | EC2 | 22 | EC2 Launch Type only
EventBridge | invokes | ECS | 55
EKS | supports | EC2 | 68
EKS | supports | Fargate | 68
Managed Node Group | supports | Spot Instances | 76
Self-Managed Nodes | supports | Spot Instances | 81
Managed Node Group | feature_of | EKS | 74
Self-Managed Nodes | feature_of | EKS | 79
Managed Node Group | manages | EC2 | 75
Target Tracking | scales_on | CloudWatch | 47
ECS service | uses | Target Tracking | 46
ECS service | uses | Step Scaling | 48
ECS service | differs_from | Auto Scaling Group | 50
App Runner | used_for | microservices | 94
App Runner | uses | container | 92
EC2 Launch Type | feature_of | ECS | 10
Fargate Launch Type | feature_of | ECS | 15
Fargate Launch Type | is_a | serverless | 16
EC2 Launch Type | not is_a | serverless | 12
EC2 Launch Type | requires | EC2 | 11
Fargate | not requires | EC2 | 16
ECS | runs_on | EC2 | 11
ECS | runs_on | Fargate | 15
ECS | manages | container | 8
ECS | integrates_with | Application Load Balancer | 31
Network Load Balancer | recommended for | latency | 33
Application Load Balancer | routes_to | ECS service | 32
Application Load Balancer | routes_to | Lambda | 12
Network Load Balancer | routes_to | ECS service | 33
ECS cluster | part_of | ECS | 9
ECS service | part_of | ECS cluster | 40
Capacity Provider | scales_on | cost | 52
Capacity Provider | manages | Auto Scaling Group | 51
Auto Scaling Group | creates | EC2 | 51
Auto Scaling Group | monitors | CloudWatch | 53
EFS | used_for | shared storage across availability zones for stateful containers | 39
EFS | is_a | Multi-AZ file system | 39
EKS | is_a | Kubernetes | 64
Kubernetes | manages | container | 65
EKS | alternative_to | ECS | 66
ECS | alternative_to | EKS | 66
EKS | differs_from | ECS | 67
ECR | stores | container | 4
S3 | not supports | high availability | 90 | One Zone-IA
S3 | supports | high availability | 91
S3 | invokes | Lambda | 18
S3 | sends_to | EventBridge | 56
S3 | sends_to | SQS | 57
SQS | invokes | Lambda | 19
Lambda | reads_from | SQS | 19
SNS | sends_to | SQS | 20
Lambda | is_a | serverless | 3
Lambda | uses | IAM | 5
Lambda | stored_in | DynamoDB | 6
Lambda | invokes | Lambda | 7
API Gateway | invokes | Lambda | 9
Step Functions | invokes | Lambda | 10
EventBridge | invokes | Step Functions | 58
EventBridge | invokes | Lambda | 59
CloudFront | routes_to | S3 | 21
Origin Access Control | protects | S3 | 22
CloudFront | uses | Origin Access Control | 22
CloudFront | uses | AWS Certificate Manager | 23
CloudFront | reduces | latency | 24
Route 53 | routes_to | CloudFront | 25
Route 53 | routes_to | Application Load Balancer | 26
IAM | grants | least privilege | 27
Task Role | part_of | IAM | 28
KMS | encrypts | S3 | 29
KMS | encrypts | EFS | 30
KMS | encrypts | Secrets Manager | 30
RDS | deployed_in | VPC | 31
Aurora | is_a | RDS | 32
Aurora | replicates_to | Aurora | 33
ElastiCache | protects | RDS | 34
Security Group | protects | RDS | 35
Security Group | not has_state | VPC | 36
Kinesis Data Streams | invokes | Lambda | 37
Amazon Managed Service for Prometheus | monitors | EKS | 38
SAA-C03 exam | asks_about | ECS | 1
SAA-C03 exam | asks_about | S3 | 1
"""
STRUCTURAL = {("ECS", "uses", "Task Role"), ("ECS service", "part_of", "ECS cluster"), ("EKS", "supports", "Fargate")}


def cloud_graph() -> nx.MultiDiGraph:
    """About 60 nodes and 95 edges: negated, parallel, opposite, scoped and structural ones, and two loops."""
    graph = nx.MultiDiGraph(revision="1", notes='[{"file":"ecs.md","title":"Day 12: ECS & EKS"}]')
    for kind, names in KINDS.items():
        for name in names.split(";"):
            add_node(graph, Node(" ".join(name.split()), kind, notes=("ecs.md",)))
    for row in EDGES.strip().splitlines():
        subject, relation, object_, line, *scope = (part.strip() for part in row.split("|"))
        negated = relation.startswith("not ")
        relation = relation.removeprefix("not ").replace(" ", "_")
        structural = (subject, relation, object_) in STRUCTURAL
        add_edge(
            graph,
            Edge(
                subject,
                object_,
                relation,
                negated=negated,
                scope=scope[0] if scope else "",
                confidence=0.9,
                origin="structural" if structural else "stated",
                evidence=(Evidence("ecs.md", int(line), f"{subject}: {relation} {object_}"),),
            ),
        )
    return graph
