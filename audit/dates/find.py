"""Finds dates. The search starts from numbers, slashes and brackets: only their neighbours are looked up as names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

import regex

from audit.calendars import Calendar
from audit.dates.names import WORD, Month, Names, names
from audit.fold import Folded
from audit.text import Span

Torn: TypeAlias = Literal["year", "day"]


class Number(NamedTuple):
    """A day or year as written."""

    value: int
    span: Span


class Named(NamedTuple):
    """A month as written."""

    month: Month
    span: Span


class Date(NamedTuple):
    """A date and its parts, with their places in the document's text (code points).

    ``months`` holds two names for a pair such as ``July / Tammuz``, none for a date in numbers, whose readings are in
    ``readings`` as (year, month, day). ``weekday`` counts from 0 for Monday. ``torn``: a full stop stands between the
    month and its year, or its day, that follows.
    """

    span: Span
    calendar: Calendar = Calendar.GREGORIAN
    weekday: Number | None = None
    day: Number | None = None
    months: tuple[Named, ...] = ()
    joint: str = ""
    year: Number | None = None
    era: str = ""
    torn: Torn | None = None
    readings: tuple[tuple[int, int, int], ...] = ()

    @property
    def core(self) -> Span:
        """The date's place without its weekday."""
        starts = [part.span.start for part in (self.day, *self.months) if part is not None]
        return Span(min(starts), self.span.end) if starts else self.span

    @property
    def month(self) -> int | None:
        """The number of the month, unless it is in doubt."""
        if self.months:
            return self.months[0].month.number if len({named.month.number for named in self.months}) == 1 else None
        return self.readings[0][1] if len(self.readings) == 1 else None


