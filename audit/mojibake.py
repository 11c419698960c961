"""Text whose bytes were read in the wrong encoding: found by its shape, repaired by reading the bytes again.

A UTF-8 sequence of two to four bytes that was read one byte at a time leaves as many characters of a single-byte
encoding: one of its lead bytes' characters, then characters of the bytes 0x80-0xBF. Such sequences are rare in honest
text, and decode to something sensible in it almost never; both are asked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple
from unicodedata import category, name

from audit.characters import CHINESE, accented, any_of, blocks, utf8
from audit.text import Span

LOST: Final = "\N{REPLACEMENT CHARACTER}"
_HIGH: Final = range(0x80, 0x100)
FEW: Final = 2


class Damage(NamedTuple):
    """A damaged place and the text it was, None when that cannot be told."""

    span: Span
    repaired: str | None


@dataclass(frozen=True)
class Codec:
    """A single-byte encoding that UTF-8 is mistaken for.

    ``signs``: the text must hold one of them to be worth a look. ``lone``: whether one sequence alone may count.
    ``leads``: the bytes that a run may begin with, as a half-open range.
    """

    name: str
    signs: Sequence[str]
    lone: bool
    leads: tuple[int, int] = (0xC2, 0xF5)

    @cached_property
    def characters(self) -> Mapping[int, str]:
        """The character of each byte from 0x80; a byte that the encoding leaves undefined is its C1 control."""
        found = {}
        for byte in _HIGH:
            try:
                found[byte] = bytes([byte]).decode(self.name)
            except UnicodeDecodeError:
                found[byte] = chr(byte)
        return found

    @cached_property
    def _bytes(self) -> Mapping[int, int]:
        table = {ord(character): byte for byte, character in self.characters.items()}
        if self.name == "cp1252":  # Latin-1 reads the same bytes as controls
            table |= {byte: byte for byte in range(0x80, 0xA0)}
        return table

    def _class(self, low: int, high: int) -> str:
        return "".join(re.escape(chr(code)) for code, byte in self._bytes.items() if low <= byte < high)

    @cached_property
    def _tail(self) -> str:
        return self._class(0x80, 0xC0) + LOST

    @cached_property
    def _start(self) -> re.Pattern[str]:
        return re.compile(f"[{self._class(*self.leads)}][{self._tail}]")

    @cached_property
    def _run(self) -> re.Pattern[str]:
        """Sequences in a row; a lost byte may be U+FFFD, a no-break space a space between two sequences."""
        tail = self._tail
        two, three, four = self._class(0xC2, 0xE0), self._class(0xE0, 0xF0), self._class(0xF0, 0xF5)
        gap = f"[{two}] (?=[{two}][{tail}])"
        return re.compile(f"(?:[{two}][{tail}]|[{three}][{tail}]{{2}}|[{four}][{tail}]{{3}}|{gap})+")

    def starts(self, text: str) -> bool:
        """Whether two characters stand side by side as at the beginning of damage."""
        if self._few is None:
            return self._start.search(text) is not None
        return any(piece[:1] in self._tails for lead in self._few for piece in text.split(lead)[1:] if piece)

    @cached_property
    def _few(self) -> str | None:
        """The leads, if they are so few that cutting the text at them is faster than an expression."""
        low, high = self.leads
        return "".join(self.characters[byte] for byte in range(low, high)) if high - low <= FEW else None

    @cached_property
    def _tails(self) -> frozenset[str]:
        return frozenset(map(chr, (code for code, byte in self._bytes.items() if 0x80 <= byte < 0xC0))) | {LOST}

    def runs(self, text: str) -> Iterator[re.Match[str]]:
        """What has the shape of damaged UTF-8. Scanning for two characters first is ten times faster."""
        done = 0
        for start in self._start.finditer(text):
            if start.start() >= done and (run := self._run.match(text, start.start())):
                done = run.end()
                yield run

    def explains(self, text: str) -> bool:
        """Whether a text is nothing but damage that decodes to letters and signs."""
        if not self._run.fullmatch(text):
            return False
        try:
            return all(_script(character) for character in self.read_again(text)[0])
        except UnicodeDecodeError:
            return False

    def read_again(self, damaged: str) -> tuple[str, int]:
        """What a run was, with U+FFFD for what is lost, and of how many sequences it consists."""
        raw = bytearray()
        for character in damaged:
            code = ord(character)
            raw.append(self._bytes.get(code, code if code < 0x80 else 0xFF))
        raw = bytearray(bytes(raw).replace(b"\xff", b"\xbf") if b"\xff" in raw else raw)
        lost = [n for n, character in enumerate(damaged) if character == LOST]
        for n, byte in enumerate(raw):
            if byte == 0x20:
                raw[n] = 0xA0
        text = bytes(raw).decode("utf-8", "surrogatepass")
        if any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if lost:
            text = _with_losses(text, lost)
        return text, len(text)


def _with_losses(text: str, lost: Sequence[int]) -> str:
    """U+FFFD for every character one of whose bytes was lost."""
    missing = set(lost)
    out, at = [], 0
    for character in text:
        size = len(character.encode("utf-8", "surrogatepass"))
        out.append(LOST if missing.intersection(range(at, at + size)) else character)
        at += size
    return "".join(out)


CODECS: Final[Sequence[Codec]] = (
    Codec(
        "cp1252",
        "\u00c3\u00c2\u00e2\u00c4\u00c5\u00d0\u00d1\u00d8\u00d9\u00d7\u00ce\u00cf\u00f0\u00e0\u00e1\u00e3\u00e4\u00e5"
        "\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ef\u00db\u00da",
        lone=True,
    ),
    Codec("cp1250", "\u0102\u0139\u0158\u016e\u00c4\u00c2\u0110\u00d7\u00ce\u010e\u00e2", lone=True),
    Codec("cp1254", "\u011e\u015f\u011f\u00c5\u00c4", lone=True),
    Codec("cp1257", "\u0106\u0100\u00c4\u00c5\u0160\u0143\u00d7", lone=True),
    Codec("cp1251", "\u0420\u0421\u0413\u0412\u0432\u0428\u0429\u0427", lone=True),
    Codec("cp1253", "\u039e\u039f\u0393\u0392", lone=True),
    Codec("cp1255", "\u05f3", lone=False),
    Codec("cp1256", "\u0637\u0638", lone=False, leads=(0xD8, 0xDA)),
    Codec("koi8-r", "\u043f\u044f", lone=False),
    Codec("cp437", "\u2568\u2564\u251c\u252c\u253c\u2500\u256a\u256b", lone=True),
    Codec("cp866", "\u2568\u2564", lone=False),
    Codec(
        "mac-roman",
        ("\u221a", "\u201a\u00c4", "\u00ac", "\u00ff", "\u0178", "\u2013\u00e6", "\u2013\u221e", "\u2013\u00b5"),
        lone=True,
    ),
)

_SCRIPTS: Final = (
    "LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "TAMIL", "THAI", "CJK", "HIRAGANA",
    "KATAKANA", "HANGUL", "GEORGIAN", "ARMENIAN", "TELUGU", "GUJARATI", "KHMER", "MYANMAR", "SINHALA", "FULLWIDTH",
    "MALAYALAM", "KANNADA", "GURMUKHI", "LAO", "ETHIOPIC",
)  # fmt: skip
_PUNCTUATION: Final = frozenset(
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022\u2026\u2030\u2032\u2039\u203a\u20ac\u2122\u2010\u2011"
    "\u2009\u200b\u200c\u200d\u200e\u200f\u00a0\u00a1\u00ac\u00a3\u00a5\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b2\u00b3\u00b4"
    "\u00b5\u00b7\u00ba\u00aa\u00bb\u00bc\u00bd\u00be\u00bf\u00d7\u00ad\u00a8\u00b6\ufeff\ufe0f\u3000\u3001\u3002\u00a4\u00a6\u2212"
) | {LOST}
_HOOKED: Final = "\u01a0\u01a1\u01af\u01b0\u0218\u0219\u021a\u021b"
_COMMON: Final = range(0x00C0, 0x0180)


@cache
def _script(character: str) -> str:
    """The first word of a letter's name; ``sign`` for a common mark or picture, empty for what nobody writes."""
    if character in _PUNCTUATION:
        return "sign"
    kind = category(character)
    if kind == "So" or (kind in ("Sm", "Sk") and ord(character) > 0x2000):
        return "sign" if ord(character) >= 0x2190 else ""
    if kind[0] not in "LMNP":
        return ""
    first = name(character, "").partition(" ")[0]
    if first == "LATIN":
        code = ord(character)
        usual = (
            code in _COMMON
            or 0x1EA0 <= code <= 0x1EF9
            or character in "\u01a0\u01a1\u01af\u01b0\u0218\u0219\u021a\u021b"
        )
        return "LATIN" if usual else ""
    if first == "CYRILLIC":
        return first if ord(character) < 0x0460 or 0x0490 <= ord(character) <= 0x04E9 else ""
    if first == "COMBINING":
        return "LATIN" if ord(character) <= 0x0304 else ""
    return {"EXTENDED": "ARABIC", "IDEOGRAPHIC": "CJK"}.get(first, first if first in _SCRIPTS else "")


