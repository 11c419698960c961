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
    "arabic-forms",
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

ALPHABETS: Final[Mapping[Alphabet, str]] = {
    # Yeh and kaf as Persian writes them: in Arabic text they come from a Persian keyboard or source.
    "persian": "\N{ARABIC LETTER FARSI YEH}\N{ARABIC LETTER KEHEH}",
    # Arabic dialects and names borrow these four.
    "persian-letters": "\N{ARABIC LETTER PEH}\N{ARABIC LETTER TCHEH}\N{ARABIC LETTER JEH}\N{ARABIC LETTER GAF}",
    "urdu": "\N{ARABIC LETTER TTEH}\N{ARABIC LETTER DDAL}\N{ARABIC LETTER RREH}\N{ARABIC LETTER YEH BARREE}"
    "\N{ARABIC LETTER NOON GHUNNA}\N{ARABIC LETTER HEH DOACHASHMEE}\N{ARABIC LETTER HEH GOAL}",
    "kurdish": "\N{ARABIC LETTER YEH WITH SMALL V}\N{ARABIC LETTER OE}\N{ARABIC LETTER AE}"
    "\N{ARABIC LETTER LAM WITH SMALL V}\N{ARABIC LETTER REH WITH SMALL V BELOW}\N{ARABIC LETTER VEH}",
    "uyghur": "\N{ARABIC LETTER E}\N{ARABIC LETTER YU}\N{ARABIC LETTER U}\N{ARABIC LETTER NG}",
    "arabic-forms": "\N{ARABIC LETTER YEH}\N{ARABIC LETTER KAF}\N{ARABIC LETTER ALEF MAKSURA}"
    "\N{ARABIC LETTER TEH MARBUTA}",
    "arabic": r"\p{Arabic}",
    "latin": r"\p{Latin}",
    "cyrillic": r"\p{Cyrillic}",
    "greek": r"\p{Greek}",
    "hebrew": r"\p{Hebrew}",
    "cjk": r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}",
    "presentation": r"\N{ARABIC LIGATURE YEH WITH HAMZA ABOVE WITH ALEF ISOLATED FORM}-"
    r"\N{ARABIC LETTER FARSI YEH MEDIAL FORM}\N{ARABIC FATHATAN ISOLATED FORM}-"
    r"\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}",
    "latin-digits": "0-9",
    "arabic-digits": r"\N{ARABIC-INDIC DIGIT ZERO}-\N{ARABIC-INDIC DIGIT NINE}",
    "persian-digits": r"\N{EXTENDED ARABIC-INDIC DIGIT ZERO}-\N{EXTENDED ARABIC-INDIC DIGIT NINE}",
}

_LETTER: Final = regex.compile(r"\p{L}")
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
class Script:
    foreign: str
    beside: str
    place: Literal["word", "letters"]
    document_share: float
    share_of: Literal["letters", "words"]
    allow: frozenset[str]
    literals: tuple[str, ...] = ()

    @cached_property
    def _expression(self) -> regex.Pattern[str]:
        """What is searched: a foreign letter, or one beside a letter of the other alphabets."""
        if not self.beside:
            return regex.compile(rf"[{self.foreign}]+")
        return regex.compile(rf"[{self.foreign}](?=[{self.beside}])|(?<=[{self.beside}])[{self.foreign}]+")

    @cached_property
    def _word(self) -> regex.Pattern[str]:
        return regex.compile(rf"[{_BODY}]*")

    @cached_property
    def _head(self) -> regex.Pattern[str]:
        return regex.compile(rf"(?r)[{_BODY}]*")

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        text = view.text
        if text.isascii():
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
        return len(regex.findall(rf"[{self.foreign}]", view.text)) / max(letters, 1)


def build(options: Options, context: Context) -> Script:
    if not options.alphabet and not options.letters:
        raise OptionError("alphabet", "an alphabet or letters are needed")
    foreign = "".join(ALPHABETS[name] for name in options.alphabet) + regex.escape(options.letters)
    beside = "".join(ALPHABETS[name] for name in options.beside)
    allow = frozenset(map(key, context.words("lists", options.allow, options.lists)))
    return Script(foreign, beside, options.place, options.document_share, options.share_of, allow)


KIND: Final = Kind("script", "Letters or words of another alphabet.", Options, build)
