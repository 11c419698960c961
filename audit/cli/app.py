"""The commands, and what becomes of their errors."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

from audit import __version__
from audit.cli import MISTAKE, PASSED, SIGNALLED
from audit.cli.check import check
from audit.cli.diff import diff
from audit.cli.evaluate import evaluate
from audit.cli.fix import fix
from audit.cli.output import report_problems, settle_streams
from audit.cli.rules import rules
from audit.errors import AuditError

_UsageError: Final[Any] = typer.BadParameter.__bases__[0]
_ClickError: Final[Any] = _UsageError.__bases__[0]
"""From whichever click this typer brings."""

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Find what is wrong in collected text: machine translation, impossible dates, torn sentences, page furniture.",
)
app.command(short_help="Audit documents: a score, a verdict and findings.")(check)
app.command(short_help="Show the repairs of documents as a diff, or make them.")(fix)
app.command(short_help="Measure the packs on documents with labels.")(evaluate)
app.command(short_help="Tell what changed between two reports, and why.")(diff)
app.add_typer(rules, name="rules")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"audit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command line. Errors are printed on standard error, one a line."""
    settle_streams()
    try:
        status = app(list(arguments), prog_name="audit", standalone_mode=False)
        sys.stdout.flush()
    except AuditError as error:
        report_problems(error.problems)
        return MISTAKE
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(error.format_message().rstrip() + "\n")
            return MISTAKE
        command = error.ctx.command_path if error.ctx else "audit"
        sys.stderr.write(f"error: {_said(error.format_message())} (see `{command} --help`)\n")
        return MISTAKE
    except _ClickError as error:
        sys.stderr.write(f"error: {_said(error.format_message())}\n")
        return MISTAKE
    except (BrokenPipeError, SystemExit) as error:
        return _left(error)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("error: interrupted\n")
        return 130
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"error: {place}{error.strerror or error}\n")
        return MISTAKE
    except Exception as error:
        if os.environ.get("AUDIT_DEBUG"):
            raise
        sys.stderr.write(f"error: {type(error).__name__}: {error}; this is a fault of the program, please report it")
        sys.stderr.write(" (AUDIT_DEBUG=1 shows where)\n")
        return MISTAKE
    return status if isinstance(status, int) else 0


def _left(error: BaseException) -> int:
    """The status when something else ends the run: completion has said what it knows, the reader of a pipe has gone, a
    signal came (statuses from 128 up).
    """
    if isinstance(error, SystemExit) and isinstance(error.code, int) and error.code > SIGNALLED:
        return error.code
    if isinstance(error, SystemExit) and not error.code:
        return PASSED
    # The reader has gone, as `head` does: nothing more can be said, also not when the interpreter flushes at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return MISTAKE


def _said(message: str) -> str:
    """A message of the parser without its full stop, in the style of all others."""
    message = message.strip().rstrip(".")
    return message[:1].lower() + message[1:]
