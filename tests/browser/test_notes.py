"""The Notes tab in a real browser: lines that gave relations or not, ways there and from there, and odd notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.app_server import ROOT, Opened, serving, show, watch

pytestmark = pytest.mark.browser

SCRIPT = ROOT / "tests" / "browser" / "notes_page.py"
LAST = 5 + 120 + 4
"""Line of "ECS task uses EFS" in efs.md."""
IN_SIGHT = """([panel, line]) => {
    const [outer, inner] = [panel, line].map(e => e.getBoundingClientRect());
    return outer.top <= inner.top && inner.bottom <= outer.bottom;
}"""


@pytest.fixture(scope="module")
def notes_url() -> Iterator[str]:
    with serving(SCRIPT, "--editor", "vscode") as address:
        yield address


@pytest.fixture
def at_notes(notes_url: str, chromium: Browser) -> Iterator[Opened]:
    """The page at its Notes tab."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        opened = watch(context.new_page(), notes_url)
        show(opened, f"{notes_url}/?tab=Notes")
        yield opened


def note(page: Page) -> Locator:
    return page.get_by_role("region", name="Note", exact=True)


def line(page: Page, number: int) -> Locator:
    return note(page).locator(f"li.line[value='{number}']")


def test_lines_tell_what_they_gave_or_why_they_gave_nothing(at_notes: Opened) -> None:
    page = at_notes.page
    expect(note(page)).to_contain_text("2 of 62 content lines gave a relation (3%).")
    expect(line(page, 6)).to_contain_text("nothing named")
    page.get_by_role("button", name=f"Line {LAST}: 1 relation").click()
    line(page, LAST).get_by_role("button", name="ECS task uses EFS").click()
    page.get_by_role("tab", name="Explore").click()
    details = page.get_by_role("region", name="Details")
    expect(details).to_contain_text("Read the other way: EFS is used by ECS task")
    expect(details.locator("cite")).to_contain_text("EFS › Uses")


def test_a_line_of_the_details_opens_the_note_at_it(at_notes: Opened) -> None:
    page = at_notes.page
    note(page).get_by_role("button", name="ECS task", exact=True).click()
    expect(page.locator(".caption strong")).to_have_text("ECS task")
    page.get_by_role("tab", name="Explore").click()
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", name="ECS task")).to_be_visible()
    details.get_by_role("button", name=f"efs.md, line {LAST}").click()
    expect(page.get_by_role("tab", name="Notes")).to_have_attribute("aria-selected", "true")
    expect(line(page, LAST)).to_have_class(re.compile(r"\bat\b"))
    page.wait_for_function(IN_SIGHT, arg=[note(page).element_handle(), line(page, LAST).element_handle()])


def test_name_focuses_its_thing_and_the_note_stays_open(at_notes: Opened) -> None:
    page = at_notes.page
    line(page, LAST).get_by_role("button", name="EFS", exact=True).click()
    expect(page.locator(".caption strong")).to_have_text("EFS")
    expect(page.get_by_role("tab", name="Notes")).to_have_attribute("aria-selected", "true")
    assert at_notes.canvas_data()["created"] == "1"


def test_reason_leads_to_the_next_such_line(at_notes: Opened) -> None:
    page = at_notes.page
    button = note(page).get_by_role("button", name="60 nothing named")
    button.click()
    expect(line(page, 6)).to_have_class(re.compile(r"\bat\b"))
    button.click()
    expect(line(page, 8)).to_have_class(re.compile(r"\bat\b"))
    expect(note(page).locator(".at")).to_have_count(1)


def test_lines_open_in_the_editor_that_was_named(at_notes: Opened) -> None:
    page = at_notes.page
    folder = f"{ROOT.as_posix()}/some%20notes"
    expect(note(page).get_by_role("link", name="VS Code")).to_have_attribute("href", f"vscode://file{folder}/efs.md:1")


@pytest.mark.parametrize("width", [1280, 390])
def test_odd_note_is_inert_and_keeps_the_layout(notes_url: str, chromium: Browser, width: int) -> None:
    with chromium.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce") as context:
        opened = watch(context.new_page(), notes_url)
        page = opened.page
        show(opened, f"{notes_url}/?tab=Notes&note=odd.md")
        expect(note(page)).to_contain_text("</script><script>document.title=2</script>")
        expect(note(page)).to_contain_text("[click](javascript:document.title=3)")
        assert page.title() == "Notegraph"
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        right = "panel => Math.max(...[...panel.querySelectorAll('*')].map(e => e.getBoundingClientRect().right))"
        assert note(page).evaluate(right) <= width
        assert opened.foreign == []
        assert opened.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["Notes", "Table"])
def test_nothing_serious_stands_in_anybodys_way(notes_url: str, chromium: Browser, tab: str, scheme: Any) -> None:
    with chromium.new_context(color_scheme=scheme, reduced_motion="reduce") as context:
        opened = watch(context.new_page(), notes_url)
        show(opened, f"{notes_url}/?tab={tab}")
        opened.page.get_by_role("region", name="Note" if tab == "Notes" else "Relations", exact=True).wait_for()
        found = Axe().run(opened.page).response["violations"]
        assert [violation["id"] for violation in found if violation["impact"] in ("serious", "critical")] == []
