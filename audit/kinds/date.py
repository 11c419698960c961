"""``kind: date``: dates that cannot be, found in every language's month names and figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, Field

from audit.chronology import CHECKS
from audit.chronology.slips import SlipFinder
from audit.dates import Date
from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View

SLIP: Final = "calendar-slip"


class Options(BaseModel):
    model_config = STRICT
    check: Literal[
        "no-such-day",
        "wrong-weekday",
        "doubled-month",
        "month-pair",
        "torn-year",
        "torn-day",
        "foreign-date",
        "wrong-era",
        "solar-number",
        "calendar-slip",
        "era-pair",
        "buddhist-pair",
        "hijri-pair",
        "solar-pair",
        "calendar-pair",
        "era-with-common-year",
        "era-over",
        "minguo-kept",
        "stamp-twice",
        "figures-twice",
        "glued-year",
        "torn-figures",
        "cut-year",
        "last-year",
        "half-day",
        "no-such-time",
        "after-the-page",
        "stamped-beyond",
    ] = Field(description="What is checked.")
    witnesses: dict[str, tuple[str, ...]] = Field(
        default={}, description="Names that tell a document's time, by the year since which they exist; for slips."
    )
    traces: tuple[str, ...] = Field(default=(), description="Words of pages that were Persian; for slips.")
    past: tuple[str, ...] = Field(default=(), description="Words before a date that tell of the past; for slips.")


@dataclass(frozen=True)
class DateCheck:
    check: str
    slips: SlipFinder | None

    @property
    def literals(self) -> Sequence[str]:
        return () if self.slips is not None else CHECKS[self.check].literals

    @property
    def basis(self) -> Callable[[View], Sequence[Date]] | None:
        return None if self.literals else _dates

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - literals only gate
        if self.slips is not None:
            return self.slips.find(view)
        return CHECKS[self.check].find(view)


def _dates(view: View) -> Sequence[Date]:
    return view.dates


def build(options: Options, context: Context) -> DateCheck:  # noqa: ARG001 - the names are the document's language's
    if options.check != SLIP:
        for option in ("witnesses", "traces", "past"):
            if getattr(options, option):
                raise OptionError(option, f"is for 'check: {SLIP}'")
        return DateCheck(options.check, None)
    witnesses: dict[str, int] = {}
    for year, names in options.witnesses.items():
        if not (year.isdecimal() and len(year) == 4):
            raise OptionError("witnesses", f"'{year}' is no year")
        witnesses.update(dict.fromkeys(map(key, names), int(year)))
    return DateCheck(SLIP, SlipFinder(witnesses, tuple(map(key, options.traces)), tuple(map(key, options.past))))


def fills(options: Options) -> frozenset[str]:
    return frozenset(("year", "solar", "meant")) if options.check == SLIP else CHECKS[options.check].fills


KIND: Final = Kind("date", "A date that cannot be, by one of the named checks.", Options, build, fills)
