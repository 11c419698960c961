"""GitHub annotations: workflow commands that a job prints, which GitHub shows beside the lines of a change.

GitHub shows ten of each level for a step and fifty for a job, so the gravest are printed and the rest is counted.
Accepted findings are left out. Syntax and escapes are those of GitHub's own toolkit: `%`, CR and LF are escaped
everywhere, `:` and `,` in properties too.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from audit.errors import Problem
from audit.finding import Confidence, Severity
from audit.renderers.places import full_name, gravity, has_lines, project_path, spot
from audit.renderers.renderer import Page, Renderer
from audit.renderers.terminal import isolated, shortened
from audit.report import DocumentReport, Gate, Placed, Report

MOST: Final = 10
"""Annotations of one level."""
LONGEST: Final = 1000
"""Cells of one message."""

LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "notice",
}


class _Command(NamedTuple):
    level: str
    said: str
    properties: Mapping[str, str | int | None]


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    printed: Counter[str] = Counter()
    lines = []
    waiting = [*_first(report), *_findings(report)]
    for level, command in waiting:
        # The last notice is kept for the number of those that are left out.
        if printed[level] < MOST - (level == "notice"):
            printed[level] += 1
            lines.append(_written(command()))
    if left := len(waiting) - len(lines):
        said = f"{left:,} more {'is' if left == 1 else 'are'} in the other reports of this run"
        lines.append(_written(_Command("notice", said, {"title": "audit"})))
    return "".join(f"{line}\n" for line in lines)


_Waiting = tuple[str, Callable[[], _Command]]
"""A level, and how to make the command: most are never printed."""


def _first(report: Report) -> Iterator[_Waiting]:
    """What failed the gate and what could not be read."""
    if not report.gate.passed:
        yield "error", partial(_failed, report.gate)
    for document in report.documents:
        for problem in (*document.errors, *document.problems):
            yield "error", partial(_unread, document, problem)


def _findings(report: Report) -> Iterator[_Waiting]:
    """The open findings, gravest first."""
    found = [
        (gravity(placed), document.path, number, document, placed)
        for number, document in enumerate(report.documents)
        for placed in document.findings
        if not placed.accepted
    ]
    found.sort(key=lambda item: item[:3])
    for *_, document, placed in found:
        yield _level(placed), partial(_found, document, placed)


def _level(placed: Placed) -> str:
    return "notice" if placed.finding.confidence is Confidence.LOW else LEVELS[placed.finding.severity]


def _unread(document: DocumentReport, problem: Problem) -> _Command:
    file = {"file": project_path(document.path)} if document.path != "-" else {}
    return _Command("error", isolated(str(problem)), {**file, "title": "audit: not read"})


def _failed(gate: Gate) -> _Command:
    """One annotation for all that failed, so that it leaves room for the findings."""
    said = []
    for failure in gate.failures[:MOST]:
        said += [isolated(miss.reason) for miss in failure.misses]
        if number := len(failure.repair):
            said.append(f"  would pass without {number} {'finding' if number == 1 else 'findings'}")
    if len(gate.failures) > MOST:
        said.append(f"and {len(gate.failures) - MOST:,} more documents")
    return _Command("error", "\n".join(said), {"title": "audit: gate failed"})


def _found(document: DocumentReport, placed: Placed) -> _Command:
    finding = placed.finding
    said = isolated(finding.message, finding.text)
    if finding.suggestion:
        said += f" \N{RIGHTWARDS ARROW} {isolated(finding.suggestion, finding.suggestion)}"
    properties: dict[str, str | int | None] = {}
    if document.path != "-":
        properties["file"] = project_path(document.path)
    if has_lines(document) and placed.line:
        properties["line"] = placed.line
        properties["endLine"] = placed.end_line
        if placed.line == placed.end_line:  # GitHub takes columns only within one line
            properties["col"] = placed.column
            # GitHub's end column is the last one, the report's the one after it.
            properties["endColumn"] = max(placed.column or 1, (placed.end_column or 1) - 1)
    elif not has_lines(document):
        said = f"{isolated(full_name(document))} {spot(placed)}: {said}"
    return _Command(_level(placed), said, {**properties, "title": f"{finding.severity.value}: {finding.rule}"})


def _written(command: _Command) -> str:
    given = ((name, value) for name, value in command.properties.items() if value is not None)
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given)
    lines = (shortened(line, LONGEST) for line in command.said.split("\n"))
    return f"::{command.level} {properties}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


RENDERER = Renderer("github", "GitHub annotations, printed by a job", _document, _close, streams=False)
