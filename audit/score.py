"""How findings become a score that can be recomputed by hand from the report.

A finding costs ``POINTS[severity] x weight x CONFIDENCE[confidence] x extent``; the k-th finding of one family with the
same quotation counts 1/sqrt(k) of that, category by category: were they damped across categories, a new finding in one
could raise the sub-score of another. With D points per 1,000 words the score is ``100 x 0.8^(D / ACCEPTABLE)``:
`ACCEPTABLE` points per 1,000 words cost the first twenty. A category's sub-score is the same curve on its own points,
so the score over 100 is the product of the sub-scores over 100.

The shape follows the calibrated scoring model of MQM (reference word count, penalty points, acceptable points), with an
exponential instead of a line so that it never reaches zero and no finding is ever free.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import Final

from audit.finding import CATEGORIES, Confidence, Finding, Severity
from audit.zones import words

POINTS: Final[Mapping[Severity, float]] = {
    Severity.INFO: 0.0,
    Severity.MINOR: 1.0,
    Severity.MAJOR: 5.0,
    Severity.CRITICAL: 25.0,
}
CONFIDENCE: Final[Mapping[Confidence, float]] = {Confidence.LOW: 0.0, Confidence.MEDIUM: 0.5, Confidence.HIGH: 1.0}
EXTENT_WORDS: Final = 25
"""A finding longer than this costs in proportion: a foreign paragraph is worse than a foreign word."""
PASS: Final = 0.8
ACCEPTABLE: Final = 50.0
"""Points per 1,000 words at which a document scores 80. Calibrated with `scripts/calibrate.py`."""
FLOOR: Final = 200
"""Words: a shorter document is judged as if it had so many, for one slip in a note is no catastrophe."""
SHORT: Final = 50
"""Words below which a report says that the score rests on little text."""
GRADES: Final = ((90.0, "A"), (80.0, "B"), (65.0, "C"), (45.0, "D"))


def points(findings: Sequence[Finding]) -> tuple[float, ...]:
    """What each finding costs, in the order given. Within a damped group the dearest counts first."""
    full = [undamped(finding) for finding in findings]
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(group(finding), []).append(number)
    damped = [0.0] * len(full)
    for numbers in groups.values():
        for rank, number in enumerate(sorted(numbers, key=lambda number: -full[number]), 1):
            damped[number] = full[number] / sqrt(rank)
    return tuple(damped)


def group(finding: Finding) -> tuple[str, str, str]:
    """Findings that agree in this damp each other."""
    return finding.category, finding.family, finding.folded


def undamped(finding: Finding) -> float:
    """What a finding would cost alone."""
    extent = max(1.0, words(finding.text) / EXTENT_WORDS)
    return POINTS[finding.severity] * finding.weight * CONFIDENCE[finding.confidence] * extent


def score(total: float, size: int) -> float:
    """The score of so many points in ``size`` words: in (0, 100]."""
    return 100.0 * exp(exponent(total, size))


def exponent(total: float, size: int) -> float:
    """What so many points add to the logarithm of a score: never above 0, and a sum over findings."""
    density = 1000.0 * total / max(size, FLOOR)
    return log(PASS) * density / ACCEPTABLE


def category_scores(findings: Sequence[Finding], costs: Sequence[float], size: int) -> dict[str, float]:
    """The sub-score of every category, those of packs of one's own after the known ones."""
    totals: dict[str, float] = dict.fromkeys(CATEGORIES, 0.0)
    for finding, cost in zip(findings, costs, strict=True):
        totals[finding.category] = totals.get(finding.category, 0.0) + cost
    return {name: score(total, size) if total else 100.0 for name, total in totals.items()}


def grade(value: float) -> str:
    """A to E."""
    return next((letter for least, letter in GRADES if value >= least), "E")


def pooled(documents: Iterable[tuple[float, int]]) -> float:
    """The score of a corpus from each document's points and words: points are pooled, scores are not averaged."""
    total, size = 0.0, 0
    for cost, length in documents:
        total += cost
        size += max(length, FLOOR)
    return score(total, size)
