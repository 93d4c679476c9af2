"""Things and the vocabulary go in; the names that the vocabulary has for them and no note uses come out."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extraction.vocabulary import Vocabulary
from graph.names import fold
from graph.resolve.merging import Thing


def unused_names(things: Iterable[Thing], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """For each label the vocabulary's names for it that no thing bears; labels without any are left out."""
    listed = list(things)
    borne = {fold(name) for thing in listed for name in (thing.label, *thing.aliases)}
    names: dict[str, list[str]] = {}
    for thing in listed:
        if thing.known:
            entities = (vocabulary.entities.get(name) for name in (thing.label, *thing.aliases))
            known = dict.fromkeys(name for entity in entities if entity for name in entity.names)
            if unused := [name for name in known if fold(name) not in borne]:
                names[thing.label] = unused
    return names
