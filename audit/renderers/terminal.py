"""Text for terminals: colours, widths in cells, quotations of right-to-left text, nothing that a terminal obeys."""

from collections.abc import Iterator, Mapping
from typing import Final

import regex

ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
END: Final = "\N{POP DIRECTIONAL ISOLATE}"
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
INDENT: Final = "    "

STYLES: Final[Mapping[str, str]] = {
    "bold": "1",
    "dim": "2",
    "green": "32",
    "yellow": "33",
    "red": "31",
    "grave": "1;31",
    "cyan": "36",
}

_OBEYED: Final = regex.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_BREAK: Final = regex.compile(r"\r\n|[\r\n\u2028\u2029]")
_RIGHT_TO_LEFT: Final = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN: Final = regex.compile(
    rf"{_RIGHT_TO_LEFT}(?:[^\p{{L}}\p{{Ps}}\p{{Pe}}\p{{Pi}}\p{{Pf}}\"'{ISOLATE}{END}]*{_RIGHT_TO_LEFT})*"
)
_ASCII: Final = regex.compile(r"[\x20-\x7e]*")


def cells(text: str) -> int:
    """The width of text in a terminal."""
    if _ASCII.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def tame(text: str) -> str:
    """Text on one line, with every character shown that a terminal would obey or that nobody would see."""
    return _OBEYED.sub(_shown, _LINE_BREAK.sub("\N{RETURN SYMBOL}", text))


def _shown(match: "regex.Match[str]") -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else f"<U+{code:04X}>"


def quoted(text: str, width: int) -> str:
    """A quotation that fits a width in cells, shortened in the middle, isolated from the text around it."""
    return f"{ISOLATE}{shortened(tame(text), width)}{END}"


def isolated(text: str, quotation: str = "") -> str:
    """Prose whose right-to-left words keep to themselves, so that the marks around them stay where they belong.

    ``quotation``: a part that is kept together, whatever marks stand in it.
    """
    quotation = tame(quotation)
    kept = _RUN if len(quotation) < 2 else regex.compile(f"{regex.escape(quotation)}|{_RUN.pattern}")
    return kept.sub(lambda match: f"{ISOLATE}{match[0]}{END}" if _RUN.search(match[0]) else match[0], tame(text))


def shortened(text: str, width: int) -> str:
    """Text that fits a width in cells: what stands in the middle of a longer one is left out."""
    if cells(text) <= width:
        return text
    half, rest = divmod(width - 1, 2)
    return _fitting(text, half + rest) + ELLIPSIS + _fitting(text[::-1], half)[::-1]


def _fitting(text: str, width: int) -> str:
    """The longest beginning that fits a width in cells."""
    end = min(len(text), width)
    while end < len(text) and cells(text[: end + 1]) <= width:
        end += 1
    while cells(text[:end]) > width:
        end -= 1
    return text[:end]


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> Iterator[str]:
    """The lines of a paragraph. ``indent`` stands before each, ``first`` before the first; both count in the width.

    A word longer than a line is broken. Marks of isolation that a break would part are closed and opened again.
    """
    line, used = first if first is not None else indent, 0
    room = width - cells(indent)
    depth = 0
    for word in text.split(" "):
        size = cells(word)
        if used and used + 1 + size > room:
            yield line + END * depth
            line, used = indent + ISOLATE * depth, 0
        while size > room:
            piece = _fitting(word, max(room, 1)) or word[:1]
            yield line + piece + END * max(0, depth + piece.count(ISOLATE) - piece.count(END))
            depth = max(0, depth + piece.count(ISOLATE) - piece.count(END))
            word = word[len(piece) :]
            line, used, size = indent + ISOLATE * depth, 0, cells(word)
        line += (" " if used else "") + word
        used += size + (1 if used else 0)
        depth = max(0, depth + word.count(ISOLATE) - word.count(END))
    yield line + END * depth


def painted(text: str, style: str, colour: bool) -> str:
    """Text in one of the `STYLES`, if colours are wanted."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and style and text else text
