"""Vocabulary packs as YAML files go in; their entries, each with its line, come out, and every mistake is listed."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

BASE_KINDS = ("service", "feature", "concept")
"""Entity types that need no declaration."""

SHIPPED = ("common", "aws", "kubernetes", "gcp", "azure")
"""Packs of the package, in the order in which they are read."""

_PACK_KEYS = ("pack", "description", "prefixes", "kinds", "generic", "entities")
_ENTITY_KEYS = ("name", "kind", "of", "aliases", "exact_aliases", "case")
_CASES = ("exact", "any")
_TEXT_TAG = "tag:yaml.org,2002:str"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a pack and where it stands."""

    value: str
    place: str
    """file:line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pack says about one entity."""

    name: Text
    kind: Text | None
    of: Text | None
    aliases: tuple[Text, ...]
    """Other names, those in `exact_aliases` too."""
    exact_aliases: tuple[Text, ...]
    """Aliases that are matched in their own capitals only."""
    case: str | None
    """exact, any, or None where the pack says nothing of it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The content of one file."""

    name: str
    """As `pack` gives it, else the file's."""
    prefixes: tuple[Text, ...] = ()
    kinds: tuple[tuple[Text, Text], ...] = ()
    """Kind and the base kind that it falls back to."""
    generic: tuple[Text, ...] = ()
    entries: tuple[Entry, ...] = ()


def read_packs(paths: Sequence[Path], mistakes: list[str]) -> list[Pack]:
    """The packs of the package, then those at `paths`: files, or folders whose .yaml and .yml files are all read.

    What is wrong in them is added to `mistakes`, each with file, line and remedy.
    """
    shipped, known_mistakes = _shipped_packs()
    mistakes.extend(known_mistakes)
    return [*shipped, *(parse_pack(text, source, mistakes) for source, text in _texts_of(paths, mistakes))]


def parse_pack(text: str, source: str, mistakes: list[str]) -> Pack:
    """Read a pack from YAML text; what is wrong in it is added to `mistakes` as "source:line: what; what to do"."""
    return _Reader(source, mistakes).pack(text)


@functools.cache
def _shipped_packs() -> tuple[tuple[Pack, ...], tuple[str, ...]]:
    """The packs of the package, and what is wrong in them."""
    folder = resources.files("graph").joinpath("vocabularies")
    mistakes: list[str] = []
    files = [f"{name}.yaml" for name in SHIPPED]
    packs = [parse_pack(folder.joinpath(file).read_text(encoding="utf-8"), file, mistakes) for file in files]
    return tuple(packs), tuple(mistakes)


def _texts_of(paths: Sequence[Path], mistakes: list[str]) -> Iterator[tuple[str, str]]:
    """Path and text of each pack of the user's."""
    for path in paths:
        try:
            files = sorted(f for f in path.iterdir() if f.suffix in (".yaml", ".yml")) if path.is_dir() else [path]
        except OSError as error:
            mistakes.append(f"{path}: cannot be read ({error.strerror}); check the path")
            continue
        if not files:
            mistakes.append(f"{path}: no .yaml file in this folder; add a pack or leave the folder out")
        for file in files:
            try:
                yield str(file), file.read_text(encoding="utf-8-sig")
            except OSError as error:
                mistakes.append(f"{file}: cannot be read ({error.strerror}); check the path")
            except UnicodeDecodeError:
                mistakes.append(f"{file}: this is not UTF-8 text; save it as UTF-8")


