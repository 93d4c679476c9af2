"""Requests to the engine in, its answers out, from a process that is killed when it overruns and started again."""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import QueryError
from graph.store.graphs import without_collecting

PROCESSES = 2
"""Processes that stay up, each with a graph of its own."""
SECONDS_TO_LOAD = 300.0
GRACE = 1.0
"""Seconds that an overrunning query has to notice its limit before its process is killed."""

Request = dict[str, Any]

_WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use; each that is exceeded ends the query with a message."""

    seconds: float = 5.0
    rows: int = 1_000
    """Rows that are given; the others are left out with a warning."""
    work: int = 20_000_000
    """Steps of the engine."""
    memory: int = 1 << 30
    """Bytes beside the graph's own; where the system can not hold a process to it, the time limit alone holds."""
    answer: int = 8_000_000
    """Characters of the rows."""


def why_unavailable() -> str:
    """What to do before queries can be asked on this computer; empty where they can."""
    if importlib.util.find_spec("resource") is None:
        return "openCypher needs a system that can limit a process, such as Linux or macOS; everything else works."
    if importlib.util.find_spec("kglite") is None:
        return "openCypher needs the query engine: `pip install kglite==0.21.2`. Everything else works without it."
    return ""


class Engine:
    """A process that holds one graph; safe from several threads.

    `load` gives the requests that make the graph; they are asked for again whenever a process is started.
    """

    def __init__(self, load: Callable[[], Iterator[Request]]) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0
        self._memory = 0
        self._load = load
        self._lock = threading.Lock()
        _engines.add(self)

    def __del__(self) -> None:
        self._close()

    def run(self, text: str, params: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
        """The worker's answer to one query; QueryError where it fails or overruns."""
        if reason := why_unavailable():
            raise QueryError(reason)
        request = {"do": "run", "text": text, "params": dict(params), "seconds": limits.seconds}
        request |= {"rows": limits.rows, "work": limits.work, "size": limits.answer}
        line = _line(request)
        with self._lock:
            self._start(limits.memory)
            answer = self._ask(line, limits.seconds + GRACE)
            if answer is None:
                self._close()
        if answer is None:
            raise QueryError(_OVERRUN.format(seconds=limits.seconds, megabytes=limits.memory >> 20))
        if "error" in answer:
            raise QueryError(_explain(answer, limits))
        return answer

    def close(self) -> None:
        """End the process, if one is up; the next query starts another."""
        with self._lock:
            self._close()

    def close_if_idle(self) -> bool:
        """End the process unless it is answering just now; whether there is none any more."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._close()
        finally:
            self._lock.release()
        return True

    @property
    def is_up(self) -> bool:
        """Whether a process of this one is running."""
        return self._process is not None and self._owner == os.getpid() and self._process.poll() is None

    def _start(self, memory: int) -> None:
        if self.is_up and self._memory == memory:
            return
        self._close()
        _make_room(self)
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._owner, self._memory = os.getpid(), memory
        answer = self._ask_all(memory)
        if answer is None or "error" in answer:
            self._close()
            raise QueryError(f"The graph could not be loaded into the query engine: {(answer or {}).get('message')}.")

    def _ask_all(self, memory: int) -> dict[str, Any] | None:
        """The answer to the load as a whole."""
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(OSError), _killed_after(self._process, SECONDS_TO_LOAD), without_collecting():
            for request in self._load():
                last = request["do"] == "ready"
                line = _line({**request, "memory": memory} if last else request)
                if last:
                    return self._ask(line, SECONDS_TO_LOAD)
                self._process.stdin.write(line)
        return None

    def _ask(self, line: str, seconds: float) -> dict[str, Any] | None:
        """The answer, None where the process died over it or had to be killed."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with _killed_after(process, seconds):
                process.stdin.write(line)
                process.stdin.flush()
                answer: dict[str, Any] | None = json.loads(process.stdout.readline() or "null")
        except (OSError, ValueError, RecursionError):
            return None
        return answer

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # closing flushes, and nobody reads any more
                    pipe.close()


_engines: weakref.WeakSet[Engine] = weakref.WeakSet()
_OVERRUN = (
    "The query was stopped: it needed more than {seconds:g} seconds or {megabytes:,} MB. "
    "Start from a named node, or ask for fewer steps or columns."
)
_TOO_LONG = "The query was stopped after {seconds:g} seconds. Start from a named node, or ask for fewer steps."
_TOO_LARGE = "The answer would be too large. Return fewer columns, or count instead."
_READ_ONLY = "Queries can only read: MATCH ... RETURN."
_LONGEST_MESSAGE = 400


def _explain(answer: Mapping[str, str], limits: Limits) -> str:
    message = answer["message"]
    if answer["error"] == "time" or "max_work_units" in message:
        return _TOO_LONG.format(seconds=limits.seconds)
    if answer["error"] in ("size", "write"):
        return _TOO_LARGE if answer["error"] == "size" else _READ_ONLY
    first = message.split("\n", 1)[0].strip()[:_LONGEST_MESSAGE]
    return first if first.endswith((".", "?", "!")) else f"{first}."


def _make_room(newcomer: Engine) -> None:
    """End processes of other graphs until one more may be started; those that are answering stay."""
    others = [engine for engine in _engines if engine is not newcomer and engine.is_up]
    for other in others[: max(0, len(others) + 1 - PROCESSES)]:
        other.close_if_idle()


@contextlib.contextmanager
def _killed_after(process: subprocess.Popen[str], seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _line(request: Mapping[str, Any]) -> str:
    try:
        return json.dumps(request) + "\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise QueryError(f"A parameter can not be sent to the query engine: {error}.") from None


@atexit.register
def _close_all() -> None:
    for engine in list(_engines):
        engine.close()
