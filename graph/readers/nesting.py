"""Where the reading of a note stands: the headings, list items and lead-in that the next block may hang on."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A list item that may still get children."""

    indent: int
    content: int
    depth: int
    block: int | None
    """None where the item has no text of its own."""


@dataclass(slots=True)
class Place:
    """The note itself, or a quote in it: what the next block may hang on."""

    headings: list[tuple[int, int | None]]
    """Level and block of the headings that are open; level 0 is the title, or what the quote hangs on."""
    depth: int = 0
    in_quote: bool = False
    is_fresh: bool = True
    """Nothing of it was read yet."""
    items: list[OpenItem] = field(default_factory=list)
    lead: int | None = None
    """The paragraph that introduces the list which is open or comes next."""
    label: tuple[int, int] | None = None
    """The last paragraph, if it reads as a label, and the line after it: a list right there hangs on it."""

    def top(self) -> int | None:
        """The heading, title or holder of the quote that a block without a nearer parent hangs on."""
        return next((block for _, block in reversed(self.headings) if block is not None), None)

    def owner(self, indent: int, *, least: int = 2) -> OpenItem | None:
        """The item that stands at least `least` columns to the left of this one; items further right are closed."""
        while self.items and self.items[-1].indent + least > indent:
            self.items.pop()
        return self.items[-1] if self.items else None

    def item_above(self) -> int | None:
        """The block of the nearest open item that has one."""
        return next((item.block for item in reversed(self.items) if item.block is not None), None)

    def item_depth(self) -> int:
        """Depth of what comes next: the nesting of the open items."""
        return self.items[-1].depth + 1 if self.items else self.depth
