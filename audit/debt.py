"""Accepted debt: what a baseline knows and suppressions cover, and the score without it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from audit.fold import key
from audit.report import DocumentReport, Placed, Standing
from audit.rule import Rule
from audit.score import category_scores, points, score
from audit.selection import names, selects
from audit.suppression import Suppression

if TYPE_CHECKING:
    from audit.baseline import Baseline, Update


@dataclass
class Ledger:
    """What a run accepts, and which suppressions were needed. ``folder`` is where their paths start.

    ``rules`` are those of the run; ``loaded`` tells all there are, of which a suppression may speak too.
    """

    rules: Mapping[str, Rule]
    baseline: "Baseline | None" = None
    suppressions: Sequence[Suppression] = ()
    folder: Path = field(default_factory=Path.cwd)
    loaded: Callable[[], Iterable[Rule]] | None = None
    _needed: set[Suppression] = field(default_factory=set)
    _written: dict[Suppression, None] = field(default_factory=dict)
    _right: set[str] = field(default_factory=set)

    @cached_property
    def _known(self) -> tuple[Rule, ...]:
        return tuple(self.rules.values() if self.loaded is None else self.loaded())

    @cached_property
    def _aliases(self) -> Mapping[str, Sequence[str]]:
        return {name: names(rule)[1:] for name, rule in self.rules.items() if rule.aliases}

    @property
    def unused(self) -> tuple[Suppression, ...]:
        """Suppressions, of the file and of the documents settled so far, whose rules ran and that covered nothing."""
        return tuple(
            each
            for each in (*self.suppressions, *self._written)
            if each not in self._needed
            and any(selects(prefix, rule) for prefix in each.rules for rule in self.rules.values())
        )

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

            document = compared(document, self.baseline, self._aliases)
        lines = _by_line(own)
        findings = tuple(self._suppressed(placed, lines, given) for placed in document.findings)
        return replace(document, findings=findings, gated=standing(findings, document.words))

    def update(self, documents: Sequence[DocumentReport], path: Path, *, grow: bool) -> "Update":
        """The baseline to be written to a file after a run; from now on it is the one that tells findings apart."""
        from audit.baseline import empty_baseline, updated

        ran = frozenset(name for rule in self.rules.values() for name in names(rule)).__contains__
        update = updated(self.baseline, empty_baseline(path), documents, ran=ran, grow=grow, aliases=self._aliases)
        self.baseline = update.baseline
        return update

    def _checked(self, document: DocumentReport) -> tuple[DocumentReport, list[Suppression]]:
        """A document's own suppressions, those that name unknown rules told as problems."""
        from audit.suppressfile import unknown

        problems = []
        for each in document.suppressions:
            if not self._right.issuperset(each.rules):
                problems += (wrong := unknown(each.rules, self._known, each.place))
                self._right.update(() if wrong else each.rules)
        places = {problem.place for problem in problems}
        own = [each for each in document.suppressions if each.place not in places]
        self._written.update(dict.fromkeys(own))
        return replace(document, suppressions=(), problems=(*document.problems, *problems)), own

    def _about(self, suppression: Suppression, path: str) -> bool:
        if suppression.path is None:
            return True
        from pathspec import GitIgnoreSpec

        absolute = Path(path).absolute()
        folder = self.folder.absolute()
        relative = absolute.relative_to(folder) if absolute.is_relative_to(folder) else Path(path)
        return GitIgnoreSpec.from_lines([suppression.path]).match_file(relative.as_posix())

    def _suppressed(
        self, placed: Placed, own: Mapping[int | None, Sequence[Suppression]], given: Sequence[Suppression]
    ) -> Placed:
        for each, inside in chain(((each, True) for each in _near(placed, own)), ((each, False) for each in given)):
            if _covers(each, placed, self.rules[placed.finding.rule]):
                self._needed.add(each)
                return replace(placed, suppressed=each.reason, in_document=inside)
        return placed


def _by_line(own: Iterable[Suppression]) -> dict[int | None, list[Suppression]]:
    """A document's suppressions by the line they speak for, so that not every finding asks all of them."""
    found: dict[int | None, list[Suppression]] = {}
    for each in own:
        found.setdefault(each.line, []).append(each)
    return found


def _near(placed: Placed, own: Mapping[int | None, Sequence[Suppression]]) -> Iterator[Suppression]:
    """Those that speak for the lines of a finding, and then for the whole document."""
    if not own:
        return
    if placed.line is not None:
        for line in range(placed.line, (placed.end_line or placed.line) + 1):
            yield from own.get(line, ())
    yield from own.get(None, ())


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
