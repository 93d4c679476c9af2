"""Colours of pictures and pages, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graph.errors import ExportError


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of one type of node."""

    fill: str
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a picture; all as #rrggbb."""

    name: str
    background: str
    text: str
    faint: str
    """Of subtitles and of what is confined."""
    edge: str
    edge_text: str
    structural: str
    """Of edges that only the nesting of a note gives."""
    negated: str
    negated_text: str
    kinds: Mapping[str, Paint]
    other: Paint
    """Of the types that `kinds` does not name."""

    def paint(self, kind: str) -> Paint:
        """Colours of a node type."""
        return self.kinds.get(kind, self.other)


LIGHT = Theme(
    name="light",
    background="#ffffff",
    text="#17212e",
    faint="#5c6878",
    edge="#66758a",
    edge_text="#3d4a5c",
    structural="#a3aebd",
    negated="#c62828",
    negated_text="#b01f1f",
    kinds=MappingProxyType(
        {
            "service": Paint("#dceaff", "#2f6bd0", "#10366f"),
            "feature": Paint("#dbf3e6", "#22875a", "#0d4a30"),
            "concept": Paint("#fff1cf", "#b57d0c", "#5d3f00"),
        }
    ),
    other=Paint("#eee4fb", "#7a4fc0", "#42227a"),
)
DARK = Theme(
    name="dark",
    background="#12171f",
    text="#e8edf4",
    faint="#9aa7b8",
    edge="#8a99ad",
    edge_text="#c3cedb",
    structural="#5f6d80",
    negated="#ff7b72",
    negated_text="#ff9a92",
    kinds=MappingProxyType(
        {
            "service": Paint("#173a70", "#6ea3f5", "#e3eeff"),
            "feature": Paint("#13472f", "#4fc48d", "#dcf7e9"),
            "concept": Paint("#52400d", "#e0ad3f", "#fff3d6"),
        }
    ),
    other=Paint("#3c2a63", "#b08cf0", "#efe6ff"),
)
THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})


def theme_of(name: str) -> Theme:
    """The theme of that name; `ExportError` lists the known ones."""
    if name not in THEMES:
        raise ExportError(f"There is no theme {name!r}. Choose one of {', '.join(THEMES)}.")
    return THEMES[name]
