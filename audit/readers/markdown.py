"""Markdown: the text stays as it is, markup is blanked in the prose.

Whole blocks and the marks at the beginning of a line become spaces. Marks inside a line become word joiners, which
folding drops, so that no rule sees a space before a comma where only an asterisk stands. Inline code becomes object
replacement characters: something stands there, but no words.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final

import regex

from audit.readers.decode import decode
from audit.readers.unreadable import Unreadable
from audit.text import Document

JOINER: Final = "\N{WORD JOINER}"
OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"

_NOT_LINE_END: Final = regex.compile(r"[^\r\n]")


def _blank(sign: str) -> Callable[[regex.Match[str]], str]:
    """Replaces a match, or its named groups ``m1``, ``m2`` alone, by as many signs."""

    def replaced(hit: regex.Match[str]) -> str:
        spans = [hit.span(name) for name in ("m1", "m2") if name in hit.re.groupindex] or [hit.span()]
        base, found = hit.start(), hit[0]
        for start, end in spans:
            if start >= 0:
                inner = _NOT_LINE_END.sub(sign, found[start - base : end - base])
                found = found[: start - base] + inner + found[end - base :]
        return found

    return replaced


_FLAGS: Final = regex.MULTILINE
_STEPS: Final[Sequence[tuple[regex.Pattern[str], str]]] = (
    # Blocks.
    (regex.compile(r"\A(?P<f>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?s:.*?)^(?:(?P=f)|\.\.\.)[ \t]*$", _FLAGS), " "),
    (regex.compile(r"^[ \t>]*(?P<f>`{3,}|~{3,})[^\r\n]*(?s:.*?)(?:^[ \t>]*(?P=f)[`~]*[ \t]*$|\Z)", _FLAGS), " "),
    (regex.compile(r"<!--(?s:.*?)(?:-->|\Z)"), " "),
    (regex.compile(r"<(?P<t>script|style)\b[^>]*>(?s:.*?)</(?P=t)>", regex.IGNORECASE), " "),
    # Inside lines.
    (regex.compile(r"(?<!`)(?P<f>`{1,2})(?!`)[^`\r\n]+(?<!`)(?P=f)(?!`)"), OBJECT),
    (regex.compile(r"</?[A-Za-z][^<>\r\n]{0,300}>|<(?:https?|mailto):[^<>\s]+>"), JOINER),
    (regex.compile(r"(?P<m1>!?\[)[^\[\]\r\n]*(?P<m2>\]\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\))"), JOINER),
    # A picture inside a link leaves the outer brackets.
    (regex.compile(r"(?P<m1>!?\[)[^\[\]\r\n]*(?P<m2>\]\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\))"), JOINER),
    (regex.compile(r"(?P<m1>\[)[^\[\]\r\n]*(?P<m2>\]\[[^\[\]\r\n]*\])"), JOINER),
    # Whole lines and their beginnings.
    (regex.compile(r"^[ \t]{0,3}\[[^\[\]\r\n]+\]:[ \t]*\S[^\r\n]*$", _FLAGS), " "),
    (regex.compile(r"^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$", _FLAGS), " "),
    (regex.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+$", _FLAGS), " "),
    (regex.compile(r"^[ \t]*(?:>[ \t]?)+", _FLAGS), " "),
    (regex.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?", _FLAGS), " "),
    (regex.compile(r"^[ \t]{0,3}#{1,6}(?=[ \t])|(?<=[ \t])#+[ \t]*$", _FLAGS), " "),
    (regex.compile(r"(?<=^[ \t]*)\||\|(?=[ \t]*$)|(?<=[ \t])\|(?=[ \t])", _FLAGS), " "),
    # Emphasis last: it may surround anything above.
    (regex.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}"), JOINER),
    (regex.compile(r"(?<!\w)_{1,3}(?=\w)|(?<=[\w\p{P}])(?<!_)_{1,3}(?!\w)|~~"), JOINER),
    (regex.compile(r"\\(?=[\\`*_{}\[\]()#+.!|<>-])"), JOINER),
)


def prose(text: str) -> str:
    """Markdown with its markup blanked, code point for code point."""
    for pattern, sign in _STEPS:
        text = pattern.sub(_blank(sign), text)
    return text


def read(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The one document of a Markdown file."""
    text = decode(stream.read(), path)
    yield Document(path, text, prose(text)) if isinstance(text, str) else text
