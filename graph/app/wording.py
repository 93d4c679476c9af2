"""Words on the page: counts as sentences, and text from notes made safe for Streamlit's Markdown."""

from __future__ import annotations

import re

from graph.elements import Edge
from graph.relations import inventory

_MARKS = re.compile(r"([\\`*_\[\]<>$~:!|#&])")
_ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """`text` so that Streamlit's Markdown shows it as it is: no links, images, colours or formulas.

    What looks like an address would be a link however it is escaped: a sign of no width takes it apart.

    >>> plain("[x] **b**")
    '\\\\[x\\\\] \\\\*\\\\*b\\\\*\\\\*'
    >>> plain("http://a").split("\\u2060")
    ['http\\\\:', '//a']
    """
    return _MARKS.sub(r"\\\1", _ADDRESSES.sub(_WORD_JOINER, text))


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "thing"), counted(1200, "thing"), counted(2, "is", "are")
    ('1 thing', '1,200 things', '2 are')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def phrase_of(edge: Edge, *, backwards: bool = False) -> str:
    """How the edge reads between its two ends.

    >>> phrase_of(Edge("S3", "ECS task", "mountable_by", negated=True))
    'is not mountable by'
    """
    return inventory().phrase(edge.relation, negated=edge.negated, backwards=backwards)
