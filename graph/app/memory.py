"""What stays in memory is kept out of the way of the garbage collector."""

from __future__ import annotations

import gc

_MANY = 50_000
"""Objects that are walked faster than anybody notices."""


def settle() -> None:
    """Let the garbage collector pass over everything that is there now, if that is much.

    Streamlit collects after each run, and the walk over a graph of 20,000 nodes takes longer than the run. What was
    passed over and has become garbage since goes the next time that much is new, such as another graph.
    """
    if len(gc.get_objects()) > _MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
