"""How the packs do on documents that somebody has labelled: precision, recall and F1 by category and by rule."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from audit.errors import AuditError, Problem, mistake
from audit.finding import Confidence, Severity
from audit.pipeline import Auditor
from audit.report import Placed
from audit.text import Span, plain
from audit.verdict import Judgement
from audit.zones import line_starts

TIGHT: Final = 2
"""A finding points at a place when it is at most so many times as long, and `SLACK` code points more."""
SLACK: Final = 4

_LOOSE: Final = ConfigDict(extra="ignore", frozen=True)


class GoldFinding(BaseModel):
    """``required``: a general rule can find it, so a miss counts; what is not required may be found or not."""

    model_config = _LOOSE
    category: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    required: bool = True


class GoldLine(BaseModel):
    """``n`` counts from 1; ``boilerplate`` is furniture, every other label is not."""

    model_config = _LOOSE
    n: int = Field(ge=1)
    label: str


def _some(value: Any) -> Any:
    return value or ()


class GoldDocument(BaseModel):
    """One labelled document.

    ``label`` (``mt``, ``human``) or ``machine_translated``: whether it is machine-translated, if that is known.
    """

    model_config = _LOOSE
    id: str = ""
    path: str | None = None
    text: str | None = None
    language: str | None = None
    findings: Annotated[tuple[GoldFinding, ...], BeforeValidator(_some)] = ()
    lines: Annotated[tuple[GoldLine, ...], BeforeValidator(_some)] = ()
    label: str | None = None
    machine_translated: bool | None = None
    translated: bool | None = None
    quality: float | None = None

    @property
    def is_machine_translated(self) -> bool | None:
        if self.machine_translated is not None or self.label is None:
            return self.machine_translated
        return {"mt": True, "machine": True, "machine-translated": True, "human": False, "native": False}.get(
            self.label
        )


@dataclass(slots=True)
class Count:
    """``wanted`` and ``met`` give recall, ``said`` and ``right`` precision.

    For a rule, ``wanted`` is what is labelled in its category and ``met`` what this rule alone points at.
    """

    wanted: int = 0
    met: int = 0
    said: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        return self.met / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        return self.right / self.said if self.said else None

    @property
    def f1(self) -> float | None:
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A labelled finding that nothing found."""

    document: str
    category: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding that overlaps nothing labelled."""

    document: str
    rule: str
    span: Span
    text: str


@dataclass(slots=True)
class Evaluation:
    """``verdicts``: (labelled as machine-translated, judged so) -> documents."""

    documents: int = 0
    words: int = 0
    total: Count = field(default_factory=Count)
    categories: dict[str, Count] = field(default_factory=dict)
    rules: dict[str, Count] = field(default_factory=dict)
    furniture: Count = field(default_factory=Count)
    verdicts: dict[tuple[bool, Judgement], int] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    scores: list[tuple[str, float, float]] = field(default_factory=list)


def read_gold(path: Path) -> Iterator[GoldDocument]:
    """Labelled documents, one JSON object a line; a `path` in place of a `text` is read, from the working directory.

    Raises `AuditError` that names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise mistake(f"cannot be read: {error}", str(path)) from error
    if not any(line.strip() for line in lines):
        raise mistake("holds no document", str(path))
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _gold_document(line, f"{path}:{number}")


