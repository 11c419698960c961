"""``kind: repeat``: words, phrases, lines and paragraphs that stand twice.

Words are compared as the folded text spells them; a phrase is at most `LONGEST` words. All repetitions
of a document are found once, whichever rules ask for them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import eq
from typing import Final, Literal, NamedTuple, TypeAlias
from unicodedata import category

import regex
from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import LONG_WORDS, PARAGRAPH_WORDS, Line, Zone
from audit.zones import tokens as split

Unit: TypeAlias = Literal["word", "phrase", "loop", "within", "title", "line", "paragraph"]

LONGEST: Final = 8
"""Words of the longest phrase that is looked for twice on the spot."""
LOOP: Final = 3
"""So many times in a row is a loop, no slip."""
LINE_WORDS: Final = 4
"""A line of fewer words may well stand twice: a label, a name, a date."""
OPENING_WORDS: Final = 8
"""A line of so many words that opens a longer one, word for word, is a repetition; a shorter one may be a heading."""
CREDIT_WORDS: Final = 4
"""A copy may have so many more words at its end: the photographer, the site."""
NEXT: Final = 8
"""Characters of a line that may not stand twice directly after itself: a date, a label."""
LEAST: Final[dict[Unit, int]] = {
    "word": 3,
    "phrase": 6,
    "loop": 2,
    "within": 8,
    "title": 20,
    "line": 20,
    "paragraph": 40,
}
"""Letters that must be repeated, if the rule does not say."""

# How many words in a row must equal those before; a phrase within itself shows at shifts 3 and 4, with two words.
_LEAST_RUN: Final = {2: bytes(2), 3: bytes(2), 4: bytes(2)} | {shift: bytes(shift) for shift in range(5, LONGEST + 1)}
_BYTE: Final = 0xFF
_SPACE: Final = r"[^\S\r\n]+"
_ODD_SPACES: Final = tuple(
    chr(code)
    for code in (0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x205F, 0x3000)
)
"""What folding leaves of the spaces besides the ordinary one."""
_END: Final = r"(?![\p{L}\p{N}\p{M}])"
_LINE_END: Final = regex.compile(r"\r\n|\r|\n")
_EDGE: Final = " \"'*#|-.:>_/\N{HORIZONTAL ELLIPSIS}\N{BULLET}\N{ARABIC COMMA}\N{MIDDLE DOT}"
_SUFFIX: Final = regex.compile(r" [|\N{MIDDLE DOT}] .*$")
_CREDIT: Final = regex.compile(r"^[\"'.]* ?(?:\(|\[|\||-|/|\N{COPYRIGHT SIGN}|\N{BULLET})")
_CUT: Final = ("...", "\N{HORIZONTAL ELLIPSIS}")


class Options(BaseModel):
    model_config = STRICT
    unit: Unit = Field(
        description="word, phrase: twice on the spot; loop: three times or more; within: a phrase that a preposition "
        "joins to itself; title, line, paragraph: a whole line of the page."
    )
    least: int | None = Field(default=None, ge=1, description="Letters that must be repeated at least.")
    allow: tuple[str, ...] = Field(default=(), description="Words that may stand twice.")
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words may stand twice.")
    joined: tuple[str, ...] = Field(default=(), description="For within: the prepositions.")
    not_in: tuple[str, ...] = Field(default=(), description="Languages where doubling is grammar.")
    only_in: tuple[str, ...] = Field(default=(), description="The only languages whose documents are looked at.")
    ascii: bool = Field(default=False, description="Only words in Latin letters without accents.")


class Run(NamedTuple):
    """A phrase of ``length`` words that stands ``times`` in a row; offsets of the folded text."""

    phrase: str
    length: int
    times: int
    start: int
    end: int


@dataclass(frozen=True)
class RepeatedWords:
    unit: Unit
    least: int
    allow: frozenset[str]
    not_in: frozenset[str]
    only_in: frozenset[str] = frozenset()
    ascii: bool = False
    literals: tuple[str, ...] = ()

    @property
    def basis(self) -> Callable[[View], Sequence[Run]]:
        return _runs

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        language = view.language.partition("-")[0]
        if language in self.not_in or (self.only_in and language not in self.only_in):
            return
        for run in _runs(view):
            if self.ascii and not run.phrase.isascii():
                continue
            if self.unit != ("loop" if run.times >= LOOP else "word" if run.length == 1 else "phrase"):
                continue
            if sum(map(str.isalpha, run.phrase)) < self.least or run.phrase in self.allow:
                continue
            span = view.folded.origin(run.start, run.end)
            found = view.text[span.start : span.end]
            if len(found.split()) < run.length * run.times:
                continue  # words joined by a half-space are one
            if self.unit == "word" and view.language != "de" and _capitals(found):
                continue
            yield Match(span, {"repeated": run.phrase, "once": _first(found, run.length)})


def _capitals(found: str) -> bool:
    """Two capitals are most often a name (Duran Duran); but in German every noun has one."""
    return all(word[0].isupper() and not word.isupper() for word in found.split())


class Echo(NamedTuple):
    """Words ``[start:end]`` of a text that equal those ``shift`` words earlier."""

    shift: int
    start: int
    end: int


@lru_cache(maxsize=1)
def _echoes(view: View) -> tuple[Echo, ...]:
    """Every run of words that equals the words at most `LONGEST` before it, as long as it goes on."""
    tokens = split(view.folded.text)
    size = len(tokens)
    found = [Echo(1, start, end) for start, end in _again(tokens)]
    # One byte a word, its length, all compared at once as one long number; chance is found out word by word.
    try:
        lengths = bytes(map(len, tokens))
    except ValueError:
        lengths = bytes(min(len(token), _BYTE) for token in tokens)
    number = int.from_bytes(lengths, "little")
    for shift, least in _LEAST_RUN.items():
        differences = (number ^ (number >> 8 * shift)).to_bytes(size, "little")[: max(size - shift, 0)]
        at = differences.find(least)
        while at >= 0:
            start = end = at + shift
            while end < size and tokens[end] == tokens[end - shift]:
                end += 1
            if end - start >= len(least):
                found.append(Echo(shift, start, end))
            at = differences.find(least, max(end - shift, at + 1))
    return tuple(found)


def _again(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every run of words that equal the one before."""
    equal = bytes(map(eq, tokens[1:], tokens))
    at = equal.find(1)
    while at >= 0:
        end = equal.find(0, at)
        end = len(equal) if end < 0 else end
        yield at + 1, end + 1
        at = equal.find(1, end)


