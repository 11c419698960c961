"""``kind: language``: passages and sentences in another language than their document.

A passage in another script is seen by its letters. In the same script function words decide; `langdetect` is asked only
about sentences that they make suspect, because it takes a millisecond for each.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from typing import Final, Literal

import regex
from pydantic import BaseModel, Field

from audit import mojibake
from audit.characters import blocks
from audit.finding import Confidence
from audit.function_words import SCRIPTS
from audit.kind import STRICT, Context, Kind
from audit.language import ENOUGH_LETTERS, UNKNOWN, best, by_letters, detect, scripts, votes
from audit.rule import Match
from audit.text import Span
from audit.view import View
from audit.zones import Zone

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
# The names of `audit.language.scripts`, which counts some scripts together.
_GROUPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("Devanagari", "Gurmukhi", "Tamil", "Telugu", "Malayalam"), "Indic"),
    "Thaana": "Arabic",
    "Tibetan": "Thai",
}
_LATIN_BLOCKS: Final = frozenset((0x00, 0x01, 0x02, 0x1E, 0x20, 0x21, 0x22))
"""Those that hold no letter of another script that counts here."""
_SPACELESS: Final = frozenset({"Thai", "Myanmar", "Khmer", "Kana", "Han"})
_OF_LANGUAGE: Final[Mapping[str, tuple[str, ...]]] = {
    **{code: (script,) for script, table in SCRIPTS.items() if script != "Devanagari" for code in table},
    **dict.fromkeys(("hi", "mr", "ne", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si"), ("Indic",)),
    "sr": ("Cyrillic", "Latin"),
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

LEAST_WORDS: Final = 5
LEAST_SPACELESS: Final = 12
"""Letters of a passage in a script written without spaces."""
_LINE_WORDS: Final = 8
"""A line of fewer words without a full stop is a button or a label, not a passage."""
_MARKERS: Final = 2
_SURE: Final = 5
_FEW: Final = 12
"""Fewer letters of a script in a document are no passage."""
_NAME: Final = 25
_CODE: Final = regex.compile(r"[{}=;<>_\\]|\p{block=IPA_Extensions}")
_STRANGE: Final = 3
"""So many letters that the document's language does not have make a line suspect."""

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
# Addresses, paths, file names and options of programs: no words of any language.
_ADDRESS: Final = re.compile(r"(?<!\S)\S*(?:[/\\@=_]|\w\.\w|\]\(|--)\S*|(?<!\S)-\w\b")


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
    own = _OF_LANGUAGE[code]
    if own == ("Latin",) and blocks(text) <= _LATIN_BLOCKS:
        return
    counts = scripts(text)
    present = tuple(
        sorted({_GROUPS.get(name, name) for name, count in counts.items() if count >= _FEW} - set(own) - {"Kana"})
    )
    if "Han" in present and "Han" not in own:
        present = (*present, "Kana")
    if not present:
        return
    stretches = _foreign(own, present).finditer(text)
    for start, end in _joined(stretches, text) if own == ("Latin",) else (hit.span() for hit in stretches):
        line = view.line_at(start)
        if line is None:
            continue
        while end < len(text) and text[end] in _STOPS:
            end += 1
        found = text[start:end]
        if not _is_passage(found):
            continue
        whole = (start, end) == line.span
        if whole and line.zone is Zone.TAIL and not _spaceless(found):
            continue  # below the last paragraph: furniture, whose rules know it better
        if whole and line.words < _LINE_WORDS and found[-1] not in _STOPS and not _spaceless(found):
            continue
        yield _match(view, Span(start, end), _name(found))


def _joined(stretches: Iterable[re.Match[str]], text: str) -> Iterator[Span]:
    """Stretches with no more than a name in Latin letters between them are one: names are often left in Latin."""
    start = end = -1
    for hit in stretches:
        gap = text[end : hit.start()] if end >= 0 else "\n"
        if len(gap) <= _NAME and "\n" not in gap and "\r" not in gap:
            end = hit.end()
            continue
        if end >= 0:
            yield Span(start, end)
        start, end = hit.span()
    if end >= 0:
        yield Span(start, end)


@cache
def _foreign(own: tuple[str, ...], present: tuple[str, ...]) -> re.Pattern[str]:
    """A stretch of a line without a letter of its own scripts, from one letter of a foreign script to the last."""
    inside = "".join(_RANGES[script] for script in own)
    other = "".join(_RANGES[script] for script in present)
    return re.compile(f"[{other}][^{inside}\r\n]{{8,}}(?<=[{other}])")


