"""The text of an openCypher query in; its words and signs out, or why it may not be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import QueryError

LONGEST_QUERY = 100_000
"""Characters."""

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*(?s:.*?)(?:\*/|\Z))
    |(?P<string>'(?:[^'\\]|\\.)*(?:'|\Z)|"(?:[^"\\]|\\.)*(?:"|\Z))
    |(?P<quoted>`(?:[^`]|``)*(?:`|\Z))
    |(?P<word>[^\W\d]\w*)
    |(?P<number>\d[\w.]*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_WRITING = frozenset(
    ("create", "merge", "set", "delete", "detach", "remove", "drop", "foreach", "alter", "insert", "grant", "revoke")
)
_OTHER = {
    "show": "It answers about the engine, not about your notes",
    "explain": "It answers about the engine, not about your notes",
    "profile": "It answers about the engine, not about your notes",
    "use": "There is one graph",
}
_IN_NAMES = frozenset((".", ":", "|", "$", "&", "!"))
"""Signs after which a word is a name, whatever it says."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign."""

    kind: str
    """string, quoted, word, number or sign; among the pieces of a text also space or comment."""
    text: str
    """As written; a quoted name without its quotes."""

    @property
    def written(self) -> str:
        """As it stands in the query."""
        return "`" + self.text.replace("`", "``") + "`" if self.kind == "quoted" else self.text


def tokens_of(text: str) -> list[Token]:
    """Words and signs in order, comments left out.

    >>> [token.text for token in tokens_of("MATCH (n:`My Type`) // all")]
    ['MATCH', '(', 'n', ':', 'My Type', ')']
    """
    return [piece for piece in pieces_of(text) if piece.kind not in ("space", "comment")]


def pieces_of(text: str) -> list[Token]:
    """All of the text in order, white space and comments too."""
    pieces = []
    for match in _TOKEN.finditer(text):
        kind, written = str(match.lastgroup), match.group()
        if kind == "quoted":
            written = written[1:].removesuffix("`").replace("``", "`")
        pieces.append(Token(kind, written))
    return pieces


def check(text: str) -> None:
    """QueryError for what is no query, or does more than read the graph.

    >>> check("MATCH (n) DELETE n")
    Traceback (most recent call last):
    ...
    graph.errors.QueryError: DELETE is not possible: queries can only read. Write MATCH ... RETURN.
    """
    if not text.strip():
        raise QueryError("The query is empty. Write MATCH ... RETURN.")
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"The query has {len(text):,} characters; {LONGEST_QUERY:,} are the most.")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise QueryError("The query holds a character that is no text. Type it anew.")
    _refuse_files(text)
    _refuse_words(tokens_of(text))


def _refuse_files(text: str) -> None:
    """Both words of LOAD CSV, wherever and however they stand: what hides them from us might not from the engine."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if "load" in folded and "csv" in folded:
        raise QueryError(
            "LOAD CSV is not possible: queries read the graph and no file. If your text merely holds both words, "
            "look for one of them."
        )


def _refuse_words(tokens: Sequence[Token]) -> None:
    for place, token in enumerate(tokens):
        word = token.text.lower()
        before = tokens[place - 1].text if place else ""
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.kind != "word" or before in _IN_NAMES or after == ":" or before.upper() == "AS":
            continue
        if word in _WRITING and after not in (")", ",", ".", "]", "=") and before not in ("(", "["):
            raise QueryError(f"{word.upper()} is not possible: queries can only read. Write MATCH ... RETURN.")
        if word == "call" and after not in ("{", "("):
            raise QueryError("CALL of a procedure is not possible. CALL { ... } with a query in it is.")
        if word in _OTHER and place == 0:
            raise QueryError(f"{word.upper()} is not possible. {_OTHER[word]}. Write MATCH ... RETURN.")
