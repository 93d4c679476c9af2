"""All that a note is read to state goes in; what stays of it comes out.

What a line states both ways round, or of several things of which one is meant, stays once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.names import name_key
from graph.relations import Inventory
from graph.statements import Mention, Statement

HALF = 0.5
"""A statement stays beside one that says the same of another thing where it is at least that share as sure."""
_FEATURE_CONFIDENCE = 0.25


def what_stays(
    statements: Sequence[Statement], listed: Mapping[Mention, Sequence[Mention]], inventory: Inventory
) -> list[Statement]:
    """The statements that stay, with their features typed; `listed` has the list that each mention stands in."""
    return _with_features_typed(_surest(_one_way(statements, inventory), listed))


def identity(statement: Statement) -> tuple[object, ...]:
    """What tells a statement from the others of its note."""
    return (
        statement.subject.name or name_key(statement.subject.surface),
        statement.relation,
        statement.object.name or name_key(statement.object.surface),
        statement.scope,
        statement.evidence.line,
    )


def _one_way(statements: Sequence[Statement], inventory: Inventory) -> list[Statement]:
    """Of a relation that a line states both ways round the surer one, where it cannot hold both ways."""
    ways = {identity(statement): statement for statement in statements}

    def holds(statement: Statement) -> bool:
        known = inventory.relations.get(statement.relation)
        back = ways.get(identity(replace(statement, subject=statement.object, object=statement.subject)))
        return (known is not None and known.symmetric) or back is None or back.confidence <= statement.confidence

    return [statement for statement in statements if holds(statement)]


def _surest(statements: Sequence[Statement], listed: Mapping[Mention, Sequence[Mention]]) -> list[Statement]:
    """Of several things of which the same is said of one other, those that the model is surest of.

    A bullet hangs on a bullet, a bold term and a heading, and the model joins it to each of them: the line of the
    surest is meant. Within a line whoever is at least half as sure stays, or in one list with the surest.
    """
    surest: dict[tuple[object, ...], tuple[float, Mention]] = {}
    asked = [s for s in statements if s.found_by == "model"]
    for statement in sorted(asked, key=lambda s: -s.confidence):
        rival, said = _rival(statement)
        surest.setdefault(said, (statement.confidence, rival))

    def stays(statement: Statement) -> bool:
        rival, said = _rival(statement)
        confidence, best = surest[said]
        if statement.subject.block != statement.object.block:
            return rival.block == best.block
        return statement.confidence >= HALF * confidence or best in listed.get(rival, ())

    return [statement for statement in statements if statement.found_by != "model" or stays(statement)]


def _rival(statement: Statement) -> tuple[Mention, tuple[object, ...]]:
    """Of what stands on two lines the earlier thing, else the subject; and all that the statement says but this."""
    subject, object_ = statement.subject, statement.object
    rival, other = (object_, subject) if subject.block > object_.block else (subject, object_)
    together = subject.block == object_.block
    return rival, (other, other is subject, statement.relation, statement.negated, together)


def _with_features_typed(statements: list[Statement]) -> list[Statement]:
    """What a note says to be a feature of something is of that type, where only the tagger's word stands against it."""
    features = {
        name_key(s.subject.surface)
        for s in statements
        if s.relation == "feature_of" and not s.negated and s.confidence > _FEATURE_CONFIDENCE
    }

    def typed(mention: Mention) -> Mention:
        unsure = mention.kind == "concept" and mention.name is None and name_key(mention.surface) in features
        return replace(mention, kind="feature") if unsure else mention

    return [replace(s, subject=typed(s.subject), object=typed(s.object)) for s in statements]
