"""A script for Streamlit: the plain way to show a graph there, a pyvis page in an iframe and a list to choose from.

Arguments: a folder with a store, and how many nodes to show.
"""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import streamlit as st
import streamlit.components.v1 as components
from pyvis.network import Network

from graph.paths import relations_of
from graph.store import open_graph
from graph.view import overview

st.set_page_config(layout="wide")


@st.cache_resource
def opened(folder: str) -> nx.MultiDiGraph:
    return open_graph(Path(folder))


graph = opened(sys.argv[1])
view = overview(graph, limit=int(sys.argv[2]))
network = Network(height="600px", width="100%", directed=True, cdn_resources="in_line")
for node in view.nodes:
    network.add_node(node.node.label, label=node.node.label)
for edge in view.edges:
    network.add_edge(edge.subject, edge.object, label=edge.relation)
left, right = st.columns([3, 2])
with left:
    components.html(network.generate_html(), height=620)
with right:
    chosen = st.selectbox("Thing", [node.node.label for node in view.nodes], index=None)
    if chosen:
        st.subheader(chosen)
        for reading in relations_of(graph, chosen):
            st.markdown(f"{reading.sentence}  \n{reading.edge.evidence[0].text}")
