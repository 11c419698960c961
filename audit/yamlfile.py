"""YAML read so that no scalar is guessed: `no`, `12:30` and `2023-02-30` stay the words they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from audit.errors import AuditError, Problem, mistake

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MOST_BYTES: Final = 8_000_000
DEEPEST: Final = 20

_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's data, every scalar a string, and where each value and key stands: ``(line, column)`` from 1."""

    name: str
    data: Value
    places: Mapping[Path, tuple[int, int]]
    keys: Mapping[Path, tuple[int, int]]

    def place(self, path: Path, *, key: bool = False) -> str:
        """``file:line:column`` of a value (or of its key), or of the nearest thing around it that is in the file."""
        table = self.keys if key and path in self.keys else self.places
        while path and path not in table:
            path = path[:-1]
        line, column = table.get(path, (1, 1))
        return f"{self.name}:{line}:{column}"


@dataclass(slots=True)
class _Open:
    """A collection that is being read; ``key`` is the mapping's key whose value comes next."""

    path: Path
    items: dict[str, Value] | list[Value]
    key: str | None = None

    def awaits_key(self) -> bool:
        return isinstance(self.items, dict) and self.key is None

    def next_path(self) -> Path:
        return (*self.path, len(self.items) if isinstance(self.items, list) else self.key or "")

    def add(self, value: Value) -> None:
        if isinstance(self.items, list):
            self.items.append(value)
        else:
            self.items[self.key or ""] = value
            self.key = None


def read_yaml(name: str, text: str) -> Source:
    """Read one document of mappings, lists and scalars.

    Raises `AuditError` for bad syntax, a key given twice, an anchor or alias (a few can stand for gigabytes), nesting
    deeper than `DEEPEST` and files larger than `MOST_BYTES`; the last three before memory is spent on them.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise mistake(f"larger than {MOST_BYTES // 1_000_000} MB", name)
    try:
        return _build(name, text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise mistake(f"not YAML: {error.problem or error.context}", place) from error
    except yaml.YAMLError as error:
        raise mistake(f"not YAML: {str(error).splitlines()[0]}", name) from error


def _build(name: str, text: str) -> Source:
    places: dict[Path, tuple[int, int]] = {}
    keys: dict[Path, tuple[int, int]] = {}
    problems: list[Problem] = []
    stack: list[_Open] = []
    root: Value = {}
    for event, line, column in _events(name, text):
        place = f"{name}:{line}:{column}"
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if stack and stack[-1].awaits_key():
            key = _key(event, place)
            if (*stack[-1].path, key) in keys:
                problems.append(Problem(place, f"'{key}' is given twice"))
            stack[-1].key = key
            keys[stack[-1].next_path()] = (line, column)
            continue
        path = stack[-1].next_path() if stack else ()
        places[path] = (line, column)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = str(event.value)
        elif len(stack) >= DEEPEST:
            raise mistake(f"nested deeper than {DEEPEST} levels", place)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        if stack:
            stack[-1].add(value)
        else:
            root = value
        if not isinstance(value, str):
            stack.append(_Open(path, value))
    if problems:
        raise AuditError(problems)
    return Source(name, root, places, keys)


def _events(name: str, text: str) -> Iterator[tuple[yaml.Event, int, int]]:
    """The events that carry data, each with its line and column from 1."""
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise mistake("a second document ('---') in one file", f"{name}:{line}:{column}")
        elif isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
                raise mistake("anchors and aliases are not allowed in packs", f"{name}:{line}:{column}")
            yield event, line, column
        elif isinstance(event, yaml.CollectionEndEvent):
            yield event, line, column


def _key(event: yaml.Event, place: str) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise mistake("a key must be a plain word", place)
    return str(event.value)
