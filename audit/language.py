"""Which language a text is in: from its script, letters and function words; `langdetect` decides what they leave open.

Function words decide 99 of 100 pages in a twentieth of a millisecond; `langdetect` would take 5 to 50 ms a page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import regex

from audit.characters import high_bytes
from audit.function_words import CYRILLIC, DEVANAGARI, LATIN, SCRIPTS

UNKNOWN: Final = "und"
"""BCP 47 for a text whose language cannot be told."""

WINDOW: Final = 500
"""A sample takes so many code points at the start, the middle and three quarters of a text."""
MAIN_LINE: Final = 80
"""A line of so many code points is main text rather than furniture."""
MAIN_SAMPLE: Final = 12_000
_COMMON: Final = ("en", "es", "fr", "de", "pt", "it")
ENOUGH_LETTERS: Final = 25
"""`langdetect` is guessing on fewer letters."""

# The first bytes of UTF-16 units tell the script, and counting bytes is the fastest scan there is. What shares a
# first byte is told apart afterwards by expressions.
_FIRST_BYTES: Final[Mapping[str, bytes]] = {
    "Greek": b"\x03\x1f",
    "Cyrillic": b"\x04",
    "Hebrew": b"\x05",
    "Arabic": b"\x06\xfb\xfc\xfd\xfe",
    "Thaana": b"\x07",
    "Devanagari": b"\x09",
    "Gurmukhi": b"\x0a",
    "Tamil": b"\x0b",
    "Telugu": b"\x0c",
    "Malayalam": b"\x0d",
    "Thai": b"\x0e",
    "Tibetan": b"\x0f",
    "Georgian": b"\x10",
    "Ethiopic": b"\x12\x13",
    "Khmer": b"\x17",
    "Kana": b"\x30",
    "Han": bytes(range(0x34, 0x4E)) + bytes(range(0x4E, 0xA0)),
    "Hangul": b"\x11" + bytes(range(0xAC, 0xD8)),
}
_WIDE: Final = 2.5  # a Han or Hangul character says as much as so many letters
_WEIGHTS: Final[Mapping[str, float]] = {"Kana": _WIDE, "Han": _WIDE, "Hangul": _WIDE}
_NO_LETTERS: Final = bytes(byte for byte in range(256) if not chr(byte).isalpha())
_FAMILY: Final[Mapping[str, str]] = {"Kana": "Han"}

# Scripts that share a first byte: the letters of each, and the language they stand for.
_SHARED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Hebrew": ((r"\p{Armenian}", "hy"), (r"\p{Hebrew}", "he")),
    "Thaana": ((r"\p{Thaana}", "dv"), (r"\p{Syriac}", "syr"), (r"\p{Nko}", "nqo")),
    "Devanagari": ((r"\p{Bengali}", "bn"), (r"\p{Devanagari}", "hi")),
    "Gurmukhi": ((r"\p{Gujarati}", "gu"), (r"\p{Gurmukhi}", "pa")),
    "Tamil": ((r"\p{Oriya}", "or"), (r"\p{Tamil}", "ta")),
    "Telugu": ((r"\p{Kannada}", "kn"), (r"\p{Telugu}", "te")),
    "Malayalam": ((r"\p{Sinhala}", "si"), (r"\p{Malayalam}", "ml")),
    "Thai": ((r"\p{Lao}", "lo"), (r"\p{Thai}", "th")),
    "Georgian": ((r"\p{Georgian}", "ka"), (r"\p{Myanmar}", "my")),
}
_SINGLE: Final[Mapping[str, str]] = {"Greek": "el", "Tibetan": "bo", "Ethiopic": "am", "Khmer": "km", "Hangul": "ko"}

# Letters that only one language of a script uses, or none of the others as much.
_ARABIC_LETTERS: Final[Mapping[str, str]] = {
    "ur": "ٹڈڑےںہ",
    "ps": "ښځړټډڼۍېګڅ",
    "ckb": "ێۆڕڵڤە",
    "ug": "ۇۆۈۋېەڭ",
    "sd": "ٻڀٿٺڄڃڇڏڊڌڍڙڦڪڳڱڻ",
}
_CYRILLIC_LETTERS: Final[Mapping[str, str]] = {
    "ru": "ыэё",
    "uk": "їєґі",
    "be": "ўі",
    "bg": "ъщ",
    "sr": "ђћџљњј",
    "mk": "ѓќѕљњј",
    "kk": "әғқңөұүһі",
    "ky": "ңөү",
    "tg": "ғӣқӯҳҷ",
    "mn": "өү",
    "tt": "әөүҗңһ",
}
_PERSIAN: Final = "پچژگیک"
_ARAB: Final = "ةيكأإ"
_ARTICLE: Final = " ال"
_MARKS: Final = '.,:;!?"()«»“”„،؛؟।'
_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_SHARE: Final = 0.8
_LEAD: Final = 1.3
_LATIN_LEAD: Final = 1.5
_SPARSE: Final = frozenset({"tr", "az", "uz", "fi", "et", "hu", "eu", "lt", "lv", "sw"})
"""Languages that say with endings what others say with function words."""
_MIXED: Final = 6
"""A second language has a sixth of the first one's function words, or more."""
_FEW: Final = 3
"""And so many that the first one does not have."""
_SENTENCES: Final = regex.compile(r"[.!?\n]+")
_RANK: Final = {code: rank for rank, code in enumerate(code for table in SCRIPTS.values() for code in table)}


