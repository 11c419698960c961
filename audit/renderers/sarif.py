"""SARIF 2.1.0 (OASIS): for code scanning, editors and viewers.

What is accepted stays in it, marked: `baselineState` tells new, known and mended findings apart, `suppressions` carry
the reason. Lines and columns are given where they are those of the file (see `audit.renderers.places.has_lines`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from json import JSONEncoder
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import regex

from audit.errors import Problem
from audit.finding import Confidence, Fix, Severity
from audit.renderers.places import has_lines, key, keyed, project_path
from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Gone, Placed, Report, State, corpus_score
from audit.rule import Rule
from audit.score import grade
from audit.suppression import Suppression

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME: Final = "https://pypi.org/project/source-audit/"
FINGERPRINT: Final = "auditFingerprint/v1"
ROOT: Final = "SRCROOT"

LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "note",
}
_STATES: Final[Mapping[State, str]] = {State.NEW: "new", State.KNOWN: "unchanged"}
_PLACE: Final = regex.compile(r"(?P<path>.*?):(?P<line>[1-9][0-9]{0,8})(?::(?P<column>[1-9][0-9]{0,8}))?", regex.DOTALL)

_Object = dict[str, Any]

_dumps: Final = JSONEncoder(ensure_ascii=False).encode


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    """An element a line, so that two logs are easy to compare."""
    parts = ",\n".join(_part(name, value) for name, value in _run(report).items())
    return f'{{"$schema": {_dumps(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n{parts}\n}}]}}\n'


def _part(name: str, value: object) -> str:
    if name == "tool" and isinstance(value, dict):
        parts = ",\n".join(_part(key, each) for key, each in value["driver"].items())
        return f'"tool": {{"driver": {{\n{parts}\n}}}}'
    if not isinstance(value, list) or not value:
        return f"{_dumps(name)}: {_dumps(value)}"
    lines = ",\n".join(_dumps(each) for each in value)
    return f"{_dumps(name)}: [\n{lines}\n]"


def _run(report: Report) -> _Object:
    rules = _rules(report)
    indices = {rule["id"]: number for number, rule in enumerate(rules)}
    files: dict[str, list[DocumentReport]] = {}
    for document in report.documents:
        files.setdefault(document.path, []).append(document)
    artifacts = {path: _location(path) | {"index": number} for number, path in enumerate(files)}
    results = []
    left: Counter[tuple[str, str]] = Counter()
    for document, named in keyed(report.documents):
        inside = has_lines(document)
        for placed, name in named:
            left[document.path, key(placed.finding.fingerprint, document)] += 1
            results.append(_result(document, placed, name, indices, artifacts[document.path], inside=inside))
    for document in report.documents:
        for gone in document.gone:
            base = key(gone.fingerprint, document)
            for _ in range(gone.count):
                left[document.path, base] += 1
                name = f"{base}:{left[document.path, base]}"
                results.append(_absent(document, gone, name, indices, artifacts[document.path]))
    total = corpus_score(report)
    return {
        "tool": {
            "driver": {
                "name": "audit",
                "fullName": f"audit {report.version}",
                "version": report.version,
                "semanticVersion": report.version,
                "informationUri": HOME,
                "language": "en",
                "rules": rules,
            }
        },
        "automationDetails": {"id": "audit/"},
        "invocations": [_invocation(report, artifacts)],
        "originalUriBaseIds": {ROOT: {"description": _message("The folder that audit was run in.")}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [_artifact(path, documents) for path, documents in files.items()],
        "results": results,
        "properties": {
            "score": None if total is None else round(total, 1),
            "grade": None if total is None else grade(total),
            "gate": {"passed": report.gate.passed, "reasons": list(report.gate.reasons)},
        },
    }


def _rules(report: Report) -> list[_Object]:
    """Those that found something, or whose findings are gone, by name."""
    known = {rule.id: (rule, pack.title) for pack in report.packs for rule in pack.rules}
    fired = {placed.finding.rule for document in report.documents for placed in document.findings}
    fired |= {gone.rule for document in report.documents for gone in document.gone}
    return [_rule(*known[name]) if name in known else {"id": name} for name in sorted(fired)]


def _rule(rule: Rule, title: str) -> _Object:
    words = rule.id.rpartition(".")[2].split("-")
    level = _level(rule.severity, rule.confidence)
    more = f"`audit rules show {rule.id}` prints its examples."
    tags = [rule.category] if rule.language == "any" else [rule.category, rule.language]
    shown: _Object = {
        "id": rule.id,
        "name": "".join(word[:1].upper() + word[1:] for word in words),
        "shortDescription": _message(f"{title}: {' '.join(words)}"),
        "fullDescription": _message(rule.why or rule.message),
        "help": {
            "text": _escaped(_stopped(rule.why or rule.message) + " " + more.replace("`", "")),
            "markdown": _escaped(f"{_stopped(rule.why or rule.message)}\n\n{more}"),
        },
        "defaultConfiguration": {"level": level},
        "properties": {
            "category": rule.category,
            "severity": rule.severity.value,
            "confidence": rule.confidence.value,
            "precision": rule.confidence.value,
            "problem.severity": {"note": "recommendation"}.get(level, level),
            "tags": tags,
        },
    }
    if rule.aliases:
        shown["deprecatedIds"] = list(rule.aliases)
    return shown


def _level(severity: Severity, confidence: Confidence) -> str:
    """What is only a guess is a note, however grave it would be."""
    return "note" if confidence is Confidence.LOW else LEVELS[severity]


def _result(
    document: DocumentReport, placed: Placed, name: str, indices: Mapping[str, int], artifact: _Object, *, inside: bool
) -> _Object:
    finding = placed.finding
    said = _stopped(finding.message)
    if finding.suggestion:
        said += f" Suggested: {finding.suggestion}"
    properties: _Object = {
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "points": round(placed.points, 4),
    }
    if finding.span is not None and not inside:
        properties |= {"place": _region(placed), "text": finding.text}
    shown = _shown(document, finding.rule, said, name, indices, artifact)
    shown |= {"level": _level(finding.severity, finding.confidence), "properties": properties}
    if finding.span is not None and inside:
        region = _region(placed) | {"snippet": {"text": finding.text}}
        shown["locations"][0]["physicalLocation"]["region"] = region
        if finding.fix is not None:
            shown["fixes"] = [_fix(finding.fix, placed, artifact)]
    if placed.state is not None:
        shown["baselineState"] = _STATES[placed.state]
    if placed.suppressed is not None:
        kind = "inSource" if placed.in_document else "external"
        shown["suppressions"] = [{"kind": kind, "status": "accepted", "justification": placed.suppressed}]
    return shown


def _absent(document: DocumentReport, gone: Gone, name: str, indices: Mapping[str, int], artifact: _Object) -> _Object:
    """A finding that the baseline knows and the document no longer has."""
    said = f"“{gone.text}” is mended" if gone.text else "This is mended"
    shown = _shown(document, gone.rule, said, name, indices, artifact)
    return shown | {"level": "none", "kind": "pass", "baselineState": "absent"}


def _shown(
    document: DocumentReport, rule: str, said: str, name: str, indices: Mapping[str, int], artifact: _Object
) -> _Object:
    location: _Object = {"physicalLocation": {"artifactLocation": artifact}}
    if document.id is not None:
        whole = f"{project_path(document.path)}#{document.id}"
        location["logicalLocations"] = [{"name": document.id, "fullyQualifiedName": whole, "kind": "record"}]
    return {
        "ruleId": rule,
        "ruleIndex": indices[rule],
        "message": _message(said),
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: name},
    }


def _region(placed: Placed) -> _Object:
    """Lines and columns from 1; the end column is the one after the last character, as in a report."""
    return {
        "startLine": placed.line,
        "startColumn": placed.column,
        "endLine": placed.end_line,
        "endColumn": placed.end_column,
    }


def _fix(fix: Fix, placed: Placed, artifact: _Object) -> _Object:
    said = f"Put “{fix.text}” in its place" if fix.text else "Drop it"
    replacement: _Object = {"deletedRegion": _region(placed)}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    return {
        "description": _message(said if fix.safe else f"{said}, after a look at it"),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
        "properties": {"safe": fix.safe},
    }


def _artifact(path: str, documents: Sequence[DocumentReport]) -> _Object:
    """A file, with its score if it is one document that could be read."""
    shown: _Object = {"location": _location(path), "roles": ["analysisTarget"]}
    first = documents[0]
    if len(documents) == 1 and first.id is None and not first.errors:
        verdict = first.translation
        shown["properties"] = {
            "score": round(first.score, 1),
            "grade": grade(first.score),
            "words": first.words,
            "language": first.language,
            "translation": None if verdict is None else verdict.verdict.value,
        }
    return shown


def _location(path: str) -> _Object:
    """A path as a URI: from the working folder, or of the whole machine when it lies elsewhere."""
    where = project_path(path)
    if Path(where).is_absolute():
        return {"uri": "file://" + ("" if where.startswith("/") else "/") + _encoded(where)}
    return {"uri": _encoded(where), "uriBaseId": ROOT}


def _encoded(path: str) -> str:
    """Percent-encoded. A name that is no UTF-8 keeps its bytes; a first part with a colon would read as a scheme."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    return quote(raw, safe="/")


