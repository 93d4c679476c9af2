from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from graph.elements import Edge, Node
from graph.errors import ExportError
from graph.exports import Look, export, undrawable
from graph.exports.theme import DARK, LIGHT, Theme
from graph.layout.lettering import font_file, relation_lines
from graph.view import View, ViewNode, overview
from tests.cloud_graph import cloud_graph

CJK = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
CLOUD = overview(cloud_graph(), limit=20)


def drawn(pdf: bytes, width: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image: Image.Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
        return image


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("layout", ["organic", "layered"])
def test_pdf_and_png_show_the_same_picture(theme: Theme, layout: str) -> None:
    look = Look(theme=theme, layout=layout)
    pdf = drawn(export(CLOUD, "pdf", look=look), 1600)
    png = Image.open(io.BytesIO(export(CLOUD, "png", look=look))).convert("RGB").resize(pdf.size)
    difference = np.abs(np.asarray(pdf, dtype=float) - np.asarray(png, dtype=float)).mean() / 255
    assert difference < 0.012  # an empty page differs by 0.025


def test_every_label_can_be_found_in_the_text() -> None:
    text = " ".join(text_of(export(CLOUD, "pdf")).split())
    for shown in CLOUD.nodes:
        assert all(word in text for word in shown.node.label.split())
    for edge in CLOUD.edges:
        assert all(line in text for line in relation_lines(edge))
    assert "Overview 20 of 60 nodes" in text


def test_a_pdf_bears_no_date_and_only_used_parts_of_the_fonts() -> None:
    pdf = export(CLOUD, "pdf")
    assert b"Date" not in pdf
    assert b"FontFile2" in pdf
    assert len(pdf) < 100_000


def test_a_transparent_pdf_has_no_background() -> None:
    view = View("", (ViewNode(Node("A", "service"), 1.0),), (), 1, 0)
    dark = Look(theme=DARK, transparent=True)
    assert drawn(export(view, "pdf", look=dark), 300).getpixel((2, 2)) == (255, 255, 255)


def test_a_picture_larger_than_a_page_may_be_is_drawn_smaller() -> None:
    view = View("T", tuple(ViewNode(Node(f"node {k}", "service"), 0.5) for k in range(30)), (), 30, 0)
    with pypdfium2.PdfDocument(export(view, "pdf", look=Look(placement=far_apart(view)))) as document:
        assert max(document[0].get_size()) == pytest.approx(14_000, abs=1)


def far_apart(view: View):  # type: ignore[no-untyped-def]
    from graph.layout import place_at

    return place_at(view, {shown.node.label: (1_000.0 * k, 0.0) for k, shown in enumerate(view.nodes)})


def test_odd_text_does_no_harm() -> None:
    odd = "(a) \\) ET Q \x00\x1b\u202e\ud800 </script> \U0001f600"
    view = View(odd, (ViewNode(Node(odd, "<x>"), 1.0),), (Edge(odd, odd, odd, scope=odd),), 1, 1)
    assert "(a) \\) ET Q" in text_of(export(view, "pdf"))


@pytest.mark.skipif(not CJK.exists(), reason="no font with Chinese letters on this machine")
@pytest.mark.parametrize("form", ["pdf", "sheet-pdf"])
def test_a_further_font_draws_what_the_bundled_one_lacks(form: str) -> None:
    view = View("", (ViewNode(Node("Wissen 知識", "service"), 1.0),), (), 1, 0)
    assert undrawable(view, form, font=CJK) == ""
    assert "知識" in text_of(export(view, form, look=Look(font=CJK)))


def test_a_font_changes_nothing_where_it_is_not_needed() -> None:
    look = Look(font=Path(font_file(bold=True)))
    assert export(CLOUD, "svg", look=look) == export(CLOUD, "svg")


def test_a_font_that_is_none_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_text("no font")
    with pytest.raises(ExportError, match=r"font\.ttf cannot be read as a font\. Give a TrueType"):
        export(CLOUD, "svg", look=Look(font=path))
