"""For people at a terminal: each document with its verdict and findings, then a table of all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from audit.finding import CATEGORIES, Confidence, Severity
from audit.renderers.languages import language_name
from audit.renderers.renderer import Page, Renderer
from audit.renderers.sentences import verdict_sentence
from audit.renderers.terminal import INDENT, cells, isolated, painted, quoted, shortened, tame, wrapped
from audit.report import DocumentReport, Failure, Gate, Placed, Report, Standing, State, corpus_score, read_documents
from audit.score import grade
from audit.verdict import Judgement

MOST: Final = 4
"""Findings of one rule shown in full; of the rest the report says where they are."""


_GRADE_STYLES: Final = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "grave"}
_SEVERITY_STYLES: Final[Mapping[Severity, str]] = {
    Severity.INFO: "dim",
    Severity.MINOR: "cyan",
    Severity.MAJOR: "yellow",
    Severity.CRITICAL: "grave",
}
_SHORT_VERDICTS: Final = {Judgement.MACHINE_TRANSLATED: "translated", Judgement.UNSURE: "unsure"}

Paint = Callable[[str, str], str]


def _paint(page: Page) -> Paint:
    return partial(painted, colour=page.colour)


def _document(document: DocumentReport, page: Page) -> str:
    return "".join(f"{line.rstrip()}\n" for line in _section(document, page.width, _paint(page)))


def _section(document: DocumentReport, width: int, paint: Paint) -> Iterator[str]:
    name = _name(document)
    if document.errors:
        yield _rule_off(name, "not read", "grave", width, paint)
        for problem in document.errors:
            yield from wrapped(isolated(problem.message), width)
        yield ""
        return
    letter = grade(document.score)
    yield _rule_off(name, f"{document.score:.1f}  {letter}", _GRADE_STYLES[letter], width, paint)
    if document.translation is not None:
        yield from wrapped(verdict_sentence(document.translation), width)
    about = f"{language_name(document.language)}, {_count(document.words, 'word')}."
    lowered = [(name, value) for name, value in document.categories if value < 99.95]
    if lowered:
        parts = ", ".join(f"{name} {value:.0f}" for name, value in sorted(lowered, key=lambda item: item[1]))
        about += f" Sub-scores: {parts}."
    yield from wrapped(about if document.findings else f"{about} No findings.", width)
    if document.gated is not None:
        yield from wrapped(_accepted(document, document.gated), width)
    for note in document.notes:
        yield from wrapped(f"Note: {isolated(note)}.", width)
    by_category: dict[str, list[Placed]] = {}
    for placed in document.findings:
        if not placed.accepted:
            by_category.setdefault(placed.finding.category, []).append(placed)
    scores = dict(document.categories)
    order = [*CATEGORIES, *sorted(by_category.keys() - set(CATEGORIES))]
    for category in sorted(by_category, key=lambda category: (scores.get(category, 100.0), order.index(category))):
        yield ""
        yield f"{paint(category, 'bold')}  {_count(len(by_category[category]), 'finding')}"
        yield from _category(by_category[category], width, paint)
    yield ""


def _accepted(document: DocumentReport, standing: Standing) -> str:
    """What a baseline and suppressions take off the list, and the score without it."""
    suppressed = sum(placed.suppressed is not None for placed in document.findings)
    known = sum(placed.accepted for placed in document.findings) - suppressed
    new = sum(placed.state is State.NEW for placed in document.findings)
    gone = sum(gone.count for gone in document.gone)
    counts = ((new, "new"), (known, "known"), (suppressed, "suppressed"), (gone, "mended"))
    said = ", ".join(f"{number} {name}" for number, name in counts if number) or "nothing to accept"
    return f"Accepted: {said}; scores {standing.score:.1f} {grade(standing.score)} without what is accepted."


def _name(document: DocumentReport) -> str:
    """What a reader knows a document by; of one that could not be read, where the trouble is."""
    if document.errors:
        return tame(document.errors[0].place or document.path)
    return tame(document.path if document.id is None else f"{document.path} ({document.id})")


def _rule_off(name: str, right: str, style: str, width: int, paint: Paint) -> str:
    """The line that opens a document: its path, a rule, its score."""
    name = shortened(name, width - cells(right) - 8)
    line = "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * max(2, width - cells(name) - cells(right) - 2)
    return f"{paint(name, 'bold')} {paint(line, 'dim')} {paint(right, style)}"


def _category(findings: Sequence[Placed], width: int, paint: Paint) -> Iterator[str]:
    """The findings of one category: gravest first, then by place. Those that say the same make one entry."""
    entries: dict[tuple[str, ...], list[Placed]] = {}
    for placed in findings:
        entries.setdefault(_said(placed), []).append(placed)
    by_rule: dict[tuple[str, Severity], list[list[Placed]]] = {}
    for entry in sorted(entries.values(), key=lambda entry: (-entry[0].finding.severity.rank, _at(entry[0]))):
        by_rule.setdefault((entry[0].finding.rule, entry[0].finding.severity), []).append(entry)
    for same in by_rule.values():
        for entry in same[:MOST]:
            yield from _entry(entry, width, paint)
        rest = sorted((placed for entry in same[MOST:] for placed in entry), key=_at)
        if rest:
            more = f"and {len(rest)} more of {rest[0].finding.rule} {_lines(rest)}"
            yield from wrapped(more, width, INDENT)


def _said(placed: Placed) -> tuple[str, ...]:
    """Alike for findings that read alike: small ones may differ in what they quote, grave ones are told one by one."""
    found = placed.finding
    small = found.severity.rank <= Severity.MINOR.rank
    message = found.message.replace(found.text, "\0") if found.text and small else found.message
    return (
        found.rule,
        found.severity,
        found.confidence,
        message,
        found.suggestion or "",
        "" if small else found.folded,
    )


def _at(placed: Placed) -> tuple[int, int]:
    return placed.line or 0, placed.column or 0


def _entry(entry: Sequence[Placed], width: int, paint: Paint) -> Iterator[str]:
    """Place, severity and quotation on a line; the message, the suggestion and the rule's name under it."""
    first, finding = entry[0], entry[0].finding
    place = f"{first.line}:{first.column}" if first.line else "document"
    times = f"  \N{MULTIPLICATION SIGN} {len(entry)}" if len(entry) > 1 else ""
    severity = finding.severity.value
    room = width - cells(f"  {place:<8} {severity:<8} {times}")
    quotation = quoted(finding.text, room) if finding.text else ""
    yield f"  {place:<8} {paint(f'{severity:<8}', _SEVERITY_STYLES[finding.severity])} {quotation}{times}"
    message = isolated(finding.message, finding.text)
    if finding.suggestion:
        message += f" \N{RIGHTWARDS ARROW} {isolated(finding.suggestion, finding.suggestion)}"
    lines = list(wrapped(message, width, INDENT))
    if len(entry) > 1:
        lines += wrapped(f"also {_others(entry[1:])}", width, INDENT)
    confidence = "" if finding.confidence is Confidence.HIGH else f", {finding.confidence.value} confidence"
    tail = f"{finding.rule}{confidence}"
    if cells(lines[-1]) + 2 + cells(tail) <= width:
        lines[-1] += f"  {paint(tail, 'dim')}"
    else:
        lines.append(INDENT + paint(shortened(tail, width - len(INDENT)), "dim"))
    yield from lines


