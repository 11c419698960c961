"""The packs of page furniture on whole pages of our own making."""

import json
from functools import cache
from pathlib import Path

import pytest

from audit.examples import failures
from audit.finding import Confidence
from audit.packs import BUILTIN, load_packs
from audit.pipeline import Auditor
from audit.rule import Rule
from audit.text import plain

PACKS = sorted(
    path
    for path in BUILTIN.glob("*/*.yaml")
    if path.name in ("boilerplate.yaml", "cms.yaml", "headlines.yaml", "sections.yaml")
)

GOLD = Path(__file__).parents[1] / ".." / "shared" / "gold" / "seeds.jsonl"


@cache
def auditor() -> Auditor:
    return Auditor(load_packs(PACKS, builtin=False))


RULES = [rule for pack in load_packs(PACKS, builtin=False) for rule in pack.rules]


def flagged(text: str, language: str) -> list[str]:
    report = auditor().audit(plain(text, language=language))
    return [placed.finding.text for placed in report.findings if placed.finding.confidence is not Confidence.LOW]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert list(failures(rule)) == []


def test_arabic_page_with_an_english_form() -> None:
    paragraph = "اجتمع الوزراء يوم الأحد في العاصمة لبحث أزمة المياه واتفقوا بعد نقاش طويل على خطة جديدة."
    furniture = ["محليات", "اقرأ المزيد", "Leave a Reply", "Your email address will not be published.", "*"]
    text = "\n".join([furniture[0], "الوزراء يتفقون على خطة للنهر", paragraph, paragraph, *furniture[1:]])
    assert flagged(text, "ar") == furniture


def test_running_text_stays_silent() -> None:
    text = (
        "He asked readers to leave a reply, and the advertisement said: read more, share on Facebook, and subscribe.\n"
        "Home is where the heart is, she said; the news from the world of sport and politics was not good."
    )
    assert flagged(text, "en") == []


def test_subheadings_stay_silent() -> None:
    paragraph = "The ministers met on Sunday in the capital and agreed on a new plan for the river."
    assert flagged("\n".join([paragraph, "A new plan", paragraph, "What comes next", paragraph]), "en") == []


ARABIC = (
    "أعلنت وزارة المياه أمس أن منسوب السد ارتفع ثلاثة أمتار بعد أمطار استمرت أسبوعا كاملا في الشمال.",
    "وقال مدير السد إن الفرق الفنية تراقب البوابات على مدار الساعة ودعا السكان إلى الابتعاد عن المجرى.",
)
PERSIAN = (
    "وزارت نیرو دیروز اعلام کرد که سطح آب سد پس از یک هفته بارندگی سه متر بالا آمده است.",
    "مدیر سد گفت که گروه‌های فنی شبانه‌روز دریچه‌ها را زیر نظر دارند و از مردم خواست دور بمانند.",
)
ENGLISH = (
    "The water ministry said on Monday that the level of the reservoir had risen by three metres.",
    "The manager of the dam said his crews were watching the gates around the clock all week.",
)
PAGES = {
    "ar": (
        ("الرئيسية / محليات / البيئة", "كتبت: سلمى الناصر", "الأحد 3 مارس 2024 - 14:25", "استمع للخبر"),
        ARABIC,
        ("(تستمر القصة بعد الإعلان)", "وزير الخارجية يصل إلى العاصمة للمشاركة في القمة"),
        (
            "عدد المشاهدات : 1345",
            "#السد #أمطار",
            "ضع تعليقك هنا",
            "التعليقات (0)",
            "نستخدم ملفات الارتباط لتحسين تجربتك",
        ),
    ),
    "fa": (
        ("صفحه نخست » اجتماعی » محیط زیست", "کد خبر: 884512", "زمان انتشار: ۱۳ اسفند ۱۴۰۲", "اندازه متن"),
        PERSIAN,
        ("ادامه مطلب پس از تبلیغ", "وزیر ورزش از استعفای سرمربی تیم ملی خبر داد"),
        ("عکس: رضا احمدی", "تلگرام واتساپ توییتر", "نظر شما چیست؟", "ورود / عضویت", "گزارش خطا"),
    ),
    "en": (
        ("Home > News > Environment", "Updated 2 hours ago", "Save for later", "1.2K Views"),
        ENGLISH,
        ("ADVERTISEMENT - CONTINUE READING BELOW", "Premier resigns after budget row with coalition partners"),
        ("A gate of the dam (Reuters/Ann Lee)", "Terms | Privacy | Contact", "Manage consent", "Rate this article"),
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_whole_pages(language: str) -> None:
    head, paragraphs, between, tail = PAGES[language]
    text = "\n".join([*head, paragraphs[0], *between, paragraphs[1], paragraphs[0], *tail])
    found = set(flagged(text, language))
    assert {*head, *between, *tail} <= found
    assert not found & set(paragraphs)


@pytest.mark.skipif(not GOLD.exists(), reason="the annotation is not here")
def test_annotated_seeds() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = BUILTIN.parent / gold["path"]
        if not path.exists():
            pytest.skip("the seeds are not here")
        report = auditor().audit(plain(path.read_text(encoding="utf-8"), language="ar"))
        spans = [placed.finding.span for placed in report.findings if placed.finding.span]
        for want in gold["findings"]:
            if want["category"] == "boilerplate" and want["required"]:
                assert any(
                    start < want["end"] and want["start"] < end and end - start <= 2 * (want["end"] - want["start"]) + 4
                    for start, end in spans
                ), want["id"]
