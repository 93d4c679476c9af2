"""A folder of notes goes in, a graph and a report come out; what has not changed since the last time stays."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx

from graph.derived import kept
from graph.errors import DataError
from graph.extraction import extractor_version, load_extractor
from graph.extraction.vocabulary import load_vocabulary
from graph.extraction.workers import Engine, Source, extract_notes
from graph.notes import Note, NoteWarning
from graph.resolve import RESOLVER_VERSION, Resolution, resolve, triples
from graph.resolve.corrections import parse_corrections
from graph.resolve.known import unused_names
from graph.resolve.rows import rows_of
from graph.statements import NoteFacts
from graph.store import FOLDER, Store, digest, find_store, open_graph, writable_store_path
from graph.store.graphs import graph_of, keep_graph, keep_lines, notes_attribute, without_collecting
from graph.store.tables import clean, to_json

Progress = Callable[[int, int, str], None]
"""Told after each note: how many are done, how many there are to do, and the file."""
CORRECTIONS = f"{FOLDER}/corrections.yaml"
PACKS = f"{FOLDER}/vocabularies"

TRAINED = Engine(load_extractor, extractor_version)
"""The extractor that ships with the package."""

__all__ = [
    "TRAINED",
    "BuildReport",
    "Progress",
    "build",
    "build_graph",
    "build_uploads",
    "open_graph",
    "read_triples",
]


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    graph: nx.MultiDiGraph
    """Shared and not to be changed; `graph.copy()` can be."""
    warnings: tuple[NoteWarning, ...] = ()
    """Everything odd, sorted by file; that of unchanged notes too."""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    store: Path | None = None
    """The store's file, None where it was in memory."""
    remark: str = ""
    """Where the store is, if not beside the notes."""
    _texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    _facts: Mapping[str, NoteFacts] = field(default_factory=dict, repr=False)

    def summary(self) -> str:
        """A few lines for a person: what was read, what came of it, and where it is."""
        nodes, edges = self.graph.number_of_nodes(), _edge_count(self.graph)
        notes = self.new + self.changed + self.unchanged
        counts = (
            (self.new, "new"),
            (self.changed, "changed"),
            (self.unchanged, "unchanged"),
            (self.removed, "removed"),
        )
        lines = [
            f"{_count(notes, 'note')}: {', '.join(f'{n} {word}' for n, word in counts if n) or 'none'}",
            f"{_count(nodes, 'node')}, {_count(edges, 'edge')}",
        ]
        lines += [_count(len(self.warnings), "warning")] if self.warnings else []
        lines += [f"Store: {self.store}"] if self.store else []
        return "\n".join([*lines, self.remark] if self.remark else lines)

    def text(self, file: str) -> str | None:
        """The text of a note that the graph was made from; None where there is none, or another build has read on."""
        return self._read(file)[0]

    def note(self, file: str) -> tuple[Note, NoteFacts] | None:
        """A note that the graph was made from, and what was read in it; None as for `text`."""
        from graph.readers import parse_note

        text, facts = self._read(file)
        note = None if text is None else parse_note(text.encode(), file)[0]
        return None if note is None or facts is None else (note, facts)

    def _read(self, file: str) -> tuple[str | None, NoteFacts | None]:
        if self.store is None:
            return self._texts.get(file), self._facts.get(file)
        with Store(self.store, read_only=True) as store:
            found = store.text(file), store.facts(file)
            revision = _revision_of(store, store.meta().get("corrections", ""))
        return found if revision == self.graph.graph.get("revision") else (None, None)


def build_graph(folder: str | os.PathLike[str]) -> nx.MultiDiGraph:
    """The knowledge graph of the Markdown notes below `folder`.

    A node's key is its label, with the attributes `label`, `kind`, `aliases` and `notes`; an edge is one relation with
    `relation`, `negated`, `scope`, `count`, its best `evidence` and more: see `graph.elements`. The work is kept in
    `.notegraph` beside the notes, so that only what has changed is read again. Raises NotesError where there is no
    such folder.

    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> _ = pathlib.Path(folder.name, "efs.md").write_text("# EFS\\n\\nEFS can be mounted on EC2 instances.\\n")
    >>> graph = build_graph(folder.name)
    >>> graph.nodes["EFS"]["kind"]
    'service'
    >>> folder.cleanup()
    """
    return build(Path(folder)).graph


