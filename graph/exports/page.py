"""View in, one HTML page out that draws it with pyvis' data and vis-network, asks no server and runs nothing of a note.

pyvis 0.3.2 is used for what it holds: nodes, edges and the filling of a template. Its own template asks a CDN and
runs script from titles, so ours takes its place, with a policy that allows the two scripts below and nothing else.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.sentences import sentence, shown_of_all
from graph.exports.strokes import stroke_of
from graph.exports.theme import Theme
from graph.layout import Placement
from graph.layout.lettering import FAMILY, RELATION_SIZE, text_width, visible
from graph.layout.shapes import shape_of
from graph.view import View, ViewNode


def write_page(view: View, look: Look) -> bytes:
    """The page in UTF-8: the View where the picture has it, search, legend as filter, evidence on a click."""
    from pyvis.network import Network  # loads IPython, which takes a second

    network = Network(height="100%", width="100%", directed=True, heading=visible(view.title) or "Graph")
    placement = look.placement_of(view)
    number = {shown.node.label: k for k, shown in enumerate(view.nodes)}
    for shown in view.nodes:
        network.add_node(number[shown.node.label], **_node(shown, placement, look.theme))
    for k, edge in enumerate(view.edges):
        facts = _edge(edge, placement, look.theme)
        network.add_edge(number[edge.subject], number[edge.object], id=k, facts=facts)
    folder = resources.files("graph.exports")
    with resources.as_file(folder.joinpath("page.html")) as template:
        network.set_template_dir(str(template.parent), template.name)
        library, behaviour = vis_library(), folder.joinpath("page.js").read_text(encoding="utf-8")
        network.templateEnv.globals.update(
            kinds=[{"name": kind, **asdict(look.theme.paint(kind))} for kind in _kinds(view)],
            theme={
                "name": look.theme.name,
                "background": look.theme.background,
                "denied": look.theme.negated,
                "font": FAMILY,
            },
            subtitle=shown_of_all(view),
            settings=_SETTINGS,
            library=library,
            behaviour=behaviour,
            style=folder.joinpath("page.css").read_text(encoding="utf-8"),
            policy=_policy(library, behaviour),
        )
        page: str = network.generate_html()
    return page.encode("utf-8", "replace")


def _kinds(view: View) -> list[str]:
    return sorted({shown.node.kind for shown in view.nodes})


_SETTINGS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {"hover": False, "multiselect": False, "keyboard": {"enabled": False}},
}


def _node(shown: ViewNode, placement: Placement, theme: Theme) -> dict[str, Any]:
    """A node as vis-network wants it; `facts` is what the page's script draws and tells."""
    node = shown.node
    x, y = placement.positions[node.label]
    facts = {
        "label": visible(node.label),
        "kind": node.kind,
        "aliases": list(node.aliases),
        "focus": shown.focus,
        "lines": _measured(placement.lines[node.label], placement.fonts[node.label], bold=True),
        "font": placement.fonts[node.label],
        "size": placement.sizes[node.label],
        "shape": shape_of(node.kind).name,
        "paint": asdict(theme.paint(node.kind)),
    }
    return {"label": facts["label"], "shape": "custom", "x": x, "y": y, "facts": facts}


def _edge(edge: Edge, placement: Placement, theme: Theme) -> dict[str, Any]:
    """What the page's script draws and tells of an edge."""
    name = (edge.subject, edge.object, edge.key)
    label = placement.labels.get(name)
    return {
        "sentence": sentence(edge),
        "negated": edge.negated,
        "evidence": [{"file": e.file, "line": e.line, "text": e.text} for e in edge.evidence],
        "stroke": asdict(stroke_of(edge, placement.routes[name], theme, placement.labels.values())),
        "text": theme.negated_text if edge.negated else theme.edge_text,
        "centre": label.centre if label else None,
        "size": label.size if label else None,
        "lines": _measured(label.lines, RELATION_SIZE) if label else [],
    }


def _measured(lines: Sequence[str], size: float, *, bold: bool = False) -> list[tuple[str, float]]:
    """Each line with the width that it may take, px."""
    return [(line, round(text_width(line, size, bold=bold), 1)) for line in lines]


@functools.cache
def vis_library() -> str:
    """The vendored vis-network as a plain script that gives `vis` with DataSet and Network.

    A page opened from a file cannot import modules, so the module's last line, its exports, becomes a result.
    """
    path = resources.files("graph").joinpath("app", "component", "vis-network.min.js")
    source = path.read_text(encoding="utf-8")
    match = re.search(r"export\{([^{}]*)\};?\s*(//# sourceMappingURL=\S*\s*)?$", source)
    if match is None:
        raise RuntimeError(f"{path} does not end in an export list; take the standalone ESM build of vis-network")
    names = dict(_exported(match.group(1)))
    body = source[: match.start()].replace("</script", "<\\/script")
    return f'var vis=(()=>{{"use strict";{body}return{{DataSet:{names["DataSet"]},Network:{names["Network"]}}}}})();'


def _exported(names: str) -> Iterator[tuple[str, str]]:
    """Public name and inner name of each entry of an export list."""
    for part in names.split(","):
        inner, _, public = part.strip().partition(" as ")
        yield public or inner, inner


def _policy(*scripts: str) -> str:
    """A content security policy for exactly these scripts; vis-network adds style sheets of its own."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
