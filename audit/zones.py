"""Lines and their roles: what is title, head, body and tail of a page, seen from the shape of its lines alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import regex

from audit.text import Span


class Zone(StrEnum):
    """``head``: before the first paragraph, where the ``title`` stands; ``tail``: after the last one."""

    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Line:
    """``span`` without the line end and without the spaces at both ends; ``words`` counted as `words` does."""

    number: int
    span: Span
    words: int
    stopped: bool
    zone: Zone


_LINE_END: Final = regex.compile(r"\r\n|\r|\n")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_SPACELESS: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]")
_STOPPED: Final = regex.compile(
    r"[.!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{IDEOGRAPHIC FULL STOP}"
    r"\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{DEVANAGARI DANDA}]"
    r"[\p{Pf}\p{Pi}\p{Pe}\"'\s]*$"
)

PARAGRAPH_WORDS: Final = 12
"""A line of so many words that ends in a full stop is a paragraph."""
LONG_WORDS: Final = 25
"""A line of so many words is a paragraph with or without a stop."""
SENTENCE_WORDS: Final = 6
"""On a page without any paragraph, a line of so many words with a stop counts as one."""
TITLE_WORDS: Final = 4
"""A title has at least so many words and no stop."""


def words(text: str) -> int:
    """How many words: runs of letters and their marks; in scripts written without spaces, letters halved."""
    if text.isascii():
        return len(_WORD.findall(text))
    bare = len(_SPACELESS.findall(text))
    if not bare:
        return len(_WORD.findall(text))
    return len(_WORD.findall(_SPACELESS.sub(" ", text))) + bare // 2


def line_starts(text: str) -> tuple[int, ...]:
    r"""Where lines start. Lines end at ``\n``, ``\r\n`` or ``\r`` only, as in every editor."""
    return (0, *(hit.end() for hit in _LINE_END.finditer(text)))


def split_lines(text: str, starts: Sequence[int]) -> tuple[Line, ...]:
    """The lines that hold anything but space, with their zones."""
    shapes: list[tuple[int, Span, int, bool]] = []
    for number, start in enumerate(starts, 1):
        raw = text[start : starts[number] if number < len(starts) else len(text)]
        bare = raw.strip()
        if bare:
            first = start + raw.index(bare[0]) if bare[0] != raw[0] else start
            stopped = _STOPPED.search(bare[-8:]) is not None
            shapes.append((number, Span(first, first + len(bare)), words(bare), stopped))
    zones = _zones([(count, stopped) for _, _, count, stopped in shapes])
    return tuple(
        Line(number, span, count, stopped, zone)
        for (number, span, count, stopped), zone in zip(shapes, zones, strict=True)
    )


def _zones(shapes: Sequence[tuple[int, bool]]) -> list[Zone]:
    """A page's head is what stands before its first paragraph, its tail what stands after its last."""
    for least in (PARAGRAPH_WORDS, SENTENCE_WORDS):
        paragraphs = [
            index
            for index, (count, stopped) in enumerate(shapes)
            if (stopped and count >= least) or (count >= LONG_WORDS and index > 0)
        ]
        if paragraphs:
            break
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (len(shapes), len(shapes))
    zones = [Zone.HEAD if n < first else Zone.BODY if n <= last else Zone.TAIL for n in range(len(shapes))]
    titles = [n for n in range(first) if shapes[n][0] >= TITLE_WORDS and not shapes[n][1]]
    for n in titles or ([0] if first else []):
        zones[n] = Zone.TITLE
    return zones
