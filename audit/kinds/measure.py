"""``kind: measure``: a figure about the whole document against a bound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from audit.errors import nearest
from audit.figures import FIGURES
from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Options(BaseModel):
    model_config = STRICT
    figure: str = Field(description="What is measured: " + ", ".join(FIGURES))
    above: float | None = Field(default=None, description="Report a greater value.")
    below: float | None = Field(default=None, description="Report a smaller value. With no bound, report every value.")
    least_words: int = Field(default=100, ge=1, description="Documents of fewer words are not measured.")


@dataclass(frozen=True)
class Measure:
    figure: str
    above: float | None
    below: float | None
    least_words: int
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 (of the whole document)
        figure = FIGURES[self.figure]
        language = view.language.partition("-")[0]
        if view.words < self.least_words or (figure.languages and language not in figure.languages):
            return
        if self.below is None and self.above is not None and figure.most and figure.most(view) <= self.above:
            return
        value = figure.of(view)
        if value is not None and self._reported(value):
            yield Match(None, {"value": f"{value:.2f}", "measured": figure.measured})

    def _reported(self, value: float) -> bool:
        if self.above is None and self.below is None:
            return True
        return (self.above is not None and value > self.above) or (self.below is not None and value < self.below)


def build(options: Options, context: Context) -> Measure:
    if options.figure not in FIGURES:
        raise OptionError("figure", f"unknown figure '{options.figure}'{nearest(options.figure, FIGURES)}")
    figure = FIGURES[options.figure]
    if context.language != "any" and figure.languages and context.language not in figure.languages:
        valid = ", ".join(sorted(figure.languages))
        raise OptionError("figure", f"'{options.figure}' says nothing about '{context.language}' (valid for: {valid})")
    return Measure(options.figure, options.above, options.below, options.least_words)


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001 (every figure fills the same)
    return frozenset({"value", "measured"})


KIND: Final = Kind("measure", "A figure about the whole document against a bound.", Options, build, fills)
