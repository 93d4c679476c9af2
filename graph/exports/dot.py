"""View in, a DOT file for Graphviz out."""

from __future__ import annotations

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.sentences import told
from graph.exports.theme import Theme
from graph.layout.lettering import node_lines, relation_lines, visible
from graph.statements import Origin
from graph.view import View, ViewNode

_SHAPES = {
    "service": 'box" style="rounded,filled',
    "feature": 'hexagon" style="filled',
    "concept": 'oval" style="filled',
}
_OTHER = 'box" style="filled'


def write_dot(view: View, look: Look) -> bytes:
    """A digraph in UTF-8 with the picture's colours, shapes and line styles; Graphviz places it anew."""
    theme = look.theme
    number = {shown.node.label: k for k, shown in enumerate(view.nodes)}
    font = f'fontname="Inter, Helvetica, Arial, sans-serif" fontcolor="{theme.text}"'
    background = "transparent" if look.transparent else theme.background
    lines = [
        "digraph {",
        f'  graph [label={_quoted(view.title)} labelloc=t rankdir=LR bgcolor="{background}" {font}];',
        f"  node [fontsize=14 {font}];",
        f"  edge [fontsize=10 {font}];",
        *(f"  n{k} {_node(shown, theme)};" for k, shown in enumerate(view.nodes)),
        *(f"  n{number[edge.subject]} -> n{number[edge.object]} {_edge(edge, theme)};" for edge in view.edges),
        "}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _node(shown: ViewNode, theme: Theme) -> str:
    paint = theme.paint(shown.node.kind)
    look = f'fillcolor="{paint.fill}" color="{paint.line}" fontcolor="{paint.text}"'
    name = _quoted(*node_lines(shown.node.label))
    tip = _quoted(f"{shown.node.label} ({shown.node.kind})")
    return f'[label={name} tooltip={tip} shape="{_SHAPES.get(shown.node.kind, _OTHER)}" {look}]'


def _edge(edge: Edge, theme: Theme) -> str:
    colour, letters, style = theme.edge, theme.edge_text, "solid"
    if edge.origin == Origin.STRUCTURAL:
        colour, style = theme.structural, "dotted"
    if edge.negated:
        colour, letters, style = theme.negated, theme.negated_text, "dashed"
    look = f'color="{colour}" fontcolor="{letters}" style={style}' + (" arrowhead=normaltee" if edge.negated else "")
    return f"[label={_quoted(*relation_lines(edge))} tooltip={_quoted(told(edge))} {look}]"


def _quoted(*lines: str) -> str:
    """Lines as a quoted string; backslashes and entities of a note stand for themselves."""
    kept = (visible(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(kept) + '"'
