"""One run: packs loaded once, documents audited here or by worker processes, reports in the order of the input."""

import gc
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from audit.errors import AuditError, Problem, mistake
from audit.finding import Severity
from audit.packcache import BUILTIN, cached
from audit.pipeline import Auditor
from audit.readers import STDIN, Unreadable, read
from audit.report import DocumentReport, unreadable
from audit.rule import Examples, Pack, Rule
from audit.selection import narrowed
from audit.text import Document

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

SMALL: Final = 1_500_000
"""Bytes of input below which starting worker processes costs more time than they save."""
CHUNK: Final = 256_000
"""Bytes of input (of text: code points) that are handed to a worker at a time."""
MANY_IN_ONE: Final = (".jsonl", ".ndjson", ".jsonl.gz")
"""Files of many documents, by their ends: read by the main process, so that one large file keeps every worker busy."""

Item: TypeAlias = str | Document | Unreadable
"""Work: the path of a file still to be read, or what was read from a file of many documents."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to load and how to audit: all that a process needs to make an auditor of its own.

    ``shared``: a line in so many documents is furniture; ``shared_lines``: those lines, once a first pass found them.
    """

    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    switches: Mapping[str, bool] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    language: str | None = None
    low: bool = False
    input_format: str | None = None
    texts: bool = False
    shared: int | None = None
    shared_lines: Mapping[str, int] = field(default_factory=dict)


def prepare(plan: Plan) -> Auditor:
    """Load and select the packs. Raises `AuditError`."""
    packs = narrowed(
        _load(plan.rules),
        select=plan.select,
        ignore=plan.ignore,
        switches=plan.switches,
        severities=plan.severities,
    )
    gc.freeze()
    gc.enable()
    return Auditor(packs, plan.language, plan.low, plan.texts, plan.shared_lines)


def every_rule(plan: Plan) -> tuple[Rule, ...]:
    """All rules there are, also those that the plan does not run: what a suppression may name. Raises `AuditError`."""
    return tuple(rule for pack in _load(plan.rules) for rule in pack.rules)


def _load(rules: Sequence[Path]) -> tuple[Pack, ...]:
    """The shipped packs, from the cache if they are in it, and those of the user."""
    if not rules:
        return cached(BUILTIN, _build, "check")
    from audit.packs import load_packs

    return load_packs(rules)


def _build() -> tuple[Pack, ...]:
    # Imported when needed: reading YAML takes a third of the time that a short run takes.
    from audit.packs import build_builtin

    return tuple(map(_bare, build_builtin()))


_NO_EXAMPLES: Final = Examples()


def _bare(pack: Pack) -> Pack:
    """A pack without its rules' examples, which are half of what it says and nothing to an audit."""
    return replace(pack, rules=tuple(replace(rule, examples=_NO_EXAMPLES) for rule in pack.rules))


def with_shared(plan: Plan, files: Sequence[str]) -> Plan:
    """The plan with the lines that its first pass over the files found in several of them, if it asks for one."""
    if plan.shared is None:
        return plan
    from audit.shared import shared_lines

    if STDIN in files:
        raise mistake("looks at every document twice, and standard input is read once: name files", "--shared")
    found = (document for path in files for document in read(path, plan.input_format))
    documents = (document for document in found if isinstance(document, Document))
    return replace(plan, shared_lines=shared_lines(documents, plan.shared))


def audit_files(
    files: Sequence[str], plan: Plan, auditor: Auditor, jobs: int | None = None, *, small: int = SMALL
) -> Iterator[DocumentReport]:
    """The report of every document, in the order of the files, whatever the number of ``jobs`` (None: one a CPU).

    Files of fewer than ``small`` bytes together are audited in this process. A document that cannot be read, or whose
    audit fails, is a report with errors. Raises `AuditError` when a worker process dies.
    """
    jobs = jobs or cpus()
    if jobs == 1 or _less_than(small, files):
        for path in files:
            for document in read(path, plan.input_format):
                yield _report(document, auditor)
        return
    yield from _in_parallel(_chunks(_items(files, plan.input_format)), plan, jobs)


def many(path: str) -> bool:
    """Whether a file holds many documents."""
    return path.lower().endswith(MANY_IN_ONE)


def cpus() -> int:
    """The CPUs this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _less_than(bytes: int, files: Sequence[str]) -> bool:
    """Whether the files are small together. Standard input counts as large."""
    total = 0
    for path in files:
        total += bytes if path == STDIN else _size(path)
        if total >= bytes:
            return False
    return True


def _size(path: str) -> int:
    with suppress(OSError, ValueError):
        return Path(path).stat().st_size
    return 0


def _report(item: Document | Unreadable, auditor: Auditor) -> DocumentReport:
    if isinstance(item, Unreadable):
        return unreadable(item.path, [item.problem], item.id)
    try:
        return auditor.audit(item)
    except AuditError as error:
        return unreadable(item.path, [Problem(item.path, str(problem)) for problem in error.problems], item.id)
    except Exception as error:  # one document must not stop the others
        if os.environ.get("AUDIT_DEBUG"):
            raise
        said = f"the audit failed, which is a fault of this program: {type(error).__name__}: {error}"
        return unreadable(item.path, [Problem(item.path, said)], item.id)


def _items(files: Sequence[str], input_format: str | None) -> Iterator[tuple[int, Item]]:
    """Work, each piece with its weight."""
    for path in files:
        if path == STDIN or many(path):
            for document in read(path, input_format):
                yield (len(document.text) if isinstance(document, Document) else 0), document
        else:
            yield _size(path), path


def _chunks(items: Iterable[tuple[int, Item]]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    total = 0
    for weight, item in items:
        chunk.append(item)
        total += weight + CHUNK // 1000
        if total >= CHUNK:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _in_parallel(chunks: Iterator[list[Item]], plan: Plan, jobs: int) -> Iterator[DocumentReport]:
    """Chunks to workers and their reports back in order; so many under way that no worker waits, and no more.

    Workers are spawned, not forked: that is safe beside threads and alike on every platform.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (plan,))
    try:
        under_way = deque(_submitted(pool, chunks, 2 * jobs))
        while under_way:
            reports = under_way.popleft().result()
            under_way.extend(_submitted(pool, chunks, 1))
            yield from reports
    except BrokenProcessPool as error:
        raise mistake("a worker process died (out of memory?); try --jobs 1") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(
    pool: "ProcessPoolExecutor", chunks: Iterator[list[Item]], most: int
) -> "Iterator[Future[list[DocumentReport]]]":
    for _ in range(most):
        chunk = next(chunks, None)
        if chunk is None:
            return
        yield pool.submit(_work, chunk)


_worker: tuple[Plan, Auditor] | None = None
"""A worker process's own auditor, made once when it starts."""


def _start(plan: Plan) -> None:
    global _worker  # noqa: PLW0603
    _worker = plan, prepare(plan)


def _work(chunk: Sequence[Item]) -> list[DocumentReport]:
    assert _worker is not None
    plan, auditor = _worker
    return [
        _report(document, auditor)
        for item in chunk
        for document in (read(item, plan.input_format) if isinstance(item, str) else (item,))
    ]
