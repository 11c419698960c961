"""Foreign passages and sentences are quoted whole; names, titles and inline quotations are not reported as faults."""

import pytest

from audit.finding import Confidence
from audit.kind import Context
from audit.kinds.language import KIND, Options
from audit.text import plain
from audit.view import View

ENGLISH = "The delegation will leave for the border on Monday morning."
ARABIC = "وصل الوفد إلى المدينة صباح اليوم وعقد اجتماعا مغلقا مع المحافظ"
GERMAN = "Die Sitzung wird nicht mehr in dieser Woche stattfinden."
FRENCH = "La réunion aura lieu dans la capitale avec les ministres."
RUSSIAN = "Делегация покинет город в понедельник утром."
JAPANESE = "代表団は月曜日の朝に国境へ出発する予定です。"
CHINESE = "代表团将在星期一早上离开这座城市前往边境，这是第一次。"
PERSIAN = "این جلسه به دلیل مشکلات فنی برگزار نشد و به روز دیگری موکول شد."


def found(text: str, language: str) -> list[tuple[str, str, Confidence | None]]:
    view = View(plain(text, language=language), language)
    out = []
    for scripts in ("other", "same"):
        matcher = KIND.build(Options.model_validate({"scripts": scripts}), Context("any", {}))
        for match in matcher.find(view, None):
            assert match.span
            out.append((text[slice(*match.span)], match.values["language"], match.confidence))
    return out


@pytest.mark.parametrize(
    ("language", "around", "foreign", "said"),
    [
        ("ar", ARABIC, ENGLISH, "en"),
        ("ar", ARABIC, RUSSIAN, "ru"),
        ("ar", ARABIC, PERSIAN, "fa"),
        ("fa", PERSIAN, ARABIC + ".", "ar"),
        ("en", ENGLISH, GERMAN, "de"),
        ("en", ENGLISH, FRENCH, "fr"),
        ("en", ENGLISH, RUSSIAN, "ru"),
        ("de", GERMAN, ENGLISH, "en"),
        ("fr", FRENCH, GERMAN, "de"),
        ("ru", RUSSIAN, "Він не сказав, що буде далі з цією угодою та її умовами.", "uk"),
        ("zh", CHINESE, JAPANESE, "ja"),
        ("ja", JAPANESE, CHINESE, "zh"),
        ("zh", CHINESE, ENGLISH, "en"),
    ],
)
def test_one_foreign_sentence(language: str, around: str, foreign: str, said: str) -> None:
    before, after = around.rstrip(".。"), around
    stop = "。" if language in ("zh", "ja") else ". "
    assert (foreign, said, None) in found(f"{before}{stop}{foreign} {after}", language)
    assert found(f"{before}{stop}{after}", language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", f"{ARABIC} في The New York Times Magazine Weekly Edition أمس."),
        ("ar", f"{ARABIC}.\nRead more\nShare this on Facebook\n{ARABIC}."),
        ("ar", f"{ARABIC} jQuery(this).on(click, function() {{ return a = b; }} );"),
        ("en", "The film La vita è bella by Roberto Benigni won in Cannes, and Los Angeles loved it."),
        ("id", "Laporan ini ditulis oleh rekan kami dan boleh dibaca kerana ia penting daripada yang lain."),
        ("und", ENGLISH),
        ("xx", ENGLISH),
    ],
)
def test_no_passage(language: str, text: str) -> None:
    assert found(text, language) == []


def test_an_inline_quotation_is_shown_on_request_only() -> None:
    text = f'{ARABIC} ثم قال "{ENGLISH}" وغادر.'
    assert [(said, confidence) for _, said, confidence in found(text, "ar")] == [("en", Confidence.LOW)]