_LINKS: Final = (
    "of|in|the|de|del|do|da|di|des|του|της|ปี|le|el|o|il|den|dem|der|vom|van|року"
    "|من|عام|سنه|سنة|العام|لعام|لسنة|شهر|ماه|سال"
)
"""Words that may stand between a day, its month and its year."""
_EDGE: Final = r"(?![\p{L}\p{M}\p{N}])"
_FIGURES: Final = regex.compile(r"(?<!\d)\d{1,4}(?:(?=[-/.]\d{1,2}[-/.]\d)|(?P<east>)(?=\s?[年月년월]))")
_BESIDE: Final = regex.compile(r"[\d/(]")
_JOINT: Final = regex.compile(r" ?([/(\-]) ?")
_DAY_BEFORE: Final = regex.compile(
    r"(?<![0-9.,:/\p{L}\N{ARABIC DECIMAL SEPARATOR}])(\d{1,2})"
    r"(?:st|nd|rd|th|er|ro|o|a|e|-го|-е|\.|\N{MASCULINE ORDINAL INDICATOR})?"
    rf"(?:[ ,_\N{{ARABIC COMMA}}]{{0,3}}(?:(?:{_LINKS}) ){{0,2}}|-)$"
)
_AFTER: Final = regex.compile(
    rf"(?P<stop> ?\. ?(?=\d))?(?:(?P<dot>\.)?[ _]{{0,2}}(?:[,\N{{ARABIC COMMA}}] ?)?(?:(?:{_LINKS}) ){{0,2}})?"
    rf"(?:[พค]\.? ?ศ\.? ?)?[(_]?(?P<number>\d{{1,4}})(?P<ordinal>st|nd|rd|th)?"
    rf"(?![0-9%]|[.,:/\N{{ARABIC DECIMAL SEPARATOR}}]\d)"
)
_YEAR_AFTER_DAY: Final = regex.compile(rf"(?: ?[,.\N{{ARABIC COMMA}}])? ?(?:(?:{_LINKS}) )?(\d{{4}})(?![0-9]|[.,:]\d)")
_ERA: Final = regex.compile(rf"[ _]?(ah|ad|bc|bce|ce|هـ?\.? ?ش|هـ|ه|ش|م|ق\.? ?م){_EDGE}")
_BRACKET_DAY: Final = regex.compile(r"(?: года| г\.| року)? ?\(([\p{L}\p{M} ]{2,24})\)")
_HYPHEN_YEAR: Final = regex.compile(r"-(?P<number>\d{4})(?![\d-])")
_LATE_DAY: Final = regex.compile(
    r"(?: года| г\.| року)?(?P<comma>[,\N{ARABIC COMMA}])? (?P<day>[\p{L}\p{M}'-]{3,16})"
    r"(?P<end>[ \t]*(?:[,.;:)|\n]|$))?"
)
_EAST_DAY: Final = regex.compile(
    r"\s?[\N{FULLWIDTH LEFT PARENTHESIS}(]?(?:(?:星期|礼拜|週|周)(?P<day>[一二三四五六日天])"
    r"|(?P<letter>[月火水木金土日])(?:曜|(?=[)\N{FULLWIDTH RIGHT PARENTHESIS}])))"
)
SHORT_DAY: Final = 3
"""So many letters at most have the short names of weekdays; but in English, a stop or comma must follow them."""
_ABBREVIATED: Final = frozenset(("fr", "de", "es", "it", "pt", "ru", "uk", "tr", "nl", "pl"))
_LATE: Final = frozenset(("tr", "az", "uz", "kk", "hu"))
"""Languages in which a weekday follows its date, without a comma."""
_REIGN: Final = regex.compile(r"(?P<era>令和|平成|昭和|民[國国])\s?(?P<count>元|\d{1,3})\s?年\s?$")
_FIRST_YEARS: Final = {"令和": 2019, "平成": 1989, "昭和": 1926, "民國": 1912, "民国": 1912}
"""The Gregorian years of the first years of reigns in Japan, and of the republic that Taiwan counts from."""
_ISO: Final = regex.compile(r"(?<![0-9.,:/\-A-Za-z_=])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![0-9/\-_=]|[.,:]\d)")
_DMY: Final = regex.compile(r"(?<![0-9.,:/\-A-Za-z_=])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![0-9/\-_=]|[.,:]\d)")
_EAST: Final = regex.compile(
    r"(?:(?P<year>\d{4})\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]"
    r"(?:\s?[\N{FULLWIDTH LEFT PARENTHESIS}(,\N{FULLWIDTH COMMA}]?\s?"
    r"(?:(?:星期|礼拜|週|周)(?P<weekday>[一二三四五六日天])"
    r"|(?P<letter>[月火水木金土日월화수목금토일])(?:曜日?|요일|(?=[\N{FULLWIDTH RIGHT PARENTHESIS})])))"
    r"[\N{FULLWIDTH RIGHT PARENTHESIS})]?)?"
)
EAST_WEEKDAYS: Final = ("一二三四五六日", "月火水木金土日", "월화수목금토일")
"""Weekdays from Monday in one letter: Chinese, Japanese, Korean."""
_YEARS: Final = regex.compile(r"(?<![0-9.,:/\-\p{L}])(?:1[0-9]|20)\d\d(?![0-9%]|[.,:/]\d)")
_LATEST: Final = 39
"""Impossible days up to this one are days too, when a year follows their month."""
_NEAR: Final = 20
"""How far from a month its day or year stands at most, in folded code points."""
_REACH: Final = 40
"""How far from a number names are looked for, in folded code points: three words of a long language."""
_BETWEEN: Final = frozenset(" ,_(-\N{ARABIC COMMA}:")


def find_dates(folded: Folded, language: str) -> tuple[Date, ...]:
    """The dates of a text, by their place. Names are those of the document's language (see `names`)."""
    base = language.partition("-")[0]
    return tuple(sorted(_Search(folded, names(language), base).dates(), key=lambda date: date.span))


def find_years(folded: Folded) -> tuple[Number, ...]:
    """Every number from 1000 to 2099 that may be a year, by its place."""
    return tuple(Number(int(hit[0]), folded.origin(*hit.span())) for hit in _YEARS.finditer(folded.text))


