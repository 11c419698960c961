"""Writes ``audit/data/calendar_names.json``: month and weekday names, from CLDR (through babel) and the tables below.

`python scripts/make_calendar_names.py`. Only this script needs babel; the package reads the file. A language's entry
is ``{"weekdays": [[Monday's names], ...], "months": {style: [[first month's names], ...]}}``; the first name of each
list is the one suggestions use. Styles: ``western`` (the common Gregorian names), ``levantine``, ``maghrebi`` (Arabic
Gregorian names), ``persian`` (Solar Hijri), ``afghan`` (its zodiac names), ``islamic`` (lunar Hijri), ``short``.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from babel import localedata

OUTPUT = Path(__file__).parent.parent / "audit" / "data" / "calendar_names.json"
LINK = re.compile(r"^(?:de |d['\N{RIGHT SINGLE QUOTATION MARK}])")
"""Catalan's linking word is no part of the name."""

LANGUAGES = [
    "af",
    "ar",
    "az",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ka",
    "kk",
    "lt",
    "lv",
    "mk",
    "mr",
    "ms",
    "nb",
    "nl",
    "nn",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sr_Latn",
    "sv",
    "sw",
    "th",
    "tr",
    "uk",
    "ur",
    "uz",
]
"""Chinese, Japanese, Korean and Vietnamese write months as numbers; the engine reads those without names."""

# Names that CLDR does not list: other spellings, cases, the other calendars. Dictionaries of the languages.
ARABIC_LEVANTINE = [
    ["كانون الثاني", "كانون ثاني", "كانون ثان"],
    ["شباط"],
    ["آذار"],
    ["نيسان"],
    ["أيار"],
    ["حزيران"],
    ["تموز"],
    ["آب"],
    ["أيلول"],
    ["تشرين الأول", "تشرين أول"],
    ["تشرين الثاني", "تشرين ثاني", "تشرين ثان"],
    ["كانون الأول", "كانون أول"],
]
ARABIC_MAGHREBI = [
    ["جانفي"],
    ["فيفري"],
    [],
    ["أفريل"],
    ["ماي"],
    ["جوان"],
    ["جويلية", "يوليوز"],
    ["غشت", "أوت"],
    ["شتنبر"],
    [],
    ["نونبر"],
    ["دجنبر"],
]
PERSIAN_IN_ARABIC = [
    ["فروردين"],
    ["ارديبهشت"],
    ["خرداد"],
    ["تير"],
    ["مرداد", "امرداد"],
    ["شهريور"],
    ["مهر"],
    ["آبان"],
    ["آذر"],
    ["دي"],
    ["بهمن"],
    ["اسفند"],
]
PERSIAN_IN_PERSIAN = [
    ["فروردین"],
    ["اردیبهشت"],
    ["خرداد"],
    ["تیر"],
    ["مرداد", "امرداد"],
    ["شهریور"],
    ["مهر"],
    ["آبان"],
    ["آذر"],
    ["دی"],
    ["بهمن"],
    ["اسفند"],
]
AFGHAN = [
    ["حمل"],
    ["ثور"],
    ["جوزا"],
    ["سرطان"],
    ["اسد"],
    ["سنبله"],
    ["میزان"],
    ["عقرب"],
    ["قوس"],
    ["جدی"],
    ["دلو"],
    ["حوت"],
]
ISLAMIC = [
    ["محرم", "محرم الحرام"],
    ["صفر"],
    ["ربيع الأول"],
    ["ربيع الآخر", "ربيع الثاني"],
    ["جمادى الأولى", "جمادى الأول"],
    ["جمادى الآخرة", "جمادى الثانية", "جمادى الثاني", "جمادى الآخر"],
    ["رجب"],
    ["شعبان"],
    ["رمضان"],
    ["شوال"],
    ["ذو القعدة", "ذي القعدة"],
    ["ذو الحجة", "ذي الحجة"],
]
SHORT_DAYS = frozenset(("fr", "de", "es", "it", "pt", "ru", "uk", "tr", "nl", "pl"))
"""Languages whose pages stamp dates with the short names of weekdays."""
CASES: Mapping[str, tuple[str, ...]] = {
    "ru": (
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
        "январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю",
    ),
    "uk": ("січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні",),
    "pl": ("styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu",),
    "cs": ("lednu únoru březnu dubnu květnu červnu červenci srpnu září říjnu listopadu prosinci",),
    "sk": ("januári februári marci apríli máji júni júli auguste septembri októbri novembri decembri",),
    "hr": ("siječnju veljači ožujku travnju svibnju lipnju srpnju kolovozu rujnu listopadu studenome prosincu",),
    "sr": (
        "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
        "јануару фебруару марту априлу мају јуну јулу августу септембру октобру новембру децембру",
    ),
    "sr_Latn": (
        "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
        "januaru februaru martu aprilu maju junu julu avgustu septembru oktobru novembru decembru",
    ),
    "bs": (
        "januara februara marta aprila maja juna jula augusta septembra oktobra novembra decembra",
        "januaru februaru martu aprilu maju junu julu augustu septembru oktobru novembru decembru",
    ),
    "sl": (
        "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
        "januarju februarju marcu aprilu maju juniju juliju avgustu septembru oktobru novembru decembru",
    ),
    "fi": ("tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu".replace(" ", "kuussa ") + "kuussa",),
}
"""Forms in which months stand after "in" and "towards", and in dates where CLDR has the dictionary form only."""
EXTRA_MONTHS: Mapping[str, Mapping[str, list[list[str]]]] = {
    "ar": {
        "western": [
            [],
            [],
            [],
            [],
            ["مايس"],
            [],
            ["يوليه"],
            ["اغسطس"],
            [],
            ["اكتوبر"],
            [],
            ["ديسيمبر"],
        ],
        "levantine": ARABIC_LEVANTINE,
        "maghrebi": ARABIC_MAGHREBI,
        "persian": PERSIAN_IN_ARABIC,
        "islamic": ISLAMIC,
    },
    "fa": {
        "western": [
            ["جنوری"],
            ["فبروری"],
            ["مارچ"],
            ["آپریل", "اپریل"],
            ["می"],
            ["جون"],
            ["جولای", "جولائی"],
            ["آگوست", "اگست", "آگست"],
            ["سپتمبر"],
            ["اکتوبر"],
            ["نومبر"],
            ["دسمبر"],
        ],
        "persian": PERSIAN_IN_PERSIAN,
        "afghan": AFGHAN,
        "islamic": ISLAMIC,
    },
    "en": {
        "short": [[], [], [], [], [], [], [], [], ["Sept"], [], [], []],
        "persian": [
            ["Farvardin"],
            ["Ordibehesht"],
            ["Khordad"],
            ["Tir"],
            ["Mordad"],
            ["Shahrivar"],
            ["Mehr"],
            ["Aban"],
            ["Azar"],
            ["Dey"],
            ["Bahman"],
            ["Esfand"],
        ],
        "islamic": [
            ["Muharram"],
            ["Safar"],
            ["Rabi al-Awwal"],
            ["Rabi al-Thani"],
            ["Jumada al-Awwal"],
            ["Jumada al-Thani"],
            ["Rajab"],
            ["Shaban", "Sha'ban"],
            ["Ramadan"],
            ["Shawwal"],
            ["Dhu al-Qadah"],
            ["Dhu al-Hijjah"],
        ],
    },
    "pt": {"western": [[], [], ["marco"], *([[]] * 9)]},
    "de": {"western": [["Jänner"], ["Feber"], *([[]] * 10)]},
}
EXTRA_WEEKDAYS: Mapping[str, list[list[str]]] = {
    "ar": [["الإثنين"], ["الثلثاء"], ["الاربعا"], [], [], [], []],
    "fa": [
        ["دو شنبه"],
        ["سه شنبه", "سهشنبه"],
        ["چهار شنبه"],
        ["پنج شنبه"],
        ["آدینه"],
        [],
        ["یک شنبه"],
    ],
    "en": [["Mon"], ["Tue", "Tues"], ["Wed"], ["Thu", "Thur", "Thurs"], ["Fri"], ["Sat"], ["Sun"]],
    "ru": [[], [], ["среду"], [], ["пятницу"], ["субботу"], []],
    "uk": [[], [], ["середу"], [], ["п'ятницю"], ["суботу"], ["неділю"]],
    "pl": [[], [], ["środę"], [], [], ["sobotę"], ["niedzielę"]],
    "de": [[], [], [], [], [], ["Sonnabend"], []],
    "pt": [["segunda"], ["terça"], ["quarta"], ["quinta"], ["sexta"], [], []],
}


