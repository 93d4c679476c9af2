"""How much of openCypher is answered as its compatibility kit says: `python -m benchmarks.tck DIR`.

DIR holds feature files of the kit (https://github.com/opencypher/openCypher, tck/features). Each scenario whose query
only reads is run through the guards and the process that queries of people go through, on an empty graph in which the
engine has run the scenario's CREATE. Nodes are compared without the properties id, title and type, which the engine
gives to every node, and without the label Node, which it gives to those that have none.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from graph.errors import QueryError
from graph.query.cypher import check, tokens_of
from graph.query.process import Engine, Limits
from graph.query.spelling import respelled

DEVIATIONS = Path(__file__).with_name("tck_deviations.txt")
"""The scenarios that are known to be answered otherwise, a line each."""
STATUSES = ("passed", "failed", "skipped")
HIDDEN_PROPERTIES = frozenset(("id", "title", "type"))
HIDDEN_LABEL = "Node"
_WRITING = frozenset(("create", "merge", "set", "delete", "remove"))
_EXPECTED = re.compile(r"the result should be(?P<ordered>, in order)?.*")


@dataclass(slots=True)
class Scenario:
    """One scenario of the kit."""

    name: str
    setup: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    columns: list[str] | None = None
    """None where an error is expected."""
    rows: list[list[Any]] = field(default_factory=list)
    ordered: bool = False
    lists_as_bags: bool = False

    @property
    def only_reads(self) -> bool:
        """Whether its query does not write."""
        return not any(token.kind == "word" and token.text.lower() in _WRITING for token in tokens_of(self.query))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tck", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="name every scenario that deviates, and how")
    options = parser.parse_args()
    known = {line.split("  ")[0] for line in DEVIATIONS.read_text(encoding="utf-8").splitlines()}
    counts: Counter[tuple[str, str]] = Counter()
    for scenario in scenarios_in(options.folder):
        kind = "errors" if scenario.columns is None else "rows"
        problem = outcome(scenario)
        status = "skipped" if problem is None else "failed" if problem else "passed"
        counts[kind, status] += 1
        if status == "failed" and (options.list or (kind == "rows" and scenario.name not in known)):
            print(f"{kind}: {scenario.name}  {problem}")
        elif status == "passed" and scenario.name in known:
            print(f"{scenario.name}  passes, though it stands in {DEVIATIONS.name}")
    for kind in ("rows", "errors"):
        print(f"{kind}: {_summary({status: counts[kind, status] for status in STATUSES})}")
    print(_summary({status: counts["rows", status] + counts["errors", status] for status in STATUSES}))


def _summary(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number} {status}" for status, number in numbers.items())


def scenarios_in(folder: Path) -> Iterator[Scenario]:
    """All scenarios of the feature files below the folder, outlines filled in; a name tells its file and example."""
    for path in sorted(folder.rglob("*.feature")):
        document: Any = Parser().parse(path.read_text(encoding="utf-8"))
        seen: Counter[str] = Counter()
        for pickle in Compiler().compile({**document, "uri": str(path)}):
            name = f"{path.stem} {pickle['name']}"
            seen[name] += 1
            yield _scenario(f"{name} #{seen[name]}", pickle["steps"])


def outcome(scenario: Scenario) -> str | None:
    """Empty where it passes, else what is wrong; None where its query does not only read."""
    if not scenario.only_reads:
        return None
    engine = Engine(lambda: iter(_load(scenario)))
    try:
        answer = engine.run(_readable(scenario.query), scenario.params, Limits())
    except QueryError as error:
        return "" if scenario.columns is None else f"error: {str(error).splitlines()[0]}"
    finally:
        engine.close()
    if scenario.columns is None:
        return "no error"
    if answer["columns"] != scenario.columns:
        return f"columns {answer['columns']}"
    found = [[_given(cell) for cell in row] for row in answer["rows"]]
    wanted = [_comparable(row, scenario.lists_as_bags) for row in scenario.rows]
    rows = [_comparable(row, scenario.lists_as_bags) for row in found]
    same = rows == wanted if scenario.ordered else Counter(rows) == Counter(wanted)
    return "" if same else f"rows {rows[:3]}"


def _readable(text: str) -> str:
    check(text)
    return respelled(text)


def _load(scenario: Scenario) -> list[dict[str, Any]]:
    texts = [{"do": "create", "text": text} for text in scenario.setup]
    return [*texts, {"do": "ready", "labels": [], "edges": None, "two_hop": None}]


def _scenario(name: str, steps: Sequence[Any]) -> Scenario:
    scenario = Scenario(name)
    for step in steps:
        text, argument = step["text"], step.get("argument", {})
        table = [[cell["value"] for cell in row["cells"]] for row in argument.get("dataTable", {}).get("rows", ())]
        if text == "having executed:":
            scenario.setup.append(argument["docString"]["content"])
        elif text == "parameters are:":
            scenario.params = {key: plain(parsed(value)) for key, value in table}
        elif text == "executing query:":
            scenario.query = argument["docString"]["content"]
        elif text == "the result should be empty":
            scenario.columns = []
        elif found := _EXPECTED.fullmatch(text.removesuffix(":")):
            scenario.ordered, scenario.lists_as_bags = bool(found["ordered"]), "ignoring element" in text
            scenario.columns, *rows = table
            scenario.rows = [[parsed(cell) for cell in row] for row in rows]
    return scenario


_PIECE = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<word>\w+)|(?P<sign><-|->|.))"""
)
_CONSTANTS = {"null": None, "true": True, "false": False, "NaN": math.nan}