class _Reader:
    """Walks the YAML nodes of one file: they know their lines, and what YAML took for a number or truth value."""

    def __init__(self, source: str, mistakes: list[str]) -> None:
        self.source = source
        self.mistakes = mistakes

    def pack(self, text: str) -> Pack:
        try:
            root = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.mistakes.append(f"{self.source}:{line}: this is not YAML ({error.problem}); mend the line or quote it")
            return Pack(Path(self.source).stem)
        except yaml.YAMLError as error:
            self.mistakes.append(f"{self.source}: this is not YAML ({error}); save it as UTF-8 text")
            return Pack(Path(self.source).stem)
        if root is None:
            self.mistakes.append(f"{self.source}: the file is empty; add `entities:` or remove the file")
            return Pack(Path(self.source).stem)
        fields = self.mapping(root, _PACK_KEYS, "a pack")
        name = self.text(fields.get("pack"), "pack")
        self.text(fields.get("description"), "description")
        return Pack(
            name=name.value if name else Path(self.source).stem,
            prefixes=tuple(self.texts(fields.get("prefixes"), "prefixes")),
            kinds=tuple(self.kinds(fields.get("kinds"))),
            generic=tuple(self.texts(fields.get("generic"), "generic")),
            entries=tuple(self.entries(fields.get("entities"))),
        )

    def entries(self, node: yaml.Node | None) -> Iterator[Entry]:
        for child in self.sequence(node, "entities"):
            fields = self.mapping(child, _ENTITY_KEYS, "an entity")
            if not fields:
                continue
            name = self.text(fields.get("name"), "name")
            if name is None:
                if "name" not in fields:
                    self.mistake(child, "an entity without `name`", "give it its usual short name")
                continue
            aliases = tuple(self.texts(fields.get("aliases"), "aliases"))
            exact_aliases = tuple(self.texts(fields.get("exact_aliases"), "exact_aliases"))
            yield Entry(
                name=name,
                kind=self.text(fields.get("kind"), "kind"),
                of=self.text(fields.get("of"), "of"),
                aliases=aliases + exact_aliases,
                exact_aliases=exact_aliases,
                case=self.case(fields.get("case")),
            )

    def case(self, node: yaml.Node | None) -> str | None:
        text = self.text(node, "case")
        if text is None or text.value in _CASES:
            return text.value if text else None
        self.mistake(node, f"`case: {text.value}` is not known", f"use one of {_list(_CASES)}")
        return None

    def kinds(self, node: yaml.Node | None) -> Iterator[tuple[Text, Text]]:
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, "`kinds` is not a mapping", "write `kinds: {protocol: concept}`")
            return
        for key, value in node.value:
            kind, base = self.text(key, "kinds"), self.text(value, "kinds")
            if kind is None or base is None:
                continue
            if base.value in BASE_KINDS:
                yield kind, base
            else:
                self.mistake(
                    value, f"the kind {kind.value} falls back to {base.value!r}", f"choose one of {_list(BASE_KINDS)}"
                )

    def mapping(self, node: yaml.Node, keys: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, f"{what} is not a mapping", f"write keys and values; the keys are {_list(keys)}")
            return {}
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value not in keys:
                self.mistake(key, f"{what} has no key {key.value!r}", f"use one of {_list(keys)}")
            elif key.value in fields:
                self.mistake(key, f"the key {key.value!r} stands twice", "join the two")
            else:
                fields[key.value] = value
        return fields

    def sequence(self, node: yaml.Node | None, key: str) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.mistake(node, f"`{key}` is not a list", f"write `{key}: [...]` or lines that start with a dash")
            return []
        return list(node.value)

    def texts(self, node: yaml.Node | None, key: str) -> Iterator[Text]:
        for child in self.sequence(node, key):
            text = self.text(child, key)
            if text is not None:
                yield text

    def text(self, node: yaml.Node | None, key: str) -> Text | None:
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.mistake(node, f"`{key}` holds a list or mapping where a text belongs", "write the text alone")
        elif not node.value.strip():
            self.mistake(node, f"`{key}` is empty", "write a text or remove the key")
        elif node.tag != _TEXT_TAG:
            as_what = node.tag.rpartition(":")[2]
            self.mistake(node, f"`{key}` holds {node.value}, which YAML reads as {as_what}", f'write "{node.value}"')
        elif not any(map(str.isalnum, node.value)):
            self.mistake(node, f"`{key}` holds a text without letters or digits", "write a name or remove it")
        else:
            return Text(node.value.strip(), self.place(node))
        return None

    def mistake(self, node: yaml.Node | None, what: str, remedy: str) -> None:
        self.mistakes.append(f"{self.place(node)}: {what}; {remedy}")

    def place(self, node: yaml.Node | None) -> str:
        return self.source if node is None else f"{self.source}:{node.start_mark.line + 1}"


def _list(options: tuple[str, ...]) -> str:
    return ", ".join(options)
