"""Lines and their roles: what is title, head, body and tail of a page, seen from the shape of its lines alone."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, filterfalse
from typing import Final, NamedTuple
from unicodedata import category

import regex

from audit.characters import CHINESE, blocks
from audit.text import Span


class Zone(StrEnum):
    """``head``: before the first paragraph, where the ``title`` stands; ``tail``: after the last one."""

    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


class Line(NamedTuple):
    """``span`` without the line end and without the spaces at both ends.

    ``words``: what spaces part, close enough to judge a line's shape; in scripts without spaces letters halved.
    """

    number: int
    span: Span
    words: int
    stopped: bool
    zone: Zone


_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
# Thai, Lao, Burmese, Khmer, kana and Han: scripts written without spaces.
_SPACELESS: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SPACELESS_BLOCKS: Final = frozenset((0x0E, 0x10, 0x17, 0x30, *range(0x34, 0x4E), CHINESE, 0xF9, 0xFA, 0xD8))
_STOPS: Final = frozenset(
    ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{IDEOGRAPHIC FULL STOP}"
    "\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{DEVANAGARI DANDA}"
)
# Quotes and brackets that may stand after the stop, and spaces.
_CLOSERS: Final = "\"' \t" + "".join(
    character
    for first, last in ((0x20, 0x100), (0x2000, 0x2070), (0x3000, 0x3020), (0xFF00, 0xFF70))
    for character in map(chr, range(first, last))
    if category(character) in ("Pf", "Pi", "Pe")
)

MARKS: Final = (".", ",", "\N{ARABIC COMMA}", '"', ":", ")")
"""The commonest marks that stand directly after a word."""

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
    return _words(text) if _SPACELESS.search(text) is None else _spaceless_words(text)


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _spaceless_words(text: str) -> int:
    spaced, letters = _SPACELESS.subn(" ", text)
    return len(_WORD.findall(spaced)) + letters // 2


def spaceless(text: str) -> bool:
    """Whether a document holds a character of a script written without spaces: its blocks mostly tell at once."""
    return not _SPACELESS_BLOCKS.isdisjoint(blocks(text)) and _SPACELESS.search(text) is not None


def line_starts(text: str) -> tuple[int, ...]:
    r"""Where lines start. Lines end at ``\n``, ``\r\n`` or ``\r`` only, as in every editor."""
    if "\r" in text:
        return (0, *(hit.end() for hit in _LINE_END.finditer(text)))
    sizes = [len(line) + 1 for line in text.split("\n")]
    return (0, *accumulate(sizes[:-1]))


def count_words(folded: str, *, spaceless: bool) -> int:
    """`words` of a folded text, whose marks are gone: five times as fast, since most words are letters only."""
    if spaceless:
        return _spaceless_words(folded)
    pieces = tokens(folded)
    others = [*filterfalse(str.isalpha, pieces)]
    return len(pieces) - len(others) + _words(" ".join(others))


@lru_cache(maxsize=1)
def tokens(folded: str) -> list[str]:
    """What spaces part in a folded text, and the commonest marks as tokens of their own."""
    for mark in MARKS:
        folded = folded.replace(mark, f" {mark} ")
    return folded.split()


def split_lines(text: str, starts: Sequence[int]) -> tuple[Line, ...]:
    """The lines that hold anything but space, with their zones."""
    spaced = not spaceless(text)
    numbers: list[int] = []
    spans: list[Span] = []
    shapes: list[tuple[int, bool]] = []
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text)), strict=True), 1):
        raw = text[start:end]
        bare = raw.strip()
        if bare:
            first = start if bare[0] == raw[0] else start + raw.index(bare[0])
            last = bare[-1]
            stopped = last in _STOPS or (last in _CLOSERS and bare[-8:].rstrip(_CLOSERS)[-1:] in _STOPS)
            numbers.append(number)
            spans.append(Span(first, first + len(bare)))
            shapes.append((len(bare.split()) if spaced else _spaceless_words(bare), stopped))
    return tuple(
        Line(number, span, *shape, zone)
        for number, span, shape, zone in zip(numbers, spans, shapes, _zones(shapes), strict=True)
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
    zones = [Zone.HEAD] * first + [Zone.BODY] * (last + 1 - first)
    zones = (zones + [Zone.TAIL] * (len(shapes) - len(zones)))[: len(shapes)]
    titles = [n for n in range(first) if shapes[n][0] >= TITLE_WORDS and not shapes[n][1]]
    for n in titles or ([0] if first else []):
        zones[n] = Zone.TITLE
    return zones
