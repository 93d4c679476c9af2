"""A question in plain words and the graph that it is about in; what is asked, as a value, or None, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.errors import UnknownNameError
from graph.names import singular
from graph.questions.templates import NAMES, Asked, Relations, Things, by_template
from graph.questions.verbs import Verb, stem_of, verbs_in
from graph.relations import inventory
from graph.search import find_node

LONGEST_QUESTION = 300
"""Characters; what is longer is no question."""


_OPENING = frozenset(("what", "which", "who", "where", "list", "show", "name"))
_DOING = frozenset(
    ("do", "does", "did", "can", "could", "may", "might", "must", "should", "will", "would", "has", "have")
)
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being", "get", "gets"))
_NOT = frozenset(("not", "never", "no"))
_SHORT = {"cannot": "can not", "can't": "can not", "cant": "can not", "don't": "do not", "won't": "will not"}
_ARTICLES = frozenset(("the", "a", "an", "all", "every", "my"))
_THINGS = frozenset(("thing", "things", "else", "all"))


def understand(graph: nx.MultiDiGraph, question: str) -> Asked | None:
    """What is asked; None where no template fits.

    Raises UnknownNameError where one fits but for a name that nothing in the graph bears.
    """
    text = " ".join(question[:LONGEST_QUESTION].replace("’", "'").split()).strip(" ?!.\"'")
    failure: UnknownNameError | None = None
    for reading in (*by_template(text), *_by_verb(graph, text), *by_template(text, last=True)):
        try:
            return _resolved(graph, reading)
        except UnknownNameError as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return None


@kept
def relations_outside_the_inventory(graph: nx.MultiDiGraph) -> frozenset[str]:
    """Verbs that notes use and the inventory does not know."""
    return frozenset(relation for _, _, relation in graph.edges(data="relation")) - inventory().relations.keys()


def _by_verb(graph: nx.MultiDiGraph, text: str) -> Iterator[Relations]:
    """Questions with a verb, for every verb that the text may have."""
    words = [part for word in text.split() for part in _SHORT.get(word.lower(), word.replace("n't", " not")).split()]
    negated = any(word.lower() in _NOT for word in words)
    words = [word.strip(",;:") for word in words if word.lower() not in _NOT]
    lowered = [word.lower() for word in words]
    if not words or lowered[0] not in _OPENING | _DOING | _BEING:
        return
    if lowered[0] == "where":
        words, lowered = [*words, "in"], [*lowered, "in"]
    for verb in verbs_in(lowered, relations_outside_the_inventory(graph)):
        if verb.start > 0 and lowered[verb.start] not in _BEING:
            reading = _around_verb(graph, words, lowered, verb)
            if reading is not None:
                yield replace(reading, negated=negated)


def _around_verb(graph: nx.MultiDiGraph, words: list[str], lowered: list[str], verb: Verb) -> Relations | None:
    """What is asked when `verb` is the verb; None where what stands around it makes no question."""
    before, after = words[1 : verb.start], words[verb.end :]
    yes_or_no = lowered[0] in _DOING | _BEING
    kind = "" if yes_or_no else _kind_of(graph, before)
    before = before[1:] if kind or (before and before[0].lower() in _THINGS) else before
    helpers = [*lowered[:1], *(word.lower() for word in before)]
    passive = verb.participle and verb.end - verb.start == 1 and any(word in _BEING for word in helpers)
    speaker = _name(word for word in before if word.lower() not in _DOING | _BEING)
    target = _name(after)
    if (speaker and target and not yes_or_no) or (yes_or_no and not speaker):
        return None
    backwards = verb.backwards != passive
    subject, object_ = (target, speaker) if backwards else (speaker, target)
    return Relations(
        verb.relation,
        subject or None,
        object_ or None,
        kind=kind,
        from_object=backwards,
        yes_or_no=yes_or_no,
        stem=stem_of(lowered[verb.start]),
    )


def _kind_of(graph: nx.MultiDiGraph, words: Sequence[str]) -> str:
    """The type that the first of the words names, in either number; empty where it names none."""
    return kinds_of(graph).get(singular(words[0].lower()), "") if words else ""


@kept
def kinds_of(graph: nx.MultiDiGraph) -> dict[str, str]:
    """Types of the graph's nodes, by their name in the singular."""
    return {singular(kind.lower()): kind for kind in sorted({kind for _, kind in graph.nodes(data="kind")})}


def _name(words: Iterable[str]) -> str:
    """The words as a name, without the article before it."""
    kept_words = list(words)
    while kept_words and kept_words[0].lower() in _ARTICLES:
        kept_words.pop(0)
    return " ".join(kept_words)


def _resolved(graph: nx.MultiDiGraph, asked: Asked) -> Asked:
    """The same with labels for the names that it was asked with."""
    if isinstance(asked, Things):
        kind = kinds_of(graph).get(singular(asked.kind.lower()))
        if kind is None:
            raise UnknownNameError(asked.kind)
        return Things(kind)
    names: dict[str, Any] = {
        field.name: find_node(graph, _name(str(value).split()))
        for field in fields(asked)
        if field.name in NAMES and (value := getattr(asked, field.name)) is not None
    }
    return replace(asked, **names)
