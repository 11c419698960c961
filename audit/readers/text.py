"""Plain text: every line is prose."""

from collections.abc import Iterator
from typing import BinaryIO

from audit.readers.decode import decode
from audit.readers.unreadable import Unreadable
from audit.text import Document, plain


def read(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The one document of a text file."""
    text = decode(stream.read(), path)
    yield plain(text, path) if isinstance(text, str) else text
