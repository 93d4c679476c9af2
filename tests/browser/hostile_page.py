"""A script for Streamlit: the page over the small graph with its hostile note; uploads are read without a model."""

from __future__ import annotations

import functools
from pathlib import Path

from graph import build
from graph.app import main, start
from graph.build import BuildReport
from graph.statements import NoteFacts
from tests.fake_extractor import FAKE
from tests.graphs import DAY_12, HOSTILE_LABEL, HOSTILE_TEXT, ODD, STORAGE, sample_graph

RTL = "\u202e" + "reversed" + "\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
TEXT = "\n".join(
    (
        *("# Odd", "", "Raft is used for consensus", HOSTILE_TEXT, HOSTILE_LABEL, RTL, "x" * 5_000),
        *("[a](javascript:document.title=5) <a href='javascript:document.title=6'>b</a>", "a last line"),
    )
)
TEXTS = {ODD: TEXT, DAY_12: "# Day 12", STORAGE: "# Storage"}


def hostile_report(_folder: Path, **_options: object) -> BuildReport:
    facts = {file: NoteFacts(file) for file in TEXTS}
    return BuildReport(sample_graph(), _texts=TEXTS, _facts=facts)


start.build = hostile_report  # type: ignore[assignment]
start.build_uploads = functools.partial(build.build_uploads, engine=FAKE)
main.run(Path("notes"))
