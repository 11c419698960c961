"""``kind: unstopped``: a line without a full stop among paragraphs that have one: a headline inside the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import Line, Zone

# A list item or a heading of markup is no headline of another article; a colon announces what follows it.
_MARKED: Final = regex.compile(r"[-*#>|=+\N{BULLET}\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}(\[{]|\d+[.)\-:/]|\p{L}[.)]\s")
_ANNOUNCES: Final = regex.compile(r"[:\N{FULLWIDTH COLON}]\W*$")

_NEIGHBOUR: Final = 8
"""Words: a shorter line beside a headline is no paragraph."""


class Options(BaseModel):
    model_config = STRICT
    least_words: int = Field(default=6, ge=1, le=50, description="A shorter line may be a heading of the text's own.")
    most_words: int = Field(default=40, ge=1, le=200, description="A longer one is a paragraph that lost its stop.")
    least_stopped: int = Field(default=4, ge=1, le=100, description="So many paragraphs with a stop must be there.")
    share: float = Field(default=0.75, gt=0, le=1, description="Their share among the lines of so many words.")
    most_lines: int = Field(default=3, ge=1, le=100, description="More such lines are the text's own way of writing.")
    paragraph_words: int | None = Field(
        default=None, ge=2, le=200, description="Only lines of so many words are counted as paragraphs."
    )
    between: bool = Field(
        default=False, description="Whether a paragraph with a stop must stand above the line, and one below it."
    )
    like: str | None = Field(default=None, description="An expression of which the line must hold a match.")
    unlike: str | None = Field(default=None, description="An expression of which it must hold none.")


@dataclass(frozen=True)
class Unstopped:
    least_words: int
    most_words: int
    least_stopped: int
    share: float
    most_lines: int
    paragraph_words: int | None
    between: bool
    like: str | None
    unlike: str | None
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        if all(line.stopped or not self.least_words <= line.words <= self.most_words for line in view.lines):
            return
        body = [line for line in view.lines if line.zone is Zone.BODY]
        long = [line for line in body if line.words >= (self.paragraph_words or self.least_words)]
        stopped = sum(line.stopped for line in long)
        if stopped < self.least_stopped or stopped == len(body) or stopped < self.share * len(long):
            return
        found = [
            line
            for before, line in zip([None, *body], body, strict=False)
            if not line.stopped
            and self.least_words <= line.words <= self.most_words
            and (not self.between or self._between(body, line))
            and not self._belongs(view.text, before, line)
        ]
        if len(found) <= self.most_lines:
            yield from (Match(line.span) for line in found if self._reads(view.text[slice(*line.span)]))

    @staticmethod
    def _between(body: Sequence[Line], line: Line) -> bool:
        """Whether the nearest longer lines are a paragraph with a stop, above, and any paragraph, below."""
        at = body.index(line)
        above = next((other for other in reversed(body[:at]) if other.words >= _NEIGHBOUR), None)
        below = next((other for other in body[at + 1 :] if other.words >= _NEIGHBOUR), None)
        return above is not None and above.stopped and below is not None

    def _reads(self, text: str) -> bool:
        return (self.like is None or regex.search(self.like, text) is not None) and (
            self.unlike is None or regex.search(self.unlike, text) is None
        )

    def _belongs(self, text: str, before: Line | None, line: Line) -> bool:
        """Whether the line is a list item, a heading with a mark, or stands between a colon and what it announces."""
        start, end = line.span
        return (
            _MARKED.match(text, start, end) is not None
            or _ANNOUNCES.search(text, max(start, end - 4), end) is not None
            or (
                before is not None and _ANNOUNCES.search(text, max(before.span.end - 4, 0), before.span.end) is not None
            )
        )


def build(options: Options, context: Context) -> Unstopped:  # noqa: ARG001
    for name in ("like", "unlike"):
        source = getattr(options, name)
        try:
            regex.compile(source or "")
        except regex.error as error:
            raise OptionError(name, f"not an expression: {error}") from error
    return Unstopped(
        options.least_words,
        options.most_words,
        options.least_stopped,
        options.share,
        options.most_lines,
        options.paragraph_words,
        options.between,
        options.like,
        options.unlike,
    )


KIND: Final = Kind("unstopped", "A line without a stop among paragraphs that have one.", Options, build)
