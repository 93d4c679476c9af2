"""Which things and relations are wanted: a Filter and those of a graph in, the ones that pass out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.elements import Edge, Node
from graph.relations import OTHER_GROUP, inventory
from graph.statements import Origin

STATED, OUTLINE, DENIED = "stated", "structural", "denied"
SIGNS = (STATED, OUTLINE, DENIED)
"""What a relation is: said by a line, told by the outline alone, or denied."""
CUTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Steps of the least confidence; the first lets everything through that the reading kept."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; an empty one wants everything. Kinds, groups and signs are left out, notes and tags picked."""

    kinds: frozenset[str] = frozenset()
    """Types of things that are left out."""
    groups: frozenset[str] = frozenset()
    """Groups of the relation inventory that are left out."""
    signs: frozenset[str] = frozenset()
    """Those of `SIGNS` that are left out."""
    hidden: frozenset[str] = frozenset()
    """Labels of things that are left out one by one."""
    notes: frozenset[str] = frozenset()
    """Files of which one must say it; any where empty."""
    tags: frozenset[str] = frozenset()
    """Tags and categories of which a note that says it must have one; any where empty."""
    sure: float = 0.0
    """Least confidence of a relation, 0 to 1."""

    @property
    def picks_notes(self) -> bool:
        """Whether only some notes count."""
        return bool(self.notes or self.tags)

    def toggled(self, by: str, name: str) -> Filter:
        """With `name` put into the set called `by`, or taken out of it."""
        return self.with_set(by, getattr(self, by) ^ {name})

    def isolated(self, by: str, name: str, among: Iterable[str]) -> Filter:
        """With `name` alone wanted of `among`; with all of them wanted where it was alone already."""
        alone = frozenset({name}) if by in ("notes", "tags") else frozenset(among) - {name}
        return self.with_set(by, frozenset() if getattr(self, by) == alone else alone)

    def with_set(self, by: str, names: frozenset[str]) -> Filter:
        """With `names` as the set called `by`."""
        changes: dict[str, Any] = {by: names}
        return replace(self, **changes)

    def as_parameters(self) -> dict[str, list[str]]:
        """The filter as texts by name, for a URL or a file; what is as usual is left out.

        >>> Filter(kinds=frozenset({"service"}), sure=0.5).as_parameters()
        {'no-kind': ['service'], 'sure': ['0.5']}
        """
        named = {name: sorted(getattr(self, field)) for name, field in _PARAMETERS.items()}
        if len(others := all_groups() - self.groups) < len(self.groups):
            named |= {"no-group": [], _ONLY: sorted(others)}
        named["sure"] = [f"{self.sure:g}"] if self.sure else []
        return {name: texts for name, texts in named.items() if texts}


EVERYTHING = Filter()
"""The filter that lets all through."""

_PARAMETERS = {
    "no-kind": "kinds",
    "no-group": "groups",
    "no-sign": "signs",
    "hide": "hidden",
    "in-note": "notes",
    "tag": "tags",
}
_ONLY = "group"
PARAMETERS = (*_PARAMETERS, _ONLY, "sure")
"""Names that `Filter.as_parameters` uses."""


def filter_from(parameters: Mapping[str, Sequence[str]]) -> Filter:
    """The filter that `as_parameters` gave; what is no such text counts as left out."""
    sets = {field: frozenset(parameters.get(name, ())) for name, field in _PARAMETERS.items()}
    if only := parameters.get(_ONLY):
        sets["groups"] = all_groups() - frozenset(only)
    try:
        sure = min(max(float(parameters.get("sure", ["0"])[0]), 0.0), 1.0)
    except (ValueError, IndexError):
        sure = 0.0
    return Filter(
        sets["kinds"],
        sets["groups"],
        sets["signs"] & frozenset(SIGNS),
        sets["hidden"],
        sets["notes"],
        sets["tags"],
        sure if sure == sure else 0.0,
    )


def all_groups() -> frozenset[str]:
    """The groups that relations are in."""
    return frozenset(relation.group for relation in inventory().relations.values()) | {OTHER_GROUP}


def sign_of(edge: Edge) -> str:
    """Which of `SIGNS` a relation is; a denied one is that and nothing else."""
    if edge.negated:
        return DENIED
    return OUTLINE if edge.origin == Origin.STRUCTURAL else STATED


