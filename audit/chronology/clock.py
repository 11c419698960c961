"""Times of day: marks of the half day beside 24 hours, and times that no clock shows."""

from collections.abc import Iterator
from typing import Final

import regex

from audit.chronology.writing import compiled
from audit.fold import key
from audit.rule import Match
from audit.text import Span
from audit.view import View

_MARKS: Final = ("am", "pm", "a.m", "p.m", "a. m", "p. m")
HALF_DAY: Final = (
    *(f"{figure}{gap}{mark}" for figure in range(10) for gap in ("", " ") for mark in _MARKS),
    *(f"{figure} {mark}" for figure in range(10) for mark in ("م", "ص", "ب.ظ", "ق.ظ")),
    *(
        f"{mark}{gap}{figure}"
        for mark in ("오후", "오전", "午後", "午前", "上午")
        for gap in ("", " ")
        for figure in "12"
    ),
)
_LATIN: Final = (
    r"(?<![\d:.,/-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?P<mark>\s?(?P<half>[ap])\.?\s?m\b\.?)"
)
_ARABIC: Final = (
    r"(?<![\d:.,/-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?P<mark>\s(?:(?P<half>[مص])(?=[\s.,)\N{ARABIC COMMA}]|$)(?! ?\.? ?[\d/])|(?P<half>[بق])\.ظ))"
)
_EASTERN: Final = (
    r"(?P<mark>(?P<half>오후|오전|午後|午前|上午)\s?)(?P<hour>\d{1,2})(?:\s?[시時点點:])(?:\s?(?P<minute>\d\d)[분分]?)?"
)
_AFTERNOON: Final = frozenset(("p", "م", "ب", "오후", "午後"))


def half_day(view: View) -> Iterator[Match]:
    """`15:30 PM`."""
    for pattern in (_LATIN, _ARABIC, _EASTERN):
        for hit in compiled(pattern).finditer(view.folded.text):
            hour, minute = int(hit["hour"]), int(hit["minute"] or 0)
            if not 13 <= hour <= 23 or minute > 59:
                continue
            place = view.folded.origin(*hit.span())
            if _german_am(view, hit):
                continue
            mark = view.folded.origin(*hit.span("mark"))
            clock = (
                view.text[mark.end : place.end] if mark.start == place.start else view.text[place.start : mark.start]
            )
            wrong = "" if hit["half"] in _AFTERNOON else "not "
            end = "." if hit.group().endswith(".") and view.text[place.end : place.end + 1] in ("", "\n") else ""
            yield Match(place, {"clock": clock.strip(), "wrong": wrong}, suggestion=clock.strip() + end)


def _german_am(view: View, hit: regex.Match[str]) -> bool:
    """`15:30 am Montag`: outside English texts, `am` in small letters may be a word."""
    if view.language.startswith("en") or not hit.group().rstrip().endswith("am"):
        return False
    end = view.folded.origin(*hit.span()).end
    return view.text[end - 2 : end] == "am"


CLOCKS: Final = (
    *HALF_DAY[: 20 * len(_MARKS)],
    *(
        f"{figure}{gap}{zone}"
        for figure in range(10)
        for gap in ("", " ")
        for zone in ("uhr", "gmt", "utc", "мск", "по моск")
    ),
    *(f"{mark}{gap}{figure}" for mark in "点點時시" for gap in ("", " ") for figure in "6789"),
    *map(key, ("الساعة ", "ساعت ", "saat ")),
)
_ZONED: Final = (
    r"(?<![\d:.,/-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?=\s?(?:a\.\s?m\b|p\.?\s?m\b|uhr\b|gmt\b|utc\b|"
    r"мск\b|по моск))"
    r"|(?<!\p{L})(?:ال)?(?:ساعة|ساعت|saat)\s(?P<hour>\d{1,2}):(?P<minute>\d\d)(?![\d:])"
    r"|(?<![\d:.])(?P<hour>\d{1,2})\s?[点點時시] ?(?P<minute>[6-9]\d)\s?[分분]"
)


def no_such_time(view: View) -> Iterator[Match]:
    """`25:10 Uhr`, `7:75 pm`. Where hours are named by a word, programmes may count on beyond 24: minutes decide."""
    for hit in compiled(_ZONED).finditer(view.folded.text):
        hour, minute = int(hit["hour"]), int(hit["minute"])
        if minute <= 59 and hour <= 24:
            continue
        place = view.folded.origin(hit.start("hour"), hit.end())
        yield Match(Span(*place))


__all__ = ["CLOCKS", "HALF_DAY", "half_day", "no_such_time"]
