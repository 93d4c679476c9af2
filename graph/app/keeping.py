"""What is worked out once: for notes of a folder it is there for all sessions, for uploads for as long as their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from graph.app.start import Opened

_P = ParamSpec("_P")
_T = TypeVar("_T")


def worked_out_once(
    *, most: int, spinner: str | bool = False
) -> Callable[[Callable[_P, _T]], Callable[Concatenate[Opened, _P], _T]]:
    """Keep the results of a function, `most` of them; the notes are given before its own arguments.

    As with Streamlit's caches, arguments whose name opens with an underscore do not tell one result from another.
    """

    def kept(work: Callable[_P, _T]) -> Callable[Concatenate[Opened, _P], _T]:
        for_all = st.cache_resource(max_entries=most, show_spinner=spinner)(work)
        for_one = st.cache_resource(max_entries=most, show_spinner=spinner, scope="session")(work)

        @wraps(work)
        def result(opened: Opened, /, *arguments: _P.args, **options: _P.kwargs) -> _T:
            return (for_all if opened.folder else for_one)(*arguments, **options)

        return result

    return kept
