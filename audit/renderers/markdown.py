"""A Markdown summary: fits a comment on a pull request (65,536 characters) and a job's step summary (1 MB).

The worst documents come first; what does not fit is counted. Text of documents is shown, never obeyed: no markup, no
link, no mention of a person or an issue comes out of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import regex

from audit.finding import Confidence, Severity
from audit.renderers.places import full_name, open_findings, spot
from audit.renderers.renderer import Page, Renderer
from audit.renderers.sentences import verdict_sentence
from audit.renderers.terminal import isolated, quoted, shortened, tame
from audit.report import DocumentReport, Failure, Placed, Report, corpus_score, read_documents
from audit.score import grade
from audit.verdict import Judgement

LIMIT: Final = 60_000
"""UTF-16 units of the whole; what the parts before leave over is the sections'."""
_GATE: Final = 12_000
_TABLE: Final = 24_000

ERRORS: Final = 10
REASONS: Final = 20
ROWS: Final = 50
SECTIONS: Final = 25
FINDINGS: Final = 10
"""At most, however short they are: nobody reads more in a comment."""

_NAME: Final = 100
_QUOTATION: Final = 80
_MESSAGE: Final = 300
"""Cells."""
_RULES: Final = 4

_COLUMNS: Final = tuple(reversed(Severity))
_APART: Final = "\N{ZERO WIDTH SPACE}"
"""Parts the mark of a name, a number or an emoji from what follows it, and so undoes it."""
_ACTIVE: Final = regex.compile(
    r"[&<>\\`*{}\[\]#@|~$^]|(?<!\w)_++|(?<!_)_++(?![^\W_])|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=\bGH)-", regex.IGNORECASE
)
"""What Markdown or GitHub gives a meaning inside a line. An underscore between letters has none."""


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    parts = [*_head(report), *_unread(report), *_gate(report), *_table(report)]
    size = _size(parts) + 200
    documents = [document for document in _worst(report.documents) if open_findings(document)]
    shown = 0
    for document in documents[:SECTIONS]:
        section = list(_section(document))
        size += _size(section)
        if size > LIMIT:
            break
        parts += section
        shown += 1
    if shown < len(documents):
        parts.append(f"Findings of {_count(len(documents) - shown, 'more document')} are in the whole report.")
    return "".join(f"{line}\n" for line in parts).rstrip("\n") + "\n"


def _head(report: Report) -> Iterator[str]:
    total = corpus_score(report)
    documents = read_documents(report)
    score = "nothing could be read" if total is None else f"score {total:.1f} {grade(total)}"
    gate = ", gate failed" if not report.gate.passed else ", gate passed" if report.gate.barred else ""
    yield f"## audit: {score}{gate}"
    yield ""
    words = sum(document.words for document in documents)
    found = Counter(placed.finding.severity for document in documents for placed in document.findings)
    counts = ", ".join(f"{found[each]:,} {each.value}" for each in _COLUMNS if found[each]) or "no findings"
    yield f"{_count(len(documents), 'document')}, {_count(words, 'word')}: {counts}."
    accepted = sum(placed.accepted for document in documents for placed in document.findings)
    gone = sum(each.count for document in documents for each in document.gone)
    if accepted or gone:
        yield f"Accepted: {_count(accepted, 'finding')}; mended since the baseline: {gone:,}. Below stand the others."
    if report.unused:
        yield f"{_count(len(report.unused), 'suppression')} cover{'s' if len(report.unused) == 1 else ''} nothing."
    yield ""


def _unread(report: Report) -> Iterator[str]:
    """Inputs that could not be read, and comments in documents that are wrong."""
    problems = [str(each) for document in report.documents for each in (*document.errors, *document.problems)]
    if not problems:
        return
    yield "### What could not be read"
    yield ""
    yield from (f"- {_shown(problem, _MESSAGE)}" for problem in problems[:ERRORS])
    if len(problems) > ERRORS:
        yield f"- and {len(problems) - ERRORS:,} more"
    yield ""


def _gate(report: Report) -> Iterator[str]:
    if report.gate.passed:
        return
    yield "### What failed"
    yield ""
    items = (item for failure in report.gate.failures for item in _reasons(failure))
    shown = _fitting(items, REASONS, _GATE)
    yield from shown
    left = sum(len(failure.misses) for failure in report.gate.failures) - len(shown)
    if left:
        yield f"- and {_count(left, 'more reason')}"
    yield ""


