"""A graph and openCypher queries in on standard input, rows out; run as a script, one JSON value a line.

The one module that knows the engine (kglite): another engine is another file like this one. It stands alone because a
query may take the whole process down: no limit of the engine holds every query, so the parent kills the process that
overruns. Before the first query it gives up the right to open files and to grow beyond its memory.

Requests: `{"do": "nodes", "label": ..., "columns": [...], "rows": [...]}`, `{"do": "edges", "type": ..., "from": ...,
"to": ..., "columns": [...], "rows": [...]}` and `{"do": "create", "text": ...}` make the graph; `{"do": "ready", ...}`
checks and locks it; `{"do": "run", ...}` asks it. The last two are answered, by `{"error": ..., "message": ...}` if
they fail.

Values: numbers, texts, truth values and null stand for themselves; everything else is a list that opens with its name:
`["node", number, id, labels, properties]` (the number is the parent's, the id the engine's), `["edge", id, start, end,
type, properties]`, `["path", nodes, edges]`, `["list", ...]`, `["map", {...}]`, `["text", ...]` for all else.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import kglite

MADE_UP = frozenset(("id", "title", "type"))
"""Properties that the engine gives every node, asked for or not."""
EDGE_NUMBER = "__edge"
"""Property by which the parent knows an edge again."""
DEFAULT_LABEL = "Node"
"""Label that the engine gives a node without one."""
SECONDS_TO_CHECK = 120
_NODE_KEYS = {"id", "labels", "properties"}
_EDGE_KEYS = {"id", "start", "end", "type", "properties"}
_PATH_KEYS = {"nodes", "relationships"}

Request = dict[str, Any]


def main() -> None:
    """Answer requests until the input ends."""
    kglite.set_query_warning_policy("silent")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever the engine prints must not get between the answers
    graph = kglite.KnowledgeGraph()
    failure: dict[str, str] | None = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = _do(graph, request) if failure is None else failure
        except BaseException as error:  # a panic of the engine is no Exception
            answer = _failure(error)
            failure = None if request["do"] == "run" else answer  # the rest of a load is of no use
        if request["do"] in ("ready", "run"):
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def _do(graph: Any, request: Request) -> dict[str, Any]:
    match request["do"]:
        case "nodes":
            _add_nodes(graph, request)
        case "edges":
            _add_edges(graph, request)
        case "create":
            _cypher(graph, request["text"])
        case "ready":
            _make_ready(graph, request)
        case "run":
            return _run(graph, request)
    return {}


def _add_nodes(graph: Any, request: Request) -> None:
    """Rows are the node's number, then its columns."""
    properties = _property_map(["id", *request["columns"]])
    _cypher(graph, f"UNWIND $rows AS r CREATE (:{_quoted(request['label'])} {properties})", rows=request["rows"])


def _add_edges(graph: Any, request: Request) -> None:
    """Rows are the numbers of both ends, then the columns; parallel edges all stay."""
    ends = f"(a:{_quoted(request['from'])} {{id: r[0]}}), (b:{_quoted(request['to'])} {{id: r[1]}})"
    properties = _property_map(request["columns"], first=2)
    made = f"CREATE (a)-[:{_quoted(request['type'])} {properties}]->(b)"
    _cypher(graph, f"UNWIND $rows AS r MATCH {ends} {made}", rows=request["rows"])


def _make_ready(graph: Any, request: Request) -> None:
    """Index names, check what was loaded, and give up what queries must not have.

    `two_hop` is the number of a node with the number of undirected two-hops that it is in the middle of.
    """
    for label in request["labels"]:
        graph.create_index(label, "name")
    found = _cypher(graph, "MATCH ()-[r]->() RETURN count(r) AS found").scalar()
    if request["edges"] is not None and found != request["edges"]:
        raise ValueError(f"{found} of {request['edges']} edges were loaded")
    if request["two_hop"] is not None:
        node, hops = request["two_hop"]
        query = "MATCH ()-[]-(middle)-[]-() WHERE middle.id = $node RETURN count(*) AS found"
        if (found := _cypher(graph, query, node=node).scalar()) != hops:
            raise ValueError(f"the engine counts {found} ways through a node that has {hops}")
    graph.read_only(True)
    _run(graph, {"text": "RETURN [1] AS x", "params": {}, "seconds": 1, "rows": 1, "work": 1_000, "size": 1_000})
    _confine(request["memory"])