def _name(passage: str) -> str:
    """The language of a passage for the message, without asking `langdetect`."""
    script = max(scripts(passage).items(), key=lambda item: item[1])[0]
    return best(votes(passage, SCRIPTS["Latin"])) or UNKNOWN if script == "Latin" else detect(passage)


@cache
def _letters_of(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_RANGES[script]}]")


def _spaceless(text: str) -> bool:
    return any(_letters_of(script).search(text) for script in _SPACELESS)


def _is_passage(text: str) -> bool:
    """Whether a stretch of foreign letters is a sentence or more, not a name, a title or an address."""
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    letters = sum(map(len, words))
    if _spaceless(text):
        return letters >= LEAST_SPACELESS
    if letters < ENOUGH_LETTERS or len(words) < LEAST_WORDS:
        return False
    if 2 * len(_letters_of("Latin").findall(text)) < letters:
        return True
    if len(_CODE.findall(text)) >= _MARKERS:
        return False
    # Names, titles and lists of brands have capitals and hardly a function word.
    small = sum(word[0].islower() for word in words)
    found = max(votes(text, SCRIPTS["Latin"]).values(), default=0)
    return 2 * small >= len(words) and (found >= _MARKERS or 3 * small >= 2 * len(words))


def _sentences(view: View, code: str) -> Iterator[Match]:
    if code in ("zh", "ja"):
        yield from _east_asian(view, code)
        return
    script = next((name for name, table in SCRIPTS.items() if code in table), None)
    if script is None:
        return
    (markers, _), strange = _told_apart(script, code), _strange(script, code)
    if strange is not None and (view.text.isascii() or len(strange.findall(view.text)) < _STRANGE):
        if script == "Arabic":
            return  # no sentence of another language of this script does without its own letters
        strange = None
    marked = _marked(view, markers)
    for number, line in enumerate(view.lines) if strange is not None else ((n, view.lines[n]) for n in sorted(marked)):
        if line.words < LEAST_WORDS or (line.words < _LINE_WORDS and not line.stopped):
            continue
        if number not in marked and (strange is None or len(strange.findall(view.text, *line.span)) < _STRANGE):
            continue
        for sentence in view.sentences(line):
            said = _other(view.text[sentence.start : sentence.end], script, code)
            if said is not None:
                yield _match(view, sentence, said)


def _marked(view: View, markers: frozenset[str]) -> set[int]:
    """The lines (indexes) that hold two of the words or more; a line's ``words`` are what spaces part."""
    words = view.text.split()
    if len(markers.intersection(words)) < _MARKERS:
        return set()
    places = compress(range(len(words)), map(markers.__contains__, words))
    ends = [*accumulate(line.words for line in view.lines)]
    found: dict[int, set[str]] = {}
    for place in places:
        found.setdefault(bisect_right(ends, place), set()).add(words[place])
    return {number for number, said in found.items() if len(said) >= _MARKERS}


