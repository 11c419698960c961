from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import smallest
from audit.finding import Confidence, Finding, Severity
from audit.gate import Thresholds, failed
from audit.report import DocumentReport, Placed
from audit.score import category_scores, points, score
from tests.test_score import FINDINGS


def report(findings: list[Finding], words: int) -> DocumentReport:
    costs = points(findings)
    placed = tuple(
        Placed(finding, cost, number, 1, number, 2)
        for number, (finding, cost) in enumerate(zip(findings, costs, strict=True), 1)
    )
    scores = tuple(category_scores(findings, costs, words).items())
    return DocumentReport("a.txt", None, "en", words, sum(costs), score(sum(costs), words), scores, None, placed)


BARS = st.builds(
    Thresholds,
    under=st.none() | st.sampled_from([50.0, 80.0, 95.0, 100.0]),
    categories=st.dictionaries(st.sampled_from(["dates", "encoding"]), st.sampled_from([70.0, 90.0, 100.0])),
    severity=st.none() | st.sampled_from(Severity),
    most=st.none() | st.integers(0, 4),
)


@settings(deadline=None)
@given(st.lists(FINDINGS, max_size=8), st.integers(0, 1500), BARS)
def test_no_smaller_set_would_pass(findings: list[Finding], words: int, bars: Thresholds) -> None:
    document = report(findings, words)
    failure = failed(document, bars)
    if failure is None:
        return
    gone = {placed.line for placed in failure.repair}
    assert len(gone) == len(failure.repair)

    def passes(left_out: set[int | None]) -> bool:
        left = [finding for number, finding in enumerate(findings, 1) if number not in left_out]
        return failed(report(left, words), bars) is None

    assert passes(gone)
    fewer = range(len(findings) + 1)[: len(gone)]
    assert not any(
        passes(set(chosen)) for number in fewer for chosen in combinations(range(1, len(findings) + 1), number)
    )


def test_a_repair_is_told_in_the_order_of_the_document() -> None:
    def grave(name: str) -> Finding:
        high = Confidence.HIGH
        return Finding(name, "dates", Severity.MAJOR, high, "m", None, None, "x", name, name, 1.0, "f")

    failure = failed(report([grave(name) for name in "cab"], 1000), Thresholds(severity=Severity.MAJOR))
    assert failure is not None
    assert [placed.finding.rule for placed in failure.repair] == ["c", "a", "b"]


@settings(deadline=None)
@given(st.lists(FINDINGS, max_size=8), st.integers(0, 1500), BARS)
def test_a_quick_answer_passes_too(findings: list[Finding], words: int, bars: Thresholds) -> None:
    exact = failed(report(findings, words), bars)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smallest, "WORK", -1)
        quick = failed(report(findings, words), bars)
    if exact is None or quick is None:
        assert exact is quick
        return
    gone = {placed.line for placed in quick.repair}
    left = [finding for number, finding in enumerate(findings, 1) if number not in gone]
    assert failed(report(left, words), bars) is None
    assert len(exact.repair) <= len(gone) == len(quick.repair)


@pytest.mark.parametrize("bars", [Thresholds(under=50.0), Thresholds(most=10), Thresholds(severity=Severity.MINOR)])
def test_a_document_of_very_many_findings_has_an_answer_that_passes(bars: Thresholds) -> None:
    findings = [
        Finding(
            name, category, severity, Confidence.HIGH, "m", None, None, "x", f"{name} {number % kinds}", name, 1.0, "f"
        )
        for name, category, severity, kinds in (
            ("a", "dates", Severity.MAJOR, 10_000),
            ("b", "typography", Severity.MINOR, 10_000),
            ("c", "typography", Severity.MINOR, 1),
        )
        for number in range(10_000)
    ]
    failure = failed(report(findings, 100_000), bars)
    assert failure is not None
    gone = {placed.line for placed in failure.repair}
    left = [finding for number, finding in enumerate(findings, 1) if number not in gone]
    assert failed(report(left, 100_000), bars) is None
    if bars.under:
        assert {placed.finding.rule for placed in failure.repair} == {"a"}