def _others(findings: Sequence[Placed]) -> str:
    """Where else: the first few with what they quote, of the rest the lines."""
    shown = [
        f"{placed.line}:{placed.column} {quoted(placed.finding.text, 24)}"
        for placed in findings[:MOST]
        if placed.line is not None
    ]
    rest = findings[len(shown) :]
    return ", ".join(shown) + (f" and {len(rest)} more {_lines(rest)}" if rest else "")


def _lines(findings: Sequence[Placed]) -> str:
    """``in lines 3, 5-7``."""
    runs: list[list[int]] = []
    for line in sorted({placed.line for placed in findings if placed.line}):
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    shown = ", ".join("-".join(map(str, run)) for run in runs)
    return f"in line{'s' if '-' in shown or ',' in shown else ''} {shown}" if runs else "about the whole document"


def _close(report: Report, page: Page) -> str:
    return "".join(f"{line.rstrip()}\n" for line in _closing(report, page.width, _paint(page)))


_COLUMNS: Final = (*reversed(Severity),)


def _closing(report: Report, width: int, paint: Paint) -> Iterator[str]:
    if len(report.documents) > 1:
        yield from _table(report, width, paint)
        yield ""
    total = corpus_score(report)
    documents = read_documents(report)
    if total is not None:
        letter = grade(total)
        words = sum(document.words for document in documents)
        name = "Score" if len(documents) == 1 else "Score of all"
        size = f"{_count(len(documents), 'document')}, {_count(words, 'word')}, {_counts(documents)}"
        value = f"{total:.1f} {letter}"
        for line in wrapped(f"{name}: {value} ({size}).", width):
            yield line.replace(f": {value}", f": {paint(value, _GRADE_STYLES[letter])}", 1)
    failed = len(report.documents) - len(documents)
    if failed:
        yield paint(f"{_count(failed, 'input')} could not be read.", "grave")
    if report.skipped:
        yield from wrapped(f"Skipped: {_count(len(report.skipped), 'file')} of kinds that are not read.", width)
    yield from _gate(report.gate, width, paint)
    for unused in report.unused:
        said = f"{unused.place}: this suppression of {', '.join(unused.rules)} covers nothing"
        yield from wrapped(tame(said), width, "    ")


