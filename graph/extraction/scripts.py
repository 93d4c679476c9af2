"""A span of a note in several languages goes in; the part of it that can be a name to an English reader comes out.

The model knows English alone. In notes that mix languages it is right about English terms and guesses at the rest:
Korean words, Vietnamese ones, Hindi written in Latin letters. What it cannot read is no name.
"""

from __future__ import annotations

import re

_OWN_LETTERS = "A-Za-z\u00aa\u00b5\u00ba-\u0110\u0112-\u019f\u01a2-\u01ae\u01b1-\u024f\u0370-\u03ff\u1e00-\u1e9f"
"""Latin and Greek ones, without those that only Vietnamese has."""
_HINDI = (
    *("aap", "aapko", "abhi", "agar", "apna", "apne", "aur", "bhi", "chahiye", "diya", "hai", "hain", "hoga", "hota"),
    *("hote", "hoti", "iska", "iske", "iski", "isko", "jab", "jaise", "jata", "jisse", "kaise", "karega", "karke"),
    *("karna", "karne", "karo", "karta", "karte", "karti", "kiya", "koi", "kya", "kyunki", "lekin", "liye", "matlab"),
    *("mein", "nahi", "nahin", "raha", "rahe", "sakta", "sakte", "sakti", "sath", "tak", "toh", "uska", "uske", "usko"),
    *("wala", "wale", "wali", "yeh"),
)
"""Function words of Hindi in Latin letters that are no English words."""
_FOREIGN = re.compile(
    rf"(?:(?![{_OWN_LETTERS}])[^\W\d_])+|\b(?:{'|'.join(_HINDI)})\b|\b\w*[\u0111\u01a1\u01b0\u1ea0-\u1ef9]\w*\b",
    re.IGNORECASE,
)


def readable_part(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest stretch of `text` within [start, end) without a word of another language; empty where none is left.

    >>> text = "ECS에서만"
    >>> text[slice(*readable_part(text, 0, 6))]
    'ECS'
    """
    cuts = [start, *(edge for found in _FOREIGN.finditer(text, start, end) for edge in found.span()), end]
    if len(cuts) == 2:
        return start, end
    return max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda part: (_letters(text, part), -part[0]))


def _letters(text: str, part: tuple[int, int]) -> int:
    return sum(character.isalnum() for character in text[slice(*part)])