def _confine(memory: int) -> None:
    """From now on no file, pipe or socket can be opened or written beside those that are, nor `memory` be exceeded."""
    space = _address_space()
    lowest_free = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, lowest_free))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (space + memory, space + memory))


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _run(graph: Any, request: Request) -> dict[str, Any]:
    result = graph.cypher(
        request["text"],
        params=request["params"],
        timeout_ms=round(1_000 * request["seconds"]),
        row_limit=request["rows"],
        max_work_units=request["work"],
        disable_optimizer=True,  # with it, undirected two-hops are counted wrongly
        hide_structural_keys=True,
    )
    columns = list(result.columns)
    rows: list[list[Any]] = []
    size = 0
    for row in result.to_list():
        values = [_encoded(row[column]) for column in columns]
        size += len(json.dumps(values))
        if size > request["size"]:
            raise MemoryError(f"the answer is larger than {request['size']:,} bytes")
        rows.append(values)
    warnings = [text for text in map(str, result.warnings) if "row_limit" not in text]
    return {"columns": columns, "rows": rows, "warnings": warnings, "cut": len(warnings) < len(result.warnings)}


def _encoded(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return _encoded_mapping(value)
    if isinstance(value, (list, tuple)):
        hidden = _hidden(value)
        return ["list", *(_encoded(v) for v in value if not (isinstance(v, str) and v in hidden))]
    return ["text", str(value)]


def _encoded_mapping(value: dict[str, Any]) -> list[Any]:
    keys = value.keys()
    if keys == _NODE_KEYS:
        labels = [label for label in value["labels"] if label != DEFAULT_LABEL]
        properties = {name: _encoded(v) for name, v in value["properties"].items() if name not in MADE_UP}
        return ["node", value["properties"].get("id"), value["id"], labels, properties]
    if keys == _EDGE_KEYS:
        properties = {name: _encoded(v) for name, v in value["properties"].items()}
        return ["edge", value["id"], value["start"], value["end"], value["type"], properties]
    if keys == _PATH_KEYS:
        return ["path", *([_encoded_mapping(part) for part in value[key]] for key in ("nodes", "relationships"))]
    hidden = _hidden(value)
    return ["map", {str(name): _encoded(v) for name, v in value.items() if name not in hidden}]


def _hidden(names: Collection[object]) -> frozenset[str]:
    """Properties that are not the graph's own, where `names` are all those of a node or an edge."""
    texts = {name for name in names if isinstance(name, str)}
    return MADE_UP | {EDGE_NUMBER} if texts >= {"id", "title", "name"} else frozenset((EDGE_NUMBER,))


def _failure(error: BaseException) -> dict[str, str]:
    message = str(error)
    if isinstance(error, kglite.CypherTimeoutError):
        return {"error": "time", "message": message}
    if isinstance(error, (MemoryError, RecursionError)):
        return {"error": "size", "message": message}
    if isinstance(error, kglite.ReadOnlyError):
        return {"error": "write", "message": message}
    return {"error": "query" if isinstance(error, kglite.KgError) else type(error).__name__, "message": message}


def _cypher(graph: Any, text: str, **params: Any) -> Any:
    return graph.cypher(text, params=params, timeout_ms=1_000 * SECONDS_TO_CHECK, disable_optimizer=True)


def _property_map(columns: list[str], first: int = 0) -> str:
    return "{" + ", ".join(f"{_quoted(name)}: r[{place}]" for place, name in enumerate(columns, first)) + "}"


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


if __name__ == "__main__":
    main()
