import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from audit.renderers import RENDERERS
from audit.renderers.renderer import render
from audit.report import Report
from tests.house import audit, house
from tests.renderers.everything import reports, written

__all__ = ["house"]

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gitlab-code-quality.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parents[2] / "seeds"


def valid(text: str) -> list[Any]:
    issues: list[Any] = json.loads(text)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(issues)] == []
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_issues_are_what_nobody_has_accepted(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issues = valid(written(house, capsys, "gitlab")["gitlab"])
    told = [
        (issue["location"]["path"], issue["location"]["lines"]["begin"], issue["severity"], issue["check_name"])
        for issue in issues
        if not issue["check_name"].endswith("many-words")
    ]
    odd, shouting = "odd name, 100%: a+b.txt", "en.house.no-shouting"
    assert told == [
        ("broken.txt", 1, "blocker", "audit.not-read"),
        ("records.jsonl", 1, "blocker", "audit.not-read"),
        ("small.txt", 3, "major", shouting),
        ("small.txt", 3, "minor", "en.house.doubled-word"),
        (odd, 1, "major", shouting),
        (odd, 1, "major", shouting),
        ("records.jsonl", 1, "major", shouting),
        ("records.jsonl", 1, "major", shouting),
    ]
    assert [issue["description"] for issue in issues if issue["location"]["path"] == "records.jsonl"][1:] == [
        "a/1 document: 1.00 is the share of lines of fewer than 5 words",
        "a/1 2:11: “STOP” is shouted",
        "line 2 document: 1.00 is the share of lines of fewer than 5 words",
        "line 2 1:11: “WAIT” is shouted",
    ]


def test_fingerprints_outlive_moved_lines(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fingerprints() -> list[str]:
        return [each["fingerprint"] for each in valid(audit(capsys, "check", "page.txt", "--format", "gitlab")[1])]

    page = (SEEDS / "002_fbc81e4b622b9da9.txt").read_text(encoding="utf-8")
    (house / "page.txt").write_text(page, encoding="utf-8")
    before = fingerprints()
    head, _, rest = page.partition("\n")
    (house / "page.txt").write_text(f"{head}\n\n{rest}", encoding="utf-8")
    assert len(before) > 50
    assert fingerprints() == before


@given(reports())
@settings(max_examples=60, deadline=None)
def test_any_text_gives_valid_issues(report: Report) -> None:
    issues = valid(render(RENDERERS["gitlab"], report))
    open = [placed.finding for document in report.documents for placed in document.findings if not placed.accepted]
    problems = sum(len(document.errors) + len(document.problems) for document in report.documents)
    assert len(issues) == len(open) + problems
    for issue, finding in zip(issues[problems:], open, strict=True):
        assert (issue["check_name"], finding.message in issue["description"]) == (finding.rule, True)
