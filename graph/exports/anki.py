"""View in, an Anki deck out: a card for each relation, with the line that states it."""

from __future__ import annotations

import html
import itertools
import re
import sqlite3
import tempfile
import zlib
from pathlib import Path

import genanki

from graph.elements import Edge
from graph.exports.look import Look
from graph.exports.sentences import phrase
from graph.exports.tables import zipped
from graph.layout.lettering import visible
from graph.view import View

MODEL_ID = 1_607_392_319
"""Of the kind of note; it never changes, or a second import would not find the cards of the first."""
EARLIEST = 1_577_836_800
"""Moment of all cards where none is given, in seconds since 1970."""

_STYLE = """.card { font: 22px/1.4 Inter, "Segoe UI", Arial, sans-serif; text-align: center; }
.hint { font-size: 15px; opacity: .65; } .evidence { font-size: 15px; opacity: .8; margin-top: 1.2em; }
.denied { color: #c62828; }"""


def write_anki(view: View, look: Look) -> bytes:
    """An Anki package; its notes are known by subject, relation and object, so that a second import updates them.

    Anki updates only from a deck that bears a later moment: see `Look.moment`.
    """
    name = visible(view.title).replace("::", " ") or "Graph"
    deck = genanki.Deck(_deck_id(name), f"Notegraph::{name}")
    siblings: dict[str, list[Edge]] = {}
    for edge in view.edges:
        siblings.setdefault(_question(edge), []).append(edge)
    for edge in view.edges:
        deck.add_note(_note(edge, len(siblings[_question(edge)])))
    return zipped({"collection.anki2": _collection(deck, look.moment or EARLIEST), "media": b"{}"})


def guid_of(edge: Edge) -> str:
    """What Anki knows the edge's note by."""
    guid: str = genanki.guid_for(edge.subject, edge.key, edge.object)
    return guid


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL_ID,
        "Notegraph relation",
        fields=[{"name": name} for name in ("Question", "Hint", "Answer", "Evidence", "Place")],
        templates=[
            {
                "name": "Relation",
                "qfmt": '{{Question}}<div class="hint">{{Hint}}</div>',
                "afmt": '{{FrontSide}}<hr id="answer">{{Answer}}'
                '<div class="evidence">{{Evidence}}</div><div class="hint">{{Place}}</div>',
            }
        ],
        css=_STYLE,
    )


def _question(edge: Edge) -> str:
    return f"{edge.subject} {phrase(edge)} …"


def _note(edge: Edge, answers: int) -> genanki.Note:
    best = edge.evidence[0] if edge.evidence else None
    question = _inert(_question(edge))
    fields = [
        f'<span class="denied">{question}</span>' if edge.negated else question,
        f"one of {answers}" if answers > 1 else "",
        _inert(edge.object),
        _inert(best.text) if best else "",
        _inert(f"{best.file}, line {best.line}") if best else "",
    ]
    return genanki.Note(model=_model(), fields=fields, guid=guid_of(edge))


def _inert(text: str) -> str:
    """A text that Anki shows as it is: no tag, no sound, no formula, no field."""
    return re.sub(r"[\[\]{}\\]", lambda match: f"&#{ord(match[0])};", html.escape(visible(text)))


def _deck_id(name: str) -> int:
    return 1_500_000_000 + zlib.crc32(name.encode())


def _collection(deck: genanki.Deck, moment: int) -> bytes:
    """The package's SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(path)
        try:
            genanki.Package(deck).write_to_db(connection.cursor(), moment, itertools.count(moment * 1000))
            connection.commit()
        finally:
            connection.close()
        return path.read_bytes()
