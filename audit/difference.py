"""What changed between two reports: findings that appeared and went, and how each moved its document's score.

The score is an exponential of points per words (`audit.score`), so its logarithm is a sum: what a finding moves is its
part of that sum's change, and the parts add up to the move.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from audit.errors import mistake
from audit.report import SCHEMA_VERSION
from audit.score import exponent

_LOOSE: Final = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class OldFinding(BaseModel):
    """A finding as a report tells it."""

    model_config = _LOOSE
    rule: str
    severity: str
    confidence: str
    message: str
    line: int | None
    column: int | None
    text: str
    points: float
    fingerprint: str


class OldDocument(BaseModel):
    model_config = _LOOSE
    path: str
    id: str | None = None
    words: int
    score: float | None
    grade: str | None
    findings: tuple[OldFinding, ...]
    errors: tuple[str, ...] = ()


class OldPack(BaseModel):
    model_config = _LOOSE
    name: str
    sha256: str


class _Summary(BaseModel):
    model_config = _LOOSE
    score: float | None


class OldReport(BaseModel):
    """The parts of a report that are compared."""

    model_config = _LOOSE
    packs: tuple[OldPack, ...]
    documents: tuple[OldDocument, ...]
    summary: _Summary


class Moved(NamedTuple):
    """A finding that is in one report only, and by how much it moved the score (negative: down)."""

    finding: OldFinding
    by: float


@dataclass(frozen=True, slots=True)
class Change:
    """One document. ``old`` or ``new`` is None when only the other report has it.

    ``rest``: what the length of the text and findings that are damped otherwise moved the score by.
    """

    old: OldDocument | None
    new: OldDocument | None
    appeared: tuple[Moved, ...]
    went: tuple[Moved, ...]
    rest: float

    @property
    def document(self) -> OldDocument:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def by(self) -> float | None:
        """How the score moved; None when either report has none."""
        if self.old is None or self.new is None or self.old.score is None or self.new.score is None:
            return None
        return round(self.new.score - self.old.score, 1)

    @property
    def same(self) -> bool:
        if self.old is None or self.new is None:
            return False
        return not (self.appeared or self.went or self.by or self.old.errors != self.new.errors)


@dataclass(frozen=True, slots=True)
class Difference:
    """``packs``: name, old and new hash (None: not loaded), of those that differ."""

    packs: tuple[tuple[str, str | None, str | None], ...]
    documents: tuple[Change, ...]
    old_score: float | None
    new_score: float | None

    @property
    def changed(self) -> tuple[Change, ...]:
        return tuple(change for change in self.documents if not change.same)


def read_report(path: Path) -> OldReport:
    """A report of ``--format json``. Raises `AuditError` with the place of what is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise mistake(f"cannot be read: {error.strerror}", str(path)) from error
    except json.JSONDecodeError as error:
        raise mistake(f"not JSON: {error.msg}", f"{path}:{error.lineno}:{error.colno}") from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise mistake(f"not JSON: {error}", str(path)) from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        said = "is no report of --format json" if version is None else f"is a report of version {version!r}"
        raise mistake(f"{said}; this program reads version {SCHEMA_VERSION}", str(path))
    try:
        return OldReport.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise mistake(f"is no report of --format json: {where}: {first['msg']}", str(path)) from error


def compare(old: OldReport, new: OldReport) -> Difference:
    """Documents are matched by path and id, findings by fingerprint; new documents come in their own order."""
    before = {(document.path, document.id): document for document in old.documents}
    after = {(document.path, document.id): document for document in new.documents}
    keys = [*after, *(key for key in before if key not in after)]
    return Difference(
        _packs(old, new),
        tuple(_change(before.get(key), after.get(key)) for key in keys),
        old.summary.score,
        new.summary.score,
    )


def _packs(old: OldReport, new: OldReport) -> tuple[tuple[str, str | None, str | None], ...]:
    before = {pack.name: pack.sha256 for pack in old.packs}
    after = {pack.name: pack.sha256 for pack in new.packs}
    names = sorted(before.keys() | after.keys())
    return tuple((name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))


def _change(old: OldDocument | None, new: OldDocument | None) -> Change:
    if old is None or new is None:
        return Change(old, new, (), (), 0.0)
    appeared, went = _unmatched(new.findings, old.findings), _unmatched(old.findings, new.findings)
    move = (new.score or 0.0) - (old.score or 0.0)
    slope = _slope(old.score, new.score)
    came = tuple(Moved(each, slope * exponent(each.points, new.words)) for each in appeared)
    left = tuple(Moved(each, -slope * exponent(each.points, old.words)) for each in went)
    rest = move - sum(each.by for each in (*came, *left)) if slope else 0.0
    return Change(old, new, came, left, rest)


def _slope(old: float | None, new: float | None) -> float:
    """What turns a part of the logarithm's change into a part of the score's; 0 if a score is missing or nothing."""
    if not old or not new:
        return 0.0
    return new if old == new else (new - old) / (log(new) - log(old))


def _unmatched(findings: Sequence[OldFinding], others: Sequence[OldFinding]) -> list[OldFinding]:
    """The findings that the others lack; of several with one quotation the last ones."""
    left = Counter((other.rule, other.fingerprint) for other in others)
    found = []
    for finding in findings:
        key = finding.rule, finding.fingerprint
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(finding)
    return found


def difference_dict(difference: Difference) -> dict[str, Any]:
    """The JSON object of a comparison; scores have one decimal, what a finding moved has two."""
    return {
        "schema_version": SCHEMA_VERSION,
        "score": {"old": difference.old_score, "new": difference.new_score},
        "packs": [{"name": name, "old": old, "new": new} for name, old, new in difference.packs],
        "documents": [_change_dict(change) for change in difference.changed],
        "unchanged": len(difference.documents) - len(difference.changed),
    }


def _change_dict(change: Change) -> dict[str, Any]:
    def moved(findings: Sequence[Moved]) -> list[dict[str, Any]]:
        return [{**each.finding.model_dump(), "moved": round(each.by, 2)} for each in findings]

    old, new = change.old, change.new
    return {
        "path": change.document.path,
        "id": change.document.id,
        "old": None if old is None else {"score": old.score, "words": old.words, "errors": list(old.errors)},
        "new": None if new is None else {"score": new.score, "words": new.words, "errors": list(new.errors)},
        "moved": change.by,
        "appeared": moved(change.appeared),
        "went": moved(change.went),
        "rest": round(change.rest, 2),
    }
