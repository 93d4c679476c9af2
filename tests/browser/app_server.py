"""Fixtures for tests of the running page: a Streamlit server for the session, and a page in headless Chromium."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("sample_page.py")
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page, and what went wrong or out of it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """Addresses on other hosts that were asked for."""

    def canvas_data(self) -> dict[str, str]:
        """How often the canvas was made and brought up to date."""
        found: dict[str, str] = self.page.locator(".frame").evaluate("frame => ({...frame.dataset})")
        return found

    def measured(self) -> dict[str, object]:
        """Zoom, middle and boxes of the canvas."""
        found: dict[str, object] = self.page.locator(".frame").evaluate("frame => frame.measured()")
        return found


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The address of a server of the page over the small graph."""
    with serving(SCRIPT) as address:
        yield address


@contextlib.contextmanager
def serving(script: Path, *arguments: str) -> Iterator[str]:
    """Run the script with those arguments on a server of its own; gives the server's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = [f"--server.port={port}", "--server.headless=true", "--server.fileWatcherType=none"]
    command += [*options, "--", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"{address}/_stcore/health", server)
            yield address
        finally:
            server.kill()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode} before it answered")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        threading.Event().wait(0.1)
    pytest.fail("the server did not answer within 30 seconds")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; tests are skipped where there is none."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is not there")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(app_url: str, chromium: Browser) -> Iterator[Opened]:
    """The page at its opening view in a context of its own."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        opened = watch(context.new_page(), app_url)
        show(opened, app_url)
        yield opened


def watch(page: Page, url: str) -> Opened:
    """Collect the page's errors and the requests that leave its host."""
    opened = Opened(page)

    def asked(request: Request) -> None:
        if not request.url.startswith((url, url.replace("http", "ws"), "data:", "blob:")):
            opened.foreign.append(request.url)

    page.on("request", asked)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    return opened


def show(opened: Opened, url: str) -> None:
    """Go to the page and wait until the graph is drawn."""
    opened.page.goto(url)
    opened.page.locator(".frame[data-updates]").wait_for()
    opened.page.wait_for_function(
        """() => [...document.querySelectorAll('*')].some(e => {
            const frame = e.shadowRoot?.querySelector('.frame');
            return frame?.measured && frame.measured().nodes.length && frame.measured().scale !== 1;
        })"""
    )