def _reasons(failure: Failure) -> Iterator[str]:
    """One item for each bar that was missed, the last with the least work that would pass them all."""
    for number, miss in enumerate(failure.misses, 1):
        item = f"- {_shown(miss.reason, _MESSAGE)}"
        if number == len(failure.misses) and failure.repair:
            rules = Counter(placed.finding.rule for placed in failure.repair)
            named = [f"{many} \N{MULTIPLICATION SIGN} {_code(rule)}" for rule, many in rules.most_common(_RULES)]
            if len(rules) > _RULES:
                named.append(f"{len(rules) - _RULES} more")
            item += f"; would pass without {_count(len(failure.repair), 'finding')}: {', '.join(named)}"
        yield item


def _table(report: Report) -> Iterator[str]:
    gated = any(document.gated is not None for document in report.documents)
    heads = ["document", "score", *(["without accepted"] if gated else []), "translated"]
    heads += [each.value for each in _COLUMNS]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - len(_COLUMNS) - 2)}---|{'---:|' * len(_COLUMNS)}"
    rows = _fitting((_row(document, gated) for document in _worst(report.documents)), ROWS, _TABLE)
    yield from rows
    yield ""
    if len(rows) < len(report.documents):
        yield f"And {_count(len(report.documents) - len(rows), 'more document')}, none worse than these."
        yield ""


def _row(document: DocumentReport, gated: bool) -> str:
    cells = [_shown(full_name(document), _NAME)]
    if document.errors:
        cells += ["not read", *[""] * (len(_COLUMNS) + 1 + gated)]
        return f"| {' | '.join(cells)} |"
    cells.append(_scored(document.score))
    if gated:
        cells.append(_scored(document.standing.score))
    verdict = document.translation
    if verdict is None or verdict.verdict is Judgement.NO_SIGN:
        cells.append("no")
    else:
        unsure = verdict.verdict is Judgement.UNSURE
        cells.append(
            (f"from {verdict.source_language}" if verdict.source_language else "yes") + ("?" if unsure else "")
        )
    found = Counter(placed.finding.severity for placed in document.findings if not placed.accepted)
    cells += [str(found[each] or "-") for each in _COLUMNS]
    return f"| {' | '.join(cells)} |"


def _worst(documents: Iterable[DocumentReport]) -> list[DocumentReport]:
    """What could not be read, then the lowest scores as the gate sees them."""
    return sorted(documents, key=lambda each: (not each.errors, each.standing.score, each.path, each.id or ""))


def _section(document: DocumentReport) -> Iterator[str]:
    """A document that folds: its verdict and its gravest findings."""
    findings = open_findings(document)
    scored = _scored(document.standing.score)
    about = f"{scored}, {_count(len(findings), 'finding')}"
    yield f"<details><summary>{_shown(full_name(document), _NAME)} \N{MIDDLE DOT} {about}</summary>"
    yield ""
    if document.translation is not None:
        yield _escaped(verdict_sentence(document.translation))
        yield ""
    for placed in findings[:FINDINGS]:
        yield _item(placed)
    if len(findings) > FINDINGS:
        yield f"- and {len(findings) - FINDINGS:,} more"
    yield ""
    yield "</details>"
    yield ""


def _item(placed: Placed) -> str:
    finding = placed.finding
    quotation = f" {_escaped(quoted(finding.text, _QUOTATION))}" if finding.text else ""
    said = _shown(finding.message, _MESSAGE, finding.text)
    if finding.suggestion:
        said += f" \N{RIGHTWARDS ARROW} {_shown(finding.suggestion, _QUOTATION, finding.suggestion)}"
    sure = "" if finding.confidence is Confidence.HIGH else f", {finding.confidence.value} confidence"
    return f"- **{finding.severity.value}** {spot(placed)}{quotation}<br>{said} ({_code(finding.rule)}{sure})"


def _shown(text: str, width: int, quotation: str = "") -> str:
    """Text on one line that stands for itself, cut to a width, its right-to-left runs and the quotation isolated."""
    return _escaped(isolated(shortened(tame(text), width), quotation))


def _escaped(text: str) -> str:
    return _ACTIVE.sub(
        lambda match: "".join(f"&#{ord(each)};" for each in match[0]) + (_APART if match[0] in "@#:-." else ""), text
    )


def _code(name: str) -> str:
    """The name of a rule: letters, digits, dots and hyphens."""
    return f"`{name}`"


def _scored(value: float) -> str:
    return f"{value:.1f} {grade(value)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _fitting(lines: Iterable[str], most: int, room: int) -> list[str]:
    """The first lines that fit, in number and in size."""
    kept: list[str] = []
    for line in lines:
        room -= _size([line])
        if len(kept) == most or room < 0:
            break
        kept.append(line)
    return kept


def _size(lines: Sequence[str]) -> int:
    """In UTF-16 units, line breaks included: what web applications count as characters."""
    return sum(len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1 for line in lines)


RENDERER = Renderer("markdown", "Markdown for a pull request or a step summary", _document, _close, streams=False)