def find(text: str) -> list[Damage]:
    """The damaged places of a text, widened to whole words; those of one stretch of text are one."""
    if text.isascii():
        return []
    present = blocks(text)
    latin = 0x01 in present or accented(text)
    dense = _dense(text, present)
    found: list[Damage] = []
    if dense:
        for codec in CODECS:
            needed = _NEEDED.get(codec.name)
            if (latin if needed is None else needed in present) and _begins(codec, text, dense):
                found.extend(_by(codec, text))
    found.extend(_multibyte(text, present))
    if latin:
        found.extend(_legacy(text, dense))
        if "\u00c3 " in text:  # a with grave, whose second byte is a no-break space
            found.extend(Damage(Span(hit.start(), hit.end()), "\u00e0") for hit in _GRAVE.finditer(text))
    return _joined(text, found)


_GRAVE: Final = re.compile("(?<=[a-z])\u00c3(?= )")
# The block without whose characters an encoding cannot be the cause; for the others accented letters.
_NEEDED: Final[Mapping[str, int]] = {
    "cp1251": 0x04, "cp1253": 0x03, "cp1255": 0x05, "cp1256": 0x06, "koi8-r": 0x25, "cp437": 0x25, "cp866": 0x25,
    "mac-roman": 0x00,
}  # fmt: skip
# Letters of Latin script, and the blocks of signs.
_LATIN_BLOCKS: Final = frozenset((0x00, 0x01, 0x02, 0x1E, *range(0x20, 0x2F), 0xFB, 0xFE, 0xFF))
_NO_ASCII: Final = bytes(0x20 if byte < 0x80 else byte for byte in range(0x100))
_TWO: Final = 4
"""Bytes of two characters outside ASCII at least; one alone may have three, too, and does no harm here."""


