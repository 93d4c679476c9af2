"""What holds on every tab: accessible, silent towards other hosts, and notes that try to run something stay text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_server import Opened, opened, serving, show, watch
from tests.graphs import HOSTILE_LABEL

__all__ = ["opened"]

pytestmark = pytest.mark.browser

HOSTILE_PAGE = Path(__file__).with_name("hostile_page.py")
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def app_url() -> object:
    """The address of a server of the page over the hostile notes."""
    with serving(HOSTILE_PAGE) as address:
        yield address


def _explore(page: Page) -> None:
    expect(page.get_by_role("region", name="Details")).to_contain_text("Most connected")


def _paths(page: Page) -> None:
    page.get_by_label("From", exact=True).fill(HOSTILE_LABEL)
    page.get_by_label("From", exact=True).press("Enter")
    page.get_by_label("To", exact=True).fill("consensus")
    page.get_by_label("To", exact=True).press("Enter")
    expect(page.get_by_role("region", name="Paths found")).to_contain_text("</script>")


def _query(page: Page) -> None:
    page.get_by_label("Question", exact=True).fill("what uses Raft?")
    page.get_by_label("Question", exact=True).press("Enter")
    expect(page.get_by_role("region", name="Answer")).to_contain_text("</script>")


def _compare(page: Page) -> None:
    field = page.get_by_role("tabpanel", name="Compare").get_by_role("textbox").first
    field.fill(f"{HOSTILE_LABEL}, Raft")
    field.press("Enter")
    expect(page.get_by_role("tabpanel", name="Compare")).to_contain_text("</script>")


def _notes(page: Page) -> None:
    expect(page.get_by_role("tabpanel", name="Notes")).to_contain_text("a last line")


def _table(page: Page) -> None:
    expect(page.get_by_role("tabpanel", name="Table")).to_contain_text("relations")


def _export(page: Page) -> None:
    expect(page.get_by_role("button", name="Make the file")).to_be_visible()


TABS: dict[str, Callable[[Page], None]] = {
    "Explore": _explore,
    "Paths": _paths,
    "Query": _query,
    "Compare": _compare,
    "Notes": _notes,
    "Table": _table,
    "Export": _export,
}
"""Fills each tab and waits until it shows what came of it."""


def open_tab(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    TABS[tab](page)


def settle(page: Page) -> None:
    """Wait until nothing runs and nothing is faded, as what is about to be replaced is."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_function("document.getAnimations().every(animation => animation.playState !== 'running')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation_of_accessibility_on_any_tab(chromium: Browser, app_url: str, scheme: str) -> None:
    with chromium.new_context(
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        opened = watch(context.new_page(), app_url)
        show(opened, f"{app_url}/?note=odd.md")
        assert {tab: serious for tab in TABS if (serious := _violations(opened.page, tab))} == {}


def _violations(page: Page, tab: str) -> list[str]:
    open_tab(page, tab)
    settle(page)
    return [
        f"{violation['id']}: {', '.join(str(node['target']) for node in violation['nodes'][:5])}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in SERIOUS
    ]


def test_the_name_of_a_field_that_is_closed_for_now_is_not_faded(opened: Opened, app_url: str) -> None:
    show(opened, app_url)
    label = opened.page.get_by_test_id("stWidgetLabel").filter(has_text="Steps")
    expect(label).to_have_attribute("disabled", "")
    page_colour = opened.page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).color")
    expect(label).to_have_css("color", page_colour)


def test_hostile_notes_are_inert_on_every_tab(opened: Opened, app_url: str) -> None:
    page = opened.page
    show(opened, f"{app_url}/?note=odd.md")
    for tab in TABS:
        open_tab(page, tab)
        check_inert(opened)
    page.get_by_label("Search", exact=True).fill("javascript document")
    expect(page.get_by_role("option").first).to_be_visible()
    check_inert(opened)


def check_inert(opened: Opened) -> None:
    """Nothing of a note ran, loads, leads away or makes the page wider than the window."""
    page = opened.page
    assert page.title() == "Notegraph"
    assert page.locator("img[src=x]").count() == 0
    for address in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
        assert not re.match(r"\s*(javascript|data|vbscript):", address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert opened.foreign == []
    assert opened.errors == []


def test_two_people_with_uploads_of_their_own_never_see_each_others_graph(chromium: Browser, app_url: str) -> None:
    words = ("alpha", "beta")
    with chromium.new_context() as first, chromium.new_context() as second:
        pages = [watch(context.new_page(), app_url) for context in (first, second)]
        for opened, word in zip(pages, words, strict=True):
            show(opened, app_url)
            upload(opened.page, word)
        for opened, own, other in zip(pages, words, reversed(words), strict=True):
            page = opened.page
            search = page.get_by_label("Search", exact=True)
            for text, found in ((own, own), (other, "Nothing in these notes")):
                search.fill(text)
                expect(page.get_by_role("listbox")).to_contain_text(found)
            search.press("Escape")
            names = [node["id"] for node in opened.measured()["nodes"]]  # type: ignore[attr-defined]
            assert names
            assert not [name for name in names if other in name]
            assert (opened.foreign, opened.errors) == ([], [])


def upload(page: Page, word: str) -> None:
    text = f"# {word} store\n\n{word} store | uses | {word} cache\n{word} alone\n"
    page.get_by_role("button", name="Notes").click()
    page.get_by_text("Uploaded files").click()
    file = {"name": f"{word}.md", "mimeType": "text/markdown", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator(".caption")).to_contain_text("2 things")
    page.keyboard.press("Escape")
