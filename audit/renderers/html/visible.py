"""Text as a browser shows it: nothing that nobody would see, nothing that turns what stands beside it around."""

from typing import Final
from unicodedata import name

import regex
from markupsafe import Markup, escape

from audit.renderers.terminal import END, ISOLATE, isolated, tame

# Signs before Arabic numbers are format characters too, but they have a shape.
_HIDDEN: Final = regex.compile(
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0"
    r"--[\t\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]]",
    regex.V1,
)
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_SHORT: Final = {
    "\N{SOFT HYPHEN}": "SHY", "\N{COMBINING GRAPHEME JOINER}": "CGJ", "\N{ARABIC LETTER MARK}": "ALM",
    "\N{ZERO WIDTH SPACE}": "ZWSP", "\N{LEFT-TO-RIGHT MARK}": "LRM", "\N{RIGHT-TO-LEFT MARK}": "RLM",
    "\N{LINE SEPARATOR}": "LS", "\N{PARAGRAPH SEPARATOR}": "PS", "\N{LEFT-TO-RIGHT EMBEDDING}": "LRE",
    "\N{RIGHT-TO-LEFT EMBEDDING}": "RLE", "\N{POP DIRECTIONAL FORMATTING}": "PDF",
    "\N{LEFT-TO-RIGHT OVERRIDE}": "LRO", "\N{RIGHT-TO-LEFT OVERRIDE}": "RLO", "\N{WORD JOINER}": "WJ",
    "\N{LEFT-TO-RIGHT ISOLATE}": "LRI", "\N{RIGHT-TO-LEFT ISOLATE}": "RLI", "\N{FIRST STRONG ISOLATE}": "FSI",
    "\N{POP DIRECTIONAL ISOLATE}": "PDI", "\N{ZERO WIDTH NO-BREAK SPACE}": "BOM",
}  # fmt: skip

_LEFTWARD: Final = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]+")
_RIGHTWARD: Final = regex.compile(r"\p{Bidi_Class=L}+")


def visible(text: str) -> Markup:
    """Text with every character shown that has no shape of its own. A joiner stays, since it shapes what it joins."""
    if not _HIDDEN.search(text):
        return escape(text)
    shown: list[Markup] = []
    last = 0
    for hit in _HIDDEN.finditer(text):
        shown += (escape(text[last : hit.start()]), _sign(hit[0]))
        last = hit.end()
    return Markup("").join((*shown, escape(text[last:])))


def _sign(character: str) -> Markup:
    code = f"U+{ord(character):04X}"
    title = f"{code} {name(character, '')}".rstrip()
    if character in _JOINERS:
        return Markup('<span class="j" title="{}">{}</span>').format(title, character)
    picture = chr(0x2400 + ord(character)) if ord(character) < 0x20 else _SHORT.get(character, code)
    return Markup('<span class="z" title="{}">{}</span>').format(title, picture)


def prose(text: str, quotation: str = "") -> Markup:
    """A sentence whose right-to-left words keep to themselves; ``quotation`` is a part that is kept together."""
    parts = text.split(quotation) if quotation else [text]
    return Markup("<bdi>{}</bdi>").format(tame(quotation)).join(isolates(isolated(part)) for part in parts)


def isolates(text: str) -> Markup:
    """Text for terminals, its marks of isolation turned into elements."""
    return escape(text).replace(ISOLATE, Markup("<bdi>")).replace(END, Markup("</bdi>"))


def direction(text: str, base: str = "ltr") -> str | None:
    """``rtl`` or ``ltr``, whichever way most letters run; None for text without letters.

    ``base`` is the direction of what the text stands in. Where that is from the right, a few Latin names, even at the
    start of a line, do not turn it: one letter in four from the right is enough.
    """
    leftward = sum(map(len, _LEFTWARD.findall(text)))
    rightward = sum(map(len, _RIGHTWARD.findall(text)))
    if not leftward and not rightward:
        return None
    return "rtl" if leftward * (3 if base == "rtl" else 1) > rightward else "ltr"