_KANA: Final = re.compile("[\u3041-\u3096]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_CHINESE: Final = re.compile("[的是在了这這们們个個说說为為]")
_KANA_LEAST: Final = 4


def _is_chinese(text: str) -> bool:
    return len(_HAN.findall(text)) >= LEAST_SPACELESS and len(_CHINESE.findall(text)) >= 1


def _east_asian(view: View, code: str) -> Iterator[Match]:
    """Hiragana in Chinese, and Chinese grammar without any kana in Japanese."""
    if _KANA.search(view.text) is None:
        return
    for line in view.lines:
        for sentence in view.sentences(line):
            found = view.text[sentence.start : sentence.end]
            kana = len(_KANA.findall(found))
            if code == "zh" and kana >= _KANA_LEAST and kana * 4 >= len(_HAN.findall(found)):
                yield _match(view, sentence, "ja")
            elif code == "ja" and not kana and _is_chinese(found):
                yield _match(view, sentence, "zh")


@cache
def _told_apart(script: str, code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The function words of all other languages of a script that are none of a language's own, and the other way."""
    own, table = SCRIPTS[script][code], SCRIPTS[script]
    others = frozenset().union(*(words for other, words in table.items() if other != code and not _near(code, other)))
    return others - own, own - others


# Letters beyond the plain ones of a script that words of a language have; for Arabic and Cyrillic the whole alphabet.
_ALPHABETS: Final[Mapping[str, str]] = {
    "en": "",
    "id": "",
    "ms": "",
    "sw": "",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "de": "äöüßé",
    "es": "áéíóúüñ",
    "pt": "áâãàçéêíóôõúü",
    "it": "àèéìíòóùú",
    "nl": "éëïöüóèá",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "ro": "ăâîșşțţ",
    "tr": "çğıöşüâîû",
    "sv": "åäöé",
    "no": "æøåéòô",
    "da": "æøåé",
    "fi": "äöåšž",
    "hu": "áéíóöőúüű",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "ps": "ءآأؤئابپتټثجچځڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀیېۍ",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێھ",
    "ug": "ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ur": "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیےۂة",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
}
_LETTERS: Final[Mapping[str, str]] = {
    "Latin": "À-ÖØ-öø-\u024f\u1ea0-\u1ef9",
    "Arabic": "ء-غف-ي\u0671-\u06d3ە",
    "Cyrillic": "\u0400-\u04ff",
}


@cache
def _strange(script: str, code: str) -> re.Pattern[str] | None:
    """Letters of a script that a language does not have; None for languages whose letters are not listed."""
    if code not in _ALPHABETS or script not in _LETTERS:
        return None
    letters = re.findall(f"[{_LETTERS[script]}]", "".join(map(chr, range(0x3000))))
    own = _ALPHABETS[code] + _ALPHABETS[code].upper()
    return re.compile("[" + "".join(letter for letter in letters if letter not in own) + "]")


@cache
def _near(code: str, other: str) -> bool:
    return any(code in group and other in group for group in _SIBLINGS)


def _other(sentence: str, script: str, code: str) -> str | None:
    """The language of a sentence when it is surely not the document's, None otherwise."""
    words = _WORD.findall(sentence)
    letters = sum(map(len, words))
    if len(words) < LEAST_WORDS or letters < ENOUGH_LETTERS:
        return None
    lower = [word.lower() for word in words]
    markers, own_alone = _told_apart(script, code)
    mine = sum(map(own_alone.__contains__, lower))
    if mine and sum(map(markers.__contains__, lower)) <= min(2 * mine, _SURE - 1):
        return None  # whatever the other language would be, its words are too few against the document's own
    table = SCRIPTS[script]
    found = votes(sentence, table)
    own = found.pop(code, 0)
    for other in [other for other in found if _near(code, other)]:
        del found[other]
    said = best(found)
    for_it, against = _only(lower, table[said], table[code]) if said else (0, own)
    if own == 0 and for_it >= _SURE and script != "Arabic":
        return said
    if (for_it < _MARKERS or for_it <= 2 * against) and against <= 1:
        said, for_it = _by_strange(sentence, script, code, letters), _MARKERS
    if said is None or for_it < _MARKERS or for_it <= 2 * against:
        return None
    if mojibake.find(sentence):
        return None
    if script == "Devanagari":
        return said
    answer = detect(sentence) if script == "Arabic" else by_letters(sentence, (code, said))
    return None if answer is None or answer == code or _near(code, answer) else answer


def _by_strange(sentence: str, script: str, code: str, letters: int) -> str | None:
    """The language that has most of the letters of a sentence that its document's language does not have."""
    pattern = _strange(script, code)
    odd = pattern.findall(sentence.lower()) if pattern else []
    if len(odd) < _STRANGE or 25 * len(odd) < letters:
        return None
    known = {
        other: sum(letter in own for letter in odd) for other, own in _ALPHABETS.items() if other in SCRIPTS[script]
    }
    said = max(known, key=lambda other: known[other])
    return said if known[said] and not _near(code, said) else None


def _only(words: Sequence[str], one: frozenset[str], other: frozenset[str]) -> tuple[int, int]:
    """How many lower-case words are function words of one language but not of the other, and the other way round."""
    first, second = [word for word in words if word in one], [word for word in words if word in other]
    return sum(word not in other for word in first), sum(word not in one for word in second)


def _match(view: View, span: Span, said: str) -> Match:
    """What is quoted inside a sentence is the author's choice: it is shown on request only."""
    text = view.text
    start, end = span
    values = {"language": said if said != UNKNOWN else "another language"}
    first = start if text[start] in _OPENING else start - 1
    closed = text[end - 1] in _CLOSING or text[end : end + 1] in tuple(_CLOSING)
    if first < 0 or text[first] not in _OPENING or not closed:
        return Match(span, values)
    before = text[:first].rstrip(" \N{NO-BREAK SPACE}")[-1:]
    inline = before != "" and before not in _STOPS + "\n\r"
    return Match(span, values, confidence=Confidence.LOW if inline else None)


def build(options: Options, context: Context) -> Language:  # noqa: ARG001 (every kind is built so)
    return Language(options.scripts)


def fills(options: Options) -> frozenset[str]:  # noqa: ARG001
    return frozenset({"language"})


KIND: Final = Kind("language", "Passages in another language than their document.", Options, build, fills)