def detect(text: str) -> str:
    """The BCP 47 code of a text's main language; ``und`` when too few letters tell."""
    sample = _sample(text)
    counts = scripts(sample)
    total = sum(counts.values())
    if not total:
        return UNKNOWN
    script, weight = _leading(counts)
    if weight < _SHARE * total and len(text) > MAIN_LINE:
        # A page in two scripts: furniture stands in short lines, the article in long ones.
        main = "\n".join(line for line in text[: 8 * MAIN_SAMPLE].splitlines() if len(line) >= MAIN_LINE)[:MAIN_SAMPLE]
        if main_counts := scripts(main):
            script, sample = _leading(main_counts)[0], main
    return _of_script(script, sample)


def _leading(counts: Counter[str]) -> tuple[str, int]:
    """The script of the main text. Code and furniture in Latin letters stand under texts of any script, not the other
    way round: Latin leads only with half as many letters again as the next.
    """
    ranked = counts.most_common(2)
    if len(ranked) > 1 and ranked[0][0] == "Latin" and ranked[0][1] < _LATIN_LEAD * ranked[1][1]:
        return ranked[1]
    return ranked[0]


@lru_cache(maxsize=4)
def scripts(text: str) -> Counter[str]:
    """How much of a text is in which script, in letters; a Han, kana or Hangul character counts for 2.5.

    Not to be changed: several rules ask about one text.
    """
    latin = len(text.encode("latin-1", "ignore").translate(None, _NO_LETTERS))
    if text.isascii():
        return Counter(Latin=latin) if latin else Counter()
    first = high_bytes(text)
    latin += first.count(b"\x01") + first.count(b"\x1e")
    found = Counter(Latin=latin) if latin else Counter()
    rest = first.translate(None, b"\x00\x01\x02\x1e\x20\x21\x22")
    for script, signs in _FIRST_BYTES.items():
        if not rest:
            break
        left = rest.translate(None, signs)
        if len(left) < len(rest):
            count = (len(rest) - len(left)) * _WEIGHTS.get(script, 1)
            found[_FAMILY.get(script, script)] += int(count)
        rest = left
    return found


def _sample(text: str) -> str:
    if len(text) <= 3 * WINDOW:
        return text
    middle, late = len(text) // 2, 3 * len(text) // 4
    return "\n".join((text[:WINDOW], text[middle : middle + WINDOW], text[late : late + WINDOW]))


def _of_script(script: str, text: str) -> str:
    if script == "Latin":
        return _latin(text)
    if script == "Arabic":
        return _arabic(text)
    if script == "Cyrillic":
        return _cyrillic(text)
    if script == "Han":
        return _han(text)
    if script in _SHARED:
        piece = _middle(text)
        counts = {code: len(regex.findall(letters, piece)) for letters, code in _SHARED[script]}
        if not any(counts.values()):
            counts = {code: len(regex.findall(letters, text)) for letters, code in _SHARED[script]}
        code = max(counts, key=lambda code: counts[code])
        if code == "hi":
            return best(votes(text, DEVANAGARI)) or code
        if code == "he" and any(sign in text for sign in ("ײ", "ױ", "אָ", "אַ", " און ")):
            return "yi"
        return "as" if code == "bn" and ("ৰ" in text or "ৱ" in text) else code
    return _SINGLE[script]


