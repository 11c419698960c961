"""Where reports and errors are written."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from audit.errors import Problem, mistake
from audit.renderers.renderer import Page

WIDEST: Final = 120
"""Cells: longer lines are hard to read, whatever the terminal."""
NARROWEST: Final = 60


def settle_streams() -> None:
    """UTF-8 on every platform. What has no UTF-8 (half a surrogate pair) is written as its escape, as JSON wants it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def report_problems(problems: Iterable[Problem]) -> None:
    """Errors for people and for editors: ``error: place: message``."""
    for problem in problems:
        remark("error: " + " ".join(str(problem).splitlines()))


def remark(said: str) -> None:
    """A line on standard error. Names of files and records in it give a terminal, or the log of a job, no orders."""
    from audit.renderers.terminal import tame

    sys.stderr.write(f"{tame(said)}\n")


def page(stream: TextIO) -> Page:
    """The page a stream is: a terminal has a width and colours, unless NO_COLOR is set; anything else has 80 cells."""
    if not stream.isatty():
        return Page()
    width = min(WIDEST, max(NARROWEST, shutil.get_terminal_size((80, 24)).columns))
    return Page(width, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A file that appears, or is replaced, only when all is written; an error leaves what was there untouched."""
    if path.is_dir():
        raise mistake("is a folder; a report is written to a file", str(path))
    if not path.parent.is_dir():
        raise mistake(f"no such folder: {path.parent}", str(path))
    if path.exists() and not path.is_file():
        # A pipe or a device cannot be replaced.
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        return
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except PermissionError as error:
        raise mistake("no permission to write here", str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)
