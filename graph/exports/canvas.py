"""View in, a JSON Canvas for Obsidian out."""

from __future__ import annotations

import json
import re
from typing import Any

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.sentences import phrase
from graph.layout import Placement
from graph.layout.lettering import visible
from graph.statements import Origin
from graph.view import View, ViewNode

SPREAD = 1.5
"""Canvas units for each pixel of the picture: a card has more border than a box."""
_CARD = (44, 28)
"""What a card adds to the width and height of its text."""
_COLOURS = {"service": "5", "feature": "4", "concept": "3"}
"""Obsidian's own: cyan, green, yellow, and purple for other types; they suit its light and its dark theme."""
_OTHER = "6"
_DENIED = "1"


def write_canvas(view: View, look: Look) -> bytes:
    """JSON Canvas 1.0 in UTF-8: a text card for each node where the picture has it, a line for each edge."""
    placement = look.placement_of(view)
    number = {shown.node.label: f"n{k}" for k, shown in enumerate(view.nodes)}
    cards = [_card(number[shown.node.label], shown, placement) for shown in view.nodes]
    lines = [_line(f"e{k}", edge, number, placement) for k, edge in enumerate(view.edges)]
    return (json.dumps({"nodes": cards, "edges": lines}, ensure_ascii=False, indent=1) + "\n").encode()


def _card(name: str, shown: ViewNode, placement: Placement) -> dict[str, Any]:
    (x, y), (width, height) = placement.positions[shown.node.label], placement.sizes[shown.node.label]
    wide, high = round(width * 1.15) + _CARD[0], round(height) + _CARD[1]
    return {
        "id": name,
        "type": "text",
        "text": _literal(shown.node.label),
        "x": round(x * SPREAD - wide / 2),
        "y": round(y * SPREAD - high / 2),
        "width": wide,
        "height": high,
        "color": _COLOURS.get(shown.node.kind, _OTHER),
    }


def _line(name: str, edge: Edge, number: dict[str, str], placement: Placement) -> dict[str, Any]:
    (x, y), (u, v) = placement.positions[edge.subject], placement.positions[edge.object]
    if edge.subject == edge.object:
        sides = ("top", "right")
    elif abs(u - x) >= abs(v - y):
        sides = ("right", "left") if u > x else ("left", "right")
    else:
        sides = ("bottom", "top") if v > y else ("top", "bottom")
    line: dict[str, Any] = {
        "id": name,
        "fromNode": number[edge.subject],
        "fromSide": sides[0],
        "toNode": number[edge.object],
        "toSide": sides[1],
        "label": visible(phrase(edge)) + (" …" if edge.origin == Origin.STRUCTURAL else ""),
    }
    return {**line, "color": _DENIED} if edge.negated else line


def _literal(label: str) -> str:
    """A label as Markdown that shows it and does nothing else: no picture, no link, no tag."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", visible(label) or "?")
