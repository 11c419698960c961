"""Accepted debt: what a baseline knows and suppressions cover, and the score without it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from audit.fold import key
from audit.report import DocumentReport, Placed, Standing
from audit.rule import Rule
from audit.score import category_scores, points, score
from audit.selection import selects
from audit.suppression import Suppression

if TYPE_CHECKING:
    from audit.baseline import Baseline, Update


@dataclass
class Ledger:
    """What a run accepts, and which suppressions were needed. ``folder`` is where their paths start."""

    rules: Mapping[str, Rule]
    baseline: "Baseline | None" = None
    suppressions: Sequence[Suppression] = ()
    folder: Path = field(default_factory=Path.cwd)
    _needed: set[str] = field(default_factory=set)
    _written: dict[str, Suppression] = field(default_factory=dict)

    @cached_property
    def _known(self) -> tuple[Rule, ...]:
        return tuple(self.rules.values())

    @property
    def unused(self) -> tuple[Suppression, ...]:
        """Suppressions, of the file and of the documents settled so far, that covered nothing."""
        return tuple(each for each in (*self.suppressions, *self._written.values()) if each.place not in self._needed)

    def settle(self, document: DocumentReport) -> DocumentReport:
        """The document with its findings told apart, and its standing without the accepted ones."""
        if document.errors:
            return document
        own: list[Suppression] = []
        if document.suppressions:
            document, own = self._checked(document)
        given = [each for each in self.suppressions if self._about(each, document.path)]
        if self.baseline is None and not given and not own:
            return document
        if self.baseline is not None:
            from audit.baseline import compared

            document = compared(document, self.baseline)
        findings = tuple(self._suppressed(placed, own, given) for placed in document.findings)
        return replace(document, findings=findings, gated=standing(findings, document.words))

    def update(self, documents: Sequence[DocumentReport], path: Path, *, grow: bool) -> "Update":
        """The baseline to be written to a file after a run; from now on it is the one that tells findings apart."""
        from audit.baseline import empty_baseline, updated

        ran = self.rules.__contains__
        update = updated(self.baseline, empty_baseline(path), documents, ran=ran, grow=grow)
        self.baseline = update.baseline
        return update

    def _checked(self, document: DocumentReport) -> tuple[DocumentReport, list[Suppression]]:
        """A document's own suppressions, those that name unknown rules told as problems."""
        from audit.suppressfile import unknown

        problems = [
            problem for each in document.suppressions for problem in unknown(each.rules, self._known, each.place)
        ]
        wrong = {problem.place for problem in problems}
        own = [each for each in document.suppressions if each.place not in wrong]
        self._written.update((each.place, each) for each in own)
        return replace(document, suppressions=(), problems=(*document.problems, *problems)), own

    def _about(self, suppression: Suppression, path: str) -> bool:
        if suppression.path is None:
            return True
        from pathspec import GitIgnoreSpec

        absolute = Path(path).absolute()
        folder = self.folder.absolute()
        relative = absolute.relative_to(folder) if absolute.is_relative_to(folder) else Path(path)
        return GitIgnoreSpec.from_lines([suppression.path]).match_file(relative.as_posix())

    def _suppressed(self, placed: Placed, own: Sequence[Suppression], given: Sequence[Suppression]) -> Placed:
        for number, each in enumerate((*own, *given)):
            if _covers(each, placed, self.rules[placed.finding.rule]):
                self._needed.add(each.place)
                return replace(placed, suppressed=each.reason, in_document=number < len(own))
        return placed


def _covers(suppression: Suppression, placed: Placed, rule: Rule) -> bool:
    if not any(selects(prefix, rule) for prefix in suppression.rules):
        return False
    if suppression.text is not None and key(suppression.text).strip() not in placed.finding.folded:
        return False
    if suppression.line is None:
        return True
    return placed.line is not None and placed.line <= suppression.line <= (placed.end_line or placed.line)


def standing(findings: Sequence[Placed], words: int) -> Standing:
    """The points and scores of the findings that are not accepted."""
    open = [placed.finding for placed in findings if not placed.accepted]
    costs = points(open)
    total = sum(costs)
    return Standing(total, score(total, words), tuple(category_scores(open, costs, words).items()))
