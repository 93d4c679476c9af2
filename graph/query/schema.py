"""A query and the names that a graph has in; a sentence out for each label, type, property or name that it has not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

import networkx as nx

from graph.errors import UnknownNameError
from graph.query.cypher import Token, tokens_of
from graph.query.spelling import brackets_of
from graph.query.tables import EDGE_PROPERTIES, NODE_PROPERTIES, query_type, tables_of
from graph.relations import inventory
from graph.search import find_node

_MOST_WARNINGS = 20
_NAMING = ("name", "label")


def unknown_names(graph: nx.MultiDiGraph, text: str) -> list[str]:
    """For each label, type, property and node name in the query that the graph has not, a sentence with the nearest.

    The engine itself answers such a query with no rows, or with null.
    """
    tables = tables_of(graph)
    sentences: dict[str, None] = {}
    for role, name in _names_in(tokens_of(text)):
        if len(sentences) >= _MOST_WARNINGS:
            break
        if role == "label" and name not in tables.node_labels and name not in tables.types:
            sentences[f"No node has the label {name}.{_nearest(name, tables.node_labels)}"] = None
        elif role == "type" and name not in tables.types:
            sentences[f"No edge has the type {name}.{_nearest_type(name, tables.types)}"] = None
        elif role == "property" and name not in (*NODE_PROPERTIES, *EDGE_PROPERTIES):
            nearest = _nearest(name, (*NODE_PROPERTIES, *EDGE_PROPERTIES))
            sentences[f"Neither nodes nor edges have the property {name}.{nearest}"] = None
        elif role == "name" and name not in graph:
            sentences[f"Nothing has the name {name!r}.{_nearest_name(graph, name)}"] = None
    return list(sentences)


def _names_in(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Names in the query with what they are: label, type, property, or name of a node."""
    made = _map_keys(tokens)
    for place, (token, inside) in enumerate(zip(tokens, brackets_of(tokens), strict=True)):
        after = tokens[place + 1 : place + 3]
        if token.text == ":" and token.kind == "sign" and inside not in ("map", "pattern map"):
            for name in _names_after(tokens, place + 1):
                yield ("type" if inside == "edge" else "label"), name
        elif token.text == "." and token.kind == "sign" and _is_property(tokens, place):
            if after[0].text not in made:
                yield "property", after[0].text
            yield from _name_compared(after[0].text, tokens[place + 2 : place + 4])
        elif inside == "pattern map" and token.kind in ("word", "quoted") and after and after[0].text == ":":
            yield "property", token.text
            yield from _name_compared(token.text, after)


def _names_after(tokens: Sequence[Token], place: int) -> Iterator[str]:
    """The alternatives of a label or type: `A`, `A|B`, `A:B`, `!A`."""
    while place < len(tokens):
        if tokens[place].text in ("!", ":"):
            place += 1
        elif tokens[place].kind in ("word", "quoted"):
            yield tokens[place].text
            if place + 1 >= len(tokens) or tokens[place + 1].text not in ("|", "&", ":"):
                return
            place += 2
        else:
            return


def _is_property(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name of a property follows the point; not so in a call or a range."""
    if place + 1 >= len(tokens) or tokens[place + 1].kind not in ("word", "quoted"):
        return False
    return place + 2 >= len(tokens) or tokens[place + 2].text != "("


def _name_compared(name: str, after: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The text that a name is compared with: `name: "EFS"`, `.name = "EFS"`."""
    if name in _NAMING and len(after) == 2 and after[0].text in (":", "=") and after[1].kind == "string":
        text = after[1].text[1:-1]
        if "\\" not in text:
            yield "name", text


def _map_keys(tokens: Sequence[Token]) -> set[str]:
    """Keys of the maps that the query makes itself, and names that it gives."""
    keys: set[str] = set()
    for place, inside in enumerate(brackets_of(tokens)):
        if inside == "map" and tokens[place + 1 : place + 2] and tokens[place + 1].text == ":":
            keys.add(tokens[place].text)
    return keys


def _nearest(name: str, known: Collection[str]) -> str:
    folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    if close:
        return f" The nearest is {folded[close[0]]}."
    return f" There are {', '.join(sorted(known)[:12])}." if known else ""


def _nearest_type(name: str, known: Collection[str]) -> str:
    """The type that the inventory knows by this name, which may read it backwards; else one spelled nearly so."""
    negated = name.upper().startswith("NOT_")
    relation, backwards = inventory().resolve(name.upper().removeprefix("NOT_"))
    meant = query_type(relation, negated=negated)
    if meant in known and meant != name:
        return f" The notes have {meant}" + (", which leads the other way." if backwards else ".")
    return _nearest(name, known)


def _nearest_name(graph: nx.MultiDiGraph, name: str) -> str:
    try:
        return f" The graph calls it {find_node(graph, name)!r}."
    except UnknownNameError as error:
        return f" Did you mean {' or '.join(map(repr, error.suggestions))}?" if error.suggestions else ""
