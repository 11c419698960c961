"""Options that several commands have, in the same words."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from audit.cli.complete import names_of

Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, patterns such as 'news/**/*.txt', '-' for standard input."),
]
Rules: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR|FILE", help="More packs, besides the shipped ones. Repeatable."),
]
Select: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PREFIX", help="Run only these: ar, ar.dates, ... Repeatable.", autocompletion=names_of("rules")
    ),
]
Ignore: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(metavar="PREFIX", help="Run all but these. Repeatable.", autocompletion=names_of("rules")),
]
Language: TypeAlias = Annotated[
    str | None, typer.Option(metavar="CODE", help="The language of all documents; else each one's is detected.")
]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report here, whole or not at all.")
]
Suppressions: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Accepted findings, each with its reason (YAML).")
]
Exclude: TypeAlias = Annotated[
    list[str] | None, typer.Option(metavar="GLOB", help="Leave files out, as .gitignore does. Repeatable.")
]
InputFormat: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What standard input is: text, markdown, html, jsonl.",
        autocompletion=names_of("inputs"),
    ),
]
Shared: TypeAlias = Annotated[
    int | None,
    typer.Option(metavar="N", help="A line that stands in N or more documents of the run is furniture."),
]
Jobs: TypeAlias = Annotated[
    int | None, typer.Option("--jobs", "-j", metavar="N", help="Processes; default: one a CPU. Same result.")
]
Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Settings; default: the nearest audit.toml or [tool.audit] of pyproject.toml."),
]
