"""JSON lines: one document a line, ``{"text": ..., "id"?: ..., "language"?: ...}``; other keys are the owner's own.

A record without an id is called by its line: ``line 7``.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, cast

from audit.readers.decode import decode, flaw, marked
from audit.readers.unreadable import Unreadable, unreadable
from audit.text import Document, plain


def read(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The documents of a file, read line by line; a broken line is reported and the next one read."""
    seen = False
    for number, raw in enumerate(_utf8(stream), 1):
        if raw.strip():
            seen = True
            yield record(raw, path, number)
    if not seen:
        yield unreadable(path, "empty")


def read_gzip(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The same, compressed. Damage to the archive ends the file with a report of it."""
    try:
        with gzip.open(stream, "rb") as opened:
            yield from read(cast("BinaryIO", opened), path)
    except (OSError, EOFError, zlib.error) as error:
        yield unreadable(path, f"damaged gzip: {error}")


def _utf8(stream: BinaryIO) -> Iterable[bytes]:
    first = stream.readline()
    encoding, skip = marked(first)
    if encoding == "utf-8":
        yield first[skip:]
        yield from stream
        return
    try:
        yield from BytesIO((first + stream.read())[skip:].decode(encoding).encode())
    except UnicodeError:
        yield first


def record(raw: bytes, path: str, number: int) -> Document | Unreadable:
    """The document of one line, counted from 1."""
    line = decode(raw, path)
    if isinstance(line, Unreadable):
        return unreadable(path, line.problem.message, number)
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return unreadable(path, f"not JSON: {error.msg} (column {error.colno})", number)
    except (RecursionError, ValueError) as error:
        return unreadable(path, f"not JSON: {error}", number)
    if not isinstance(record, dict):
        return unreadable(path, "a line is an object with the key 'text'", number)
    id = record.get("id")
    if id is not None and (isinstance(id, bool) or not isinstance(id, str | int)):
        return unreadable(path, "'id' is a string or a number", number)
    id = f"line {number}" if id is None else str(id)
    text, language = record.get("text"), record.get("language")
    if not isinstance(text, str):
        return unreadable(path, "'text' is missing" if text is None else "'text' is a string", number, id)
    if language is not None and not isinstance(language, str):
        return unreadable(path, "'language' is a string", number, id)
    if problem := flaw(text, path, number, id):
        return problem
    document = plain(text, path, language or None)
    return Document(document.path, document.text, document.prose, id, document.language)
