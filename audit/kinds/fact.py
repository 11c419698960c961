"""``kind: fact``: a date in the same sentence as an event or an institution, and before there was any, or after it.

Many facts are best written as a table, one a line: what is known, a date, perhaps the event; a name for the message;
then by language (or several languages of one spelling) how texts name it::

    on 2020-01-03 death | the killing of Qasem Soleimani | ar: قاسم سليماني, سليماني | en fr: Qasem Soleimani
    not_before 2014-06 | the Popular Mobilization Forces | ar: الحشد الشعبي | en: Hashd al-Shaabi
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.calendars import Calendar, longest, ordinal
from audit.chronology.writing import figures_like
from audit.conditions import CLITICS
from audit.dates.find import Date
from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.prefilter.automaton import naive_hits
from audit.rule import Match
from audit.text import Span
from audit.view import View

_REACH: Final = 60
"""How far a date may stand from what it dates, in folded code points."""
_DIRECT: Final = 12
"""A date that stands so near dates the event itself."""
_DENIED: Final = 20
"""How far before an event's word a denial may stand."""
_WORDING: Final = 40
"""How far an event's word may stand before the name, in folded code points."""
_BESIDE: Final = 30
"""How far around a name, or before a date, guards are looked for."""
_WORD_BEFORE: Final = 16
"""How far before a bare year the word begins that introduces it."""
_OPENING: Final = 10
"""A year that stands so near the start of its sentence dates all of it."""
_AHEAD: Final = 24
"""How far before a name, a verb between them, a bare year may stand."""
_BEHIND: Final = 45
"""How far behind a name a bare year may stand."""
_MARGIN: Final = 366
"""Days: nearer dates tell of what led to the event."""
_YEARS: Final = {Calendar.GREGORIAN: range(1600, 2200), Calendar.PERSIAN: range(1300, 1500)}
_PARTIAL: Final = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_HEAD: Final = regex.compile(r"(on|not_before|not_after) +(\S+)(?: +(\S+))?")
"""What a line of a table begins with."""
_LETTER: Final = regex.compile(r"\p{L}")
_PAUSE: Final = regex.compile(r"[,;:\n\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]")
_BOUNDS: Final = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){CLITICS}$")


class FactEntry(BaseModel):
    model_config = STRICT
    id: str = Field(description="A name for the message, in English.")
    names: dict[str, tuple[str, ...]] = Field(description="By language: how texts name it.", min_length=1)
    on: str | None = Field(default=None, description="When it happened: YYYY, YYYY-MM or YYYY-MM-DD.")
    not_before: str | None = Field(default=None, description="Since when it exists.")
    not_after: str | None = Field(default=None, description="Until when it existed.")
    event: str | None = Field(default=None, description="Which of the rule's events: its words must stand by the name.")


class Options(BaseModel):
    model_config = STRICT
    facts: tuple[FactEntry, ...] = Field(default=(), description="The dated events and institutions.")
    table: str = Field(
        default="",
        description="More of them, one a line: `on DATE EVENT | name | ar: wording, wording | en fr: wording`; "
        "not_before or not_after in the place of on, EVENT only where it is needed; '#' begins a remark.",
    )
    events: dict[str, dict[str, tuple[str, ...]]] = Field(
        default={}, description="By kind of event and language: the words that tell of it; `stem*` for a beginning."
    )
    links: dict[str, tuple[str, ...]] = Field(
        default={}, description="By language: words that tie an event to a date before it ('after', 'following')."
    )
    guards: dict[str, tuple[str, ...]] = Field(
        default={}, description="By language: words that tell of another time ('founder', 'since', 'who'): no finding."
    )
    denials: dict[str, tuple[str, ...]] = Field(
        default={}, description="By language: words right before an event's word by which it did not happen."
    )
    years: dict[str, tuple[str, ...]] = Field(
        default={},
        description="By language: words right before a bare year (`in 2015`). When given, bare years are judged and "
        "nothing else.",
    )
    contrasts: dict[str, tuple[str, ...]] = Field(
        default={}, description="By language: words in a sentence that compare times ('than', 'unlike'): no bare year."
    )
    breaks: dict[str, tuple[str, ...]] = Field(
        default={},
        description="By language: words between an event's word and the name that give it another victim, or between "
        "a name and a bare year that give the year to something else.",
    )


