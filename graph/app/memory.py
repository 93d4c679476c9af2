"""What stays in memory is kept out of the way of the garbage collector."""

from __future__ import annotations

import gc
import sys

_MANY = 150_000
"""Blocks of memory whose objects are walked faster than anybody notices."""


class _Settled:
    """How many blocks of memory there were when the collector was last told to pass over them."""

    blocks = 0


def settle() -> None:
    """Let the garbage collector pass over everything that is there now, if much has come since the last time.

    Streamlit collects after each run, and the walk over a graph of 20,000 nodes takes longer than the run. What was
    passed over and has become garbage since goes the next time that much is new, such as another graph.

    Blocks are counted and not `gc.get_objects()`: that holds all objects, a tuple too that another session's thread is
    about to fill, and filling it then fails with `SystemError`.
    """
    blocks = sys.getallocatedblocks()
    if blocks - _Settled.blocks > _MANY:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _Settled.blocks = sys.getallocatedblocks()
    else:
        _Settled.blocks = min(_Settled.blocks, blocks)
