"""View in, a cheat sheet as an HTML page out: picture and sentences, ready to be printed; nothing in it can run."""

from __future__ import annotations

from html import escape

from graph.exports.look import Look
from graph.exports.sentences import shown_of_all
from graph.exports.sheet import Said, Section, look_of_picture, sections_of
from graph.exports.svg import draw_svg
from graph.exports.theme import Theme
from graph.layout.lettering import FAMILY, visible
from graph.view import View

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_sheet_html(view: View, look: Look) -> bytes:
    """The page in UTF-8; printed, it is an A4 page where that has room for it."""
    title = escape(visible(view.title) or "Graph")
    picture = draw_svg(view, look_of_picture(look))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: cheat sheet</title>
<style>{_style(look.theme)}</style>
</head>
<body>
<header><h1>{title}</h1><p>{escape(shown_of_all(view))}</p></header>
<figure>{picture}</figure>
<main>
{"".join(map(_section, sections_of(view)))}</main>
</body>
</html>
""".encode()


def _section(section: Section) -> str:
    lines = "".join(map(_line, section.lines))
    return f"<section>\n<h2>{escape(section.title)}</h2>\n<ul>\n{lines}</ul>\n</section>\n"


def _line(said: Said) -> str:
    marks = " ".join(name for name, true in (("denied", said.negated), ("structural", said.structural)) if true)
    opened = f'<li class="{marks}">' if marks else "<li>"
    place = f" <cite>{escape(said.place)}</cite>" if said.place else ""
    return f"{opened}{escape(said.sentence)}{place}</li>\n"


def _style(theme: Theme) -> str:
    return f"""
@page {{ size: A4; margin: 11mm 12mm; }}
:root {{ color-scheme: {theme.name}; }}
body {{ margin: 0 auto; padding: 24px; max-width: 1000px; background: {theme.background}; color: {theme.text};
  font: 15px/1.4 {FAMILY}, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }}
h1 {{ margin: 0; font-size: 26px; overflow-wrap: anywhere; }}
header p, cite {{ color: {theme.faint}; }}
header p {{ margin: 2px 0 0; }}
figure {{ margin: 12px 0 16px; text-align: center; }}
svg {{ max-width: 100%; height: auto; max-height: 75vh; }}
main {{ columns: 2 320px; column-gap: 28px; }}
section {{ margin: 0 0 14px; }}
h2 {{ margin: 0 0 2px; font-size: 15px; color: {theme.kinds["service"].line}; break-after: avoid; }}
ul {{ margin: 0; padding: 0; list-style: none; }}
li {{ break-inside: avoid; overflow-wrap: anywhere; padding-left: 10px; text-indent: -10px; }}
cite {{ font-style: normal; font-size: .8em; display: inline-block; text-indent: 0; }}
.structural {{ color: {theme.faint}; }}
.denied {{ color: {theme.negated_text}; }}
@media print {{
  body {{ padding: 0; max-width: none; font-size: 8.5pt; print-color-adjust: exact; }}
  h1 {{ font-size: 16pt; }}
  h2 {{ font-size: 9pt; }}
  svg {{ max-height: 118mm; }}
  section {{ margin-bottom: 6pt; }}
}}
"""