@dataclass(frozen=True)
class Known:
    """A fact: ``first`` and ``last`` are the ordinals between which it happened, began or, if ``over``, ended."""

    id: str
    since: str
    first: int
    last: int
    month: int | None
    day: int | None
    event: str | None
    dated: bool
    over: bool = False

    @property
    def year(self) -> int:
        return dt.date.fromordinal(self.first).year

    def misses(self, first: int, last: int) -> bool:
        """Whether days from ``first`` to ``last`` (ordinals) are well before it, or well after its end."""
        return first - _MARGIN > self.last if self.over else last + _MARGIN < self.first

    def fits(self, year: int) -> bool:
        return year <= self.year + 1 if self.over else year >= self.year - 1


@dataclass(frozen=True)
class FactMatcher:
    """``names``: by language and folded name."""

    names: Mapping[str, Mapping[str, Known]]
    events: Mapping[tuple[str, str], regex.Pattern[str]]
    links: Mapping[str, regex.Pattern[str]]
    guards: Mapping[str, regex.Pattern[str]]
    breaks: Mapping[str, regex.Pattern[str]]
    denials: Mapping[str, regex.Pattern[str]]
    years: Mapping[str, regex.Pattern[str]]
    contrasts: Mapping[str, regex.Pattern[str]]

    @cached_property
    def literals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for names in self.names.values() for name in names))

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        language = view.language.partition("-")[0]
        names, guards = self.names.get(language), self.guards.get(language)
        dates = self._dates(view, language)
        if names is None or guards is None or not dates:
            return
        text = view.folded.text
        found: set[Span] = set()
        told = tuple(filter(None, map(_days, dates)))
        for hit in naive_hits(self.literals, text) if hits is None else hits:
            known = names.get(text[hit.start : hit.end])
            if known is None or not any(known.misses(*days) for days in told) or not _whole(text, hit):
                continue
            sentence = self._sentence(view, hit)
            beside = _dates_in(dates, sentence)
            if not beside:
                continue
            for match in self._judged(view, language, known, hit, sentence, beside):
                if match.span is not None and match.span not in found:
                    found.add(match.span)
                    yield match

    def _dates(self, view: View, language: str) -> Sequence[Date]:
        """The dates that are judged: those with a month, or the bare years that a word introduces."""
        if not self.years:
            return view.dates
        words = self.years.get(language)
        if words is None:
            return ()
        taken = {date.year.span for date in view.dates if date.year is not None}
        text = view.folded.text
        return tuple(
            Date(number.span, _calendar(language, number.value), year=number)
            for number in view.years
            if number.span not in taken
            and words.search(text, max(0, (at := view.folded.folded(number.span.start)) - _WORD_BEFORE), at) is not None
        )

    def _sentence(self, view: View, hit: Span) -> Span:
        return view.sentence_at(view.folded.origin(*hit).start)

    def _judged(
        self, view: View, language: str, known: Known, hit: Span, sentence: Span, dates: Sequence[Date]
    ) -> Iterator[Match]:
        text = view.folded.text
        place = hit
        if known.event is not None:
            word = self._event(text, language, known.event, hit, view.folded.folded(sentence.start))
            if word is None:
                return
            place = Span(min(word.start, hit.start), max(word.end, hit.end))
        years = [number.value for number in view.years if sentence.start <= number.span.start < sentence.end]
        if any(known.fits(year) for year in years):
            return  # the sentence has the right date as well
        for date in dates:
            span = Span(view.folded.folded(date.core.start), view.folded.folded(date.core.end))
            days = _days(date)
            if days is None or not known.misses(*days):
                continue
            if self.years and not self._year_tied(view, language, place, span, sentence):
                continue
            if self._tied(text, language, known, place, span):
                values = {"fact": known.id, "since": known.since, "date": view.text[slice(*date.core)]}
                yield Match(date.core, values, suggestion=_meant(view, date, known))

    def _event(self, text: str, language: str, event: str, hit: Span, low: int) -> Span | None:
        """The event's word nearest before the name, or right after it."""
        expression = self.events.get((event, language))
        if expression is None:
            return None
        before = max(low, hit.start - _WORDING)
        last = next(reversed(list(expression.finditer(text, before, hit.start))), None)
        breaks = self.breaks.get(language)
        if " " not in text[hit.start : hit.end] and (last is None or _LETTER.search(text, last.end(), hit.start)):
            return None  # a surname alone is somebody's only right beside the event
        if last is None:
            last = expression.search(text, hit.end, hit.end + _BESIDE)
            if last is None or _PAUSE.search(text, hit.end, last.start()):
                return None
            if breaks is not None and breaks.match(text, last.end() + 1):
                return None
        elif breaks is not None and breaks.search(text, last.end(), hit.start):
            return None
        denials = self.denials.get(language)
        if denials is not None and denials.search(text, max(0, last.start() - _DENIED), last.start()):
            return None
        return Span(*last.span())

    def _year_tied(self, view: View, language: str, place: Span, year: Span, sentence: Span) -> bool:
        """Whether a bare year opens the sentence right before the name, or follows it without a pause."""
        text = view.folded.text
        low, high = view.folded.folded(sentence.start), view.folded.folded(sentence.end)
        contrasts = self.contrasts.get(language)
        if contrasts is not None and contrasts.search(text, low, high) is not None:
            return False
        if year.start < place.start:
            return year.start - low <= _OPENING and place.start - year.end <= _AHEAD
        breaks = self.breaks.get(language)
        if breaks is not None and breaks.search(text, place.end, year.start) is not None:
            return False
        return year.start - place.end <= _BEHIND and _PAUSE.search(text, place.end, year.start) is None

    def _tied(self, text: str, language: str, known: Known, place: Span, date: Span) -> bool:
        """Whether a date and what it seems to date stand in one clause, with nothing that tells of another time."""
        guards = self.guards[language]
        first, second = (date, place) if date.start < place.start else (place, date)
        between = text[first.end : second.start]
        if len(between) > _REACH or guards.search(between):
            return False
        if first is date:
            before = text[max(0, date.start - _BESIDE) : date.start].rpartition("\n")[2]
            if guards.search(_clause_end(before)):
                return False
        if known.event is None or known.over:
            beside = text[max(0, place.start - _BESIDE) : place.start].rpartition("\n")[2]
            after = text[place.end : place.end + _BESIDE].partition("\n")[0]
            return not guards.search(_clause_end(beside)) and not guards.search(_clause_start(after))
        if len(between) <= _DIRECT or first is place:
            return True
        links = self.links.get(language)
        return links is not None and links.search(between) is not None