def _dense(text: str, present: frozenset[int]) -> str:
    """What can hold the beginning of damage: in Latin script the rare characters outside ASCII side by side."""
    if not present <= _LATIN_BLOCKS:
        return text
    runs = [run for run in utf8(text).translate(_NO_ASCII).split() if len(run) >= _TWO]
    return b"\n".join(runs).decode("utf-8", "surrogatepass") if runs else ""


def _begins(codec: Codec, text: str, dense: str) -> bool:
    """Whether a text may hold damage of a codec; of the two questions the cheaper one is asked first."""
    if dense is text:
        return any_of(text, codec.signs) and codec.starts(text)
    return codec.starts(dense) and any_of(text, codec.signs)


def _by(codec: Codec, text: str) -> Iterator[Damage]:
    for hit in codec.runs(text):
        try:
            repaired, count = codec.read_again(hit[0])
        except UnicodeDecodeError:
            continue
        if _sensible(codec, text, hit, repaired, count):
            yield Damage(Span(*hit.span()), repaired)


def _sensible(codec: Codec, text: str, hit: re.Match[str], repaired: str, count: int) -> bool:
    scripts = [_script(character) for character in repaired if character != LOST]
    if not scripts:
        return count > 1
    if count > 1 and CODECS[0].explains(repaired):
        return True
    if "" in scripts:
        return len(scripts) > 8 and scripts.count("") * 10 < len(scripts)
    own = set(scripts) - {"sign"}
    if count >= 2 and len(own) <= 1:
        if codec.name == "cp1256":
            return own == {"ARABIC"} or count > 3
        if codec.name in ("cp1251", "koi8-r", "cp1253") and own == {"LATIN"}:
            return repaired[0] in "\u00c2\u00c3\u00e2\u00c4\u00c5"
        if codec.name == "cp1251" and own != {"CYRILLIC"} and own:
            return count > 3
        return own != {"CJK"} or count > 2 or codec.name == "cp1252"
    if count >= 4:
        return True
    return codec.lone and count <= 2 and _lone(codec, text, hit, repaired)


