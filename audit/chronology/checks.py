"""What can be wrong with a date by itself. Checks yield matches, with the date meant if it is known."""

from collections.abc import Iterator, Mapping
from typing import Final

import regex

from audit.calendars import Calendar, gregorian, longest, ordinal, weekday
from audit.chronology.writing import figures_like, goes_on
from audit.dates.find import EAST_WEEKDAYS, LUNAR, SHORT_DAY, Date, Named
from audit.dates.names import Style, month_name, weekday_name
from audit.finding import Confidence
from audit.fold import key
from audit.rule import Match
from audit.text import Span
from audit.view import View

_MODERN: Final[Mapping[Calendar, range]] = {
    Calendar.GREGORIAN: range(1924, 2101),
    Calendar.PERSIAN: range(1303, 1480),
}
"""Years in which a weekday can be checked: every country counts by the Gregorian calendar since 1923."""
_THAI_REFORM: Final = 2484
"""The first year of the Buddhist era that began in January."""
_PAIRED: Final = frozenset(("western", "maghrebi"))
_STOP: Final = " ?[.,;:!?)\\]\"'\\N{ARABIC COMMA}\\N{ARABIC SEMICOLON}\\N{ARABIC QUESTION MARK}]| *$"
_GOES_ON: Final = "في|على|الى|بعد|قبل|من|مع|خلال|عندما|حيث|اثر|عقب|بين|عن|ان|حين|در|به|از|با|که|و|تا|پس"
_FRAGMENT_END: Final = regex.compile(rf"(?:{_STOP}| (?:{_GOES_ON}) )", regex.MULTILINE)
"""After a torn date: the end of the fragment, or a word that does not follow a number that begins a sentence."""
_LATIN_WORD: Final = regex.compile(r"[A-Za-z]{2,}")
_CLOCK: Final = frozenset(("gmt", "utc", "am", "pm", "est", "cet"))
_OTHER_LETTER: Final = regex.compile(r"[\p{Arabic}\p{Hebrew}\p{Cyrillic}\p{Devanagari}]{2}")
LUNAR_MARKS: Final = tuple(f"{figure}{gap}{mark}" for figure in range(10) for gap in ("", " ", "_") for mark in LUNAR)
"""A figure and the mark of a Hijri year behind it, folded."""
_LUNAR_MARK: Final = regex.compile(r"[ _]?(?:هـ|AH\b|ه(?![\p{L}\p{M}]))")


def _part(view: View, span: Span) -> str:
    return view.text[span.start : span.end]


def no_such_day(view: View) -> Iterator[Match]:
    """30 February, 31 April, 29 February of a common year, a thirteenth month."""
    for date in view.dates:
        if date.months:
            found = _named_day(view, date)
        elif not date.readings:
            continue
        else:
            found = _persian_day(view, date) if date.calendar is Calendar.PERSIAN else _day_in_figures(view, date)
        if found is not None:
            yield found


def _named_day(view: View, date: Date) -> Match | None:
    month, day, named = date.month, date.day, date.months[0].month
    if month is None or day is None or named.calendar is Calendar.ISLAMIC:
        return None
    year = common_year(date)
    if named.calendar is Calendar.PERSIAN and (year is None or year not in range(1200, 1500)):
        return None
    if named.calendar is Calendar.GREGORIAN and year is not None and year not in range(1583, 2500):
        return None
    most = longest(named.calendar, month, year)
    if day.value <= most or _counts(view, date):
        return None
    return Match(date.core, {"day": str(day.value), "most": str(most)}, suggestion=_shortened(view, date, most))


def _day_in_figures(view: View, date: Date) -> Match | None:
    if date.calendar is not Calendar.GREGORIAN or not _plausible(date):
        return None
    year, month, day = date.readings[0]
    if any(_exists(reading) for reading in date.readings):
        return None
    swapped = month > 12 >= day
    if day > 31 or month > 31 or (month > 12 and not swapped):
        return None
    if _VERSION.search(key(view.text[max(0, date.span.start - 14) : date.span.start])) is not None:
        return None
    most = 12 if swapped else longest(Calendar.GREGORIAN, month, year or None)
    meant = _swapped(view, date) if swapped else _last_figures(view, date, day, most)
    return Match(date.span, {"day": str(month if swapped else day), "most": str(most)}, suggestion=meant)


