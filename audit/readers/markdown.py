"""Markdown: the text stays as it is, markup is blanked in the prose.

Whole blocks and the marks at the beginning of a line become spaces. Marks inside a line become word joiners, which
folding drops, so that no rule sees a space before a comma where only an asterisk stands. Inline code becomes object
replacement characters: something stands there, but no words.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
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


_STEPS: Final[Sequence[tuple[str, str]]] = (
    # Blocks.
    (r"\A(?P<f>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?s:.*?)^(?:(?P=f)|\.\.\.)[ \t]*$", " "),
    (r"^[ \t>]*(?P<f>`{3,}|~{3,})[^\r\n]*(?s:.*?)(?:^[ \t>]*(?P=f)[`~]*[ \t]*$|\Z)", " "),
    (r"<!--(?s:.*?)(?:-->|\Z)", " "),
    (r"(?i)<(?P<t>script|style)\b[^>]*>(?s:.*?)</(?P=t)>", " "),
    # Indented code: after an empty line, unless the line before that may be of a list, whose paragraphs are indented.
    (
        (
            r"^(?![ \t\r\n])(?!(?:[-*+]|\d{1,9}[.)])[ \t])[^\r\n]*(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n))++"
            r"(?P<m1>(?:(?:[ ]{4}|\t)[^\r\n]*(?>\r\n|\r|\n|\Z)|(?:[ \t]*(?>\r\n|\r|\n))++(?=[ ]{4}|\t))++)"
        ),
        " ",
    ),
    # Inside lines.
    (r"(?<!`)(?P<f>`{1,2})(?!`)[^`\r\n]+(?<!`)(?P=f)(?!`)", OBJECT),
    (r"</?[A-Za-z][^<>\r\n]{0,300}>|<(?:https?|mailto):[^<>\s]+>", JOINER),
    (r"(?P<m1>!?\[)[^\[\]\r\n]*(?P<m2>\]\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\))", JOINER),
    # A picture inside a link leaves the outer brackets.
    (r"(?P<m1>!?\[)[^\[\]\r\n]*(?P<m2>\]\([^()\r\n]*(?:\([^()\r\n]*\)[^()\r\n]*)*\))", JOINER),
    (r"(?P<m1>\[)[^\[\]\r\n]*(?P<m2>\]\[[^\[\]\r\n]*\])", JOINER),
    # Whole lines and their beginnings.
    (r"^[ \t]{0,3}\[[^\[\]\r\n]+\]:[ \t]*\S[^\r\n]*$", " "),
    (r"^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$", " "),
    (r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+$", " "),
    (r"^[ \t]*(?:>[ \t]?)+", " "),
    (r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?", " "),
    (r"^[ \t]{0,3}#{1,6}(?=[ \t])|(?<=[ \t])#+[ \t]*$", " "),
    (r"(?<=^[ \t]*)\||\|(?=[ \t]*$)|(?<=[ \t])\|(?=[ \t])", " "),
    # Emphasis last: it may surround anything above.
    (r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}", JOINER),
    (r"(?<!\w)_{1,3}(?=\w)|(?<=[\w\p{P}])(?<!_)_{1,3}(?!\w)|~~", JOINER),
    (r"\\(?=[\\`*_{}\[\]()#+.!|<>-])", JOINER),
)


@cache
def _steps() -> Sequence[tuple[regex.Pattern[str], str]]:
    return [(regex.compile(source, regex.MULTILINE), sign) for source, sign in _STEPS]


def prose(text: str) -> str:
    """Markdown with its markup blanked, code point for code point."""
    for pattern, sign in _steps():
        text = pattern.sub(_blank(sign), text)
    return text


def read(stream: BinaryIO, path: str) -> Iterator[Document | Unreadable]:
    """The one document of a Markdown file."""
    text = decode(stream.read(), path)
    yield Document(path, text, prose(text)) if isinstance(text, str) else text
