"""``kind: break``: full stops that cut a sentence, a name or a quotation in two.

A stop is judged by its two sides: the sentence before it and the fragment after it, up to the next sentence mark or
the end of the line. The words and shapes that give a cut away are the rule's own; nothing here knows a language.

Few stops are worth a look: those before a short fragment, those before a small letter, those after one of the rule's
words. One search of the document finds them, and only the lines they stand in are split into sentences.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Final, Literal, NamedTuple, TypeAlias

import regex
from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers import stops
from audit.matchers.expressions import expanded
from audit.prefilter import required
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

_MARK: Final = re.compile(rf"[{_MARKS}]")
_STOP: Final = re.compile(rf"[{_STOPS}](?=\s)")
_CLOSE: Final = re.compile(rf"[{_MARKS}]*(?:[ \N{{NO-BREAK SPACE}}]?[{_QUOTES}]+[{_STOPS}]?|[)\]]+)?(?=\s|\Z)")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.,:/%-]+[\p{L}\p{M}\p{N}]+)*")
_COUNTED: Final = 14
"""Sentences of so many pieces between spaces are long enough; their words are not counted one by one."""
_QUOTED: Final = 200
"""How far from a stop the quotation mark of a fragment may stand, in code points."""
_REACH: Final = 100
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
    lists: tuple[str, ...] = Field(default=(), description="Named lists of such abbreviations in this pack.")
    languages: dict[str, str] = Field(
        default={},
        description="Language -> a named list of its abbreviations; a language without one is read by all of them.",
    )
    goes_on: Literal["small", "capitals"] | None = Field(
        default=None,
        description="The word before the stop takes none by its shape, and the fragment begins with a small letter, or "
        "is one to three words with capitals.",
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


class Sentence(NamedTuple):
    """``start:end`` without the closing mark, ``start:full`` with it. ``line`` is where its line starts."""

    start: int
    end: int
    full: int
    line: int
    mark: str
    words: int


@dataclass(frozen=True)
class Break:
    """``sources``: the expressions of each option, their word lists written out; compiled on first need.

    ``literals``: what stands before a stop, with the stop, for a rule about nothing but the words before it.
    ``abbreviations`` by language; ``""``: those of all languages.
    """

    options: Options
    sources: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, frozenset[str]]
    literals: tuple[str, ...]

    def _compiled(self, name: str, frame: str) -> regex.Pattern[str] | None:
        """One expression for all of an option's; None when there are none."""
        parts = self.sources[name]
        return regex.compile(frame % "|".join(f"(?:{part})" for part in parts)) if parts else None

    # The left side is matched backwards from the stop.
    @cached_property
    def before(self) -> regex.Pattern[str] | None:
        return self._compiled("before", r"(?r)(?<![\p{L}\p{N}])(?:%s)")

    @cached_property
    def never_before(self) -> regex.Pattern[str] | None:
        return self._compiled("never_before", r"(?r)(?<![\p{L}\p{N}])(?:%s)")

    @cached_property
    def after(self) -> regex.Pattern[str] | None:
        return self._compiled("after", r"(?:%s)(?![\p{L}\p{N}])")

    @cached_property
    def never(self) -> regex.Pattern[str] | None:
        return self._compiled("never", r"(?<![\p{L}\p{N}])(?:%s)(?![\p{L}\p{N}])")

    @cached_property
    def made_of(self) -> regex.Pattern[str] | None:
        return self._compiled("made_of", "%s")

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        worthwhile = self._stops(view, hits)
        if not worthwhile:
            return  # as in most documents
        found = self._places(view, worthwhile)
        if self.options.most is None:
            yield from found
        else:
            few = tuple(islice(found, self.options.most + 1))
            yield from few if len(few) <= self.options.most else ()

    def _short_forms(self, view: View) -> frozenset[str]:
        language = view.language.partition("-")[0]
        return self.abbreviations.get(language, self.abbreviations[""])

    def _stops(self, view: View, hits: Sequence[Span] | None) -> Sequence[int]:
        """The stops of the folded text that are worth a look."""
        text = view.folded.text
        if self.options.goes_on is not None:
            search = stops.small if self.options.goes_on == "small" else stops.capitals
            return [view.folded.folded(at) for at in search(view.text, self._short_forms(view))]
        if self.options.words[1] <= stops.FEW:
            shorts = stops.short(text)
            if not shorts:
                return ()
            most = self.options.words[1] + stops.ALONE
            few = [at for at, pieces in shorts if pieces <= most]
            if self.options.quotes in ("whole", "surplus"):
                few = [at for at in few if text.find('"', at + 1, at + _QUOTED) >= 0]
            return few
        if self.literals and hits is not None:
            return sorted({end - 1 for _, end in hits})
        return [hit.start() for hit in _STOP.finditer(text)]

    def _places(self, view: View, worthwhile: Sequence[int]) -> Iterator[Match]:
        text = view.folded.text
        fewest, most = self.options.words
        lines = _lines(text)
        abbreviations = self._short_forms(view)
        for stop in worthwhile:
            if not self._led(text[max(0, stop - _REACH) : stop]):
                continue
            every = lines.sentences(stop, abbreviations)
            index = bisect_right(every, stop, key=_end) - 1
            if not 0 <= index < len(every) - 1:
                continue
            left, right = every[index], every[index + 1]
            if (
                left.mark == "."
                and left.end <= stop < left.full
                and fewest <= right.words <= most
                and left.words >= self.options.least
                and self._shaped(every, index)
                and self._worded(text, right)
            ):
                match = self._match(view, left, right)
                if match is not None:
                    yield match

    def _shaped(self, every: Sequence[Sentence], index: int) -> bool:
        """Whether the fragment ends as asked for, in a line that holds what it may hold besides."""
        left, right = every[index], every[index + 1]
        options = self.options
        closed = "line" if not right.mark else "stop" if right.mark == "." else "other"
        if closed not in options.closes:
            return False
        following = every[index + 2] if index + 2 < len(every) and every[index + 2].line == right.line else None
        if options.last and following is not None:
            return False
        if not options.alone:
            return True
        leading = every[index - 1] if index and every[index - 1].line == left.line else None
        return not any(near is not None and near.words <= options.words[1] for near in (leading, following))

    def _led(self, ending: str) -> bool:
        """Whether the words before the stop are of the shapes asked for."""
        if not self.literals:
            ending = ending.rstrip(_EDGES + " ")
        return (self.before is None or self.before.match(ending) is not None) and (
            self.never_before is None or self.never_before.match(ending) is None
        )

    def _worded(self, text: str, right: Sentence) -> bool:
        """Whether the words of the fragment are of the shapes asked for."""
        fragment = text[right.start : right.end].strip(_EDGES + " ")
        if self.after is not None and self.after.match(fragment) is None:
            return False
        if self.never is not None and self.never.search(fragment) is not None:
            return False
        return self.made_of is None or all(self.made_of.fullmatch(word) for word in _WORD.findall(fragment))

    def _quoted(self, text: str, line: int, start: int, full: int) -> bool:
        wanted = self.options.quotes
        if wanted is None:
            return True
        if wanted == "unopened":
            return all(step < 0 for step in _steps(text, start, full))
        if wanted == "whole":
            bare = text[start:full].rstrip(_MARKS + " ")
            return (
                len(bare) > 2
                and bare[0] in _OPENING + '"'
                and bare[-1] in _CLOSING + '"'
                and not any(mark in bare[1:-1] for mark in _QUOTES)
            )
        return depth(text, line, start) == 0 and lowest(text, start, full) < 0

    def _match(self, view: View, left: Sentence, right: Sentence) -> Match | None:
        """The place in the text as it is. Quotation marks are judged there: folded, all look alike."""
        text = view.text
        before = view.folded.origin(left.start, left.end)
        after = view.folded.origin(right.start, right.full)
        core = view.folded.origin(right.start, right.end).end
        line = view.starts[view.position(after.start)[0] - 1]
        if not self._quoted(text, line, *after):
            return None
        head = list(_WORD.finditer(text, max(before.start, before.end - _REACH), before.end))[-self.options.left :]
        tail = list(_WORD.finditer(text, after.start, core))
        shown = tail[: self.options.right]
        start = head[0].start() if head else before.start
        end = shown[-1].end() if shown else core
        if len(shown) == len(tail):
            end = max(end, after.end)
        values: Mapping[str, str] = {
            "before": text[start : before.end].strip(_EDGES + " "),
            "after": text[after.start : end].strip(_EDGES + _MARKS + " "),
            "joined": text[start : before.end]
            + _without_stop(text[before.end : after.start])
            + text[after.start : end],
        }
        return Match(Span(start, end), values)


