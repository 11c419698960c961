"""What months and weekdays are called, by document language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import regex
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from audit.calendars import Calendar
from audit.fold import key

Style: TypeAlias = Literal["western", "levantine", "maghrebi", "short", "persian", "afghan", "islamic"]

WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_DATA: Final = Path(__file__).parent.parent / "data" / "calendar_names.json"
_CALENDARS: Final[Mapping[str, Calendar]] = {
    "persian": Calendar.PERSIAN,
    "afghan": Calendar.PERSIAN,
    "islamic": Calendar.ISLAMIC,
}
_LATIN: Final = frozenset(
    "af az bs ca cs da de es et fi fr hr hu id it lt lv ms nb nl nn no pl pt ro sk sl sq sv sw tr uz vi".split()  # noqa: SIM905
)
"""Languages whose names could be mistaken for English ones: in them, English dates are not looked for."""
_PREFIXED: Final[Mapping[str, str]] = {
    "ar": "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}",
    "he": "\N{HEBREW LETTER BET}\N{HEBREW LETTER HE}\N{HEBREW LETTER VAV}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER MEM}",
}
"""Letters written onto the next word: conjunctions and prepositions."""


class Month(NamedTuple):
    """What a month name means. ``number`` counts from 1."""

    number: int
    calendar: Calendar
    style: Style
    language: str


@dataclass(frozen=True)
class Names:
    """Folded names. ``months`` by their words; ``starts`` the names that begin with a word, longest first."""

    months: Mapping[tuple[str, ...], Month]
    starts: Mapping[str, Sequence[tuple[str, ...]]]
    weekdays: Mapping[tuple[str, ...], int]
    prefixes: str
    spellings: tuple[str, ...]

    @cached_property
    def machine(self) -> AhoCorasick:
        """Finds the names of months in a folded text, inside words too."""
        return AhoCorasick(self.spellings, matchkind=MatchKind.Standard, implementation=Implementation.DFA)

    def bare(self, word: str) -> tuple[str, ...]:
        """The word, and without the letter written onto it, when it may carry one."""
        return (word, word[1:]) if len(word) > 3 and word[0] in self.prefixes else (word,)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


def _split(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(key(name)))


@cache
def names(language: str) -> Names:
    """The names a document may use: those of its language, and English ones where no other Latin names compete."""
    data = _data()
    base = language if language in data else language.partition("-")[0]
    months: dict[tuple[str, ...], Month] = {}
    weekdays: dict[tuple[str, ...], int] = {}
    spellings: dict[str, None] = {}
    for code in dict.fromkeys((base,) if base in _LATIN else (base, "en")):
        entry = data.get(code)
        if entry is None:
            continue
        for style, table in entry["months"].items():
            calendar = _CALENDARS.get(style, Calendar.GREGORIAN)
            for number, row in enumerate(table, 1):
                for name in row:
                    months.setdefault(_split(name), Month(number, calendar, style, code))
                    spellings[key(name)] = None
        for number, row in enumerate(entry["weekdays"]):
            for name in row:
                weekdays.setdefault(_split(name), number)
    starts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(months, key=lambda words: (-len(words), words)):
        starts.setdefault(name[0], []).append(name)
    return Names(months, starts, weekdays, _PREFIXED.get(base, ""), tuple(spellings))


def month_name(language: str, style: Style, number: int) -> str | None:
    """How suggestions write a month, or None when the language has no such name."""
    data = _data()
    entry = data.get(language) or data.get(language.partition("-")[0])
    table = entry["months"].get(style) if entry else None
    return table[number - 1][0] if table and table[number - 1] else None


def weekday_name(language: str, number: int, *, short: bool = False) -> str | None:
    """How suggestions write a weekday, 0 for Monday; or the shortest name it has."""
    data = _data()
    entry = data.get(language) or data.get(language.partition("-")[0])
    row = entry["weekdays"][number] if entry else None
    if not row:
        return None
    name: str = min(row, key=len) if short else row[0]
    return name
