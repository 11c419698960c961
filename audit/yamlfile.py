"""YAML read so that no scalar is guessed: `no`, `12:30` and `2023-02-30` stay the words they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """A collection that is being read."""

    path: Path
    items: dict[str, Value] | list[Value]
    key: str | None = None
    seen: set[str] = field(default_factory=set)


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
    documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise mistake("a second document ('---') in one file", f"{name}:{event.start_mark.line + 1}:1")
            continue
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        at = (event.start_mark.line + 1, event.start_mark.column + 1)
        place = f"{name}:{at[0]}:{at[1]}"
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise mistake("anchors and aliases are not allowed in packs", place)
        parent = stack[-1] if stack else None
        if parent is not None and isinstance(parent.items, dict) and parent.key is None:
            if not isinstance(event, yaml.ScalarEvent):
                raise mistake("a key must be a plain word", place)
            if event.value in parent.seen:
                problems.append(Problem(place, f"'{event.value}' is given twice"))
            parent.seen.add(event.value)
            parent.key = event.value
            keys[(*parent.path, event.value)] = at
            continue
        if parent is None:
            path: Path = ()
        elif isinstance(parent.items, dict):
            path = (*parent.path, parent.key or "")
        else:
            path = (*parent.path, len(parent.items))
        places[path] = at
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = event.value
        else:
            if len(stack) >= DEEPEST:
                raise mistake(f"nested deeper than {DEEPEST} levels", place)
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
            stack.append(_Open(path, value))
        if parent is None:
            root = value
        elif isinstance(parent.items, dict):
            parent.items[parent.key or ""] = value
            parent.key = None
        else:
            parent.items.append(value)
    if problems:
        raise AuditError(problems)
    return Source(name, root, places, keys)
