"""Figures about a whole text, by name: cheap ones of our own, and those of textstat, imported when one is asked for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import regex

from audit.language import scripts
from audit.view import View

SHORT_LINE: Final = 5
"""A line of fewer words counts as short."""
WINDOW: Final = 100
"""Words over which lexical variety is counted, so that it does not fall with length."""
LONG_WORD: Final = 6
"""A word of more letters is long for LIX (Björnsson 1968)."""

_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """``of`` gives the value, None when a text has nothing to measure. ``languages``: where it is valid; empty: in all.

    ``measured`` says what the number is, for messages and the manual; ``most``, if there is one, gives a value that it
    does not exceed, at a fraction of the cost.
    """

    measured: str
    of: Callable[[View], float | None]
    languages: frozenset[str] = frozenset()
    textstat: bool = False
    most: Callable[[View], float] | None = None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _short_lines(view: View) -> float | None:
    return _share(sum(line.words < SHORT_LINE for line in view.lines), len(view.lines))


def _unstopped_lines(view: View) -> float | None:
    return _share(sum(not line.stopped for line in view.lines), len(view.lines))


def _repeated_lines(view: View) -> float | None:
    lines = [view.text[line.span.start : line.span.end] for line in view.lines]
    return _share(len(lines) - len(set(lines)), len(lines))


def _latin_letters(view: View) -> float | None:
    counts = scripts(view.text)
    return _share(counts["Latin"], sum(counts.values()))


def _digits(view: View) -> float | None:
    found = len(_DIGIT.findall(view.text))
    return _share(found, found + sum(scripts(view.text).values()))


def _sentences(view: View) -> int:
    return sum(1 for line in view.lines for _ in view.sentences(line))


def _sentence_words(view: View) -> float | None:
    return _share(view.words, _sentences(view))


def _most_sentence_words(view: View) -> float:
    """As if sentences ended only at the ends of lines, or only at a full stop before a space: there are more."""
    return view.words / max(1, len(view.lines), view.text.count(". "))


def _word_letters(view: View) -> float | None:
    words = _WORD.findall(view.text)
    return _share(sum(map(len, words)), len(words))


def _variety(view: View) -> float | None:
    words = [word.lower() for word in _WORD.findall(view.text)]
    edges = range(0, len(words) + 1, WINDOW)
    shares = [len(set(words[low:high])) / WINDOW for low, high in pairwise(edges)]
    return sum(shares) / len(shares) if shares else _share(len(set(words)), len(words))


def _lix(view: View) -> float | None:
    words = _WORD.findall(view.text)
    sentences = _sentences(view)
    if not words or not sentences:
        return None
    return len(words) / sentences + 100 * sum(len(word) > LONG_WORD for word in words) / len(words)


def _of_textstat(method: str) -> Callable[[View], float | None]:
    def figure(view: View) -> float | None:
        text = view.text
        own = _textstat(view.language.partition("-")[0])
        return float(getattr(own, method)(text)) if _WORD.search(text) else None

    return figure


@cache
def _textstat(language: str) -> Any:
    """An instance of our own, since the shared one keeps its language for everybody, and without the network.

    English syllables would be counted with a dictionary that is downloaded on the first call; Pyphen's hyphenation,
    which other languages use anyway, takes its place. English figures therefore differ a little from those that
    textstat gives with the dictionary.
    """
    import sys

    from textstat.textstat import textstatistics

    for name, module in list(sys.modules.items()):
        if name.startswith("textstat.") and hasattr(module, "get_cmudict"):
            module.get_cmudict = lambda lang: None  # type: ignore[attr-defined]  # noqa: ARG005
    own = textstatistics()
    if language in _SYLLABLES:
        own.set_lang(language)
    return own


_SYLLABLES: Final = frozenset({"en", "de", "es", "fr", "it", "nl", "pl", "ru", "cs", "hu"})
_LIX: Final = frozenset({"sv", "da", "no", "de", "en", "fr", "nl", "fi", "es", "it", "pt"})
_ENGLISH: Final = frozenset({"en"})
_SPANISH: Final = frozenset({"es"})

FIGURES: Final[Mapping[str, Figure]] = {
    "short-lines": Figure(f"share of lines of fewer than {SHORT_LINE} words", _short_lines),
    "unstopped-lines": Figure("share of lines that do not end in a full stop", _unstopped_lines),
    "repeated-lines": Figure("share of lines that stand there before", _repeated_lines),
    "latin-letters": Figure("share of Latin letters among all", _latin_letters),
    "digits": Figure("share of digits among letters and digits", _digits),
    "sentence-words": Figure("words a sentence", _sentence_words, most=_most_sentence_words),
    "word-letters": Figure("letters a word", _word_letters),
    "lexical-variety": Figure(f"different words among {WINDOW}, on average", _variety),
    "lix": Figure("LIX: words a sentence plus percentage of long words", _lix, _LIX),
    "osman": Figure("OSMAN readability, 0 to 100", _of_textstat("osman"), frozenset({"ar"}), textstat=True),
    "flesch-reading-ease": Figure(
        "Flesch reading ease, 0 to 100",
        _of_textstat("flesch_reading_ease"),
        frozenset({"en", "de", "es", "fr", "it", "nl", "ru"}),
        textstat=True,
    ),
    "flesch-kincaid-grade": Figure(
        "Flesch-Kincaid school grade", _of_textstat("flesch_kincaid_grade"), _ENGLISH, textstat=True
    ),
    "gunning-fog": Figure("Gunning fog index, years of school", _of_textstat("gunning_fog"), _ENGLISH, textstat=True),
    "smog": Figure("SMOG index, years of school", _of_textstat("smog_index"), _ENGLISH, textstat=True),
    "automated-readability": Figure(
        "automated readability index, years of school",
        _of_textstat("automated_readability_index"),
        _ENGLISH,
        textstat=True,
    ),
    "coleman-liau": Figure(
        "Coleman-Liau index, years of school", _of_textstat("coleman_liau_index"), _ENGLISH, textstat=True
    ),
    "gulpease": Figure("Gulpease index, 0 to 100", _of_textstat("gulpease_index"), frozenset({"it"}), textstat=True),
    "fernandez-huerta": Figure(
        "Fernández Huerta reading ease, 0 to 100", _of_textstat("fernandez_huerta"), _SPANISH, textstat=True
    ),
    "szigriszt-pazos": Figure(
        "Szigriszt-Pazos perspicuity, 0 to 100", _of_textstat("szigriszt_pazos"), _SPANISH, textstat=True
    ),
}
"""All figures by the name a rule gives."""