def _gate(gate: Gate, width: int, paint: Paint) -> Iterator[str]:
    """Whether the gate passed, if there was one; every bar that was missed, and the way to pass it."""
    if gate.barred and gate.passed:
        yield paint("Gate passed.", "green")
    if gate.passed:
        return
    yield paint(f"Gate failed: {_count(len(gate.reasons), 'reason')}.", "grave")
    for failure in gate.failures:
        for miss in failure.misses:
            yield from wrapped(tame(miss.reason), width, "    ", "  - ")
        yield from wrapped(_repair(failure), width, "      ", "    ")


def _repair(failure: Failure) -> str:
    """The least work that would pass, by rule, the most first."""
    rules = Counter(placed.finding.rule for placed in failure.repair)
    shown = [f"{number} \N{MULTIPLICATION SIGN} {rule}" for rule, number in rules.most_common(MOST)]
    if len(rules) > MOST:
        shown.append(f"{len(rules) - MOST} more")
    return f"would pass without {_count(len(failure.repair), 'finding')}: {', '.join(shown)}"


def _counts(documents: Sequence[DocumentReport]) -> str:
    counts = [(_number(documents, severity), severity.value) for severity in _COLUMNS]
    said = [f"{number:,} {name}" for number, name in counts if number]
    return ", ".join(said) if said else "no findings"


def _number(documents: Sequence[DocumentReport], severity: Severity) -> int:
    return sum(placed.finding.severity is severity for document in documents for placed in document.findings)


def _table(report: Report, width: int, paint: Paint) -> Iterator[str]:
    """A row a document; the path takes what room the others leave."""
    heads = ("crit", "major", "minor", "info")
    names = [_name(document) for document in report.documents]
    room = min(max(map(cells, names)), width - 48)
    titles = "  ".join(f"{head:>{len(head)}}" for head in heads)
    line = "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * min(width, room + 48)
    yield paint(line, "dim")
    yield f"{'document':<{room}}  {'score':>5}     {'translated':<10}  {titles}"
    for name, document in zip(names, report.documents, strict=True):
        shown = shortened(name, room)
        shown += " " * (room - cells(shown))
        if document.errors:
            yield f"{shown}  {paint('not read', 'grave')}"
            continue
        letter = grade(document.score)
        verdict = document.translation
        said = "" if verdict is None or verdict.verdict is Judgement.NO_SIGN else _SHORT_VERDICTS[verdict.verdict]
        if verdict is not None and verdict.source_language:
            said = f"from {verdict.source_language}" + ("?" if verdict.verdict is Judgement.UNSURE else "")
        counts = [_number([document], severity) for severity in _COLUMNS]
        cols = "  ".join(
            paint(f"{number or '-':>{len(head)}}", _SEVERITY_STYLES[severity] if number else "dim")
            for number, head, severity in zip(counts, heads, _COLUMNS, strict=True)
        )
        score = paint(f"{document.score:>5.1f}  {letter}", _GRADE_STYLES[letter])
        yield f"{shown}  {score}  {said or 'no':<10}  {cols}"
    yield paint(line, "dim")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


RENDERER = Renderer("text", "for people at a terminal", _document, _close)
