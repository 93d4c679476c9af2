"""`search`, `path` and `show`: words or names go in, what the notes say about them comes out, as text or JSON."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from graph.cli.options import AsJson, Negated, StoreOption
from graph.cli.output import print_answer
from graph.cli.stores import graph_in
from graph.errors import NotegraphError
from graph.statements import Origin


def search(
    text: Annotated[str, typer.Argument(help="A name, an alias, initials or words of a note; typos are forgiven.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The most hits.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Look TEXT up among names, notes and sentences; the best first, with why it matched."""
    from graph.cli import printing
    from graph.search import search

    hits = search(graph_in(store), text, limit=limit)
    print_answer(printing.hits_as_data(hits) if as_json else printing.hits_as_text(hits))
    if not hits:
        raise NotegraphError(f"Nothing was found for {text!r}: try fewer letters.")


def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A name or alias; small typos are forgiven.")],
    goal: Annotated[str, typer.Argument(metavar="TO", help="A name or alias; small typos are forgiven.")],
    k: Annotated[int, typer.Option("-k", min=1, help="The most paths.")] = 3,
    relation: Annotated[list[str], typer.Option(help="Follow this relation; may be repeated.")] = [],  # noqa: B006
    group: Annotated[list[str], typer.Option(help="Follow this group of relations.")] = [],  # noqa: B006
    note: Annotated[list[str], typer.Option(help="Follow what this note states; part of file or title.")] = [],  # noqa: B006
    avoid: Annotated[list[str], typer.Option(help="Go round this name; may be repeated.")] = [],  # noqa: B006
    avoid_hubs: Annotated[bool, typer.Option("--avoid-hubs", help="Go round the 1 % with most relations.")] = False,
    one_way: Annotated[bool, typer.Option("--one-way", help="Follow relations in their direction alone.")] = False,
    stated: Annotated[bool, typer.Option("--stated", help="Leave out what only the outline of a note says.")] = False,
    sure: Annotated[float, typer.Option(min=0, max=1, help="The least confidence of a relation.")] = 0.0,
    steps: Annotated[Optional[int], typer.Option(min=1, help="The most steps of a path.")] = None,  # noqa: UP045
    store: StoreOption = None,
    with_negated: Negated = False,
    as_json: AsJson = False,
) -> None:
    """Show how FROM and TO hang together: the shortest paths, each step with the line that states it."""
    from graph.cli import printing
    from graph.paths import find_paths
    from graph.search import find_node, find_notes

    graph = graph_in(store)
    paths = find_paths(
        graph,
        find_node(graph, start),
        find_node(graph, goal),
        k=k,
        directed=one_way,
        negated=with_negated,
        relations=relation,
        groups=group,
        origin=Origin.STATED if stated else None,
        min_confidence=sure,
        max_length=steps,
        notes=[file for name in note for file in find_notes(graph, name)],
        avoid=[find_node(graph, name) for name in avoid],
        avoid_hubs=avoid_hubs,
    )
    print_answer(printing.paths_as_data(paths) if as_json else printing.paths_as_text(paths))


def show(
    name: Annotated[str, typer.Argument(help="A name or alias; small typos are forgiven.")],
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """Show what the notes say about NAME: its other names, its notes, and each relation with its line."""
    from graph.cli import printing
    from graph.search import find_node

    graph = graph_in(store)
    label = find_node(graph, name)
    print_answer(printing.node_as_data(graph, label) if as_json else printing.node_as_text(graph, label))
