"""Filter, context menu, history and views in a real browser: what they change, and that nothing else moves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.app_server import Opened, app_url, opened, show, watch

__all__ = ["app_url", "opened"]

pytestmark = pytest.mark.browser


def boxes(opened: Opened) -> dict[str, dict[str, Any]]:
    nodes: Any = opened.measured()["nodes"]
    return {node["id"]: node for node in nodes}


def stage_of(opened: Opened) -> Locator:
    return opened.page.get_by_role("application", name="Knowledge graph")


def open_menu(opened: Opened, label: str) -> Locator:
    box = boxes(opened)[label]
    stage_of(opened).click(position={"x": box["x"], "y": box["y"]}, button="right")
    menu = opened.page.get_by_role("menu", name=label)
    expect(menu).to_be_visible()
    return menu


def status(opened: Opened) -> Locator:
    return opened.page.locator(".caption")


def test_a_click_in_the_legend_leaves_out_and_moves_nothing(opened: Opened) -> None:
    before = boxes(opened)
    legend = opened.page.get_by_role("group", name="Legend")
    legend.get_by_role("button", name="service").click()
    expect(status(opened)).to_contain_text("Filtered: 14 of 26 things, 7 of 35 relations")
    expect(legend.get_by_role("button", name="service 0 of 12")).to_have_attribute("aria-pressed", "false")
    left = boxes(opened)
    assert len(left) == 14
    assert all(box == before[label] for label, box in left.items())
    expect(opened.page).to_have_url(re.compile(r"\?no-kind=service$"))
    legend.get_by_role("button", name="service").click()
    expect(status(opened)).to_contain_text("26 things, 35 relations")
    assert boxes(opened) == before
    assert opened.canvas_data()["created"] == "1"


def test_a_double_click_in_the_legend_isolates_and_another_restores(opened: Opened) -> None:
    legend = opened.page.get_by_role("group", name="Legend")
    legend.get_by_role("button", name="denied").dblclick()
    expect(status(opened)).to_contain_text("Filtered: 4 of 26 things, 2 of 35 relations")
    legend.get_by_role("button", name="denied").dblclick()
    expect(status(opened)).to_contain_text("26 things, 35 relations")


def test_the_legend_is_used_by_keys_alone(opened: Opened) -> None:
    entry = opened.page.get_by_role("group", name="Types").get_by_role("button", name="concept")
    entry.focus()
    opened.page.keyboard.press("Enter")
    expect(status(opened)).to_contain_text("Filtered: 21 of 26 things")
    expect(entry).to_be_focused()
    opened.page.keyboard.press("Shift+Enter")
    expect(status(opened)).to_contain_text("Filtered: 5 of 26 things")


def test_relations_sureness_notes_and_tags_are_in_the_legend(opened: Opened) -> None:
    page = opened.page
    page.get_by_text("Relations and sureness").click()
    page.get_by_role("button", name="attach").dblclick()
    expect(status(opened)).to_contain_text("6 of 35 relations")
    page.get_by_role("button", name="Clear filter").click()
    page.get_by_label("Sure").press("End")
    expect(page.get_by_label("Sure")).to_have_attribute("aria-valuetext", "at least 0.9")
    expect(status(opened)).to_contain_text("33 of 35 relations")
    page.get_by_role("button", name="Clear filter").click()
    page.get_by_text("Notes and tags").click()
    page.get_by_label("Find in the lists").fill("odd")
    page.get_by_role("group", name="Notes", exact=True).get_by_role("button").click()
    expect(status(opened)).to_contain_text("3 things, 2 relations")
    expect(page.get_by_text("Notes and tags (1 picked)")).to_be_visible()


def test_typing_at_once_after_unfolding_the_notes_does_not_fold_them(opened: Opened) -> None:
    """The browser tells of the unfolding a moment later; a letter typed before that is not to undo it."""
    opened.page.get_by_text("Notes and tags").evaluate(
        """summary => {
            const box = summary.parentElement;
            box.open = true;
            const search = box.querySelector("input");
            search.value = "odd";
            search.dispatchEvent(new Event("input"));
        }"""
    )
    notes = opened.page.get_by_role("group", name="Notes", exact=True)
    expect(notes.get_by_role("button")).to_have_count(1)


def test_the_menu_hides_and_brings_back(opened: Opened) -> None:
    before = boxes(opened)
    open_menu(opened, "EFS").get_by_role("menuitem", name="Hide").click()
    expect(status(opened)).to_contain_text("25 of 26 things")
    left = boxes(opened)
    assert all(box == before[label] for label, box in left.items())
    opened.page.get_by_role("button", name="Show 1 hidden").click()
    expect(status(opened)).to_contain_text("26 things, 35 relations")
    assert boxes(opened) == before


def test_the_menu_asks_for_a_path(opened: Opened) -> None:
    page = opened.page
    open_menu(opened, "Task Role").get_by_role("menuitem", name="Path from here").click()
    expect(page.get_by_label("From")).to_have_value("Task Role")
    open_menu(opened, "EFS").get_by_role("menuitem", name="Path to here").click()
    expect(page.get_by_role("region", name="Paths found")).to_contain_text("Task Role → ECS task → EFS")
    assert opened.canvas_data()["created"] == "1"


def test_the_menu_is_used_by_keys_alone(opened: Opened) -> None:
    page = opened.page
    stage_of(opened).focus()
    page.keyboard.press("ArrowDown")
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="ECS task")).to_be_visible()
    page.keyboard.press("Shift+F10")
    menu = page.get_by_role("menu", name="ECS task")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem", name="Open note")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(stage_of(opened)).to_be_focused()
    page.keyboard.press("ContextMenu")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".caption strong")).to_have_text("ECS task")


def test_a_pinned_thing_keeps_its_place_when_everything_is_tidied_up(opened: Opened) -> None:
    open_menu(opened, "ECR").get_by_role("menuitem", name="Pin").click()
    before, updates = boxes(opened), int(opened.canvas_data()["updates"])
    opened.page.get_by_role("button", name="Tidy up").click()
    opened.page.wait_for_function(
        """updates => [...document.querySelectorAll('*')].some(
            e => Number(e.shadowRoot?.querySelector('.frame')?.dataset.updates) > updates)""",
        arg=updates,
    )
    assert boxes(opened)["ECR"]["at"] == before["ECR"]["at"]
    expect(open_menu(opened, "ECR").get_by_role("menuitem", name="Unpin")).to_be_visible()


def test_undo_and_redo_walk_the_states(opened: Opened) -> None:
    page = opened.page
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    open_menu(opened, "EFS").get_by_role("menuitem", name="Focus here").click()
    expect(status(opened)).to_contain_text("7 things")
    page.get_by_role("group", name="Legend").get_by_role("button", name="concept").click()
    expect(status(opened)).to_contain_text("Filtered: 5 of 7 things")
    undo.click()
    expect(status(opened)).to_contain_text("7 things")
    stage_of(opened).focus()
    page.keyboard.press("z")
    expect(status(opened)).to_contain_text("26 things")
    expect(undo).to_be_disabled()
    redo.click()
    expect(status(opened)).to_contain_text("7 things")
    stage_of(opened).focus()
    page.keyboard.press("Shift+Z")
    expect(status(opened)).to_contain_text("Filtered: 5 of 7 things")
    expect(redo).to_be_disabled()
    show(opened, page.url)
    expect(status(opened)).to_contain_text("Filtered: 5 of 7 things")


def test_acts_that_follow_each_other_at_once_all_count(opened: Opened) -> None:
    page = opened.page
    entries = page.get_by_role("group", name="Types").get_by_role("button")
    entries.evaluate_all("buttons => buttons.slice(0, 2).forEach(button => button.click())")
    expect(status(opened)).to_contain_text("Filtered: 5 of 26 things")


def test_a_view_is_saved_and_opened_again(opened: Opened) -> None:
    page = opened.page
    open_menu(opened, "EFS").get_by_role("menuitem", name="Focus here").click()
    expect(status(opened)).to_contain_text("7 things")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Save what is shown as").fill("around EFS")
    page.get_by_role("button", name="Save", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Overview").click()
    expect(status(opened)).to_contain_text("26 things")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Saved views").click()
    page.get_by_role("option", name="around EFS").click()
    page.get_by_test_id("stPopoverBody").get_by_text("Open", exact=True).click()
    expect(status(opened)).to_contain_text("7 things")
    assert opened.canvas_data()["created"] == "1"
    assert opened.errors == []


def apart(one: Any, other: Any) -> bool:
    aside = abs(one["x"] - other["x"]) >= (one["w"] + other["w"]) / 2 - 0.01
    above = abs(one["y"] - other["y"]) >= (one["h"] + other["h"]) / 2 - 0.01
    return aside or above


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_opening_view_cuts_nothing_off_and_nothing_overlaps(
    chromium: Browser, app_url: str, size: tuple[int, int], scheme: Any
) -> None:
    agent = "Mozilla/5.0 (Linux; Android 15) Mobile" if size[0] < 640 else None
    viewport: Any = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, user_agent=agent, color_scheme=scheme) as context:
        opened = watch(context.new_page(), app_url)
        show(opened, app_url)
        stage = stage_of(opened).bounding_box()
        assert stage is not None
        labels: Any = opened.page.locator(".frame").evaluate("frame => frame.measuredLabels()")
        badges: Any = opened.page.locator(".frame").evaluate("frame => frame.measuredBadges()")
        assert badges or size[0] > 640
        assert all(apart(label, badge) for label in labels for badge in badges)
        shapes = [*boxes(opened).values(), *labels]
        assert len(labels) > 10 or size[0] < 640
        for k, box in enumerate(shapes):
            assert box["w"] / 2 <= box["x"] <= stage["width"] - box["w"] / 2
            assert box["h"] / 2 <= box["y"] <= stage["height"] - box["h"] / 2
            for other in shapes[:k]:
                assert apart(box, other), (box["id"], other["id"])
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        for control in opened.page.locator(".legend button, .legend summary, .buttons button, .caption strong").all():
            place = control.bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= size[0]
