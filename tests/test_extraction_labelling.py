"""From related pairs to statements: relation, confidence, polarity, scope, origin and evidence."""

from __future__ import annotations

import pytest

from graph.names import name_key
from graph.readers import parse_note
from graph.statements import Modality, Origin, Statement
from tests.scripted_reader import Pair, facts_of, read_scripted

BOAT, CRANE, ROPE, HARBOUR = (name_key(name) for name in ("boat", "crane", "rope", "harbour"))


def statements(text: str, *pairs: Pair) -> list[Statement]:
    note, _ = parse_note(text.encode(), "note.md")
    assert note is not None
    return list(facts_of(note, read_scripted(note, frozenset({BOAT, CRANE, ROPE, HARBOUR}), pairs)).statements)


def boat_and_crane(text: str, relation: str, line: int = 1, **odds: float) -> Statement:
    """The one statement on the boat and the crane, which the model calls so related."""
    (statement,) = statements(text, Pair(BOAT, relation, CRANE, line, **odds))
    return statement


def triple(statement: Statement) -> tuple[str, str, str]:
    return statement.subject.surface, statement.relation, statement.object.surface


def test_the_models_relation() -> None:
    assert triple(boat_and_crane("boat - crane", "part_of")) == ("boat", "part_of", "crane")


def test_confidence_grows_with_the_score_and_stays_below_one() -> None:
    found = [boat_and_crane("boat - crane", "part_of", score=score).confidence for score in (-1.0, 0.0, 2.0, 8.0)]
    assert found == sorted(set(found))
    assert 0 < found[0] < 0.5 < found[-1] < 1


def test_a_score_below_the_cut_states_nothing() -> None:
    assert statements("boat - crane", Pair(BOAT, "part_of", CRANE, 1, score=-3.5)) == []


def test_notation_beats_the_model() -> None:
    statement = boat_and_crane("boat vs crane", "part_of", score=9.0)
    assert triple(statement) == ("boat", "differs_from", "crane")
    assert (statement.found_by, statement.confidence) == ("versus", 0.95)


def test_a_clause_beats_the_model() -> None:
    statement = boat_and_crane("The boat can be mounted on the crane", "part_of", score=9.0)
    assert (triple(statement), statement.found_by) == (("boat", "mountable_by", "crane"), "verb")


def test_a_clause_is_spread_over_the_lists_at_its_ends() -> None:
    assert [triple(s) for s in statements("The boat and the crane can use the rope")] == [
        ("boat", "uses", "rope"),
        ("crane", "uses", "rope"),
    ]


def test_what_is_outside_the_inventory_is_named_by_its_verb() -> None:
    statement = boat_and_crane("Here the boat tickled the big crane", "other")
    assert triple(statement) == ("boat", "tickle", "crane")


@pytest.mark.parametrize("text", ["boat, crane", "Features of the boat (crane)"])
def test_without_a_verb_another_relation_states_nothing(text: str) -> None:
    assert statements(text, Pair(BOAT, "other", CRANE, 1)) == []


@pytest.mark.parametrize(("negation", "negated"), [(3.0, True), (1.0, False)])
def test_without_a_cue_the_model_denies_where_it_is_sure(negation: float, negated: bool) -> None:
    assert boat_and_crane("boat - crane", "part_of", negation=negation).negated is negated


def test_a_cue_denies_whatever_the_model_thinks() -> None:
    assert boat_and_crane("boat: not for any crane", "supports", negation=-9.0).negated


def test_not_only_affirms_whatever_the_model_thinks() -> None:
    assert not boat_and_crane("boat: not only for a crane", "supports", negation=9.0).negated


@pytest.mark.parametrize(("negation", "negated"), [(-1.0, True), (-4.0, False)])
def test_a_denied_verb_behind_needs_the_models_consent(negation: float, negated: bool) -> None:
    text = "# boat\n\n- the crane is not supported\n"
    assert boat_and_crane(text, "supports", 3, negation=negation).negated is negated


def test_to_lack_is_no_double_denial() -> None:
    statement = boat_and_crane("Here the boat lacks a big crane", "other")
    assert (statement.relation, statement.negated) == ("lack", False)


def test_a_line_does_not_contradict_itself() -> None:
    text = "The boat can not be mounted on the crane. Rope is there, the boat on the crane."
    pairs = [Pair(BOAT, "mountable_by", CRANE, 1, score=1.0)]
    assert [(s.negated, s.confidence) for s in statements(text, *pairs) if s.object.surface == "crane"] == [
        (True, 0.75)
    ]


def test_evidence_is_the_line_of_the_later_mention_and_what_was_inherited() -> None:
    statement = boat_and_crane("# Work\n\n- the boat\n  -   with a crane  \n", "uses", 4)
    assert (statement.evidence.file, statement.evidence.line) == ("note.md", 4)
    assert statement.evidence.text == "-   with a crane"
    assert statement.evidence.inherited == ("the boat",)


