"""An evaluation as text: a table by category, one by rule, then what was missed and what was false."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from audit.evaluate import Count, Evaluation
from audit.renderers.terminal import quoted
from audit.text import Span
from audit.verdict import Judgement

COLUMNS: Final = ("labels", "found", "recall", "said", "right", "precis.", "F1")
CELL: Final = 8


def evaluation_lines(result: Evaluation, width: int = 80, listed: int = 20) -> Iterator[str]:
    """The lines of the report. At most ``listed`` misses and as many false alarms are shown."""
    yield f"{result.documents} documents, {result.words:,} words"
    yield ""
    yield from _table("category", {**_sorted(result.categories), "all": result.total}, width)
    if result.furniture.wanted:
        yield ""
        yield from _table("lines", {"furniture": result.furniture}, width)
    if result.rules:
        yield ""
        yield from _table("rule", _sorted(result.rules), width)
    if result.verdicts:
        yield ""
        yield from _verdicts(result.verdicts)
    missed = [(miss.document, miss.category, miss.span, miss.text) for miss in result.misses]
    false = [(alarm.document, alarm.rule, alarm.span, alarm.text) for alarm in result.alarms]
    for title, found in (("missed", missed), ("false alarms", false)):
        if found:
            yield ""
            yield f"{title}: {len(found)}"
            yield from _listed(found[:listed], width)
            if len(found) > listed:
                yield f"  and {len(found) - listed} more (--format json lists all)"


def _sorted(counts: Mapping[str, Count]) -> dict[str, Count]:
    return {name: counts[name] for name in sorted(counts)}


def _table(title: str, rows: Mapping[str, Count], width: int) -> Iterator[str]:
    room = max(12, width - CELL * len(COLUMNS))
    first = min(max(map(len, (title, *rows))), room)
    yield f"{title:<{first}}" + "".join(f"{name:>{CELL}}" for name in COLUMNS)
    for name, count in rows.items():
        numbers = (count.wanted, count.met, count.recall, count.said, count.right, count.precision, count.f1)
        if len(name) > first:
            yield name
        shown = name if len(name) <= first else ""
        yield f"{shown:<{first}}" + "".join(f"{_cell(number):>{CELL}}" for number in numbers)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _verdicts(verdicts: Mapping[tuple[bool, Judgement], int]) -> Iterator[str]:
    for label, name in ((True, "machine-translated"), (False, "otherwise")):
        total = sum(count for (is_mt, _), count in verdicts.items() if is_mt is label)
        if total:
            parts = (f"{verdicts.get((label, judgement), 0)} {judgement}" for judgement in Judgement)
            yield f"{total} labelled {name}: {', '.join(parts)}"


def _listed(found: Iterable[tuple[str, str, Span, str]], width: int) -> Iterator[str]:
    for document, name, span, text in found:
        yield f"  {document} {span.start}-{span.end} {name}"
        yield f"    {quoted(text, width - 4)}"
