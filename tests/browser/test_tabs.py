"""Clicks that come faster than their answers: each of them counts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.app_server import app_url, show, watch

__all__ = ["app_url"]

pytestmark = pytest.mark.browser


class Held:
    """What the server says to the page, kept back for a while."""

    def __init__(self) -> None:
        self.holding = False
        self.kept: list[tuple[WebSocketRoute, str | bytes]] = []

    def route(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: self.hear(socket, message))

    def hear(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self.holding:
            self.kept.append((socket, message))
        else:
            socket.send(message)

    def release(self) -> None:
        self.holding = False
        for socket, message in self.kept:
            socket.send(message)
        self.kept.clear()


def middle_of(page: Page, tab: str) -> tuple[float, float]:
    box = page.get_by_role("tab", name=tab).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tab_opened_during_the_answer_to_an_earlier_click_stays_open(chromium: Browser, app_url: str) -> None:
    viewport: Any = {"width": 1280, "height": 800}
    with chromium.new_context(viewport=viewport, reduced_motion="reduce") as context:
        held, page = Held(), context.new_page()
        page.route_web_socket(lambda _url: True, held.route)
        opened = watch(page, app_url)
        show(opened, app_url)
        for pause in (0, 0, 10, 40):
            held.holding = True
            middle = middle_of(page, "Table")
            page.get_by_role("tab", name="Paths").click()
            page.wait_for_timeout(400)
            assert held.kept
            held.release()
            page.wait_for_timeout(pause)
            page.mouse.click(*middle)
            expect(page.get_by_role("tabpanel", name="Table")).to_contain_text("relations")
            expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
            page.get_by_role("tab", name="Explore").click()
            expect(page.get_by_role("tabpanel", name="Explore")).to_contain_text("Most connected")
        assert opened.canvas_data()["created"] == "1"
        assert opened.errors == []
