"""What a run does: options of the command line over settings over defaults, all checked."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from audit.config import LANGUAGE, Bars, Settings, load_settings
from audit.debt import Ledger
from audit.errors import AuditError, Problem, mistake, nearest
from audit.finding import CATEGORIES, Severity
from audit.gate import Thresholds, judge
from audit.readers import FORMATS
from audit.renderers import RENDERERS
from audit.report import DocumentReport, Gate
from audit.rule import Pack, Rule
from audit.run import Plan, every_rule
from audit.sources import chooses

if TYPE_CHECKING:
    from audit.baseline import Baseline
    from audit.suppression import Suppression


@dataclass(frozen=True, slots=True)
class Choices:
    """``reports`` are further reports as (format, file); ``folder`` is where the settings' path patterns start.

    ``place`` tells where a key of the settings stands.

    ``baseline`` is read, ``write_baseline`` written; it may take in new findings only if ``accept_new`` says so.
    """

    plan: Plan
    format: str
    output: Path | None
    reports: tuple[tuple[str, Path], ...]
    exclude: tuple[str, ...]
    jobs: int | None
    bars: Thresholds
    settled: Thresholds
    gates: Mapping[str, Thresholds]
    folder: Path
    baseline: Path | None = None
    write_baseline: Path | None = None
    accept_new: bool = False
    suppressions: Path | None = None
    place: Callable[..., str] = field(default=lambda *path: ".".join(path))

    def judge(self, documents: Sequence[DocumentReport]) -> Gate:
        """The gate. Bars of the command line win over those of patterns that a path matches, those over the rest."""
        if not self.gates:
            bars = self.bars.over(self.settled)
            return judge(documents, lambda _: bars)
        from pathspec import GitIgnoreSpec

        patterns = [(GitIgnoreSpec.from_lines([pattern]), bars) for pattern, bars in self.gates.items()]

        def of(path: str) -> Thresholds:
            bars, absolute = self.settled, Path(path).absolute()
            relative = absolute.relative_to(self.folder) if absolute.is_relative_to(self.folder) else Path(path)
            for spec, own in patterns:
                if spec.match_file(relative.as_posix()):
                    bars = own.over(bars)
            return self.bars.over(bars)

        return judge(documents, of)

    @property
    def written(self) -> tuple[Path, ...]:
        """The files that the run writes."""
        files = (self.output, self.write_baseline, *(path for _, path in self.reports))
        return tuple(path for path in files if path)

    def ledger(self, rules: Mapping[str, Rule]) -> Ledger:
        """What this run accepts. Raises `AuditError` for a baseline or a file of suppressions that cannot be used."""
        baseline: Baseline | None = None
        suppressions: tuple[Suppression, ...] = ()
        path = self.baseline or self.write_baseline
        # A device or a pipe knows nothing, and might never end.
        first = path is not None and path == self.write_baseline and not path.is_file()
        if path is not None and not first:
            from audit.baseline import read_baseline

            baseline = read_baseline(path)
        if self.suppressions is not None:
            from audit.suppressfile import read_suppressions

            suppressions = read_suppressions(self.suppressions, every_rule(self.plan))
        return Ledger(rules, baseline, suppressions, self.folder, partial(every_rule, self.plan))

    def check_categories(self, packs: Sequence[Pack]) -> None:
        """Raise `AuditError` for a bar on a category that no report has."""
        known = {*CATEGORIES, *(rule.category for pack in packs for rule in pack.rules)}
        key = "fail_under_category"
        named = dict.fromkeys(self.bars.categories, "--fail-under-category")
        named |= {name: self.place(key, name) for name in self.settled.categories}
        for pattern, bars in self.gates.items():
            named |= {name: self.place("gates", pattern, key, name) for name in bars.categories}
        problems = [
            Problem(place, f"'{name}' is no category{nearest(name, known)}")
            for name, place in named.items()
            if name not in known
        ]
        if problems:
            raise AuditError(problems)

    def check_outputs(self, files: Sequence[str]) -> None:
        """Raises `AuditError` if a file would be written over one that is read, or has no folder to stand in."""
        if not self.written:
            return
        read: dict[Path, str] = {Path(file).resolve(): "is audited" for file in files}
        read.update((path.resolve(), "is a pack") for path in self.plan.rules)
        if self.suppressions:
            read[self.suppressions.resolve()] = "holds the suppressions"
        reports = [path for path in (self.output, *(path for _, path in self.reports)) if path]
        known = {path.resolve(): "is the baseline" for path in (self.baseline, self.write_baseline) if path}
        for path in reports:
            if what := (known | read).get(path.resolve()):
                raise mistake(f"{what}; a report would be written over it", str(path))
        if (baseline := self.write_baseline) is not None:
            if what := read.get(baseline.resolve()):
                raise mistake(f"{what}; a baseline would be written over it", str(baseline))
            if not baseline.parent.is_dir():
                raise mistake(f"no such folder: {baseline.parent}", str(baseline))

    @staticmethod
    def nothing(paths: Sequence[str], skipped: Sequence[str]) -> Problem:
        """The error when there is nothing to audit."""
        aside = f" ({len(skipped)} files of other kinds were skipped)" if skipped else ""
        return Problem(", ".join(paths), f"no document found{aside}")


def choose(config: Path | None, **given: Any) -> Choices:
    """Settle a run from the options of the command line (absent, None and False: not given) and the settings.

    ``rules`` and ``exclude`` add to the settings', every other option replaces them. Raises `AuditError` with every
    mistake.
    """
    options: Mapping[str, Any] = defaultdict(lambda: None, given)
    settings, folder = load_settings(config)
    problems: list[Problem] = []
    format = options["format"] or settings.format or "text"
    output = options["output"] or (Path(settings.output) if settings.output else None)
    reports = _reports(options["report"], settings, problems)
    named = {format: "--format" if options["format"] else settings.place("format")}
    named |= {name: "--report" if options["report"] else settings.place("report", name) for name, _ in reports}
    for name, place in named.items():
        if name not in RENDERERS:
            problems.append(Problem(place, f"'{name}' is no format{nearest(name, RENDERERS)}"))
    write_baseline = options["write_baseline"]
    if options["accept_new"] and write_baseline is None:
        problems.append(Problem("--accept-new", "says what --write-baseline FILE may do: give both"))
    targets = [path.absolute() for path in (output, write_baseline, *(path for _, path in reports)) if path]
    twice = sorted({path for path in targets if targets.count(path) > 1})
    problems += [Problem(str(path), "two reports would be written to this file") for path in twice]
    language = options["language"] or settings.language
    if language and not regex.match(LANGUAGE, language):
        problems.append(Problem("--language", f"'{language}' is no language code, such as 'ar' or 'pt-BR'"))
    input_format = options["input_format"]
    if input_format is not None and input_format not in FORMATS:
        problems.append(
            Problem("--input-format", f"'{input_format}' is no input format{nearest(input_format, FORMATS)}")
        )
    jobs = options["jobs"] if options["jobs"] is not None else settings.jobs
    if jobs is not None and jobs < 1:
        problems.append(Problem("--jobs", f"{jobs} is no number of processes: 1 or more"))
    bars = _bars(options, problems)
    shared = _shared(settings.shared if options["shared"] is None else options["shared"], problems)
    exclude = (*settings.exclude, *(options["exclude"] or ()))
    for pattern in exclude:
        if not chooses(pattern) and not chooses(pattern.removeprefix("!")):
            problems.append(Problem("--exclude", f"'{pattern}' is no pattern, written as in .gitignore"))
    if problems:
        raise AuditError(problems)
    plan = Plan(
        rules=(*map(Path, settings.rules), *(options["rules"] or ())),
        select=tuple(options["select"] or settings.select),
        ignore=tuple(options["ignore"] or settings.ignore),
        switches=dict(settings.packs),
        severities=dict(settings.severity),
        language=language,
        low=options["all"] or settings.all,
        input_format=input_format,
        shared=shared,
        texts=any(RENDERERS[name].texts for name in (format, *(name for name, _ in reports)) if name in RENDERERS),
    )
    return Choices(
        plan=plan,
        format=format,
        output=output if str(output) != "-" else None,
        reports=reports,
        exclude=exclude,
        jobs=jobs,
        bars=bars,
        settled=_thresholds(settings),
        gates={pattern: _thresholds(gate) for pattern, gate in settings.gates.items()},
        folder=folder.absolute(),
        baseline=options["baseline"] or (Path(settings.baseline) if settings.baseline else None),
        write_baseline=write_baseline,
        accept_new=bool(options["accept_new"]),
        suppressions=options["suppressions"] or (Path(settings.suppressions) if settings.suppressions else None),
        place=settings.place,
    )


def _thresholds(bars: Bars) -> Thresholds:
    return Thresholds(bars.fail_under, bars.fail_under_category, bars.fail_on, bars.max_findings)


def _shared(least: int | None, problems: list[Problem]) -> int | None:
    if least is not None and least < 2:
        problems.append(Problem("--shared", f"{least} is no number of documents that share a line: 2 or more"))
    return least


def _reports(given: Sequence[str] | None, settings: Settings, problems: list[Problem]) -> tuple[tuple[str, Path], ...]:
    if not given:
        return tuple((format, Path(name)) for format, name in settings.report.items())
    found = []
    for text in given:
        format, equals, name = text.partition("=")
        if equals and name:
            found.append((format, Path(name)))
        else:
            problems.append(Problem("--report", f"'{text}' is not FORMAT=FILE, such as json=report.json"))
    return tuple(found)


def _bars(options: Mapping[str, Any], problems: list[Problem]) -> Thresholds:
    under = options["fail_under"]
    if under is not None and not 0 <= under <= 100:
        problems.append(Problem("--fail-under", f"{under:g} is no score: 0 to 100"))
    categories: dict[str, float] = {}
    for text in options["fail_under_category"] or ():
        name, _, value = text.partition("=")
        try:
            categories[name] = float(value)
        except ValueError:
            categories[name] = -1.0
        if not 0 <= categories[name] <= 100:
            message = f"'{text}' is not NAME=SCORE with a score from 0 to 100, such as dates=90"
            problems.append(Problem("--fail-under-category", message))
    grave = options["fail_on"]
    severity = Severity(grave) if grave in tuple(Severity) else None
    if grave is not None and severity is None:
        problems.append(Problem("--fail-on", f"'{grave}' is no severity{nearest(grave, tuple(Severity))}"))
    most = options["max_findings"]
    if most is not None and most < 0:
        problems.append(Problem("--max-findings", f"{most} is no number of findings: 0 or more"))
    return Thresholds(under, categories, severity, most)
