"""GitLab's Code Quality report: a JSON array, for the widget of a merge request.

Its keys and severities are those that GitLab documents: https://docs.gitlab.com/ci/testing/code_quality/. Accepted
findings are left out. Every issue has a line there: where the lines are not the file's, it is the first, and the place
stands in the description.
"""

from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from typing import Any

from audit.renderers.places import has_lines, keyed, project_path, spot
from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Report

_Issue = dict[str, Any]


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    return dumps(list(_issues(report)), ensure_ascii=False, indent=1) + "\n"


def _issues(report: Report) -> Iterator[_Issue]:
    for number, document in enumerate(report.documents):
        for problem in (*document.errors, *document.problems):
            name = f"{number}:{problem}"
            yield _issue("audit.not-read", problem.message, "blocker", document, name, 1)
    for document, placed, name in keyed(report.documents):
        if placed.accepted:
            continue
        finding = placed.finding
        said = finding.message
        if finding.suggestion:
            said += f" \N{RIGHTWARDS ARROW} {finding.suggestion}"
        inside = has_lines(document)
        if not inside:
            said = f"{document.id + ' ' if document.id is not None else ''}{spot(placed)}: {said}"
        line = placed.line if inside and placed.line else 1
        yield _issue(finding.rule, said, finding.severity.value, document, name, line)


def _issue(check: str, said: str, severity: str, document: DocumentReport, name: str, line: int) -> _Issue:
    path = project_path(document.path)
    return {
        "description": said,
        "check_name": check,
        "fingerprint": sha256(f"{path}\0{check}\0{name}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


RENDERER = Renderer("gitlab", "GitLab's Code Quality report", _document, _close, streams=False)
