"""``kind: leftover``: labels and phrases in Latin letters inside a document of another script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, Field

from audit.characters import ascii_only
from audit.function_words import SCRIPTS
from audit.kind import STRICT, Context, Kind, OptionError
from audit.language import scripts
from audit.rule import Match
from audit.text import Span
from audit.view import View

# What is left of a text without its other letters: most texts have nothing of the kind.
_TRACES: Final = {
    "line": re.compile(rb"[A-Za-z]{3}"),
    "phrase": re.compile(rb"[a-z] [a-z']+ [a-z]"),
    "word": re.compile(rb" [a-z]{4,} "),
}
_OTHER: Final = 20
"""A document needs so many letters of other scripts, and more of them than Latin ones, to be of another script."""
_WORD: Final = re.compile(r"[A-Za-z]+")
# Three to six words, all but the first in lower case: names and titles have capitals.
_SMALL: Final = "a-z\u00df-\u00ff'\N{RIGHT SINGLE QUOTATION MARK}"
_BEFORE: Final = "\\w@/.:#\"'(\\[{<-\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
_BEHIND: Final = "\\w@/.:\"')\\]}>=-\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_PHRASE: Final = re.compile(
    rf"(?<![{_BEFORE}])(?<![A-Za-z\d.,:] )[A-Za-z]?[{_SMALL}]+(?: [{_SMALL}]+){{2,5}}(?![{_BEHIND}])(?! ?[A-Za-z\d(])"
)
# A name would have a capital. The word and perhaps a second stand between two words in letters of another script.
_LONE: Final = re.compile(r"(?<=[^\W\dA-Za-z_] )(?!www|http)[a-z]{4,}(?: [a-z]{2,})?(?= [^\W\dA-Za-z_]{2})")
_ADDRESS: Final = re.compile(r"https?:|www\.|@|\w\.[a-z]{2,4}\b|[/\\_=<>{}|`]")
_FUNCTION: Final = frozenset().union(
    *(words for code, words in SCRIPTS["Latin"].items() if code in ("en", "fr", "es", "de", "it", "pt", "tr"))
)


class Options(BaseModel):
    model_config = STRICT
    piece: Literal["line", "phrase", "word"] = Field(
        description="'line': whole lines that are labels; 'phrase': three to six words in lower case inside a line of "
        "another script; 'word': one or two such words between words of another script."
    )
    words: tuple[str, ...] = Field(
        default=(), description="Words of labels, in lower case: most of a line must be such."
    )
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words count as such.")
    most_words: int = Field(default=6, ge=1, le=12, description="A line of more words is no label.")


@dataclass(frozen=True)
class Leftover:
    piece: Literal["line", "phrase", "word"]
    words: frozenset[str]
    most_words: int
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 (letters are no wordings)
        if view.language.partition("-")[0] in SCRIPTS["Latin"]:
            return
        if not _TRACES[self.piece].search(ascii_only(view.text)):
            return
        found = list(
            self._labels(view) if self.piece == "line" else _phrases(view) if self.piece == "phrase" else _words(view)
        )
        if found:
            counts = scripts(view.text)
            if sum(counts.values()) - counts["Latin"] >= max(_OTHER, counts["Latin"]):
                yield from found

    def _labels(self, view: View) -> Iterator[Match]:
        text = view.text
        for line in view.lines:
            if line.words > self.most_words or line.stopped or text[line.span.start] > "z":
                continue
            found = text[line.span.start : line.span.end]
            if not found.isascii() or _ADDRESS.search(found):
                continue
            words = _WORD.findall(found.lower())
            if words and 3 * sum(word in self.words for word in words) > 2 * len(words):
                yield Match(line.span)


def _phrases(view: View) -> Iterator[Match]:
    for hit in _PHRASE.finditer(view.text):
        words = hit[0].split()
        line = view.line_at(hit.start())
        if line is None or not any(word in _FUNCTION for word in words) or max(map(len, words)) < 4:
            continue
        around = view.text[line.span.start : hit.start()] + view.text[hit.end() : line.span.end]
        counts = scripts(around)
        if 2 * counts["Latin"] < sum(counts.values()):
            yield Match(Span(*hit.span()))


def _words(view: View) -> Iterator[Match]:
    for hit in _LONE.finditer(view.text):
        yield Match(Span(*hit.span()))


def build(options: Options, context: Context) -> Leftover:
    words = context.words("lists", options.words, options.lists)
    if options.piece == "line" and not words:
        raise OptionError("words", "labels are known by their words: at least one is needed")
    return Leftover(options.piece, frozenset(words), options.most_words)


KIND: Final = Kind("leftover", "Labels and phrases in Latin letters inside a text of another script.", Options, build)
