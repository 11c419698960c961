"""``kind: run``: many short lines in a row, none of them a sentence: a menu, a share bar, a list of links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import TITLE_WORDS


class Options(BaseModel):
    model_config = STRICT
    most_words: int = Field(default=4, ge=1, le=25, description="A line of more words ends the run, as a stop does.")
    least_lines: int = Field(default=5, ge=2, le=100, description="So many lines make a run.")


@dataclass(frozen=True)
class Run:
    most_words: int
    least_lines: int
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        """Every line of a run is a match. The page's title may be short and stand among them: it is spared."""
        if len(view.lines) < self.least_lines:
            return
        run: list[Span] = []
        for line in view.lines:
            if line.words <= self.most_words and not line.stopped:
                if line is not view.title or line.words < TITLE_WORDS:
                    run.append(line.span)
                continue
            if len(run) >= self.least_lines:
                yield from map(Match, run)
            run = []
        if len(run) >= self.least_lines:
            yield from map(Match, run)


def build(options: Options, context: Context) -> Run:  # noqa: ARG001
    return Run(options.most_words, options.least_lines)


KIND: Final = Kind("run", "Short lines in a row that are no sentences.", Options, build)
