"""Graph in, View out: the few nodes and edges to show, with how much there is beyond them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from graph.derived import kept
from graph.elements import Edge, Node, add_edge, add_node, edge_of, node_of
from graph.errors import UnknownNameError
from graph.filters import EVERYTHING, Filter, edges_passing, nodes_passing
from graph.paths import Path
from graph.statements import Origin


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A node that is shown."""

    node: Node
    importance: float
    """Degree over stated edges that are not negated, divided by the largest in the graph: 0 to 1."""
    hidden: int = 0
    """Neighbours that the graph has and the view does not show."""
    focus: bool = False
    """Whether the view is about this node."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a graph; page, pictures and files all start from it."""

    title: str
    nodes: tuple[ViewNode, ...]
    """The ones that matter most first; each label once."""
    edges: tuple[Edge, ...]
    """Both ends of each are among `nodes`."""
    total_nodes: int
    """How many nodes there would be without the view's limit."""
    total_edges: int
    """How many edges there would be without the view's limit."""
    focus: tuple[str, ...] = ()
    """Labels that the view is about: the node in the middle, or the two ends of a path."""


def overview(graph: nx.MultiDiGraph, *, limit: int = 30) -> View:
    """The most important nodes, at most `limit`, chosen so that they hang together, and all edges among them.

    Nodes are taken by importance; one that touches nothing taken so far brings the neighbour that joins it along.
    Nodes without any edge in the picture give way to neighbours of the others.
    """
    survey = _survey(graph)
    degrees = survey.degrees
    ranked = sorted(graph, key=lambda label: (-degrees[label], label))
    if len(ranked) <= limit:
        chosen = ranked
    else:
        chosen = _hanging_together(graph, ranked, limit)
        chosen.sort(key=lambda label: (-degrees[label], label))
    return _view(graph, "Overview", chosen, _edges_among(graph, chosen), (len(graph), survey.edges))


def focus_view(graph: nx.MultiDiGraph, label: str, *, depth: int = 1, limit: int = 60, negated: bool = True) -> View:
    """What lies within `depth` steps of the node `label`, the nearest and then the most important first.

    Steps follow edges either way, never negated ones. With `negated`, negated edges among the nodes shown are part
    of the view, and so are the nodes that a negated edge joins to `label` itself. `UnknownNameError` where the graph
    has no such node.
    """
    if label not in graph:
        raise UnknownNameError(label)
    degrees = _survey(graph).degrees
    distances = _distances(graph, label, depth)
    if negated and depth > 0:
        for neighbour in _neighbours(graph, label):
            distances[neighbour] = min(1, distances.get(neighbour, 1))
    reached = sorted(distances, key=lambda name: (distances[name], -degrees[name], name))
    edges = _edges_among(graph, reached, negated=negated)
    chosen = reached[: max(limit, 1)]
    return _view(graph, label, chosen, edges, (len(reached), len(edges)), focus=(label,))


def path_view(graph: nx.MultiDiGraph, paths: Sequence[Path]) -> View:
    """The nodes and edges of some paths, in the paths' order; the ends of the first path are in focus."""
    if not paths:
        return View("No path", (), (), 0, 0)
    chosen = list(dict.fromkeys(label for path in paths for label in path.labels))
    edges = list(dict.fromkeys(edge for path in paths for hop in path.hops for edge in hop.edges))
    ends = (paths[0].labels[0], paths[0].labels[-1])
    return _view(graph, f"{ends[0]} to {ends[1]}", chosen, edges, (len(chosen), len(edges)), focus=ends)


def answer_view(graph: nx.MultiDiGraph, title: str, labels: Iterable[str], edges: Sequence[Edge]) -> View:
    """Those nodes and the ends of those edges, in that order, with those edges and no others."""
    ends = (label for edge in edges for label in (edge.subject, edge.object))
    chosen = list(dict.fromkeys((*labels, *ends)))
    return _view(graph, title, chosen, dict.fromkeys(edges), (len(chosen), len(edges)))


