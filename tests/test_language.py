"""Languages are told by script, letters and function words."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import language
from audit.language import UNKNOWN, detect, scripts

CLEAN = Path(__file__).parents[1] / ".." / "shared" / "eval" / "clean.jsonl.gz"

SENTENCES = {
    "ar": "وصل الوفد إلى المدينة صباح اليوم وعقد اجتماعا مع المحافظ في مبنى البلدية.",
    "fa": "این گزارش را یکی از همکاران ما در شهر نوشته است و فردا منتشر می‌شود.",
    "ur": "یہ رپورٹ ہمارے ایک ساتھی نے شہر میں لکھی ہے اور کل شائع ہو گی۔",
    "ps": "دا راپور زموږ یو همکار په ښار کې لیکلی دی او سبا به خپور شي.",
    "ckb": "ئەم ڕاپۆرتە یەکێک لە هاوکارەکانمان لە شار نووسیویەتی.",
    "ug": "بۇ دوكلاتنى خىزمەتدىشىمىز شەھەردە يازغان ۋە ئەتە ئېلان قىلىنىدۇ.",
    "en": "The report was written by one of our colleagues and it will be published tomorrow.",
    "de": "Der Bericht wurde von einem unserer Kollegen geschrieben und erscheint am Montag.",
    "fr": "Le rapport a été écrit par un de nos collègues et il sera publié demain.",
    "es": "El informe fue escrito por uno de los colegas y se publicará el lunes.",
    "pt": "O relatório foi escrito por um dos colegas e não será publicado na segunda.",
    "it": "Il rapporto è stato scritto da uno dei colleghi e sarà pubblicato domani.",
    "nl": "Het verslag is door een van de collega's geschreven en wordt morgen niet gedrukt.",
    "pl": "Raport został napisany przez jednego z kolegów i będzie jutro w gazecie.",
    "cs": "Zprávu napsal jeden z kolegů a zítra bude v novinách, ale není dlouhá.",
    "ro": "Raportul a fost scris de unul dintre colegi și va fi publicat mâine.",
    "tr": "Bu rapor bir arkadaşımız tarafından yazıldı ve yarın için çok önemli.",
    "id": "Laporan ini ditulis oleh rekan kami dan akan terbit pada hari Senin.",
    "vi": "Báo cáo này được viết bởi một đồng nghiệp và sẽ ra vào ngày mai.",
    "sw": "Ripoti hii iliandikwa na mwenzetu na itachapishwa kesho katika gazeti.",
    "ru": "Отчёт написал один из коллег, и завтра его напечатают в газете.",
    "uk": "Звіт написав один із колег, і завтра його надрукують у газеті.",
    "bg": "Докладът беше написан от един колега и ще излезе утре във вестника.",
    "sr": "Извештај је написао један колега и сутра ће бити у новинама.",
    "el": "Η έκθεση γράφτηκε από έναν συνάδελφο.",
    "he": "הדוח נכתב על ידי עמית שלנו ויפורסם מחר.",
    "hi": "यह रिपोर्ट हमारे एक साथी ने लिखी है और कल छपेगी।",
    "bn": "এই প্রতিবেদনটি আমাদের এক সহকর্মী লিখেছেন।",
    "th": "รายงานนี้เขียนโดยเพื่อนร่วมงานของเรา",
    "ka": "ანგარიში ჩვენმა კოლეგამ დაწერა.",
    "zh": "这份报告是我们的一位同事写的，明天出版。",
    "ja": "この報告書は同僚が書いたもので、明日発行されます。",
    "ko": "이 보고서는 우리 동료가 썼습니다.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items(), ids=SENTENCES)
def test_sentences(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", " ", "12 345", "?!", "\N{GRINNING FACE}", "https://"])
def test_nothing_to_tell(text: str) -> None:
    assert detect(text) in (UNKNOWN, "en") if "http" in text else detect(text) == UNKNOWN


def test_the_main_text_decides() -> None:
    furniture = "Leave a Reply\nYour email address will not be published.\nShare on Facebook\nRead more\n" * 6
    assert detect(SENTENCES["ar"] * 6 + "\n" + furniture) == "ar"
    assert detect(furniture + SENTENCES["zh"] * 8) == "zh"


def test_clear_texts_never_ask_langdetect(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(language, "by_letters", asked)
    for code, text in SENTENCES.items():
        assert detect(text * 5) == code


def test_doubt_is_settled_the_same_way_each_time() -> None:
    text = "Vestibulum porttitor consequat lobortis dignissim"
    assert len({language.by_letters(text, ("en", "ro", "it")) for _ in range(5)}) == 1
    assert language.by_letters(text, ("xx", "yy")) is None
    assert language.by_letters("12", ("en", "ro")) is None


def test_scripts_weigh_wide_letters() -> None:
    assert scripts("abc") == Counter(Latin=3)
    assert scripts("中文 abc")["Han"] == 5
    assert scripts("") == Counter()


@given(st.text())
def test_any_text_has_some_answer(text: str) -> None:
    assert detect(text)
    assert detect(text) == detect(text)


@pytest.mark.skipif(not CLEAN.exists(), reason="needs the evaluation texts")
def test_real_documents() -> None:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    with gzip.open(CLEAN, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            code = row["lang"].partition("-")[0]
            all_[code] += 1
            right[code] += detect(row["text"]) == code
    for code, count in all_.items():
        assert right[code] >= (0.96 if code == "es" else 0.98) * count, code


def test_a_quotation_does_not_make_the_page_its_own() -> None:
    turkish = (
        "Belediye başkanı dün akşam yeni köprünün açılışında konuştu. Şehirde yaşayanlar uzun süredir bu köprüyü "
        "bekliyordu. Yetkililer çalışmaların iki yıl sürdüğünü söyledi. Köprüden ilk araçlar sabah saatlerinde geçti. "
    )
    english = (
        "The mayor said at the opening that it would be used by all of the people of the city and by their guests."
    )
    assert detect(turkish + english) == "tr"
    assert detect(f"{english} {english} {turkish[:62]}") == "en"
