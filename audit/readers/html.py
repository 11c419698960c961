"""HTML through the extra ``[html]``: main text and furniture both, since furniture is a finding."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import regex

from audit.readers.decode import decode, flaw, marked
from audit.readers.unreadable import Unreadable, unreadable
from audit.text import Document, plain

_CHARSET: Final = regex.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", regex.IGNORECASE)
_HEAD: Final = 4096


def read(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The one document of a page; offsets count in its extracted text."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        yield unreadable(path, "HTML needs an extra: pip install 'source-audit[html]'")
        return
    page = _decoded(stream.read(), path)
    if isinstance(page, Unreadable):
        yield page
        return
    text = extract_plain_text(page, preserve_formatting=True, main_content=False, list_bullets=False)
    yield flaw(text, path) or plain(text, path)


def _decoded(raw: bytes, path: str) -> str | Unreadable:
    """By its mark, as UTF-8, or as the page itself declares."""
    page = decode(raw, path)
    declared = _CHARSET.search(raw[:_HEAD])
    if isinstance(page, str) or declared is None or marked(raw)[1] or b"\0" in raw:
        return page
    try:
        return raw.decode(declared[1].decode("ascii"))
    except (LookupError, UnicodeError):
        return page
