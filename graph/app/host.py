"""How the page is served and was started: what only a person at this computer may ask for, and its arguments."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def served_on_loopback() -> bool:
    """Whether the server listens on this computer alone, and was asked for by a name of this computer."""
    host = st.context.headers.get("Host") or ""
    return st.get_option("server.address") in _LOOPBACK and host_name(host) in _LOOPBACK


def host_name(host: str) -> str:
    """The name in a Host header.

    >>> [host_name(host) for host in ("localhost:8501", "[::1]:80", "::1", "evil.example")]
    ['localhost', '::1', '::1', 'evil.example']
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0]


def argument(name: str, arguments: Sequence[str]) -> str | None:
    """What stands after `name` among the arguments of the script, if anything.

    >>> argument("--notes", ["--notes", "my notes"]), argument("--notes", ["--notes=a"]), argument("--notes", ["a"])
    ('my notes', 'a', None)
    """
    for place, written in enumerate(arguments):
        if written == name and place + 1 < len(arguments):
            return arguments[place + 1]
        if written.startswith(f"{name}="):
            return written.removeprefix(f"{name}=")
    return None
