"""``audit check``."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from audit import __version__
from audit.cli import FAILED, MISTAKE, PASSED
from audit.cli.complete import names_of
from audit.cli.options import (
    Config,
    Exclude,
    Ignore,
    InputFormat,
    Jobs,
    Language,
    Output,
    Paths,
    Rules,
    Select,
    Shared,
    Suppressions,
)

if TYPE_CHECKING:
    from audit.choices import Choices
    from audit.debt import Ledger
    from audit.renderers import Page, Renderer
    from audit.report import DocumentReport, Report


def check(
    paths: Paths,
    rules: Rules = None,
    select: Select = None,
    ignore: Ignore = None,
    language: Language = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="text (default), json, jsonl, html, markdown, sarif, junit, github or gitlab.",
            autocompletion=names_of("formats"),
        ),
    ] = None,
    output: Output = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE", help="One more report, to a file. Repeatable.", autocompletion=names_of("reports")
        ),
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="SCORE", help="Fail if a document scores less (0 to 100).")
    ] = None,
    fail_under_category: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SCORE",
            help="Fail if a document's sub-score is less. Repeatable.",
            autocompletion=names_of("categories"),
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="SEVERITY",
            help="Fail if a finding is so grave: info, minor, major, critical.",
            autocompletion=names_of("severities"),
        ),
    ] = None,
    max_findings: Annotated[
        int | None, typer.Option(metavar="N", help="Fail if a document has more findings of severity minor or worse.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known findings: gates judge only what is new.")
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the findings as known; a file that is there only shrinks."),
    ] = None,
    accept_new: Annotated[
        bool, typer.Option("--accept-new", help="Let --write-baseline take in new findings too.")
    ] = False,
    suppressions: Suppressions = None,
    exclude: Exclude = None,
    input_format: InputFormat = None,
    shared: Shared = None,
    jobs: Jobs = None,
    all: Annotated[bool, typer.Option("--all", help="Show findings of low confidence too; they never score.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Audit again whenever a document, a pack or a setting changes.")
    ] = False,
    config: Config = None,
) -> int:
    """Audit documents: a score, a verdict and findings for each.

    Exit status: 0 all is well, 1 the gate failed, 2 a mistake: an option, a pack, a setting, an input that cannot be
    read. What a run always does may stand in the settings; what is given here wins.
    """
    from audit.choices import choose

    def chosen() -> "Choices":
        return choose(
            config,
            rules=rules,
            select=select,
            ignore=ignore,
            language=language,
            format=format,
            output=output,
            report=report,
            fail_under=fail_under,
            fail_under_category=fail_under_category,
            fail_on=fail_on,
            max_findings=max_findings,
            baseline=baseline,
            write_baseline=write_baseline,
            accept_new=accept_new,
            suppressions=suppressions,
            shared=shared,
            exclude=exclude,
            input_format=input_format,
            jobs=jobs,
            all=all,
        )

    if not watch:
        return _run(paths, chosen())
    from audit.cli.watch import watch as watched
    from audit.config import find_settings

    first, nearest = chosen(), config or find_settings(Path.cwd())
    settings = [str(path) for path in (*first.plan.rules, first.baseline, first.suppressions, nearest) if path]
    return watched([*paths, *settings], first.written, lambda: _run(paths, chosen()))


def _run(paths: Sequence[str], choices: "Choices") -> int:
    from audit.cli.output import remark, report_problems
    from audit.cli.progress import watched
    from audit.errors import AuditError
    from audit.report import Report, unreadable
    from audit.run import audit_files, many, prepare, with_shared
    from audit.sources import find

    auditor = prepare(choices.plan)
    choices.check_categories(auditor.packs)
    sources = find(paths, choices.exclude)
    if not sources.files:
        raise AuditError(sources.problems or [choices.nothing(paths, sources.skipped)])
    choices.check_outputs(sources.files)
    ledger = choices.ledger(auditor.rules)
    plan = with_shared(choices.plan, sources.files)
    auditor = replace(auditor, shared=plan.shared_lines)
    documents: list[DocumentReport] = []
    with ExitStack() as stack:
        outputs = _outputs(stack, choices)
        streams = any(renderer.streams and page.colour for renderer, _, page in outputs)
        countable = not any(map(many, sources.files))
        reports = audit_files(sources.files, plan, auditor, choices.jobs)
        for document in watched(reports, len(sources.files) if countable else None, shown=not streams):
            documents.append(ledger.settle(document))
            _write(outputs, documents[-1])
        for problem in sources.problems:
            document = unreadable(problem.place, [problem])
            documents.append(document)
            _write(outputs, document)
        if choices.write_baseline is not None:
            documents = _write_baseline(choices.write_baseline, ledger, documents, choices.accept_new)
        gate = choices.judge(documents)
        report = Report(__version__, auditor.packs, tuple(documents), tuple(sources.skipped), gate, ledger.unused)
        _close(outputs, report)
    mistakes = [problem for document in documents for problem in (*document.errors, *document.problems)]
    report_problems(mistakes)
    if choices.format != "text":
        for unused in report.unused:
            remark(f"warning: {unused.place}: this suppression covers nothing")
        for reason in gate.reasons:
            remark(f"gate: {reason}")
    if mistakes:
        return MISTAKE
    return PASSED if gate.passed else FAILED


def _write_baseline(
    path: Path, ledger: "Ledger", documents: "Sequence[DocumentReport]", grow: bool
) -> "list[DocumentReport]":
    """The documents as the written baseline knows them. It is written whole or not at all."""
    from audit.baseline import as_json
    from audit.cli.output import remark, written

    update = ledger.update(documents, path, grow=grow)
    with written(path) as stream:
        stream.write(as_json(update.baseline))
    said = [("known", update.kept), ("added", update.added), ("dropped as mended", update.dropped)]
    parts = [f"{number} {name}" for name, number in said if number] or ["no findings"]
    if update.refused:
        parts.append(f"{update.refused} new not taken in (--accept-new does)")
    remark(f"{path}: {', '.join(parts)}")
    return [ledger.settle(document) for document in documents]


_Outputs = list[tuple["Renderer", TextIO, "Page"]]


def _outputs(stack: ExitStack, choices: "Choices") -> _Outputs:
    """Every report that is asked for, with the stream it goes to."""
    from audit.cli.output import page, written
    from audit.renderers import RENDERERS

    outputs: _Outputs = []
    for format, path in ((choices.format, choices.output), *choices.reports):
        stream = stack.enter_context(written(path)) if path else sys.stdout
        outputs.append((RENDERERS[format], stream, page(stream)))
    return outputs


def _write(outputs: _Outputs, document: "DocumentReport") -> None:
    for renderer, stream, page in outputs:
        if renderer.streams:
            stream.write(renderer.document(document, page))
            if stream is sys.stdout:
                stream.flush()


def _close(outputs: _Outputs, report: "Report") -> None:
    for renderer, stream, page in outputs:
        stream.write(renderer.close(report, page))
