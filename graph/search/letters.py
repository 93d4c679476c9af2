"""Texts go in once, those that may be close to another text come out fast: by how often each letter stands in them.

Two texts can share no more letters in order than they share in any order, and those are counted in columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

_CLASSES = 64
"""Columns that letters are counted in; letters of one column count as the same, which lets a few more texts through."""
_MOST = 255


class Letters:
    """How often each letter stands in each of the texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32) % _CLASSES
        cells = codes * len(texts) + np.repeat(np.arange(len(texts)), self._lengths)
        counts = np.bincount(cells, minlength=_CLASSES * len(texts)).reshape(_CLASSES, len(texts))
        self._counts: Any = np.minimum(counts, _MOST).astype(np.uint8)

    def that_may_be_close(self, text: str, least: int) -> list[int]:
        """Places of the texts that share `least` of 100 of both texts' letters, in any order.

        >>> Letters(["file system", "volume", "system file"]).that_may_be_close("flie systm", 75)
        [0, 2]
        """
        shared = np.zeros(len(self.texts), dtype=np.int32)
        for code, count in Counter(ord(letter) % _CLASSES for letter in text).items():
            shared += np.minimum(self._counts[code], min(count, _MOST))
        near: list[int] = np.flatnonzero(200 * shared >= least * (self._lengths + len(text))).tolist()
        return near
