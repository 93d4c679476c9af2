"""The running page in a real browser: clicks, paths, positions, and notes that try to run something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.app_server import Opened, app_url, opened, show, watch
from tests.graphs import HOSTILE_LABEL
from tests.pictures import SVG

__all__ = ["app_url", "opened"]

pytestmark = pytest.mark.browser


def click_node(opened: Opened, label: str, *, double: bool = False) -> None:
    box = next(node for node in measured(opened) if node["id"] == label)
    stage = opened.page.get_by_role("application", name="Knowledge graph")
    click = stage.dblclick if double else stage.click
    click(position={"x": box["x"], "y": box["y"]})


def drag_node(opened: Opened, label: str, by: tuple[float, float]) -> dict[str, Any]:
    """Put a node that many pixels away; gives where it was."""
    page = opened.page
    stage = page.get_by_role("application", name="Knowledge graph").bounding_box()
    assert stage is not None
    box = next(node for node in measured(opened) if node["id"] == label)
    page.mouse.move(stage["x"] + box["x"], stage["y"] + box["y"])
    page.mouse.down()
    page.mouse.move(stage["x"] + box["x"] + by[0], stage["y"] + box["y"] + by[1], steps=4)
    page.mouse.up()
    return box


def boxes_of(svg: Path) -> dict[str, tuple[float, float]]:
    """The middle of each rectangle that stands for a thing, by its name."""
    middles = {}
    for node in ElementTree.parse(svg).getroot().iter(f"{SVG}g"):
        if node.get("class") == "node" and (box := node.find(f"{SVG}rect")) is not None:
            x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
            middles[node.findtext(f"{SVG}title", "").partition(" (")[0]] = (x + width / 2, y + height / 2)
    return middles


def measured(opened: Opened) -> list[dict[str, Any]]:
    nodes: Any = opened.measured()["nodes"]
    return list(nodes)


def test_click_on_a_node_shows_its_details_and_moves_nothing(opened: Opened) -> None:
    before, updates = opened.measured(), opened.canvas_data()["updates"]
    click_node(opened, "EFS")
    details = opened.page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="EFS")).to_be_visible()
    expect(details).to_contain_text("is mountable by")
    expect(details).to_contain_text("day-12.md, line 36")
    assert opened.measured() == before
    assert opened.canvas_data()["updates"] == updates  # the graph is not sent again


def test_click_on_a_relation_shows_its_line(opened: Opened) -> None:
    click_node(opened, "S3")
    details = opened.page.get_by_role("region", name="Details")
    details.get_by_role("button", name="is not mountable by").click()
    expect(details).to_contain_text("Amazon S3 can not be mounted as a file system")
    expect(details).to_contain_text("Read the other way: ECS task can not mount S3")


def test_path_keeps_every_position_and_the_zoom(opened: Opened) -> None:
    page = opened.page
    before = opened.measured()
    page.get_by_role("tab", name="Paths").click()
    page.get_by_label("From").fill("Task Role")
    page.get_by_label("From").press("Enter")
    page.get_by_label("To", exact=True).fill("efs")
    page.get_by_label("To", exact=True).press("Enter")
    found = page.get_by_role("region", name="Paths found")
    expect(found).to_contain_text("Task Role → ECS task → EFS")
    expect(found).to_contain_text("day-12.md, line 28")
    page.get_by_role("button", name="Clear path").wait_for()
    assert opened.measured() == before
    expect(page).to_have_url(re.compile(r"from=Task\+Role&tab=Paths&to=efs"))


def test_double_click_adds_neighbours_and_moves_no_other_node(opened: Opened, app_url: str) -> None:
    show(opened, f"{app_url}/?focus=IAM")
    before = {node["id"]: node["at"] for node in measured(opened)}
    assert set(before) == {"IAM", "Task Role"}
    click_node(opened, "Task Role", double=True)
    opened.page.locator(".caption").get_by_text("5 things").wait_for()
    after = {node["id"]: node["at"] for node in measured(opened)}
    assert {label: after[label] for label in before} == before
    assert {"ECS task", "task definition", "EC2 Instance Profile"} <= set(after)


def test_dragged_node_stays_where_it_was_put(opened: Opened) -> None:
    page = opened.page
    box = drag_node(opened, "ALB", (60, -40))
    click_node(opened, "EFS")
    expect(page.get_by_role("region", name="Details").get_by_role("heading", name="EFS")).to_be_visible()
    moved = next(node for node in measured(opened) if node["id"] == "ALB")
    assert abs(moved["x"] - box["x"] - 60) < 3
    assert abs(moved["y"] - box["y"] + 40) < 3


def test_the_export_fields_stay_as_chosen_while_another_tab_is_open(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("tab", name="Export").click()
    dark = page.get_by_role("radiogroup", name="Theme").get_by_role("radio", name="dark")
    dark.click()
    legend = page.get_by_role("checkbox", name="Legend")
    page.get_by_text("Legend", exact=True).last.click()
    expect(legend).not_to_be_checked()
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("table").first).to_be_visible()
    page.get_by_role("tab", name="Export").click()
    expect(dark).to_be_checked()
    expect(legend).not_to_be_checked()


def test_picture_has_things_where_they_were_put(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.get_by_role("tab", name="Export").click()
    layout = page.get_by_role("radiogroup", name="Layout")
    expect(layout.get_by_role("radio").first).to_have_text("organic")
    before = {node["id"]: node["at"] for node in measured(opened)}
    updates = opened.canvas_data()["updates"]
    drag_node(opened, "ALB", (150, -90))
    expect(layout.get_by_role("radio", name="as on screen")).to_be_checked()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "graph.svg")
    put = {node["id"]: node["at"] for node in measured(opened)}
    assert {label for label, at in put.items() if at != before[label]} == {"ALB"}
    assert (opened.canvas_data()["created"], opened.canvas_data()["updates"]) == ("1", updates)
    drawn = boxes_of(tmp_path / "graph.svg")
    for label in ("ALB", "ECS", "S3"):
        aside = (drawn[label][0] - drawn["EFS"][0], drawn[label][1] - drawn["EFS"][1])
        assert aside == pytest.approx((put[label]["x"] - put["EFS"]["x"], put[label]["y"] - put["EFS"]["y"]), abs=1)
    box = next(node for node in measured(opened) if node["id"] == "ALB")
    stage = page.get_by_role("application", name="Knowledge graph")
    stage.click(position={"x": box["x"], "y": box["y"]}, button="right")
    page.get_by_role("menuitem", name="Unpin").click()
    page.get_by_role("button", name="Tidy").click()
    expect(layout.get_by_role("radio").first).to_have_text("organic")
    expect(layout.get_by_role("radio", name="organic")).to_be_checked()


def test_slash_type_enter_focuses(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("EFS")
    expect(page.get_by_role("option").first).to_contain_text("EFS")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="EFS")).to_be_visible()
    expect(page.locator(".caption")).to_contain_text("7 things")
    expect(page).to_have_url(re.compile(r"\?focus=EFS$"))


def test_keys_walk_the_graph(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("application", name="Knowledge graph").focus()
    page.keyboard.press("ArrowDown")
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="ECS task")).to_be_visible()
    page.keyboard.press("Escape")
    expect(details).to_contain_text("Nothing chosen")


def test_one_canvas_over_many_runs_and_nothing_leaves_the_host(opened: Opened) -> None:
    page = opened.page
    contents = {"Paths": "Give two names", "Table": "relations", "Export": "Format", "Explore": "Most connected"}
    for tab in (*contents, *contents):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tabpanel", name=tab)).to_contain_text(contents[tab])
    for label in ("EFS", "EC2", "ECS task", "Fargate", "S3", "ALB", "IAM", "ECR"):
        click_node(opened, label)
        heading = page.get_by_role("region", name="Details").get_by_role("heading", name=label, exact=True)
        expect(heading).to_be_visible()
    for label in ("Task Role", "EBS"):
        page.get_by_label("Search", exact=True).fill(label)
        page.get_by_role("option", name=label).first.click()
        expect(page.locator(".caption strong")).to_have_text(label)
    page.get_by_role("button", name="Overview").click()
    expect(page.locator(".caption strong")).to_have_text("Overview")
    assert opened.canvas_data()["created"] == "1"
    assert opened.foreign == []
    assert opened.errors == []


def test_hostile_notes_stay_text_in_every_tab(opened: Opened, app_url: str) -> None:
    page = opened.page
    show(opened, f"{app_url}/?note=odd.md")
    click_node(opened, HOSTILE_LABEL)
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name=HOSTILE_LABEL)).to_be_visible()
    expect(details).to_contain_text("[click](javascript:document.title=3)")
    page.get_by_label("Search", exact=True).fill("img src")
    expect(page.get_by_role("option").first).to_contain_text(HOSTILE_LABEL)
    page.get_by_label("Search", exact=True).press("Escape")
    details.get_by_role("button", name="Path from here").click()
    page.get_by_label("To", exact=True).fill("<script>document.title=4</script>")
    page.get_by_label("To", exact=True).press("Enter")
    expect(page.get_by_text("Nothing in these notes is called")).to_be_visible()
    page.get_by_label("To", exact=True).fill("consensus")
    page.get_by_label("To", exact=True).press("Enter")
    expect(page.get_by_role("region", name="Paths found")).to_contain_text("</script>")
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("cell", name=HOSTILE_LABEL)).to_be_visible()
    page.get_by_role("tab", name="Export").click()
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("button", name="Download").wait_for()
    assert page.title() == "Notegraph"
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert opened.foreign == []
    assert opened.errors == []


def test_uploads_are_seen_by_nobody_else(opened: Opened, chromium: Browser, app_url: str) -> None:
    page = opened.page
    page.get_by_role("button", name="Notes").click()
    page.get_by_text("Uploaded files").click()
    page.locator("input[type=file]").set_input_files({"name": "a.md", "mimeType": "text/markdown", "buffer": b"# Raft"})
    expect(page.locator(".caption")).to_contain_text("2 things")
    with chromium.new_context() as context:
        other = watch(context.new_page(), app_url)
        show(other, app_url)
        expect(other.page.locator(".caption")).to_contain_text("26 things")
