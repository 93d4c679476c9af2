"""A script for Streamlit: the page over the small graph, with ten relations on a page of the table."""

from pathlib import Path

from graph.app import main, start, table
from graph.build import BuildReport
from tests.graphs import sample_graph

table.ROWS = 10
start.build = lambda _folder, **_options: BuildReport(sample_graph())
main.run(Path("notes"))
