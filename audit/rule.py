"""What a rule is. A matcher finds places and does not know its rule; the scan adds what the rule says of them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from audit.conditions import Conditions
from audit.finding import Confidence, Severity
from audit.places import Place
from audit.text import Span
from audit.view import View


class Match(NamedTuple):
    """A place (None: the whole document) and what fills the braces of the message.

    ``confidence`` and ``suggestion``, when given, speak for this place and replace the rule's own.
    """

    span: Span | None
    values: Mapping[str, str] = {}
    confidence: Confidence | None = None
    suggestion: str | None = None


class Matcher(Protocol):
    """One kind of rule at work.

    ``literals``: folded wordings (see `audit.fold`), one of which must occur in a document, or in a line if the
    matcher looks at lines, for it to match there; empty when no wording is needed and every document must be looked at.
    """

    @property
    def literals(self) -> Sequence[str]: ...

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        """The matches, in any order. ``hits`` are the places of the literals in the folded text, sorted; None when
        nobody looked, and the matcher must look everywhere itself. Both ways must give the same matches.
        """
        ...


def edges(matcher: Matcher) -> Collection[str] | None:
    """What gates a matcher of whole short lines, None for any other.

    Such a matcher has ``edges``: it can match only in a document that has one of them in `audit.labels.Labels.edges`.
    """
    return getattr(matcher, "edges", None)


def basis(matcher: Matcher) -> Callable[[View], Collection[object]] | None:
    """What a matcher chooses its findings from, None for one that says nothing of it.

    Such a matcher has a ``basis``: it can match only in a document for which this is not empty. Matchers with the same
    one are asked together.
    """
    return getattr(matcher, "basis", None)


class Evidence(NamedTuple):
    """What a finding says about translation: log-odds of the first finding, and the language it points to."""

    machine_translation: float
    source_language: str | None = None


class Repair(NamedTuple):
    """How a rule's findings are repaired: by a ``text`` with braces as in messages; None: by the suggestion.

    ``pieces``, if there are any: by what was found with these pieces of it replaced, the first that fits.
    ``safe`` holds for findings that the rule is as sure of as of itself, or surer; ``line``: and that fill their line.
    """

    text: str | None
    safe: bool
    pieces: tuple[tuple[str, str], ...] = ()
    line: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text that proves a rule. ``found``: what exactly the rule must quote, when the author says it; ``shared``:
    lines that other documents of the run have too; ``fixed``: the text after the rule's repairs.
    """

    text: str
    language: str | None = None
    found: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    known_miss: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One entry of a pack. ``language``: of the wordings, ``any`` for all; ``documents``: of the documents it reads.

    ``default``: whether it runs without being selected by name.
    """

    id: str
    pack: str
    place: str
    kind: str
    category: str
    language: str
    documents: str
    severity: Severity
    confidence: Confidence
    message: str
    suggestion: str | None
    why: str
    where: frozenset[Place]
    conditions: Conditions
    family: str
    weight: float
    evidence: Evidence | None
    matcher: Matcher = field(compare=False)
    examples: Examples = field(default=Examples(), compare=False)
    aliases: tuple[str, ...] = ()
    default: bool = True
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one name, from one file or several; ``sha256`` of what the files say."""

    name: str
    title: str
    rules: tuple[Rule, ...]
    sha256: str


def reads(rule: Rule, language: str) -> bool:
    """Whether a rule applies to documents of a language: its own, any, or the language without its region."""
    return rule.documents in ("any", language, language.partition("-")[0])