def _gold_document(line: str, place: str) -> GoldDocument:
    try:
        row = json.loads(line)
        if isinstance(row, dict):
            row.setdefault("language", row.get("lang"))
        document = GoldDocument.model_validate(row)
    except json.JSONDecodeError as error:
        raise mistake(f"not JSON: {error.msg} at column {error.colno}", place) from error
    except ValidationError as error:
        found = [Problem(place, f"{'.'.join(map(str, item['loc']))}: {item['msg']}") for item in error.errors()]
        raise AuditError(found) from error
    text = document.text
    if text is None:
        if document.path is None:
            raise mistake("a labelled document needs a 'text' or a 'path'", place)
        try:
            text = Path(document.path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise mistake(f"{document.path} cannot be read: {error}", place) from error
    for number, finding in enumerate(document.findings):
        if not finding.start <= finding.end <= len(text):
            raise mistake(f"findings.{number} lies outside the text", place)
    return document.model_copy(update={"text": text, "id": document.id or document.path or place})


def evaluate(documents: Iterable[GoldDocument], auditor: Auditor) -> Evaluation:
    """Audit labelled documents and compare. Findings of severity info or low confidence do not count."""
    result = Evaluation()
    for gold in documents:
        assert gold.text is not None
        report = auditor.audit(plain(gold.text, gold.id, gold.language))
        result.documents += 1
        result.words += report.words
        placed = [item for item in report.findings if _counts(item)]
        _compare(gold, placed, result)
        _compare_lines(gold, placed, result.furniture)
        if gold.is_machine_translated is not None and report.translation is not None:
            key = (gold.is_machine_translated, report.translation.verdict)
            result.verdicts[key] = result.verdicts.get(key, 0) + 1
        if gold.quality is not None:
            result.scores.append((gold.id, report.score, gold.quality))
    for name, category in _categories(auditor, result.rules).items():
        result.rules[name].wanted = result.categories.get(category, Count()).wanted
    return result


def _categories(auditor: Auditor, names: Iterable[str]) -> dict[str, str]:
    return {name: auditor.rules[name].category for name in names}


def _counts(placed: Placed) -> bool:
    finding = placed.finding
    return (
        finding.span is not None and finding.severity is not Severity.INFO and finding.confidence is not Confidence.LOW
    )


def points_at(span: Span, start: int, end: int) -> bool:
    """Whether a finding overlaps a labelled place and is not a net thrown over it."""
    return span.start < end and start < span.end and span.end - span.start <= TIGHT * (end - start) + SLACK


def _compare(gold: GoldDocument, found: Sequence[Placed], result: Evaluation) -> None:
    text = gold.text or ""
    for want in gold.findings:
        if not want.required:
            continue
        hits = {
            item.finding.rule
            for item in found
            if item.finding.category == want.category
            and item.finding.span is not None
            and points_at(item.finding.span, want.start, want.end)
        }
        hit = bool(hits)
        for rule in hits:
            result.rules.setdefault(rule, Count()).met += 1
        for count in (result.total, result.categories.setdefault(want.category, Count())):
            count.wanted += 1
            count.met += hit
        if not hit:
            span = Span(want.start, want.end)
            result.misses.append(Miss(gold.id, want.category, span, text[want.start : want.end]))
    for item in found:
        span_ = item.finding.span
        assert span_ is not None
        right = any(span_.start < want.end and want.start < span_.end for want in gold.findings)
        for count in (
            result.total,
            result.categories.setdefault(item.finding.category, Count()),
            result.rules.setdefault(item.finding.rule, Count()),
        ):
            count.said += 1
            count.right += right
        if not right:
            result.alarms.append(Alarm(gold.id, item.finding.rule, span_, item.finding.text))


def _compare_lines(gold: GoldDocument, found: Sequence[Placed], furniture: Count) -> None:
    """Furniture line by line: a line counts as found when findings of boilerplate cover half of it."""
    if not gold.lines:
        return
    covered = furniture_lines(gold.text or "", found)
    labels = {line.n: line.label for line in gold.lines}
    for number, label in labels.items():
        if label in ("blank", "uncertain"):
            continue
        wanted, said = label == "boilerplate", number in covered
        furniture.wanted += wanted
        furniture.said += said
        furniture.met += wanted and said
        furniture.right += wanted and said


def furniture_lines(text: str, found: Iterable[Placed]) -> frozenset[int]:
    """The numbers, from 1, of lines at least half of which findings of boilerplate cover."""
    covered: dict[int, int] = {}
    starts = (*line_starts(text), len(text))
    for item in found:
        if item.finding.category != "boilerplate" or item.finding.span is None or item.line is None:
            continue
        for number in range(item.line, (item.end_line or item.line) + 1):
            if number < len(starts):
                low = max(item.finding.span.start, starts[number - 1])
                high = min(item.finding.span.end, starts[number])
                covered[number] = covered.get(number, 0) + high - low
    sizes = {number: len(text[starts[number - 1] : starts[number]].strip()) for number in covered}
    return frozenset(number for number, size in covered.items() if 2 * size >= sizes[number])


def evaluation_dict(result: Evaluation) -> dict[str, Any]:
    """The JSON object of an evaluation."""
    return {
        "documents": result.documents,
        "words": result.words,
        "total": _count(result.total),
        "categories": _counts_dict(result.categories),
        "rules": _counts_dict(result.rules),
        "furniture_lines": _count(result.furniture),
        "verdicts": [
            {"machine_translated": label, "verdict": verdict.value, "documents": count}
            for (label, verdict), count in sorted(result.verdicts.items())
        ],
        "misses": [
            {"document": miss.document, "category": miss.category, "start": miss.span.start, "end": miss.span.end}
            | {"text": miss.text}
            for miss in result.misses
        ],
        "false_alarms": [
            {"document": alarm.document, "rule": alarm.rule, "start": alarm.span.start, "end": alarm.span.end}
            | {"text": alarm.text}
            for alarm in result.alarms
        ],
    }


def _counts_dict(counts: Mapping[str, Count]) -> dict[str, Any]:
    return {name: _count(counts[name]) for name in sorted(counts)}


def _count(count: Count) -> dict[str, Any]:
    return {
        "wanted": count.wanted,
        "found": count.met,
        "said": count.said,
        "right": count.right,
        "recall": _rounded(count.recall),
        "precision": _rounded(count.precision),
        "f1": _rounded(count.f1),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
