"""Whether a run is good enough: bars held against every document's unrounded scores."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from audit.finding import Confidence, Severity
from audit.report import DocumentReport, Gate

_TINY: Final = 0.05


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bars for one document; None and empty: no bar.

    ``under``: the least score; ``categories``: the least sub-scores; ``severity``: no finding may be so grave. Findings
    of low confidence never count.
    """

    under: float | None = None
    categories: Mapping[str, float] = field(default_factory=dict)
    severity: Severity | None = None

    def over(self, other: "Thresholds") -> "Thresholds":
        """These bars, and the other's where there are none here."""
        return Thresholds(
            other.under if self.under is None else self.under,
            {**other.categories, **self.categories},
            other.severity if self.severity is None else self.severity,
        )


def judge(documents: Iterable[DocumentReport], bars: Callable[[str], Thresholds]) -> Gate:
    """Hold every document that could be read against the bars for its path."""
    reasons = tuple(
        reason for document in documents if not document.errors for reason in missed(document, bars(document.path))
    )
    return Gate(not reasons, reasons)


def missed(document: DocumentReport, bars: Thresholds) -> Iterator[str]:
    """A sentence for each bar that a document misses, with the distance."""
    name = document.path if document.id is None else f"{document.path} ({document.id})"
    if bars.under is not None and document.score < bars.under:
        yield f"{name}: score {_shortfall(document.score, bars.under)}"
    scores = dict(document.categories)
    for category in sorted(bars.categories):
        value, bar = scores.get(category, 100.0), bars.categories[category]
        if value < bar:
            yield f"{name}: {category} {_shortfall(value, bar)}"
    if bars.severity is not None:
        yield from _grave(name, document, bars.severity)


def _shortfall(value: float, bar: float) -> str:
    """``79.9 is 0.1 under 80``; with more decimals where one would hide the gap."""
    shown = next((text for digits in (1, 2, 4) if float(text := f"{value:.{digits}f}") < bar), repr(value))
    gap = f"{bar - value:.1f}" if bar - value >= _TINY else f"{bar - value:.2g}"
    return f"{shown} is {gap} under {bar:g}"


def _grave(name: str, document: DocumentReport, severity: Severity) -> Iterator[str]:
    grave = [
        placed
        for placed in document.findings
        if placed.finding.severity.rank >= severity.rank and placed.finding.confidence is not Confidence.LOW
    ]
    if not grave:
        return
    first = grave[0]
    at = f"{first.line}:{first.column} " if first.line else ""
    kinds: Sequence[str] = [severity.value] if severity is Severity.CRITICAL else [severity.value, "or worse"]
    many = f"{len(grave)} findings" if len(grave) > 1 else "a finding"
    yield f"{name}: {many} of severity {' '.join(kinds)}, first at {at}{first.finding.rule}"
