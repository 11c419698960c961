"""``kind: break``: full stops that cut a sentence, a name or a quotation in two.

A stop is judged by its two sides: the sentence before it and the fragment after it, up to the next sentence mark or
the end of the line. The words and shapes that give a cut away are the rule's own; nothing here knows a language.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, Literal, TypeAlias

import regex
from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.kinds.pattern import expanded
from audit.rule import Match
from audit.text import Span
from audit.view import View

Quotes: TypeAlias = Literal["whole", "surplus", "unopened"]

_OPENING: Final = "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_CLOSING: Final = "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_QUOTES: Final = _OPENING + _CLOSING + '"'
_EDGES: Final = _QUOTES + "'()[]\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_STOPS: Final = ".\N{ARABIC FULL STOP}"
_MARKS: Final = _STOPS + "!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}"

# A sentence mark with the quotes and brackets that close after it, before a space or the end; or the end of a line.
_BOUNDARY: Final = regex.compile(
    rf"[{_MARKS}]+(?P<close>[ \N{{NO-BREAK SPACE}}]?[{_QUOTES}]+[{_STOPS}]?|[)\]]+)?(?=\s|\Z)|[\n\r]+|\Z"
)
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.,:/%-]+[\p{L}\p{M}\p{N}]+)*")
_COUNTED: Final = 30
"""Sentences of so many pieces between spaces are long enough; their words are not counted one by one."""
_REACH: Final = 160
"""How far back from a stop an expression for its left side sees, in code points."""


class Options(BaseModel):
    model_config = STRICT
    before: tuple[str, ...] = Field(
        default=(), description=r"The folded words before the stop end with one of these expressions; \L<name> works."
    )
    after: tuple[str, ...] = Field(default=(), description="The folded fragment begins with one of these expressions.")
    never: tuple[str, ...] = Field(default=(), description="The folded fragment holds none of these expressions.")
    never_before: tuple[str, ...] = Field(
        default=(), description="The folded words before the stop do not end with one of these expressions."
    )
    made_of: tuple[str, ...] = Field(
        default=(), description="Each folded word of the fragment is, as a whole, one of these expressions."
    )
    abbreviations: tuple[str, ...] = Field(
        default=(), description="Words that take a stop of their own, after which no sentence ends."
    )
    words: tuple[int, int] = Field(default=(1, 10_000), description="Fewest and most words of the fragment.")
    least: int = Field(default=4, ge=0, description="Fewest words of the sentence before the stop.")
    quotes: Quotes | None = Field(
        default=None,
        description="The fragment is a whole quotation, closes one that is not open, or opens none.",
    )
    closes: tuple[Literal["stop", "line", "other"], ...] = Field(
        default=("stop", "line", "other"),
        description="What ends the fragment: a full stop, the end of the line without one, another mark.",
    )
    last: bool = Field(default=False, description="Whether nothing may follow the fragment in its line.")
    alone: bool = Field(
        default=False, description="Whether the sentences around must be longer than the fragment may be."
    )
    most: int | None = Field(
        default=None, ge=1, description="In a document with more places than this the author writes so: none is found."
    )
    left: int = Field(default=1, ge=1, le=8, description="How many words before the stop belong to the finding.")
    right: int = Field(default=5, ge=1, le=12, description="How many words of the fragment belong to it at most.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start:end`` without the closing mark, ``start:full`` with it. ``line`` is where its line starts."""

    start: int
    end: int
    full: int
    line: int
    mark: str
    words: int


