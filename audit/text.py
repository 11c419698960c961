"""Documents and places in them."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open, in code points of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One text to audit.

    ``prose`` has the same length as ``text``; what is markup, not prose, is blanked with spaces in it. Rules look at
    ``prose``; a finding quotes ``text``. For plain text both are one object.
    """

    path: str
    text: str
    prose: str
    id: str | None = None
    language: str | None = None


def plain(text: str, path: str = "text", language: str | None = None) -> Document:
    """A document without markup."""
    return Document(path, text, text, language=language)
