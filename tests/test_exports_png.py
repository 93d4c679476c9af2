from __future__ import annotations

import io

import pytest
import resvg_py
from PIL import Image

from graph.elements import Edge, Node
from graph.errors import ExportError
from graph.exports import Look, export
from graph.exports.png import draw_png
from graph.layout import place
from graph.view import View, ViewNode

VIEW = View(
    "Mounts",
    (ViewNode(Node("EFS", "service"), 1.0), ViewNode(Node("知識", "concept"), 0.5)),
    (Edge("EFS", "知識", "mountable_by"),),
    2,
    1,
)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_the_scale_is_pixels_for_each_of_the_pictures_own(scale: int) -> None:
    svg = export(VIEW, "svg").decode()
    width = float(svg.split('width="')[1].split('"')[0])
    assert opened(export(VIEW, "png", look=Look(scale=scale))).width == pytest.approx(width * scale, abs=1)


def test_a_box_is_drawn_where_it_was_placed() -> None:
    placed = place(VIEW)
    x, y = placed.positions["EFS"]
    width, height = placed.sizes["EFS"]
    picture = opened(export(VIEW, "png", look=Look(scale=1)))
    left, top = (picture.width - placed.width) / 2, picture.height - placed.height - 46
    inside = (round(left + x - width / 2 + 5), round(top + y - height / 2 + 10))
    assert picture.getpixel(inside) == (0xDC, 0xEA, 0xFF)
    assert picture.getpixel((1, 1)) == (255, 255, 255)


def test_text_is_drawn_with_the_bundled_font() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{}</svg>'
    text = '<text x="4" y="20" font-size="16" font-family="Inter">{}</text>'
    assert draw_png(svg.format(text.format("Task Role"))) != draw_png(svg.format(""))


def test_what_the_bundled_font_lacks_is_left_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def spy(*, skip_system_fonts: bool, **_: object) -> bytes:
        asked.append(skip_system_fonts)
        return b""

    monkeypatch.setattr(resvg_py, "svg_to_bytes", spy)
    draw_png('<svg width="9" height="9">Zürich</svg>')
    draw_png('<svg width="9" height="9">知識</svg>')
    assert asked == [True, False]


def test_the_same_view_gives_the_same_bytes() -> None:
    assert export(VIEW, "png") == export(VIEW, "png")


def test_a_picture_beyond_all_memory_is_refused_with_a_remedy() -> None:
    with pytest.raises(ExportError, match=r"would have 40000 by 8000 pixels\. Choose a smaller scale"):
        draw_png('<svg xmlns="http://www.w3.org/2000/svg" width="10000" height="2000"></svg>', scale=4)