def common_year(date: Date) -> int | None:
    """The Gregorian year of a date with a month's name: Thai texts count by the Buddhist era.

    None without a year, and for Thai years that began in April.
    """
    if date.year is None:
        return None
    year = date.year.value
    if not date.months or date.months[0].month.language != "th" or not 2400 <= year < 2700:
        return year
    return year - 543 if year >= _THAI_REFORM else None


def _shortened(view: View, date: Date, most: int) -> str:
    """The date on the month's last day, the nearest there is."""
    assert date.day is not None
    low, high = date.day.span.start - date.core.start, date.day.span.end - date.core.start
    text = _part(view, date.core)
    rest = text[high:]
    if rest.startswith(("st", "nd", "rd")):
        rest = f"th{rest[2:]}"
    return text[:low] + figures_like(text[low:high], most) + rest


_LEADS: Final = regex.compile(r"(?:^|[^\p{L}])(?:on|the|of|by|until|till|since|from|before|after|to|dated?|and) ?$")


def _counts(view: View, date: Date) -> bool:
    """Whether a day without a year may count something: `31 April showers`, `31 Nisan Sokağı`."""
    if date.year is not None or not view.language.startswith(("en", "tr")):
        return False
    assert date.day is not None
    if date.day.span.start > date.months[0].span.start or goes_on(view, date.core.end):
        return False
    if view.language.startswith("tr"):
        return view.text[date.core.end + 1 : date.core.end + 2].isupper()
    return _LEADS.search(key(view.text[max(0, date.span.start - 12) : date.span.start])) is None


_VERSION: Final = regex.compile(
    r"(?:^|[^\p{L}])(?:v|ver|vers|version|versión|versione|release|build|firmware|driver|rev|section|chapter|rule|kapitel|"
    r"abschnitt|ziffer|§|نسخة|الاصدار|اصدار|версия|sürüm)[. ]*$"
)


def _persian_day(view: View, date: Date) -> Match | None:
    """`1401/07/31`, in Persian."""
    if not view.language.startswith(("fa", "ps")) or date.era in LUNAR or len(date.readings) != 1:
        return None
    year, month, day = date.readings[0]
    if year not in range(1300, 1420) or not 0 < day <= 31 or not 0 < month <= 31:
        return None
    if month > 12 >= day:
        return Match(date.span, {"day": str(month), "most": "12"}, suggestion=_swapped(view, date))
    if month > 12 or day <= (most := longest(Calendar.PERSIAN, month, year)):
        return None
    return Match(date.span, {"day": str(day), "most": str(most)}, suggestion=_last_figures(view, date, day, most))


def _last_figures(view: View, date: Date, day: int, most: int) -> str | None:
    """A date in figures with its day, which must be its greatest part, replaced."""
    text = _part(view, date.span)
    places = [hit for hit in regex.finditer(r"\d+", text) if int(hit[0]) == day]
    if len(places) != 1 or date.weekday is not None:
        return None
    return text[: places[0].start()] + figures_like(places[0][0], most) + text[places[0].end() :]


def _plausible(date: Date) -> bool:
    return date.year is None or 1800 <= date.year.value <= 2100


def _exists(reading: tuple[int, int, int]) -> bool:
    year, month, day = reading
    return 1 <= month <= 12 and 1 <= day <= longest(Calendar.GREGORIAN, month, year or None)


def _swapped(view: View, date: Date) -> str | None:
    """`2023-13-05` was meant to be `2023-05-13`."""
    parts = regex.split(r"(\D)", _part(view, date.span))
    return "".join((*parts[:2], parts[4], parts[3], parts[2])) if len(parts) == 5 and len(parts[0]) == 4 else None


