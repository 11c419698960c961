"""Where a finding stands, as other programs ask it: a file of the project, a line of that file, a name that lasts."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from audit.finding import Confidence
from audit.readers import STDIN, markdown, reader, text
from audit.report import DocumentReport, Placed


def project_path(path: str) -> str:
    """A path from the working folder with forward slashes; absolute when it lies elsewhere. ``-`` stays."""
    if path == STDIN:
        return path
    given = Path(path)
    if given.is_absolute() or ".." in given.parts:
        whole, here = os.path.normpath(given.absolute()), os.fspath(Path.cwd())
        given = Path(whole).relative_to(here) if Path(whole).is_relative_to(here) else Path(whole)
    return given.as_posix()


def has_lines(document: DocumentReport) -> bool:
    """Whether the lines of a document are lines of its file. The text of a page or a record is not what its file says,
    and standard input is no file.
    """
    return document.path != STDIN and document.id is None and reader(document.path) in (text.read, markdown.read)


def full_name(document: DocumentReport) -> str:
    """What a document is known by among others: its path, and its id in a file of many."""
    path = project_path(document.path)
    return path if document.id is None else f"{path} ({document.id})"


def spot(placed: Placed) -> str:
    """``14:165``, or ``document`` for a finding about all of it."""
    return f"{placed.line}:{placed.column}" if placed.line else "document"


def open_findings(document: DocumentReport) -> list[Placed]:
    """What nobody has accepted, gravest first, then by points and place; low confidence comes last."""
    return sorted((placed for placed in document.findings if not placed.accepted), key=gravity)


def gravity(placed: Placed) -> tuple[bool, int, float, int, int]:
    """Sorts the gravest findings first."""
    finding = placed.finding
    low = finding.confidence is Confidence.LOW
    return low, -finding.severity.rank, -placed.points, placed.line or 0, placed.column or 0


def keyed(documents: Iterable[DocumentReport]) -> Iterator[tuple[DocumentReport, list[tuple[Placed, str]]]]:
    """Each document with its findings, and for each of them a name that no other of the file has and that stays when
    lines move: its fingerprint, the id of its record, and which of several equal ones it is, from 1.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for document in documents:
        named = []
        for placed in document.findings:
            name = key(placed.finding.fingerprint, document)
            seen[document.path, name] += 1
            named.append((placed, f"{name}:{seen[document.path, name]}"))
        yield document, named


def key(fingerprint: str, document: DocumentReport) -> str:
    """What equal findings of one document share."""
    return fingerprint if document.id is None else f"{fingerprint}:{document.id}"
