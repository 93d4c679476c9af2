"""The text of a note in, what its front matter says out, each field with its line."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml
from frontmatter.default_handlers import YAMLHandler

MAX_SIZE = 64_000
"""Longest front matter, in characters, that is given to a YAML or TOML parser."""
MAX_BRACKETS = 200
"""Most opening brackets in it: the parsers are recursive."""

_KEYS = {
    "title": "title",
    "tag": "tags",
    "tags": "tags",
    "category": "categories",
    "categories": "categories",
    "alias": "aliases",
    "aliases": "aliases",
}
_KEY_LINE = re.compile(rf"[\"']?({'|'.join(_KEYS)})[\"']?[ \t]*[:=](.*)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_FILE_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_ ]*")

_DATE_LINE = re.compile(r"[\"']?date[\"']?[ \t]*[:=][ \t]*[\"']?(\S+)", re.IGNORECASE)
_KEY_VALUE = re.compile(r"^[\"']?\w[\w -]*[\"']?[ \t]*[:=]", re.MULTILINE)
_NOT_FIELDS = "front matter does not parse (it is a list, not `key: value` lines); it was read as text"

_YAML = YAMLHandler()
_TOML = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
_LOADER: type[yaml.BaseLoader] | type[yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Field:
    """One of title, tags, categories, aliases."""

    key: str
    values: tuple[str, ...]
    line: int
    """1-based line of the file on which the key stands."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the fences at the top of a note."""

    fields: tuple[Field, ...] = ()
    """In the order of the file."""
    date: datetime.date | None = None
    length: int = 0
    """Lines that it takes, fences counted; 0 where the note has none."""
    problem: str | None = None
    """Why it does not parse, and what was done about it."""

    def get(self, key: str) -> tuple[str, ...]:
        """The values of a field; empty where there is none."""
        return next((field.values for field in self.fields if field.key == key), ())


def read_front_matter(text: str) -> FrontMatter:
    r"""Front matter in YAML (`---`) or TOML (`+++`); where it does not parse it is read line by line.

    >>> read_front_matter("---\ntitle: EFS\ntags: [aws, storage]\n---\n").get("tags")
    ('aws', 'storage')
    """
    start = len(text) - len(text.lstrip())
    for boundary, parse in ((_YAML.FM_BOUNDARY, _parse_yaml), (_TOML, _parse_toml)):
        opening = boundary.match(text, start)
        closing = boundary.search(text, opening.end()) if opening else None
        if opening and closing:
            source = text[opening.end() : closing.start()]
            first_line = text.count("\n", 0, opening.end()) + 1
            return _interpret(source, parse, first_line, text.count("\n", 0, closing.start()) + 1)
    return FrontMatter()


def split_file_name(stem: str) -> tuple[str, datetime.date | None]:
    """A file's name without its Jekyll date, and that date: ("day-12", 2024-08-17) of "2024-08-17-day-12"."""
    found = _FILE_DATE.match(stem)
    date = _date(found[1]) if found else None
    if found is None or date is None:
        return stem, None
    return stem[found.end() :] or stem, date


def _interpret(
    source: str, parse: Callable[[str], Mapping[str, object] | None], first_line: int, length: int
) -> FrontMatter:
    lines = source.split("\n")
    try:
        data = parse(source)
    except ValueError as error:
        if not _KEY_VALUE.search(source):
            return FrontMatter()
        read = {m[1].lower(): _loose_value(lines, k, m[2]) for k, m in _key_lines(lines)}
        problem = f"front matter does not parse ({_place(error, first_line)}); it was read line by line"
        date = next((m[1] for line in lines if (m := _DATE_LINE.match(line))), None)
        return FrontMatter(_fields(lines, read, first_line), _date(date), length, problem)
    if data is None:
        return FrontMatter(problem=None if _is_prose(source) else _NOT_FIELDS)
    return FrontMatter(_fields(lines, data, first_line), _date(data.get("date")), length)


def _parse_yaml(source: str) -> Mapping[str, object] | None:
    """Keys in lower case; None where the text between the fences is no mapping. Raises ValueError."""
    _check_size(source)
    try:
        data = _YAML.load(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else None
        problem = error.problem or error.context or "not YAML"
        if problem == "found unhashable key":
            problem = "a value that opens with two braces needs quotes"
        raise ValueError(problem, line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split())[:80]) from error
    if data is None or data == "":
        return {}
    return {str(key).lower(): value for key, value in data.items()} if isinstance(data, dict) else None


def _parse_toml(source: str) -> Mapping[str, object]:
    _check_size(source)
    try:
        data = tomllib.loads(source)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    taxonomies = data.get("taxonomies")
    inner = taxonomies if isinstance(taxonomies, dict) else {}
    return {key.lower(): value for key, value in (*inner.items(), *data.items())}


def _check_size(source: str) -> None:
    if len(source) > MAX_SIZE or source.count("[") + source.count("{") > MAX_BRACKETS:
        raise ValueError("it is too long or too deeply nested")


def _place(error: ValueError, first_line: int) -> str:
    """What the parser says, with the line of the file."""
    if len(error.args) == 2 and isinstance(error.args[1], int):
        return f"line {first_line + error.args[1]}: {error.args[0]}"
    return str(error.args[0])


def _key_lines(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    return ((k, found) for k, line in enumerate(lines) if (found := _KEY_LINE.match(line)))


def _loose_value(lines: Sequence[str], k: int, rest: str) -> object:
    """What follows a key in front matter that does not parse: a list in brackets, dashed lines or plain words."""
    value = rest.strip()
    if value.startswith("["):
        return [_unquote(part) for part in value.strip("[]").split(",")]
    if value:
        return _unquote(value)
    items = []
    for line in lines[k + 1 :]:
        if not line.lstrip().startswith("- "):
            break
        items.append(_unquote(line.strip()[2:]))
    return items


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _fields(lines: Sequence[str], data: Mapping[str, object], first_line: int) -> tuple[Field, ...]:
    fields: dict[str, Field] = {}
    for k, found in _key_lines(lines):
        written = found[1].lower()
        key = _KEYS[written]
        values = _values(key, written, data.get(written))
        if values and key not in fields:
            fields[key] = Field(key, values, first_line + k)
    return tuple(fields.values())


def _values(key: str, written: str, value: object) -> tuple[str, ...]:
    texts = [_plain(text) for text in _scalars(value)]
    if key == "title":
        texts = [" ".join(texts)]
    elif isinstance(value, str) and "," in value:
        texts = [_plain(part) for part in value.split(",")]
    elif isinstance(value, str) and written in ("tag", "tags", "categories"):
        texts = texts if "[[" in value else value.split()
    if key == "tags":
        texts = [text.removeprefix("#") for text in texts]
    return tuple(dict.fromkeys(text for text in texts if text and text not in ("~", "null")))


def _scalars(value: object) -> list[str]:
    """Plain values, one level of list deep: aliases in YAML can make a small text expand without end."""
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if isinstance(each, str | int | float | datetime.date)]


def _plain(text: str) -> str:
    return " ".join(text.replace("[[", "").replace("]]", "").split())


def _date(value: object) -> datetime.date | None:
    found = _DATE.match(str(value).strip()) if value is not None else None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _is_prose(source: str) -> bool:
    """Text between two rules at the top of a note, which is no front matter at all."""
    return not source.lstrip().startswith(("- ", "["))
