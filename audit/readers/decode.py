"""Bytes to text: UTF-8, or UTF-16 and UTF-32 by their byte order mark."""

from typing import Final

import regex

from audit.readers.unreadable import Unreadable, unreadable

# The mark of UTF-32-LE begins like that of UTF-16-LE, so it is tried first.
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_LINE_END: Final = regex.compile(rb"\r\n|\r|\n")


def marked(raw: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark names, UTF-8 without one, and the length of the mark in bytes."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def decode(raw: bytes, path: str) -> str | Unreadable:
    """The text without its mark, or why there is none: undecodable bytes, a NUL, or nothing but space."""
    encoding, skip = marked(raw)
    try:
        text = raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = skip + error.start
        if b"\0" in raw[:1024] and not skip:
            return unreadable(path, "not text: it holds NUL bytes (UTF-16 is read by its byte order mark)")
        if encoding != "utf-8":
            return unreadable(path, f"not {encoding.upper()}, which its mark promises: byte {at} cannot be decoded")
        line = 1 + len(_LINE_END.findall(raw[:at]))
        return unreadable(path, f"not UTF-8: byte {at} is 0x{raw[at]:02x}", line)
    return flaw(text, path) or text


def flaw(text: str, path: str, line: int | None = None, id: str | None = None) -> Unreadable | None:
    """Why a decoded text is none: empty, or with a NUL or half a surrogate pair in it."""
    if not text or text.isspace():
        return unreadable(path, "empty", line, id)
    if "\0" in text:
        return unreadable(path, f"not text: character {text.index(chr(0))} is NUL", line, id)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return unreadable(path, f"character {error.start} is half a surrogate pair", line, id)
    return None
