"""Whether a run is good enough: bars held against every document's unrounded scores.

What a baseline knows and what is suppressed is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from audit.finding import Confidence, Severity
from audit.report import DocumentReport, Failure, Gate, Miss, Placed
from audit.smallest import smallest

_TINY: Final = 0.05


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bars for one document; None and empty: no bar.

    ``under``: the least score; ``categories``: the least sub-scores; ``severity``: no finding may be so grave;
    ``most``: so many findings of severity minor or worse are allowed. Findings of low confidence never count.
    """

    under: float | None = None
    categories: Mapping[str, float] = field(default_factory=dict)
    severity: Severity | None = None
    most: int | None = None

    def over(self, other: "Thresholds") -> "Thresholds":
        """These bars, and the other's where there are none here."""
        return Thresholds(
            other.under if self.under is None else self.under,
            {**other.categories, **self.categories},
            other.severity if self.severity is None else self.severity,
            other.most if self.most is None else self.most,
        )


def judge(documents: Iterable[DocumentReport], bars: Callable[[str], Thresholds]) -> Gate:
    """Hold every document that could be read against the bars for its path."""
    failures: list[Failure] = []
    barred = False
    for document in documents:
        if document.errors:
            continue
        own = bars(document.path)
        barred |= own != Thresholds()
        if (failure := failed(document, own)) is not None:
            failures.append(failure)
    return Gate(tuple(failures), barred)


def failed(document: DocumentReport, bars: Thresholds) -> Failure | None:
    """What a document misses, and the least work that would mend it; None if it passes."""
    misses = tuple(missed(document, bars))
    if not misses:
        return None
    repair = smallest(
        document, under=bars.under, categories=bars.categories.items(), severity=bars.severity, most=bars.most
    )
    return Failure(document.path, document.id, misses, repair)


def missed(document: DocumentReport, bars: Thresholds) -> Iterator[Miss]:
    """Each bar that a document misses, with the distance in words."""
    name = document.path if document.id is None else f"{document.path} ({document.id})"
    standing = document.standing
    if bars.under is not None and standing.score < bars.under:
        reason = f"{name}: score {_shortfall(standing.score, bars.under)}"
        yield Miss("score", standing.score, bars.under, reason)
    scores = dict(standing.categories)
    for category in sorted(bars.categories):
        value, bar = scores.get(category, 100.0), bars.categories[category]
        if value < bar:
            yield Miss(category, value, bar, f"{name}: {category} {_shortfall(value, bar)}")
    if bars.severity is not None:
        yield from _grave(name, document, bars.severity)
    if bars.most is not None:
        number = sum(placed.finding.severity is not Severity.INFO for placed in _counted(document))
        if number > bars.most:
            reason = f"{name}: {number} findings are {number - bars.most} more than {bars.most}"
            yield Miss("findings", number, bars.most, reason)


def _counted(document: DocumentReport) -> tuple[Placed, ...]:
    return tuple(
        placed
        for placed in document.findings
        if not placed.accepted and placed.finding.confidence is not Confidence.LOW
    )


def _shortfall(value: float, bar: float) -> str:
    """``79.9 is 0.1 under 80``; with more decimals where one would hide the gap."""
    shown = next((text for digits in (1, 2, 4) if float(text := f"{value:.{digits}f}") < bar), repr(value))
    gap = f"{bar - value:.1f}" if bar - value >= _TINY else f"{bar - value:.2g}"
    return f"{shown} is {gap} under {bar:g}"


def _grave(name: str, document: DocumentReport, severity: Severity) -> Iterator[Miss]:
    grave = [placed for placed in _counted(document) if placed.finding.severity.rank >= severity.rank]
    if not grave:
        return
    first = grave[0]
    at = f"{first.line}:{first.column} " if first.line else ""
    kinds = severity.value if severity is Severity.CRITICAL else f"{severity.value} or worse"
    many = f"{len(grave)} findings" if len(grave) > 1 else "a finding"
    reason = f"{name}: {many} of severity {kinds}, first at {at}{first.finding.rule}"
    yield Miss("severity", len(grave), 0, reason)
