"""Names that a list or a section shortens: mentions in, those that stand for a longer known name out under that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extraction.vocabulary import Entity, Vocabulary
from graph.notes import BlockKind, Note
from graph.statements import Mention


def in_full(
    note: Note, mentions: Sequence[Mention], groups: Sequence[Sequence[Mention]], vocabulary: Vocabulary
) -> list[Mention]:
    """The mentions, each under the longer name that it stands for where the vocabulary knows that one.

    "EC2 and Fargate launch types" speaks of the EC2 launch type; "Tasks" below the heading ECS are ECS tasks. `groups`
    are the mentions that a line lists side by side.
    """
    meant = dict(_by_list(groups, vocabulary))
    sections = {m.block: m.name for m in reversed(mentions) if m.name and _is_heading(note, m.block)}
    for mention in mentions:
        if mention.name is None and mention not in meant and " " not in mention.surface:
            section = next((sections[k] for k in note.ancestors[mention.block] if k in sections), None)
            if section and (entity := vocabulary.lookup(f"{section} {mention.surface}")):
                meant[mention] = entity
    return [replace(m, name=meant[m].name, kind=meant[m].kind) if m in meant else m for m in mentions]


def _by_list(groups: Sequence[Sequence[Mention]], vocabulary: Vocabulary) -> Iterator[tuple[Mention, Entity]]:
    for group in groups:
        words = group[-1].surface.split()
        for cut in range(1, len(words)):
            if vocabulary.lookup(" ".join(words[:cut])) is None:
                continue
            for mention in group[:-1]:
                if entity := vocabulary.lookup(" ".join((mention.surface, *words[cut:]))):
                    yield mention, entity


def _is_heading(note: Note, block: int) -> bool:
    return note.blocks[block].kind is BlockKind.HEADING