def parsed(text: str) -> Any:
    """A value as the kit writes it: nodes, edges, paths, lists and maps as tuples that open with what they are.

    >>> parsed("(:A {name: 'b'})")
    ('node', frozenset({'A'}), (('name', 'b'),))
    """
    pieces = [(str(m.lastgroup), m.group(str(m.lastgroup))) for m in _PIECE.finditer(text)]
    value, rest = _parse(pieces)
    if rest:
        raise ValueError(f"not a value of the kit: {text}")
    return value


def plain(value: Any) -> Any:
    """A parsed list or map as Python has it."""
    match value:
        case ("list", *parts):
            return [plain(part) for part in parts]
        case ("map", *entries):
            return {key: plain(part) for key, part in entries}
    return value


_Pieces = list[tuple[str, str]]


def _parse(pieces: _Pieces) -> tuple[Any, _Pieces]:
    (kind, text), rest = pieces[0], pieces[1:]
    match kind, text:
        case "text", _:
            return re.sub(r"\\(.)", r"\1", text[1:-1]), rest
        case "number", _:
            return (float(text) if re.search(r"[.eE]", text) else int(text)), rest
        case "word", _:
            return _CONSTANTS[text], rest
        case "sign", "(":
            return _parse_entity("node", ")", rest)
        case "sign", "[" if rest[0][1] == ":":
            return _parse_entity("edge", "]", rest)
        case "sign", "<":
            return _parse_path(rest)
        case "sign", "[":
            parts = []
            while rest[0][1] != "]":
                part, rest = _parse(rest[1:] if rest[0][1] == "," else rest)
                parts.append(part)
            return ("list", *parts), rest[1:]
        case "sign", "{":
            entries = []
            while rest[0][1] != "}":
                rest = rest[1:] if rest[0][1] == "," else rest
                value, after = _parse(rest[2:])
                entries.append((rest[0][1], value))
                rest = after
            return ("map", *sorted(entries, key=lambda entry: entry[0])), rest[1:]
    raise ValueError(f"not a value of the kit: {text}")


def _parse_entity(kind: str, end: str, rest: _Pieces) -> tuple[Any, _Pieces]:
    labels, properties = set(), ()
    while rest[0][1] != end:
        if rest[0][1] == ":":
            labels.add(rest[1][1])
            rest = rest[2:]
        else:
            (_, *properties), rest = _parse(rest)
    return _entity(kind, labels, dict(properties)), rest[1:]


def _parse_path(rest: _Pieces) -> tuple[Any, _Pieces]:
    parts = []
    while rest[0][1] != ">":
        if rest[0][1] in ("-", "<-", "->"):
            parts.append(rest[0][1])
            rest = rest[1:]
        else:
            part, rest = _parse(rest)
            parts.append(part)
    return ("path", *parts), rest[1:]


def _entity(kind: str, labels: set[str], properties: dict[str, Any]) -> tuple[Any, ...]:
    kept = {k: v for k, v in properties.items() if kind == "edge" or k not in HIDDEN_PROPERTIES}
    return kind, frozenset(labels - {HIDDEN_LABEL}), tuple(sorted(kept.items()))


def _given(cell: Any) -> Any:
    """A value of the worker's answer in the same form."""
    match cell:
        case ["node", _, _, labels, properties]:
            return _entity("node", set(labels), {name: _given(value) for name, value in properties.items()})
        case ["edge", _, _, _, type_, properties]:
            return _entity("edge", {type_}, {name: _given(value) for name, value in properties.items()})
        case ["path", nodes, edges]:
            steps = [_step(node, edge) for node, edge in zip(nodes, edges, strict=False)]
            return ("path", _given(nodes[0]), *chain(*map(_with_end, steps, nodes[1:])))
        case ["list", *parts]:
            return ("list", *map(_given, parts))
        case ["map", entries]:
            return ("map", *sorted((name, _given(value)) for name, value in entries.items()))
        case ["text", text]:
            return text
    return cell


def _step(node: Any, edge: Any) -> tuple[str, Any, str]:
    forwards = edge[2] == node[2]
    return ("-" if forwards else "<-"), _given(edge), ("->" if forwards else "-")


def _with_end(step: tuple[Any, ...], node: Any) -> tuple[Any, ...]:
    return (*step, _given(node))


def _comparable(value: Any, lists_as_bags: bool) -> Any:
    """The value so that 1, 1.0 and true differ and NaN is itself; lists in any order where asked for."""
    if isinstance(value, (list, tuple)):
        parts = tuple(_comparable(part, lists_as_bags) for part in value)
        if lists_as_bags and parts[:1] == (("str", "list"),):
            return tuple(sorted(parts, key=repr))
        return parts
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    return type(value).__name__, "nan" if value != value else value


if __name__ == "__main__":
    main()
