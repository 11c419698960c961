"""What the top of the page counts: scores, verdicts, findings by category and by rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.finding import CATEGORIES, Severity
from audit.report import DocumentReport, Placed, Report, State, read_documents
from audit.score import GRADES, grade

STEP: Final = 5
"""Width of a column of the distribution, in points of score."""


@dataclass(frozen=True, slots=True)
class Row:
    """Findings of one category or rule: how many, in how many documents, what they cost together."""

    name: str
    category: str
    findings: int
    documents: int
    points: float
    share: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Documents that score from ``low`` to below ``low + STEP``, the last one up to 100; ``share`` of the highest."""

    low: int
    grade: str
    documents: int
    share: float


def columns(documents: Sequence[DocumentReport]) -> tuple[Column, ...]:
    """The distribution of scores."""
    last = 100 // STEP - 1
    counts = Counter(min(int(document.score // STEP), last) for document in documents)
    most = max(counts.values(), default=1)
    return tuple(
        Column(number * STEP, grade(float(number * STEP)), counts[number], counts[number] / most)
        for number in range(last + 1)
    )


def grades(documents: Iterable[DocumentReport]) -> tuple[tuple[str, int], ...]:
    counts = Counter(grade(document.score) for document in documents)
    return tuple((letter, counts[letter]) for letter in (*(letter for _, letter in GRADES), "E"))


def categories(documents: Iterable[DocumentReport]) -> tuple[Row, ...]:
    """Every category with findings, the dearest first."""
    return _rows(
        (placed.finding.category, placed.finding.category, document, placed) for document, placed in _all(documents)
    )


def rules(report: Report) -> tuple[Row, ...]:
    """Every rule with findings, the dearest first, with its reason."""
    why = {rule.id: rule.why for pack in report.packs for rule in pack.rules}
    found = _all(read_documents(report))
    return _rows(((placed.finding.rule, placed.finding.category, document, placed) for document, placed in found), why)


def _all(documents: Iterable[DocumentReport]) -> Iterator[tuple[DocumentReport, Placed]]:
    return ((document, placed) for document in documents for placed in document.findings)


def _rows(
    found: Iterable[tuple[str, str, DocumentReport, Placed]], why: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    counts: Counter[str] = Counter()
    points: dict[str, float] = {}
    documents: Counter[str] = Counter()
    belongs: dict[str, str] = {}
    last: dict[str, int] = {}
    for name, category, document, placed in found:
        counts[name] += 1
        points[name] = points.get(name, 0.0) + placed.points
        belongs[name] = category
        if last.get(name) != id(document):
            documents[name] += 1
            last[name] = id(document)
    order = sorted(counts, key=lambda name: (-points[name], -counts[name], _place(name), name))
    most = max(points.values(), default=0.0) or 1.0
    reasons = why or {}
    return tuple(
        Row(
            name,
            belongs[name],
            counts[name],
            documents[name],
            points[name],
            points[name] / most,
            reasons.get(name, ""),
        )
        for name in order
    )


def _place(name: str) -> int:
    return CATEGORIES.index(name) if name in CATEGORIES else len(CATEGORIES)


def severities(documents: Iterable[DocumentReport]) -> tuple[tuple[str, int], ...]:
    """How many findings of each severity, the gravest first."""
    counts = Counter(placed.finding.severity for _, placed in _all(documents))
    return tuple((severity.value, counts[severity]) for severity in reversed(Severity))


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings by what a baseline and suppressions say of them; ``mended``: known ones that are gone."""

    new: int
    known: int
    suppressed: int
    mended: int


def accepted(documents: Sequence[DocumentReport]) -> Accepted | None:
    """None when neither a baseline nor a suppression took part."""
    judged = [document for document in documents if document.gated is not None]
    if not judged:
        return None
    findings = [placed for document in judged for placed in document.findings]
    suppressed = sum(placed.suppressed is not None for placed in findings)
    return Accepted(
        new=sum(placed.state is State.NEW and placed.suppressed is None for placed in findings),
        known=sum(placed.accepted for placed in findings) - suppressed,
        suppressed=suppressed,
        mended=sum(gone.count for document in judged for gone in document.gone),
    )
