"""View in, a Mermaid flowchart out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.theme import Theme
from graph.layout.lettering import relation_lines, visible
from graph.statements import Origin
from graph.view import View, ViewNode

_BRACKETS = {"service": ("(", ")"), "feature": ("{{", "}}"), "concept": ("([", "])")}
_OTHER = ("[", "]")


def write_mermaid(view: View, look: Look) -> bytes:
    """A flowchart from left to right in UTF-8, with the picture's colours, shapes and line styles.

    On a page it stands in a fenced block: see `fenced`.
    """
    number = {shown.node.label: k for k, shown in enumerate(view.nodes)}
    lines = [
        "flowchart LR",
        *(f"  n{k}{_node(shown)}" for k, shown in enumerate(view.nodes)),
        *(f"  n{number[edge.subject]} {_arrow(edge)} n{number[edge.object]}" for edge in view.edges),
        *(f"  {style}" for style in _styles(view, look.theme)),
    ]
    return ("\n".join(lines) + "\n").encode()


def fenced(flowchart: bytes) -> bytes:
    """The flowchart as a block for a Markdown page.

    >>> fenced(b"flowchart LR\\n").decode().splitlines()
    ['```mermaid', 'flowchart LR', '```']
    """
    return b"```mermaid\n" + flowchart + b"```\n"


def _node(shown: ViewNode) -> str:
    before, after = _BRACKETS.get(shown.node.kind, _OTHER)
    return f"{before}{_quoted(shown.node.label)}{after}"


def _arrow(edge: Edge) -> str:
    line = "-.->" if edge.negated or edge.origin == Origin.STRUCTURAL else "-->"
    return f"{line}|{_quoted(' '.join(relation_lines(edge)))}|"


def _styles(view: View, theme: Theme) -> Iterator[str]:
    """A class for each type of node, and colours of the edges that are not plain."""
    kinds: dict[str, list[int]] = {}
    for k, shown in enumerate(view.nodes):
        kinds.setdefault(shown.node.kind, []).append(k)
    for rank, (kind, members) in enumerate(sorted(kinds.items())):
        paint = theme.paint(kind)
        yield f"classDef k{rank} fill:{paint.fill},stroke:{paint.line},color:{paint.text}"
        yield f"class {','.join(f'n{k}' for k in members)} k{rank}"
    for colour, edges in (
        (theme.negated, [k for k, edge in enumerate(view.edges) if edge.negated]),
        (theme.structural, [k for k, e in enumerate(view.edges) if e.origin == Origin.STRUCTURAL and not e.negated]),
    ):
        if edges:
            yield f"linkStyle {','.join(map(str, edges))} stroke:{colour}"


def _quoted(line: str) -> str:
    """A text in quotes; all signs but those of plain prose as numbers, so that none means anything to Mermaid."""
    shown = visible(line) or "?"
    return '"' + re.sub(r"[^\w \-.,()/\u00a0-\U0010ffff]", lambda match: f"#{ord(match[0])};", shown) + '"'