def note_view(graph: nx.MultiDiGraph, file: str, *, limit: int = 60) -> View:
    """What the note `file` says: its edges, and the nodes that it names, the most connected there first.

    A file that the graph does not know gives an empty view.
    """
    edges = [edge for edge in _edges_naming(graph, file) if any(e.file == file for e in edge.evidence)]
    here: dict[str, int] = {}
    for edge in edges:
        for label in (edge.subject, edge.object):
            here[label] = here.get(label, 0) + 1
    quoted = json.dumps(file, ensure_ascii=False)
    for label, notes in graph.nodes(data="notes"):
        if quoted in notes and file in json.loads(notes):
            here.setdefault(label, 0)
    named = sorted(here, key=lambda label: (-here[label], label))
    return _view(graph, _note_title(graph, file), named[: max(limit, 1)], edges, (len(named), len(edges)))


def filtered_view(graph: nx.MultiDiGraph, view: View, wanted: Filter, *, asked: View | None = None) -> View:
    """What of `view` the filter lets through, in its order; the totals stay.

    Things of which every relation is filtered out go as well. What the view is about stays, and so do the things and
    relations of `asked`, unless they are hidden one by one.
    """
    if wanted == EVERYTHING:
        return view
    spared = {node.node.label for node in asked.nodes} if asked else set()
    spared = (spared | set(view.focus)) - wanted.hidden
    passing = {node.label for node in nodes_passing(graph, (shown.node for shown in view.nodes), wanted)} | spared
    among = [edge for edge in view.edges if edge.subject in passing and edge.object in passing]
    relations = replace(wanted, kinds=frozenset(), hidden=frozenset())
    edges = dict.fromkeys(edges_passing(graph, among, relations))
    edges |= dict.fromkeys(edge for edge in (asked.edges if asked else ()) if {edge.subject, edge.object} <= passing)
    gone = _ends(among) - _ends(edges) - spared
    nodes = tuple(shown for shown in view.nodes if shown.node.label in passing - gone)
    return replace(view, nodes=nodes, edges=tuple(edge for edge in view.edges if edge in edges))


def valued_in(graph: nx.MultiDiGraph, view: View) -> View:
    """The view of a part of `graph` with importance and hidden neighbours as they are in the whole of it."""
    labels = [shown.node.label for shown in view.nodes]
    return _view(graph, view.title, labels, view.edges, (view.total_nodes, view.total_edges), view.focus)


def graph_of(view: View) -> nx.MultiDiGraph:
    """The view's nodes and edges as a graph of their own, with the attributes of `graph.elements`."""
    graph = nx.MultiDiGraph(title=view.title)
    for shown in view.nodes:
        add_node(graph, shown.node)
    for edge in view.edges:
        add_edge(graph, edge)
    return graph


def _view(
    graph: nx.MultiDiGraph,
    title: str,
    chosen: Sequence[str],
    edges: Iterable[Edge],
    totals: tuple[int, int],
    focus: tuple[str, ...] = (),
) -> View:
    """The view of `chosen`, with those of `edges` that have both ends there."""
    survey = _survey(graph)
    place = {label: rank for rank, label in enumerate(chosen)}
    nodes = tuple(
        ViewNode(
            node=node_of(graph, label),
            importance=survey.degrees[label] / survey.largest,
            hidden=sum(neighbour not in place for neighbour in _neighbours(graph, label)),
            focus=label in focus,
        )
        for label in chosen
    )
    shown = [edge for edge in edges if edge.subject in place and edge.object in place]
    shown.sort(key=lambda edge: (place[edge.subject], place[edge.object], edge.key))
    return View(title, nodes, tuple(shown), *totals, focus)


def _ends(edges: Iterable[Edge]) -> set[str]:
    return {label for edge in edges for label in (edge.subject, edge.object)}


