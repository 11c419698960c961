"""Calendar arithmetic against known days and against other implementations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.calendars import Calendar, gregorian, leap, longest, ordinal, weekday


@pytest.mark.parametrize(
    ("calendar", "written", "day"),
    [
        (Calendar.PERSIAN, (1398, 10, 13), date(2020, 1, 3)),
        (Calendar.PERSIAN, (1399, 1, 1), date(2020, 3, 20)),
        (Calendar.PERSIAN, (1357, 11, 22), date(1979, 2, 11)),
        (Calendar.PERSIAN, (1399, 12, 30), date(2021, 3, 20)),
        (Calendar.ISLAMIC, (1441, 9, 1), date(2020, 4, 24)),
        (Calendar.GREGORIAN, (2020, 1, 3), date(2020, 1, 3)),
    ],
)
def test_known_days(calendar: Calendar, written: tuple[int, int, int], day: date) -> None:
    assert gregorian(ordinal(calendar, *written)) == day


@given(st.integers(1200, 1498), st.integers(1, 12))
def test_persian_months_follow_each_other(year: int, month: int) -> None:
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    days = ordinal(Calendar.PERSIAN, *following, 1) - ordinal(Calendar.PERSIAN, year, month, 1)
    assert days == longest(Calendar.PERSIAN, month, year)


@given(st.dates())
def test_weekdays(day: date) -> None:
    assert weekday(day.toordinal()) == day.weekday()


def test_lengths() -> None:
    assert [longest(Calendar.GREGORIAN, month, 2023) for month in (2, 4, 12)] == [28, 30, 31]
    assert longest(Calendar.GREGORIAN, 2) == 29
    assert [leap(Calendar.GREGORIAN, year) for year in (1900, 2000, 2024)] == [False, True, True]
    assert [longest(Calendar.PERSIAN, 12, year) for year in (1398, 1399)] == [29, 30]


def test_persian_years_as_jdatetime_counts_them() -> None:
    jdatetime = pytest.importorskip("jdatetime")
    for year in range(1200, 1500):
        assert jdatetime.date(year, 1, 1).togregorian() == gregorian(ordinal(Calendar.PERSIAN, year, 1, 1)), year


def test_persian_years_as_the_astronomical_rule_counts_them() -> None:
    persian = pytest.importorskip("convertdate.persian")
    for year in range(1277, 1500):
        assert date(*persian.to_gregorian(year, 1, 1)) == gregorian(ordinal(Calendar.PERSIAN, year, 1, 1)), year


def test_islamic_months_lie_near_the_sighted_ones() -> None:
    hijridate = pytest.importorskip("hijridate")
    for year in range(1343, 1501):
        for month in range(1, 13):
            sighted = hijridate.Hijri(year, month, 1).to_gregorian().toordinal()
            assert abs(sighted - ordinal(Calendar.ISLAMIC, year, month, 1)) <= 2
