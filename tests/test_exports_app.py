"""The Export tab as Streamlit runs it, over a view of its own."""

from __future__ import annotations

import itertools
import json

import pytest
from streamlit.testing.v1 import AppTest

from graph.app.export import look_fields
from graph.exports import FORMATS


def tab() -> None:
    from graph.app.export import export_form
    from graph.view import focus_view
    from tests.cloud_graph import cloud_graph

    export_form(focus_view(cloud_graph(), "IAM"))


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(tab, default_timeout=60).run()


def make(page: AppTest, form: str) -> AppTest:
    page.selectbox(key="format").set_value(form).run()
    page.button[0].click().run()
    assert not page.exception
    assert not page.error
    return page


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_made_and_taken_away(page: AppTest, form: str) -> None:
    assert not page.download_button
    assert make(page, form).download_button[0].label == f"Download IAM{FORMATS[form].suffix}"


def test_a_picture_has_all_choices_and_data_has_none(page: AppTest) -> None:
    page.selectbox(key="format").set_value("png").run()
    assert [box.label for box in page.checkbox] == ["No background", "Title", "Legend"]
    assert {group.label for group in page.button_group} == {"Layout", "Theme", "Scale"}
    page.selectbox(key="format").set_value("json").run()
    assert (list(page.checkbox), list(page.button_group)) == ([], [])


def test_the_preview_of_a_text_is_its_beginning(page: AppTest) -> None:
    assert make(page, "mermaid").code[0].value.startswith("```mermaid\nflowchart LR")


def test_the_preview_of_a_cheat_sheet_has_its_sentences(page: AppTest) -> None:
    rows = make(page, "sheet-pdf").dataframe[0].value
    assert "Task Role is part of IAM" in list(rows["Relation"])


def on_screen() -> None:
    from graph.app.export import export_form
    from graph.view import focus_view
    from tests.cloud_graph import cloud_graph

    view = focus_view(cloud_graph(), "IAM")
    export_form(view, {shown.node.label: (400.0 * k, 0.0) for k, shown in enumerate(view.nodes)})


def test_a_picture_shows_things_where_the_screen_has_them() -> None:
    page = make(AppTest.from_function(on_screen, default_timeout=60).run(), "canvas")
    cards = json.loads(page.code[0].value.partition("…")[0].partition('"edges"')[0].rstrip().rstrip(",") + "}")["nodes"]
    middles = [card["x"] + card["width"] / 2 for card in cards]
    assert [b - a for a, b in itertools.pairwise(middles)] == pytest.approx([600.0] * (len(cards) - 1), abs=1)


def test_without_a_page_everything_is_as_usual() -> None:
    look = look_fields(FORMATS["json"])
    assert (look.layout, look.theme.name, look.scale, look.transparent) == ("organic", "light", 2, False)
