"""``kind: empty``: a page of nothing but furniture: it has many lines and no paragraph of a text of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.labels import label
from audit.prefilter.automaton import naive_hits
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import LONG_WORDS, PARAGRAPH_WORDS, Line

_CUT: Final = ("...", "\N{HORIZONTAL ELLIPSIS}")


class Options(BaseModel):
    model_config = STRICT
    wordings: tuple[str, ...] = Field(
        default=(), description="What tells furniture: a paragraph that holds one is none of a text."
    )
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words are such wordings.")
    headings: tuple[str, ...] = Field(
        default=(), description="Lines below which a paragraph tells of the site, not of the subject."
    )
    least_lines: int = Field(default=8, ge=2, le=1_000, description="A page of fewer lines is not looked at.")
    least_words: int = Field(default=60, ge=1, le=10_000, description="A page of fewer words is not looked at.")
    least_wordings: int = Field(default=3, ge=1, le=100, description="So many different wordings must be there.")


@dataclass(frozen=True)
class Empty:
    wordings: tuple[str, ...]
    headings: frozenset[str]
    least_lines: int
    least_words: int
    least_wordings: int

    @property
    def literals(self) -> tuple[str, ...]:
        return self.wordings

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        lines = view.lines
        if len(lines) < self.least_lines or len(self._said(view, hits)) < self.least_wordings:
            return
        # Nearly every document is left here, at its first paragraph or two.
        for number, line in enumerate(lines):
            if _is_paragraph(view, line) and not self._is_furniture(view, number):
                return
        if view.words >= self.least_words:
            yield Match(None, {"lines": str(len(lines))})

    def _said(self, view: View, hits: Sequence[Span] | None) -> set[str]:
        text = view.folded.text
        return {text[start:end] for start, end in (naive_hits(self.wordings, text) if hits is None else hits)}

    def _is_furniture(self, view: View, number: int) -> bool:
        folded = key(view.text[slice(*view.lines[number].span)])
        if any(wording in folded for wording in self.wordings):
            return True
        return number > 0 and label(view.text[slice(*view.lines[number - 1].span)]) in self.headings


def _is_paragraph(view: View, line: Line) -> bool:
    """A teaser that breaks off is none."""
    if line.words >= LONG_WORDS:
        return True
    return line.stopped and line.words >= PARAGRAPH_WORDS and not view.text.endswith(_CUT, *line.span)


def build(options: Options, context: Context) -> Empty:
    wordings = tuple(dict.fromkeys(map(key, context.words("lists", options.wordings, options.lists))))
    if not wordings or not all(wordings):
        raise OptionError("wordings", "needs a wording")
    return Empty(
        wordings,
        frozenset(map(label, options.headings)),
        options.least_lines,
        options.least_words,
        options.least_wordings,
    )


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001
    return frozenset({"lines"})


KIND: Final = Kind("empty", "A page of furniture without a text.", Options, build, fills)