@dataclass(frozen=True, slots=True)
class _Survey:
    """What every view needs to know of the whole graph."""

    degrees: dict[str, int]
    """For each node the number of its stated edges that are not negated, loops left out."""
    largest: int
    edges: int
    """Number of all edges."""


@kept
def _survey(graph: nx.MultiDiGraph) -> _Survey:
    degrees = dict.fromkeys(graph, 0)
    for subject, object_, attributes in graph.edges(data=True):
        if attributes["origin"] == Origin.STATED and not attributes["negated"] and subject != object_:
            degrees[subject] += 1
            degrees[object_] += 1
    return _Survey(degrees, max(degrees.values(), default=0) or 1, graph.number_of_edges())


def _hanging_together(graph: nx.MultiDiGraph, ranked: Sequence[str], limit: int) -> list[str]:
    """At most `limit` labels by rank, with the ones that join them."""
    rank = {label: place for place, label in enumerate(ranked)}
    chosen: dict[str, None] = {}
    for label in ranked:
        if label in chosen:
            continue
        bridge = _bridge(graph, label, chosen, rank)
        if len(chosen) + 1 + len(bridge) > limit:
            break
        chosen.update(dict.fromkeys((*bridge, label)))
    joined = [label for label in chosen if any(n in chosen for n in _neighbours(graph, label))]
    kept = dict.fromkeys(joined or chosen)
    border = sorted({n for label in kept for n in _neighbours(graph, label)} - kept.keys(), key=rank.__getitem__)
    return [*kept, *border][:limit]


def _bridge(graph: nx.MultiDiGraph, label: str, chosen: dict[str, None], rank: dict[str, int]) -> tuple[str, ...]:
    """The best ranked node that joins `label` to the chosen ones; none where it touches them or nothing does."""
    near = _neighbours(graph, label)
    if not chosen or not chosen.keys().isdisjoint(near):
        return ()
    joining = (n for n in near if not chosen.keys().isdisjoint(_neighbours(graph, n)))
    best = min(joining, key=rank.__getitem__, default=None)
    return () if best is None else (best,)


def _distances(graph: nx.MultiDiGraph, label: str, depth: int) -> dict[str, int]:
    """Steps from `label` to each node within `depth`, over edges that are not negated, either way."""
    distances = {label: 0}
    border = [label]
    for distance in range(1, depth + 1):
        reached = dict.fromkeys(n for name in border for n in _neighbours(graph, name, negated=False))
        border = [name for name in reached if name not in distances]
        distances.update(dict.fromkeys(border, distance))
    return distances


def _neighbours(graph: nx.MultiDiGraph, label: str, *, negated: bool = True) -> dict[str, None]:
    """Labels that share an edge with `label`, itself left out; with `negated` false, an edge that is not negated."""
    found: dict[str, None] = {}
    for joined in (graph.succ[label], graph.pred[label]):
        for other, parallel in joined.items():
            if other != label and (negated or not all(a["negated"] for a in parallel.values())):
                found[other] = None
    return found


def _edges_among(graph: nx.MultiDiGraph, labels: Iterable[str], *, negated: bool = True) -> list[Edge]:
    """Edges with both ends among `labels`."""
    inside = set(labels)
    return [
        edge_of(graph, subject, object_, key)
        for subject in inside
        for object_, parallel in graph.succ[subject].items()
        if object_ in inside
        for key, attributes in parallel.items()
        if negated or not attributes["negated"]
    ]


def _edges_naming(graph: nx.MultiDiGraph, file: str) -> Iterator[Edge]:
    """Edges whose statements contain the file's name somewhere; saves reading the others' JSON."""
    quoted = json.dumps(file, ensure_ascii=False)
    for subject, object_, key, statements in graph.edges(keys=True, data="statements"):
        if quoted in statements:
            yield edge_of(graph, subject, object_, key)


def _note_title(graph: nx.MultiDiGraph, file: str) -> str:
    notes = json.loads(graph.graph.get("notes", "[]"))
    return next((str(note.get("title") or file) for note in notes if note.get("file") == file), file)