@dataclass(frozen=True)
class Break:
    """``sources``: the expressions of each option, their word lists written out; compiled on first need."""

    options: Options
    sources: Mapping[str, tuple[str, ...]]
    abbreviations: frozenset[str]

    @property
    def literals(self) -> tuple[str, ...]:
        return ()

    def _compiled(self, name: str, frame: str) -> regex.Pattern[str] | None:
        """One expression for all of an option's; None when there are none."""
        parts = self.sources[name]
        return regex.compile(frame % "|".join(f"(?:{part})" for part in parts)) if parts else None

    @cached_property
    def before(self) -> regex.Pattern[str] | None:
        return self._compiled("before", r"(?<![\p{L}\p{N}])(?:%s)$")

    @cached_property
    def never_before(self) -> regex.Pattern[str] | None:
        return self._compiled("never_before", r"(?<![\p{L}\p{N}])(?:%s)$")

    @cached_property
    def after(self) -> regex.Pattern[str] | None:
        return self._compiled("after", r"(?:%s)(?![\p{L}\p{N}])")

    @cached_property
    def never(self) -> regex.Pattern[str] | None:
        return self._compiled("never", r"(?<![\p{L}\p{N}])(?:%s)(?![\p{L}\p{N}])")

    @cached_property
    def made_of(self) -> regex.Pattern[str] | None:
        return self._compiled("made_of", "%s")

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        found = self._places(view)
        if self.options.most is None:
            yield from found
        else:
            few = tuple(islice(found, self.options.most + 1))
            yield from few if len(few) <= self.options.most else ()

    def _places(self, view: View) -> Iterator[Match]:
        text = view.text
        least, most = self.options.words
        every = sentences(text, self.abbreviations)
        for index in range(len(every) - 1):
            right = every[index + 1]
            if not least <= right.words <= most:
                continue
            left = every[index]
            if left.mark == "." and left.line == right.line and left.words >= self.options.least:
                match = self._judge(text, every, index)
                if match is not None:
                    yield match

    def _judge(self, text: str, every: Sequence[Sentence], index: int) -> Match | None:
        left, right = every[index], every[index + 1]
        options = self.options
        after = every[index + 2] if index + 2 < len(every) and every[index + 2].line == right.line else None
        if options.last and after is not None:
            return None
        if (right.mark and ("stop" if right.mark == "." else "other")) not in options.closes and not (
            not right.mark and "line" in options.closes
        ):
            return None
        if options.alone:
            before = every[index - 1] if index and every[index - 1].line == left.line else None
            most = options.words[1]
            if any(near is not None and near.words <= most for near in (before, after)):
                return None
        if not self._worded(text, left, right) or not self._quoted(text, right):
            return None
        return self._match(text, left, right)

    def _worded(self, text: str, left: Sentence, right: Sentence) -> bool:
        """Whether the words on both sides are of the shapes asked for."""
        fragment = key(text[right.start : right.end]).strip(_EDGES + " ")
        if self.after is not None and self.after.match(fragment) is None:
            return False
        if self.never is not None and self.never.search(fragment) is not None:
            return False
        if self.made_of is not None and not all(self.made_of.fullmatch(word) for word in _WORD.findall(fragment)):
            return False
        if self.before is None and self.never_before is None:
            return True
        ending = key(text[max(left.start, left.end - _REACH) : left.end]).strip(_EDGES + " ")
        if self.never_before is not None and self.never_before.search(ending) is not None:
            return False
        return self.before is None or self.before.search(ending) is not None

    def _quoted(self, text: str, right: Sentence) -> bool:
        wanted = self.options.quotes
        if wanted is None:
            return True
        piece = text[right.start : right.full]
        if wanted == "unopened":
            return all(step < 0 for step in _steps(text, right.start, right.full))
        if wanted == "whole":
            bare = piece.rstrip(_MARKS + " ")
            return (
                len(bare) > 2
                and bare[0] in _OPENING + '"'
                and bare[-1] in _CLOSING + '"'
                and not any(mark in bare[1:-1] for mark in _QUOTES)
            )
        return depth(text, right.line, right.start) == 0 and lowest(text, right.start, right.full) < 0

    def _match(self, text: str, left: Sentence, right: Sentence) -> Match:
        head = list(_WORD.finditer(text, max(left.start, left.end - _REACH), left.end))[-self.options.left :]
        tail = list(_WORD.finditer(text, right.start, right.end))
        shown = tail[: self.options.right]
        start = head[0].start() if head else left.start
        end = shown[-1].end() if shown else right.end
        if len(shown) == len(tail):
            end = max(end, right.full)
        values: Mapping[str, str] = {
            "before": text[start : left.end].strip(_EDGES + " "),
            "after": text[right.start : end].strip(_EDGES + _MARKS + " "),
        }
        return Match(Span(start, end), values)


