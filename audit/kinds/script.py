"""``kind: script``: letters or words of another alphabet than the text around them.

A rule names the foreign letters, by the names in `ALPHABETS` or one by one; the finding is the word they stand in.
With ``beside`` the word must mix them with letters of the alphabets named there, as look-alikes do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

import regex
from pydantic import BaseModel, Field

from audit.characters import BLOCK, blocks, high_bytes, representative, utf8
from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.rule import Match
from audit.text import Span
from audit.view import View

Alphabet: TypeAlias = Literal[
    "persian",
    "persian-letters",
    "urdu",
    "kurdish",
    "uyghur",
    "arabic-yeh-kaf",
    "arabic",
    "latin",
    "cyrillic",
    "greek",
    "hebrew",
    "cjk",
    "presentation",
    "latin-digits",
    "arabic-digits",
    "persian-digits",
]

Range: TypeAlias = tuple[int, int]


def _each(letters: str) -> tuple[Range, ...]:
    return tuple((ord(letter), ord(letter)) for letter in letters)


ALPHABETS: Final[Mapping[Alphabet, tuple[Range, ...]]] = {
    # Yeh and kaf as Persian writes them: in Arabic text they come from a Persian keyboard or source.
    "persian": _each("\N{ARABIC LETTER FARSI YEH}\N{ARABIC LETTER KEHEH}"),
    # Arabic dialects and names borrow these four.
    "persian-letters": _each("\N{ARABIC LETTER PEH}\N{ARABIC LETTER TCHEH}\N{ARABIC LETTER JEH}\N{ARABIC LETTER GAF}"),
    "urdu": _each(
        "\N{ARABIC LETTER TTEH}\N{ARABIC LETTER DDAL}\N{ARABIC LETTER RREH}\N{ARABIC LETTER YEH BARREE}"
        "\N{ARABIC LETTER NOON GHUNNA}\N{ARABIC LETTER HEH DOACHASHMEE}\N{ARABIC LETTER HEH GOAL}"
    ),
    "kurdish": _each(
        "\N{ARABIC LETTER FARSI YEH WITH INVERTED V}\N{ARABIC LETTER YEH WITH SMALL V}\N{ARABIC LETTER OE}"
        "\N{ARABIC LETTER AE}\N{ARABIC LETTER LAM WITH SMALL V}\N{ARABIC LETTER REH WITH SMALL V BELOW}"
        "\N{ARABIC LETTER VEH}"
    ),
    "uyghur": _each("\N{ARABIC LETTER E}\N{ARABIC LETTER YU}\N{ARABIC LETTER U}\N{ARABIC LETTER NG}"),
    "arabic-yeh-kaf": _each("\N{ARABIC LETTER YEH}\N{ARABIC LETTER KAF}"),
    "arabic": ((0x620, 0x64A), (0x66E, 0x6D3), (0x6FA, 0x6FF), (0x750, 0x77F)),
    "latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x24F)),
    "cyrillic": ((0x400, 0x52F),),
    "greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF)),
    "hebrew": ((0x5D0, 0x5EA),),
    "cjk": ((0x3041, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)),
    "presentation": ((0xFB50, 0xFBB1), (0xFBD3, 0xFD3D), (0xFE70, 0xFEFC)),
    "latin-digits": ((0x30, 0x39),),
    "arabic-digits": ((0x660, 0x669),),
    "persian-digits": ((0x6F0, 0x6F9),),
}
"""First and last code point of each stretch of letters."""

FEW: Final = 20
"""So many characters are looked for one by one, which is faster than an expression."""

_LETTER: Final = regex.compile(r"\p{L}")
_FOREIGN: Final = b"f"
_BESIDE: Final = b"b"
_FOLLOWING: Final = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""
_BODY: Final = r"\p{L}\p{M}\p{N}\N{ARABIC TATWEEL}"


class Options(BaseModel):
    model_config = STRICT
    alphabet: tuple[Alphabet, ...] = Field(default=(), description="Names of the foreign alphabets.")
    letters: str = Field(default="", description="Foreign letters, one by one.")
    beside: tuple[Alphabet, ...] = Field(
        default=(), description="The word must hold a letter of these, directly beside a foreign one."
    )
    place: Literal["word", "letters"] = Field(default="word", description="The finding: the word, or its letters.")
    document_share: float = Field(
        default=1.0,
        gt=0,
        le=1,
        description="With a larger share of foreign letters among all, the text simply is in that language.",
    )
    share_of: Literal["letters", "words"] = Field(
        default="letters", description="Whether that share counts letters or the words that hold one."
    )
    allow: tuple[str, ...] = Field(default=(), description="Words that are right so.")
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists of such words.")


@dataclass(frozen=True)
class Letters:
    """A set of characters, and a fast test whether a text can hold one."""

    ranges: tuple[Range, ...]

    @cached_property
    def source(self) -> str:
        """For a class of an expression."""
        return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in self.ranges)

    @cached_property
    def _few(self) -> str:
        codes = [code for first, last in self.ranges for code in range(first, min(last, first + FEW) + 1)]
        return "".join(map(chr, codes)) if len(codes) <= FEW else ""

    @cached_property
    def _blocks(self) -> frozenset[int]:
        blocks = {block for first, last in self.ranges for block in range(first // BLOCK, last // BLOCK + 1)}
        return frozenset(representative(block) for block in blocks)

    @cached_property
    def _whole(self) -> bytes:
        """The blocks that hold nothing else, but for a few code points."""
        return bytes(
            block
            for first, last in self.ranges
            for block in range(first // BLOCK + 1, last // BLOCK)
            if first < 0x10000 > last
        )

    def may_stand_in(self, text: str) -> bool:
        if self._blocks.isdisjoint(blocks(text)):
            return False
        return not self._few or any(letter in text for letter in self._few)

    @cached_property
    def leads(self) -> frozenset[int]:
        """First bytes in UTF-8."""
        steps = ((first, last, 64 if first > 0x7F else 1) for first, last in self.ranges)
        return frozenset(
            chr(code).encode()[0] for first, last, step in steps for code in (*range(first, last, step), last)
        )

    def at_least(self, text: str) -> int:
        """How many there are at the least."""
        high = high_bytes(text)
        return len(high) - len(high.translate(None, self._whole)) if self._whole else 0


@dataclass(frozen=True)
class Script:
    foreign: Letters
    beside: Letters | None
    place: Literal["word", "letters"]
    document_share: float
    share_of: Literal["letters", "words"]
    allow: frozenset[str]
    literals: tuple[str, ...] = ()

    @cached_property
    def _expression(self) -> regex.Pattern[str]:
        """What is searched: a foreign letter, or one beside a letter of the other alphabets."""
        if self.beside is None:
            # A letter with the hamza that sits on it is another letter, written in two characters.
            return regex.compile(rf"[{self.foreign.source}]+(?!\N{{ARABIC HAMZA ABOVE}})")
        one, other = self.foreign.source, self.beside.source
        return regex.compile(rf"[{one}](?=[{other}])|(?<=[{other}])[{one}]+")

    @cached_property
    def _sides(self) -> bytes | None:
        """A table for bytes of UTF-8: to which alphabet a letter that begins so may belong, if that can tell."""
        if self.beside is None or self.foreign.leads & self.beside.leads:
            return None
        return bytes(
            _FOREIGN[0] if byte in self.foreign.leads else _BESIDE[0] if byte in self.beside.leads else 0x20
            for byte in range(0x100)
        )

    def _may_mix(self, text: str) -> bool:
        """Whether a foreign letter may stand directly beside one of the other alphabets."""
        if self._sides is None:
            return True
        sides = utf8(text).translate(self._sides, _FOLLOWING)
        return _FOREIGN + _BESIDE in sides or _BESIDE + _FOREIGN in sides

    @cached_property
    def _word(self) -> regex.Pattern[str]:
        return regex.compile(rf"[{_BODY}]*")

    @cached_property
    def _head(self) -> regex.Pattern[str]:
        return regex.compile(rf"(?r)[{_BODY}]*")

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        text = view.text
        if not self.foreign.may_stand_in(text) or (self.beside and not self.beside.may_stand_in(text)):
            return
        if not self._may_mix(text):
            return
        # What is beyond doubt the document's own script is not looked at letter by letter.
        if self.share_of == "letters" and self.foreign.at_least(text) > self.document_share * len(text):
            return
        found: list[Span] = []
        reach = -1
        for hit in self._expression.finditer(text):
            if hit.start() < reach:
                continue
            span = self._around(text, *hit.span())
            reach = span.end
            if key(text[span.start : span.end]) not in self.allow:
                found.append(span if self.place == "word" else Span(*hit.span()))
        if found and self.document_share < 1 and self._share(view, found) > self.document_share:
            return
        yield from map(Match, found)

    def _around(self, text: str, start: int, end: int) -> Span:
        head, tail = self._head.match(text, 0, start), self._word.match(text, end)
        return Span(head.start() if head else start, tail.end() if tail else end)

    def _share(self, view: View, found: Sequence[Span]) -> float:
        if self.share_of == "words":
            return len(found) / max(view.words, 1)
        letters = len(_LETTER.findall(view.text))
        return len(regex.findall(rf"[{self.foreign.source}]", view.text)) / max(letters, 1)


def build(options: Options, context: Context) -> Script:
    if not options.alphabet and not options.letters:
        raise OptionError("alphabet", "an alphabet or letters are needed")
    foreign = Letters((*(pair for name in options.alphabet for pair in ALPHABETS[name]), *_each(options.letters)))
    beside = Letters(tuple(pair for name in options.beside for pair in ALPHABETS[name])) if options.beside else None
    allow = frozenset(map(key, context.words("lists", options.allow, options.lists)))
    return Script(foreign, beside, options.place, options.document_share, options.share_of, allow)


KIND: Final = Kind("script", "Letters or words of another alphabet.", Options, build)
