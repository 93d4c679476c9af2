"""A question in plain words and a graph in; how it was understood, and the answer with its evidence, out.

Nothing is made up: an answer is what the notes say, and a question that no template fits is said not to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

import networkx as nx

from graph.compare import Comparison, compare
from graph.elements import Edge, edges_between, edges_in, edges_of, edges_out
from graph.errors import NoPathError, UnknownNameError
from graph.paths import Path, find_paths, read_aloud, relations_of
from graph.questions.asked import understand
from graph.questions.queries import query_of, restated
from graph.questions.templates import About, Difference, Relations, Things, Ways
from graph.relations import inventory
from graph.search import NOTE, search

__all__ = ["Answer", "Finding", "ask"]

_MOST_PATHS = 3
_MOST_SUGGESTIONS = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that answers a question."""

    label: str
    """What was asked for."""
    sentence: str
    """What notes say; just the label where a list of things was asked for."""
    edge: Edge | None = None
    """Its evidence."""
    by_wording: bool = False
    """Whether it is not the relation that answers but the verb in its line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a question; just one of findings, paths and comparison is filled."""

    question: str
    understood: str = ""
    """The question as it was understood, in a fixed form; empty where it was not."""
    query: str = ""
    """The same in openCypher."""
    verdict: str = ""
    """yes, no, yes and no, or not said, where that was asked."""
    findings: tuple[Finding, ...] = ()
    against: tuple[Finding, ...] = ()
    """What notes say to the contrary."""
    paths: tuple[Path, ...] = ()
    comparison: Comparison | None = None
    problem: str = ""
    """Why there is no answer, in a sentence."""
    nearest: tuple[str, ...] = ()
    """Questions nearest to one that was not understood."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The evidence of findings and paths, the best relation of each step."""
        found = [finding.edge for finding in self.findings if finding.edge]
        return tuple(dict.fromkeys([*found, *(hop.edges[0] for path in self.paths for hop in path.hops)]))


def ask(graph: nx.MultiDiGraph, question: str) -> Answer:
    """The answer to a question such as "what does ECS use?", "what can not be mounted?", "which services scale on
    metrics?", "does ALB support UDP?", "how is X related to Y?", "difference between X and Y", "features of X".

    Names may be aliases or slightly mistyped. Never raises for what somebody types: the answer says what is wrong.

    >>> from graph.elements import Node, add_edge, add_node
    >>> graph = nx.MultiDiGraph()
    >>> for label in ("ECS task", "EFS"):
    ...     add_node(graph, Node(label, "service"))
    >>> add_edge(graph, Edge("EFS", "ECS task", "mountable_by"))
    >>> ask(graph, "What can mount EFS?").findings[0].sentence
    'ECS task mounts EFS'
    """
    try:
        asked = understand(graph, question)
    except UnknownNameError as error:
        hint = f"Did you mean {' or '.join(error.suggestions)}?" if error.suggestions else "Search shows what there is."
        problem = f"Nothing in these notes is called {error.name!r}. {hint}"
        return Answer(question, problem=problem, nearest=_nearest(graph, question, error.suggestions))
    if asked is None:
        return Answer(question, problem="The question was not understood.", nearest=_nearest(graph, question))
    answer = Answer(question, restated(asked), query_of(asked))
    match asked:
        case Relations():
            return _relations(graph, asked, answer)
        case Ways(start, goal):
            try:
                return replace(answer, paths=tuple(find_paths(graph, start, goal, k=_MOST_PATHS)))
            except NoPathError as error:
                return replace(answer, problem=str(error))
        case Difference(first, second):
            return replace(answer, comparison=compare(graph, first, second))
        case About(label):
            readings = relations_of(graph, label)
            return replace(answer, findings=tuple(Finding(r.other, r.sentence, r.edge) for r in readings))
        case Things(kind):
            labels = sorted(label for label, other in graph.nodes(data="kind") if other == kind)
            return replace(answer, findings=tuple(Finding(label, label) for label in labels))


