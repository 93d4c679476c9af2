"""How fast the page answers and what it costs, beside a plain pyvis page in an iframe: `python -m benchmarks.page`.

Both are served by Streamlit and driven in headless Chromium, one after the other, on the same graphs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks.large import made_up_graph, write_store
from graph.build import build

ROOT = Path(__file__).parents[1]
OURS, PLAIN = (ROOT / "benchmarks" / name for name in ("stored_page.py", "pyvis_page.py"))
SAMPLE = ROOT / "data" / "notes"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PATIENCE = 120_000
"""Milliseconds to wait for anything."""
_FRAME = "[...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.frame')).find(f => f?.measured)"
_DRAWN = f"n => (({_FRAME})?.measured().nodes.length ?? 0) >= n"
_WATCH = """([selector, text]) => {
    const all = [document, ...[...document.querySelectorAll('*')].flatMap(e => e.shadowRoot ?? [])];
    const there = () => all.some(root => [...root.querySelectorAll(selector)].some(e => e.textContent.trim() === text));
    window.seen_after = new Promise(done => addEventListener('pointerdown', ({ timeStamp }) => {
        const look = () => {
            const now = performance.now() - timeStamp;
            if (there()) done(now / 1000); else if (now > 10000) done(null); else requestAnimationFrame(look);
        };
        look();
    }, { capture: true, once: true })); }"""
"""Seconds from the next press to a frame in which an element of that selector has that text; None after ten."""
_FRAMES = """() => { window.frames_seen = 0; window.counting = true;
    const count = () => { window.frames_seen += 1; if (window.counting) requestAnimationFrame(count); };
    requestAnimationFrame(count); }"""


class Traffic:
    """Bytes that the page's requests and its socket bring and take."""

    def __init__(self, page: Page) -> None:
        self.total = 0
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.dataReceived", lambda event: self._add(event["dataLength"]))
        for name in ("Received", "Sent"):
            session.on(f"Network.webSocketFrame{name}", lambda event: self._add(_size(event["response"])))

    def _add(self, count: int) -> None:
        self.total += count


def _size(frame: dict[str, Any]) -> int:
    data = frame["payloadData"]
    return len(data) * 3 // 4 if frame["opcode"] == 2 else len(data)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=60_000)
    parser.add_argument("--clicks", type=int, default=15)
    parser.add_argument("--shown", type=int, nargs="*", default=[30, 200, 1_000], help="nodes shown at once")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=list(FLAGS))
        sample, large = Path(scratch, "sample"), Path(scratch, "large")
        shutil.copytree(SAMPLE, sample, ignore=shutil.ignore_patterns(".notegraph"))
        build(sample)
        (large / ".notegraph").mkdir(parents=True)
        write_store(made_up_graph(options.nodes, options.edges)[0], large / ".notegraph" / "graph.db")
        _first_graph(browser, ROOT / "app.py", ("--notes", str(sample)), "sample", drawn=_drawn_ours)
        _first_graph(browser, PLAIN, (str(sample), "30"), "sample", drawn=_drawn_plain)
        _first_graph(browser, OURS, ("--notes", str(large)), "large", drawn=_drawn_ours)
        _first_graph(browser, PLAIN, (str(large), "30"), "large", drawn=_drawn_plain)
        for count in options.shown:
            _ours(browser, large, count, options.clicks)
            try:
                _plain(browser, large, count, options.clicks)
            except Error:
                print(f"pyvis  {count:>5} nodes: does not answer a click within 30 s", flush=True)
        browser.close()


def _first_graph(browser: Browser, script: Path, arguments: tuple[str, ...], name: str, *, drawn: Any) -> None:
    """Seconds from opening the page to its graph, the first after the server's start and the next; memory."""
    with _serving(script, *arguments) as (address, server):
        times, memory, work = [], [_megabytes(server)], [_processor_seconds(server)]
        for _ in range(2):
            with _page(browser) as page:
                started = time.perf_counter()
                page.goto(address)
                drawn(page, 1)
                times.append(time.perf_counter() - started)
            memory.append(_megabytes(server))
            work.append(_processor_seconds(server))
        print(
            f"{script.stem:<12} {name:<7} first graph {times[0]:.1f} s (processor {work[1] - work[0]:.1f}), "
            f"second session {times[1]:.1f} s ({work[2] - work[1]:.1f}); "
            f"server {memory[0]:,.0f} MB at the start, {memory[1]:,.0f} with one session, {memory[2]:,.0f} with two",
            flush=True,
        )


@contextlib.contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has seen nothing yet; a page that stays open would take time from what comes after."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as context:
        yield context.new_page()


