from __future__ import annotations

import re

import pypdfium2

from graph.elements import Edge, Node
from graph.exports import Look, export
from graph.exports.sheet import sections_of
from graph.exports.theme import DARK
from graph.statements import Evidence
from graph.view import View, ViewNode, focus_view
from tests.cloud_graph import cloud_graph

ECS = focus_view(cloud_graph(), "ECS")


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_sentences_of_the_focus_stand_in_groups_and_the_others_last() -> None:
    nodes = tuple(ViewNode(Node(name, "service"), 0.5) for name in ("ECS", "EC2", "VPC"))
    edges = (
        Edge("EC2", "VPC", "uses", evidence=(Evidence("a.md", 4, ""),)),
        Edge("ECS", "EC2", "uses", evidence=(Evidence("a.md", 3, ""), Evidence("b.md", 9, ""))),
        Edge("ECS", "VPC", "part_of", negated=True),
        Edge("VPC", "ECS", "hug"),
    )
    sections = sections_of(View("ECS", nodes, edges, 3, 4, focus=("ECS",)))
    assert [(section.title, [said.sentence for said in section.lines]) for section in sections] == [
        ("Hierarchy", ["ECS is not part of VPC"]),
        ("Use", ["ECS uses EC2"]),
        ("Other", ["VPC hug ECS"]),
        ("Around it", ["EC2 uses VPC"]),
    ]
    assert [said.place for section in sections for said in section.lines] == ["", "a.md, line 3", "", "a.md, line 4"]


def test_without_a_focus_every_relation_stands_in_its_group() -> None:
    nodes = tuple(ViewNode(Node(name, "service"), 0.5) for name in ("ECS", "EC2"))
    assert [s.title for s in sections_of(View("", nodes, (Edge("ECS", "EC2", "uses"),), 2, 1))] == ["Use"]


def test_the_pdf_is_one_page_with_every_sentence_and_its_place() -> None:
    (text,) = pages_of(export(ECS, "sheet-pdf"))
    for section in sections_of(ECS):
        assert section.title in text
        for said in section.lines:
            assert said.sentence in text
            assert said.place in text


def test_what_does_not_fit_on_a_page_goes_on_on_the_next() -> None:
    names = [f"thing number {k}" for k in range(160)]
    nodes = tuple(ViewNode(Node(name, "service"), 0.1) for name in names[:2])
    edges = tuple(Edge(names[0], names[1], "uses", scope=f"scope {k}") for k in range(160))
    pages = pages_of(export(View("Much", nodes, edges, 2, 160), "sheet-pdf", look=Look(layout="layered")))
    assert len(pages) > 1
    assert all(f"(scope {k})" in " ".join(pages) for k in range(160))


def test_a_sheet_bears_no_date() -> None:
    assert b"Date" not in export(ECS, "sheet-pdf")


def test_the_page_holds_picture_and_sentences_and_no_script() -> None:
    page = export(ECS, "sheet-html").decode()
    assert page.count("<svg") == 1
    assert '<li class="structural">ECS uses Task Role <cite>ecs.md, line 28</cite></li>' in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_denied_sentences_are_marked() -> None:
    assert re.search(r'<li class="denied">S3 is not mountable by ECS', export(ECS, "sheet-html").decode())


def test_text_of_a_note_stays_text_on_the_page() -> None:
    odd = "</style><script>alert(1)</script><img src=x onerror=1>"
    view = View(odd, (ViewNode(Node(odd, "service"), 1.0),), (Edge(odd, odd, odd, scope=odd),), 1, 1)
    page = export(view, "sheet-html").decode()
    assert "<script" not in page
    assert "<img" not in page


def test_the_dark_sheet_is_dark() -> None:
    page = export(ECS, "sheet-html", look=Look(theme=DARK)).decode()
    assert "color-scheme: dark" in page
    assert f"background: {DARK.background}" in page