def levels(language: str) -> Iterable[Mapping[str, Any]]:
    """The language's own CLDR data; without the root's placeholders (``M01``)."""
    yield localedata.load("no" if language in ("nb", "nn") else language, merge_inherited=False)


def names(language: str, field: str, width: str, count: int, first: int) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(count)]
    for data in levels(language):
        for context in ("format", "stand-alone"):
            table = data.get(field, {}).get(context, {}).get(width, {})
            if not isinstance(table, Mapping):
                continue
            for number, name in table.items():
                if isinstance(name, str):
                    found[number - first].append(LINK.sub("", name.strip(". \N{HEBREW PUNCTUATION GERESH}")))
    return found


def joined(*tables: list[list[str]]) -> list[list[str]]:
    return [list(dict.fromkeys(name for names in row if names for name in names)) for row in zip(*tables, strict=True)]


def entry(language: str) -> dict[str, Any]:
    extra = EXTRA_MONTHS.get(language, {})
    months = {style: joined(table) for style, table in extra.items()}
    wide = names(language, "months", "wide", 12, 1)
    short = names(language, "months", "abbreviated", 12, 1)
    if language == "fa":  # its abbreviations are the names without the linking vowel
        wide, short = joined(short, wide), [[]] * 12
    empty: list[list[str]] = [[] for _ in range(12)]
    cases = [[[name] for name in row.split()] for row in CASES.get(language, ())]
    months["western"] = joined(wide, extra.get("western", empty), *cases)
    known = {name for row in months["western"] for name in row}
    short = joined(short, extra.get("short", empty))
    months["short"] = [[name for name in row if name not in known and len(name) > 1] for row in short]
    none: list[list[str]] = [[] for _ in range(7)]
    short_days = names(language, "days", "abbreviated", 7, 0) if language in SHORT_DAYS else none
    weekdays = joined(names(language, "days", "wide", 7, 0), EXTRA_WEEKDAYS.get(language, none), short_days)
    return {"weekdays": weekdays, "months": {style: table for style, table in months.items() if any(table)}}


def main() -> None:
    data = {language.replace("_", "-"): entry(language) for language in LANGUAGES}
    OUTPUT.parent.mkdir(exist_ok=True)
    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in data.items()]
    OUTPUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
