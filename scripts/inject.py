"""Known errors put into clean text, so that finding them can be measured.

Seeded: the same text gives the same errors.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import regex

from audit.text import Span

SENTENCE: Final = regex.compile(r"[^.!?؟।。\n]{40,}[.!?؟।。](?=\s|$)|[^。！？\n]{20,}[。！？]")
IMPOSSIBLE: Final[Mapping[str, str]] = {
    "ar": "30 فبراير 2021",
    "fa": "۳۱ مهر ۱۴۰۰",
    "en": "February 30, 2021",
    "fr": "31 avril 2021",
    "es": "31 de junio de 2021",
    "de": "31. September 2021",
    "ru": "31 ноября 2021 года",
    "tr": "31 Nisan 2021",
    "it": "31 giugno 2021",
    "pt": "31 de setembro de 2021",
    "nl": "31 november 2021",
    "pl": "31 kwietnia 2021",
    "zh": "2021年2月30日",
    "ja": "2021年2月30日",
}
FOREIGN: Final[Mapping[str, str]] = {
    "en": "The committee will publish its final report on the safety of bridges before the end of the summer.",
    "fr": "La commission publiera avant la fin de l'été son rapport définitif sur la sécurité des ponts du pays.",
    "ar": "ستنشر اللجنة تقريرها النهائي عن سلامة الجسور في البلاد قبل نهاية فصل الصيف الحالي بحسب رئيسها.",
    "ru": "До конца лета комиссия опубликует окончательный доклад о безопасности мостов по всей стране.",
}


@dataclass(frozen=True, slots=True)
class Injected:
    """A text with one error, and where it is."""

    text: str
    span: Span


def _sentences(text: str) -> list[Span]:
    return [Span(*hit.span()) for hit in SENTENCE.finditer(text)]


def _put(text: str, at: int, new: str, lead: str = " ") -> Injected:
    return Injected(text[:at] + lead + new + text[at:], Span(at + len(lead), at + len(lead) + len(new)))


def impossible_day(text: str, language: str, dice: random.Random) -> Injected | None:
    """A day that does not exist, before a word in the middle of a sentence."""
    spans, date = _sentences(text), IMPOSSIBLE.get(language)
    if not spans or date is None:
        return None
    start, end = dice.choice(spans)
    if language in ("zh", "ja"):
        return _put(text, (start + end) // 2, date, "")
    spaces = [at for at in range(start + 10, end - 10) if text[at] == " " and text[at - 1].isalpha()]
    return _put(text, dice.choice(spaces), date) if spaces else None


def doubled_word(text: str, language: str, dice: random.Random) -> Injected | None:
    """A word of four letters or more, twice in a row."""
    words = [
        hit for hit in regex.finditer(r"(?<=\s)\p{L}{4,}(?=\s)", text) if hit[0].islower() or language in ("ar", "fa")
    ]
    if not words:
        return None
    word = dice.choice(words)
    return Injected(
        text[: word.end()] + " " + word[0] + text[word.end() :], Span(word.start(), 2 * word.end() - word.start() + 1)
    )


def doubled_paragraph(text: str, language: str, dice: random.Random) -> Injected | None:
    """A paragraph of fifteen words or more, again directly below."""
    lines = [
        hit
        for hit in regex.finditer(r"[^\n]+", text)
        if len(hit[0].split()) >= 15 or (language in ("zh", "ja") and len(hit[0]) > 40)
    ]
    return _put(text, (line := dice.choice(lines)).end(), line[0], "\n\n") if lines else None


def foreign_sentence(text: str, language: str, dice: random.Random) -> Injected | None:
    """A sentence of another language between two of the text."""
    spans = _sentences(text)
    choices = [
        code
        for code in FOREIGN
        if code != language and not (language in ("fa", "ur", "ckb", "ug", "ps") and code == "ar")
    ]
    return _put(text, dice.choice(spans).end, FOREIGN[dice.choice(choices)]) if spans else None


def mojibake_sentence(text: str, _: str, dice: random.Random) -> Injected | None:
    """A sentence whose UTF-8 was read as Windows-1252, or Latin-1 where that has no character."""
    spans = [span for span in _sentences(text) if not text[span.start : span.end].isascii()]
    if not spans:
        return None
    start, end = dice.choice(spans)
    broken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text[start:end].encode("utf-8"))
    return Injected(text[:start] + broken + text[end:], Span(start, start + len(broken)))


def persian_letter(text: str, language: str, dice: random.Random) -> Injected | None:
    """One Arabic yeh or kaf inside a word, written with the Persian letter."""
    if language != "ar":
        return None
    places = [hit.start() for hit in regex.finditer(r"(?<=\p{L})[يك](?=\p{L})", text)]
    if not places:
        return None
    at = dice.choice(places)
    letter = "\N{ARABIC LETTER FARSI YEH}" if text[at] == "\N{ARABIC LETTER YEH}" else "\N{ARABIC LETTER KEHEH}"
    return Injected(text[:at] + letter + text[at + 1 :], Span(at, at + 1))


def cut_sentence(text: str, language: str, dice: random.Random) -> Injected | None:
    """A full stop one to three words before a sentence's end."""
    if language in ("zh", "ja", "th"):
        return None
    spans = [span for span in _sentences(text) if text[span.start : span.end].count(" ") >= 8]
    if not spans:
        return None
    start, end = dice.choice(spans)
    spaces = [at for at in range(start, end) if text[at] == " "]
    at = spaces[-dice.randint(1, 3)]
    if not text[at - 1].isalpha():
        return None
    return Injected(text[:at] + "." + text[at:], Span(at - 1, end + 1))


INJECTIONS: Final[Mapping[str, tuple[str, Callable[[str, str, random.Random], Injected | None]]]] = {
    "impossible day": ("dates", impossible_day),
    "doubled word": ("repetition", doubled_word),
    "doubled paragraph": ("repetition", doubled_paragraph),
    "foreign sentence": ("language", foreign_sentence),
    "mojibake sentence": ("encoding", mojibake_sentence),
    "Persian letter": ("untranslated", persian_letter),
    "cut sentence": ("segmentation", cut_sentence),
}
"""Name -> the category that should report it, and how it is put in."""
