"""``kind: language``: passages and sentences in another language than their document.

A passage in another script is seen by its letters. In the same script function words decide; `langdetect` is asked only
about sentences that they make suspect, because it takes a millisecond for each.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import regex
from pydantic import BaseModel, Field

from audit.finding import Confidence
from audit.function_words import SCRIPTS
from audit.kind import STRICT, Context, Kind
from audit.language import ENOUGH_LETTERS, UNKNOWN, best, by_letters, detect, votes
from audit.rule import Match
from audit.text import Span
from audit.view import View

_RANGES: Final[Mapping[str, str]] = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0531-\u0587",
    "Hebrew": "\u05d0-\u05ea",
    "Arabic": "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Indic": "\u0900-\u0965\u0970-\u0df3",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd",
    "Myanmar": "\u1000-\u103f",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17d3",
    "Kana": "\u3041-\u30ff",
    "Han": "\u3400-\u9fff",
    "Hangul": "\u1100-\u11ff\uac00-\ud7a3",
}
_SPACELESS: Final = frozenset({"Thai", "Myanmar", "Khmer", "Kana", "Han"})
_OF_LANGUAGE: Final[Mapping[str, tuple[str, ...]]] = {
    **{code: (script,) for script, table in SCRIPTS.items() if script != "Devanagari" for code in table},
    **dict.fromkeys(("hi", "mr", "ne", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si"), ("Indic",)),
    "el": ("Greek",),
    "he": ("Hebrew",),
    "yi": ("Hebrew",),
    "hy": ("Armenian",),
    "ka": ("Georgian",),
    "my": ("Myanmar",),
    "am": ("Ethiopic",),
    "km": ("Khmer",),
    "th": ("Thai",),
    "lo": ("Thai",),
    "zh": ("Han",),
    "ja": ("Han", "Kana"),
    "ko": ("Hangul", "Han"),
}
_SIBLINGS: Final = tuple(
    frozenset(group.split())
    for group in (
        *("id ms", "no da", "pt gl", "es gl", "es ca", "cs sk", "hr sl", "nl af", "en af", "de lb"),
        *("bg mk", "sr mk", "kk ky tt", "az tr uz"),
    )
)
"""Languages too near to each other to be told apart in a sentence."""

LEAST_WORDS: Final = 6
LEAST_SPACELESS: Final = 12
"""Letters of a passage in a script written without spaces."""
_LINE_WORDS: Final = 8
"""A line of fewer words without a full stop is a button or a label, not a passage."""
_MARKERS: Final = 2
_SURE: Final = 5

_OPENING: Final = (
    "\"'([\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
)
_CLOSING: Final = (
    "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
)
_STOPS: Final = ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{IDEOGRAPHIC FULL STOP}\N{DEVANAGARI DANDA}"
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_EDGE: Final = regex.compile(r"[^\p{L}\p{M}]+")


class Options(BaseModel):
    model_config = STRICT
    scripts: Literal["other", "same"] = Field(
        description="Whether passages in another script than the document's are meant, or sentences in the same."
    )


@dataclass(frozen=True)
class Language:
    scripts: Literal["other", "same"]
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 (letters are no wordings)
        code = view.language.partition("-")[0]
        if code in _OF_LANGUAGE:
            yield from _passages(view, code) if self.scripts == "other" else _sentences(view, code)


def _passages(view: View, code: str) -> Iterator[Match]:
    text = view.text
    if text.isascii():
        return
    for hit in _foreign(_OF_LANGUAGE[code]).finditer(text):
        start, end = hit.span()
        line = view.line_at(start)
        if line is None:
            continue
        while end < len(text) and text[end] in _STOPS:
            end += 1
        found = text[start:end]
        if not _is_passage(found):
            continue
        whole = (start, end) == line.span
        if whole and line.words < _LINE_WORDS and found[-1] not in _STOPS and not _spaceless(found):
            continue
        said = detect(found)
        yield _match(view, Span(start, end), said)


@cache
def _foreign(scripts: tuple[str, ...]) -> re.Pattern[str]:
    """A stretch of a line without a letter of these scripts, from one letter of another to the last."""
    own = "".join(_RANGES[script] for script in scripts)
    other = "".join(ranges for script, ranges in _RANGES.items() if script not in scripts)
    return re.compile(f"[{other}][^{own}\r\n]{{10,}}(?<=[{other}])")


@cache
def _letters_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_RANGES[script]}]")


def _spaceless(text: str) -> bool:
    return any(_letters_of(script).search(text) for script in _SPACELESS)


def _is_passage(text: str) -> bool:
    """Whether a stretch of foreign letters is a sentence or more, not a name, a title or an address."""
    letters = sum(map(len, words := _WORD.findall(text)))
    if _spaceless(text):
        return letters >= LEAST_SPACELESS and not text.isascii()
    if letters < ENOUGH_LETTERS or len(words) < LEAST_WORDS:
        return False
    if _letters_of("Latin").search(text) is None:
        return True
    # Names, titles and lists of brands have capitals and hardly a function word.
    small = sum(word[0].islower() for word in words)
    found = votes(text, SCRIPTS["Latin"])
    return 2 * small >= len(words) and max(found.values(), default=0) >= _MARKERS


def _sentences(view: View, code: str) -> Iterator[Match]:
    script = next((name for name, table in SCRIPTS.items() if code in table), None)
    if script is None:
        return
    markers = _markers(script, code)
    for line in view.lines:
        if line.words < LEAST_WORDS:
            continue
        text = view.text[line.span.start : line.span.end].lower()
        if len(markers.intersection(text.split())) < _MARKERS:
            continue
        if line.words < _LINE_WORDS and not line.stopped:
            continue
        for sentence in view.sentences(line):
            said = _other(view.text[sentence.start : sentence.end], script, code)
            if said is not None:
                yield _match(view, sentence, said)


@cache
def _markers(script: str, code: str) -> frozenset[str]:
    """The function words of all other languages of a script that are none of a language's own."""
    table = SCRIPTS[script]
    others = [words for other, words in table.items() if other != code and not _near(code, other)]
    return frozenset().union(*others) - table[code]


