from audit.errors import Problem
from audit.finding import Confidence, Finding, Severity
from audit.gate import Thresholds, judge, missed
from audit.report import DocumentReport, Placed, unreadable
from audit.text import Span


def document(score: float, *severities: Severity, confidence: Confidence = Confidence.HIGH) -> DocumentReport:
    findings = tuple(
        Placed(
            Finding("en.x.y", "x", severity, confidence, "m", None, Span(0, 1), "a", "a", "en.x.y", 1.0, "f"),
            1.0, 3, 7, 3, 8,
        )
        for severity in severities
    )  # fmt: skip
    return DocumentReport("a.txt", None, "en", 100, 1.0, score, (("dates", score), ("x", 100.0)), None, findings)


def said(report: DocumentReport, bars: Thresholds) -> list[str]:
    return [miss.reason for miss in missed(report, bars)]


def test_scores_are_held_unrounded_against_the_bar() -> None:
    assert said(document(80.0), Thresholds(80)) == []
    assert said(document(79.96), Thresholds(80)) == ["a.txt: score 79.96 is 0.04 under 80"]
    assert said(document(41.234), Thresholds(80)) == ["a.txt: score 41.2 is 38.8 under 80"]


def test_categories() -> None:
    bars = Thresholds(categories={"x": 100, "dates": 90, "absent": 100})
    assert said(document(50.0), bars) == ["a.txt: dates 50.0 is 40.0 under 90"]


def test_severities_without_low_confidence() -> None:
    bars = Thresholds(severity=Severity.MAJOR)
    graded = document(50.0, Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)
    assert said(graded, bars) == ["a.txt: 2 findings of severity major or worse, first at 3:7 en.x.y"]
    assert said(document(50.0, Severity.CRITICAL, confidence=Confidence.LOW), bars) == []


def test_unreadable_documents_miss_no_bar() -> None:
    gate = judge([unreadable("b.txt", [Problem("b.txt", "empty")]), document(10.0)], lambda path: Thresholds(50))
    assert (gate.passed, gate.reasons) == (False, ("a.txt: score 10.0 is 40.0 under 50",))


def test_bars_over_bars() -> None:
    general = Thresholds(80, {"dates": 90, "x": 10}, Severity.MAJOR)
    assert Thresholds(0, {"x": 50}).over(general) == Thresholds(0, {"dates": 90, "x": 50}, Severity.MAJOR)
