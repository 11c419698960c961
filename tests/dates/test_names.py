"""The generated names."""

import json
from pathlib import Path

import pytest

from audit.dates.names import month_name, names, weekday_name

ROOT = Path(__file__).parents[2]


def test_the_data_is_what_the_script_writes() -> None:
    pytest.importorskip("babel")
    from scripts.make_calendar_names import LANGUAGES, OUTPUT, entry

    assert json.loads(OUTPUT.read_text(encoding="utf-8")) == {name.replace("_", "-"): entry(name) for name in LANGUAGES}


@pytest.mark.parametrize(
    "language", ["ar", "fa", "en", "fr", "es", "de", "ru", "tr", "it", "pt", "nl", "pl", "uk", "he", "hi"]
)
def test_twelve_months_and_seven_days(language: str) -> None:
    known = names(language)
    own = [month for month in known.months.values() if month.language == language]
    western = {month.number for month in own if month.style == "western"}
    assert western == set(range(1, 13))
    assert set(known.weekdays.values()) == set(range(7))


def test_names_of_suggestions() -> None:
    assert month_name("ar", "levantine", 1) == "كانون الثاني"
    assert month_name("ar-SA", "western", 8) == "أغسطس"
    assert month_name("en", "levantine", 1) is None
    assert weekday_name("en", 0) == "Monday"


def test_english_names_are_not_looked_for_in_latin_languages() -> None:
    assert ("january",) in names("ar").months
    assert ("january",) not in names("fr").months


def test_an_unknown_language_knows_english() -> None:
    assert ("january",) in names("xx").months