def wrong_weekday(view: View) -> Iterator[Match]:
    """A full date on another day of the week than the calendar's."""
    for date in view.dates:
        if date.weekday is None or date.year is None:
            continue
        if date.months:
            if date.day is None or date.month is None:
                continue
            calendar = date.months[0].month.calendar
            readings: tuple[tuple[int, int, int], ...] = ((common_year(date) or 0, date.month, date.day.value),)
        else:
            calendar, readings = date.calendar, date.readings
        if readings[0][0] not in _MODERN.get(calendar, ()):
            continue
        if not all(0 < month <= 12 and 0 < day <= longest(calendar, month, year) for year, month, day in readings):
            continue
        right = [weekday(ordinal(calendar, *reading)) for reading in readings]
        if date.weekday.value in right:
            continue
        name = _weekday_like(view, date, right[0]) if len(right) == 1 else None
        low, high = date.weekday.span
        span = Span(date.span.start, max(date.span.end, high + (view.text[high : high + 1] == ")")))
        text, start = _part(view, span), span.start
        meant = text[: low - start] + name + text[high - start :] if name else None
        yield Match(span, {"right": name or "", "written": _part(view, date.weekday.span)}, suggestion=meant)


def _weekday_like(view: View, date: Date, number: int) -> str | None:
    """The weekday's name, as short as the one it replaces; in the language of the month's name."""
    assert date.weekday is not None
    written = _part(view, date.weekday.span)
    language = date.months[0].month.language if date.months else view.language
    short = not language.startswith("en") and len(written) <= SHORT_DAY
    name = weekday_name(language, number, short=short)
    if len(written) == 1:
        row = {"ja": 1, "ko": 2}.get(view.language[:2], 0)
        return EAST_WEEKDAYS[row][number]
    if name is None:
        return None
    return name[:3] if language.startswith("en") and len(written) == 3 else name


def doubled_month(view: View) -> Iterator[Match]:
    """One name on both sides of the slash, where its other name belongs."""
    for date in view.dates:
        if len(date.months) != 2:
            continue
        first, second = date.months
        if first.month != second.month or key(_part(view, first.span)) != key(_part(view, second.span)):
            continue
        style: Style = "western" if first.month.style == "levantine" else "levantine"
        other = month_name(first.month.language, style, first.month.number)
        span = _pair_span(view, date)
        text = _part(view, span)
        low, high = second.span.start - span.start, second.span.end - span.start
        meant = text[:low] + other + text[high:] if other else _part(view, first.span)
        yield Match(span, {"month": _part(view, first.span)}, suggestion=meant)


def _pair_span(view: View, date: Date) -> Span:
    end = date.months[1].span.end
    if date.joint == "(":
        end = view.text.find(")", end) + 1 or end
    return Span(date.months[0].span.start, end)


def month_pair(view: View) -> Iterator[Match]:
    """Two names that should be one month and are not: a common Arabic name and a Levantine one."""
    for date in view.dates:
        if len(date.months) != 2 or date.month is not None:
            continue
        styles = {named.month.style for named in date.months}
        if "levantine" not in styles or not styles & _PAIRED:
            continue
        fitting = [named for named in date.months if _on_weekday(date, named)]
        meant = _as_pair(view, date, fitting[0]) if len(fitting) == 1 else None
        first, second = (_part(view, named.span) for named in date.months)
        yield Match(_pair_span(view, date), {"first": first, "second": second}, suggestion=meant)


def _on_weekday(date: Date, named: Named) -> bool:
    if date.weekday is None or date.day is None or date.year is None:
        return False
    month, year = named.month.number, date.year.value
    if date.day.value > longest(Calendar.GREGORIAN, month, year):
        return False
    return weekday(ordinal(Calendar.GREGORIAN, year, month, date.day.value)) == date.weekday.value


def _as_pair(view: View, date: Date, right: Named) -> str | None:
    """The pair with the wrong name replaced by the right month's other name."""
    wrong = next(named for named in date.months if named is not right)
    style: Style = "levantine" if wrong.month.style == "levantine" else "western"
    other = month_name(wrong.month.language, style, right.month.number)
    span = _pair_span(view, date)
    text = _part(view, span)
    low, high = wrong.span.start - span.start, wrong.span.end - span.start
    return text[:low] + other + text[high:] if other else None


def torn_year(view: View) -> Iterator[Match]:
    """A full stop between the month and its year, at the end of a fragment."""
    for date in view.dates:
        if date.torn != "year" or date.year is None or not _full_name(view, date):
            continue
        end = date.year.span.end
        if not 1800 <= date.year.value <= 2100 or not at_fragment_end(view, end):
            continue
        start = date.core.start
        month = _part(view, Span(start, date.months[-1].span.end))
        if date.joint == "(":
            month += ")"
        year = _part(view, date.year.span)
        stop = "." if view.text[end : end + 1] == "." else ""
        yield Match(Span(start, end + len(stop)), suggestion=f"{month} {year}{stop}")


