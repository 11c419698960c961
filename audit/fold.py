"""One canonical spelling for matching: case, hamza, tatweel, vowel marks, digits, quotes and spaces are levelled.

Every character folds by itself, into one character or none, except that a run of spaces folds into one; an offset map
leads back to the text as it is.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from audit.text import Span

Fold: TypeAlias = Literal["case", "hamza", "yeh", "digits", "marks"]

FOLDS: Final[tuple[Fold, ...]] = ("case", "hamza", "yeh", "digits", "marks")

_HAMZA: Final = {
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
}
_YEH: Final = {
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
}
_DIGITS: Final = {
    chr(zero + digit): str(digit)
    for zero in (ord("\N{ARABIC-INDIC DIGIT ZERO}"), ord("\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"))
    for digit in range(10)
}
_CASE: Final = {
    # The only lower-casings of one character that depend on neighbours or change the length.
    "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i",
    "\N{GREEK CAPITAL LETTER SIGMA}": "\N{GREEK SMALL LETTER SIGMA}",
    "\N{GREEK SMALL LETTER FINAL SIGMA}": "\N{GREEK SMALL LETTER SIGMA}",
    "\N{LATIN SMALL LETTER LONG S}": "s",
    "\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}",
}
_ALWAYS: Final = {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\t": " ",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ",
    "\N{ZERO WIDTH NON-JOINER}": " ",
}
_TABLES: Final[dict[Fold, dict[str, str]]] = {
    "hamza": _HAMZA,
    "yeh": _YEH,
    "digits": _DIGITS,
    "case": _CASE,
    "marks": {},
}

# Tatweel, Arabic vowel marks, superscript alef, joiners, direction marks, soft hyphen, byte order mark.
MARKS: Final = (
    "\N{ARABIC TATWEEL}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}"
    + "".join(chr(mark) for mark in range(ord("\N{ARABIC FATHATAN}"), ord("\N{ARABIC SUBSCRIPT ALEF}") + 1))
    + "".join(chr(mark) for mark in range(ord("\N{LEFT-TO-RIGHT EMBEDDING}"), ord("\N{RIGHT-TO-LEFT OVERRIDE}") + 1))
    + "".join(chr(mark) for mark in range(ord("\N{LEFT-TO-RIGHT ISOLATE}"), ord("\N{POP DIRECTIONAL ISOLATE}") + 1))
)
_DROPPED: Final = re.compile(rf"[{MARKS}]+|(?<= ) +")
_MARK: Final = re.compile(f"[{MARKS}]+")
_MARK_SET: Final = frozenset(MARKS)
_SHORT: Final = 100
_SPACES: Final = re.compile(" {2,}")


@cache
def _pairs(folds: frozenset[Fold]) -> tuple[tuple[str, str], ...]:
    merged = dict(_ALWAYS)
    for name in folds:
        merged |= _TABLES[name]
    return tuple(merged.items())


@cache
def _table(folds: frozenset[Fold]) -> dict[int, str]:
    return str.maketrans(dict(_pairs(folds)))


def _levelled(text: str, folds: frozenset[Fold]) -> str:
    """One character for one character. On a long text, replacing one after the other is ten times as fast."""
    if text.isascii():
        text = text.replace("\t", " ")
    elif len(text) < _SHORT:
        text = text.translate(_table(folds))
    else:
        for character, level in _pairs(folds):
            if character in text:
                text = text.replace(character, level)
    return text.lower() if "case" in folds else text


_FULL: Final = frozenset(FOLDS)
LETTERS: Final = str.maketrans(_HAMZA | _YEH)
"""Levels only letters: safe on the source of an expression, whose ``\\W`` lower-casing would turn into ``\\w``."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: ``dropped[k]`` is the folded offset before which the k-th character fell out."""

    text: str
    dropped: tuple[int, ...]
    source: str

    def origin(self, start: int, end: int) -> Span:
        """The place in the source of the folded ``[start:end]``, with the marks that sit on its last letter."""
        if not self.dropped:
            return Span(start, end)
        first = start + bisect_right(self.dropped, start)
        if end <= start:
            return Span(first, first)
        last = end - 1 + bisect_right(self.dropped, end - 1) + 1
        while last < len(self.source) and self.source[last] in _MARK_SET:
            last += 1
        return Span(first, last)

    def before(self, start: int) -> str:
        """The source's character directly before the folded offset ``start``; empty at the beginning."""
        at = start + bisect_right(self.dropped, start)
        return self.source[at - 1 : at]

    def after(self, end: int) -> str:
        """The source's character directly after the folded ``end``, a mark on the last letter included."""
        at = end + bisect_right(self.dropped, end - 1)
        return self.source[at : at + 1]

    def folded(self, offset: int) -> int:
        """The folded offset of a source offset."""
        if not self.dropped:
            return offset
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if middle + bisect_right(self.dropped, middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> Folded:
    """The canonical view of a text, every fold applied, with its offset map."""
    level = _levelled(text, _FULL)
    spaces = "  " in level
    if not spaces and _MARK.search(level) is None:
        return Folded(level, (), text)
    dropped: list[int] = []
    kept: list[str] = []
    done = 0
    space = False  # whether the last character kept is a space: a mark between two spaces must not keep both
    for hit in (_DROPPED if spaces else _MARK).finditer(level):
        start, end = hit.span()
        if start > done:
            piece = level[done:start]
            if space and piece[0] == " ":
                dropped.append(done - len(dropped))
                piece = piece[1:]
            if piece:
                kept.append(piece)
                space = piece[-1] == " "
        dropped.extend([start - len(dropped)] * (end - start))
        done = end
    piece = level[done:]
    if space and piece[:1] == " ":
        dropped.append(done - len(dropped))
        piece = piece[1:]
    kept.append(piece)
    return Folded("".join(kept), tuple(dropped), text)


def key(text: str, folds: frozenset[Fold] = _FULL) -> str:
    """The folded spelling alone, under some of the folds: what two wordings are compared by."""
    level = _levelled(text, folds)
    if "marks" in folds:
        level = _MARK.sub("", level)
    return _SPACES.sub(" ", level)
