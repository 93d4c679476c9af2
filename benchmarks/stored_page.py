"""A script for Streamlit: the page over a graph that is in a store, `--notes FOLDER` naming where it lies.

More nodes than usual can be shown at once (`?most=1000` in the address), so that this can be measured too.
"""

from __future__ import annotations

from pathlib import Path

from graph.app import state
from graph.store import find_store, open_graph

state.MOST_NODES = 1_000

from graph.app import main, start  # noqa: E402
from graph.build import BuildReport  # noqa: E402


def stored(folder: Path, **_options: object) -> BuildReport:
    """The graph as it lies there, nothing built."""
    return BuildReport(open_graph(folder), store=find_store(folder))


start.build = stored  # type: ignore[assignment]
main.run(None)
