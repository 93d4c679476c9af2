"""A script for Streamlit: the page over the small graph, as if it had been read from a folder of notes."""

from pathlib import Path

from graph.app import main, start
from graph.build import BuildReport
from tests.graphs import sample_graph

start.build = lambda _folder, **_options: BuildReport(sample_graph())
start.build_uploads = lambda _files, **_options: BuildReport(sample_graph().subgraph(["Raft", "consensus"]).copy())
main.run(Path("notes"))
