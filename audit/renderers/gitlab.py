"""GitLab's Code Quality report: a JSON array, for the widget of a merge request.

Its keys and severities are those that GitLab documents: https://docs.gitlab.com/ci/testing/code_quality/. Accepted
findings are left out. Every issue has a line there: where the lines are not the file's, it is the first, and the place
stands in the description.
"""

from collections.abc import Iterator
from hashlib import sha256
from json import JSONEncoder
from typing import Any, Final

from audit.renderers.places import has_lines, keyed, project_path, spot
from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Report

_Issue = dict[str, Any]

_dumps: Final = JSONEncoder(ensure_ascii=False).encode


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    issues = ",\n".join(_dumps(issue) for issue in _issues(report))
    return f"[\n{issues}\n]\n" if issues else "[]\n"


def _issues(report: Report) -> Iterator[_Issue]:
    for number, document in enumerate(report.documents):
        path = project_path(document.path)
        for problem in (*document.errors, *document.problems):
            yield _issue("audit.not-read", problem.message, "blocker", path, f"{number}:{problem}", 1)
    for document, named in keyed(report.documents):
        path, inside = project_path(document.path), has_lines(document)
        record = "" if document.id is None else f"{document.id} "
        for placed, name in named:
            if placed.accepted:
                continue
            finding = placed.finding
            said = finding.message if inside else f"{record}{spot(placed)}: {finding.message}"
            if finding.suggestion:
                said += f" \N{RIGHTWARDS ARROW} {finding.suggestion}"
            line = placed.line if inside and placed.line else 1
            yield _issue(finding.rule, said, finding.severity.value, path, name, line)


def _issue(check: str, said: str, severity: str, path: str, name: str, line: int) -> _Issue:
    return {
        "description": said,
        "check_name": check,
        "fingerprint": sha256(f"{path}\0{check}\0{name}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


RENDERER = Renderer("gitlab", "GitLab's Code Quality report", _document, _close, streams=False)