def _relations(graph: nx.MultiDiGraph, asked: Relations, answer: Answer) -> Answer:
    holding, denied = (_findings(graph, asked, negated) for negated in (False, True))
    if asked.yes_or_no:
        verdicts = {(True, False): "yes", (False, True): "no", (True, True): "yes and no", (False, False): "not said"}
        return replace(answer, verdict=verdicts[bool(holding), bool(denied)], findings=(*holding, *denied))
    findings, against = (denied, holding) if asked.negated else (holding, denied)
    if asked.subject is None and asked.object is None:
        against = ()
    if asked.stem and (not findings or not (asked.subject or asked.object)):
        known = {finding.edge for finding in findings}
        findings += tuple(finding for finding in _by_wording(graph, asked) if finding.edge not in known)
    problem = "" if findings else "The notes say nothing of that."
    return replace(answer, findings=findings, against=against, problem=problem)


def _findings(graph: nx.MultiDiGraph, asked: Relations, negated: bool) -> tuple[Finding, ...]:
    """What the relation itself answers, the surest first."""
    edges = (e for e in _edges(graph, asked) if e.relation == asked.relation and e.negated == negated)
    return _sorted(graph, asked, (_finding(asked, edge) for edge in edges))


def _by_wording(graph: nx.MultiDiGraph, asked: Relations) -> tuple[Finding, ...]:
    """Other relations of the known end, or of anything, whose line has the verb."""
    ends = {asked.subject, asked.object} - {None}
    verb = re.compile(rf"\b{re.escape(asked.stem)}(?:e?s|ies|e|y|ed|ied|ing|able)?\b", re.IGNORECASE)
    found = []
    for edge in _edges(graph, asked):
        if edge.negated == asked.negated and edge.evidence and verb.search(edge.evidence[0].text):
            label = edge.object if edge.subject in ends else edge.subject
            found.append(Finding(label, read_aloud(edge), edge, by_wording=True))
    return _sorted(graph, asked, found)


def _sorted(graph: nx.MultiDiGraph, asked: Relations, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    of_kind = (f for f in findings if not asked.kind or graph.nodes[f.label]["kind"] == asked.kind)
    return tuple(sorted(of_kind, key=lambda f: (-f.edge.confidence if f.edge else 0.0, f.label)))


def _edges(graph: nx.MultiDiGraph, asked: Relations) -> Iterable[Edge]:
    """Edges with the ends that are known; those of a symmetric relation either way."""
    relation = inventory().relations.get(asked.relation)
    subject, object_ = asked.subject, asked.object
    if relation and relation.symmetric:
        subject, object_ = subject or object_, object_ if subject else None
        if subject is None:
            return edges_of(graph)
        if object_ is None:
            return [*edges_out(graph, subject), *(e for e in edges_in(graph, subject) if e.subject != subject)]
        return edges_between(graph, subject, object_)
    if subject is not None:
        return [edge for edge in edges_out(graph, subject) if object_ in (None, edge.object)]
    return edges_of(graph) if object_ is None else edges_in(graph, object_)


def _finding(asked: Relations, edge: Edge) -> Finding:
    """The edge as an answer: the asked-for end, and a sentence that opens with what was spoken of first."""
    known = asked.subject or asked.object
    if known is None:
        label = edge.object if asked.from_object else edge.subject
    else:
        label = edge.object if edge.subject == known else edge.subject
    return Finding(label, read_aloud(edge, backwards=asked.from_object), edge)


def _nearest(graph: nx.MultiDiGraph, question: str, labels: Iterable[str] = ()) -> tuple[str, ...]:
    """Questions with the names that the question seems to hold, which would be understood."""
    words = [word for word in question.split() if len(word.strip("?.,")) > 1][:12]
    named = dict.fromkeys(labels)
    for hit in (hit for word in words for hit in islice(search(graph, word.strip("?.,"), limit=2), 1)):
        if hit.kind != NOTE and hit.score >= _NAMED:
            named[hit.label] = None
    found = [f"What is {label}?" for label in named][: _MOST_SUGGESTIONS - 1]
    if len(named) > 1:
        first, second, *_ = named
        found.insert(0, f"How is {first} related to {second}?")
    return tuple(found or _EXAMPLES)


_NAMED = 0.9
"""Score of a search hit from which on a word is taken for the thing's name."""
_EXAMPLES = (
    "What does X use?",
    "How is X related to Y?",
    "What is the difference between X and Y?",
    "List the features of X",
)
