"""``kind: crowd``: how many labels stand in a document: short lines without a stop that head no paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import Zone

# A list item, or a line that announces what follows it, belongs to the text.
_MARKED: Final = regex.compile(r"\W*[-*#>\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}]|\d+[.)]")
_ANNOUNCES: Final = regex.compile(r"[:\N{FULLWIDTH COLON}]\W*$")
_PARAGRAPH: Final = 10
"""Words: a short line between two lines of so many is the heading of a section."""


class Options(BaseModel):
    model_config = STRICT
    most_words: int = Field(default=4, ge=1, le=25, description="A line of more words is no label.")
    least_lines: int = Field(ge=1, le=10_000, description="So many labels make a crowd.")
    most_lines: int | None = Field(default=None, ge=1, le=10_000, description="More are another rule's crowd.")


@dataclass(frozen=True)
class Crowd:
    most_words: int
    least_lines: int
    most_lines: int | None
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 (of the whole document)
        lines = view.lines
        if len(lines) < self.least_lines:
            return
        short = [n for n, line in enumerate(lines) if line.words <= self.most_words and not line.stopped]
        if len(short) < self.least_lines:
            return
        count = sum(self._is_label(view, number) for number in short)
        if count >= self.least_lines and (self.most_lines is None or count <= self.most_lines):
            yield Match(None, {"count": str(count), "lines": str(len(lines))})

    def _is_label(self, view: View, number: int) -> bool:
        lines = view.lines
        line = lines[number]
        if (
            line.zone is Zone.BODY
            and 0 < number < len(lines) - 1
            and lines[number - 1].words >= _PARAGRAPH
            and lines[number + 1].words >= _PARAGRAPH
        ):
            return False
        start, end = line.span
        return not _MARKED.match(view.text, start, end) and not _ANNOUNCES.search(view.text, max(start, end - 4), end)


def build(options: Options, context: Context) -> Crowd:  # noqa: ARG001
    if options.most_lines is not None and options.most_lines < options.least_lines:
        raise OptionError("most_lines", "less than 'least_lines'")
    return Crowd(options.most_words, options.least_lines, options.most_lines)


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001 (every crowd fills the same)
    return frozenset({"count", "lines"})


KIND: Final = Kind("crowd", "Many labels: short lines without a stop that head no paragraph.", Options, build, fills)
