"""Dates that cannot be."""

import pytest

from audit.errors import AuditError
from audit.finding import Confidence
from audit.rule import Rule
from tests.support import findings, quotations, rules


def rule(check: str, more: str = "") -> Rule:
    (one,) = rules(f"  - id: one\n    kind: date\n    check: {check}\n    message: m\n    why: w\n{more}", "any/dates")
    return one


SLIP = rule(
    "calendar-slip",
    "    witnesses: {'2014': ['الحشد الشعبي', 'Popular Mobilization Forces']}\n"
    "    traces: ['وكالة فارس']\n    past: ['ولد', 'معركة', 'كأس العالم']\n",
)


def suggested(text: str, tested: Rule, language: str = "ar") -> list[tuple[str, str | None]]:
    return [(each.text, each.suggestion) for each in findings(text, tested, language=language)]


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        ("wrong-weekday", "الأحد 3 يناير 2020", [("الأحد 3 يناير 2020", "الجمعة 3 يناير 2020")]),
        ("wrong-weekday", "والأحد 3 يناير 2020", [("الأحد 3 يناير 2020", "الجمعة 3 يناير 2020")]),
        ("doubled-month", "16 أبريل / أبريل 2024", [("أبريل / أبريل", "أبريل / نيسان")]),
        ("doubled-month", "16 نيسان (نيسان) 2024", [("نيسان (نيسان)", "نيسان (أبريل)")]),
        ("month-pair", "الجمعة 3 يناير / شباط 2020", [("يناير / شباط", "يناير / كانون الثاني")]),
        ("month-pair", "في 3 يناير / شباط 2020", [("يناير / شباط", None)]),
        (
            "torn-year",
            "في يناير / كانون الثاني. 2020.",
            [("يناير / كانون الثاني. 2020.", "يناير / كانون الثاني 2020.")],
        ),
        ("torn-year", "في ٤ آب. ٢٠٢٠ بعد ذلك", [("٤ آب. ٢٠٢٠", "٤ آب ٢٠٢٠")]),
        ("torn-day", "في يناير. 3، 2020 قتل", [("يناير. 3، 2020", "3 يناير 2020")]),
        ("wrong-era", "06 أكتوبر 2025هـ", [("06 أكتوبر 2025هـ", "06 أكتوبر 2025")]),
        ("solar-number", "1404/09/24", [("1404/09/24", "15 ديسمبر 2025")]),
        ("foreign-date", "نشر في 24th, August 2023 GMT", [("24th, August 2023", "24 أغسطس 2023")]),
        ("no-such-day", "2023-13-05", [("2023-13-05", "2023-05-13")]),
    ],
)
def test_place_and_suggestion(check: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert suggested(text, rule(check)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Wed, 3 January 2020"),
        ("fa", "یکشنبه ۱۳ دی ۱۳۹۸"),
        ("ja", "2020年1月3日（木）"),
        ("ko", "2020년 1월 3일(목)"),
    ],
)
def test_weekdays_in_other_languages(language: str, text: str) -> None:
    (found,) = findings(text, rule("wrong-weekday"), language=language)
    assert found.suggestion is not None
    assert findings(found.suggestion, rule("wrong-weekday"), language=language) == ()


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("no-such-day", "29 شباط 2020 و31 آذار و30 نيسان"),
        ("no-such-day", "31 مهر"),  # Mehr is a news agency too
        ("no-such-day", "45/13/2020 و2020-13-45"),
        ("wrong-weekday", "الأحد 3 يناير 1789"),  # not all countries counted alike
        ("wrong-weekday", "الأحد. 3 يناير 2020"),
        ("wrong-weekday", "الجمعة 02/09/2025"),  # neither reading is sure, one fits Tuesday only
        ("month-pair", "يناير/فبراير 2020"),
        ("month-pair", "من يناير - شباط 2020"),
        ("month-pair", "كانون الأول/كانون الثاني 2020"),
        ("torn-year", "انتهى في يناير. 2020 كان عاما صعبا"),
        ("torn-day", "صدر في سبتمبر. 2 - الأسعار"),
        ("solar-number", "1404/09/24هـ و24/09/1404"),
        ("wrong-era", "1446 هـ (2024 م) هناك"),
    ],
)
def test_right_dates(check: str, text: str) -> None:
    expected = ["الجمعة 02/09/2025"] if "02/09" in text else []
    assert quotations(text, rule(check), language="ar") == expected


def slips(text: str) -> list[tuple[str, str | None, Confidence]]:
    return [(each.text, each.suggestion, each.confidence) for each in findings(text, SLIP, language="ar")]


FARS = "بحسب وكالة فارس بدأ الانسحاب عام 2021.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FARS + "في كانون الثاني 1998 صوت نواب الحشد الشعبي.",
            ("كانون الثاني 1998", "كانون الثاني 2020", Confidence.HIGH),
        ),
        (FARS + "في تموز ١٩٩٩ صوت نواب الحشد الشعبي.", ("تموز ١٩٩٩", "تموز ٢٠٢٠", Confidence.HIGH)),
        (FARS + "في 25 آذار 1999 صوت نواب الحشد الشعبي.", ("25 آذار 1999", "25 آذار 2020", Confidence.HIGH)),
        (FARS + "في 2 آذار 1999 صوت نواب الحشد الشعبي.", ("2 آذار 1999", "2 آذار 2021", Confidence.HIGH)),
        (FARS + "في كانون الثاني 1398 صوت النواب.", ("كانون الثاني 1398", "كانون الثاني 2020", Confidence.HIGH)),
        (FARS + "في كانون الثاني 1998 صوت النواب.", ("كانون الثاني 1998", "كانون الثاني 2020", Confidence.LOW)),
        ("في عام 2020 قال. وفي يناير 2563، قال.", ("يناير 2563", "يناير 2020", Confidence.MEDIUM)),
        ("في عام 2020 قال. وفي مارس 1441، قال.", ("مارس 1441", "مارس 2020", Confidence.MEDIUM)),
    ],
)
def test_slips(text: str, expected: tuple[str, str, Confidence]) -> None:
    assert slips(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "في كانون الثاني 1998 صوت نواب الحشد الشعبي.",  # no other year to judge by
        FARS + "في كانون الثاني 1998، ثم في 1999، زار الوفد مقر الحشد الشعبي.",  # the nineties are its subject
        FARS + "ولد قائد الحشد الشعبي في كانون الثاني 1998.",
        FARS + "في كانون الثاني 1979 عاد قادة الحشد الشعبي.",  # 2000 does not fit
        FARS + "دارت معركة كوسوفو في حزيران 1389.",
        FARS + "في حزيران 1389 وفي عام 1402 وعام 1250 حارب.",
        "في عام 2020 قال. وفي مارس 1441 نقطة.",
        "في كانون الثاني 1998 هـ عام 2020.",
    ],
)
def test_true_history(text: str) -> None:
    assert slips(text) == []


def test_options_of_slips_elsewhere_are_an_error() -> None:
    with pytest.raises(AuditError, match="calendar-slip"):
        rule("no-such-day", "    traces: ['x']\n")
    with pytest.raises(AuditError, match="no year"):
        rule("calendar-slip", "    witnesses: {'then': ['x']}\n")
    with pytest.raises(AuditError, match="check"):
        rule("no-such-month")
