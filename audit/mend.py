"""Files repaired in memory: their bytes once the documents in them are repaired, with nothing else changed."""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import regex

from audit.debt import Ledger
from audit.errors import AuditError, Problem, mistake
from audit.pipeline import Auditor
from audit.readers import FORMATS, STDIN, Unreadable, jsonl, markdown, reader
from audit.readers.decode import decode, marked
from audit.repair import Found, Repaired, repaired
from audit.run import SMALL, Plan, cpus, every_rule, prepare
from audit.suppression import Suppression
from audit.text import Document, plain

_UPPER: Final = regex.compile(r"\\u(?=[0-9A-F]*[A-F])[0-9A-F]{4}")
_LOWER: Final = regex.compile(r"\\u[0-9a-f]{4}")
_SPACE: Final = regex.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A repaired document; ``more``: how many repairs only the unsafe way would make; ``notes``: what was left out."""

    repaired: Repaired
    more: int = 0
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """A file: its bytes ``old`` and ``new``; both as text for a diff, of UTF-8 with its mark, which is in its first
    line; what became of its documents; what could not be read.
    """

    path: str
    old: bytes
    new: bytes
    shown: tuple[str, str] = ("", "")
    outcomes: Sequence[Outcome] = ()
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class Mender:
    """What to repair with. ``unsafe``: make repairs too that want a person's eye."""

    auditor: Auditor
    ledger: Ledger
    unsafe: bool = False

    def mend(self, document: Document, markup: Callable[[str], str] | None = None) -> Outcome:
        """One document. If its suppressions are at fault, nobody knows what they were to keep: it is left alone.

        So is one that would score less: without its furniture a short text may be taken for another language.
        """
        problems: dict[str, Problem] = {}
        scores: dict[str, float] = {}
        more = 0

        def look(text: str) -> Found:
            nonlocal more
            prose = markup(text) if markup else text
            report = self.auditor.audit(Document(document.path, text, prose, document.id, document.language))
            report = self.ledger.settle(report)
            problems.update((problem.place, problem) for problem in report.problems)
            scores[text] = report.score
            if report.problems:
                return Found(prose, ())
            open = [placed.finding for placed in report.findings if not placed.accepted]
            fixable = [finding for finding in open if finding.fix and (finding.fix.safe or self.unsafe)]
            more = sum(finding.fix is not None for finding in open) - len(fixable)
            kept = [placed.finding.span for placed in report.findings if placed.accepted and placed.finding.span]
            return Found(prose, fixable, kept)

        outcome = repaired(document.text, look, markup)
        notes = tuple(f"the repair of {rule} does not hold here and was left out" for rule in outcome.stubborn)
        if outcome.hollow:
            notes = (*notes, "nothing but furniture: left alone")
        elif scores[outcome.text] < scores[document.text]:
            notes, outcome = (*notes, "left alone: repaired it would score less"), Repaired(document.text)
        if document.id is not None:
            notes = tuple(f"{document.id}: {note}" for note in notes)
        return Outcome(outcome, more, notes, tuple(problems.values()))


def mend_file(path: str, mender: Mender, format: str | None = None) -> Mended:
    """A file, or standard input in a format of `audit.readers.FORMATS`. Never raises for bad input."""
    mend = KINDS.get((format or "text") if path == STDIN else _kind(path))
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        return _failed(path, b"", Problem(path, f"cannot be read: {error.strerror or error}"))
    if mend is None:
        return _failed(path, raw, Problem(path, "of a page only the text is audited, and the page cannot be repaired"))
    try:
        return mend(path, raw, mender)
    except AuditError as error:
        return _failed(path, raw, *(Problem(path, str(problem)) for problem in error.problems))
    except Exception as error:  # one file must not stop the others
        if os.environ.get("AUDIT_DEBUG"):
            raise
        said = f"the repair failed, which is a fault of this program: {type(error).__name__}: {error}"
        return _failed(path, raw, Problem(path, said))


def mend_files(files: Sequence[str], plan: Plan, mender: Mender, jobs: int | None = None) -> Iterator[Mended]:
    """The files in their order, whatever the number of ``jobs`` (None: one a CPU).

    Files of fewer than `SMALL` bytes together, and standard input, are repaired in this process. Raises `AuditError`
    when a worker process dies.
    """
    jobs = min(jobs or cpus(), len(files))
    if jobs <= 1 or STDIN in files or sum(map(_size, files)) < SMALL:
        yield from (mend_file(path, mender, plan.input_format) for path in files)
        return
    # Imported when needed, as in `audit.run`: most runs are small.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    given = (plan, tuple(mender.ledger.suppressions), mender.ledger.folder, mender.unsafe)
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, given)
    try:
        yield from pool.map(_work, files)
    except BrokenProcessPool as error:
        raise mistake("a worker process died (out of memory?); try --jobs 1") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _size(path: str) -> int:
    with suppress(OSError, ValueError):
        return Path(path).stat().st_size
    return 0


_worker: Mender | None = None
"""A worker process's own, made once when it starts."""


def _start(plan: Plan, suppressions: tuple[Suppression, ...], folder: Path, unsafe: bool) -> None:
    global _worker  # noqa: PLW0603
    auditor = prepare(plan)
    _worker = Mender(auditor, Ledger(auditor.rules, None, suppressions, folder, partial(every_rule, plan)), unsafe)