@lru_cache(maxsize=2)
def sentences(text: str, abbreviations: frozenset[str] = frozenset()) -> tuple[Sentence, ...]:
    """The sentences of a text, by line. Initials, abbreviations and list numbers do not end one.

    ``mark`` is ``.`` for one full stop, ``""`` at the end of a line without a mark, else the mark.
    """
    found: list[Sentence] = []
    line = start = 0
    for hit in _BOUNDARY.finditer(text):
        at, full = hit.span()
        mark = text[at] if at < full else "\n"
        if mark in "\n\r":
            mark = ""
            full = at
        elif mark in _STOPS:
            following = text[at + 1] if at + 1 < len(text) else " "
            if following in _MARKS:
                mark = ".."
            elif _abbreviated(text, line, start, at, abbreviations):
                continue
            else:
                mark = "."
        piece = text[start:at]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            count = bare.count(" ") + 1
            if count < _COUNTED:
                count = len(_WORD.findall(bare))
            if count:
                found.append(Sentence(first, first + len(bare), full, line, mark, count))
        start = hit.end()
        if not mark:
            line = start
    return tuple(found)


def _abbreviated(text: str, line: int, start: int, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the stop belongs to the word before it: a single letter, an abbreviation, a number that leads a line."""
    first = stop
    while first > start and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    word = text[first:stop]
    letters = word.rpartition(".")[2]
    if not word:
        return False
    if len(letters) == 1 and letters.isalpha():
        return True
    if word.isdecimal() and not text[line:first].strip():
        return True
    return bool(abbreviations) and key(word) in abbreviations


def _steps(text: str, start: int, end: int) -> Iterator[int]:
    """+1 for each quotation that opens, -1 for each that closes; an opening mark before a stop or comma closes."""
    inside = 0
    for hit in regex.finditer(rf"[{_QUOTES}]", text, pos=start, endpos=end):
        mark = hit[0]
        at = hit.start()
        if mark in _OPENING:
            following = text[at + 1 : at + 2]
            closing = text[at - 1 : at].isspace() and (not following or following.isspace() or following in ".,،؛)")
        elif mark == '"':
            word_before = at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(["
            word_after = text[at + 1 : at + 2].isalnum()
            closing = not word_after if word_before != word_after else inside > 0
        else:
            closing = True
        inside += -1 if closing else 1
        yield -1 if closing else 1


def depth(text: str, start: int, end: int) -> int:
    """How many quotations are open at ``end``, counted from ``start``; never below 0."""
    inside = 0
    for step in _steps(text, start, end):
        inside = max(0, inside + step)
    return inside


def lowest(text: str, start: int, end: int) -> int:
    """The lowest balance of quotations in the piece: below 0 when one closes that did not open in it."""
    inside = low = 0
    for step in _steps(text, start, end):
        inside += step
        low = min(low, inside)
    return low


def _any(option: str, sources: Sequence[str], context: Context) -> tuple[str, ...]:
    """The expressions of an option with their lists written out; compiled to see mistakes when the context asks."""
    try:
        parts = tuple(expanded(source, context.lists, folded=True) for source in sources)
    except OptionError as error:
        raise OptionError(option, error.message) from error
    if context.eager:
        for source, part in zip(sources, parts, strict=True):
            try:
                regex.compile(part)
            except regex.error as error:
                raise OptionError(option, f"'{source}' is not an expression: {error}") from error
    return parts


def build(options: Options, context: Context) -> Break:
    least, most = options.words
    if not 1 <= least <= most:
        raise OptionError("words", "the fewest words first, at least 1, then the most")
    names = ("before", "after", "never", "never_before", "made_of")
    return Break(
        options=options,
        sources={name: _any(name, getattr(options, name), context) for name in names},
        abbreviations=frozenset(key(word.strip(".")) for word in options.abbreviations),
    )


def fills(_: Options) -> frozenset[str]:
    return frozenset({"before", "after"})


KIND: Final = Kind("break", "A full stop that cuts a sentence, a name or a quotation.", Options, build, fills)
