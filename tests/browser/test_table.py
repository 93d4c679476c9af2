"""The Table tab in a real browser, by keys alone: sorted, turned and opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_server import ROOT, Opened, serving, show, watch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def table_url() -> Iterator[str]:
    with serving(ROOT / "tests" / "browser" / "table_page.py") as address:
        yield address


@pytest.fixture
def at_table(table_url: str, chromium: Browser) -> Iterator[Opened]:
    """The page at its Table tab, the focus on the table."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        opened = watch(context.new_page(), table_url)
        show(opened, f"{table_url}/?tab=Table")
        opened.page.get_by_role("group", name="Relations", exact=True).focus()
        yield opened


def first_row(page: Page) -> list[str]:
    return page.locator("tbody tr").first.locator("td").all_inner_texts()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_heading_sorts_and_keeps_the_focus(at_table: Opened) -> None:
    page = at_table.page
    press(page, "Tab", "Enter")
    heading = page.get_by_role("columnheader", name="From")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert first_row(page)[0] == '<img src=x onerror="document.title=1">'
    expect(heading.get_by_role("button")).to_be_focused()
    press(page, "Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert first_row(page)[0] == "Task Role"
    expect(page.locator("th[aria-sort='none']")).to_have_count(5)


def test_next_turns_the_page_and_keeps_the_focus(at_table: Opened) -> None:
    page = at_table.page
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("button", name="Previous")).to_be_disabled()
    pages.get_by_role("button", name="Next").focus()
    for number in (2, 3):
        press(page, "Enter")
        expect(pages).to_contain_text(f"Page {number} of 4")
        expect(pages.get_by_role("button", name="Next")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("caption")).to_have_text("31 to 35 of 35 relations")
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(pages.get_by_role("button", name="Previous")).to_be_focused()


def test_enter_on_a_row_opens_its_relation(at_table: Opened) -> None:
    page = at_table.page
    press(page, "Tab", "Enter", "Enter")
    expect(page.get_by_role("columnheader", name="From")).to_have_attribute("aria-sort", "descending")
    press(page, *["Tab"] * 6)
    _, relation, *_ = first_row(page)
    expect(page.get_by_role("cell", name=relation).first.get_by_role("button")).to_be_focused()
    press(page, "Enter")
    details = page.get_by_role("region", name="Details")
    expect(details.get_by_role("heading", level=3)).to_contain_text(f"Task Role {relation}")
    assert at_table.errors == []


def test_what_is_downloaded_is_every_row_in_the_order_of_the_table(at_table: Opened) -> None:
    page = at_table.page
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 36
    assert lines[1].startswith(f"{first_row(page)[0]},")
