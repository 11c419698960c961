"""The fewest findings whose repair takes a document over its bars: where to begin when there is little time.

Exact. Points add up over groups of alike findings (`audit.score`), so each group has a best way to lose r findings (its
dearest go first), and the best ways of all groups are combined by dynamic programming, category by category.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import accumulate
from math import sqrt
from typing import Final, NamedTuple

from audit.finding import Confidence, Severity
from audit.report import DocumentReport, Placed
from audit.score import group, score, undamped


class Option(NamedTuple):
    """What is left of the points when ``gone`` (findings, linked backwards) are repaired."""

    points: float
    gone: "Gone"


class Gone(NamedTuple):
    before: "Gone | None"
    findings: tuple[Placed, ...]


NOTHING: Final = Gone(None, ())

Options = Sequence[Option]
"""The best option for each number of repairs, from 0 up; None of them leaves fewer points with as many repairs."""


def smallest(
    document: DocumentReport,
    *,
    under: float | None = None,
    categories: Iterable[tuple[str, float]] = (),
    severity: Severity | None = None,
    most: int | None = None,
) -> tuple[Placed, ...]:
    """The fewest findings whose repair leaves a score of ``under`` or more, sub-scores of ``categories`` or more, no
    finding of a ``severity`` or graver and no more than ``most`` findings; in the order of the document.
    """
    open = [
        placed
        for placed in document.findings
        if not placed.accepted and placed.finding.confidence is not Confidence.LOW
    ]
    forced = [placed for placed in open if severity is not None and placed.finding.severity.rank >= severity.rank]
    left = [placed for placed in open if placed not in forced and placed.finding.severity is not Severity.INFO]
    bars = dict(categories)
    by_category: dict[str, list[Placed]] = {}
    for placed in left:
        by_category.setdefault(placed.finding.category, []).append(placed)
    options: Options = [Option(0.0, NOTHING)]
    for category in sorted(by_category):
        own = _options(by_category[category])
        if category in bars:
            own = _from(own, lambda points: score(points, document.words) >= bars[category])  # noqa: B023 (used at once)
        options = _combined(options, own)
    fewest = 0 if most is None else len(left) - most
    for number, option in enumerate(options):
        enough = under is None or score(option.points, document.words) >= under
        if option.points < _NEVER and number >= fewest and enough:
            chosen = {id(placed) for placed in (*forced, *_all(option.gone))}
            return tuple(placed for placed in open if id(placed) in chosen)
    raise AssertionError("without findings every bar is passed")


_NEVER: Final = float("inf")


def _options(findings: Sequence[Placed]) -> Options:
    """Of one category."""
    groups: dict[tuple[str, str, str], list[Placed]] = {}
    for placed in findings:
        groups.setdefault(group(placed.finding), []).append(placed)
    for members in groups.values():
        members.sort(key=lambda placed: -undamped(placed.finding))
    singles = sorted((members[0] for members in groups.values() if len(members) == 1), key=_cost, reverse=True)
    several = [_of_group(members) for members in groups.values() if len(members) > 1]
    return reduce(_combined, several, _of_singles(singles))


def _cost(placed: Placed) -> float:
    return undamped(placed.finding)


def _of_singles(findings: Sequence[Placed]) -> Options:
    """Findings that nothing damps: the dearest go first."""
    left = [0.0, *accumulate(_cost(placed) for placed in reversed(findings))]
    options = [Option(left.pop(), NOTHING)]
    for placed in findings:
        options.append(Option(left.pop(), Gone(options[-1].gone, (placed,))))
    return options


def _of_group(members: Sequence[Placed]) -> Options:
    """Findings that damp each other, dearest first."""
    return [
        Option(
            sum(_cost(placed) / sqrt(rank) for rank, placed in enumerate(members[number:], 1)),
            Gone(None, tuple(members[:number])),
        )
        for number in range(len(members) + 1)
    ]


def _from(options: Options, passes: Callable[[float], bool]) -> Options:
    """The options that pass a bar; those that do not cost more than any."""
    return [option if passes(option.points) else Option(_NEVER, NOTHING) for option in options]


def _combined(first: Options, second: Options) -> Options:
    """The best options of two sets of findings together."""
    best: list[Option] = []
    for number in range(len(first) + len(second) - 1):
        low, high = max(0, number - len(second) + 1), min(number, len(first) - 1)
        at = min(range(low, high + 1), key=lambda i: first[i].points + second[number - i].points)
        one, other = first[at], second[number - at]
        gone = one.gone if other.gone is NOTHING else Gone(one.gone, _all(other.gone))
        best.append(Option(one.points + other.points, gone))
    return best


def _all(gone: Gone | None) -> tuple[Placed, ...]:
    found: list[Placed] = []
    while gone is not None:
        found.extend(gone.findings)
        gone = gone.before
    return tuple(found)
