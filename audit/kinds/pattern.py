"""``kind: pattern``: an expression of the `regex` module, matched line by line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import regex
from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers.expressions import expanded
from audit.prefilter import impossible, required
from audit.rule import Match
from audit.text import Span
from audit.view import View

_GROUP: Final = regex.compile(r"\(\?P?<([A-Za-z_]\w*)>")
TIMEOUT: Final = 2.0
"""Seconds that a user's expression may take in one line."""
AT: Final = "at"
"""The group that is the finding's place, when the expression has one of this name."""


class Options(BaseModel):
    model_config = STRICT
    pattern: str = Field(description=r"The expression; \L<name> stands for any word of the pack's list of that name.")
    scope: Literal["line", "document"] = Field(default="line", description="What it is matched against, one by one.")
    fold: bool = Field(default=False, description="Match the folded text: no vowel marks, one alef, digits 0-9.")
    needs: tuple[str, ...] = Field(default=(), description="Wordings without which it cannot match; derived if empty.")
    needs_as_written: tuple[str, ...] = Field(
        default=(), description="The same where folding would lose it: spaces in a row, tatweel, direction marks."
    )
    glance: str = Field(
        default="",
        description="A cheap expression of Python's re module, best one that begins with a set of rare characters: "
        "only lines that hold it are looked at. For patterns that have no fixed wording.",
    )
    echo: bool = Field(default=False, description="Report every other place of the found wording in the document too.")


@dataclass(frozen=True)
class Pattern:
    source: str
    scope: Literal["line", "document"]
    fold: bool
    literals: tuple[str, ...]
    echo: bool
    as_written: tuple[str, ...] = ()
    glance: str = ""
    timeout: float | None = None

    @cached_property
    def expression(self) -> regex.Pattern[str]:
        return regex.compile(self.source, (regex.IGNORECASE if self.fold else 0) | regex.MULTILINE)

    @cached_property
    def _glances(self) -> re.Pattern[str]:
        return re.compile(self.glance)

    @cached_property
    def _rarest(self) -> Sequence[tuple[str, str]]:
        """The wordings, each after its character with the highest number: looking for one is several times as fast."""
        return [(max(wording), wording) for wording in self.as_written]

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        if self.as_written:
            text = view.text
            for rarest, wording in self._rarest:  # a loop: nearly every document comes by here and goes no further
                if rarest in text and wording in text:
                    break
            else:
                return
        found: set[Span] = set()
        for piece in self._pieces(view, hits):
            for match in self._matches(view, piece):
                if match.span is not None and match.span not in found:
                    found.add(match.span)
                    yield match
                    if self.echo:
                        yield from self._echoes(view, match, found)

    def _pieces(self, view: View, hits: Sequence[Span] | None) -> Iterator[Span]:
        """The lines to look at: all, or those that hold a literal."""
        if self.scope == "document":
            yield Span(0, len(view.text))
            return
        lines = view.lines
        if hits is None and not self.glance:
            yield from (line.span for line in lines)
            return
        places: Iterable[Span]
        if hits is None:
            places = (Span(*hit.span()) for hit in self._glances.finditer(view.text))
        else:
            places = (view.folded.origin(*hit) for hit in hits) if view.folded.dropped else hits
        seen = -1
        for start, end in places:
            first = view.line_index(start)
            if first == seen and end <= lines[first].span.end:
                continue  # as most literals do, it stands in a line that was looked at
            if first < 0 or start >= lines[first].span.end:
                first += 1  # the literal begins with a space before its line
            for index in range(max(first, seen + 1), min(max(first, view.line_index(end - 1)) + 1, len(lines))):
                seen = index
                yield lines[index].span

    def _matches(self, view: View, piece: Span) -> Iterator[Match]:
        expression, folded = self.expression, view.folded
        first, last = (folded.folded(piece.start), folded.folded(piece.end)) if self.fold else piece
        text = (folded.text if self.fold else view.text)[first:last]
        # Asking for a time limit costs several times as much; the shipped packs are tested not to need one.
        hits = expression.finditer(text, timeout=self.timeout) if self.timeout else expression.finditer(text)
        for hit in hits:
            start, end = hit.span(AT) if AT in expression.groupindex else hit.span()
            if end > start:
                span = Span(first + start, first + end)
                values = {name: value for name, value in hit.groupdict().items() if value is not None}
                yield Match(folded.origin(*span) if self.fold else span, values)

    def _echoes(self, view: View, match: Match, found: set[Span]) -> Iterator[Match]:
        assert match.span is not None
        wording = key(view.text[match.span.start : match.span.end])
        at = view.folded.text.find(wording)
        while at >= 0:
            span = view.folded.origin(at, at + len(wording))
            if span not in found:
                found.add(span)
                yield Match(span, match.values)
            at = view.folded.text.find(wording, at + 1)


def build(options: Options, context: Context) -> Pattern:
    source = expanded(options.pattern, context.lists, folded=options.fold)
    if options.scope == "document" and options.fold:
        raise OptionError("fold", "is for patterns that are matched line by line")
    literals = tuple(key(wording) for wording in options.needs) or (() if options.glance else required(source))
    written, glance = options.needs_as_written, options.glance
    limit = TIMEOUT if context.eager else None
    matcher = Pattern(source, options.scope, options.fold, literals, options.echo, written, glance, limit)
    if glance and (options.needs or options.scope == "document"):
        raise OptionError("glance", "is for patterns that are matched line by line and have no 'needs'")
    if context.eager:
        try:
            re.compile(glance)
        except re.error as error:
            raise OptionError("glance", f"not an expression: {error}") from error
        try:
            empty = matcher.expression.match("")
        except regex.error as error:
            raise OptionError("pattern", f"not an expression: {error}") from error
        if empty is not None:
            raise OptionError("pattern", "matches the empty text, and so everywhere")
        if impossible(source, one_line=options.scope != "document"):
            hint = "" if impossible(source, one_line=False) else " in one line; say 'scope: document'"
            raise OptionError("pattern", f"can never match{hint}")
    return matcher


def fills(options: Options) -> frozenset[str]:
    return frozenset(_GROUP.findall(options.pattern))


KIND: Final = Kind("pattern", "An expression of the regex module, matched line by line.", Options, build, fills)
