"""What one person has before them: everything that outlives a rerun, in one value of the session."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graph.app.path_fields import Limits
from graph.filters import EVERYTHING, Filter

TABS = ("Explore", "Paths", "Query", "Compare", "Notes", "Table", "Export")
FIRST_LIMIT = 30
"""Nodes that a view shows before more are asked for."""
PHONE_LIMIT = 12
"""The same on a telephone, where more could not be read."""
MOST_NODES = 480
"""More are never laid out at once: it would take minutes, and nobody would see anything."""
FIRST_RELATIONS = 60
"""Relations that the details show before more are asked for."""


@dataclass(frozen=True, slots=True)
class State:
    """What can be shared, saved, undone and done again: which part of a graph is looked at."""

    focus: str | None = None
    """As in `Desk`, and so are the next five."""
    note: str | None = None
    limit: int = FIRST_LIMIT
    expanded: tuple[str, ...] = ()
    filter: Filter = EVERYTHING
    path: int | None = None
    depth: int = 1
    """Steps around the focus."""
    start: str = ""
    """Name that stands in the Paths tab under From."""
    goal: str = ""
    """Name that stands there under To."""
    limits: Limits = ()
    """What else stands in the fields of that tab."""


@dataclass(slots=True)
class Desk:
    """What the page shows; the depth, the open tab and the ends of a path are widgets of their own names."""

    focus: str | None = None
    """Label of the node in the middle; None for the overview, or for a note."""
    note: str | None = None
    """File of the note that is shown, instead of a node's surroundings."""
    first: int = FIRST_LIMIT
    """Most nodes to show before more are asked for."""
    limit: int = FIRST_LIMIT
    """Most nodes to show."""
    filter: Filter = EVERYTHING
    """What is wanted of the graph; the rest is not shown."""
    picking: bool = False
    """Whether the lists of notes and tags are unfolded."""
    expanded: list[str] = field(default_factory=list)
    """Labels whose neighbours were brought in, in that order."""
    settled: tuple[str, ...] = ()
    """Those of them whose neighbours the layout knows; the component finds room for the others."""
    tidied: int = 0
    """Counts the times that everything was to be laid out anew."""
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where things stood on the canvas when one of them was last put elsewhere, px, by label."""
    arranged: str = ""
    """What the canvas was last laid out anew for; `places` are forgotten when that changes."""
    node: str | None = None
    """Label of the chosen node."""
    edge: tuple[str, str, str] | None = None
    """Subject, object and key of the chosen edge."""
    relations: int = FIRST_RELATIONS
    """Most relations to show in the details."""
    looks: int = 0
    """Counts the times that the view was asked to turn to something."""
    path: int | None = None
    """Number of the one path that is marked; None for all of them."""
    reading: tuple[str, int] | None = None
    """File and line that the reader is opened at; None before a note was asked for."""
    query: str = ""
    """What stands in the search box."""
    changed: bool = field(default=False, compare=False)
    """Whether the page as a whole is no longer what it was drawn for."""
    done: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The last acts of each part of the component."""
    heard: int = 0
    """How many of the choices that were made in the browser are known of."""
    states: list[State] = field(default_factory=list)
    """What was looked at, one after the other."""
    at: int = -1
    """Which of them is looked at now; those after it can be done again."""
    sort: tuple[str, bool] = ("confidence", True)
    """Column that the table is sorted by, and whether the largest come first."""

    of_all_notes: bool = False
    """Whether the table has the relations of all notes, not those on the canvas."""

    def turn_to(self, *, focus: str | None = None, note: str | None = None) -> None:
        """Show the surroundings of a node, what a note says, or the overview."""
        self.focus, self.note = focus, note
        self.limit, self.expanded, self.settled = self.first, [], ()
        self.looks += 1
        if focus is not None:
            self.filter = replace(self.filter, hidden=self.filter.hidden - {focus})
            self.choose(node=focus)

    def arrange(self, arrangement: str) -> None:
        """Say what the canvas is laid out for: where things were put before holds for nothing else."""
        if arrangement != self.arranged:
            self.arranged, self.places = arrangement, {}

    def hear(self, choice: object) -> None:
        """Take note that what follows was done after so many choices."""
        if isinstance(choice, int):
            self.heard = max(self.heard, choice)

    def choose(self, *, node: str | None = None, edge: tuple[str, str, str] | None = None) -> None:
        """Open the details of a node, of an edge, or of nothing."""
        self.node, self.edge = node, edge
        self.relations = FIRST_RELATIONS
