"""What can be wrong with dates: checks over the dates of a view."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.chronology import checks, clock, eras, future, stamps
from audit.rule import Match
from audit.view import View


@dataclass(frozen=True, slots=True)
class Check:
    """``fills``: the values its matches carry; ``literals``: folded wordings without one of which it finds nothing.

    A check without literals finds nothing in a document without dates.
    """

    find: Callable[[View], Iterator[Match]]
    fills: frozenset[str] = frozenset()
    literals: Sequence[str] = ()


_PAIRED: Final = frozenset(("count", "year", "meant"))

CHECKS: Final[Mapping[str, Check]] = {
    "no-such-day": Check(checks.no_such_day, frozenset(("day", "most"))),
    "wrong-weekday": Check(checks.wrong_weekday, frozenset(("right", "written"))),
    "doubled-month": Check(checks.doubled_month, frozenset(("month",))),
    "month-pair": Check(checks.month_pair, frozenset(("first", "second"))),
    "torn-year": Check(checks.torn_year),
    "torn-day": Check(checks.torn_day),
    "foreign-date": Check(checks.foreign_date),
    "wrong-era": Check(checks.wrong_era, frozenset(("year",)), checks.LUNAR_MARKS),
    "solar-number": Check(checks.solar_number, frozenset(("meant",))),
    "era-pair": Check(eras.era_pair, _PAIRED, eras.ERA_NAMES),
    "buddhist-pair": Check(eras.buddhist_pair, _PAIRED, eras.BUDDHIST_MARKS),
    "hijri-pair": Check(eras.hijri_pair, _PAIRED, eras.HIJRI_MARKS),
    "solar-pair": Check(eras.solar_pair, _PAIRED, eras.SOLAR_MARKS),
    "calendar-pair": Check(eras.calendar_pair, frozenset(("meant",))),
    "era-with-common-year": Check(eras.era_with_common_year, frozenset(("year", "era")), eras.ERA_NAMES),
    "era-over": Check(eras.era_over, frozenset(("last", "year", "era")), ("大正", "昭和", "平成")),
    "minguo-kept": Check(eras.minguo_kept, frozenset(("year", "meant")), eras.TAIWAN),
    "stamp-twice": Check(stamps.stamp_twice),
    "figures-twice": Check(stamps.figures_twice, literals=stamps.YEARS_GLUED),
    "glued-year": Check(stamps.glued_year),
    "torn-figures": Check(stamps.torn_figures),
    "cut-year": Check(stamps.cut_year),
    "last-year": Check(stamps.last_year, frozenset(("meant",))),
    "half-day": Check(clock.half_day, frozenset(("clock", "wrong")), clock.HALF_DAY),
    "no-such-time": Check(clock.no_such_time, literals=clock.CLOCKS),
    "after-the-page": Check(future.after_the_page, frozenset(("year",))),
    "stamped-beyond": Check(future.stamped_beyond, frozenset(("year",))),
}
"""Checks by name."""
