"""``kind: prefix``: a line that the next line repeats and goes on a little: a picture's text above its caption."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Options(BaseModel):
    model_config = STRICT
    least_words: int = Field(default=4, ge=1, le=50, description="A shorter line may be repeated by chance.")
    added: str = Field(description="An expression for all that the next line adds.")


@dataclass(frozen=True)
class Prefix:
    least_words: int
    added: str
    literals: tuple[str, ...] = ()

    @cached_property
    def _expression(self) -> regex.Pattern[str]:
        return regex.compile(self.added)

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        text = view.text
        for line, following in zip(view.lines, view.lines[1:], strict=False):
            start, end = line.span
            length = end - start
            if (
                line.words >= self.least_words
                and length < following.span.end - following.span.start
                and text.startswith(text[start:end], following.span.start)
                and self._expression.fullmatch(text, following.span.start + length, following.span.end)
            ):
                yield Match(line.span)


def build(options: Options, context: Context) -> Prefix:  # noqa: ARG001
    try:
        regex.compile(options.added)
    except regex.error as error:
        raise OptionError("added", f"not an expression: {error}") from error
    return Prefix(options.least_words, options.added)


KIND: Final = Kind("prefix", "A line that the next line repeats and goes on a little.", Options, build)
