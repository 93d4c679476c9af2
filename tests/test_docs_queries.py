"""The examples of docs/queries.md, run on the sample notes: every line that stands there is in the output, in order."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

from graph.build import build
from graph.cli import app
from graph.query import why_unavailable

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ notegraph (.*?)\n(.*?)```", TEXT, re.DOTALL)
DOTS = "..."

pytestmark = [pytest.mark.model, pytest.mark.skipif(bool(why_unavailable()), reason=why_unavailable())]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample notes, built."""
    place = tmp_path_factory.mktemp("store") / "graph.db"
    build(ROOT / "data" / "notes", store=place)
    return place


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_prints_what_it_says(store: Path, command: str, expected: str) -> None:
    done = CliRunner().invoke(app, [*shlex.split(command), "--store", str(store)])
    assert done.exit_code == 0, done.output
    printed = (done.stderr + done.stdout).splitlines()
    for line in expected.splitlines():
        if line != DOTS:
            place = next((k for k, text in enumerate(printed) if text.startswith(line)), None)
            assert place is not None, f"{line!r} is not in what is left of the output:\n{done.output}"
            printed = printed[place + 1 :]


def test_the_python_examples_hold(store: Path) -> None:
    from graph.build import open_graph

    graph: nx.MultiDiGraph = open_graph(store)
    (block,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    examples = doctest.DocTestParser().get_doctest(block, {"graph": graph}, "queries.md", None, None)
    assert examples.examples
    results = doctest.DocTestRunner(verbose=False).run(examples)
    assert results.failed == 0


def test_the_counts_of_deviations_are_those_of_the_list() -> None:
    known = (ROOT / "benchmarks" / "tck_deviations.txt").read_text(encoding="utf-8").splitlines()
    assert (
        f"of 268 that expect rows, for MATCH, WHERE, RETURN, ORDER BY, SKIP and LIMIT, {268 - len(known)} are" in TEXT
    )
