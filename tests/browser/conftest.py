"""One Chromium for all tests in a browser: a second one at the same time is refused by playwright."""

from tests.browser.app_server import chromium

__all__ = ["chromium"]
