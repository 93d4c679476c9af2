"""The standalone HTML page in a real browser, from a file and with the network off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.elements import Edge, Node
from graph.exports import write_export
from graph.statements import Evidence
from graph.view import View, ViewNode

pytestmark = pytest.mark.browser

ODD = "</script><img src=x onerror=\"document.title='ran'\"><a href=\"javascript:document.title='ran'\">x</a>"


@dataclass
class Seen:
    """A page and what it did beside being shown."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Open = Callable[[View], Seen]


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    context = chromium.new_context(offline=True, viewport={"width": 1200, "height": 800})

    def open_view(view: View) -> Seen:
        path = tmp_path / "view.html"
        write_export(view, "html", path)
        seen = Seen(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
        seen.page.goto(path.as_uri())
        seen.page.wait_for_function("window.shown")
        return seen

    yield open_view
    context.close()


def view_of(*edges: Edge, focus: str = "") -> View:
    kinds = {"EFS": "service", "Task Role": "feature", "storage": "concept"}
    labels = dict.fromkeys(end for edge in edges for end in (edge.subject, edge.object))
    nodes = tuple(ViewNode(Node(label, kinds.get(label, "service")), 0.5, focus=label == focus) for label in labels)
    return View("Mounts", nodes, edges, len(nodes), len(edges), (focus,) if focus else ())


MOUNTS = view_of(
    Edge("EFS", "ECS", "mountable_by", evidence=(Evidence("day-12.md", 36, "Mount EFS onto ECS tasks"),)),
    Edge("S3", "ECS", "mountable_by", negated=True, evidence=(Evidence("day-12.md", 38, "S3 can not be mounted"),)),
    Edge("EFS", "storage", "used_for", evidence=(Evidence("day-12.md", 39, "Persistent storage"),)),
)


def click(page: Page, script: str) -> None:
    """Click where the script says, in the picture's own coordinates."""
    at = page.evaluate(f"""() => {{
        const {{ network, data }} = window.shown;
        const [x, y] = {script};
        const dom = network.canvasToDOM({{ x, y }});
        const box = document.getElementById("canvas").getBoundingClientRect();
        return [box.left + dom.x, box.top + dom.y];
    }}""")
    page.mouse.click(*at)


def test_the_page_is_drawn_without_any_request(open_page: Open) -> None:
    seen = open_page(MOUNTS)
    painted = seen.page.evaluate("""() => {
        const canvas = document.querySelector("#canvas canvas");
        const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(pixels.buffer)).size;
    }""")
    assert painted > 20
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.errors == []


def test_a_click_on_a_node_tells_its_relations_with_evidence(open_page: Open) -> None:
    page = open_page(MOUNTS).page
    click(page, "[data.nodes[0].x, data.nodes[0].y]")
    details = page.locator("#details")
    expect(details.locator("h2")).to_have_text("EFS")
    expect(details.locator(".said")).to_have_text(["EFS is mountable by ECS", "EFS is used for storage"])
    expect(details.locator("blockquote").first).to_have_text("Mount EFS onto ECS tasks")
    expect(details.locator("cite").first).to_have_text("day-12.md, line 36")


def test_a_click_on_a_relation_tells_its_evidence(open_page: Open) -> None:
    page = open_page(MOUNTS).page
    click(page, "data.edges.find((edge) => edge.facts.negated).facts.centre")
    expect(page.locator("#details .denied .said")).to_have_text("S3 is not mountable by ECS")
    expect(page.locator("#details blockquote")).to_have_text("S3 can not be mounted")


def test_a_click_beside_everything_clears_the_details_and_moves_nothing(open_page: Open) -> None:
    page = open_page(MOUNTS).page
    before = page.evaluate("[window.shown.network.getScale(), window.shown.network.getViewPosition()]")
    click(page, "[data.nodes[0].x, data.nodes[0].y]")
    page.mouse.click(5, 795)
    expect(page.locator("#details")).to_be_empty()
    assert page.evaluate("[window.shown.network.getScale(), window.shown.network.getViewPosition()]") == before


def test_search_finds_a_node_by_keyboard(open_page: Open) -> None:
    page = open_page(MOUNTS).page
    page.get_by_label("Search").fill("stor")
    expect(page.locator("#found button")).to_have_text(["storage"])
    page.get_by_label("Search").press("Tab")
    for _ in range(5):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("storage")


def test_the_legend_hides_a_type(open_page: Open) -> None:
    page = open_page(MOUNTS).page
    page.get_by_label("concept").uncheck()
    expect(page.locator("#found button")).to_have_text(["EFS", "ECS", "S3"])
    click(page, "[data.nodes[3].x, data.nodes[3].y]")
    expect(page.locator("#details")).to_be_empty()


def test_the_focus_is_told_at_once(open_page: Open) -> None:
    page = open_page(view_of(*MOUNTS.edges, focus="EFS")).page
    expect(page.locator("#details h2")).to_have_text("EFS")


def test_notes_cannot_run_anything(open_page: Open) -> None:
    seen = open_page(
        View(
            f"Mounts {ODD}",
            (ViewNode(Node(ODD, ODD, (ODD,)), 1.0, focus=True), ViewNode(Node("javascript:alert(1)", "service"), 0.5)),
            (Edge(ODD, "javascript:alert(1)", ODD, scope=ODD, evidence=(Evidence(ODD, 1, ODD),)),),
            2,
            1,
        )
    )
    page = seen.page
    click(page, "[data.nodes[1].x, data.nodes[1].y]")
    expect(page.locator("#details h2")).to_have_text("javascript:alert(1)")
    page.locator("#found button").first.click()
    expect(page.locator("#details h2")).to_have_text(ODD)
    assert page.locator("img, a, iframe").count() == 0
    assert page.title().startswith("Mounts </script>")
    assert page.evaluate("document.scripts.length") == 4
    assert len(seen.requests) == 1
    assert seen.errors == []


def test_everything_lies_within_the_canvas_when_the_page_opens(open_page: Open) -> None:
    wide = view_of(*(Edge(f"a rather long name {k}", f"a rather long name {k + 1}", "uses") for k in range(6)))
    seen = open_page(wide)
    outside = """() => shown.data.nodes.filter((node) => {
        const { clientWidth, clientHeight } = document.getElementById("canvas");
        const [w, h] = node.facts.size;
        const low = shown.network.canvasToDOM({ x: node.x - w / 2, y: node.y - h / 2 });
        const high = shown.network.canvasToDOM({ x: node.x + w / 2, y: node.y + h / 2 });
        return low.x < 0 || low.y < 0 || high.x > clientWidth || high.y > clientHeight;
    }).length"""
    assert seen.page.evaluate(outside) == 0
