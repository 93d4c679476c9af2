"""openCypher as anybody may write it in; what its brackets hold, and the same as the engine reads it, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.errors import QueryError
from graph.query.cypher import Token, pieces_of

_CLOSING = {")": "(", "]": "[", "}": "{"}
_BEFORE_PATTERN = frozenset(("match", "where", "and", "or", "not", "xor", "exists", "in", "return", "with", "when"))
"""Words that an opening bracket may follow without being a call."""


def respelled(text: str) -> str:
    """The query without comments, and with the spellings that the engine refuses replaced by those that it takes.

    `<-->` and `<-[]->` are either way, as `--` and `-[]-` are; `[:A|:B]` is `[:A|B]`; `*..` is `*`. QueryError where a
    name stands for a thing and for a relation.

    >>> respelled("MATCH (a)<-[:A|:B*..]->(b) RETURN a /* all */")
    'MATCH (a)-[:A|B*]-(b) RETURN a          '
    """
    pieces = pieces_of(text)
    places = [place for place, piece in enumerate(pieces) if piece.kind not in ("space", "comment")]
    tokens = [pieces[place] for place in places]
    _refuse_clashes(tokens)
    dropped = {places[number] for number in _superfluous(tokens)}
    return "".join(
        "".join(sign if sign == "\n" else " " for sign in piece.written) if piece.kind == "comment" else piece.written
        for place, piece in enumerate(pieces)
        if place not in dropped
    )


def brackets_of(tokens: Sequence[Token]) -> Iterator[str]:
    """For each token what it stands in: node, edge, list, call, map, pattern map, or nothing."""
    inside = [""]
    for place, token in enumerate(tokens):
        if token.kind == "sign" and token.text in _CLOSING and len(inside) > 1:
            inside.pop()
        yield inside[-1]
        if token.kind == "sign" and token.text in _CLOSING.values():
            inside.append(_bracket(tokens, place, inside[-1]))


def _bracket(tokens: Sequence[Token], place: int, around: str) -> str:
    before = tokens[place - 1] if place else Token("sign", "")
    match tokens[place].text:
        case "[":
            return "edge" if before.text in ("-", "<") else "list"
        case "{":
            return "pattern map" if around in ("node", "edge") else "map"
    is_call = before.kind in ("word", "quoted") and before.text.lower() not in _BEFORE_PATTERN
    holds_pattern = tokens[place + 1 : place + 2] == [Token("sign", "(")]  # shortestPath((a)-->(b))
    return "call" if is_call and not holds_pattern else "node"


def _superfluous(tokens: Sequence[Token]) -> Iterator[int]:
    """Tokens that the engine can do without, and has to."""
    signs = [token.text if token.kind == "sign" else "" for token in tokens]
    opened: list[int] = []
    for place, (sign, inside) in enumerate(zip(signs, brackets_of(tokens), strict=True)):
        if signs[place : place + 4] == ["<", "-", "-", ">"]:
            yield from (place, place + 3)
        elif sign == "[":
            opened.append(place)
        elif sign == "]" and opened:
            start = opened.pop()
            if signs[max(0, start - 2) : start] == ["<", "-"] and signs[place + 1 : place + 3] == ["-", ">"]:
                yield from (start - 2, place + 2)
        elif inside == "edge" and sign == ":" and signs[place - 1] == "|":
            yield place
        elif inside == "edge" and signs[place : place + 3] in (["*", ".", "."],) and _ends_there(tokens, place + 3):
            yield from (place + 1, place + 2)


def _ends_there(tokens: Sequence[Token], place: int) -> bool:
    """Whether no number follows, so that a walk may have any length."""
    return place >= len(tokens) or tokens[place].kind != "number"


def _refuse_clashes(tokens: Sequence[Token]) -> None:
    """A name can not be a thing and a relation in one part of a query; the engine takes it for either."""
    roles: dict[str, str] = {}
    for place, (token, inside) in enumerate(zip(tokens, brackets_of(tokens), strict=True)):
        before = tokens[place - 1] if place else Token("sign", "")
        word = token.text.lower()
        if token.kind == "word" and (word == "union" or (word == "with" and before.text.lower() not in _COMPARING)):
            roles.clear()
        elif token.kind in ("word", "quoted") and inside in ("node", "edge") and before.text in ("(", "["):
            after = tokens[place + 1].text if place + 1 < len(tokens) else ""
            if after in _AFTER_NAME and roles.setdefault(token.text, inside) != inside:
                raise QueryError(f"{token.text} stands for a thing, (…), and for a relation, […]: use two names.")


_COMPARING = ("starts", "ends")
_AFTER_NAME = frozenset((")", "]", ":", "{", "*"))
