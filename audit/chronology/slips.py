"""Years written in another calendar than their months.

A Persian text dates January 2020 «dey 1398», or «dey 98» for short. Read as Gregorian, 1398 becomes January 1398 and 98
becomes January 1998. Such a year is decided against the document's own time: its other years, the names it knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from audit.calendars import Calendar, gregorian, ordinal
from audit.chronology.writing import certain_years, figures_like, goes_on
from audit.conditions import CLITICS
from audit.dates.find import Date
from audit.finding import Confidence
from audit.fold import key
from audit.rule import Match
from audit.view import View

_FULL_SOLAR: Final = range(1370, 1411)
_FULL_LUNAR: Final = range(1411, 1451)
_FULL_BUDDHIST: Final = range(2533, 2594)
_BUDDHIST_LANGUAGES: Final = frozenset(("th", "lo", "km"))
"""They count by the Buddhist era on purpose."""
_SHORT_SOLAR: Final = range(1970, 2000)
_MEDIEVAL: Final = range(1000, 1700)
_FIT: Final = 8
"""The year meant lies so near to another year of the document, in years."""
_CLOSE: Final = 3
_ALONE: Final = 10
"""A wrong year stands so far from every other year of the document."""
_BEFORE: Final = 60
"""How far before the date a word that tells of the past is looked for, in code points."""
_PERSIAN_LETTER: Final = regex.compile(r"[\p{L}][پچژگکی]|[پچژگکی]\p{L}")


@dataclass(frozen=True)
class SlipFinder:
    """``witnesses``: folded names and the year since which they exist; ``traces``: folded words of Persian pages;
    ``past``: folded words that introduce history.
    """

    witnesses: Mapping[str, int]
    traces: Sequence[str]
    past: Sequence[str]

    @cached_property
    def _traces(self) -> regex.Pattern[str]:
        return _any_of(self.traces)

    @cached_property
    def _past(self) -> regex.Pattern[str]:
        return _any_of(self.past)

    @cached_property
    def _witnesses(self) -> regex.Pattern[str]:
        return _any_of(tuple(self.witnesses))

    def find(self, view: View) -> Iterator[Match]:
        suspects = [
            date
            for date in view.dates
            if date.months
            and date.year is not None
            and not date.era
            and date.month is not None
            and all(named.month.calendar is Calendar.GREGORIAN for named in date.months)
            and date.months[0].month.language not in _BUDDHIST_LANGUAGES
            and any(date.year.value in years for years in (_FULL_SOLAR, _FULL_LUNAR, _FULL_BUDDHIST, _SHORT_SOLAR))
        ]
        if not suspects:
            return
        odd = {date.year.span for date in suspects if date.year is not None}
        bare = [number.value for number in view.years if number.span not in odd]
        own = sorted({year for year in certain_years(view, odd) if 1990 <= year <= 2100})
        if not own:
            return
        for date in suspects:
            match = self._judged(view, date, own, bare)
            if match is not None:
                yield match

    def _judged(self, view: View, date: Date, own: Sequence[int], bare: Sequence[int]) -> Match | None:
        assert date.year is not None
        written = date.year.value
        meant = _meant(date, own)
        if meant is None or not any(abs(meant - year) <= _FIT for year in own):
            return None
        if meant > own[-1] + _FIT or self._tells_of_past(view, date):
            return None
        if written in _SHORT_SOLAR:
            if any(abs(written - year) <= _ALONE for year in bare):
                return None
        elif any(year in _MEDIEVAL and year not in _FULL_SOLAR and year not in _FULL_LUNAR for year in bare):
            return None
        confidence = self._confidence(view, date, meant, own)
        if confidence is None:
            return None
        text, place = view.text[slice(*date.core)], date.year.span
        start = date.core.start
        figures = figures_like(text[place.start - start : place.end - start], meant)
        suggestion = text[: place.start - start] + figures + text[place.end - start :]
        values = {"year": str(written), "solar": str(_solar(written)), "meant": str(meant)}
        return Match(date.core, values, confidence, suggestion)

    def _confidence(self, view: View, date: Date, meant: int, own: Sequence[int]) -> Confidence | None:
        assert date.year is not None
        written = date.year.value
        near = min(abs(meant - year) for year in own)
        trace = (
            _PERSIAN_LETTER.search(view.text) is not None
            if view.language.startswith("ar")
            else any(each.calendar is Calendar.PERSIAN for each in view.dates)
        ) or (bool(self.traces) and self._traces.search(view.folded.text) is not None)
        line = view.line_at(date.span.start)
        paragraph = key(view.text[line.span.start : line.span.end]) if line else ""
        witness = self._witnessed(paragraph, written, meant)
        if written in _FULL_LUNAR or written in _FULL_BUDDHIST:
            return Confidence.MEDIUM if near <= _CLOSE - 1 and goes_on(view, date.span.end) else None
        if trace and witness:
            return Confidence.HIGH
        if written in _FULL_SOLAR:
            return Confidence.HIGH if (trace or witness or near <= _CLOSE) else Confidence.LOW
        if witness:
            return Confidence.MEDIUM
        if trace and near <= _CLOSE:
            return Confidence.MEDIUM if self._witnessed(view.folded.text, written, meant) else Confidence.LOW
        return None

    def _witnessed(self, text: str, written: int, meant: int) -> bool:
        """Whether a folded text names something that was there in the year meant and long not in the year written."""
        return bool(self.witnesses) and any(
            written + _ALONE < self.witnesses[hit["word"]] <= meant for hit in self._witnesses.finditer(text)
        )

    def _tells_of_past(self, view: View, date: Date) -> bool:
        sentence = view.sentence_at(date.span.start)
        before = key(view.text[max(sentence.start, date.span.start - _BEFORE) : date.span.start])
        return bool(self.past) and self._past.search(before) is not None


def _any_of(words: Sequence[str]) -> regex.Pattern[str]:
    choices = "|".join(
        regex.escape(word.rstrip("*")) + ("" if word.endswith("*") else r"(?![\p{L}\p{N}])")
        for word in sorted(words, key=len, reverse=True)
    )
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){CLITICS}(?P<word>{choices})")


def _solar(written: int) -> int:
    return written - 600 if written in _SHORT_SOLAR else written


def _meant(date: Date, own: Sequence[int]) -> int | None:
    """The Gregorian year that was meant. A solar year begins on 20 or 21 March."""
    assert date.year is not None
    written, month = date.year.value, date.month
    assert month is not None
    if written in _FULL_BUDDHIST:
        return written - 543
    if written in _FULL_LUNAR:
        first = gregorian(ordinal(Calendar.ISLAMIC, written, 1, 1))
        return first.year if month >= first.month else first.year + 1
    solar = _solar(written)
    if month != 3:
        return solar + (622 if month < 3 else 621)
    if date.day is not None:
        return solar + (622 if date.day.value < 20 else 621)
    return min((solar + 621, solar + 622), key=lambda year: min(abs(year - other) for other in own))
