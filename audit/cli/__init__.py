"""The command line: parse, call, print, exit."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

PASSED: Final = 0
FAILED: Final = 1
MISTAKE: Final = 2
"""Exit statuses: the gate passed or there was none; it failed; a mistake in what was asked or given."""


SIGNALLED: Final = 128
"""A run that a signal ended has this status plus the signal's number, as shells have it."""


def _stopped(number: int, _frame: object) -> NoReturn:
    raise SystemExit(SIGNALLED + number)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command, by default the one `sys.argv` names, and exit with its status. No error ends in a traceback."""
    # A cancelled job is told so: what was being written is taken away, as it is after Ctrl-C.
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _stopped)
    # What is loaded now stays to the end: looking through it for cycles, again and again, costs a fifth of a short run.
    gc.disable()
    # Looking for pydantic plugins reads the metadata of every installed distribution.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from audit.cli.app import run

    if arguments is not None:
        sys.exit(run(arguments))
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # Taking the interpreter down in order takes as long as a small document.
    os._exit(status)
