"""The report: everything a run found, and its JSON shape (`docs/report.schema.json`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from audit.errors import Problem
from audit.finding import Finding, Severity
from audit.rule import Pack
from audit.score import SHORT, grade, pooled
from audit.suppression import Suppression
from audit.verdict import Verdict

SCHEMA_VERSION: Final = 1


class State(StrEnum):
    """Of a finding, when the run has a baseline."""

    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place as editors count (lines and columns from 1) and its points.

    ``context`` is a digest of its line, which tells equal quotations apart; ``suppressed`` is the reason, if it is;
    ``in_document``: whether a comment in the document gives it.
    """

    finding: Finding
    points: float
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    context: str = ""
    state: State | None = None
    suppressed: str | None = None
    in_document: bool = False

    @property
    def accepted(self) -> bool:
        """Whether a gate leaves it out."""
        return self.state is State.KNOWN or self.suppressed is not None


@dataclass(frozen=True, slots=True)
class Gone:
    """Findings of a baseline that are there no more: a rule, what it quoted, how often."""

    rule: str
    text: str
    fingerprint: str
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document would score without the findings that were accepted."""

    points: float
    score: float
    categories: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document. ``points`` is the unrounded sum that ``score`` comes from; ``notes`` are remarks, not findings.

    A document that could not be read has ``errors`` and nothing else. ``suppressions`` and ``problems`` come from
    comments in it; ``gated`` is its standing without accepted findings, when a baseline or a suppression took part;
    ``text`` is kept only for reports that show it.
    """

    path: str
    id: str | None
    language: str
    words: int
    points: float
    score: float
    categories: tuple[tuple[str, float], ...]
    translation: Verdict | None
    findings: tuple[Placed, ...]
    notes: tuple[str, ...] = ()
    errors: tuple[Problem, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    gated: Standing | None = None
    gone: tuple[Gone, ...] = ()
    text: str | None = None

    @property
    def standing(self) -> Standing:
        """What a gate judges."""
        return self.gated or Standing(self.points, self.score, self.categories)


@dataclass(frozen=True, slots=True)
class Miss:
    """One bar that a document misses: its name (score, a category, a severity, findings), its value and the bar."""

    bar: str
    value: float
    bound: float
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that misses bars, and the fewest findings whose repair would pass them."""

    path: str
    id: str | None
    misses: tuple[Miss, ...]
    repair: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the run passed, and what missed which bar. ``barred``: whether there was a bar to miss."""

    failures: tuple[Failure, ...] = ()
    barred: bool = False

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def reasons(self) -> tuple[str, ...]:
        """A sentence for every bar that was missed."""
        return tuple(miss.reason for failure in self.failures for miss in failure.misses)


@dataclass(frozen=True, slots=True)
class Report:
    version: str
    packs: tuple[Pack, ...]
    documents: tuple[DocumentReport, ...]
    skipped: tuple[str, ...] = ()
    gate: Gate = Gate()
    unused: tuple[Suppression, ...] = ()


def unreadable(path: str, problems: Sequence[Problem], id: str | None = None) -> DocumentReport:
    """The report of a document that could not be read."""
    return DocumentReport(path, id, "und", 0, 0.0, 100.0, (), None, (), errors=tuple(problems))


def document_dict(document: DocumentReport) -> dict[str, Any]:
    """The JSON object of one document. Scores have one decimal, points and weights four."""
    readable = not document.errors
    shown: dict[str, Any] = {
        "path": document.path,
        "id": document.id,
        "language": document.language,
        "words": document.words,
        "score": round(document.score, 1) if readable else None,
        "grade": grade(document.score) if readable else None,
        "categories": {name: round(value, 1) for name, value in document.categories},
        "translation": _translation(document.translation),
        "findings": [_finding(placed) for placed in document.findings],
        "notes": list(document.notes),
        "errors": [str(problem) for problem in (*document.errors, *document.problems)],
    }
    if document.gated is not None:
        shown["gate_score"] = round(document.gated.score, 1)
        shown["fixed"] = [
            {"rule": gone.rule, "text": gone.text, "fingerprint": gone.fingerprint, "count": gone.count}
            for gone in document.gone
        ]
    return shown


def _translation(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "verdict": verdict.verdict.value,
        "probability": round(verdict.probability, 4),
        "source_language": verdict.source_language,
        "evidence": [
            {"rule": row.rule, "count": row.count, "weight": row.weight}
            | ({"telling": list(row.telling)} if row.telling else {})
            for row in verdict.evidence
        ],
    }


def _finding(placed: Placed) -> dict[str, Any]:
    finding = placed.finding
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "line": placed.line,
        "column": placed.column,
        "end_line": placed.end_line,
        "end_column": placed.end_column,
        "text": finding.text,
        "points": round(placed.points, 4),
        "fingerprint": finding.fingerprint,
        "fix": {"text": finding.fix.text, "safe": finding.fix.safe} if finding.fix else None,
        "state": placed.state.value if placed.state else None,
        "suppressed": placed.suppressed,
    }


def read_documents(report: Report) -> tuple[DocumentReport, ...]:
    """The documents that could be read."""
    return tuple(document for document in report.documents if not document.errors)


def corpus_score(report: Report) -> float | None:
    """The pooled score; None when nothing could be read."""
    documents = read_documents(report)
    return pooled((document.points, document.words) for document in documents) if documents else None


def report_dict(report: Report) -> dict[str, Any]:
    """The JSON object of a whole run."""
    documents = read_documents(report)
    total = corpus_score(report)
    counts = {severity.value: 0 for severity in reversed(Severity)}
    for document in documents:
        for placed in document.findings:
            counts[placed.finding.severity.value] += 1
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "audit", "version": report.version},
        "packs": [{"name": pack.name, "rules": len(pack.rules), "sha256": pack.sha256} for pack in report.packs],
        "documents": [document_dict(document) for document in report.documents],
        "summary": {
            "documents": len(report.documents),
            "errors": len(report.documents) - len(documents),
            "skipped": list(report.skipped),
            "score": round(total, 1) if total is not None else None,
            "lowest": round(min(document.score for document in documents), 1) if documents else None,
            "findings": counts,
            "unused_suppressions": [
                {"place": unused.place, "rules": list(unused.rules), "reason": unused.reason}
                for unused in report.unused
            ],
            "gate": {
                "passed": report.gate.passed,
                "reasons": list(report.gate.reasons),
                "failures": [_failure(failure) for failure in report.gate.failures],
            },
        },
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "path": failure.path,
        "id": failure.id,
        "misses": [
            {"bar": miss.bar, "value": round(miss.value, 4), "bound": round(miss.bound, 4)} for miss in failure.misses
        ],
        "repair": [
            {
                "rule": placed.finding.rule,
                "line": placed.line,
                "column": placed.column,
                "text": placed.finding.text,
                "fingerprint": placed.finding.fingerprint,
            }
            for placed in failure.repair
        ],
    }


def short_note(words: int) -> tuple[str, ...]:
    """A remark on documents too short to judge well."""
    amount = "1 word" if words == 1 else f"{words} words"
    return (f"only {amount}: the score rests on little text",) if words < SHORT else ()
