"""How a picture of a View is drawn: layout, colours and scale as one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.exports.theme import LIGHT, Theme
from graph.layout import Placement, place
from graph.view import View


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn."""

    layout: str = "organic"
    """One of `graph.layout.LAYOUTS`."""
    theme: Theme = LIGHT
    scale: float = 2.0
    """Pixels of a PNG for each of the picture's own: 1, 2 or 4."""
    transparent: bool = False
    """Whether what lies behind the picture is seen through it."""
    titled: bool = True
    """Whether the title and how much is shown stand above the picture."""
    legend: bool = True
    """Whether node types and kinds of line are explained below it."""
    font: Path | None = None
    """A font file for the characters that the bundled font lacks."""
    moment: int | None = None
    """Seconds since 1970 that an Anki deck bears; no other file holds a time, and a deck none of today unless given."""
    placement: Placement | None = None
    """Where everything stands, if that is known already; it takes the place of `layout`."""

    def placement_of(self, view: View) -> Placement:
        """Where everything of the view stands."""
        return self.placement or place(view, layout=self.layout)
