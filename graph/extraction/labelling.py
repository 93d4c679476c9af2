"""Related pairs of mentions go in, statements come out: relation, polarity, modality, scope, origin and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from spacy.tokens import Doc, Token

from graph.extraction.decoding import Candidate
from graph.extraction.notation import noted
from graph.extraction.pipeline import Reading
from graph.extraction.polarity import denies, denies_behind, is_example, is_passed_over, modality_of, scope_of
from graph.extraction.verbs import (
    clause_relation,
    fronted_relation,
    governing_verb,
    leads_to,
    relation_of,
    tight_relation,
)
from graph.names import name_key
from graph.relations import Inventory
from graph.statements import Evidence, Mention, Modality, Origin, Statement

CUT = -1.4
"""Log odds from which a pair counts as related; F1 is best well below even odds."""
LONELY_CUT = -2.2
"""The same for the best pair of a name that no other statement has an end in: what is named is named for a reason."""
VERB_BONUS = 2.0
"""Added, in choosing the label, to the relation that the governing verb expresses in the pair's direction."""
TIGHT_BONUS = 12.0
"""The same where nothing but that verb and small words joins the two."""
CLOSE_BONUS = 10.0
"""The same where the verb stands directly before the later mention."""
CLAUSE_PRECISION = 0.75
"""Share of the relations read off "A mounts B", all there is of the clause, that gold notes have."""
FRONTED_PRECISION = 0.8
"""Share of the relations read off "mount X onto Y" that gold notes have."""
DENIED_BY_HEAD = 2.0
"""From these log odds on the model alone makes a statement a denial."""
DENIED_BY_CUE = -3.0
"""From these log odds on a denied verb behind the later mention does."""

_COMPARING = frozenset({"alternative_to", "differs_from"})
"""What holds between two things of which one is taken instead of the other."""
_SLOPE, _OFFSET = 0.56, -0.72
"""Confidence is the share of gold: fitted to score against right relations on 20 notes left out of training."""
_FEATURE_CONFIDENCE = 0.25


@dataclass(frozen=True, slots=True)
class Joint:
    """How two mentions are joined: the sentence of the later one, on its line, and the verb between them."""

    earlier: Mention
    later: Mention
    tokens: Sequence[Token]
    first: int
    """Index in the Doc of the first of `tokens`."""
    place: int
    """Index in `tokens` of the later mention's first token."""
    start: int | None
    """Index of the first token behind the earlier mention, where that stands in the same sentence."""
    verb: Token | None

    @property
    def verb_before(self) -> bool:
        """Whether the verb stands before the later mention."""
        return self.verb is not None and self.verb.i < self.first + self.place


def statements_of(doc: Doc, labels: Sequence[str], inventory: Inventory) -> list[Statement]:
    """What a note states: one statement for each (subject, relation, object, scope, line)."""
    reading: Reading = doc._.reading
    found = [*_from_notation(doc), *_from_verbs(doc, inventory)]
    settled = {frozenset((s.subject, s.object)) for s in found}
    named = {key for s in found for key in _names(s.subject, s.object)}
    for candidate in sorted(reading.candidates, key=lambda c: -c.score):
        if frozenset((candidate.subject, candidate.object)) in settled:
            continue
        names = _names(candidate.subject, candidate.object)
        if candidate.score > (CUT if names <= named else LONELY_CUT):
            statement = _from_model(doc, candidate, labels, inventory)
            if statement is not None:
                found.append(statement)
                named |= names
    best: dict[tuple[object, ...], Statement] = {}
    for statement in found:
        if statement.negated and statement.modality is Modality.CAN:
            statement = replace(statement, modality=None)  # "can not": the denial says it all
        key = _identity(statement)
        if key not in best or best[key].confidence < statement.confidence:
            best[key] = statement
    return _with_features_typed(list(best.values()))


def _from_notation(doc: Doc) -> Iterator[Statement]:
    reading: Reading = doc._.reading
    for index, mentions in reading.by_block.items():
        for notation, found in noted(reading.note.blocks[index].text, mentions):
            joint = _joint(doc, found.subject, found.object)
            statement = _statement(doc, joint, found.subject, found.relation, found.object)
            yield replace(statement, negated=found.negated, confidence=notation.precision, found_by=notation.name)


def _from_verbs(doc: Doc, inventory: Inventory) -> Iterator[Statement]:
    reading: Reading = doc._.reading
    for mentions in reading.by_block.values():
        for first, second in pairwise(mentions):
            joint = _joint(doc, first, second)
            if joint.start is None:
                continue
            subjects, objects = reading.listed.get(first, [first]), reading.listed.get(second, [second])
            begin = max(0, reading.token_of(first.block, subjects[0].start) - joint.first)
            end = reading.token_at(first.block, objects[-1].end) - joint.first
            told = clause_relation(joint.tokens, (begin, joint.start), (joint.place, end), inventory)
            precision = CLAUSE_PRECISION
            if told is None:
                told = fronted_relation(joint.tokens, (begin, joint.start), joint.place, inventory)
                precision = FRONTED_PRECISION
            if told is None:
                continue
            denied = denies(joint.tokens, joint.place)
            for one, other in product(subjects, objects):
                subject, object_ = (other, one) if told.backwards else (one, other)
                statement = _statement(doc, joint, subject, told.relation, object_)
                yield replace(statement, negated=bool(denied), confidence=precision, found_by="verb")


