"""Dates damaged when a page was put together: printed twice, glued to the next word, their figures torn or cut."""

from collections.abc import Iterator
from typing import Final

import regex

from audit.chronology.writing import compiled, own_years
from audit.dates.find import Date
from audit.finding import Confidence
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import Zone

_WINDOW: Final = 48
"""How long a stamp with its weekday and time is at most, in code points."""
_TWICE: Final = (
    r"(?<![\p{L}\p{N}])(?P<stamp>(?=[^\n]*\d)[\p{L}\p{N}][^\n]{3,46}?[\p{L}\p{N}.])"
    r"(?P<gap>[ \N{NO-BREAK SPACE}]?)(?P=stamp)"
    r"(?![\p{L}\p{N}])"
)
_FIGURES_TWICE: Final = (
    r"(?<![\d/.-])(?P<stamp>\d{4}([/.-])\d{1,2}\2\d{1,2}|\d{1,2}([/.-])\d{1,2}\3\d{4})(?P=stamp)(?![\d/-])"
)
YEARS_GLUED: Final = tuple(
    f"{before}{year}{after}"
    for year in range(2005, 2031)
    for before, after in (
        *((figure, sign) for figure in range(10) for sign in "-/."),
        *((s, f) for s in "-/." for f in range(10)),
    )
)
"""A year whose date another one touches: `2020-05-122020-`, `/20207/`."""


def stamp_twice(view: View) -> Iterator[Match]:
    """`12 May 202012 May 2020`: the same date twice, with nothing or one space between."""
    reach = 0
    text = view.text
    for date in view.dates:
        if not date.months or date.span.end <= reach:
            continue
        low, high = date.months[0].span
        name = text[low:high]
        first = max(0, low - _WINDOW)
        if name not in text[first:low] and name not in text[high : high + _WINDOW]:
            continue
        start = max(text.rfind("\n", first, low) + 1, first)
        for hit in compiled(_TWICE).finditer(text, start, min(len(text), high + 2 * _WINDOW)):
            again = hit.end("gap")
            if not hit.start() <= low < hit.end() or hit.start() < reach or not _dated(hit["stamp"], name):
                continue
            if hit["gap"] and regex.search(r"\d{4}", hit["stamp"]) is None:
                continue  # `3 May 3 May` may be a list
            yield Match(Span(*hit.span()), suggestion=text[again : hit.end()])
            reach = hit.end()


def _dated(stamp: str, month: str) -> bool:
    """Whether a repeated wording is a date and nothing else: a month, figures and at most a few words."""
    return month in stamp and len(regex.findall(r"\p{L}+", stamp)) <= 5 and regex.search(r"\d", stamp) is not None


def figures_twice(view: View) -> Iterator[Match]:
    """`2020-05-122020-05-12`."""
    for hit in compiled(_FIGURES_TWICE).finditer(view.text):
        yield Match(Span(*hit.span()), suggestion=hit["stamp"])


_GLUED: Final = r"(?V1)\p{Lu}\p{Ll}+|[\p{Arabic}&&\p{L}]{2,}"
_ERA_WORDS: Final = r"(?:هـ|ه|م|ش|ق)(?!\p{L})|هجر|ميلاد|میلاد|شمس|قمر|خورشید"


def glued_year(view: View) -> Iterator[Match]:
    """`12 May 2020Reuters`: no space between a date and the next word."""
    for date in view.dates:
        if not date.months or date.year is None or date.era or date.day is None:
            continue
        end = date.year.span.end
        after = compiled(_GLUED).match(view.text, end)
        if after is None or end != date.span.end or compiled(_ERA_WORDS).match(view.text, end):
            continue
        span = Span(date.core.start, after.end())
        yield Match(span, suggestion=f"{view.text[span.start : end]} {after[0]}")


_TORN_FIGURES: Final = (
    r"(?P<gap>,? (?:de |عام |سنة )?)(?P<year>20 [0-4]\d|202 \d|2 0[0-4]\d|19 \d\d|199 \d)"
    r"(?=[.,;:)\]\N{ARABIC COMMA}]|$|\n)"
)
_CUT: Final = r",? (?:de |del )?(?P<year>20|20[0-4])(?=\s*(?:[)\]]|$|\n))"


def torn_figures(view: View) -> Iterator[Match]:
    """`12 May 20 20`: a space inside the year."""
    for date, hit in _after_month(view, _TORN_FIGURES):
        start = date.core.start
        meant = hit["year"].replace(" ", "")
        if int(meant) <= 2049:
            yield Match(Span(start, hit.end()), suggestion=view.text[start : hit.start("year")] + meant)


def cut_year(view: View) -> Iterator[Match]:
    """`14 January 20)`: the year has lost its last figures."""
    own: frozenset[int] | None = None
    for date, hit in _after_month(view, _CUT):
        if date.months[0].month.style == "short":
            continue
        own = own_years(view) if own is None else own
        fitting = {year for year in own if str(year).startswith(str(int(hit["year"])))}
        if not fitting and len(hit["year"]) == 2:
            continue
        start = date.core.start
        year = min(fitting, default=0)
        if len(hit["year"]) == 2 and any(abs(each - 2020) <= 2 for each in fitting):
            year = 2020
        sure = year == 2020 or len(fitting) == 1
        meant = view.text[start : hit.start("year")] + str(year) if sure else None
        yield Match(Span(start, hit.end()), suggestion=meant)


def _after_month(view: View, pattern: str) -> Iterator[tuple[Date, regex.Match[str]]]:
    for date in view.dates:
        if (
            date.months
            and date.day is not None
            and date.year is None
            and date.day.span.start < date.months[0].span.start
        ):
            hit = compiled(pattern).match(view.text, date.months[-1].span.end)
            if hit is not None:
                yield date, hit


_LABEL: Final = r"(?:for|du|vom|del|от|ليوم|عدد|بتاريخ|[|:,\N{EN DASH}\N{EM DASH}-]) ?$"


def last_year(view: View) -> Iterator[Match]:
    """In January pages are dated with the year that is over: `Letters for Jan. 17, 2022`, published in January 2023."""
    heads = [date for date in view.dates if _january(date) and _zone(view, date) is not Zone.BODY]
    for date in heads:
        assert date.year is not None
        assert date.day is not None
        others = [
            each.year.value
            for each in heads
            if each.year is not None
            and each is not date
            and each.day is not None
            and abs(each.day.value - date.day.value) <= 7
        ]
        if not others or any(year != date.year.value + 1 for year in others):
            continue
        line = view.line_at(date.span.start)
        if line is None or line.span.end > date.span.end + 1:
            continue
        if compiled(_LABEL).search(view.text[line.span.start : date.span.start]) is None:
            continue
        low, high = date.year.span.start - date.core.start, date.year.span.end - date.core.start
        text = view.text[date.core.start : date.core.end]
        meant = text[:low] + str(date.year.value + 1) + text[high:]
        yield Match(date.core, {"meant": str(date.year.value + 1)}, Confidence.MEDIUM, meant)


def _january(date: Date) -> bool:
    return date.month == 1 and date.day is not None and date.year is not None and date.year.value >= 1990


def _zone(view: View, date: Date) -> Zone | None:
    line = view.line_at(date.span.start)
    return line.zone if line is not None else None
