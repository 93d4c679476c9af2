"""Related pairs of mentions go in, statements come out: relation, polarity, modality, scope, origin and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from spacy.tokens import Doc

from graph.extraction.decoding import Candidate
from graph.extraction.joints import Joint, joint_of
from graph.extraction.notation import noted
from graph.extraction.pipeline import Reading
from graph.extraction.polarity import (
    asks,
    confines,
    denies,
    denies_behind,
    is_denying_lead_in,
    is_example,
    is_excluded,
    is_passed_over,
    modality_of,
    scope_of,
)
from graph.extraction.settling import identity, what_stays
from graph.extraction.verbs import clause_relation, fronted_relation
from graph.names import name_key
from graph.notes import Note
from graph.relations import Inventory
from graph.statements import Evidence, Mention, Modality, Origin, Statement

CUT = -1.1
"""Log odds from which a pair counts as related; F1 is best well below even odds."""
LONELY_CUT = -2.2
"""The same for the best pair of a name that no other statement has an end in: what is named is named for a reason."""
DENIED_CUT = -2.3
"""The same for a pair that is surely denied, if it is related at all: notes deny little, and never by chance."""
CLAUSE_PRECISION = 0.75
"""Share of the relations read off "A mounts B", all there is of the clause, that gold notes have."""
FRONTED_PRECISION = 0.8
"""Share of the relations read off "mount X onto Y" that gold notes have."""
DENIED_BY_HEAD = 2.0
"""From these log odds on the model alone makes a statement a denial."""
SURELY_DENIED = 4.0
"""From these log odds on a pair is held to `DENIED_CUT`."""
DENIED_BY_CUE = -3.0
"""From these log odds on a denied verb behind the later mention does."""

_COMPARING = frozenset({"alternative_to", "differs_from"})
"""What holds between two things of which one is taken instead of the other."""
_SLOPE, _OFFSET = 0.68, -0.58
"""Confidence is the share of gold: fitted to score against right relations on 52 notes left out of training."""


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
        if candidate.score > _cut(candidate, named=names <= named):
            statement = _from_model(doc, candidate, labels)
            if statement is not None:
                found.append(statement)
                named |= names
    best: dict[tuple[object, ...], Statement] = {}
    for statement in found:
        if statement.negated and statement.modality is Modality.CAN:
            statement = replace(statement, modality=None)  # "can not": the denial says it all
        key = identity(statement)
        if key not in best or best[key].confidence < statement.confidence:
            best[key] = statement
    return what_stays(list(best.values()), reading.listed, inventory)


def _cut(candidate: Candidate, *, named: bool) -> float:
    """The score that the candidate must pass; `named`: both its ends take part in other statements already."""
    if candidate.negation > SURELY_DENIED:
        return DENIED_CUT
    return CUT if named else LONELY_CUT


def _from_notation(doc: Doc) -> Iterator[Statement]:
    reading: Reading = doc._.reading
    for index, mentions in reading.by_block.items():
        for notation, found in noted(reading.note.blocks[index].text, mentions):
            joint = joint_of(doc, found.subject, found.object)
            if asks(joint.tokens):
                continue
            statement = _statement(doc, joint, found.subject, found.relation, found.object)
            yield replace(statement, negated=found.negated, confidence=notation.precision, found_by=notation.name)


def _from_verbs(doc: Doc, inventory: Inventory) -> Iterator[Statement]:
    reading: Reading = doc._.reading
    for mentions in reading.by_block.values():
        for first, second in pairwise(mentions):
            joint = joint_of(doc, first, second)
            if joint.start is None or asks(joint.tokens):
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


def _from_model(doc: Doc, candidate: Candidate, labels: Sequence[str]) -> Statement | None:
    joint = joint_of(doc, candidate.subject, candidate.object)
    if asks(joint.tokens) or _is_scope(doc, joint):
        return None
    relation = _label(candidate, joint, labels)
    if relation is None:
        return None
    statement = _statement(doc, joint, candidate.subject, relation, candidate.object)
    return replace(
        statement,
        negated=_denied(joint, relation, candidate.negation) or (relation != "is_a" and _denied_above(doc, joint)),
        confidence=round(1 / (1 + math.exp(-(_SLOPE * candidate.score + _OFFSET))), 6),
    )


def _denied(joint: Joint, relation: str, negation: float) -> bool:
    """What the line's cues say; where they are silent or doubtful the model's log odds decide."""
    if relation == "is_a" and is_example(joint.tokens, joint.place):
        return False
    if relation not in _COMPARING and joint.begin is not None:
        if is_passed_over(joint.tokens, joint.place):
            return True
        if is_excluded(joint.tokens, joint.begin, joint.place):
            return denies(joint.tokens[joint.begin :], joint.place - joint.begin) is not True
    lacking = relation == "lack" and joint.verb is not None  # it denies by itself: who lacks a thing does lack it
    cue = denies(joint.tokens, joint.tokens.index(joint.verb) if lacking else joint.place)
    if lacking:
        return cue is True
    if cue is not None:
        return cue
    behind = joint.verb is not None and denies_behind(joint.tokens, joint.verb, joint.place)
    return negation > (DENIED_BY_CUE if behind else DENIED_BY_HEAD)


def _is_scope(doc: Doc, joint: Joint) -> bool:
    """Whether the earlier mention only confines its block, and says nothing of what hangs on that."""
    reading: Reading = doc._.reading
    return joint.earlier.block != joint.later.block and confines(
        reading.note.blocks[joint.earlier.block].text, joint.earlier
    )


def _denied_above(doc: Doc, joint: Joint) -> bool:
    """Whether a line that the later mention hangs on denies all that it leads to: "Fargate does not support:"."""
    if joint.earlier.block == joint.later.block:
        return False
    reading: Reading = doc._.reading
    for block in reading.note.ancestors[joint.later.block]:
        text = reading.note.blocks[block].text
        if text.endswith((":", "：")):
            start = max(text.rfind(". "), text.rfind("\n")) + 1
            if is_denying_lead_in(reading.tokens_between(block, start, len(text))):
                return True
        if block == joint.earlier.block:
            break
    return False


def _label(candidate: Candidate, joint: Joint, labels: Sequence[str]) -> str | None:
    """The best relation; the verb that governs the pair where the inventory has no fitting one."""
    best = labels[int(candidate.scores.argmax())]
    if best != "other":
        return best
    return (joint.verb.lemma_.lower() or None) if joint.verb is not None else None


def _statement(doc: Doc, joint: Joint, subject: Mention, relation: str, object_: Mention) -> Statement:
    reading: Reading = doc._.reading
    note, earlier, later = reading.note, joint.earlier, joint.later
    line = note.blocks[later.block].line_at(later.start)
    apart = earlier.block != later.block
    scopes = (scope_of(_confining(reading, k), (earlier, later)) for k in (later.block, earlier.block))
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        evidence=Evidence(note.file, line, note.source_line(line), _inherited(note, earlier, later)),
        modality=modality_of(joint.tokens, joint.verb),
        scope=next((scope for scope in scopes if scope), None),
        origin=Origin.STRUCTURAL if apart and not joint.verb_before else Origin.STATED,
    )


def _confining(reading: Reading, block: int) -> list[Mention]:
    """The mentions that confine a block; a long one has many statements and is searched once."""
    if block not in reading.confining:
        text = reading.note.blocks[block].text
        reading.confining[block] = [mention for mention in reading.by_block[block] if confines(text, mention)]
    return reading.confining[block]


def _inherited(note: Note, earlier: Mention, later: Mention) -> tuple[str, ...]:
    """What the reader must know of the earlier mention besides the later one's line."""
    block = note.blocks[earlier.block]
    if earlier.block != later.block:
        return (block.text,)
    line = block.line_at(earlier.start)
    return () if line == block.line_at(later.start) else (note.source_line(line),)


def _names(*mentions: Mention) -> set[tuple[str, ...]]:
    return {name_key(mention.surface) for mention in mentions}
