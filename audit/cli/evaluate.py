"""``audit evaluate``."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from audit.cli import PASSED
from audit.cli.options import Config, Ignore, Language, Rules, Select


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Labelled documents, one JSON object a line.")],
    rules: Rules = None,
    select: Select = None,
    ignore: Ignore = None,
    language: Language = None,
    format: Annotated[str, typer.Option(metavar="NAME", help="text (default) or json.")] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result here.")
    ] = None,
    listed: Annotated[int, typer.Option(metavar="N", help="Show so many misses and false alarms.")] = 20,
    config: Config = None,
) -> int:
    """Measure the loaded packs on labelled documents: precision, recall and F1 by category and by rule.

    A line is {"id", "text", "language"?, "findings": [{"category", "start", "end", "required"?}], "lines"?, "label"?};
    offsets are code points. A labelled place is found when a finding of its category points at it; a finding is right
    when it overlaps a labelled place of any category.
    """
    from json import dumps

    from audit.choices import choose
    from audit.cli.output import page, written
    from audit.errors import mistake, nearest
    from audit.evaluate import evaluate as compare
    from audit.evaluate import evaluation_dict, read_gold
    from audit.renderers.evaluation import evaluation_lines
    from audit.run import prepare

    if format not in ("text", "json"):
        raise mistake(f"'{format}' is no format{nearest(format, ('text', 'json'))}", "--format")
    choices = choose(config, rules=rules, select=select, ignore=ignore, language=language)
    result = compare(read_gold(gold), prepare(choices.plan))
    with written(output) if output else nullcontext(sys.stdout) as stream:
        if format == "json":
            stream.write(dumps(evaluation_dict(result), ensure_ascii=False, indent=2) + "\n")
        else:
            for line in evaluation_lines(result, page(stream).width, listed):
                stream.write(f"{line}\n")
    return PASSED
