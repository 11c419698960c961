"""The packs for English and Persian: whole documents, the translated and the native."""

import pytest

from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.text import plain

PACKS = tuple(
    pack
    for pack in load_packs()
    if pack.name.partition(".")[2] in ("mistranslation", "untranslated", "segmentation", "repetition", "consistency")
)

TRANSLATED_EN = """According to the international group of Mehr News Agency, the Popular Crowd of Iraq has gone.

The commander of the Jerusalem Corps He said that clashes in the west. Iraq ended in Mehr 1401, and Iran agrees.

End of message /
"""
NATIVE_EN = """The Popular Mobilization Forces of Iraq have left the camp, the Mehr News Agency reported on Monday.

The commander of the Quds Force said that clashes in the west of Iraq had ended, and that Iran agreed with the plan.
"""
TRANSLATED_FA = """به گزارش خبرگزاری آسوشیتد مطبوعات، دبیر دفاع آمریکا روز دوشنبه وارد پایگاه هوایی چشم شیر در عراق شد.

به گفته ژنرال. کنت میلر حدود سه هزار عضو خدمت از ۸ ممکن است ۲۰۲۰ در این پایگاه مانده‌اند.
"""
NATIVE_FA = """به گزارش آسوشیتدپرس، وزیر دفاع آمریکا روز دوشنبه وارد پایگاه هوایی عین‌الاسد در عراق شد.

به گفته ژنرال کنت میلر حدود سه هزار نظامی از ۸ مه ۲۰۲۰ در این پایگاه مانده‌اند.
"""


def _rules(text: str, language: str) -> set[str]:
    return {placed.finding.rule for placed in Auditor(PACKS).audit(plain(text, language=language)).findings}


def test_translated_english_gives_itself_away() -> None:
    assert _rules(TRANSLATED_EN, "en") >= {
        "en.mistranslation.international-group-of-agency",
        "en.mistranslation.popular-mobilization-crowd",
        "en.mistranslation.jerusalem-force",
        "en.mistranslation.pronoun-after-name",
        "en.mistranslation.end-of-message",
        "en.segmentation.direction-stop",
        "en.untranslated.solar-hijri-year",
    }


def test_translated_persian_gives_itself_away() -> None:
    assert _rules(TRANSLATED_FA, "fa") >= {
        "fa.mistranslation.agency-press",
        "fa.mistranslation.state-department-literal",
        "fa.mistranslation.name-read-as-word",
        "fa.mistranslation.service-members",
        "fa.mistranslation.may-as-verb",
        "fa.segmentation.rank-stop",
    }


@pytest.mark.parametrize(("text", "language"), [(NATIVE_EN, "en"), (NATIVE_FA, "fa")])
def test_the_same_news_written_well_is_silent(text: str, language: str) -> None:
    assert _rules(text, language) == set()


@pytest.mark.parametrize("language", ["en", "fa", "ar", "de", "sw"])
def test_remarks_of_services_are_found_in_documents_of_any_language(language: str) -> None:
    text = "Machine Translated by Google\n\nAs an AI language model, I cannot say."
    assert _rules(text, language) >= {"any.mistranslation.service-notice", "any.mistranslation.language-model-speaks"}