def _from_model(doc: Doc, candidate: Candidate, labels: Sequence[str], inventory: Inventory) -> Statement | None:
    joint = _joint(doc, candidate.subject, candidate.object)
    relation = _label(candidate, joint, labels, inventory)
    if relation is None:
        return None
    statement = _statement(doc, joint, candidate.subject, relation, candidate.object)
    return replace(
        statement,
        negated=_denied(joint, relation, candidate.negation),
        confidence=round(1 / (1 + math.exp(-(_SLOPE * candidate.score + _OFFSET))), 6),
    )


def _denied(joint: Joint, relation: str, negation: float) -> bool:
    """What the line's cues say; where they are silent or doubtful the model's log odds decide."""
    if relation == "is_a" and is_example(joint.tokens, joint.place):
        return False
    if relation not in _COMPARING and joint.start is not None and is_passed_over(joint.tokens, joint.place):
        return True
    lacking = relation == "lack" and joint.verb is not None  # it denies by itself: who lacks a thing does lack it
    cue = denies(joint.tokens, joint.tokens.index(joint.verb) if lacking else joint.place)
    if lacking:
        return cue is True
    if cue is not None:
        return cue
    behind = joint.verb is not None and denies_behind(joint.tokens, joint.verb, joint.place)
    return negation > (DENIED_BY_CUE if behind else DENIED_BY_HEAD)


def _label(candidate: Candidate, joint: Joint, labels: Sequence[str], inventory: Inventory) -> str | None:
    """The best relation, the governing verb heard; the verb itself where the inventory has no fitting one."""
    scores = candidate.scores.copy()
    tight = None if joint.start is None else tight_relation(joint.tokens, joint.start, joint.place, inventory)
    told = tight or (relation_of(joint.verb, inventory) if joint.verb is not None else None)
    if told is not None and told.relation in labels:
        forwards = told.backwards == (candidate.subject is joint.later)
        if forwards or inventory.relations[told.relation].symmetric:
            close = joint.verb is not None and leads_to(joint.verb, joint.tokens[joint.place])
            scores[labels.index(told.relation)] += TIGHT_BONUS if tight else CLOSE_BONUS if close else VERB_BONUS
    best = labels[int(scores.argmax())]
    if best != "other":
        return best
    return (joint.verb.lemma_.lower() or None) if joint.verb is not None else None


def _statement(doc: Doc, joint: Joint, subject: Mention, relation: str, object_: Mention) -> Statement:
    reading: Reading = doc._.reading
    note, earlier, later = reading.note, joint.earlier, joint.later
    line = note.blocks[later.block].line_at(later.start)
    apart = earlier.block != later.block
    scopes = (
        scope_of(note.blocks[k].text, reading.by_block[k], (earlier, later)) for k in (later.block, earlier.block)
    )
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        evidence=Evidence(note.file, line, note.source_line(line), (note.blocks[earlier.block].text,) if apart else ()),
        modality=modality_of(joint.tokens, joint.verb),
        scope=next((scope for scope in scopes if scope), None),
        origin=Origin.STRUCTURAL if apart and not joint.verb_before else Origin.STATED,
    )


def _joint(doc: Doc, first: Mention, second: Mention) -> Joint:
    earlier, later = sorted((first, second), key=lambda m: (m.block, m.start))
    reading: Reading = doc._.reading
    low, high = _sentence(reading.note.blocks[later.block].text, later)
    later_token = reading.token_of(later.block, later.start)
    first_token = min(later_token, reading.token_at(later.block, low))
    tokens = reading.tokens[first_token : reading.token_at(later.block, high)]
    place = later_token - first_token
    together = earlier.block == later.block and earlier.start >= low
    start = reading.token_at(earlier.block, earlier.end) - first_token if together else None
    return Joint(earlier, later, tokens, first_token, place, start, governing_verb(tokens, start or 0, place))


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    """Characters [low, high) of the sentence around the mention, within its line."""
    low = text.rfind("\n", 0, mention.start) + 1
    high = text.find("\n", mention.end)
    high = len(text) if high < 0 else high
    for sign in (". ", "! ", "? "):
        low = max(low, text.rfind(sign, low, mention.start) + 1)
        end = text.find(sign, mention.end, high)
        high = end + 1 if end >= 0 else high
    return low, high


def _names(*mentions: Mention) -> set[tuple[str, ...]]:
    return {name_key(mention.surface) for mention in mentions}


def _identity(statement: Statement) -> tuple[object, ...]:
    return (
        statement.subject.name or name_key(statement.subject.surface),
        statement.relation,
        statement.object.name or name_key(statement.object.surface),
        statement.scope,
        statement.evidence.line,
    )


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
