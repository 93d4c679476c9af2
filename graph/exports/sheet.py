"""View in, what a cheat sheet says of it out: relations as sentences in groups, each with its note and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.sentences import place_of, sentence
from graph.layout.lettering import visible
from graph.relations import OTHER_GROUP, inventory
from graph.statements import Origin
from graph.view import View


@dataclass(frozen=True, slots=True)
class Said:
    """One relation on a cheat sheet."""

    sentence: str
    place: str
    """Note and line of its best evidence; empty where it has none."""
    negated: bool
    structural: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Relations of one group."""

    title: str
    lines: tuple[Said, ...]


def sections_of(view: View) -> list[Section]:
    """All relations of the view: those of its focus by group, in the inventory's order, and then all others."""
    near = [edge for edge in view.edges if not view.focus or {edge.subject, edge.object} & set(view.focus)]
    far = [edge for edge in view.edges if edge not in near]
    groups = dict.fromkeys([*(relation.group for relation in inventory().relations.values()), OTHER_GROUP])
    sections = [_section(g.capitalize(), (e for e in near if inventory().group(e.relation) == g)) for g in groups]
    return [section for section in (*sections, _section("Around it", far)) if section.lines]


def look_of_picture(look: Look) -> Look:
    """How the picture on a cheat sheet is drawn: the sheet has the title already."""
    return replace(look, titled=False, transparent=False)


def _section(title: str, edges: Iterable[Edge]) -> Section:
    return Section(title, tuple(_said(edge) for edge in edges))


def _said(edge: Edge) -> Said:
    place = visible(place_of(edge.evidence[0])) if edge.evidence else ""
    return Said(visible(sentence(edge)), place, edge.negated, edge.origin == Origin.STRUCTURAL)
