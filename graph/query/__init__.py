"""openCypher over a graph: text goes in, rows of nodes, edges, paths and values come out, all with their evidence.

Nothing is written and no file is read. The engine works in a process of its own, with limits of time, rows and memory;
`graph.query.worker` alone knows which engine it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.query.anchors import anchored
from graph.query.cypher import check
from graph.query.process import Engine, Limits, why_unavailable
from graph.query.schema import unknown_names
from graph.query.spelling import respelled
from graph.query.tables import loader_of, tables_of
from graph.query.values import Result, Value, Walk, parts_of, rows_of, text_of

__all__ = ["DEFAULT_LIMITS", "Limits", "Result", "Value", "Walk", "parts_of", "query", "text_of", "why_unavailable"]

DEFAULT_LIMITS = Limits()


def query(
    graph: nx.MultiDiGraph, text: str, params: Mapping[str, Any] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Result:
    """The rows of the openCypher query `text`, `params` standing for its `$names`.

    Nodes have the labels Service, Feature, Concept (or a pack's) and `name`, `label`, `kind`, `aliases`, `notes`; edges
    have types such as MOUNTABLE_BY and NOT_MOUNTABLE_BY and the attributes of `graph.elements`. The process that holds
    the graph stays up until the graph's revision changes.

    Raises QueryError for what is no query, does more than read, or needs more than `limits`.
    """
    check(text)
    values = params or {}
    answer = _engine_of(graph).run(anchored(respelled(text), graph, values), values, limits)
    warnings = [*unknown_names(graph, text), *(w for w in answer["warnings"] if "references unknown" not in w)]
    if answer["cut"]:
        warnings.append(f"Only the first {limits.rows:,} rows are shown. LIMIT, or a condition, chooses which.")
    return Result(tuple(answer["columns"]), rows_of(answer, graph, tables_of(graph)), tuple(warnings))


@kept
def _engine_of(graph: nx.MultiDiGraph) -> Engine:
    return Engine(loader_of(graph))