def _without_stop(between: str) -> str:
    """What stands between a sentence and the fragment after it, without the stop that cuts them apart."""
    at = next((at for at, sign in enumerate(between) if sign in _STOPS), None)
    return between if at is None else between[:at] + between[at + 1 :]


@dataclass(frozen=True)
class _Lines:
    """A text and where its lines start; the sentences of a line are found when they are first asked for."""

    text: str
    starts: Sequence[int]
    known: dict[tuple[int, frozenset[str]], tuple[Sentence, ...]] = field(default_factory=dict)

    def sentences(self, offset: int, abbreviations: frozenset[str]) -> tuple[Sentence, ...]:
        """Those of the line an offset stands in."""
        number = bisect_right(self.starts, offset) - 1
        found = self.known.get((number, abbreviations))
        if found is None:
            end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
            found = tuple(_split(self.text, self.starts[number], end, abbreviations))
            self.known[number, abbreviations] = found
        return found


@lru_cache(maxsize=2)
def _lines(text: str) -> _Lines:
    sizes = (len(line) + 1 for line in text.replace("\r", "\n").split("\n"))
    return _Lines(text, list(accumulate(sizes, initial=0))[:-1])


def _end(sentence: Sentence) -> int:
    return sentence.end


def sentences(text: str, abbreviations: frozenset[str] = frozenset()) -> tuple[Sentence, ...]:
    """The sentences of a text, by line. Initials, abbreviations and list numbers do not end one.

    ``mark`` is ``.`` for one full stop, ``""`` at the end of a line without a mark, else the mark.
    """
    lines = _lines(text)
    return tuple(one for start in lines.starts for one in lines.sentences(start, abbreviations))


