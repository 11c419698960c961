"""Dates found in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.calendars import Calendar
from audit.dates import Date, find_dates
from audit.fold import fold, key


def dates(text: str, language: str = "ar") -> list[Date]:
    return list(find_dates(fold(text), language))


def quoted(text: str, language: str = "ar") -> list[str]:
    return [text[slice(*date.span)] for date in dates(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "في 26 تموز (يوليو) 2020 انتهت", "26 تموز (يوليو) 2020"),
        ("ar", "في كانون الثاني 1998، عقب", "كانون الثاني 1998"),
        ("ar", "نهاية ديسمبر/ كانون الأول الماضي", "ديسمبر/ كانون الأول"),
        ("ar", "يوم الخميس الموافق ١٢ مارس ٢٠٢٠ في", "الخميس الموافق ١٢ مارس ٢٠٢٠"),
        ("ar", "فِي ٣ كَانُونَ الثَّانِي ٢٠٢٠ م", "٣ كَانُونَ الثَّانِي ٢٠٢٠ م"),
        ("ar", "ومن 3 غشت 2019 إلى", "3 غشت 2019"),
        ("ar", "سنة 16 رجب 1441 هـ في", "16 رجب 1441 هـ"),
        ("fa", "روز سه‌شنبه ۱۴ دی ۱۳۹۸ در", "سه‌شنبه ۱۴ دی ۱۳۹۸"),
        ("en", "on Friday, January 3, 2020, in", "Friday, January 3, 2020"),
        ("en", "Sunday the 2nd of May 1999 was", "Sunday the 2nd of May 1999"),
        ("es", "el viernes, 3 de enero de 2020.", "viernes, 3 de enero de 2020"),
        ("de", "am Freitag, den 3. Januar 2020 in", "Freitag, den 3. Januar 2020"),
        ("fr", "le vendredi 3 janvier 2020 à", "vendredi 3 janvier 2020"),
        ("pt", "na sexta-feira, 3 de janeiro de 2020", "sexta-feira, 3 de janeiro de 2020"),
        ("ru", "в пятницу, 3 января 2020 года", "пятницу, 3 января 2020"),
        ("he", "ביום שישי, 3 בינואר 2020", "יום שישי, 3 בינואר 2020"),
        ("hi", "शुक्रवार, 3 जनवरी 2020 को", "शुक्रवार, 3 जनवरी 2020"),
        ("zh", "于2020年1月3日（星期五）举行", "2020年1月3日（星期五）"),
        ("ja", "は2020年1月3日（金曜日）に", "2020年1月3日（金曜日）"),
        ("ko", "2020년 1월 3일(금) 서울", "2020년 1월 3일(금)"),
        ("en", "updated 2020-01-03 at", "2020-01-03"),
        ("de", "am 31.01.2020 in", "31.01.2020"),
    ],
)
def test_one_date(language: str, text: str, expected: str) -> None:
    assert quoted(text, language) == [expected]


def test_parts_and_places() -> None:
    text = "قتل يوم الجمعة 3 يناير / كانون الثاني 2020 م قرب المطار"
    (date,) = dates(text)
    assert date.weekday is not None
    assert date.day is not None
    assert date.year is not None
    parts = [date.weekday.span, date.day.span, *(named.span for named in date.months), date.year.span]
    assert [text[slice(*span)] for span in parts] == ["الجمعة", "3", "يناير", "كانون الثاني", "2020"]
    assert (date.weekday.value, date.day.value, date.month, date.year.value, date.joint) == (4, 3, 1, 2020, "/")
    assert text[slice(*date.core)] == "3 يناير / كانون الثاني 2020 م"


def test_a_stop_inside_is_seen() -> None:
    assert [date.torn for date in dates("في يناير / كانون الثاني. 2020. وفي مارس. 3 وفي أيار 2020")] == [
        "year",
        "day",
        None,
    ]


def test_calendars() -> None:
    assert [date.calendar for date in dates("14 دي 1398 و16 رجب 1441 و3 آذار 2020 و1398/10/15")] == [
        Calendar.PERSIAN,
        Calendar.ISLAMIC,
        Calendar.GREGORIAN,
        Calendar.PERSIAN,
    ]


def test_doubt_about_day_and_month() -> None:
    (doubtful, clear) = dates("02/09/2025 and 31/12/2025", "en")
    assert doubtful.readings == ((2025, 9, 2), (2025, 2, 9))
    assert doubtful.month is None
    assert clear.readings == ((2025, 12, 31),)


@pytest.mark.parametrize(
    "text",
    [
        "version 2020.1.3.4 of 1.2.3",
        "call 0123-45-6789 or 31-04-20201",
        "the march of 2,500 people may 3.5 times",
        "https://example.org/2020/01/03/story",
        "اجتمع 15 عضوا في مايو",
        "بين أبريل وأيار",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert quoted(text, "ar" if "ا" in text else "en") == []


WORDS = (
    "يناير",
    "كانون الثاني",
    "كانون",
    "الثاني",
    "الجمعة",
    "و",
    "هـ",
    "دي",
    "May",
    "Friday",
    "of",
    "th",
    "年",
    "1月",
    "3日",
)
SIGNS = ("/", "(", ")", " ", ".", ",", "-", "\n", "\N{ARABIC TATWEEL}", "3", "31", "2020", "٢٠٢٠", "1398/10/15")
PIECES = st.lists(st.sampled_from(WORDS + SIGNS), max_size=14)


@given(PIECES, st.sampled_from(["ar", "en", "fa", "zh", "he"]))
def test_dates_lie_in_the_text_in_order_and_hold_their_parts(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = dates(text, language)
    assert [date.span for date in found] == sorted(date.span for date in found)
    for date in found:
        assert 0 <= date.span.start <= date.core.start < date.core.end <= date.span.end <= len(text)
        for part in (date.day, date.year):
            assert part is None or int(key(text[slice(*part.span)])) == part.value
        for named in date.months:
            assert date.span.start <= named.span.start < named.span.end <= date.span.end
