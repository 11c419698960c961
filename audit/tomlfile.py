"""TOML with the place of every key, which `tomllib` does not tell."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import regex

from audit.errors import mistake

Path: TypeAlias = tuple[str | int, ...]

_AT: Final = regex.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BLANK: Final = regex.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES: Final = regex.compile(r"[ \t]*")
_KEY: Final = regex.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING: Final = regex.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}(?!")|\'{3}.*?\'{3,5}(?!\')|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', regex.DOTALL
)
_PLAIN: Final = regex.compile(r"[^,\]}\n#]+")


@dataclass(frozen=True, slots=True)
class Toml:
    """A file's data and the offset of each key and array item, in code points of ``text``."""

    name: str
    text: str
    data: dict[str, Any]
    places: Mapping[Path, int]

    def place(self, path: Path) -> str:
        """``file:line:column`` of a key, or of the nearest thing around it that is in the file."""
        while path and path not in self.places:
            path = path[:-1]
        at = self.places.get(path, 0)
        return f"{self.name}:{self.text.count(chr(10), 0, at) + 1}:{at - self.text.rfind(chr(10), 0, at)}"


def read_toml(name: str, text: str) -> Toml:
    """Read a file's text. Raises `AuditError` with the place of a mistake in its syntax."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT.search(message)
        place = f"{name}:{at[1]}:{at[2]}" if at and at[1] else f"{name}:{text.count(chr(10)) + 1}" if at else name
        said = message[: at.start()] if at else message
        raise mistake(f"not TOML: {said[:1].lower()}{said[1:]}", place) from error
    return Toml(name, text, data, dict(reversed([*_Walk(text).file()])))


@dataclass(slots=True)
class _Walk:
    """A walk over text that `tomllib` has found valid; ``at`` is the offset reached."""

    text: str
    at: int = 0

    def file(self) -> Iterator[tuple[Path, int]]:
        """Every key with its offset. The tables of an array (``[[x]]``) are taken for one."""
        table: Path = ()
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return
            if not self.text.startswith("[", self.at):
                yield from self._pair(table)
                continue
            brackets = 2 if self.text.startswith("[[", self.at) else 1
            self.at += brackets
            table = ()
            for key, start in self._keys():
                table = (*table, key)
                yield table, start
            self.at += brackets

    def _skip(self, blank: Any) -> None:
        self.at = blank.match(self.text, self.at).end()

    def _keys(self) -> list[tuple[str, int]]:
        found = []
        while True:
            self._skip(_SPACES)
            match = _KEY.match(self.text, self.at)
            assert match is not None
            name = match[0]
            if name[0] in "\"'":
                name = tomllib.loads(f"key = {name}")["key"]
            found.append((name, self.at))
            self.at = match.end()
            self._skip(_SPACES)
            if not self.text.startswith(".", self.at):
                return found
            self.at += 1

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        for key, start in self._keys():
            table = (*table, key)
            yield table, start
        self.at += 1
        yield from self._value(table)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        self._skip(_SPACES)
        if self.text.startswith(("[", "{"), self.at):
            closing = "]" if self.text[self.at] == "[" else "}"
            self.at += 1
            number = 0
            while True:
                self._skip(_BLANK)
                if self.text.startswith(closing, self.at):
                    self.at += 1
                    return
                if self.text.startswith(",", self.at):
                    self.at += 1
                elif closing == "}":
                    yield from self._pair(path)
                else:
                    yield (*path, number), self.at
                    yield from self._value((*path, number))
                    number += 1
        match = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