def _split(text: str, line: int, end: int, abbreviations: frozenset[str]) -> list[Sentence]:
    """The sentences of the line ``text[line:end]``."""
    found: list[Sentence] = []
    start = done = line
    for hit in _MARK.finditer(text, line, end):
        at = hit.start()
        if at < done:
            continue
        mark = text[at]
        close = _CLOSE.match(text, at, end)
        if close is None:
            continue
        if mark in _STOPS:
            if text[at + 1 : at + 2] and text[at + 1] in _MARKS:
                mark = ".."
            elif _abbreviated(text, line, start, at, abbreviations):
                continue
            else:
                mark = "."
        done = close.end()
        _add(found, text, start, at, done, line, mark)
        start = done
    _add(found, text, start, end, end, line, "")
    return found


def _add(found: list[Sentence], text: str, start: int, end: int, full: int, line: int, mark: str) -> None:
    """One sentence more, without the space around it, if it holds a word."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        words = text.count(" ", start, end) + 1
        if words < _COUNTED:
            words = len(_WORD.findall(text, start, end))
        if words:
            found.append(Sentence(start, end, full if mark else end, line, mark, words))


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
    sources = {name: _any(name, getattr(options, name), context) for name in names}
    return Break(
        options=options,
        sources=sources,
        abbreviations=_abbreviations(options, context),
        literals=() if options.goes_on is not None or most <= stops.FEW else _literals(sources["before"]),
    )


def _abbreviations(options: Options, context: Context) -> Mapping[str, frozenset[str]]:
    """The abbreviations of each language, and under ``""`` those of all."""
    common = context.words("lists", options.abbreviations, options.lists)
    own = {code: context.words("languages", common, (name,)) for code, name in options.languages.items()}
    every = {"": (*common, *(word for words in own.values() for word in words)), **own}
    return {code: _interned(frozenset(key(word.strip(".")) for word in words)) for code, words in every.items()}


@lru_cache
def _interned(words: frozenset[str]) -> frozenset[str]:
    """One object for equal sets: what is cached by them is found without comparing their words."""
    return words


def _literals(before: Sequence[str]) -> tuple[str, ...]:
    """The endings of the words before a stop, with the stop; none when one of the expressions has no such ending."""
    found = [required(rf"(?:{part})\." if "|" in part else rf"{part}\.") for part in before]
    if not all(part and all(literal.endswith(".") for literal in part) for part in found):
        return ()
    return tuple(dict.fromkeys(literal for part in found for literal in part))


def fills(_: Options) -> frozenset[str]:
    return frozenset({"before", "after", "joined"})


KIND: Final = Kind("break", "A full stop that cuts a sentence, a name or a quotation.", Options, build, fills)
