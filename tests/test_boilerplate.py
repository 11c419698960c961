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
