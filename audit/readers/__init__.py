"""Files to documents. A new format is one file and one line in each of these tables."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from audit.readers import html, jsonl, markdown, text
from audit.readers.unreadable import Unreadable, unreadable
from audit.text import Document

Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Document | Unreadable]]

STDIN: Final = "-"

READERS: Final[Mapping[str, Reader]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".jsonl.gz": jsonl.read_gzip,
}
"""By the end of a file's name, in lower case."""

FORMATS: Final[Mapping[str, Reader]] = {
    "text": text.read,
    "markdown": markdown.read,
    "html": html.read,
    "jsonl": jsonl.read,
}
"""By name, for standard input."""


def reader(path: str) -> Reader | None:
    """The reader of a file, by its name; None for a kind that is not read."""
    name = Path(path).name.lower()
    return next((found for suffix, found in READERS.items() if name.endswith(suffix) and name != suffix), None)


def read(path: str, format: str | None = None) -> Iterator[Document | Unreadable]:
    """The documents of one file, or of standard input (``-``) in a format of `FORMATS`, by default text.

    Never raises for bad input.
    """
    if path == STDIN:
        yield from FORMATS[format or "text"](sys.stdin.buffer, path)
        return
    found = reader(path)
    if found is None:
        yield unreadable(path, f"files of this kind are not read (read: {', '.join(READERS)})")
        return
    try:
        with Path(path).open("rb") as stream:
            yield from found(stream, path)
    except OSError as error:
        yield unreadable(path, f"cannot be read: {error.strerror or error}")


__all__ = ["FORMATS", "READERS", "STDIN", "Document", "Reader", "Unreadable", "read", "reader"]
