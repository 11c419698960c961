"""``audit rules``: list, show, test, schema."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli import FAILED, PASSED
from audit.cli.options import Config, Rules

if TYPE_CHECKING:
    from audit.rule import Pack

rules = typer.Typer(no_args_is_help=True, help="Packs and single rules.", rich_markup_mode=None)


def _packs(more: list[Path] | None, config: Path | None) -> "tuple[Pack, ...]":
    from audit.config import load_settings
    from audit.packs import load_packs

    settings, _ = load_settings(config)
    return load_packs([*map(Path, settings.rules), *(more or ())])


@rules.command("list")
def list_rules(
    select: Annotated[
        list[str] | None, typer.Option(metavar="PREFIX", help="Only these: ar, ar.dates, ... Repeatable.")
    ] = None,
    rules: Rules = None,
    format: Annotated[str, typer.Option(metavar="NAME", help="text or json.")] = "text",
    config: Config = None,
) -> int:
    """List the rules: name, kind, severity, confidence, message."""
    from audit.cli.output import page
    from audit.errors import mistake, nearest
    from audit.manual import listing, rule_dict
    from audit.selection import covered

    if format not in ("text", "json"):
        raise mistake(f"'{format}' is no format{nearest(format, ('text', 'json'))}", "--format")
    packs = covered(_packs(rules, config), select or ())
    if format == "json":
        from json import dumps

        shown = [rule_dict(rule) for pack in packs for rule in pack.rules]
        sys.stdout.write(dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        for line in listing(packs, page(sys.stdout), cut=sys.stdout.isatty()):
            sys.stdout.write(f"{line}\n")
    return PASSED


@rules.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A rule's full name, or one it had before.")],
    rules: Rules = None,
    config: Config = None,
) -> int:
    """Show the manual page of a rule: what it finds, why, examples."""
    from audit.cli.output import page
    from audit.manual import manual
    from audit.selection import named

    for line in manual(named(_packs(rules, config), name), page(sys.stdout)):
        sys.stdout.write(f"{line}\n")
    return PASSED


@rules.command("test")
def run_examples(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="Packs to test besides the shipped ones.")
    ] = None,
    select: Annotated[list[str] | None, typer.Option(metavar="PREFIX", help="Test only these. Repeatable.")] = None,
    config: Config = None,
) -> int:
    """Run every rule's examples: it must fire on the bad ones and stay silent on the good ones.

    Exit status: 0 all as they say, 1 some are not, 2 a pack cannot be loaded.
    """
    from audit.rulestest import shipped, tested
    from audit.selection import covered

    packs = covered(_packs([path for path in paths or () if not shipped(path)], config), select or ())
    result = tested(packs)
    for line in result.lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{result.summary}\n")
    return FAILED if result.failed else PASSED


@rules.command()
def schema() -> int:
    """Print the JSON Schema of a pack file, for editors."""
    from json import dumps

    from audit.schema import pack_schema

    sys.stdout.write(dumps(pack_schema(), ensure_ascii=False, indent=2) + "\n")
    return PASSED
