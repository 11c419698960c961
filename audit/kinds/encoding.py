"""``kind: encoding``: characters that damage on the way from the page left behind; one named check a rule."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, Literal, TypeAlias, get_args
from unicodedata import normalize

from pydantic import BaseModel, Field

from audit import mojibake
from audit.characters import blocks, utf8
from audit.finding import Confidence
from audit.kind import STRICT, Context, Kind
from audit.rule import Match
from audit.text import Span
from audit.view import View

Check: TypeAlias = Literal[
    "mojibake",
    "replacement",
    "control",
    "bidi-override",
    "soft-hyphen",
    "zero-width",
    "presentation-forms",
    "lam-alef",
    "stretched",
    "doubled-mark",
    "entity",
]

# The letters stand in two blocks with tatweel between them.
_ARABIC: Final = (
    "\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER GHAIN}\N{ARABIC LETTER FEH}-\N{ARABIC LETTER YEH}"
    "\N{ARABIC LETTER ALEF WASLA}-\N{ARABIC LETTER YEH BARREE}"
)
_TATWEEL: Final = "\N{ARABIC TATWEEL}"
_MARKS: Final = "\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}"


class Options(BaseModel):
    model_config = STRICT
    check: Check = Field(description="What to look for.")


@dataclass(frozen=True)
class Encoding:
    check: Check
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 (a scan is cheap)
        if self.check in _worth(view.text):
            yield from _CHECKS[self.check](view)


# Bytes of UTF-8 that are no control characters of ASCII.
_ORDINARY: Final = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F), *range(0x80, 0x100)))
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_VOWELS: Final = tuple(map(chr, range(ord("\N{ARABIC FATHATAN}"), ord("\N{ARABIC SUKUN}") + 1)))
_COMBINING: Final = frozenset((0x03, *range(0x09, 0x0F)))
_PRINTED: Final = frozenset((0xFB, 0xFC, 0xFD, 0xFE))


@lru_cache(maxsize=1)
def _worth(text: str) -> frozenset[Check]:
    """The checks whose characters the text holds: found once, with few searches of its bytes."""
    raw = utf8(text)
    found: set[Check] = {"entity"}
    if raw.translate(None, _ORDINARY) or (b"\xc2" in raw and _C1.search(raw)):
        found.add("control")
    if not text.isascii():
        present = blocks(text)
        found |= {"mojibake", "replacement"}
        found.update(_signs(text, raw, present))
        if 0x06 in present:
            found.update(_in_arabic(text, raw))
    return frozenset(found)


def _signs(text: str, raw: bytes, present: frozenset[int]) -> Iterator[Check]:
    if b"\xc2\xad" in raw:
        yield "soft-hyphen"
    if 0x20 in present:
        if "\N{LEFT-TO-RIGHT OVERRIDE}" in text or "\N{RIGHT-TO-LEFT OVERRIDE}" in text:
            yield "bidi-override"
        joiners = [joiner for joiner in _JOINERS if joiner in text]
        if any(first + second in text for first in joiners for second in joiners):
            yield "zero-width"
    if 0xFE in present and "\N{ZERO WIDTH NO-BREAK SPACE}" in text:
        yield "zero-width"
    if present & _PRINTED or (0x01 in present and "\u0149" in text):
        yield "presentation-forms"
    if present & _COMBINING:
        yield "doubled-mark"


def _in_arabic(text: str, raw: bytes) -> Iterator[Check]:
    if _TATWEEL in text:
        yield "stretched"
    if any(turned in raw for turned in _TURNED_BYTES):
        yield "lam-alef"
    if any(vowel in text and vowel * 2 in text for vowel in _VOWELS):
        yield "doubled-mark"


def _mojibake(view: View) -> Iterator[Match]:
    for span, repaired in mojibake.find(view.text):
        found = view.text[span.start : span.end]
        suggestion = repaired if repaired and repaired != found and mojibake.LOST not in repaired else None
        yield Match(span, {"repaired": repaired or ""}, suggestion=suggestion)


# The last two are what tokenisers and fonts show for what they cannot.
_LOST: Final = ("\N{REPLACEMENT CHARACTER}", "\N{DOUBLE QUESTION MARK}", "\N{WHITE VERTICAL RECTANGLE}" * 2)
_REPLACEMENT: Final = re.compile("|".join(f"{sign}+" for sign in _LOST))


def _replacement(view: View) -> Iterator[Match]:
    text = view.text
    if not any(sign in text for sign in _LOST):
        return
    damaged = [span for span, _ in mojibake.find(text)]
    for hit in _REPLACEMENT.finditer(text):
        if not any(span.start <= hit.start() < span.end for span in damaged):
            yield Match(Span(*hit.span()))


# No file, group, record or unit separators of data formats either: in prose all are damage.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")


def _control(view: View) -> Iterator[Match]:
    text = view.text
    hits = list(_CONTROL.finditer(text))
    damaged = [span for span, _ in mojibake.find(text)] if hits and not text.isascii() else []
    for hit in hits:
        if any(span.start <= hit.start() < span.end for span in damaged):
            continue
        yield Match(Span(*hit.span()), {"code": _code(hit[0])}, suggestion=_as_windows(hit[0]))


def _as_windows(controls: str) -> str | None:
    """The marks that Windows shows for the bytes of C1 controls: the usual cause. Its letters there are rare."""
    try:
        shown = controls.encode("latin-1").decode("cp1252") if min(controls) >= "\x80" else ""
    except UnicodeError:
        return None
    return None if any(map(str.isalpha, shown)) else shown


def _code(characters: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))


_OVERRIDE: Final = re.compile("[\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}]")


def _override(view: View) -> Iterator[Match]:
    for hit in _OVERRIDE.finditer(view.text):
        yield Match(Span(*hit.span()), {"code": _code(hit[0])}, suggestion="")


_SOFT: Final = re.compile("[^\\W\\d_]*(?:\N{SOFT HYPHEN}+[^\\W\\d_]+)+\N{SOFT HYPHEN}*")


def _soft_hyphen(view: View) -> Iterator[Match]:
    text = view.text
    if "\N{SOFT HYPHEN}" not in text:
        return
    # Scanning from every letter of the text would be slow: words are found around the hyphens. A page that was set
    # with them has them in every other word: that is one defect, and the first word shows it.
    done = at = 0
    confidence: Confidence | None = None
    while (at := text.find("\N{SOFT HYPHEN}", max(at, done))) >= 0:
        start = at
        while start and text[start - 1].isalpha():
            start -= 1
        hit = _SOFT.match(text, start)
        done = hit.end() if hit else at + 1
        if hit and hit.end() > at:
            yield Match(Span(*hit.span()), suggestion=hit[0].replace("\N{SOFT HYPHEN}", ""), confidence=confidence)
            confidence = Confidence.LOW


_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}"
_ZERO: Final = re.compile(
    f"[{_JOINERS}]{{2,}}"
    # A byte order mark inside a text comes from files pasted together.
    "|\N{ZERO WIDTH NO-BREAK SPACE}+"
)


def _zero_width(view: View) -> Iterator[Match]:
    for hit in _ZERO.finditer(view.text):
        kept = hit[0][0] if hit[0][0] in "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}" else ""
        yield Match(
            _letters_around(view.text, *hit.span()), {"code": _code(hit[0])}, suggestion=_mended(view.text, hit, kept)
        )


def _letters_around(text: str, start: int, end: int) -> Span:
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return Span(start, end)


def _mended(text: str, hit: re.Match[str], kept: str) -> str:
    start, end = _letters_around(text, *hit.span())
    return text[start : hit.start()] + kept + text[hit.end() : end]


# Not the honorific and currency ligatures U+FDF0-FDFD and the ornate brackets, which people type.
_FORM: Final = "\ufb50-\ufd3d\ufd50-\ufdcf\ufe70-\ufefc"
_FORMS: Final = re.compile(f"[{_FORM}](?:[{_FORM}{_ARABIC}{_MARKS} ]*[{_FORM}])?[{_ARABIC}]*")
# Typesetters' ligatures, and the Afrikaans n with a stop, which Unicode deprecates.
_LIGATURES: Final = re.compile("[\ufb00-\ufb06\u0149]+")
_INITIAL_LAST: Final = re.compile(f"[{_FORM}]+")


def _presentation(view: View) -> Iterator[Match]:
    text = view.text
    for pattern in (_FORMS, _LIGATURES):
        for hit in pattern.finditer(text):
            span = _letters_around(text, *hit.span())
            yield Match(span, suggestion=_ordinary(text[span.start : span.end]))


def _ordinary(forms: str) -> str:
    """The same letters as people type them, put in reading order where they stand in the order of the eye."""
    if any("\ufb00" <= sign <= "\ufb06" or sign == "\u0149" for sign in forms):
        return normalize("NFKC", forms)
    words = _INITIAL_LAST.findall(forms)
    backwards = sum(_shape(word[0]) in "FI" and _shape(word[-1]) == "B" for word in words if len(word) > 2)
    return normalize("NFKC", forms[::-1] if backwards * 2 > len(words) else forms)


def _shape(form: str) -> str:
    """Beginning, Middle, End or Isolated, as the name of a form says. A backward word begins with an end (F)."""
    from unicodedata import decomposition

    return {"<initial>": "B", "<medial>": "M", "<final>": "F", "<isolated>": "I"}.get(
        decomposition(form).partition(" ")[0], "-"
    )


_ALEF: Final = "\N{ARABIC LETTER ALEF}"
_LAM: Final = "\N{ARABIC LETTER LAM}"
_HAMZAS: Final = (
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
)
_CLITIC: Final = "[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}]?"
_EDGE: Final = f"(?<![{_ARABIC}{_MARKS}])"
# Lam and alef are one ligature in print; programs that read it back put the two in the order of the eye.
_TURNED: Final = re.compile(
    f"{_EDGE}{_CLITIC}{_ALEF}[{_HAMZAS}]{_LAM}[{_ARABIC}]{{2,}}|{_EDGE}{_CLITIC}{_ALEF}{_ALEF}{_LAM}?[{_ARABIC}]{{3,}}"
)
_TURNED_TOO: Final = re.compile(
    f"{_EDGE}{_CLITIC}{_ALEF}\N{ARABIC LETTER MEEM}{_LAM}[{_ARABIC}]{{3,}}"
    f"|{_EDGE}{_CLITIC}\N{ARABIC LETTER KHAH}{_ALEF}{_LAM}{_LAM}(?![{_ARABIC}])"
)
_TURNED_BYTES: Final = tuple(f"{_ALEF}{second}{_LAM}".encode() for second in _HAMZAS + _ALEF)
_ENOUGH: Final = 2


def _lam_alef(view: View) -> Iterator[Match]:
    text = view.text
    sure = list(_TURNED.finditer(text))
    # Where the damage is certain, words that could also be honest are damaged too.
    for hit in sure + (list(_TURNED_TOO.finditer(text)) if len(sure) >= _ENOUGH else []):
        yield Match(Span(*hit.span()))


_STRETCHED: Final = re.compile(
    f"[{_ARABIC}{_MARKS}]*[{_ARABIC}{_MARKS}]{_TATWEEL}+[{_ARABIC}{_MARKS}]+(?:{_TATWEEL}+[{_ARABIC}{_MARKS}]+)*"
)
_LONG: Final = _TATWEEL * 2
_WORD: Final = 60
"""Characters: what is longer before a tatweel is no word."""


def _stretched(view: View) -> Iterator[Match]:
    text = view.text
    done = at = 0
    while (at := text.find(_TATWEEL, max(at, done))) >= 0:
        start = at
        lowest = max(done, at - _WORD)
        while start > lowest and (text[start - 1].isalpha() or "\u064b" <= text[start - 1] <= "\u0652"):
            start -= 1
        hit = _STRETCHED.match(text, start)
        done = hit.end() if hit and hit.end() > at else at + 1
        if hit and hit.end() > at and (_LONG in hit[0] or hit[0].count(_TATWEEL) > 1):
            yield Match(Span(*hit.span()), suggestion=hit[0].replace(_TATWEEL, ""))


_DOUBLED: Final = re.compile(
    "([\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093c\u093e-\u094d\u0981-\u0983\u09be-\u09cd\u0a3e-\u0a4d\u0abe-\u0acd"
    "\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbe-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+"
)


def _doubled(view: View) -> Iterator[Match]:
    text = view.text
    for hit in _DOUBLED.finditer(text):
        start, end = hit.span()
        while start and not text[start - 1].isspace() and hit.start() - start < 20:
            start -= 1
        while end < len(text) and (text[end].isalpha() or _DOUBLED.match(text[end] * 2)):
            end += 1
        yield Match(Span(start, end), suggestion=_DOUBLED.sub(r"\1", text[start:end]))


_ENTITY: Final = re.compile(
    r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}) ?;"
    # Entities whose first sign was taken away.
    r"|(?<![&\w])(?:nbsp|quot|amp|rsquo|lsquo|rdquo|ldquo|hellip|ndash|mdash|laquo|raquo);"
)
_LONGEST_ENTITY: Final = 34
"""Characters, the semicolon at its end included."""


def _entity(view: View) -> Iterator[Match]:
    text = view.text
    done = 0
    while (at := text.find(";", done)) >= 0:
        start, done = max(done, at + 1 - _LONGEST_ENTITY), at + 1
        hit = _ENTITY.search(text, start, done)
        if hit is None:
            continue
        written = "&" + hit[0].lstrip("&").replace(" ", "")
        meant = unescape(written)
        if meant != written:
            yield Match(Span(*hit.span()), suggestion=meant.replace("\N{NO-BREAK SPACE}", " "))


_CHECKS: Final[Mapping[Check, Callable[[View], Iterator[Match]]]] = {
    "mojibake": _mojibake,
    "replacement": _replacement,
    "control": _control,
    "bidi-override": _override,
    "soft-hyphen": _soft_hyphen,
    "zero-width": _zero_width,
    "presentation-forms": _presentation,
    "lam-alef": _lam_alef,
    "stretched": _stretched,
    "doubled-mark": _doubled,
    "entity": _entity,
}
_LITERALS: Final[Mapping[Check, tuple[str, ...]]] = {
    "replacement": _LOST,
    "entity": (";",),
}
assert set(_CHECKS) == set(get_args(Check))

_FILLS: Final[Mapping[Check, frozenset[str]]] = {
    "mojibake": frozenset({"repaired"}),
    "control": frozenset({"code"}),
    "bidi-override": frozenset({"code"}),
    "zero-width": frozenset({"code"}),
}


def build(options: Options, context: Context) -> Encoding:  # noqa: ARG001 (every kind is built so)
    return Encoding(options.check, _LITERALS.get(options.check, ()))


def fills(options: Options) -> frozenset[str]:
    return _FILLS.get(options.check, frozenset())


KIND: Final = Kind("encoding", "Characters that a wrong encoding or a lossy reader left behind.", Options, build, fills)
