"""What an audit reports: one place in one document that one rule objects to."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from audit.text import Span


class Severity(StrEnum):
    """How bad it is for a reader, after MQM. Ordered from mild to grave."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return tuple(Severity).index(self)


class Confidence(StrEnum):
    """How sure the rule is. Low findings are shown on request, never scored, ignored by gates."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return tuple(Confidence).index(self)


CATEGORIES = (
    "mistranslation",
    "untranslated",
    "dates",
    "segmentation",
    "repetition",
    "language",
    "boilerplate",
    "encoding",
    "typography",
    "consistency",
    "readability",
)
"""The categories every report lists, in this order; a pack may add one of its own."""


class Fix(NamedTuple):
    """The repair of a finding: what stands in place of its span, nothing to drop it.

    ``safe``: no content is lost or changed; others want a person's eye.
    """

    text: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """``span`` is None for a finding about the whole document; ``text`` is exactly the document's ``[start:end]``."""

    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    suggestion: str | None
    span: Span | None
    text: str
    folded: str
    family: str
    weight: float
    fingerprint: str
    fix: Fix | None = None


def context(line: str) -> str:
    """A digest of the line a finding stands in: of two equal quotations, which is which."""
    return sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]


def fingerprint(rule: str, folded: str) -> str:
    """Names a finding across edits: the rule and the folded quotation, never a line number or a path."""
    return sha256(f"{rule}\0{folded}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
