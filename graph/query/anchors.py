"""A query and the graph in; the same query out, with the label of each thing that it calls by name, at its pattern.

The engine has an index of names for each label and none for all of them: `(a {name: 'EFS'})` would look at every node.
Names are of one node each, so that a label more changes nothing of what is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from graph.query.cypher import Token, pieces_of
from graph.query.tables import query_label

_NAMING = ("name", "label")
_CLAUSES = frozenset(
    ("match", "optional", "where", "with", "return", "unwind", "union", "call", "order", "skip", "limit")
)
_NOT_ALL = frozenset(("or", "xor", "not"))
"""Words between conditions that need not all hold."""
_NESTING = frozenset("()[]{}")
_BEFORE = frozenset(("where", "and"))


def anchored(text: str, graph: nx.MultiDiGraph, params: Mapping[str, Any]) -> str:
    """The query with labels where it has names alone.

    >>> from graph.elements import Node, add_node
    >>> graph = nx.MultiDiGraph()
    >>> add_node(graph, Node("EFS", "service"))
    >>> anchored("MATCH (a {name: 'EFS'})--(b) RETURN b", graph, {})
    "MATCH (a:`Service` {name: 'EFS'})--(b) RETURN b"
    >>> anchored("MATCH (a)--(b) WHERE a.name = $it RETURN b", graph, {"it": "EFS"})
    'MATCH (a:`Service` {name: $it})--(b) WHERE a.name = $it RETURN b'
    """
    pieces = pieces_of(text)
    places = [place for place, piece in enumerate(pieces) if piece.kind not in ("space", "comment")]
    tokens = [pieces[place] for place in places]
    written = [piece.written for piece in pieces]
    found = [(at, name, "") for at, name in _in_patterns(tokens, params)]
    found += [(at, name, condition) for at, name, condition in _in_conditions(tokens, params)]
    for at, name, condition in found:
        if name in graph:
            label = Token("quoted", query_label(graph.nodes[name]["kind"])).written
            written[places[at]] = f"{pieces[places[at]].written}:{label}{condition}"
    return "".join(written)


def _in_patterns(tokens: Sequence[Token], params: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """After which token a label may stand, and the name that it is the label of: `(a {name: 'EFS'})`."""
    for place, token in enumerate(tokens):
        if token.text != "{" or token.kind != "sign" or place == 0:
            continue
        opening = place - 2 if tokens[place - 1].kind in ("word", "quoted") else place - 1
        key, colon = (tokens[at].text if at < len(tokens) else "" for at in (place + 1, place + 2))
        if opening >= 0 and tokens[opening].text == "(" and _opens_node(tokens, opening):
            name = _value(tokens, place + 3, params) if key in _NAMING and colon == ":" else None
            if name is not None and _is_first(tokens, place - 1):
                yield place - 1, name


def _in_conditions(tokens: Sequence[Token], params: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """The same for `MATCH (a)--(b) WHERE a.name = 'EFS'`, where all conditions must hold, with the one on the name."""
    for start, where, end in _matches(tokens):
        for place in range(where + 1, end - 4):
            variable, point, key, equals = tokens[place : place + 4]
            asked = (point.text, equals.text) == (".", "=") and key.text in _NAMING and variable.kind == "word"
            name = _value(tokens, place + 4, params) if asked and tokens[place - 1].text.lower() in _BEFORE else None
            at = next((at for at in range(start, where - 1) if _is_bare(tokens, at, variable.text)), None)
            if name is not None and at is not None and _is_first(tokens, at):
                yield (
                    at,
                    name,
                    f" {{{key.text}: {''.join(token.written for token in _value_tokens(tokens, place + 4))}}}",
                )


def _matches(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Places of MATCH, of its WHERE and of what follows, for each whose conditions are joined by AND alone.

    Not where anything is nested: what stands in braces or in a call has meanings of its own.
    """
    clauses = [place for place, token in enumerate(tokens) if token.kind == "word" and token.text.lower() in _CLAUSES]
    for start, where, end in zip(clauses, clauses[1:], [*clauses[2:], len(tokens)], strict=False):
        conditions = tokens[where + 1 : end]
        if tokens[start].text.lower() == "match" and tokens[where].text.lower() == "where":
            words = {token.text.lower() for token in conditions if token.kind == "word"}
            signs = {token.text for token in conditions if token.kind == "sign"}
            if not words & _NOT_ALL and not signs & _NESTING:
                yield start, where, end


def _opens_node(tokens: Sequence[Token], opening: int) -> bool:
    """Whether the bracket opens a pattern's node, not the arguments of a call."""
    before = tokens[opening - 1] if opening else Token("sign", "")
    return before.kind == "sign" or before.text.lower() in _CLAUSES


def _is_bare(tokens: Sequence[Token], at: int, variable: str) -> bool:
    """Whether the node's name stands here as `(name)`, without a label."""
    around = [tokens[place].text for place in (at - 1, at, at + 1)]
    return around == ["(", variable, ")"] and _opens_node(tokens, at - 1)


def _is_first(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing before bears the name that stands here, so that it is this pattern that looks for it."""
    return tokens[at].text == "(" or all(token.text != tokens[at].text for token in tokens[:at])


def _value(tokens: Sequence[Token], at: int, params: Mapping[str, Any]) -> str | None:
    """The text that stands here, itself or by a parameter; None where it is part of something longer."""
    own = _value_tokens(tokens, at)
    after = tokens[at + len(own)] if at + len(own) < len(tokens) else Token("sign", ")")
    ends = after.text in (",", "}", ")") or (after.kind == "word" and after.text.lower() in _CLAUSES | {"and"})
    if not own or not ends:
        return None
    if len(own) == 2:
        value = params.get(own[1].text)
        return value if isinstance(value, str) else None
    text = own[0].text
    return text[1:-1] if own[0].kind == "string" and "\\" not in text and len(text) > 1 else None


def _value_tokens(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """A text or a parameter's sign and name."""
    return tokens[at : at + 2] if tokens[at : at + 1] == [Token("sign", "$")] else tokens[at : at + 1]
