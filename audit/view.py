"""Everything rules may look at in one document, computed once and only when asked for."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import regex

from audit.dates import Date, Number, find_dates, find_years
from audit.fold import Folded, fold
from audit.labels import Labels, labels
from audit.text import Document, Span
from audit.zones import Line, Zone, count_words, line_starts, spaceless, split_lines, words

# A stop ends a sentence when a space follows; brackets and quotes may close in between.
_SENTENCE_END: Final = regex.compile(
    r"[.!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}]+[\p{Pf}\p{Pe}\"']*\s+"
    r"|[\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{DEVANAGARI DANDA}]+"
    r"[\p{Pf}\p{Pe}]*\s*"
)


@dataclass(frozen=True, eq=False)
class View:
    """A document as rules see it, equal to nothing but itself.

    Offsets are code points of ``document.text`` unless a name says ``folded``.
    """

    document: Document
    language: str
    shared: Mapping[str, int] = field(default_factory=dict, compare=False)
    """Labels of lines that other documents of the run have too, and how many do."""

    @cached_property
    def text(self) -> str:
        """The prose: as long as the document, markup blanked."""
        return self.document.prose

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return line_starts(self.document.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return split_lines(self.text, self.starts)

    @cached_property
    def words(self) -> int:
        return count_words(self.folded.text, spaceless=spaceless(self.text))

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def labels(self) -> Labels:
        return labels(self.lines, self.folded)

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        return find_dates(self.folded, self.language)

    @cached_property
    def years(self) -> tuple[Number, ...]:
        return find_years(self.folded)

    @cached_property
    def _line_offsets(self) -> tuple[int, ...]:
        return tuple(line.span.start for line in self.lines)

    def line_at(self, offset: int) -> Line | None:
        """The line an offset stands in; None between lines or in their outer spaces."""
        index = bisect_right(self._line_offsets, offset) - 1
        return self.lines[index] if index >= 0 and offset < self.lines[index].span.end else None

    def line_index(self, offset: int) -> int:
        """The index in ``lines`` of the last line that starts at or before ``offset``; -1 when none does."""
        return bisect_right(self._line_offsets, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def sentences(self, line: Line) -> Iterator[Span]:
        """The sentences of a line, without the spaces between them."""
        start = line.span.start
        for hit in _SENTENCE_END.finditer(self.text, *line.span):
            yield Span(start, start + len(self.text[start : hit.end()].rstrip()))
            start = hit.end()
        if start < line.span.end:
            yield Span(start, line.span.end)

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset, or the empty span there outside all lines."""
        line = self.line_at(offset)
        if line is None:
            return Span(offset, offset)
        for sentence in self.sentences(line):
            if offset < sentence.end:
                return sentence
        return line.span

    @cached_property
    def title(self) -> Line | None:
        return next((line for line in self.lines if line.zone is Zone.TITLE), None)


__all__ = ["View", "words"]
