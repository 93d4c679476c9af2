"""Cases that need no Python: each file below tests/cases is a note and a fenced block that lists what is read from it.

The block opens with ```relations. A line of it is `subject | relation | object | line`, `not ` in front where the note
denies it, and ` | scope` behind where the note confines it; `no node: NAME` says that nothing is called so.
A case of `kind: notation`, `polarity` or `vocabulary` must pass, and nothing may state the contrary. Its names are
taken for given, and with polarity and vocabulary also that the two are related: what the model finds is another matter.
Without a kind the case is read by the model: how many of all those relations are found is kept in pass_rate.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest

from graph.build import build_uploads
from graph.elements import Edge, edges_of, node_of
from graph.extraction.workers import Engine
from graph.names import name_key
from graph.relations import inventory
from tests.scripted_reader import Pair, ScriptedExtractor

CASES = Path(__file__).with_name("cases")
RATE = CASES / "pass_rate.txt"
ROUNDING = 2
"""Relations that may come and go with the processor: the model's last bits depend on it."""

_BLOCK = re.compile(r"^```relations\n(.*?)^```\s*\Z", re.MULTILINE | re.DOTALL)
_KINDS = ("model", "notation", "polarity", "vocabulary")

Name = tuple[str, ...]


class Fact(NamedTuple):
    subject: Name
    relation: str
    object: Name
    negated: bool
    line: int
    scope: str
    """Empty where none is asked for."""

    def agrees(self, other: Fact) -> bool:
        return other._replace(scope=self.scope or other.scope) == self and self.scope in ("", other.scope)


class Case(NamedTuple):
    name: str
    note: str
    kind: str
    facts: dict[str, Fact]
    """Line of the case -> what it says."""
    absent: tuple[str, ...]


def read_case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    found = _BLOCK.search(text)
    assert found, f"{path}: a case ends with a block that opens with ```relations"
    kind, facts, absent = "model", {}, []
    for line in filter(None, map(str.strip, found[1].splitlines())):
        if line.startswith("kind:"):
            kind = line.removeprefix("kind:").strip()
            assert kind in _KINDS, f"{path}: the kind is one of {', '.join(_KINDS)}"
        elif line.startswith("no node:"):
            absent.append(line.removeprefix("no node:").strip())
        else:
            fact = facts[line] = read_fact(line, path)
            assert 0 < fact.line <= text[: found.start()].count("\n"), f"{path}: the note has no line {fact.line}"
    return Case(path.relative_to(CASES).with_suffix("").as_posix(), text[: found.start()], kind, facts, tuple(absent))


def read_fact(line: str, path: Path) -> Fact:
    parts = [part.strip() for part in line.removeprefix("not ").split("|")]
    assert len(parts) in (4, 5), f"{path}: `{line}` is not subject | relation | object | line"
    subject, relation, object_, number, *scope = parts
    return fact_of(name_key(subject), relation, name_key(object_), line.startswith("not "), int(number), *scope)


def fact_of(subject: Name, label: str, object_: Name, negated: bool, line: int, scope: str = "") -> Fact:
    """The fact in the inventory's direction; of a symmetric relation the ends are sorted."""
    relation, backwards = inventory().resolve(label)
    known = inventory().relations.get(relation)
    if backwards or (known and known.symmetric and object_ < subject):
        subject, object_ = object_, subject
    return Fact(subject, relation, object_, negated, line, scope)


def facts_in(graph: nx.MultiDiGraph) -> Iterator[Fact]:
    """Every edge of the graph, once for each line that states it and for each two names of its ends."""
    for edge in edges_of(graph):
        for subject in names_of(graph, edge.subject):
            for object_ in names_of(graph, edge.object):
                yield from stated(edge, subject, object_)


def stated(edge: Edge, subject: Name, object_: Name) -> Iterator[Fact]:
    for evidence in edge.evidence:
        yield fact_of(subject, edge.relation, object_, edge.negated, evidence.line, edge.scope or "")


def names_of(graph: nx.MultiDiGraph, label: str) -> set[Name]:
    return {name_key(name) for name in (label, *node_of(graph, label).aliases)}


def scripted(case: Case) -> Engine:
    """The extraction that takes the case's names for given, and its pairs where it is not about notation."""
    facts = case.facts.values()
    scopes = {name_key(fact.scope.removesuffix(" only")) for fact in facts if fact.scope}
    names = frozenset(name for fact in facts for name in (fact.subject, fact.object)) | scopes
    pairs = [] if case.kind == "notation" else [Pair(f.subject, f.relation, f.object, f.line) for f in facts]
    return Engine(lambda _packs: ScriptedExtractor(names, pairs), lambda _packs: case.name)


def missing(case: Case) -> list[str]:
    """The lines of the case that the trained model does not find."""
    found = list(facts_in(build_uploads({"case.md": case.note.encode()}).graph))
    return [line for line, fact in case.facts.items() if not any(fact.agrees(other) for other in found)]


ALL = [read_case(path) for path in sorted(CASES.glob("*/*.md"))]
CERTAIN = [case for case in ALL if case.kind != "model"]


@pytest.mark.parametrize("case", CERTAIN, ids=[f"{case.kind}-{case.name}" for case in CERTAIN])
def test_case(case: Case) -> None:
    graph = build_uploads({"case.md": case.note.encode()}, engine=scripted(case)).graph
    found = set(facts_in(graph))
    for line, fact in case.facts.items():
        assert any(fact.agrees(other) for other in found), f"not found: {line}"
        contrary = fact._replace(negated=not fact.negated)
        assert not any(contrary.agrees(other) for other in found), f"the contrary was found: {line}"
    for name in case.absent:
        assert name not in graph, f"there is a node {name!r}"


@pytest.mark.model
def test_the_model_reads_no_fewer_cases_than_it_did() -> None:
    cases = [case for case in ALL if case.kind == "model"]
    lost = {case.name: missing(case) for case in cases}
    listed = sum(len(case.facts) for case in cases)
    found = listed - sum(map(len, lost.values()))
    committed = re.fullmatch(r"(\d+) of (\d+)\n", RATE.read_text(encoding="utf-8"))
    assert committed, f"{RATE.name} holds a line such as `{found} of {listed}`"
    report = "\n".join(f"  {name}: {line}" for name, lines in lost.items() for line in lines)
    assert found >= int(committed[1]) - ROUNDING, f"{found} of {listed} are found, {committed[1]} were:\n{report}"
    agrees = listed == int(committed[2]) and found <= int(committed[1]) + ROUNDING
    assert agrees, f"write `{found} of {listed}` into tests/cases/{RATE.name}"
