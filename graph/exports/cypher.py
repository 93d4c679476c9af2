"""View in, an openCypher script out that builds the same graph on a graph server."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.elements import Edge, Node
from graph.exports.look import Look
from graph.view import View


def write_cypher(view: View, _: Look) -> bytes:
    """One statement a line, each ended by a semicolon, in UTF-8; running it twice leaves one graph.

    A node's label is its type (Service), an edge's type its relation in capitals (MOUNTABLE_BY, denied
    NOT_MOUNTABLE_BY); nodes bear `name` and `label`, and the properties are those of `graph.elements`.
    """
    kinds = {shown.node.label: node_label(shown.node.kind) for shown in view.nodes}
    lines = [_node(shown.node) for shown in view.nodes]
    lines += [_edge(edge, kinds[edge.subject], kinds[edge.object]) for edge in view.edges]
    return "".join(f"{line};\n" for line in lines).encode("utf-8", "replace")


def node_label(kind: str) -> str:
    """A node type as a label, with the back quotes that make it one name.

    >>> node_label("service"), node_label("exam topic"), node_label("`}) DELETE n //")
    ('`Service`', '`ExamTopic`', '`DELETEN`')
    """
    words = re.findall(r"\w+", kind)
    return f"`{''.join(word[0].upper() + word[1:] for word in words).lstrip('0123456789') or 'Thing'}`"


def edge_type(relation: str, *, negated: bool) -> str:
    """A relation as an edge's type.

    >>> edge_type("mountable_by", negated=True)
    '`NOT_MOUNTABLE_BY`'
    """
    name = re.sub(r"\W+", "_", relation).strip("_").upper() or "RELATED_TO"
    return f"`{'NOT_' if negated else ''}{name}`"


def text(value: str) -> str:
    r"""A text as a literal on one line; control characters but tab and line ends are left out.

    A backslash before `u` is kept apart from it: servers read `\uXXXX` before anything else, even after a backslash.

    >>> print(text("it's"), text("C:\\users"))
    'it\'s' 'C:\\' + 'users'
    """
    quoted = _CONTROLS.sub("", value).replace("\\", "\\\\").replace("'", "\\'")
    for sign, escape in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        quoted = quoted.replace(sign, escape)
    return "'" + re.sub(r"\\(?=[uU])", r"\\' + '", quoted) + "'"


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _node(node: Node) -> str:
    settings = [
        f"n.label = {text(node.label)}",
        f"n.kind = {text(node.kind)}",
        f"n.aliases = {_list(node.aliases)}",
        f"n.notes = {_list(node.notes)}",
    ]
    return f"MERGE (n:{node_label(node.kind)} {{name: {text(node.label)}}}) SET {', '.join(settings)}"


def _edge(edge: Edge, subject: str, object_: str) -> str:
    ends = f"(a:{subject} {{name: {text(edge.subject)}}}), (b:{object_} {{name: {text(edge.object)}}})"
    kind = edge_type(edge.relation, negated=edge.negated)
    identity = f"relation: {text(edge.relation)}, scope: {text(edge.scope)}"
    settings = ", ".join(f"r.{name} = {value}" for name, value in _properties(edge))
    return f"MATCH {ends} MERGE (a)-[r:{kind} {{{identity}}}]->(b) SET {settings}"


def _properties(edge: Edge) -> Iterator[tuple[str, str]]:
    yield "negated", "true" if edge.negated else "false"
    yield "modality", text(edge.modality)
    yield "confidence", f"{edge.confidence:.3f}"
    yield "found_by", text(edge.found_by)
    yield "origin", text(str(edge.origin))
    yield "count", str(edge.count)
    if edge.evidence:
        best = edge.evidence[0]
        yield "evidence_file", text(best.file)
        yield "evidence_line", str(best.line)
        yield "evidence", text(best.text)
    yield "statements", _list([f"{e.file}, line {e.line}: {e.text}" for e in edge.evidence])


def _list(values: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(map(text, values)) + "]"