def _clause_end(text: str) -> str:
    return regex.split(r"[.!?;:\N{ARABIC SEMICOLON}]", text)[-1]


def _clause_start(text: str) -> str:
    return regex.split(r"[.!?;:\N{ARABIC SEMICOLON}]", text)[0]


def _whole(text: str, hit: Span) -> bool:
    """Whether a name stands as a word of its own, but for Arabic letters written onto it."""
    if hit.end < len(text) and text[hit.end].isalnum():
        return False
    return _BOUNDS.search(text[max(0, hit.start - 6) : hit.start]) is not None


def _dates_in(dates: Sequence[Date], sentence: Span) -> Sequence[Date]:
    starts = [date.span.start for date in dates]
    return dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]


def _days(date: Date) -> tuple[int, int] | None:
    """The first and the last day a date may mean; None without a year, in the lunar calendar and for old times."""
    calendar = date.calendar
    if date.year is None or date.era or date.year.value not in _YEARS.get(calendar, ()):
        return None
    if date.months and any(named.month.calendar is not calendar for named in date.months):
        return None
    year = date.year.value
    if date.readings:
        spans = date.readings
        low, high = min(spans), max(spans)
    elif not date.months:
        low, high = (year, 1, 1), (year, 12, 31)
    else:
        months = [min(max(named.month.number, 1), 12) for named in date.months]
        day = date.day.value if date.day else None
        low, high = (year, min(months), day or 1), (year, max(months), day or 31)
    return _ordinal(calendar, low), _ordinal(calendar, high)


def _ordinal(calendar: Calendar, day: tuple[int, int, int]) -> int:
    """The ordinal of a year, month and day, of the nearest day there is."""
    year, month, number = day
    month = min(max(month, 1), 12)
    return ordinal(calendar, year, month, min(max(number, 1), longest(calendar, month, year)))


def _meant(view: View, date: Date, known: Known) -> str | None:
    """The date with the event's year, when its month is the event's: then only the year is wrong."""
    if known.month is None or date.year is None or date.month != known.month:
        return None
    if not known.dated:
        return None
    start = date.core.start
    text, place = view.text[slice(*date.core)], date.year.span
    figures = figures_like(text[place.start - start : place.end - start], known.year)
    return text[: place.start - start] + figures + text[place.end - start :]