class _Word(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Search:
    folded: Folded
    names: Names
    language: str

    def dates(self) -> Iterator[Date]:
        yield from self._named()
        reach = 0
        for hit in _FIGURES.finditer(self.folded.text):
            start, end = hit.span()
            if start < reach:
                continue
            if hit["east"] is not None:
                if eastern := _EAST.match(self.folded.text, start):
                    reach = eastern.end()
                    yield self._eastern(eastern)
            elif found := self._numeric(start, end - start):
                yield found

    def _named(self) -> Iterator[Date]:
        """The dates with a month's name: names are looked for first, then figures or a second name beside them."""
        text, prefixes = self.folded.text, self.names.prefixes
        seen: set[int] = set()
        for _, start, end in self.names.machine.find_matches_as_indexes(text, overlapping=True):
            if text[end : end + 1].isalpha() or start in seen:
                continue
            first = start - 1
            if start and text[first].isalpha() and (text[first] not in prefixes or text[first - 1 : first].isalpha()):
                continue
            if not _BESIDE.search(text, max(0, start - _NEAR), end + _NEAR):
                continue
            named = self._month_at(start if first < 0 or not text[first].isalpha() else first)
            date = self._around(named) if named and named.span.start not in seen else None
            if date is not None:
                seen.update(each.span.start for each in date.months)
                yield self._placed(date)

    def _words_before(self, at: int) -> list[_Word]:
        text = self.folded.text
        low = max(text.rfind("\n", max(0, at - _REACH), at) + 1, at - _REACH, 0)
        found = [_Word(hit[0], *hit.span()) for hit in WORD.finditer(text, low, at)]
        if found and found[0].start and WORD.match(text, found[0].start - 1):
            del found[0]
        return found

    def _month_at(self, at: int) -> Named | None:
        """The longest month name that begins here, its attached letter left out. Spans are folded ones."""
        text = self.folded.text
        first = WORD.match(text, at)
        if first is None:
            return None
        for bare in self.names.bare(first[0]):
            for name in self.names.starts.get(bare, ()):
                end = first.end()
                for part in name[1:]:
                    following = WORD.match(text, end + 1) if text[end : end + 1] in (" ", "-", "'") else None
                    if following is None or following[0] != part:
                        break
                    end = following.end()
                else:
                    return Named(self.names.months[name], Span(first.end() - len(bare), end))
        return None

    def _month_ending(self, word: _Word) -> Named | None:
        for before in self._words_before(word.start)[-2:]:
            named = self._month_at(before.start)
            if named is not None and named.span.end == word.end:
                return named
        return None

    def _around(self, named: Named) -> Date | None:
        """The date around a month; spans are folded ones."""
        months, joint, end = self._pair(named)
        if not joint and (first := self._first_of_pair(named)):
            named, (months, joint, end) = first, self._pair(first)
        day, start = self._day_before(named.span.start)
        year, late_day, torn, end = self._year_after(end, day)
        day = day or late_day
        if day is not None and day.value > 31 and year is None:
            day, start = None, named.span.start
        if day is None and year is None and not joint:
            return None
        era = ""
        if year is not None and (hit := _ERA.match(self.folded.text, end)):
            era, end = hit[1], hit.end()
        weekday, first_letter = self._weekday(start, end)
        span = Span(min(first_letter, start), end)
        return Date(span, named.month.calendar, weekday, day, months, joint, year, era, torn)

    def _first_of_pair(self, named: Named) -> Named | None:
        """The month before a slash or bracket, when this one stands after it: a pair is found through its first."""
        before = self.folded.text[max(0, named.span.start - 3) : named.span.start].rstrip(" ")
        words = self._words_before(named.span.start)[-1:] if before.endswith(("/", "(")) else []
        first = (self._month_ending(words[0]) or self._month_at(words[0].start)) if words else None
        return first if first and len(self._pair(first)[0]) == 2 else None

    def _day_before(self, start: int) -> tuple[Number | None, int]:
        """The day before a month, and where the date begins."""
        text, word = self.folded.text, start
        while word and start - word < 2 and text[word - 1].isalpha():
            word -= 1  # a letter written onto the name
        head = text[max(0, word - 24) : word]
        hit = _DAY_BEFORE.search(head)
        if hit is None or not 0 < int(hit[1]) <= _LATEST:
            return None, start
        place = Span(*(word - len(head) + at for at in hit.span(1)))
        return Number(int(hit[1]), place), place.start

    def _year_after(self, end: int, day: Number | None) -> tuple[Number | None, Number | None, Torn | None, int]:
        """The year, or the day and its year, after a month, what tears them off, and where the date ends."""
        text = self.folded.text
        if hyphened := _HYPHEN_YEAR.match(text, end):
            return Number(int(hyphened["number"]), Span(*hyphened.span("number"))), None, None, hyphened.end()
        hit = _AFTER.match(text, end)
        if hit is None:
            return None, None, None, end
        value, place = int(hit["number"]), Span(*hit.span("number"))
        stopped = hit["stop"] is not None or hit["dot"] is not None
        if len(hit["number"]) == 4:
            return Number(value, place), None, "year" if stopped else None, place.end
        if day is not None or len(hit["number"]) > 2 or not 0 < value <= 31:
            return None, None, None, end
        year, end = None, hit.end()
        if following := _YEAR_AFTER_DAY.match(text, end):
            year, end = Number(int(following[1]), Span(*following.span(1))), following.end()
        return year, Number(value, place), "day" if stopped else None, end

    def _pair(self, named: Named) -> tuple[tuple[Named, ...], str, int]:
        """The month names that stand side by side, what joins them, and where they end."""
        text, end = self.folded.text, named.span.end
        hit = _JOINT.match(text, end)
        if hit is None or hit[1] == "-":
            return (named,), "", end
        other = self._month_at(hit.end())
        if other is None or other.span.start != hit.end():
            return (named,), "", end
        if hit[1] == "(":
            closing = regex.match(r" ?\)", text[other.span.end : other.span.end + 2])
            if closing is None:
                return (named,), "", end
            return (named, other), "(", other.span.end + closing.end()
        return (named, other), "/", other.span.end

    def _weekday(self, start: int, end: int) -> tuple[Number | None, int]:
        """The weekday directly before a date or in brackets after it, and where the date begins with it."""
        text, weekdays = self.folded.text, self.names.weekdays
        if hit := _BRACKET_DAY.match(text, end):
            value = weekdays.get(tuple(WORD.findall(hit[1])))
            if value is not None:
                return Number(value, Span(*hit.span(1))), start
        found, first = self._weekday_before(start)
        return (found, first) if found is not None else (self._weekday_after(end), start)

    def _weekday_after(self, end: int) -> Number | None:
        if self.language in ("zh", "ja"):
            eastern = _EAST_DAY.match(self.folded.text, end)
            if eastern is None:
                return None
            group, row = ("day", EAST_WEEKDAYS[0]) if eastern["day"] else ("letter", EAST_WEEKDAYS[1])
            return Number(6 if eastern[group] == "天" else row.index(eastern[group]), Span(*eastern.span(group)))
        hit = _LATE_DAY.match(self.folded.text, end)
        if hit is None or not (self.language in _LATE or (hit["comma"] and hit["end"] is not None)):
            return None
        value = self.names.weekdays.get(tuple(WORD.findall(hit["day"])))
        return None if value is None else Number(value, Span(*hit.span("day")))

    def _weekday_before(self, start: int) -> tuple[Number | None, int]:
        text, weekdays = self.folded.text, self.names.weekdays
        words, date_start = self._words_before(start)[-4:], start
        if words and words[-1].text in _BEFORE_DATE:
            words, start = words[:-1], words[-1].start
        for count in (2, 1):
            some = words[-count:]
            gap = text[some[-1].end : start] if some else ""
            short = count == 1 and len(some) == 1 and some[0].end - some[0].start <= SHORT_DAY
            if short and self.language in _ABBREVIATED:
                if not gap.startswith((".", ",")):
                    continue
                gap = gap.lstrip(".")
            if len(some) < count or not set(gap) <= _BETWEEN:
                continue
            for bare in self.names.bare(some[0].text):
                value = weekdays.get((bare, *(word.text for word in some[1:])))
                if value is not None:
                    first = some[0].end - len(bare)
                    return Number(value, Span(first, some[-1].end)), first
            if count == 1 and some[0].text.endswith(_THAI_ON):
                value = weekdays.get((some[0].text.removesuffix(_THAI_ON),))
                if value is not None:
                    return Number(value, Span(some[0].start, some[0].end - len(_THAI_ON))), some[0].start
        return None, date_start

    def _numeric(self, start: int, length: int) -> Date | None:
        text = self.folded.text
        if length == 4:
            hit = _ISO.match(text, start)
            if hit is None:
                return None
            year, month, day = int(hit[1]), int(hit[3]), int(hit[4])
            readings: tuple[tuple[int, int, int], ...] = ((year, month, day),)
            number = Number(year, Span(*hit.span(1)))
        else:
            hit = _DMY.match(text, start) if length <= 2 else None
            if hit is None:
                return None
            first, second, year = int(hit[1]), int(hit[3]), int(hit[4])
            number = Number(year, Span(*hit.span(4)))
            readings = ((year, second, first), (year, first, second))
            if first > 12 or hit[2] == ".":
                readings = readings[:1]
            elif second > 12:
                readings = readings[1:]
        if not all(month and day for _, month, day in readings):
            return None
        end = hit.end()
        era = ""
        if mark := _ERA.match(text, end):
            era, end = mark[1], mark.end()
        calendar = Calendar.PERSIAN if 1300 <= number.value < 1420 else Calendar.GREGORIAN
        if 1420 <= number.value < 1500 or (calendar is Calendar.PERSIAN and era in LUNAR):
            calendar = Calendar.ISLAMIC
        weekday, first = self._weekday(start, end)
        return self._placed(Date(Span(first, end), calendar, weekday, year=number, era=era, readings=readings))

    def _eastern(self, hit: regex.Match[str]) -> Date:
        year = Number(int(hit["year"]), Span(*hit.span("year"))) if hit["year"] else self._reign(hit.start())
        group = "weekday" if hit["weekday"] else "letter"
        weekday = None
        if letter := hit[group]:
            letters = EAST_WEEKDAYS[0] if group == "weekday" else EAST_WEEKDAYS[1 if letter in EAST_WEEKDAYS[1] else 2]
            weekday = Number(6 if letter == "天" else letters.index(letter), Span(*hit.span(group)))
        reading = (year.value if year else 0, int(hit["month"]), int(hit["day"]))
        return self._placed(Date(Span(*hit.span()), weekday=weekday, year=year, readings=(reading,)))

    def _reign(self, start: int) -> Number | None:
        """The Gregorian year of a count by reigns that ends here, with the place of the count."""
        low = max(0, start - 12)
        hit = _REIGN.search(self.folded.text[low:start])
        if hit is None:
            return None
        count = 1 if hit["count"] == "元" else int(hit["count"])
        place = Span(*(low + at for at in hit.span("count")))
        return Number(_FIRST_YEARS[hit["era"]] + count - 1, place)

    def _placed(self, date: Date) -> Date:
        """The date with spans of the document instead of the folded text."""
        if not self.folded.dropped:
            return date  # the places are the same
        place = self.folded.origin

        def number(part: Number | None) -> Number | None:
            return part and Number(part.value, place(*part.span))

        return date._replace(
            span=place(*date.span),
            weekday=number(date.weekday),
            day=number(date.day),
            year=number(date.year),
            months=tuple(Named(named.month, place(*named.span)) for named in date.months),
        )


LUNAR: Final = frozenset(("ah", "\N{ARABIC LETTER HEH}"))
"""Marks of a lunar Hijri year, folded."""
_THAI_ON: Final = "ที่"
"""Written onto the weekday that stands before a date."""
_BEFORE_DATE: Final = frozenset(
    ("the", "le", "el", "den", "dem", "der", "on", "dia", "día", "الموافق", "موافق", "المصادف", "يوم", "مورخ", "مورخه")
)
