"""Names that differ by a letter or two: one name that was spelled in two ways, told from names that are two.

In scripts with capitals a name shows itself. Endings are grammar in most languages, so two spellings must end alike;
what is left are letters dropped, doubled, swapped or replaced inside the word.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final
from unicodedata import normalize

import regex

LEAST: Final = 7
"""Letters of a name that is compared by itself."""
LEAST_PAIRED: Final = 5
"""Letters of a surname behind one and the same given name."""
_TAIL: Final = 3
"""Letters at the end that must be alike, behind which no ending hides."""
_LOWER: Final = "a-zß-öø-ÿĀ-ſа-яёіїєґ"
# Each expression by the module that is faster at it; most texts have letters of one script only.
_LATIN: Final = regex.compile(rf"[A-Z][a-zß-öø-ÿĀ-ſ]{{{LEAST_PAIRED - 1},}}")
_CYRILLIC: Final = re.compile(rf"[А-ЯЁІЇЄҐ][а-яёіїєґ]{{{LEAST_PAIRED - 1},}}")
_BEFORE: Final = re.compile(r"[\w'’@#/.]")
_AFTER: Final = re.compile(r"[\w@'’]|\.\w")
_MOST: Final = 2
_GIVEN: Final = re.compile(rf"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][{_LOWER}]{{2,}} $")
_GIVEN_REACH: Final = 16
_JOINED: Final = re.compile(rf"-[{_LOWER}]{{2,}}")
_NEAR: Final = 60
"""Characters between two spellings one of which may explain the other."""
_SAME_INITIAL: Final = str.maketrans("GQCJÇ", "KKKYK")
# What engines and houses write for one foreign sound, and the vowels, which are written or not.
_SOUNDS: Final = str.maketrans(
    {letter: group[0] for group in ("كجغقگک", "سثص", "تط", "زظذض", "فڤ") for letter in group}
    | dict.fromkeys("اويىهةی", "")
)


def near_capitals(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the rarer spelling of a name begins and ends, and the usual spelling."""
    names = set(_LATIN.findall(text))
    if "\N{CYRILLIC SMALL LETTER A}" in text:
        names.update(_CYRILLIC.findall(text))
    endings = Counter([name[-_TAIL:] for name in names])
    buckets: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if endings[name[-_TAIL:]] > 1:
            buckets.setdefault((name[0].translate(_SAME_INITIAL) + name[1], name[-_TAIL:]), []).append(name)
    for alike in buckets.values():
        near = {name for one, other in combinations(alike, 2) if _near(one, other) for name in (one, other)}
        if near:
            yield from _rarer(text, sorted(near))


def _near(one: str, other: str) -> bool:
    """A first look: few letters of their own, and no more than two edits."""
    return (
        abs(len(one) - len(other)) <= _MOST
        and len(set(one) ^ set(other)) <= 2 * _MOST
        and distance(one, other, _MOST) <= _MOST
    )


def _rarer(text: str, names: list[str]) -> Iterator[tuple[int, int, str]]:
    places = {name: starts for name in names if (starts := _places(text, name))}
    ranked = sorted(places, key=lambda name: (-len(places[name]), places[name][0]))
    for number, rare in enumerate(ranked):
        usual = next((other for other in ranked[:number] if _one_name(text, other, rare, places)), None)
        if usual is not None:
            yield from ((at, at + len(rare), usual) for at in places[rare])


def _places(text: str, name: str) -> list[int]:
    """Where a name stands as a whole word, and not in an address."""
    found = []
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not _BEFORE.search(text[max(0, at - 1) : at]) and not _AFTER.match(text, end):
            found.append(at)
        at = text.find(name, end)
    return found


def _one_name(text: str, usual: str, rare: str, places: dict[str, list[int]]) -> bool:
    beside = _beside(text, usual, places[usual]) & _beside(text, rare, places[rare])
    if not beside and (min(len(usual), len(rare)) < LEAST or len(places[usual]) < 2 or len(places[rare]) > 1):
        return False
    allowed = _MOST if beside else 1
    if distance(usual[1:], rare[1:], allowed) > allowed:
        return False
    # A word that also stands in small letters is no name, and one spelling explains the other in brackets.
    return not (
        any(_places(text, name.lower()) for name in (usual, rare))
        or any("(" in between or ")" in between for between in _between(text, places[usual], places[rare]))
    )


def _beside(text: str, name: str, starts: list[int]) -> frozenset[str]:
    """The words with a capital that stand right before, and what a hyphen joins behind."""
    before = (_GIVEN.search(text, max(0, start - _GIVEN_REACH), start) for start in starts)
    behind = (_JOINED.match(text, start + len(name)) for start in starts)
    return frozenset(hit[0] for hit in (*before, *behind) if hit)


def _between(text: str, one: list[int], other: list[int]) -> Iterator[str]:
    for first in one:
        for second in other:
            if abs(first - second) < _NEAR:
                yield text[min(first, second) : max(first, second)]


@lru_cache(maxsize=4096)
def sounds(name: str) -> str:
    """What is left of an Arabic or Persian spelling of a foreign name when letters of like sound are one."""
    return re.sub(r"(.)\1", r"\1", normalize("NFKC", name).translate(_SOUNDS))


def distance(one: str, other: str, most: int) -> int:
    """Letters dropped, added, replaced or swapped with the next one; anything above ``most`` is ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == sign:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)
