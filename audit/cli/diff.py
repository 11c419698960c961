"""``audit diff``."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from audit.cli import PASSED


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.json", help="A report of --format json.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.json", help="A later one.")],
    format: Annotated[str, typer.Option(metavar="NAME", help="text (default) or json.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result here.")
    ] = None,
) -> int:
    """Tell what changed between two reports, and why each score moved.

    For every document: the findings that appeared and went, and by how many points of its score each moved it; the
    parts add up. Packs are compared by their hashes.
    """
    from json import dumps

    from audit.cli.output import page, written
    from audit.difference import compare, difference_dict, read_report
    from audit.errors import mistake, nearest
    from audit.renderers.difference import difference_lines

    if format not in ("text", "json"):
        raise mistake(f"'{format}' is no format{nearest(format, ('text', 'json'))}", "--format")
    if output is not None and output.resolve() in (old.resolve(), new.resolve()):
        raise mistake("is compared; the result would be written over it", str(output))
    difference = compare(read_report(old), read_report(new))
    with written(output) if output else nullcontext(sys.stdout) as stream:
        if format == "json":
            stream.write(dumps(difference_dict(difference), ensure_ascii=False, indent=2) + "\n")
            return PASSED
        paper = page(stream)
        for line in difference_lines(difference, paper.width, colour=paper.colour):
            stream.write(f"{line.rstrip()}\n")
    return PASSED