def test_what_the_nesting_alone_joins_is_structural() -> None:
    assert boat_and_crane("# boat\n\n- crane\n", "feature_of", 3).origin is Origin.STRUCTURAL
    assert boat_and_crane("# boat\n\n- uses a crane\n", "uses", 3).origin is Origin.STATED
    assert boat_and_crane("boat - crane", "feature_of").origin is Origin.STATED


def test_scope_and_modality() -> None:
    statement = boat_and_crane("The boat (harbour only) can do it by crane", "uses")
    assert (statement.scope, statement.modality) == ("harbour only", Modality.CAN)


def test_the_same_fact_on_two_lines_is_stated_twice() -> None:
    found = statements("- The boat uses the crane\n- The boat uses the crane\n")
    assert [statement.evidence.line for statement in found] == [1, 2]


def test_a_feature_of_something_is_of_that_type() -> None:
    (statement,) = statements("# boat\n\n- crane\n", Pair(CRANE, "feature_of", BOAT, 3))
    assert (statement.subject.kind, statement.object.kind) == ("feature", "concept")


def test_a_question_states_nothing() -> None:
    assert statements("Is the boat a crane?", Pair(BOAT, "part_of", CRANE, 1)) == []
    assert triple(boat_and_crane("What the boat is? A crane", "part_of")) == ("boat", "part_of", "crane")


def test_of_two_ways_round_the_surer_one_is_kept() -> None:
    both = [Pair(BOAT, "part_of", CRANE, 1, score=2.0), Pair(CRANE, "part_of", BOAT, 1, score=1.0)]
    assert [triple(s) for s in statements("boat - crane", *both)] == [("boat", "part_of", "crane")]
    both = [Pair(BOAT, "integrates_with", CRANE, 1, score=2.0), Pair(CRANE, "integrates_with", BOAT, 1, score=1.0)]
    assert len(statements("boat - crane", *both)) == 2


def test_what_confines_a_block_says_nothing_of_what_hangs_on_it() -> None:
    text = "- The rope (boat only)\n  - holds the crane"
    found = statements(text, Pair(BOAT, "part_of", CRANE, 2), Pair(ROPE, "part_of", CRANE, 2))
    assert [(triple(s), s.scope) for s in found] == [(("rope", "part_of", "crane"), "boat only")]


def test_evidence_of_a_wrapped_sentence_shows_the_line_of_the_other_end() -> None:
    text = "The old boat that lies beside the lighthouse of the harbour town carries\nthe crane."
    (statement,) = statements(text, Pair(BOAT, "part_of", CRANE, 2))
    assert statement.evidence.line == 2
    assert statement.evidence.inherited == (text.split("\n")[0],)


def test_a_sure_denial_needs_a_lower_score() -> None:
    def found(negation: float) -> list[Statement]:
        text = "crane has rope\nboat has rope\nthe boat never lifts by crane"
        pairs = [Pair(CRANE, "uses", ROPE, 1), Pair(BOAT, "uses", ROPE, 2)]
        pairs += [Pair(BOAT, "uses", CRANE, 3, score=-2.0, negation=negation)]
        return [s for s in statements(text, *pairs) if s.object.surface == "crane"]

    assert found(0.0) == []
    assert [s.negated for s in found(5.0)] == [True]


NESTED = "# boat\n\n- crane\n  - rope\n"


def uses_of_the_rope(text: str, line: int, *, boat: float, crane: float, relation: str = "uses") -> set[str]:
    pairs = (Pair(BOAT, "uses", ROPE, line, score=boat), Pair(CRANE, relation, ROPE, line, score=crane))
    return {s.subject.surface for s in statements(text, *pairs) if s.object.surface == "rope"}


def test_of_what_a_bullet_hangs_on_the_surest_is_meant() -> None:
    assert uses_of_the_rope(NESTED, 4, boat=-0.5, crane=3.0) == {"crane"}
    assert uses_of_the_rope(NESTED, 4, boat=3.0, crane=-0.5) == {"boat"}


def test_within_a_line_what_is_nearly_as_sure_stays() -> None:
    line = "near the boat a crane has a rope"
    assert uses_of_the_rope(line, 1, boat=2.5, crane=3.0) == {"boat", "crane"}
    assert uses_of_the_rope(line, 1, boat=-0.5, crane=4.0) == {"crane"}


def test_another_relation_is_no_rival() -> None:
    assert uses_of_the_rope(NESTED, 4, boat=-0.5, crane=3.0, relation="part_of") == {"boat", "crane"}


def test_what_stands_in_one_list_with_the_surest_stays() -> None:
    assert uses_of_the_rope("boat and crane have a rope", 1, boat=-0.5, crane=4.0) == {"boat", "crane"}
    assert uses_of_the_rope("# boat and crane\n\n- rope\n", 3, boat=-0.5, crane=4.0) == {"boat", "crane"}