def _near(code: str, other: str) -> bool:
    return any(code in group and other in group for group in _SIBLINGS)


def _other(sentence: str, script: str, code: str) -> str | None:
    """The language of a sentence when it is surely not the document's, None otherwise."""
    words = _WORD.findall(sentence)
    if len(words) < LEAST_WORDS or sum(map(len, words)) < ENOUGH_LETTERS:
        return None
    found = votes(sentence, SCRIPTS[script])
    own = found.pop(code, 0)
    for other in [other for other in found if _near(code, other)]:
        del found[other]
    said = best(found)
    if said is None or found[said] < _MARKERS or found[said] < 2 * own + 1:
        return None
    if own == 0 and found[said] >= _SURE:
        return said
    answer = by_letters(sentence, [code, *(other for other, _ in found.most_common(4))])
    return None if answer is None or answer == code or _near(code, answer) else answer


def _match(view: View, span: Span, said: str) -> Match:
    """Quoted words are the author's choice: they are shown on request only."""
    text = view.text
    start, end = span
    opened = text[start] in _OPENING or (start > 0 and text[start - 1] in _OPENING)
    closed = text[end - 1] in _CLOSING or text[end : end + 1] in set(_CLOSING)
    values = {"language": said if said != UNKNOWN else "another language"}
    return Match(span, values, confidence=Confidence.LOW if opened or closed else None)


def build(options: Options, context: Context) -> Language:  # noqa: ARG001 (every kind is built so)
    return Language(options.scripts)


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001
    return frozenset({"language"})


KIND: Final = Kind("language", "Passages in another language than their document.", Options, build, fills)
