"""Years of eras beside Gregorian ones."""

from hypothesis import given
from hypothesis import strategies as st

from audit.chronology.eras import buddhist_pair, era_pair, hijri_pair, solar_pair
from audit.text import plain
from audit.view import View

REIGNS = {
    "明治": (1868, 45),
    "大正": (1912, 15),
    "昭和": (1926, 64),
    "平成": (1989, 31),
    "令和": (2019, 20),
    "民國": (1912, 120),
}


@given(st.sampled_from(sorted(REIGNS)), st.data())
def test_a_reigns_own_year_is_right_and_any_other_is_mended(reign: str, data: st.DataObject) -> None:
    first, last = REIGNS[reign]
    count = data.draw(st.integers(6 if reign == "明治" else 1, last))
    off = data.draw(st.integers(-9, 9))
    text = f"{reign}{count}年（{first + count - 1 + off}年）"
    found = [match.suggestion for match in era_pair(View(plain(text), "ja"))]
    assert found == ([f"{reign}{count}年（{first + count - 1}年）"] if off else [])


def test_the_first_year_and_the_lunar_years_of_meiji() -> None:
    right = "平成元年（1989年）、明治5年（1873年）、明治5年（1872年）"
    assert list(era_pair(View(plain(right), "ja"))) == []
    (found,) = era_pair(View(plain("平成元年（1990年）"), "ja"))
    assert found.suggestion == "平成元年（1989年）"


@given(st.integers(2490, 2600), st.integers(-5, 5))
def test_the_buddhist_era(year: int, off: int) -> None:
    text = f"พ.ศ. {year} (ค.ศ. {year - 543 + off})"
    assert len(list(buddhist_pair(View(plain(text), "th")))) == (off != 0)


@given(st.integers(1250, 1420), st.sampled_from([619, 620, 621, 622, 623, 624]))
def test_the_solar_era(year: int, ahead: int) -> None:
    text = f"سال {year} ({year + ahead} میلادی)"
    assert len(list(solar_pair(View(plain(text), "fa")))) == (ahead not in (621, 622))


def test_lunar_years_known_from_history() -> None:
    right = "583 هـ (1187 م)، 1066 هـ (1656 م)، 1213 هـ (1798 م)، 1400 هـ (1979 م)، 1400هـ/1980م، 1441 هـ (2020 م)"
    assert list(hijri_pair(View(plain(right), "ar"))) == []
    assert len(list(hijri_pair(View(plain("1213 هـ (1789 م)، 1441 هـ (2014 م)"), "ar")))) == 2