def _middle(text: str) -> str:
    """Enough of a text to tell two scripts apart."""
    return text if len(text) <= WINDOW else text[(len(text) - WINDOW // 2) // 2 :][: WINDOW // 2]


def _han(text: str) -> str:
    for piece in (_middle(text), text):
        kana = len(regex.findall(r"[\p{Hiragana}\p{Katakana}]", piece))
        han = len(regex.findall(r"\p{Han}", piece))
        if kana + han:
            return "ja" if kana > 0.05 * (kana + han) else "zh"
    return UNKNOWN


def _rate(text: str, letters: str) -> int:
    return sum(text.count(letter) for letter in letters if letter in text)  # looking is faster than counting


def _arabic(text: str) -> str:
    own = {code: _rate(text, signs) for code, signs in _ARABIC_LETTERS.items()}
    most = max(own.values())
    if most and most > scripts(text)["Arabic"] / 50:
        return max(own, key=lambda code: own[code])
    padded = f" {text} "
    arabic = padded.count(_ARTICLE) + sum(padded.count(f" {word} ") for word in ("في", "من", "على", "عن", "أن", "إلى"))
    persian = sum(padded.count(f" {word} ") for word in ("از", "به", "که", "این", "را", "در", "است", "با"))
    if max(arabic, persian) >= 3 and not 0.5 < (arabic + 0.1) / (persian + 0.1) < 2:
        return "ar" if arabic > persian else "fa"
    return "fa" if _rate(text, _PERSIAN) > _rate(text, _ARAB) else "ar"


def _cyrillic(text: str) -> str:
    text = text.lower()
    found = votes(text, CYRILLIC)
    letters = max(1, scripts(text)["Cyrillic"])
    for code, signs in _CYRILLIC_LETTERS.items():
        found[code] += round(20 * _rate(text, signs) / letters * min(10, letters / 50))
    # No Bulgarian, Macedonian or Serbian word has these letters.
    if _rate(text, "ыэ") > letters / 300:
        for code in ("bg", "mk", "sr", "uk"):
            found[code] = 0
    return best(found) or "ru"


def _latin(text: str) -> str:
    found = votes(text, LATIN)
    ranked = found.most_common(4)
    if code := _mixed(text, ranked):
        return code
    if ranked and ranked[0][1] >= 2 and (len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]):
        return ranked[0][0]
    if len(ranked) > 1 and (code := _between(text, ranked[0][0], ranked[1][0])):
        return code
    if scripts(text)["Latin"] < ENOUGH_LETTERS:
        # One small word may be a word of a dozen languages: only the most spoken are likely enough.
        return (
            best(found if found.total() > len(found) else Counter({code: found[code] for code in _COMMON})) or UNKNOWN
        )
    candidates = [code for code, _ in ranked] if ranked and ranked[0][1] >= 3 else list(LATIN)
    return by_letters(text, candidates) or best(found) or UNKNOWN


def _mixed(text: str, ranked: Sequence[tuple[str, int]]) -> str | None:
    """Of a text in two languages the one of most letters, sentence by sentence; None for a text in one.

    One English sentence has as many function words as five Turkish ones, so counting them over the whole text would
    give the page to a quotation.
    """
    if len(ranked) < 2 or ranked[0][1] < _MIXED:
        return None
    first, most = ranked[0]
    rival = next((code for code, count in ranked[1:] if code in _SPARSE and count * _MIXED >= most), None)
    if rival is None or first in _SPARSE:
        return None
    own, other = LATIN[first], LATIN[rival]
    if len([word for word in _words(text) if word in other and word not in own]) < _FEW:
        return None
    letters = {first: 0, rival: 0}
    for sentence in _SENTENCES.split(text):
        said = votes(sentence, LATIN)
        if said[first] != said[rival]:
            letters[first if said[first] > said[rival] else rival] += len(sentence)
    return rival if letters[rival] >= _LEAD * letters[first] else None


def _between(text: str, first: str, second: str) -> str | None:
    """Which of two languages that share many words, by the words they do not share; None if that is not clear."""
    words = _words(text)
    one = len([word for word in words if word in LATIN[first] and word not in LATIN[second]])
    other = len([word for word in words if word in LATIN[second] and word not in LATIN[first]])
    if abs(one - other) < 3 or min(one, other) > max(one, other) / 2:
        return None
    return first if one > other else second


def _words(text: str) -> list[str]:
    """Lower-case words; in a long text those beside a punctuation mark are simply left out, which is far cheaper."""
    if len(text) <= WINDOW:
        for mark in _MARKS:
            if mark in text:
                text = text.replace(mark, " ")
        text = text.replace(_APOSTROPHE, "'")
    return text.lower().split()


def votes(text: str, table: Mapping[str, Iterable[str]]) -> Counter[str]:
    """How many words of a text are function words of which language of a script's table."""
    owners = _owners(_name(table))
    found: dict[str, int] = {}
    for word, count in Counter(filter(owners.__contains__, _words(text))).items():
        for code in owners[word]:
            found[code] = found.get(code, 0) + count
    return Counter(found)


def best(found: Counter[str]) -> str | None:
    """The language with most votes, among equals the one that a table names first; None without votes."""
    found = +found
    return min(found, key=lambda code: (-found[code], _RANK[code])) if found else None


def _name(table: Mapping[str, Iterable[str]]) -> str:
    return next(name for name, own in SCRIPTS.items() if own is table)


@cache
def _owners(script: str) -> Mapping[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for code, words in SCRIPTS[script].items():
        for word in words:
            owners[word] = (*owners.get(word, ()), code)
    return owners


def by_letters(text: str, candidates: Iterable[str]) -> str | None:
    """What `langdetect` says, given only these languages; None when it knows none of them or sees no letters."""
    known = _profiles()
    codes = tuple(sorted(code for code in candidates if code in known))
    if len(codes) < 2:
        return next(iter(codes), None)
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(codes).create()
    detector.append(text[:2_000])
    try:
        answer = str(detector.detect())
    except LangDetectException:
        return None
    return None if answer == "unknown" else answer.partition("-")[0]


@cache
def _profiles() -> frozenset[str]:
    from langdetect.detector_factory import PROFILES_DIRECTORY

    return frozenset(path.name for path in Path(PROFILES_DIRECTORY).iterdir())


@lru_cache(64)
def _factory(codes: tuple[str, ...]) -> Any:
    """A factory with these profiles alone, always seeded the same way. A profile takes some 5 ms to load."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8") for code in codes])
    factory.set_seed(0)
    return factory
