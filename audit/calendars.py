"""Calendar arithmetic: days as Python's proleptic Gregorian ordinals (1 = 1 January of the year 1)."""

from datetime import date
from enum import StrEnum
from typing import Final


class Calendar(StrEnum):
    GREGORIAN = "gregorian"
    PERSIAN = "persian"
    ISLAMIC = "islamic"


_GREGORIAN_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PERSIAN_LEAPS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
"""Leap years in the 33-year cycle of the Solar Hijri calendar. From 1277 to 1499 the cycle gives the same new year as
the astronomical rule (Borkowski, The Persian calendar for 3000 years, Earth, Moon, and Planets 74, 1996)."""
_PERSIAN_EPOCH: Final = date(2020, 3, 20).toordinal() - (1398 * 365 + 8 * (1398 // 33) + 3)
"""So that 1 Farvardin 1399 is 20 March 2020: three leap years (1, 5, 9) of the running cycle lie before it."""
_ISLAMIC_EPOCH: Final = 227_014
"""The day before 1 Muharram 1, 16 July 622 Julian (Reingold and Dershowitz, Calendrical Calculations, chapter 7)."""


def leap(calendar: Calendar, year: int) -> bool:
    """Whether a year has a leap day. The lunar Hijri calendar is counted by the 30-year arithmetic cycle."""
    if calendar is Calendar.PERSIAN:
        return year % 33 in _PERSIAN_LEAPS
    if calendar is Calendar.ISLAMIC:
        return (14 + 11 * year) % 30 < 11
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def longest(calendar: Calendar, month: int, year: int | None = None) -> int:
    """How many days a month has; without a year, how many it has at most. By sighting, a lunar month may have 30."""
    if calendar is Calendar.ISLAMIC:
        return 30
    if calendar is Calendar.PERSIAN:
        return 31 if month <= 6 else 30 if month < 12 or year is None or leap(calendar, year) else 29
    if month == 2 and year is not None and not leap(calendar, year):
        return 28
    return _GREGORIAN_DAYS[month - 1]


def ordinal(calendar: Calendar, year: int, month: int, day: int) -> int:
    """The day's ordinal. Lunar Hijri days are arithmetic: a sighted date may lie two days to either side."""
    if calendar is Calendar.PERSIAN:
        before = year - 1
        leaps = 8 * (before // 33) + sum(number <= before % 33 for number in _PERSIAN_LEAPS)
        return _PERSIAN_EPOCH + 365 * before + leaps + 31 * (month - 1) - max(0, month - 7) + day - 1
    if calendar is Calendar.ISLAMIC:
        return _ISLAMIC_EPOCH + day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30
    return date(year, month, day).toordinal()


def weekday(day: int) -> int:
    """0 is Monday."""
    return (day + 6) % 7


def gregorian(day: int) -> date:
    """The Gregorian date of an ordinal."""
    return date.fromordinal(day)
