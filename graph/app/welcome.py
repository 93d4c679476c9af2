"""What the page shows while there is no graph: why, what a note looks like, and what to do."""

from __future__ import annotations

import streamlit as st

from graph.app.choosing import EXAMPLE, SAMPLE, NothingChosenError
from graph.app.wording import plain
from graph.errors import NotegraphError

_TEACHING = """\
**Notegraph reads your notes and shows what they say as a graph.** A note is a Markdown file: headings, lists and
sentences, as any note program writes them. A line that says how two things hang together becomes a relation, and
every relation leads back to its line. Notes are read on this computer and never changed.
"""
_BECOMES = """\
- **EFS** is mountable by **ECS task**
- **S3** is *not* mountable by **ECS task**
- **ECS** uses **Task Role**
- **Fargate** does *not* support **GPU instance**
"""
_TO_DO = """\
1. Open **Notes**, at the top.
2. Upload Markdown files or a .zip of a folder, or name a folder where that is offered.
3. Or read the sample first, to see what becomes of notes.
"""


def welcome(error: NotegraphError) -> None:
    """The reason why there is no graph, and what can be done."""
    if isinstance(error, NothingChosenError):
        st.info(plain(str(error)), icon=":material/upload_file:")
    else:
        st.error(plain(str(error)), icon=":material/error:")
    st.markdown(_TEACHING)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**A note such as this**")
        st.code(EXAMPLE, language="markdown")
    with right:
        st.markdown("**becomes relations such as these**")
        st.markdown(_BECOMES)
        st.markdown("**What to do**")
        st.markdown(_TO_DO)
        st.button("Read the sample", icon=":material/play_arrow:", on_click=_read_sample)


def _read_sample() -> None:
    st.session_state["source"] = SAMPLE