def _lone(codec: Codec, text: str, hit: re.Match[str], repaired: str) -> bool:
    """Whether one or two sequences alone are damage rather than chance."""
    before = text[hit.start() - 1 : hit.start()] if hit.start() else ""
    after = text[hit.end() : hit.end() + 1]
    first = repaired[0]
    if len(hit[0]) >= 3 and (0x2010 <= ord(first) <= 0x203A or first in _ALWAYS or category(first) == "So"):
        return True
    if codec.name == "cp1252" and _script(first) == "GREEK" and before.isalpha() and after.isalpha():
        return True
    if _script(first) not in ("LATIN", "sign") or (0x0180 <= ord(first) < 0x1E00):
        return False
    if before.isupper() and not after.isalpha():
        return False  # a capital at the end of a word, then a mark: honest text
    return _beside(codec, hit[0][0], first, before, after)


_ALWAYS: Final = "\u20ac\u2122\ufeff" + LOST
_FRENCH: Final = "\u00e9\u00e8\u00e0\u00e1\u00f3\u00ed\u00e4\u00f6\u00fc\u00e7\u00ea"


def _beside(codec: Codec, lead: str, first: str, before: str, after: str) -> bool:
    """Whether a letter or sign of Latin text is likely between two neighbours, each a character or empty."""
    inside = before.islower() or after.islower()
    if codec.name == "cp1252":
        if ord(first) >= 0x0100:
            return inside
        return lead in "\u00c2\u00c3" and (before.isalpha() or after.isalpha() or first != "\u00c3")
    if codec.name in ("cp437", "mac-roman"):
        return (before.islower() and 0xC0 <= ord(first) <= 0xFF) or (first in "\u00bf\u00a1" and after.isalpha())
    if codec.name in ("cp1251", "cp1253"):
        return first in _FRENCH and any(side.isascii() and side.isalpha() for side in (before, after))
    return ord(first) >= 0xC0 and inside


_GBK: Final = re.compile("\u951f\u65a4\u62f7|[\u9225\u9286\u951b][\u4e00-\u9fff\u20ac\ue000-\uf8ff\u3000-\u303f?]?")
_SJIS: Final = re.compile("(?:[\u7e3a\u7e67\u7e5d][\uff61-\uff9f\u4e00-\u9fff\u3000-\u30ff]?){2,}")


def _multibyte(text: str, present: frozenset[int]) -> Iterator[Damage]:
    """UTF-8 read as GBK or Shift-JIS, by the characters that its commonest signs turn into."""
    if CHINESE not in present:
        return
    if any(sign in text for sign in "\u951f\u9225\u9286\u951b"):
        for hit in _GBK.finditer(text):
            yield Damage(Span(*hit.span()), None)
    if any(sign in text for sign in "\u7e3a\u7e67\u7e5d"):
        for hit in _SJIS.finditer(text):
            yield Damage(Span(*hit.span()), None)


