"""From documents to reports: view, scan, score, verdict."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from audit import language as languages
from audit.finding import Confidence, Finding, context
from audit.report import DocumentReport, Placed, short_note
from audit.rule import Pack, Rule, reads
from audit.scan import Program, scan
from audit.score import category_scores, points, score
from audit.suppression import unmarked
from audit.text import Document
from audit.verdict import judge
from audit.view import View
from audit.wording import Wording, model, wording


@dataclass(frozen=True)
class Auditor:
    """Packs made ready: a program for each language that turns up, compiled once.

    ``low``: keep low findings too; ``texts``: keep each document's text in its report; ``shared``: lines that stand in
    several documents of the run, and in how many.
    """

    packs: tuple[Pack, ...]
    language: str | None = None
    low: bool = False
    texts: bool = False
    shared: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for pack in self.packs for rule in pack.rules}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that some pack is written for."""
        return frozenset(rule.language for rule in self.rules.values()) - {"any"}

    @cached_property
    def _programs(self) -> dict[str, Program]:
        return {}

    @cached_property
    def _shared(self) -> dict[tuple[str, ...], Program]:
        return {}

    def program(self, language: str) -> Program:
        """The rules that read documents of a language."""
        if language not in self._programs:
            chosen = tuple(rule for rule in self.rules.values() if reads(rule, language))
            # Languages that no pack is written for share one program: its automaton takes tens of megabytes.
            self._programs[language] = self._shared.setdefault(tuple(rule.id for rule in chosen), Program(chosen))
        return self._programs[language]

    def view(self, document: Document) -> View:
        """A document with its language: the one set for the run, its own, or the detected one."""
        language = self.language or document.language or languages.detect(document.prose)
        return View(document, language, self.shared)

    def audit(self, document: Document) -> DocumentReport:
        """The report of one document."""
        document, suppressions, problems = unmarked(document)
        view = self.view(document)
        findings = scan(view, self.program(view.language))
        if not self.low:
            findings = tuple(finding for finding in findings if finding.confidence is not Confidence.LOW)
        costs = points(findings)
        total = sum(costs)
        notes = short_note(view.words)
        if any(self.rules[finding.rule].kind == "shared" for finding in findings):
            notes = (*notes, "its score depends on the other documents of the run, which share lines with it")
        if view.language.partition("-")[0] not in self.languages:
            notes = (*notes, f"no pack knows the language '{view.language}': only the rules for any language were run")
        subscores = category_scores(findings, costs, view.words)
        return DocumentReport(
            path=document.path,
            id=document.id,
            language=view.language,
            words=view.words,
            points=total,
            score=score(total, view.words),
            categories=tuple(subscores.items()),
            translation=judge(findings, self.rules, _said(view)),
            findings=tuple(_placed(view, findings, costs)),
            notes=notes,
            suppressions=suppressions,
            problems=problems,
            text=document.text if self.texts else None,
        )


def _said(view: View) -> Wording | None:
    learnt = model(view.language)
    return wording(view.text, learnt) if learnt else None


def _placed(view: View, findings: Iterable[Finding], costs: Iterable[float]) -> Iterator[Placed]:
    contexts: dict[int, str] = {}
    for finding, cost in zip(findings, costs, strict=True):
        if finding.span is None:
            yield Placed(finding, cost, None, None, None, None)
            continue
        (line, column), end = view.position(finding.span.start), view.position(finding.span.end)
        if line not in contexts:  # once a line: a long one may hold thousands of findings
            starts = (*view.starts[line - 1 : line + 1], len(view.document.text))
            contexts[line] = context(view.document.text[starts[0] : starts[1]])
        yield Placed(finding, cost, line, column, *end, context=contexts[line])
