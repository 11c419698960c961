"""``audit fix``."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from audit.cli import FAILED, MISTAKE, PASSED
from audit.cli.options import (
    Config,
    Exclude,
    Ignore,
    InputFormat,
    Jobs,
    Language,
    Paths,
    Rules,
    Select,
    Shared,
    Suppressions,
)

if TYPE_CHECKING:
    from audit.choices import Choices
    from audit.errors import Problem
    from audit.mend import Mended
    from audit.sources import Sources

_COLOURS: Final = {"+": "32", "-": "31", "@": "36"}


def fix(
    paths: Paths,
    write: Annotated[
        bool, typer.Option("--write", help="Change the files; '-' goes repaired to standard output.")
    ] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Make repairs too that a person should look at: captions, bylines, dates.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there is something to repair, as git diff does.")
    ] = False,
    rules: Rules = None,
    select: Select = None,
    ignore: Ignore = None,
    language: Language = None,
    suppressions: Suppressions = None,
    exclude: Exclude = None,
    input_format: InputFormat = None,
    shared: Shared = None,
    jobs: Jobs = None,
    config: Config = None,
) -> int:
    """Repair what can be repaired without losing anything: a diff, or with --write the files.

    Exit status: 0 done, or nothing to do; 1 with --exit-code if there is something to repair; 2 a mistake: an option,
    a pack, a setting, an input that cannot be read or written. Suppressed findings are not repaired.
    """
    from dataclasses import replace

    from audit.choices import choose

    choices = choose(
        config,
        rules=rules,
        select=select,
        ignore=ignore,
        language=language,
        suppressions=suppressions,
        shared=shared,
        exclude=exclude,
        input_format=input_format,
        jobs=jobs,
    )
    return _run(paths, replace(choices, baseline=None), write=write, unsafe=unsafe, exit_code=exit_code)


def _run(paths: Sequence[str], choices: "Choices", *, write: bool, unsafe: bool, exit_code: bool) -> int:
    from dataclasses import replace

    from audit.cli.output import report_problems
    from audit.cli.progress import watched
    from audit.errors import AuditError
    from audit.mend import Mender, mend_files
    from audit.readers import STDIN
    from audit.run import prepare, with_shared
    from audit.sources import find

    auditor = prepare(choices.plan)
    ledger = choices.ledger(auditor.rules)
    sources = find(paths, choices.exclude)
    if not sources.files:
        raise AuditError(sources.problems or [choices.nothing(paths, sources.skipped)])
    files = _repairable(sources, paths)
    plan = with_shared(choices.plan, files)
    mender = Mender(replace(auditor, shared=plan.shared_lines), ledger, unsafe)
    problems: list[Problem] = list(sources.problems)
    tallies: dict[str, _Tally] = {}
    changed: list[Mended] = []
    for mended in watched(mend_files(files, plan, mender, choices.jobs), len(files), shown=write):
        problems += mended.problems
        tallies[mended.path] = _tally(mended)
        if mended.path == STDIN and write:
            sys.stdout.flush()
            sys.stdout.buffer.write(mended.new)
            sys.stdout.buffer.flush()
        elif mended.new != mended.old and write:
            changed.append(replace(mended, shown=("", ""), outcomes=()))
        elif mended.new != mended.old:
            _show(mended)
    for problem in _written(changed):
        problems.append(problem)
        del tallies[problem.place]
    report_problems(problems)
    _sum_up(tallies, made=write, unsafe=unsafe)
    if problems:
        return MISTAKE
    return FAILED if exit_code and any(tally.repairs for tally in tallies.values()) else PASSED


def _repairable(sources: "Sources", paths: Sequence[str]) -> list[str]:
    """The files to look at. Pages are told of: named ones fail, those of a folder are left out with a remark."""
    from audit.mend import repairable

    named = frozenset(paths)
    files = [path for path in sources.files if repairable(path) or path in named]
    if left := len(sources.files) - len(files):
        pages = "1 page" if left == 1 else f"{left} pages"
        sys.stderr.write(f"note: {pages} left alone: HTML is audited by its text, and cannot be repaired\n")
    return files


def _show(mended: "Mended") -> None:
    """The diff of a file, coloured and made harmless for a terminal."""
    from audit.cli.output import page
    from audit.patch import patch
    from audit.renderers.terminal import tame

    here, path = Path.cwd(), Path(mended.path)
    if path.is_symlink():  # git would take the diff for one of the link
        path = path.resolve()
    name = str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)
    terminal, coloured = sys.stdout.isatty(), page(sys.stdout).colour
    for number, line in enumerate(patch(name, *mended.shown)):
        if not terminal:
            sys.stdout.write(line)
            continue
        for part in line.rstrip("\n").split("\n"):
            colour = "1" if number < 2 else _COLOURS.get(part[:1], "")
            said = tame(part)
            sys.stdout.write(f"\033[{colour}m{said}\033[0m\n" if colour and coloured else f"{said}\n")


def _written(changed: Sequence["Mended"]) -> list["Problem"]:
    """Write the files: first all of them beside the old ones, then each in its place; what went wrong.

    A file that another program changed meanwhile stays as that program left it.
    """
    from audit.errors import Problem

    problems: list[Problem] = []
    ready: list[tuple[Mended, Path, Path]] = []
    try:
        for mended in changed:
            target = Path(mended.path).resolve()
            temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
            ready.append((mended, target, temporary))
            try:
                if not os.access(target, os.W_OK):
                    raise PermissionError(13, "no permission to write")
                temporary.write_bytes(mended.new)
                temporary.chmod(target.stat().st_mode & 0o7777)
            except OSError as error:
                ready.pop()
                temporary.unlink(missing_ok=True)
                problems.append(Problem(mended.path, f"cannot be written: {error.strerror or error}"))
        for mended, target, temporary in ready:
            try:
                if target.read_bytes() != mended.old:
                    problems.append(Problem(mended.path, "was changed by another program meanwhile: left alone"))
                    continue
                temporary.replace(target)
            except OSError as error:
                problems.append(Problem(mended.path, f"cannot be written: {error.strerror or error}"))
    finally:
        for _, _, temporary in ready:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return problems


@dataclass(frozen=True, slots=True)
class _Tally:
    """Of a file: its documents, those repaired, the repairs, and how many more only --unsafe would make."""

    documents: int
    repaired: int
    repairs: int
    more: int
    notes: tuple[str, ...]


def _tally(mended: "Mended") -> _Tally:
    repairs = [len(outcome.repaired.findings) for outcome in mended.outcomes]
    return _Tally(
        documents=len(repairs),
        repaired=sum(map(bool, repairs)),
        repairs=sum(repairs),
        more=sum(outcome.more for outcome in mended.outcomes),
        notes=tuple(sorted({note for outcome in mended.outcomes for note in outcome.notes})),
    )


def _sum_up(tallies: Mapping[str, _Tally], *, made: bool, unsafe: bool) -> None:
    """What was left out of which file, and one line on the whole."""
    from audit.cli.output import remark

    for path, tally in tallies.items():
        for note in tally.notes:
            remark(f"note: {path}: {note}")
    each = tallies.values()
    repairs, more = sum(tally.repairs for tally in each), sum(tally.more for tally in each)
    said = f"{_count(repairs, 'repair')} in {_count(sum(tally.repaired for tally in each), 'document')}"
    if not repairs:
        said = f"Nothing to repair in {_count(sum(tally.documents for tally in each), 'document')}"
    elif not made:
        said += " (--write makes them)"
    if more and not unsafe:
        said += f"; {more:,} more with --unsafe"
    sys.stderr.write(f"{said}.\n")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
