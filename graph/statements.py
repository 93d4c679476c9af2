"""What one note says, each statement with the line that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """How a statement stands in its note."""

    STATED = "stated"
    """One block says it."""
    STRUCTURAL = "structural"
    """The two mentions stand in different blocks and only the nesting joins them."""


class Modality(StrEnum):
    """The force of a statement, where the note gives one."""

    MUST = "must"
    CAN = "can"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a note that names a thing."""

    block: int
    """Index of the block."""
    start: int
    """First character in the block's text, 0-based."""
    end: int
    """One past the last character."""
    surface: str
    """The name as written there, white space folded."""
    kind: str
    """Entity type: service, feature, concept, or one that a vocabulary pack defines."""
    found_by: str
    """model, vocabulary, or the name of a notation."""
    name: str | None = None
    """The vocabulary's canonical name of the thing, where a pack knows it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The line that states a fact."""

    file: str
    """Path relative to the notes folder, with forward slashes."""
    line: int
    """1-based, front matter counted."""
    text: str
    """The line, verbatim but for the space around it."""
    inherited: tuple[str, ...] = ()
    """Texts of the blocks above from which the subject or object was taken, outermost first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One relation that a note states between two mentions."""

    subject: Mention
    relation: str
    """A canonical label of the inventory, in its direction, or a bare verb lemma."""
    object: Mention
    evidence: Evidence
    negated: bool = False
    modality: Modality | None = None
    scope: str | None = None
    """What the statement is confined to: "EC2 Launch Type only"."""
    confidence: float = 1.0
    """0 to 1."""
    found_by: str = "model"
    """model, vocabulary, or the name of a notation."""
    origin: Origin = Origin.STATED


@dataclass(frozen=True, slots=True)
class AliasClaim:
    """A note says that two names mean one thing: "Elastic File System (EFS)"."""

    name: str
    """The full name."""
    alias: str
    """The other one, mostly the acronym."""
    line: int
    """1-based line of the file that says so."""


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Everything that one note says; it depends on no other note."""

    file: str
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    aliases: tuple[AliasClaim, ...] = ()
