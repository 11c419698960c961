"""``kind: after``: the unfinished lines that follow a line with one of some wordings: links under their heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers.lines import Lines, wordings
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Options(BaseModel):
    model_config = STRICT
    lines: tuple[str, ...] = Field(default=(), description="The wordings of the line above, as of the kind 'line'.")
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words count as wordings.")
    most_lines: int = Field(default=12, ge=1, le=100, description="At most so many lines belong to the line above.")
    most_words: int = Field(default=25, ge=1, le=100, description="A line of more words ends them, as a stop does.")


@dataclass(frozen=True)
class After:
    headings: Lines
    most_lines: int
    most_words: int
    literals: tuple[str, ...] = ()

    @property
    def edges(self) -> set[str]:
        return self.headings.edges

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        headings = self.headings.indexes(view)
        taken = -1
        for heading in sorted(headings):
            for index in range(max(heading, taken) + 1, min(heading + 1 + self.most_lines, len(view.lines))):
                follower = view.lines[index]
                if follower.stopped or follower.words > self.most_words or index in headings:
                    break
                taken = index
                yield Match(follower.span)


def build(options: Options, context: Context) -> After:
    found = wordings(options.lines, options.lists, context)
    if not found:
        raise OptionError("lines", "at least one wording is needed")
    return After(Lines(found), options.most_lines, options.most_words)


KIND: Final = Kind("after", "Unfinished lines below a line with one of some wordings.", Options, build)
