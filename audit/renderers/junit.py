"""JUnit XML, as Jenkins and GitLab read it: a test case for each document, failed by the gate."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import regex

from audit.renderers.places import full_name, open_findings, project_path, spot
from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Failure, Placed, Report
from audit.score import grade

_NO_XML: Final = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot say, not even as a reference."""
_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE: Final = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    return "".join(f"{line}\n" for line in _suites(report))


def _suites(report: Report) -> Iterator[str]:
    failures = {(failure.path, failure.id): failure for failure in report.gate.failures}
    failed = sum((document.path, document.id) in failures for document in report.documents)
    errors = sum(bool(_errors(document)) for document in report.documents)
    counts = f'tests="{len(report.documents)}" failures="{failed}" errors="{errors}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="audit" {counts} time="0">'
    yield f'<testsuite name="audit" {counts} skipped="0" time="0">'
    names: Counter[str] = Counter()
    for document in report.documents:
        name = full_name(document)
        names[name] += 1
        number = names[name]
        failure = failures.get((document.path, document.id))
        yield from _case(document, name if number == 1 else f"{name} [{number}]", failure)
    yield "</testsuite>"
    yield "</testsuites>"


def _errors(document: DocumentReport) -> tuple[str, ...]:
    return tuple(map(str, (*document.errors, *document.problems)))


def _case(document: DocumentReport, name: str, failure: Failure | None) -> Iterator[str]:
    """A test case. Its class is the folder, so that views which group by class group by folder."""
    folder = project_path(document.path).strip("/").rpartition("/")[0]
    group = ".".join(("audit", *(part.replace(".", "_") for part in folder.split("/") if part)))
    yield f'<testcase classname={_attribute(group)} name={_attribute(name)} time="0">'
    for error in _errors(document):
        yield f'<error type="input" message={_attribute(error)}>{_text(error)}</error>'
    if failure is not None:
        said = "; ".join(_reasons(failure))
        yield f'<failure type="gate" message={_attribute(said)}>{_text(_why(failure))}</failure>'
    if not document.errors:
        yield f"<system-out>{_text(_told(document))}</system-out>"
    yield "</testcase>"


def _why(failure: Failure) -> str:
    """The bars that were missed, and the least work that would pass."""
    lines = _reasons(failure)
    if failure.repair:
        lines += ["", f"Would pass without these findings ({len(failure.repair)}):", *map(_line, failure.repair)]
    return "\n".join(lines)


def _reasons(failure: Failure) -> list[str]:
    """Without the document's name, which the test case has."""
    name = failure.path if failure.id is None else f"{failure.path} ({failure.id})"
    return [miss.reason.removeprefix(f"{name}: ") for miss in failure.misses]


def _told(document: DocumentReport) -> str:
    """Score, verdict and findings of a document, a line each."""
    standing = document.standing
    lines = [f"score: {document.score:.1f} {grade(document.score)}"]
    if document.gated is not None:
        lines.append(f"score without accepted findings: {standing.score:.1f} {grade(standing.score)}")
    if document.translation is not None:
        source = document.translation.source_language
        lines.append(f"translation: {document.translation.verdict.value}" + (f" from {source}" if source else ""))
    return "\n".join([*lines, *map(_line, open_findings(document))])


def _line(placed: Placed) -> str:
    finding = placed.finding
    suggested = f" (suggested: {finding.suggestion})" if finding.suggestion else ""
    return f"{spot(placed)} {finding.severity.value} {finding.rule}: {finding.message}{suggested}"


def _attribute(text: str) -> str:
    """Within its quotation marks."""
    return f'"{_sayable(text).translate(_ATTRIBUTE)}"'


def _text(text: str) -> str:
    return _sayable(text).translate(_TEXT)


def _sayable(text: str) -> str:
    return _NO_XML.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


RENDERER = Renderer("junit", "JUnit XML, a test case for each document", _document, _close, streams=False)
