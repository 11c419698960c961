"""Dates damaged when a page was put together."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from audit.chronology.stamps import figures_twice, last_year, stamp_twice
from audit.text import plain
from audit.view import View


@given(st.dates(min_value=dt.date(2005, 1, 1), max_value=dt.date(2030, 12, 31)))
def test_figures_glued_to_themselves(day: dt.date) -> None:
    stamp = f"{day}"
    for text in (stamp + stamp, f"Updated {stamp}{stamp} by Ann"):
        (found,) = figures_twice(View(plain(text), "en"))
        assert found.suggestion == stamp
    assert list(figures_twice(View(plain(f"{stamp} {stamp}"), "en"))) == []


def test_names_glued_to_themselves() -> None:
    (found,) = stamp_twice(View(plain("Mon, 3 MayMon, 3 May"), "en"))
    assert found.suggestion == "Mon, 3 May"
    assert list(stamp_twice(View(plain("3 May 3 May and 3 May to 3 June"), "en"))) == []


def test_last_year_needs_a_label_at_the_end_of_its_line() -> None:
    body = "\nPublished: January 8, 2023\nThe council should not be surprised that so many people came to complain."
    assert len(list(last_year(View(plain("Letters for Jan. 9, 2022" + body), "en")))) == 1
    for title in ("What happened on Jan. 9, 2022", "Letters for Jan. 9, 2022, and more", "Letters for Jan. 29, 2022"):
        assert list(last_year(View(plain(title + body), "en"))) == []
