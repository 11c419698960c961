"""``audit check --watch``: audit again whenever a document, a pack or a setting changes."""

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from audit.errors import AuditError, mistake
from audit.readers import STDIN


def watch(paths: Iterable[str], written: Iterable[Path], run: Callable[[], int]) -> int:
    """Run now and after every change under ``paths`` until interrupted; the last run's exit status.

    What the run itself has ``written`` starts no other one. A mistake is told, and the next change awaited. Raises
    `AuditError` when there is nothing to watch or the library for it is missing.
    """
    try:
        from watchfiles import DefaultFilter
        from watchfiles import watch as changes
    except ImportError as error:
        raise mistake("needs another library: pip install 'source-audit[watch]'", "--watch") from error
    own = {str(path.resolve()) for path in written}
    usual = DefaultFilter()
    places = watched(paths)
    status = _told(run)
    with suppress(KeyboardInterrupt):
        for changed in changes(*places, watch_filter=lambda kind, path: path not in own and usual(kind, path)):
            names = sorted({Path(path).name for _, path in changed})
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            sys.stderr.write(f"\nchanged: {', '.join(names[:3])}{more}\n")
            status = _told(run)
    return status


def watched(paths: Iterable[str]) -> tuple[Path, ...]:
    """The files and folders to look at: of a pattern, the folder before its first wildcard. Raises `AuditError`."""
    found: dict[Path, None] = {}
    for path in paths:
        if path == STDIN:
            raise mistake("standard input does not change: name files", "--watch")
        place = Path(path)
        while not place.exists() and place != place.parent:
            place = place.parent
        found[place.resolve()] = None
    return tuple(found)


def _told(run: Callable[[], int]) -> int:
    from audit.cli import MISTAKE
    from audit.cli.output import report_problems

    try:
        status = run()
    except AuditError as error:
        report_problems(error.problems)
        status = MISTAKE
    sys.stdout.flush()
    return status