def _ours(browser: Browser, folder: Path, count: int, clicks: int) -> None:
    with _serving(OURS, "--notes", str(folder)) as (address, server), _page(browser) as page:
        traffic = Traffic(page)
        started = time.perf_counter()
        page.goto(f"{address}/?most={count}")
        _drawn_ours(page, count)
        shown = time.perf_counter() - started
        page.wait_for_timeout(2_000)
        stage = page.get_by_role("application", name="Knowledge graph")
        box = stage.bounding_box()
        assert box is not None
        before, times, work = traffic.total, [], _processor_seconds(server)
        for node in _far_apart(page, clicks, box):
            page.evaluate(_WATCH, [".details h3", node["id"]])
            page.mouse.click(box["x"] + node["x"], box["y"] + node["y"])
            times += _seen(page)
        page.wait_for_timeout(500)
        clicked = max(len(times), 1)
        cost = (traffic.total - before) / clicked, (_processor_seconds(server) - work) / clicked
        _print("ours", count, shown, times, cost, _pan(page, box))


def _plain(browser: Browser, folder: Path, count: int, clicks: int) -> None:
    with _serving(PLAIN, str(folder), str(count)) as (address, server), _page(browser) as page:
        traffic = Traffic(page)
        started = time.perf_counter()
        page.goto(address)
        _drawn_plain(page, count)
        shown = time.perf_counter() - started
        before, times, work = traffic.total, [], _processor_seconds(server)
        for number in range(min(clicks, 5)):
            page.get_by_role("combobox").click()
            option = page.get_by_role("option").nth(number + 1)
            label = option.inner_text()
            page.evaluate(_WATCH, ["h1, h2, h3, h4", label])
            option.click()
            times += _seen(page)
        page.wait_for_timeout(1_000)
        cost = (traffic.total - before) / len(times), (_processor_seconds(server) - work) / len(times)
        box = page.locator("iframe").bounding_box()
        assert box is not None
        _print("pyvis", count, shown, times, cost, _pan(page, box))


def _seen(page: Page) -> list[float]:
    seconds = page.evaluate("() => window.seen_after")
    page.wait_for_timeout(300)
    return [] if seconds is None else [seconds]


def _print(name: str, count: int, shown: float, times: list[float], cost: tuple[float, float], rate: float) -> None:
    middle = statistics.median(times) if times else float("nan")
    worst = max(times, default=float("nan"))
    print(
        f"{name:<6} {count:>5} nodes: drawn after {shown:.1f} s; details after {middle:.2f} s (at most {worst:.2f}, "
        f"{len(times)} clicks); a click {cost[0] / 1_000:,.0f} kB, processor {cost[1]:.2f} s; "
        f"panning {rate:.0f} frames a second",
        flush=True,
    )


def _far_apart(page: Page, count: int, box: Any) -> list[Any]:
    """Nodes in sight over which no other lies, as they stand on the screen."""
    nodes = page.evaluate(f"({_FRAME}).measured().nodes")
    inside = [n for n in nodes if 20 < n["x"] < box["width"] - 20 and 20 < n["y"] < box["height"] - 60]
    alone = [n for n in inside if all(m is n or abs(m["x"] - n["x"]) + abs(m["y"] - n["y"]) > 6 for m in inside)]
    return alone[:: max(1, len(alone) // count)][:count]


def _pan(page: Page, box: Any) -> float:
    """Frames a second while the middle is dragged about for some seconds."""
    x, y = box["x"] + 8, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_FRAMES)
    started = time.perf_counter()
    step = 0
    while time.perf_counter() - started < 4:
        step += 1
        page.mouse.move(x + 4 * (step % 40), y + 3 * (step % 40))
    seconds = time.perf_counter() - started
    frames = page.evaluate("() => { window.counting = false; return window.frames_seen; }")
    page.mouse.up()
    return float(frames) / seconds


def _drawn_ours(page: Page, count: int) -> None:
    page.wait_for_function(_DRAWN, arg=min(count, 25), timeout=PATIENCE)


def _drawn_plain(page: Page, _count: int) -> None:
    page.frame_locator("iframe").locator("canvas").wait_for(timeout=PATIENCE)


@contextlib.contextmanager
def _serving(script: Path, *arguments: str) -> Iterator[tuple[str, int]]:
    """The address of a server of the script, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.headless=true", "--server.fileWatcherType=none", "--", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                    break
                threading.Event().wait(0.1)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.kill()


def _megabytes(process: int) -> float:
    """Resident memory of the process and of all that it started; Linux alone."""
    return sum(_fields(number, "statm", 1, 2) for number in _family(process)) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _processor_seconds(process: int) -> float:
    """Seconds that the process and all that it started kept a processor busy."""
    return sum(_fields(number, "stat", 11, 13) for number in _family(process)) / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> set[int]:
    """The process and all that it started."""
    family, found = {process}, True
    while found:
        found = False
        for status in Path("/proc").glob("[0-9]*/stat"):
            number = int(status.parent.name)
            if number not in family and _fields(number, "stat", 1, 2) in family:
                family.add(number)
                found = True
    return family


def _fields(process: int, file: str, first: int, end: int) -> int:
    """The sum of these fields of what Linux tells of a process, counted after its name; 0 where it is gone."""
    with contextlib.suppress(OSError):
        return sum(map(int, Path(f"/proc/{process}/{file}").read_text().rpartition(")")[2].split()[first:end]))
    return 0


if __name__ == "__main__":
    main()
