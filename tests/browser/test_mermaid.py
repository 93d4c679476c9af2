"""The Mermaid file drawn by the official library in a real browser; NOTEGRAPH_MERMAID names its mermaid.min.js."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.exports import export
from graph.view import View, overview
from tests.cloud_graph import cloud_graph
from tests.test_exports_text import HOSTILE, ODD

LIBRARY = os.environ.get("NOTEGRAPH_MERMAID", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not LIBRARY, reason="NOTEGRAPH_MERMAID does not name mermaid.min.js: Mermaid files are not drawn"
    ),
]


@pytest.mark.parametrize("view", [overview(cloud_graph(), limit=30), ODD], ids=["cloud", "hostile"])
def test_mermaid_draws_every_node_and_edge_and_nothing_runs(view: View, chromium: Browser) -> None:
    context = chromium.new_context(offline=True)
    try:
        page = context.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(content=Path(LIBRARY).read_text(encoding="utf-8"))
        drawn = page.evaluate(
            """async (text) => {
                mermaid.initialize({ startOnLoad: false });
                const { svg } = await mermaid.render("graph", text);
                document.body.innerHTML = svg;
                const all = (selector) => [...document.querySelectorAll(selector)];
                return {
                    nodes: all("g.node").map((node) => node.textContent.trim().replace(/\\s+/g, " ")),
                    edges: all("path.flowchart-link").length,
                };
            }""",
            export(view, "mermaid").decode(),
        )
    finally:
        context.close()
    names = [" ".join(shown.node.label.split()) for shown in view.nodes]
    if view is ODD:
        names[3] = "two lines"
        assert HOSTILE[3].startswith("two")
    assert sorted(drawn["nodes"]) == sorted(names)
    assert drawn["edges"] == len(view.edges)
