"""Inline rules for the Markdown parser: wikilinks, tags, footnotes, highlights, and no line break lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline, backtick, html_inline, image, link
from markdown_it.token import Token

from graph.notes import MarkKind

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_TAG = re.compile(r"#((?:\d|[/_-])*[^\W\d_][\w/-]*)")
_COLOUR = re.compile(r"(?=[a-f]*\d)(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
MEDIA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|mp[34]|mov|webm|wav|ogg|pdf|canvas|excalidraw)$", re.IGNORECASE
)
"""How the name of a file ends that is shown and not read."""
_SIZE = re.compile(r"\d+(?:x\d+)?")


def add_inline_rules(md: MarkdownIt) -> None:
    """Teach the parser wikilinks, tags, footnotes and highlights, and to keep the line breaks of the source."""
    md.validateLink = _is_any_link  # type: ignore[method-assign]
    md.normalizeLink = _as_written  # type: ignore[method-assign]
    for name, rule in {"backticks": backtick, "link": link, "image": image, "html_inline": html_inline}.items():
        md.inline.ruler.at(name, _keeping_lines(rule))
    md.inline.ruler.before("backticks", "wikilink", _wikilink)
    md.inline.ruler.before("backticks", "footnote", _footnote)
    md.inline.ruler.before("backticks", "tag", _tag)
    md.inline.ruler.before("backticks", "highlight", _highlight)


def _is_any_link(url: str) -> bool:  # noqa: ARG001
    """So that the text of an odd link is read as a link's text; `_target` drops its address."""
    return True


def _as_written(url: str) -> str:
    return url


def _keeping_lines(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """The rule, but line breaks that its tokens would lose (in code, an address, a title, a tag) are kept."""

    def kept(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and "\n" in state.src[start : state.pos] and len(state.tokens) > count:
            last = state.tokens[-1]
            if last.type == "code_inline":
                last.content = state.src[start + len(last.markup) : state.pos - len(last.markup)]
            else:
                lost = state.src.count("\n", start, state.pos) - _line_breaks(state.tokens[count:])
                last.meta["lines"] = lost
        return True

    return kept


def _line_breaks(tokens: Sequence[Token]) -> int:
    count = 0
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            count += 1
        elif token.type == "image":
            count += _line_breaks(token.children or []) + int(token.meta.get("lines", 0))
        else:
            count += token.content.count("\n") + int(token.meta.get("lines", 0))
    return count


def _wikilink(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![":
        return False
    found = _WIKILINK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        target, alias = found[2].strip().rstrip("\\"), (found[3] or "").strip()
        token = state.push("wikilink", "", 0)
        token.meta = {"target": target, "kind": MarkKind.EMBED if found[1] else MarkKind.WIKILINK}
        media = bool(found[1] and MEDIA.search(target.partition("#")[0]))
        if alias and not (found[1] and _SIZE.fullmatch(alias)):
            token.content = alias
        elif not media:
            token.content = _last_part(target)
    state.pos = found.end()
    return True


def _last_part(target: str) -> str:
    """What a wikilink without an alias shows: "Note" of "Folder/Note#Heading", "Heading" of "#Heading"."""
    path, _, heading = target.partition("#")
    name = path.rstrip("/").rpartition("/")[2].strip()
    return name.removesuffix(".md") or heading.rpartition("#")[2].lstrip("^").strip()


def _footnote(state: StateInline, silent: bool) -> bool:  # noqa: ARG001
    found = _FOOTNOTE.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if found:
        state.pos = found.end()
    return found is not None


def _tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or (
        state.pos and not (state.src[state.pos - 1].isspace() or state.src[state.pos - 1] in "(,")
    ):
        return False
    found = _TAG.match(state.src, state.pos)
    if not found or _COLOUR.fullmatch(found[1]):
        return False
    if not silent:
        state.push("tag", "", 0).content = found[0].rstrip("/-")
    state.pos = found.end(1) - (len(found[1]) - len(found[1].rstrip("/-")))
    return True


def _highlight(state: StateInline, silent: bool) -> bool:  # noqa: ARG001
    """Obsidian's ==marked words== lose the signs; "a == b" keeps them."""
    at, text = state.pos, state.src
    if not text.startswith("==", at):
        return False
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if before == "=" or after == "=" or (before or " ").isspace() == (after or " ").isspace():
        return False
    state.pos += 2
    return True
