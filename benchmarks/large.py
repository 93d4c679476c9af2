"""A made-up graph as large as wanted, and the same in a store, with the lines of its notes."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

import networkx as nx

from graph.elements import Edge, Node, add_edge, add_node
from graph.relations import inventory
from graph.statements import Evidence
from graph.store import Store
from graph.store.tables import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, GraphRows, to_json

WORDS = re.findall(
    r"\w+",
    """task role cluster launch type instance profile elastic file system load balancer target group metric alarm
    scaling policy queue topic stream bucket key table index cache proxy gateway endpoint subnet route zone record event
    rule schedule function layer image registry container agent node pod service volume snapshot backup vault secret""",
)
LINES_A_NOTE = 80


def made_up_graph(nodes: int, edges: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """A graph in which a few nodes have many edges, as in real notes, and the labels of its nodes."""
    choose = random.Random(1)
    graph = nx.MultiDiGraph(revision="made up", notes="[]")
    seen: dict[str, None] = {}
    while len(seen) < nodes:
        words = " ".join(choose.choice(WORDS) for _ in range(choose.randint(1, 3))).title()
        seen[words if choose.random() < 0.1 else f"{words} {choose.randint(1, 9_999)}"] = None
    labels = list(seen)
    for number, label in enumerate(labels):
        add_node(graph, Node(label, "concept", (f"X{number}",) if choose.random() < 0.1 else (), ("a.md",)))
    relations = list(inventory().relations)
    objects: list[str] = []
    for number in range(edges):
        subject = labels[number % nodes]
        object_ = choose.choice(objects) if objects and choose.random() < 0.5 else choose.choice(labels)
        objects.append(object_)
        text = f"{subject} works with the help of {object_} and a {choose.choice(WORDS)}"
        edge = Edge(
            subject,
            object_,
            choose.choice(relations),
            negated=choose.random() < 0.03,
            confidence=choose.random(),
            origin=choose.choice(("stated", "stated", "structural")),
            evidence=(Evidence(f"n{number // LINES_A_NOTE}.md", number % LINES_A_NOTE + 1, text),),
        )
        add_edge(graph, edge)
    return graph, labels


def write_store(graph: nx.MultiDiGraph, path: Path) -> None:
    """A store with that graph, and with the lines that its edges name as the lines of its notes."""
    lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for _, _, edge in graph.edges(data=True):
        lines[edge["evidence_file"]].append((edge["evidence_line"], edge["evidence"]))
    nodes = [tuple(node[name] for name in NODE_ATTRIBUTES) for _, node in graph.nodes(data=True)]
    edges = [
        (subject, object_, key, *(edge[name] for name in EDGE_ATTRIBUTES))
        for subject, object_, key, edge in graph.edges(keys=True, data=True)
    ]
    notes = to_json([{"file": file, "title": file, "date": "", "tags": [], "categories": []} for file in lines])
    with Store(path) as store:
        for file, numbered in lines.items():
            store.put_lines(file, numbered)
        store.write_graph(GraphRows(nodes, edges, []), {"revision": graph.graph["revision"], "notes": notes})
