"""The Export tab: what the canvas shows, as a picture or a file, with a preview."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from graph.app.wording import counted, plain
from graph.errors import NotegraphError
from graph.exports import FORMATS, Format, Look, export, undrawable
from graph.exports.mermaid import fenced
from graph.exports.sheet import sections_of
from graph.exports.theme import THEMES
from graph.layout import LAYOUTS, place_at
from graph.layout.shapes import Point
from graph.view import View

SCALES = (1, 2, 4)
_LOOK = "look-"
"""How the keys of the fields on the look of a file begin."""
ON_SCREEN = "as on screen"
Option = TypeVar("Option", str, int)
MOST_LINES = 60
"""Lines of a text that the preview shows."""


def keep_fields(state: MutableMapping[Any, Any]) -> None:
    """Take over what was chosen in a tab that is closed now: Streamlit forgets the fields that it does not draw."""
    for key in list(state):
        if key == "format" or str(key).startswith(_LOOK):
            state[key] = state[key]


def export_form(view: View, screen: Mapping[str, Point] | None = None) -> None:
    """Choose a format and its look, make the file, see it and take it away; nothing is made before it is asked for.

    `screen` is where things stand on the canvas, px; the picture can then show them there.
    """
    st.markdown(f"What the canvas shows ({counted(len(view.nodes), 'thing')}), laid out for the page, with its legend.")
    chosen = st.selectbox("Format", list(FORMATS), key="format", format_func=_shown_name)
    wanted = FORMATS[chosen]
    look = look_fields(wanted, screen=bool(screen))
    st.markdown(f"It leaves out: {wanted.loses}.")
    if not st.button("Make the file", icon=":material/image:"):
        return
    try:
        with st.spinner("Drawing"):
            if screen and look.layout == ON_SCREEN:
                look = replace(look, placement=place_at(view, screen))
            data = export(view, chosen, look=look)
    except NotegraphError as error:
        st.error(plain(str(error)))
        return
    if lacking := undrawable(view, chosen):
        st.warning(
            plain(f"The built-in font does not draw {lacking}. On the command line, --font names one that does.")
        )
    name = file_name(view, wanted.suffix)
    st.download_button(
        f"Download {plain(name)}", data, name, wanted.mime, on_click="ignore", icon=":material/download:"
    )
    _preview(view, chosen, data, look)


def look_fields(wanted: Format, *, screen: bool = False) -> Look:
    """What can be chosen about the look of a file of that format; the rest is as usual.

    With `screen`, the layout can be `ON_SCREEN`, and is unless another is chosen.
    """
    layouts = [ON_SCREEN, *LAYOUTS] if screen else list(LAYOUTS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layout = _choice(wanted, "layout", layouts, layouts[0], " · ".join(map(": ".join, LAYOUTS.items())))
        theme = _choice(wanted, "theme", list(THEMES), "light", "Colours")
        scale = _choice(wanted, "scale", SCALES, 2, "Pixels for each of the picture's own: 4 for print")
    with st.container(horizontal=True):
        transparent = "transparent" in wanted.heeds and st.checkbox("No background", key=f"{_LOOK}transparent")
        titled = "titled" not in wanted.heeds or st.checkbox("Title", value=True, key=f"{_LOOK}titled")
        legend = "legend" not in wanted.heeds or st.checkbox("Legend", value=True, key=f"{_LOOK}legend")
    # Anki takes changes only from a deck that is newer than what it has.
    moment = int(time.time()) if "moment" in wanted.heeds else None
    return Look(
        layout=layout,
        theme=THEMES[theme],
        scale=scale,
        transparent=transparent,
        titled=titled,
        legend=legend,
        moment=moment,
    )


def file_name(view: View, suffix: str) -> str:
    """A name that every system takes, from the view's title.

    >>> file_name(View("Task Role: a/b", (), (), 0, 0), ".svg")
    'Task-Role-a-b.svg'
    """
    stem = re.sub(r"[^\w]+", "-", view.title).strip("-")[:60] or "graph"
    return stem + suffix


def _choice(wanted: Format, field: str, options: Sequence[Option], usual: Option, hint: str) -> Option:
    if field not in wanted.heeds:
        return usual
    key = f"{_LOOK}{field}-{usual}"  # where the usual changes, what was usual before is no longer chosen
    chosen = st.segmented_control(field.capitalize(), options, default=usual, key=key, help=hint)
    return usual if chosen is None else chosen


def _shown_name(form: str) -> str:
    names = {"sheet-pdf": "Cheat sheet (PDF)", "sheet-html": "Cheat sheet (HTML)", "canvas": "JSON Canvas (Obsidian)"}
    names |= {"anki": "Anki deck", "triples": "Triples (JSONL)", "cypher": "Cypher", "mermaid": "Mermaid"}
    return names.get(form, form.upper())


def _preview(view: View, form: str, data: bytes, look: Look) -> None:
    """The picture, the sentences of a cheat sheet, or how a text begins."""
    if form == "png":
        st.image(data)
    elif form in ("svg", "pdf", "html", "sheet-pdf", "sheet-html"):
        st.image(export(view, "svg", look=look).decode())
    elif FORMATS[form].suffix not in (".zip", ".apkg"):
        text = (fenced(data) if form == "mermaid" else data).decode(errors="replace")
        lines = text.splitlines()
        st.code("\n".join(lines[:MOST_LINES] + ["…"] * (len(lines) > MOST_LINES)), language=None)
    if form.startswith("sheet"):
        rows = [(section.title, said.sentence, said.place) for section in sections_of(view) for said in section.lines]
        st.dataframe(
            {name: [row[k] for row in rows] for k, name in enumerate(("Group", "Relation", "Note"))}, hide_index=True
        )