def _expression(words: Sequence[str]) -> regex.Pattern[str]:
    choices = "|".join(
        regex.escape(key(word.rstrip("*"))) + (r"\p{L}*" if word.endswith("*") else r"(?![\p{L}\p{N}])")
        for word in sorted(words, key=len, reverse=True)
    )
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){CLITICS}(?:{choices})")


def _calendar(language: str, year: int) -> Calendar:
    """By which calendar a bare year counts."""
    return Calendar.PERSIAN if language in ("fa", "ps") and year in _YEARS[Calendar.PERSIAN] else Calendar.GREGORIAN


def _ending(words: Sequence[str]) -> regex.Pattern[str]:
    choices = "|".join(regex.escape(key(word)) for word in sorted(words, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){CLITICS}(?:{choices}) ?$")


def _tabled(table: str) -> Iterator[FactEntry]:
    """The facts of a table. Raises `OptionError` with the number of the line that is wrong."""
    for number, line in enumerate(table.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        head, *rest = (part.strip() for part in line.split("|"))
        said = _HEAD.fullmatch(head)
        if said is None or len(rest) < 2:
            raise OptionError(
                "table", f"line {number}: not 'on|not_before|not_after DATE [EVENT] | name | ar: wording'"
            )
        names: dict[str, tuple[str, ...]] = {}
        for part in rest[1:]:
            languages, colon, wordings = part.partition(":")
            words = tuple(word.strip() for word in wordings.split(",") if word.strip())
            if not colon or not words or not languages.split():
                raise OptionError("table", f"line {number}: '{part}' is not 'language: wording, wording'")
            for language in languages.split():
                names[language] = (*names.get(language, ()), *words)
        yield FactEntry.model_validate({"id": rest[0], "names": names, "event": said[3], said[1]: said[2]})


def _known(entry: FactEntry, option: str) -> Known:
    given = [date for date in (entry.on, entry.not_before, entry.not_after) if date is not None]
    if len(given) != 1:
        raise OptionError(option, f"'{entry.id}' needs either 'on', 'not_before' or 'not_after'")
    parts = _PARTIAL.fullmatch(given[0])
    if parts is None:
        raise OptionError(option, f"'{entry.id}': '{given[0]}' is no date: YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    if month > 12 or day > (longest(Calendar.GREGORIAN, month, year) if month else 0):
        raise OptionError(option, f"'{entry.id}': there is no {given[0]}")
    first = ordinal(Calendar.GREGORIAN, year, month or 1, day or 1)
    last_month = month or 12
    last = ordinal(Calendar.GREGORIAN, year, last_month, day or longest(Calendar.GREGORIAN, last_month, year))
    over = entry.not_after is not None
    return Known(entry.id, given[0], first, last, month or None, day or None, entry.event, entry.on is not None, over)


def build(options: Options, context: Context) -> FactMatcher:  # noqa: ARG001 - facts name their languages themselves
    names: dict[str, dict[str, Known]] = {}
    entries = [("facts", entry) for entry in options.facts] + [("table", entry) for entry in _tabled(options.table)]
    if not entries:
        raise OptionError("facts", "at least one fact is needed, here or in 'table'")
    for option, entry in entries:
        known = _known(entry, option)
        if entry.event is not None and entry.event not in options.events:
            raise OptionError(option, f"'{entry.id}': no event '{entry.event}' in 'events'")
        for language, wordings in entry.names.items():
            for wording in wordings:
                names.setdefault(language, {})[key(wording).strip()] = known
    events = {
        (event, language): _expression(words)
        for event, table in options.events.items()
        for language, words in table.items()
    }
    links = {language: _expression(words) for language, words in options.links.items()}
    guards = {language: _expression(words) for language, words in options.guards.items()}
    breaks = {language: _expression(words) for language, words in options.breaks.items()}
    denials = {language: _expression(words) for language, words in options.denials.items()}
    years = {language: _ending(words) for language, words in options.years.items()}
    contrasts = {language: _expression(words) for language, words in options.contrasts.items()}
    return FactMatcher(names, events, links, guards, breaks, denials, years, contrasts)


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001 - the same for all
    return frozenset(("fact", "since", "date"))


KIND: Final = Kind(
    "fact", "A date before the event or the institution it stands with, or after its end.", Options, build, fills
)