def nodes_passing(graph: nx.MultiDiGraph, nodes: Iterable[Node], wanted: Filter) -> list[Node]:
    """Those of `nodes` that the filter lets through."""
    files = wanted_files(graph, wanted)
    return [
        node
        for node in nodes
        if node.kind not in wanted.kinds
        and node.label not in wanted.hidden
        and (files is None or not files.isdisjoint(node.notes))
    ]


def edges_passing(graph: nx.MultiDiGraph, edges: Iterable[Edge], wanted: Filter) -> list[Edge]:
    """Those of `edges` that the filter lets through; things at their ends that are left out take them along."""
    if wanted == EVERYTHING:
        return list(edges)
    files, group = wanted_files(graph, wanted), inventory().group
    kinds = graph.nodes(data="kind")
    return [
        edge
        for edge in edges
        if edge.confidence >= wanted.sure
        and sign_of(edge) not in wanted.signs
        and group(edge.relation) not in wanted.groups
        and wanted.hidden.isdisjoint((edge.subject, edge.object))
        and wanted.kinds.isdisjoint((kinds[edge.subject], kinds[edge.object]))
        and (files is None or any(evidence.file in files for evidence in edge.evidence))
    ]


def wanted_files(graph: nx.MultiDiGraph, wanted: Filter) -> frozenset[str] | None:
    """Files of the notes that count: the picked ones that have a picked tag; None where all count."""
    if not wanted.picks_notes:
        return None
    labels = _labels_of_notes(graph)
    return frozenset(
        file
        for file, tags in labels.items()
        if (not wanted.notes or file in wanted.notes) and (not wanted.tags or not wanted.tags.isdisjoint(tags))
    )


def known_alone(wanted: Filter, graph: nx.MultiDiGraph) -> Filter:
    """The filter without notes, tags and hidden things that the graph has not."""
    if wanted.picks_notes:
        labels = _labels_of_notes(graph)
        tags = frozenset(tag for tags in labels.values() for tag in tags)
        wanted = replace(wanted, notes=wanted.notes.intersection(labels), tags=wanted.tags & tags)
    return replace(wanted, hidden=frozenset(label for label in wanted.hidden if label in graph))


def within_notes(graph: nx.MultiDiGraph, files: Collection[str]) -> nx.MultiDiGraph:
    """What those notes say, as a graph of its own with the same attributes."""
    part = nx.MultiDiGraph(**{**graph.graph, "revision": ""})
    part.add_nodes_from((label, data) for label, data in graph.nodes(data=True) if _any_in(data["notes"], files))
    for subject, object_, key, data in graph.edges(keys=True, data=True):
        if subject in part and object_ in part and _said_in(data["statements"], files):
            part.add_edge(subject, object_, key, **data)
    return part


@dataclass(frozen=True, slots=True)
class Pickable:
    """What can be picked: notes and tags, those with most relations first."""

    notes: tuple[tuple[str, str, int], ...]
    """File, title and number of the relations that it states."""
    tags: tuple[tuple[str, int], ...]
    """Tag or category, and number of its notes."""


@kept
def pickable(graph: nx.MultiDiGraph) -> Pickable:
    """All notes and tags of the graph."""
    counts: Counter[str] = Counter()
    for _, _, statements in graph.edges(data="statements"):
        counts.update({file for file, *_ in json.loads(statements)})
    notes = [(str(n["file"]), str(n.get("title") or n["file"]), counts[n["file"]]) for n in _notes(graph)]
    tags = Counter(tag for labels in _labels_of_notes(graph).values() for tag in labels)
    return Pickable(
        tuple(sorted(notes, key=lambda note: (-note[2], note[0]))),
        tuple(sorted(tags.items(), key=lambda tag: (-tag[1], tag[0]))),
    )


@kept
def _labels_of_notes(graph: nx.MultiDiGraph) -> dict[str, frozenset[str]]:
    """For each file its tags and categories."""
    return {
        str(note["file"]): frozenset(map(str, (*(note.get("tags") or ()), *(note.get("categories") or ()))))
        for note in _notes(graph)
    }


def _notes(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = json.loads(graph.graph.get("notes", "[]"))
    return notes


def _any_in(text: str, files: Collection[str]) -> bool:
    return any(file in files for file in json.loads(text))


def _said_in(text: str, files: Collection[str]) -> bool:
    return any(file in files for file, *_ in json.loads(text))
