"""The fewest findings whose repair takes a document over its bars: where to begin when there is little time.

Exact. Points add up over groups of alike findings (`audit.score`), so each group has a best way to lose r findings (its
dearest go first), and the best ways of all groups are combined by dynamic programming, category by category.

That takes time by the square of the findings. Where it would be more than `WORK`, as in a document of some thousand
findings, each group goes by what it gives for each repair instead: the set passes, and is the fewest or close to it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate, islice
from math import fsum, sqrt
from typing import Final, NamedTuple

from audit.finding import Confidence, Severity
from audit.report import DocumentReport, Placed
from audit.score import group, score, undamped

WORK: Final = 1_000_000
"""Pairs of options that are compared for one document, a third of a second; beyond that the set is nearly the least."""


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
    """The fewest findings (see `WORK`) whose repair leaves a score of ``under`` or more, sub-scores of ``categories``
    or more, no finding of a ``severity`` or graver and no more than ``most`` findings; in the order of the document.
    """
    open = [
        placed
        for placed in document.findings
        if not placed.accepted and placed.finding.confidence is not Confidence.LOW
    ]
    forced = [placed for placed in open if severity is not None and placed.finding.severity.rank >= severity.rank]
    kept = {id(placed) for placed in forced}
    left = [placed for placed in open if id(placed) not in kept and placed.finding.severity is not Severity.INFO]
    bars = dict(categories)
    by_category: dict[str, list[Placed]] = {}
    for placed in left:
        by_category.setdefault(placed.finding.category, []).append(placed)
    if _work(by_category.values()) > WORK:
        most_gone = _nearly(by_category, document.words, under, bars, 0 if most is None else len(left) - most)
        chosen = kept | {id(placed) for placed in most_gone}
        return tuple(placed for placed in open if id(placed) in chosen)
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


def _groups(findings: Iterable[Placed]) -> list[list[Placed]]:
    """Findings that damp each other, the dearest first."""
    groups: dict[tuple[str, str, str], list[Placed]] = {}
    for placed in findings:
        groups.setdefault(group(placed.finding), []).append(placed)
    for members in groups.values():
        members.sort(key=_cost, reverse=True)
    return list(groups.values())


def _work(categories: Iterable[Sequence[Placed]]) -> int:
    """How many pairs of options an exact answer compares."""
    pairs = done = 0
    for findings in categories:
        sizes = Counter(group(placed.finding) for placed in findings).values()
        own = sum(size == 1 for size in sizes)
        for size in sizes:
            if size > 1:
                pairs += size * (own + size)
                own += size
        pairs += own * done
        done += own
    return pairs


def _options(findings: Sequence[Placed]) -> Options:
    """Of one category."""
    groups = _groups(findings)
    singles = sorted((members[0] for members in groups if len(members) == 1), key=_cost, reverse=True)
    several = [_of_group(members) for members in groups if len(members) > 1]
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


@dataclass(slots=True)
class _Stock:
    """A group, dearest first, of which the first ``gone`` are repaired; ``left[n]``: its points without the first n."""

    members: Sequence[Placed]
    left: Sequence[float]
    gone: int = 0

    def gain(self) -> float:
        """What the repair of all that is left gives, for each finding."""
        return (self.left[self.gone] - self.left[-1]) / (len(self.members) - self.gone)


def _stock(members: Sequence[Placed]) -> _Stock:
    return _Stock(members, _left([_cost(placed) for placed in members]))


def _left(costs: Sequence[float]) -> list[float]:
    """The points of a group without its first n findings, for each n. Equal costs are added up in one step."""
    damped = [0.0, *accumulate(1 / sqrt(rank) for rank in range(1, len(costs) + 1))]
    runs: list[tuple[int, float]] = []
    for number, cost in enumerate(costs, 1):
        if runs and runs[-1][1] == cost:
            runs[-1] = number, cost
        else:
            runs.append((number, cost))
    found = []
    for gone in range(len(costs) + 1):
        total, start = 0.0, gone
        for end, cost in runs:
            if end > start:
                total += cost * (damped[end - gone] - damped[start - gone])
                start = end
        found.append(total)
    return found


def _nearly(
    categories: Mapping[str, Sequence[Placed]], words: int, under: float | None, bars: Mapping[str, float], least: int
) -> list[Placed]:
    """Findings of which ``least`` or more are repaired, so that the bars are passed: the groups go one after another,
    those first that give most for each repair, and of the last one only what is needed.
    """
    stocks = {name: [_stock(members) for members in _groups(findings)] for name, findings in categories.items()}
    for name, bar in bars.items():
        _take(stocks.get(name, ()), words, bar)
    every = [stock for own in stocks.values() for stock in own]
    if under is not None:
        _take(every, words, under)
    gone = [placed for stock in every for placed in stock.members[: stock.gone]]
    others = (placed for stock in every for placed in stock.members[stock.gone :])
    return [*gone, *islice(others, max(0, least - len(gone)))]


def _take(stocks: Sequence[_Stock], words: int, bar: float) -> None:
    """Repair until the score of what is left reaches the bar."""
    total = fsum(stock.left[stock.gone] for stock in stocks)
    for stock in sorted((stock for stock in stocks if stock.gone < len(stock.members)), key=_Stock.gain, reverse=True):
        if _reaches(total, words, bar):
            return
        others = total - stock.left[stock.gone]
        numbers = range(stock.gone, len(stock.members) + 1)
        whole = len(stock.members)
        stock.gone = next((number for number in numbers if _reaches(others + stock.left[number], words, bar)), whole)
        total = others + stock.left[stock.gone]


def _reaches(total: float, words: int, bar: float) -> bool:
    """Whether so many points pass a bar, also when they are added up in another order. No points always do."""
    return score(total * (1 + _ROUNDING) + _ROUNDING, words) >= bar or total < _ROUNDING


_ROUNDING: Final = 1e-9


def _all(gone: Gone | None) -> tuple[Placed, ...]:
    found: list[Placed] = []
    while gone is not None:
        found.extend(gone.findings)
        gone = gone.before
    return tuple(found)