@lru_cache(maxsize=1)
def _runs(view: View) -> tuple[Run, ...]:
    """Every phrase that stands at least twice in a row, without a mark in between."""
    tokens = split(view.folded.text)
    phrases: dict[tuple[str, ...], None] = {}
    for shift, start, end in _echoes(view):
        words = end - start + shift
        # "year after year after year" is an idiom.
        idiom = shift == 2 and words % 2 == 1 and words < 2 * LOOP + 2
        phrase = tuple(tokens[start - shift : start])
        if words >= 2 * shift and not idiom and _is_phrase(phrase) and not _periodic(phrase):
            phrases[phrase] = None
    return tuple(run for phrase in phrases for run in _located(view.folded.text, phrase))


def _periodic(phrase: tuple[str, ...]) -> bool:
    """Whether a phrase is a shorter one, twice or more."""
    size = len(phrase)
    return any(phrase[:part] * (size // part) == phrase for part in range(1, size // 2 + 1) if size % part == 0)


def _is_phrase(phrase: Sequence[str]) -> bool:
    """No figures, no mark inside. Indian words end in vowel signs, which are no letters."""
    return all(word[0].isalpha() and (word[-1].isalpha() or category(word[-1])[0] == "M") for word in phrase)


def _located(folded: str, phrase: Sequence[str]) -> Iterator[Run]:
    if " ".join((*phrase, *phrase)) not in folded and not _odd_spaces(folded):
        return  # a mark or the end of a line stands between
    one = _SPACE.join(map(regex.escape, phrase))
    for hit in regex.finditer(rf"(?<!\S)[^\p{{L}}\p{{N}}\s]*({one}(?:{_SPACE}{one})+){_END}", folded):
        text = hit[1]
        times = len(text.split()) // len(phrase)
        yield Run(" ".join(phrase), len(phrase), times, hit.start(1), hit.end(1))


def _first(found: str, words: int) -> str:
    """The first words of what was found, as they are written."""
    ends = [hit.end() for hit in regex.finditer(r"\S+", found)]
    return found[: ends[min(words, len(ends)) - 1]]


@lru_cache(maxsize=1)
def _odd_spaces(folded: str) -> bool:
    return any(space in folded for space in _ODD_SPACES)


@dataclass(frozen=True)
class Within:
    """A phrase of two words that a preposition joins to itself, with one more word between them at most."""

    least: int
    allow: frozenset[str]
    joined: frozenset[str]
    not_in: frozenset[str]
    literals: tuple[str, ...] = ()

    @property
    def basis(self) -> "Callable[[View], Sequence[Echo]]":
        return _echoes

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        if view.language.partition("-")[0] in self.not_in:
            return
        tokens = split(view.folded.text)
        phrases: dict[tuple[str, ...], None] = {}
        for shift, start, _ in _echoes(view):
            if shift in (3, 4) and self._repeated(tokens[start - shift : start + 2], shift):
                phrases[tuple(tokens[start - shift : start + 1])] = None
        for phrase in phrases:
            wording = _SPACE.join(map(regex.escape, (*phrase, phrase[1])))
            for hit in regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){wording}{_END}", view.folded.text):
                span = view.folded.origin(*hit.span())
                values = {"repeated": " ".join(phrase[:2]), "once": _first(view.text[span.start : span.end], shift)}
                yield Match(span, values)

    def _repeated(self, whole: Sequence[str], shift: int) -> bool:
        first, between = whole[:2], whole[2:shift]
        return (
            between[-1] in self.joined
            and all(map(str.isalpha, whole[:shift]))
            and first[0] != first[1]
            and min(map(len, first)) >= 3
            and sum(map(len, first)) >= self.least
            and " ".join(first) not in self.allow
        )


class Copy(NamedTuple):
    """A line, or its beginning, that stands elsewhere in the document; ``span`` is the later copy."""

    unit: Unit
    span: Span
    letters: int
    first: int
    adjacent: bool = False


@dataclass(frozen=True)
class RepeatedLines:
    unit: Unit
    least: int
    allow: frozenset[str]
    not_in: frozenset[str]
    literals: tuple[str, ...] = ()

    @property
    def basis(self) -> Callable[[View], Sequence[Copy]]:
        return _copies

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        if view.language.partition("-")[0] in self.not_in:
            return
        for copy in _copies(view):
            if copy.unit == self.unit and (copy.adjacent or copy.letters >= self.least):
                found = view.text[copy.span.start : copy.span.end]
                if key(found).strip(_EDGE) not in self.allow:
                    yield Match(copy.span, {"line": str(copy.first)})


@lru_cache(maxsize=1)
def _copies(view: View) -> tuple[Copy, ...]:
    folded = view.folded.text
    raw = _LINE_END.split(folded) if "\r" in folded else folded.split("\n")
    lines = [
        (text, index)
        for index, line in enumerate(view.lines)
        if line.words >= LINE_WORDS and len(text := raw[line.number - 1].strip(_EDGE)) >= LEAST["title"]
    ]
    found: dict[int, Copy] = {}
    if len(lines) > 1:
        lines.sort()
        head, first = lines[0]
        for text, index in lines[1:]:
            if text.startswith(head) and _counts(view.lines[first], head, text, raw[view.lines[first].number - 1]):
                earlier, later = min(first, index), max(first, index)
                copy = _copy(view, head, view.lines[earlier], view.lines[later], whole=text == head)
                if copy is not None and later not in found:
                    found[later] = copy
            else:
                head, first = text, index
    for index, (line, after) in enumerate(pairwise(view.lines), 1):
        if index not in found and line.words == after.words:
            text = raw[line.number - 1].strip()
            if len(text) >= NEXT and text == raw[after.number - 1].strip():
                found[index] = Copy("line", after.span, 0, line.number, adjacent=True)
    return (*found.values(), *_quoted_titles(view, {view.lines[index].span for index in found}))


def _counts(line: Line, head: str, text: str, raw: str) -> bool:
    """Whether a line that begins with another one repeats it."""
    rest = text[len(head) :]
    if not rest:
        return True
    if rest[0].isalnum() and not raw.rstrip("\"' ").endswith(_CUT):
        return False
    return line.words >= OPENING_WORDS or (_CREDIT.match(rest) is not None and len(rest.split()) <= CREDIT_WORDS + 1)


def _copy(view: View, text: str, first: Line, later: Line, *, whole: bool) -> Copy | None:
    paragraph = first.words >= LONG_WORDS or (first.stopped and first.words >= PARAGRAPH_WORDS)
    title = view.title
    unit: Unit = "title" if title is first else "paragraph" if paragraph else "line"
    span = later.span
    if not whole:
        at = view.folded.text.find(text, view.folded.folded(later.span.start))
        if at < 0:
            return None
        place = view.folded.origin(at, at + len(text))
        # The later copy may be the shorter one, and then it is the whole line.
        span = place if place.end <= later.span.end else later.span
    return Copy(unit, span, sum(map(str.isalpha, text)), first.number)


def _quoted_titles(view: View, known: set[Span]) -> Iterator[Copy]:
    """The title inside another line of the page's furniture: a comment prompt, a path of links, a share button."""
    title = view.title
    if title is None or title.words < LINE_WORDS:
        return
    folded = view.folded
    low, high = folded.folded(title.span.start), folded.folded(title.span.end)
    whole = folded.text[low:high].strip(_EDGE)
    core = _SUFFIX.sub("", whole).strip(_EDGE)
    letters = sum(map(str.isalpha, core))
    if len(core.split()) < LINE_WORDS:
        return
    at = folded.text.find(core, high)
    while at >= 0:
        length = len(whole) if folded.text.startswith(whole, at) else len(core)
        span = folded.origin(at, at + length)
        line = view.line_at(span.start)
        if line is not None and line.span not in known and line.zone is not Zone.BODY:
            yield Copy("title", span, letters, title.number)
        at = folded.text.find(core, at + length)


def build(options: Options, context: Context) -> RepeatedWords | RepeatedLines | Within:
    allow = frozenset(" ".join(key(word).split()) for word in context.words("lists", options.allow, options.lists))
    least = options.least if options.least is not None else LEAST[options.unit]
    not_in = frozenset(options.not_in)
    if options.unit == "within":
        if not options.joined:
            raise OptionError("joined", "a phrase within itself needs the prepositions that join it")
        return Within(least, allow, frozenset(map(key, options.joined)), not_in)
    if options.joined:
        raise OptionError("joined", "is for the unit 'within'")
    if options.unit in ("title", "line", "paragraph") and (options.only_in or options.ascii):
        raise OptionError("only_in" if options.only_in else "ascii", "is for words, phrases and loops")
    if options.unit in ("title", "line", "paragraph"):
        return RepeatedLines(options.unit, least, allow, not_in)
    return RepeatedWords(options.unit, least, allow, not_in, frozenset(options.only_in), options.ascii)


def fills(options: Options) -> frozenset[str]:
    return frozenset({"line"} if options.unit in ("title", "line", "paragraph") else {"repeated", "once"})


KIND: Final = Kind("repeat", "Words, phrases, lines and paragraphs that stand twice.", Options, build, fills)
