"""`compare`, `matrix`, `ask`, `query` and `gaps`: names or questions go in, answers with their evidence come out."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from graph.cli.options import AsJson, StoreOption
from graph.cli.output import plain, print_answer
from graph.cli.stores import graph_in
from graph.errors import NotegraphError, QueryError

Name = Annotated[str, typer.Argument(help="A name or alias; small typos are forgiven.", show_default=False)]


class Rows(StrEnum):
    """What the rows of a matrix are."""

    FEATURES = "features"
    RELATIONS = "relations"


class Form(StrEnum):
    """How a matrix is written."""

    MARKDOWN = "markdown"
    CSV = "csv"


def compare(first: Name, second: Name, store: StoreOption = None, as_json: AsJson = False) -> None:
    """Show what FIRST and SECOND share, what only one of them has, and where they are said to differ."""
    from graph.cli.answers import comparison_as_data, comparison_as_text
    from graph.compare import compare
    from graph.search import find_node

    graph = graph_in(store)
    found = compare(graph, find_node(graph, first), find_node(graph, second))
    print_answer(comparison_as_data(found) if as_json else comparison_as_text(found))


def matrix(
    names: Annotated[list[str], typer.Argument(help="Names or aliases; small typos are forgiven.", show_default=False)],
    rows: Annotated[
        Rows, typer.Option(help="A row for each feature (supports GPU) or relation (supports).")
    ] = Rows.FEATURES,
    form: Annotated[Form, typer.Option("--format", "-f", help="How the table is written.")] = Form.MARKDOWN,
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """Put NAMES side by side in a table of yes, no and only, with the lines that say so."""
    from graph.cli.answers import matrix_as_data
    from graph.compare import matrix, matrix_as_csv, matrix_as_markdown
    from graph.search import find_node

    graph = graph_in(store)
    table = matrix(graph, [find_node(graph, name) for name in names], rows=rows)
    if as_json:
        print_answer(matrix_as_data(table))
    else:
        typer.echo(plain(matrix_as_csv(table) if form is Form.CSV else matrix_as_markdown(table)), nl=False)


def ask(
    question: Annotated[str, typer.Argument(help="Such as: what can mount EFS?", show_default=False)],
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """Answer QUESTION in plain words from what the notes say, and show how it was understood."""
    from graph.cli.answers import answer_as_data, answer_as_text
    from graph.questions import ask

    answer = ask(graph_in(store), question)
    if as_json or answer.understood:
        print_answer(answer_as_data(answer) if as_json else answer_as_text(answer))
    if answer.problem:
        nearest = [f"  {question}" for question in answer.nearest]
        raise NotegraphError(
            "\n".join([answer.problem, *(["These would be understood:", *nearest] if nearest else [])])
        )


def query(
    text: Annotated[str, typer.Argument(help="openCypher that reads: MATCH ... RETURN; - for standard input.")],
    param: Annotated[
        list[str], typer.Option("--param", "-p", help="name=value for $name in the query; the value is JSON or text.")
    ] = [],  # noqa: B006
    rows: Annotated[int, typer.Option(min=1, help="The most rows.")] = 1_000,
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="How long the query may take.")] = 5.0,
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """Run an openCypher query over the graph; warnings go to standard error."""
    from graph.cli.answers import result_as_data, result_as_text
    from graph.query import Limits, query

    text = sys.stdin.read() if text == "-" else text
    result = query(graph_in(store), text, dict(map(_param, param)), Limits(seconds=seconds, rows=rows))
    for warning in result.warnings:
        typer.echo(plain(f"warning: {warning}"), err=True)
    print_answer(result_as_data(result) if as_json else result_as_text(result))


def gaps(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="The most of each.")] = 20,
    store: StoreOption = None,
    as_json: AsJson = False,
) -> None:
    """List what to look at again: names never described, what is stated and denied, and what is easily confused."""
    from graph.cli.answers import study_as_data, study_as_text
    from graph.compare import confusables, contradictions, gaps

    graph = graph_in(store)
    study = gaps(graph)[:limit], contradictions(graph)[:limit], confusables(graph, limit=limit)
    print_answer(study_as_data(*study) if as_json else study_as_text(*study))


def _param(pair: str) -> tuple[str, Any]:
    name, sign, value = pair.partition("=")
    if not sign or not name.strip():
        raise QueryError(f"{pair!r} is no parameter: write --param name=value.")
    try:
        return name.strip().removeprefix("$"), json.loads(value)
    except ValueError:
        return name.strip().removeprefix("$"), value
