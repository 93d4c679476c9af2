"""A note goes in, everything that it says comes out: mentions, statements with their evidence, and alias claims."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from graph.extraction.vocabulary import Vocabulary, load_vocabulary
from graph.notes import Note
from graph.relations import inventory
from graph.statements import NoteFacts

if TYPE_CHECKING:
    from spacy.language import Language

_READ_BY = (".py", ".onnx", ".json", ".yaml")


class Extractor:
    """Reads notes; holds the pipeline, which is loaded with the first note."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @functools.cached_property
    def _pipeline(self) -> Language:
        from graph.extraction.pipeline import load_pipeline

        return load_pipeline(self.vocabulary)

    def extract(self, note: Note) -> NoteFacts:
        """The facts of one note; they depend on nothing but the note, the packs and the model."""
        from graph.extraction.acronyms import alias_claims
        from graph.extraction.labelling import statements_of
        from graph.extraction.pipeline import read
        from graph.extraction.reader import model_reader

        doc = read(self._pipeline, note)
        statements = statements_of(doc, model_reader().labels.relations, inventory())
        return NoteFacts(note.file, tuple(doc._.reading.mentions), tuple(statements), tuple(alias_claims(note)))


def load_extractor(packs: Sequence[Path] = ()) -> Extractor:
    """An extractor that knows the shipped packs and those at `packs`; `DataError` lists all mistakes in them."""
    return Extractor(load_vocabulary(packs))


def extractor_version(packs: Sequence[Path] = ()) -> str:
    """What facts depend on besides their note, 16 hexadecimal digits: code, model and packs. Loads no model."""
    own = load_vocabulary(packs).digest if packs else ""  # the shipped ones need not be read for that
    return hashlib.sha256(f"{_code_digest()} {own}".encode()).hexdigest()[:16]


@functools.cache
def _code_digest() -> str:
    """Hash of everything in the package that reads notes, so that no change of it leaves old facts in a store."""
    package = resources.files("graph")
    rooms = [*package.joinpath("extraction").iterdir(), *package.joinpath("readers").iterdir()]
    code = [*rooms, package.joinpath("names.py"), package.joinpath("relations.yaml")]
    data = [*package.joinpath("extraction/trained").iterdir(), *package.joinpath("vocabularies").iterdir()]
    digest = hashlib.sha256()
    for file in sorted((f for f in (*code, *data) if f.name.endswith(_READ_BY)), key=lambda f: f.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()