def _work(path: str) -> Mended:
    assert _worker is not None
    return mend_file(path, _worker)


def _failed(path: str, raw: bytes, *problems: Problem) -> Mended:
    return Mended(path, raw, raw, problems=problems)


def repairable(path: str) -> bool:
    """Whether files of this kind can be repaired: of a page only the text that is taken from it could be."""
    return path == STDIN or _kind(path) in KINDS


def _kind(path: str) -> str:
    found = reader(path)
    return _GZIP if found is jsonl.read_gzip else next((name for name, each in FORMATS.items() if each is found), "")


def _text(path: str, raw: bytes, mender: Mender) -> Mended:
    return _whole(path, raw, mender, None)


def _markdown(path: str, raw: bytes, mender: Mender) -> Mended:
    return _whole(path, raw, mender, markdown.prose)


def _whole(path: str, raw: bytes, mender: Mender, markup: Callable[[str], str] | None) -> Mended:
    """A file that is one document, in its encoding and with its mark."""
    text = decode(raw, path)
    if isinstance(text, Unreadable):
        return _failed(path, raw, text.problem)
    document = Document(path, text, markup(text)) if markup else plain(text, path)
    outcome = mender.mend(document, markup)
    encoding, skip = marked(raw)
    new = raw[:skip] + outcome.repaired.text.encode(encoding)
    return Mended(path, raw, new, (_shown(raw), _shown(new)), (outcome,), outcome.problems)


def _shown(raw: bytes) -> str:
    encoding, skip = marked(raw)
    return raw[0 if encoding == "utf-8" else skip :].decode(encoding, "replace")


def _jsonl(path: str, raw: bytes, mender: Mender) -> Mended:
    r"""Records, each in its line. Lines end at ``\n`` alone, as the reader counts them."""
    encoding, skip = marked(raw)
    try:
        body = raw[skip:] if encoding == "utf-8" else raw[skip:].decode(encoding).encode()
    except UnicodeError as error:
        return _failed(path, raw, Problem(path, f"not {encoding.upper()}, which its mark promises: {error}"))
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    lines: list[bytes] = []
    for number, line in enumerate(_lines(body), 1):
        document = jsonl.record(line, path, number) if line.strip() else None
        if isinstance(document, Unreadable):
            problems.append(document.problem)
        elif document is not None:
            outcomes.append(mender.mend(document))
            problems += outcomes[-1].problems
            line = _with_text(line, document.text, outcomes[-1].repaired.text)
        lines.append(line)
    if not outcomes and not problems:
        return _failed(path, raw, Problem(path, "empty"))
    done = b"".join(lines)
    new = raw[:skip] + (done if encoding == "utf-8" else done.decode().encode(encoding))
    return Mended(path, raw, new, (_shown(raw), _shown(new)), outcomes, problems)


def _lines(body: bytes) -> Iterator[bytes]:
    *ended, last = body.split(b"\n")
    yield from (line + b"\n" for line in ended)
    if last:
        yield last


def _with_text(line: bytes, old: str, new: str) -> bytes:
    """A record with another ``text``, written as the old one was: as letters or as escapes."""
    if new == old:
        return line
    record = line.decode()
    start, end = _place(record)
    written = record[start:end]
    escaped = written.isascii() and not old.isascii()
    value = json.dumps(new, ensure_ascii=escaped)
    if escaped and _UPPER.search(written) and not _LOWER.search(_UPPER.sub("", written)):
        value = _LOWER.sub(lambda hit: "\\u" + hit[0][2:].upper(), value)
    return (record[:start] + value + record[end:]).encode()


def _place(record: str) -> tuple[int, int]:
    """Where the value of ``text`` stands in an object; of several the last, which is the one that is read."""
    decoder = json.JSONDecoder()
    place = (0, 0)
    at = _skip(record, record.index("{") + 1)
    while record[at] != "}":
        key, at = decoder.raw_decode(record, at)
        start = _skip(record, _skip(record, at) + 1)
        _, at = decoder.raw_decode(record, start)
        if key == "text":
            place = (start, at)
        at = _skip(record, at)
        if record[at] == ",":
            at = _skip(record, at + 1)
    return place


def _skip(record: str, at: int) -> int:
    space = _SPACE.match(record, at)
    return space.end() if space else at


def _gzip(path: str, raw: bytes, mender: Mender) -> Mended:
    """The same, compressed; a file without repairs keeps its bytes."""
    try:
        body = gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        return _failed(path, raw, Problem(path, f"damaged gzip: {error}"))
    inner = _jsonl(path, body, mender)
    new = raw if inner.new == inner.old else gzip.compress(inner.new, mtime=0)
    return Mended(path, raw, new, inner.shown, inner.outcomes, inner.problems)


_Mend: TypeAlias = Callable[[str, bytes, Mender], Mended]

_GZIP: Final = "jsonl.gz"
KINDS: Final[Mapping[str, _Mend]] = {"text": _text, "markdown": _markdown, "jsonl": _jsonl, _GZIP: _gzip}
"""What can be repaired, by the format's name."""
