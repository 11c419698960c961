"""Stops worth a look: one search of a document finds those before a short fragment and those before a small letter."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final
from unicodedata import normalize

import regex

_MARKS: Final = ".!?\n\r\N{ARABIC FULL STOP}\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}"
_SPACE: Final = "[ \N{NO-BREAK SPACE}]"
# Letters of both cases lie mixed in these blocks; `_NEXT` looks closer.
_SMALL: Final = re.compile(
    rf"\.{_SPACE}{{1,2}}(?=["
    "a-z"
    "\N{LATIN SMALL LETTER SHARP S}-\N{LATIN SMALL LETTER Y WITH DIAERESIS}"
    "\N{LATIN CAPITAL LETTER A WITH MACRON}-\N{LATIN SMALL LETTER EZH WITH CARON}"
    "\N{LATIN CAPITAL LETTER S WITH COMMA BELOW}-\N{LATIN SMALL LETTER T WITH COMMA BELOW}"
    "\N{GREEK SMALL LETTER IOTA WITH DIALYTIKA AND TONOS}-\N{GREEK SMALL LETTER OMEGA WITH TONOS}"
    "\N{CYRILLIC SMALL LETTER A}-\N{CYRILLIC SMALL LETTER DZHE}"
    "\N{CYRILLIC CAPITAL LETTER GHE WITH UPTURN}-\N{CYRILLIC SMALL LETTER GHE WITH UPTURN}"
    "\N{ARMENIAN SMALL LETTER AYB}-\N{ARMENIAN SMALL LETTER FEH}"
    "])"
)
_CAPITAL: Final = (
    "A-Z\N{LATIN CAPITAL LETTER A WITH GRAVE}-\N{LATIN CAPITAL LETTER THORN}\N{LATIN CAPITAL LETTER A WITH MACRON}-"
    "\N{LATIN SMALL LETTER Z WITH CARON}\N{GREEK CAPITAL LETTER ALPHA WITH TONOS}-\N{GREEK CAPITAL LETTER OMEGA}"
    "\N{CYRILLIC CAPITAL LETTER IO}-\N{CYRILLIC CAPITAL LETTER YA}"
    "\N{ARMENIAN CAPITAL LETTER AYB}-\N{ARMENIAN CAPITAL LETTER FEH}"
)
_CAPITALS: Final = re.compile(
    rf"\.{_SPACE}{{1,2}}(?=[{_CAPITAL}][\w'’-]{{1,24}}(?:{_SPACE}[{_CAPITAL}][\w'’-]{{1,24}}){{0,2}}\.(?:\s|\Z))"
)
_NAME: Final = regex.compile(
    r"(?![IVXLCDM]+\.|[\p{Lu}\p{M} ]+\.)(?:\p{Lu}[\p{L}\p{M}\p{N}'’-]+[ \N{NO-BREAK SPACE}]?)+\."
)
_NEXT: Final = regex.compile(
    r"(?!\p{L}*\p{Ll}\p{Lu}|(?:al|el|ul|an|ar|as|ash|at|ad|az)-\p{Lu}|\p{L}*[.@/_:\\(\[=]\S"
    r"|(?:com|org|net|info|html?|php|www|https?)\b|\p{L}\.)\p{Ll}"
)
"""A word that goes on with a sentence: not `iPhone`, `al-Masri`, `example.org`."""
_LAST: Final = regex.compile(
    r"(?r)(?<![\p{L}\p{M}\p{N}.@/_&+#'’-])(?=\p{L}[\p{L}\p{M}'’-])[\p{L}\p{M}]+(?:[-'’][\p{L}\p{M}]+)*"
)
"""A word that may have been torn from its sentence: no initial, no number, no address."""
_SHORT_FORM: Final = regex.compile(r"\p{Lu}\p{L}?|[IVXLCDM]+")
_VOWELS: Final = frozenset("aeiouyæœøıəаеиоуыэюяєіїъαεηιουωաեէըիոօ")
FEW: Final = 12
"""The most words a short fragment has."""
ALONE: Final = 2
"""So many dashes may stand between its words."""
_FRAGMENT: Final = 200
"""No fragment is longer, in code points."""
_STOPS: Final = ".\N{ARABIC FULL STOP}"
_WORD: Final = 40
"""No word is longer, in code points."""
_ABBREVIATED: Final = 5
"""Nor an abbreviation."""
_STYLE: Final = 4
"""Small letters after more stops than this, and after a third of all, are the author's way of writing."""


@lru_cache(maxsize=2)
def short(text: str) -> tuple[tuple[int, int], ...]:
    """The stops of a folded text before a fragment of at most `FEW` words and the next mark.

    With each, how many pieces between spaces the fragment has: its words, or more where a dash stands alone.
    """
    level = text
    for mark in _MARKS:
        level = level.replace(mark, ".")
    # Splitting is several times as fast as searching for any of the marks.
    marks = [end - 1 for end in accumulate(len(piece) + 1 for piece in level.split("."))]
    count = text.count
    return tuple(
        (at, pieces)
        for at, following in pairwise(marks)
        if 1 < following - at <= _FRAGMENT
        and text[at] in _STOPS
        and (pieces := count(" ", at + 2, following - 1) + 1) <= FEW + ALONE
    )


@lru_cache(maxsize=2)
def small(text: str, abbreviations: frozenset[str]) -> tuple[int, ...]:
    """The stops of a text as it is after which a sentence goes on in small letters.

    ``abbreviations`` in lower case, without a stop at their end. A word without a vowel is one, and so is a short one
    that stands twice before such a stop.
    """
    found = list(_torn(text, abbreviations, _SMALL, _NEXT))
    if len(found) > _STYLE and 3 * len(found) > text.count(". "):
        return ()
    words = [word for _, word in found]
    return tuple(at for at, word in found if words.count(word) == 1 or len(word) > _ABBREVIATED)


@lru_cache(maxsize=2)
def capitals(text: str, abbreviations: frozenset[str]) -> tuple[int, ...]:
    """The stops of a text as it is before one to three words in capitals and another stop."""
    return tuple(at for at, _ in _torn(text, abbreviations, _CAPITALS, _NAME))


def _torn(
    text: str, abbreviations: frozenset[str], found: re.Pattern[str], following: regex.Pattern[str]
) -> Iterator[tuple[int, str]]:
    """The stops and the words before them, in lower case, if these are of a shape that takes no stop."""
    for hit in found.finditer(text):
        at = hit.start()
        if following.match(text, hit.end()) is None:
            continue
        last = _LAST.match(text, pos=max(0, at - _WORD), endpos=at)
        if last is None or _SHORT_FORM.fullmatch(last[0]):
            continue
        word = last[0].lower()
        if word not in abbreviations and (last[0].isupper() or not _VOWELS.isdisjoint(normalize("NFD", word))):
            yield at, word
