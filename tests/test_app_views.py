"""Named views: kept beside the store, opened again, and never lost to a file that is odd."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.app import start
from graph.app.choosing import UPLOAD
from graph.app.saved_views import MOST, forget_view, save_view, saved_views
from graph.build import BuildReport
from graph.errors import StoreError
from tests.graphs import sample_graph
from tests.test_app import APP, Open, labels, open_page, part

__all__ = ["open_page"]


def test_views_are_saved_replaced_and_deleted(tmp_path: Path) -> None:
    save_view(tmp_path, " my  EFS ", {"focus": ["EFS"]})
    save_view(tmp_path, "ü", {"in-note": ["a.md", "b.md"]})
    save_view(tmp_path, "my EFS", {"focus": ["EFS"], "depth": ["2"]})
    assert saved_views(tmp_path) == {
        "my EFS": {"focus": ["EFS"], "depth": ["2"]},
        "ü": {"in-note": ["a.md", "b.md"]},
    }
    forget_view(tmp_path, "my EFS")
    assert list(saved_views(tmp_path)) == ["ü"]
    assert [path.name for path in tmp_path.iterdir()] == ["views.json"]


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": {"focus": "EFS"}}', '{"a": {"focus": [1]}}', "\xff"])
def test_an_odd_file_is_explained_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "views.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(StoreError, match=r"views\.json"):
        save_view(tmp_path, "a", {})
    assert path.read_bytes() == text.encode("latin-1")


def test_what_can_not_be_saved_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="name"):
        save_view(tmp_path, " ", {})
    with pytest.raises(StoreError, match="can not be saved"):
        save_view(tmp_path / "missing", "a", {})
    full = {str(number): dict[str, list[str]]() for number in range(MOST)}
    (tmp_path / "views.json").write_text(json.dumps(full), encoding="utf-8")
    with pytest.raises(StoreError, match="delete one"):
        save_view(tmp_path, "one more", {})


def stored(monkeypatch: pytest.MonkeyPatch, folder: Path) -> AppTest:
    report = BuildReport(sample_graph(), store=folder / "graph.db")
    monkeypatch.setattr(start, "build", lambda _folder, **_options: report)
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["focus"], page.query_params["no-kind"] = "EFS", "concept"
    return page.run()


def save_as(page: AppTest, name: str) -> None:
    page.text_input(key="view-name").set_value(name)
    next(
        button for button in page.button if button.label == "Save" and "view-form" in str(button.form_id)
    ).click().run()


def test_the_page_saves_a_view_and_opens_it_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = stored(monkeypatch, tmp_path)
    before = labels(part(page, "canvas"))
    save_as(page, "mine")
    assert saved_views(tmp_path) == {"mine": {"focus": ["EFS"], "no-kind": ["concept"], "tab": ["Explore"]}}
    assert str(tmp_path) not in (tmp_path / "views.json").read_text(encoding="utf-8")
    next(button for button in page.button if button.label == "Overview").click().run()
    assert labels(part(page, "canvas")) != before
    page.selectbox(key="view").set_value("mine").run()
    page.button(key="view-open").click().run()
    assert labels(part(page, "canvas")) == before
    page.button(key="view-delete").click().run()
    assert saved_views(tmp_path) == {}
    assert not page.exception


def test_the_page_says_that_the_file_is_odd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "views.json").write_text("{", encoding="utf-8")
    page = stored(monkeypatch, tmp_path)
    assert any("views.json" in warning.value for warning in page.warning)
    assert part(page, "canvas")["title"] == "EFS"


def test_a_view_without_a_name_is_not_saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = stored(monkeypatch, tmp_path)
    save_as(page, " ")
    assert any("1 to 80 characters" in warning.value for warning in page.warning)


def test_a_view_keeps_what_is_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = stored(monkeypatch, tmp_path)
    page.number_input(key="k").set_value(1)
    page.multiselect(key="groups").set_value(["attach"]).run()
    save_as(page, "mine")
    assert {"k": ["1"], "groups": ["attach"]}.items() <= saved_views(tmp_path)["mine"].items()
    page.number_input(key="k").set_value(2)
    page.multiselect(key="groups").set_value([]).run()
    page.selectbox(key="view").set_value("mine").run()
    page.button(key="view-open").click().run()
    assert (page.number_input(key="k").value, page.multiselect(key="groups").value) == (1, ["attach"])


def test_views_of_uploads_stay_when_other_files_come(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "build_uploads", lambda _files, **_options: BuildReport(sample_graph()))
    page = open_page()
    page.segmented_control(key="source").set_value(UPLOAD).run()
    page.file_uploader[0].upload("a.md", b"a", "text/markdown").run()
    save_as(page, "mine")
    page.file_uploader[0].upload("b.md", b"b", "text/markdown").run()
    assert page.selectbox(key="view").options == ["mine"]


def test_views_of_uploads_last_as_long_as_the_session(open_page: Open) -> None:
    page = open_page(focus="EFS")
    save_as(page, "mine")
    assert page.selectbox(key="view").options == ["mine"]
    assert any("until this page is closed" in text.value for text in page.markdown)