def build(
    folder: Path,
    *,
    store: Path | None = None,
    workers: int | None = None,
    exclude: Sequence[str] = (),
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> BuildReport:
    """Read what has changed below `folder`, resolve everything to one graph, and keep both in the store.

    `store` is a file, None for the one that belongs to the folder; `workers` the most processes, None for one for each
    processor; `exclude` holds patterns of files to leave out. Interrupted at any time, the graph before stays whole.
    Raises NotesError, DataError or StoreError where folder, corrections or store cannot be used.
    """
    from graph.readers import find_notes

    paths, warnings = find_notes(folder, exclude=exclude)
    corrections = _corrections_text(folder)
    packs = sorted((folder / PACKS).glob("*.yaml"))
    place, remark = writable_store_path(folder, store)
    with Store(place) as opened:
        sources = _contents(paths, folder, warnings)
        settings = _Settings(engine or TRAINED, tuple(packs), workers, progress)
        counts = _update(opened, sources, settings)
        graph, unmatched = _derive(opened, corrections, settings.packs)
        warnings += [*opened.warnings(), *unmatched]
    return BuildReport(graph, tuple(sorted(warnings)), *counts, store=place, remark=remark)


def build_uploads(
    files: Mapping[str, bytes], *, progress: Progress | None = None, engine: Engine | None = None
) -> BuildReport:
    """The graph of notes that are not on disk, by file name; nothing of it is kept but what the report holds."""
    with Store() as store:
        sources = (Source(clean((file,))[0], data) for file, data in sorted(files.items()))
        counts = _update(store, sources, _Settings(engine or TRAINED, progress=progress))
        graph, _ = _derive(store, "")
        names = [note.file for note in store.notes()]
        texts = {name: store.text(name) or "" for name in names}
        facts = {name: store.facts(name) or NoteFacts(name) for name in names}
        keep_lines(graph, {name: enumerate(text.split("\n"), 1) for name, text in texts.items()})
        return BuildReport(graph, tuple(store.warnings()), *counts, _texts=texts, _facts=facts)


def read_triples(place: Path) -> Iterator[dict[str, Any]]:
    """What the notes in a store say, one row for each edge and line; `place` as for `open_graph`.

    Keys: subject, subject_type, relation, object, object_type, negated, scope, modality, origin, confidence, found_by,
    file, line, evidence. Raises StoreError where there is no store, or no graph in it.
    """
    open_graph(place)
    with Store(find_store(place), read_only=True) as store:
        return triples(_resolve(store, store.meta()["corrections"]))


@dataclass(frozen=True, slots=True)
class _Settings:
    """How to extract."""

    engine: Engine
    packs: tuple[Path, ...] = ()
    workers: int | None = None
    progress: Progress | None = None


def _update(store: Store, sources: Iterable[Source], settings: _Settings) -> tuple[int, int, int, int]:
    """Bring the facts of all notes up to date; returns how many are new, changed, unchanged and removed."""
    version = settings.engine.version(settings.packs)
    known, found = store.versions(), {}
    stale: list[Source] = []
    for source in sources:
        found[source.file] = (digest(source.data), version)
        if known.get(source.file) != found[source.file]:
            stale.append(source)
    extracted = extract_notes(stale, settings.engine, settings.packs, version, workers=settings.workers)
    with closing(extracted) as results:
        for number, (source, note, facts, warnings) in enumerate(results, 1):
            store.replace(source.file, *found[source.file], note, facts, warnings)
            if settings.progress:
                settings.progress(number, len(stale), source.file)
    store.remove(known.keys() - found.keys())
    new = len(found.keys() - known.keys())
    return new, len(stale) - new, len(found) - len(stale), len(known.keys() - found.keys())


def _derive(store: Store, corrections: str, packs: Sequence[Path] = ()) -> tuple[nx.MultiDiGraph, list[NoteWarning]]:
    """The graph of all facts in the store, made anew only where they are not those of the graph before."""
    revision = _revision_of(store, corrections)
    if store.path and store.meta().get("revision") == revision:
        graph = open_graph(store.path)
    else:
        with without_collecting():
            resolution = _resolve(store, corrections)
        rows = rows_of(resolution)
        vocabulary = to_json(unused_names(resolution.nodes, load_vocabulary(packs)))
        meta = {"revision": revision, "notes": notes_attribute(store.notes()), "vocabulary": vocabulary}
        store.write_graph(rows, meta | {"corrections": corrections, "unmatched": to_json(resolution.unmatched)})
        graph = graph_of(rows, meta)
        if store.path:
            keep_graph(store.path, graph)
    return graph, [NoteWarning(CORRECTIONS, reason) for reason in json.loads(store.meta()["unmatched"])]


def _revision_of(store: Store, corrections: str) -> str:
    """Changes with everything that the graph of the facts in the store depends on."""
    return digest(to_json([RESOLVER_VERSION, corrections, sorted(store.versions().items())]).encode())


def _resolve(store: Store, corrections: str) -> Resolution:
    return resolve(
        store.terms(),
        store.uses(),
        store.statements(),
        store.claims(),
        store.notes(),
        parse_corrections(corrections, CORRECTIONS),
    )


def _contents(paths: Iterable[Path], folder: Path, warnings: list[NoteWarning]) -> Iterator[Source]:
    from graph.readers.folder import relative_name

    for path in paths:
        file = relative_name(path, folder)
        try:
            yield Source(file, path.read_bytes())
        except OSError as error:
            warnings.append(NoteWarning(file, f"cannot be opened ({error.strerror}); it was left out"))


def _corrections_text(folder: Path) -> str:
    """The user's corrections, checked; empty where there are none."""
    path = folder / CORRECTIONS
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DataError([f"{CORRECTIONS}: cannot be read ({error})"]) from error
    parse_corrections(text, CORRECTIONS)
    return text


@kept
def _edge_count(graph: nx.MultiDiGraph) -> int:
    """Kept, since networkx counts anew each time and the page tells it with each click."""
    return int(graph.number_of_edges())


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
