"""The lines of a document, cut where findings begin and end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from audit.text import Span

_LINE_END = regex.compile(r"\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the same findings cover. ``covers``: their numbers; ``first``: a finding begins to be shown here."""

    text: str
    covers: tuple[int, ...]
    first: tuple[int, ...] = ()


def pieces(text: str, spans: Sequence[Span | None]) -> Iterator[tuple[Piece, ...]]:
    """Each line as its pieces. The line's end belongs to none; a finding without a span covers nothing."""
    opening = sorted((span.start, number) for number, span in enumerate(spans) if span is not None)
    active: list[int] = []
    seen: set[int] = set()
    next_opening = 0
    for line in _lines(text):
        cuts = {line.start, line.end}
        while next_opening < len(opening) and opening[next_opening][0] < line.end:
            active.append(opening[next_opening][1])
            next_opening += 1
        ended: list[int] = []
        for number in active:
            span = spans[number]
            assert span is not None
            cuts.update(offset for offset in span if line.start < offset < line.end)
            if span.end <= line.end:
                ended.append(number)
        yield tuple(_pieces(text, sorted(cuts), active, spans, seen))
        if ended:
            over = set(ended)
            active = [number for number in active if number not in over]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for end in _LINE_END.finditer(text):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, len(text))


def _pieces(
    text: str, cuts: Sequence[int], active: Sequence[int], spans: Sequence[Span | None], seen: set[int]
) -> Iterator[Piece]:
    for start, end in pairwise(cuts):
        covers = tuple(sorted(number for number in active if _covers(spans[number], start, end)))
        first = tuple(number for number in covers if number not in seen)
        seen.update(first)
        yield Piece(text[start:end], covers, first)


def _covers(span: Span | None, start: int, end: int) -> bool:
    return span is not None and span.start <= start and end <= span.end