def torn_day(view: View) -> Iterator[Match]:
    """The stop of an English abbreviation kept behind a full month name: `Jan. 3` carried over."""
    for date in view.dates:
        if date.torn != "day" or date.day is None or not _full_name(view, date):
            continue
        end = date.span.end
        if date.year is None and not at_fragment_end(view, end):
            continue
        parts = [_part(view, date.day.span), _part(view, date.months[-1].span)]
        if date.year is not None:
            parts.append(_part(view, date.year.span))
        yield Match(date.core, suggestion=" ".join(parts))


def _full_name(view: View, date: Date) -> bool:
    """Whether the month is no abbreviation: `Jan. 2020` and `Sept. 11` are right."""
    last = date.months[-1] if date.months else None
    if last is None or last.month.style == "short":
        return False
    return not view.text[last.span.start].isascii() or last.span.end - last.span.start > 4


def at_fragment_end(view: View, end: int) -> bool:
    """Whether what ends here may end a phrase: a mark, the line's end or a preposition follows, no counted noun."""
    return _FRAGMENT_END.match(key(view.text[end : end + 16].partition("\n")[0])) is not None


_AROUND: Final = 400
"""How much of a line is looked at on both sides of a date, in code points."""


def foreign_date(view: View) -> Iterator[Match]:
    """An English date in a line of another script that has no other English words."""
    for date in view.dates:
        if not date.months or date.day is None or date.year is None:
            continue
        named = date.months[0]
        if named.month.language != "en" or view.language.startswith("en"):
            continue
        line = view.line_at(date.span.start)
        if line is None:
            continue
        before = view.text[max(line.span.start, date.span.start - _AROUND) : date.span.start]
        rest = before + " " + view.text[date.span.end : min(line.span.end, date.span.end + _AROUND)]
        if not _OTHER_LETTER.search(rest) or any(word.lower() not in _CLOCK for word in _LATIN_WORD.findall(rest)):
            continue
        month = month_name(view.language, "western", named.month.number)
        meant = f"{date.day.value} {month} {date.year.value}" if month else None
        yield Match(date.span, suggestion=meant)


def wrong_era(view: View) -> Iterator[Match]:
    """A Gregorian year with the mark of a Hijri one."""
    dated = {date.year.span: date for date in view.dates if date.year is not None}
    places = dict.fromkeys((*dated, *(number.span for number in view.years)))
    for place in places:
        mark = _LUNAR_MARK.match(view.text, place.end)
        if mark is None or not 1700 <= int(_part(view, place)) <= 2100:
            continue
        date = dated.get(place)
        start = date.core.start if date and date.months else place.start
        text = view.text[start : place.end]
        meant = " ".join(regex.split(r"[ _]+", text.strip()))
        yield Match(Span(start, mark.end()), {"year": _part(view, place)}, suggestion=meant)


def solar_number(view: View) -> Iterator[Match]:
    """A Solar Hijri date in numbers, `1404/09/24`, where the page counts by the Gregorian calendar."""
    modern = [number.value for number in view.years if number.value >= 1990]
    for date in view.dates:
        if date.calendar is not Calendar.PERSIAN or date.months or date.year is None or date.era in LUNAR:
            continue
        year, month, day = date.readings[0]
        if len(date.readings) > 1 or not (0 < month <= 12 and 0 < day <= longest(Calendar.PERSIAN, month, year)):
            continue
        if not _part(view, date.span).lstrip().startswith(_part(view, date.year.span)) or year < 1370:
            continue
        meant = gregorian(ordinal(Calendar.PERSIAN, year, month, day))
        fits = not modern or min(abs(meant.year - other) for other in modern) <= 5
        name = month_name(view.language, "western", meant.month)
        suggestion = f"{meant.day} {name} {meant.year}" if name else meant.isoformat()
        yield Match(date.span, {"meant": suggestion}, None if fits else Confidence.LOW, suggestion)