def _invocation(report: Report, artifacts: Mapping[str, _Object]) -> _Object:
    problems = [(document, each) for document in report.documents for each in (*document.errors, *document.problems)]
    execution = [_notification("not-read", "error", each, document.path, artifacts) for document, each in problems]
    execution += [
        _notification("gate", "error", Problem("", miss.reason), failure.path, artifacts)
        for failure in report.gate.failures
        for miss in failure.misses
    ]
    return {
        "executionSuccessful": not problems,
        "toolExecutionNotifications": execution,
        "toolConfigurationNotifications": [_unused(each, artifacts) for each in report.unused],
    }


def _unused(suppression: Suppression, artifacts: Mapping[str, _Object]) -> _Object:
    said = f"This suppression of {', '.join(suppression.rules)} covers nothing"
    found = _PLACE.fullmatch(suppression.place)
    path = found["path"] if found else suppression.place
    return _notification("unused-suppression", "warning", Problem(suppression.place, said), path, artifacts)


def _notification(name: str, level: str, problem: Problem, path: str, artifacts: Mapping[str, _Object]) -> _Object:
    physical: _Object = {"artifactLocation": artifacts.get(path) or _location(path)}
    if (found := _PLACE.fullmatch(problem.place)) is not None and found["path"] == path:
        physical["region"] = {"startLine": int(found["line"])}
        if found["column"]:
            physical["region"]["startColumn"] = int(found["column"])
    return {
        "descriptor": {"id": name},
        "level": level,
        "message": _message(problem.message),
        "locations": [{"physicalLocation": physical}],
    }


def _message(said: str) -> _Object:
    return {"text": _escaped(_stopped(said))}


def _stopped(said: str) -> str:
    """A sentence with its full stop."""
    said = said.strip()
    return said if said.endswith((".", "!", "?", "؟", "。")) else f"{said}."


def _escaped(said: str) -> str:
    """Braces stand for arguments and brackets for links in messages (SARIF 3.11.5 and 3.11.6): a quotation has none."""
    said = said.replace("{", "{{").replace("}", "}}")
    return said.replace("[", "\\[").replace("]", "\\]") if "](" in said else said


RENDERER = Renderer("sarif", "SARIF 2.1.0, for code scanning and editors", _document, _close, streams=False)