_LEGACY_RUN: Final = re.compile("[\u00c0-\u00ff]{3,}(?:[ ,.\u00a0-\u00bf]{1,3}[\u00c0-\u00ff]+){2,}[.\u00a1\u00bf]?")
# Arabic al-, Russian na, st, to, po, Greek kai, to, Hebrew shin-lamed and others, as Latin shows them.
_LEGACY_PAIRS: Final = (
    *("\u00c7\u00e1", "\u00ed\u00e0", "\u00f1\u00f2", "\u00f2\u00ee", "\u00ef\u00ee"),
    *("\u00ea\u00e1\u00e9", "\u00f4\u00ef", "\u00f9\u00ec", "\u00e5\u00ec", "\u00e9\u00ed"),
)
_LEGACY: Final = ("cp1256", "cp1251", "cp1253", "cp1255")


def _legacy(text: str, dense: str) -> Iterator[Damage]:
    """Old eight-bit Arabic, Cyrillic, Greek or Hebrew read as Latin: words of nothing but accented letters."""
    if not any(pair in dense for pair in _LEGACY_PAIRS):
        return
    for hit in _LEGACY_RUN.finditer(text):
        yield Damage(Span(*hit.span()), _reread(hit[0]))


def _reread(damaged: str) -> str | None:
    """The reading with most function words in it."""
    from audit.function_words import ARABIC, CYRILLIC
    from audit.language import votes

    best: tuple[int, str] | None = None
    for codec in _LEGACY:
        try:
            text = damaged.encode("latin-1").decode(codec)
        except UnicodeError:
            continue
        found = max([*votes(text, ARABIC).values(), *votes(text, CYRILLIC).values(), 0])
        found += text.count(" \u0627\u0644")
        if found and (best is None or found > best[0]):
            best = (found, text)
    return best[1] if best else None


_BETWEEN: Final = re.compile(r"[\s\d!-/:-@\u00a0\u060c\u201c\u201d\u2026]{0,4}\Z")
_ROUNDS: Final = 3


def _joined(text: str, found: Sequence[Damage]) -> list[Damage]:
    """Overlaps: the longer wins. Neighbours with nothing but spaces and marks between them are one stretch."""
    chosen: list[Damage] = []
    for damage in sorted(found, key=lambda one: (one.span.start - one.span.end, one.span.start, one.repaired is None)):
        if all(damage.span.end <= one.span.start or one.span.end <= damage.span.start for one in _near(chosen, damage)):
            chosen.append(damage)
    chosen.sort()
    out: list[Damage] = []
    for damage in chosen:
        if out:
            last = out[-1]
            gap = text[last.span.end : damage.span.start]
            if "\n" not in gap and "\r" not in gap and (gap.isalpha() or _BETWEEN.match(gap)):
                joined = None
                if last.repaired is not None and damage.repaired is not None:
                    joined = last.repaired + gap + damage.repaired
                out[-1] = Damage(Span(last.span.start, damage.span.end), joined)
                continue
        out.append(damage)
    return [_word(text, damage) for damage in out]


def _near(chosen: Sequence[Damage], damage: Damage) -> Sequence[Damage]:
    return [one for one in chosen if one.span.start < damage.span.end and damage.span.start < one.span.end]


def _word(text: str, damage: Damage) -> Damage:
    """Widened to the letters it stands among, and repaired again as long as the repair is damaged itself."""
    (start, end), repaired = damage
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    if repaired is None:
        return Damage(Span(start, end), None)
    whole = text[start : damage.span.start] + repaired + text[damage.span.end : end]
    return Damage(Span(start, end), again(whole))


def again(text: str, rounds: int = _ROUNDS) -> str:
    """A repaired text with what is still damaged repaired too: damage may have been done twice."""
    for damage in reversed(find(text)) if rounds else ():
        if damage.repaired is not None and damage.repaired != text:
            text = text[: damage.span.start] + damage.repaired + text[damage.span.end :]
    return text
