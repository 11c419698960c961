"""Unified diffs as `git apply` reads them."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import PurePath
from typing import Final

_QUOTED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def patch(path: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of the diff of one file, each with its line end; none if nothing differs.

    Lines end at ``\n`` alone, as git counts them; any other line end is part of its line.
    """
    old, new = before.split("\n"), after.split("\n")
    lines = unified_diff(_ended(old), _ended(new), _name("a", path), _name("b", path))
    for line in lines:
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    ended = [line + "\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


def _name(side: str, path: str) -> str:
    """A path as git writes it: with slashes; quoted, or closed by a tab, where a reader could not tell its end."""
    name = f"{side}/{PurePath(path).as_posix().lstrip('/')}"
    if any(sign in name for sign in _QUOTED):
        return '"' + "".join(_QUOTED.get(sign, sign) for sign in name) + '"'
    return f"{name}\t" if " " in name else name
