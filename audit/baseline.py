"""A baseline: the findings a team knows of and has put off, so that only new ones fail a gate.

A finding is known by its rule and what it quotes, never by its line number: text that moves stays known. Where one
document has a quotation several times, the lines they stand in tell which of them are known. The file is JSON, sorted,
one entry for each rule and quotation of a document; paths are relative to the file's folder.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audit.errors import mistake
from audit.finding import Confidence, fingerprint
from audit.readers import STDIN
from audit.report import DocumentReport, Gone, Placed, State

SCHEMA_VERSION: Final = 1
QUOTED: Final = 80
"""Code points of a quotation that the file shows; the fingerprint stands for all of it."""

_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class Key(NamedTuple):
    """A document: its path from the baseline's folder with forward slashes, and its id in a file of many."""

    path: str
    id: str | None


class Entry(BaseModel):
    """Findings of one rule with one quotation; ``lines``: for each of them the digest of its line."""

    model_config = _STRICT
    rule: str
    text: str
    fingerprint: str
    lines: tuple[str, ...] = Field(min_length=1)


class _Document(BaseModel):
    model_config = _STRICT
    path: str
    id: str | None = None
    findings: tuple[Entry, ...] = Field(min_length=1)


class _File(BaseModel):
    model_config = _STRICT
    schema_version: Literal[1]
    tool: Literal["audit"]
    documents: Annotated[tuple[_Document, ...], Field()]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known of each document; ``folder`` is where its paths start."""

    folder: Path
    documents: Mapping[Key, tuple[Entry, ...]]

    def key(self, document: DocumentReport) -> Key:
        return Key(_relative(document.path, self.folder), document.id)


@dataclass(frozen=True, slots=True)
class Update:
    """A rewritten baseline, and how many findings it kept, dropped as mended, took in and left out as new."""

    baseline: Baseline
    kept: int
    dropped: int
    added: int
    refused: int


def read_baseline(path: Path) -> Baseline:
    """Raises `AuditError` for a file that is missing, broken, or of another version."""
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise mistake("no such baseline; --write-baseline writes one", str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise mistake(f"cannot be read: {error}", str(path)) from error
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        at = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise mistake(f"not JSON: {said}", f"{path}{at}") from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        said = "is no baseline" if version is None else f"is a baseline of version {version!r}"
        raise mistake(f"{said}; this program reads version {SCHEMA_VERSION}", str(path))
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise mistake(f"is no baseline: {where}: {first['msg']}", str(path)) from error
    documents: dict[Key, tuple[Entry, ...]] = {}
    for number, document in enumerate(file.documents):
        key = Key(document.path, document.id)
        if key in documents:
            name = key.path if key.id is None else f"{key.path} ({key.id})"
            raise mistake(f"documents.{number}: '{name}' stands here a second time", str(path))
        if len({entry.fingerprint for entry in document.findings}) < len(document.findings):
            raise mistake(f"documents.{number}: a fingerprint stands here twice", str(path))
        documents[key] = document.findings
    return Baseline(_folder(path), documents)


def empty_baseline(path: Path) -> Baseline:
    """A baseline that knows nothing yet, to be written to a file."""
    return Baseline(_folder(path), {})


def as_json(baseline: Baseline) -> str:
    """What the file says: sorted, so that two runs and their differences are easy to compare."""
    documents = [
        {
            "path": key.path,
            **({} if key.id is None else {"id": key.id}),
            "findings": [entry.model_dump() for entry in sorted(entries, key=_order)],
        }
        for key, entries in sorted(baseline.documents.items(), key=lambda item: (item[0].path, item[0].id or ""))
        if entries
    ]
    return (
        json.dumps(
            {"schema_version": SCHEMA_VERSION, "tool": "audit", "documents": documents}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _order(entry: Entry) -> tuple[str, str]:
    return entry.rule, entry.fingerprint


def renamed(
    entries: Sequence[Entry], document: DocumentReport, aliases: Mapping[str, Sequence[str]]
) -> tuple[Entry, ...]:
    """Entries under the names that rules have now; ``aliases``: what rules that have findings were called before."""
    now = {
        fingerprint(alias, placed.finding.folded): placed.finding
        for placed in document.findings
        for alias in aliases.get(placed.finding.rule, ())
    }
    return tuple(
        entry.model_copy(update={"rule": found.rule, "fingerprint": found.fingerprint})
        if (found := now.get(entry.fingerprint))
        else entry
        for entry in entries
    )


def compared(
    document: DocumentReport, baseline: Baseline, aliases: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> DocumentReport:
    """The document with every finding new or known, and what is gone. Findings of low confidence have no state."""
    entries = renamed(baseline.documents.get(baseline.key(document), ()), document, aliases)
    known = {entry.fingerprint: entry for entry in entries}
    groups: dict[str, list[int]] = {}
    for number, placed in enumerate(document.findings):
        if placed.finding.confidence is not Confidence.LOW:
            groups.setdefault(placed.finding.fingerprint, []).append(number)
    states: dict[int, State] = {}
    for alike, numbers in groups.items():
        old = _met(document.findings, numbers, known[alike].lines) if alike in known else frozenset()
        states.update((number, State.KNOWN if number in old else State.NEW) for number in numbers)
    findings = tuple(
        replace(placed, state=states[number]) if number in states else placed
        for number, placed in enumerate(document.findings)
    )
    gone = tuple(
        Gone(entry.rule, entry.text, entry.fingerprint, count)
        for entry in sorted(entries, key=_order)
        if (count := len(entry.lines) - len(groups.get(entry.fingerprint, ()))) > 0
    )
    return replace(document, findings=findings, gone=gone)


def _met(findings: Sequence[Placed], numbers: Iterable[int], lines: Sequence[str]) -> frozenset[int]:
    """Which of some equal findings a baseline means: those in lines it knows first, then the first ones."""
    left = Counter(lines)
    met: list[int] = []
    others: list[int] = []
    for number in numbers:
        if left[findings[number].context] > 0:
            left[findings[number].context] -= 1
            met.append(number)
        else:
            others.append(number)
    return frozenset((*met, *others[: len(lines) - len(met)]))


def updated(
    old: Baseline | None,
    target: Baseline,
    documents: Iterable[DocumentReport],
    *,
    ran: Callable[[str], bool],
    grow: bool,
    aliases: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Update:
    """The baseline ``target`` filled from a run.

    With an ``old`` one it only shrinks: what is mended is dropped, what is new is left out unless it may ``grow``.
    Documents and rules (``ran`` tells) that took no part in the run keep their entries, unless the file is gone or was
    read to its end without them. Suppressed findings need no entry.
    """
    taken: dict[Key, list[Placed]] = {}
    reports: dict[Key, DocumentReport] = {}
    kept = dropped = added = refused = 0
    seen: set[Key] = set()
    broken: set[str] = set()
    for document in documents:
        key = target.key(document)
        if document.errors:
            broken.add(key.path)
            continue
        seen.add(key)
        reports[key] = document
        own = taken.setdefault(key, [])
        for placed in document.findings:
            if placed.finding.confidence is Confidence.LOW or placed.suppressed is not None:
                continue
            if placed.state is State.KNOWN:
                kept += 1
            elif old is None or grow:
                added += 1
            else:
                refused += 1
                continue
            own.append(placed)
    entries = {key: _entries(own) for key, own in taken.items()}
    read = {key.path for key in seen} - broken
    for key, known in _moved(old, target).items() if old else ():
        gone = key not in seen and (key.path in read or not (target.folder / key.path).exists())
        for entry in renamed(known, reports[key], aliases) if key in reports else known:
            now = len(entries[key][entry.fingerprint].lines) if entry.fingerprint in entries.get(key, {}) else 0
            if not gone and (key not in seen or not ran(entry.rule)):
                entries.setdefault(key, {})[entry.fingerprint] = entry
                kept += len(entry.lines)
            else:
                dropped += max(0, len(entry.lines) - now)
    filled = {key: tuple(own.values()) for key, own in entries.items() if own}
    return Update(Baseline(target.folder, filled), kept, dropped, added, refused)


def _entries(findings: Iterable[Placed]) -> dict[str, Entry]:
    """Findings of one document, those that are alike in one entry."""
    alike: dict[str, list[Placed]] = {}
    for placed in findings:
        alike.setdefault(placed.finding.fingerprint, []).append(placed)
    return {
        name: Entry(
            rule=own[0].finding.rule,
            text=_quote(own[0].finding.text),
            fingerprint=name,
            lines=tuple(placed.context for placed in own),
        )
        for name, own in alike.items()
    }


def _moved(baseline: Baseline, target: Baseline) -> dict[Key, tuple[Entry, ...]]:
    """The entries of a baseline under their keys in another one, whose paths may start elsewhere."""
    return {
        Key(_relative(str(baseline.folder / key.path) if key.path != STDIN else STDIN, target.folder), key.id): entries
        for key, entries in baseline.documents.items()
    }


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _folder(path: Path) -> Path:
    return _real(path.absolute().parent)


def _relative(path: str, folder: Path) -> str:
    """A path from a folder, as every platform writes it; standard input keeps its dash."""
    if path == STDIN:
        return path
    absolute = Path(path).absolute()
    return Path(os.path.relpath(_real(absolute.parent) / absolute.name, folder)).as_posix()


@lru_cache(maxsize=4096)
def _real(folder: Path) -> Path:
    """A folder without links on the way: the same document has one key, whichever way led to it."""
    return folder.resolve()
