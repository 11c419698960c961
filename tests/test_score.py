from dataclasses import replace
from math import isclose, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.finding import Confidence, Finding, Severity
from audit.score import FLOOR, category_scores, grade, points, pooled, score
from audit.text import Span

FINDINGS = st.builds(
    lambda family, severity, confidence, folded, length, weight, category: Finding(
        rule=family,
        category=category,
        severity=severity,
        confidence=confidence,
        message="m",
        suggestion=None,
        span=Span(0, 1),
        text="word " * length,
        folded=folded,
        family=family,
        weight=weight,
        fingerprint="",
    ),
    family=st.sampled_from(["a.b.c", "a.b.d"]),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    folded=st.sampled_from(["x", "y"]),
    length=st.integers(1, 60),
    weight=st.sampled_from([0.2, 1.0, 2.0]),
    category=st.sampled_from(["dates", "encoding", "own"]),
)
DOCUMENTS = st.lists(FINDINGS, max_size=12)
SIZES = st.integers(0, 5_000)


def total(findings: list[Finding]) -> float:
    return sum(points(findings))


@given(DOCUMENTS, FINDINGS, SIZES)
def test_one_more_finding_never_raises_a_score(findings: list[Finding], more: Finding, size: int) -> None:
    before, after = points(findings), points([*findings, more])
    assert score(sum(after), size) <= score(sum(before), size) + 1e-9
    old, new = category_scores(findings, before, size), category_scores([*findings, more], after, size)
    assert all(new[name] <= old.get(name, 100.0) + 1e-9 for name in new)


@given(DOCUMENTS, FINDINGS, SIZES)
def test_one_that_counts_lowers_it(findings: list[Finding], more: Finding, size: int) -> None:
    assume(more.severity is not Severity.INFO and more.confidence is not Confidence.LOW)
    assert score(total([*findings, more]), size) < score(total(findings), size)


@given(DOCUMENTS, st.randoms(use_true_random=False), SIZES)
def test_order_does_not_matter(findings: list[Finding], random: object, size: int) -> None:
    shuffled = sorted(findings, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert isclose(score(total(shuffled), size), score(total(findings), size))


@given(DOCUMENTS, st.integers(0, 11), SIZES)
def test_a_graver_severity_never_raises_it(findings: list[Finding], which: int, size: int) -> None:
    assume(which < len(findings) and findings[which].severity is not Severity.CRITICAL)
    graver = list(Severity)[findings[which].severity.rank + 1]
    changed = [replace(f, severity=graver) if n == which else f for n, f in enumerate(findings)]
    assert score(total(changed), size) <= score(total(findings), size) + 1e-9


@given(DOCUMENTS, SIZES)
def test_the_score_is_the_product_of_its_parts(findings: list[Finding], size: int) -> None:
    costs = points(findings)
    parts = category_scores(findings, costs, size)
    assert isclose(score(sum(costs), size) / 100, prod(part / 100 for part in parts.values()), abs_tol=1e-12)


def test_nothing_found_is_100_however_short() -> None:
    assert score(0, 0) == score(0, 10_000) == 100.0


def test_below_the_floor_length_does_not_count() -> None:
    assert score(5, 1) == score(5, FLOOR) < score(5, FLOOR + 1)


def test_repeats_are_damped_and_different_quotations_are_not() -> None:
    one = Finding("r", "dates", Severity.MAJOR, Confidence.HIGH, "m", None, Span(0, 1), "x", "x", "f", 1.0, "")
    assert points([one, one]) == pytest.approx((5.0, 5 / 2**0.5))
    assert points([one, replace(one, folded="y")]) == (5.0, 5.0)
    assert points([replace(one, text="w " * 50, folded="z")]) == (10.0,)


def test_a_corpus_pools_points() -> None:
    assert pooled([(10.0, 1_000), (0.0, 1_000)]) == score(10.0, 2_000)
    assert pooled([(10.0, 1_000)]) == score(10.0, 1_000)


@pytest.mark.parametrize(
    ("value", "letter"), [(100, "A"), (90, "A"), (89.99, "B"), (80, "B"), (65, "C"), (45, "D"), (44, "E")]
)
def test_grades(value: float, letter: str) -> None:
    assert grade(value) == letter
