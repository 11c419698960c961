"""Findings that somebody has accepted, with the reason: what a suppression says, and those written in documents.

In a text, Markdown or JSONL document a comment of its own line speaks for the next line that says something, a comment
behind text for its own line, and ``audit-ignore-file`` for the whole document::

    <!-- audit-ignore ar.dates, ar.typography until 2030-01-31: quoted from the decree as it was printed -->
"""

import datetime as dt
import os
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from audit.errors import Problem, mistake
from audit.text import Document, Span

_MARK: Final = "audit-ignore"
_COMMENT: Final = regex.compile(r"<!--[ \t]*audit-ignore(?P<file>-file)?\b(?P<said>[^\r\n]*?)-->")
_SAID: Final = regex.compile(r"(?P<rules>[^:]*?)(?:\s+until\s+(?P<until>[^\s:]+))?\s*(?::\s*(?P<reason>.*?))?\s*")
_BREAK: Final = regex.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Suppression:
    """``rules``: prefixes of names; ``until``: the last day it holds; ``place``: where it is written.

    ``path`` (a pattern as in .gitignore) and ``text`` (words of the quotation) narrow it; ``line`` is the only line of
    its document that it speaks for, from 1; None: all.
    """

    rules: tuple[str, ...]
    reason: str
    place: str
    until: dt.date | None = None
    path: str | None = None
    text: str | None = None
    line: int | None = None


def today() -> dt.date:
    """The day by which suppressions expire; `SOURCE_DATE_EPOCH`, if set, stands still for builds that are repeated.

    Raises `AuditError` if it is set to what is no moment.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise mistake(f"'{epoch}' is no number of seconds since 1970", "SOURCE_DATE_EPOCH") from error


def day(text: str, place: str) -> dt.date | Problem:
    """A day written as ``2030-01-31``, or what is wrong with it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return Problem(place, f"'{text}' is no day, such as 2030-01-31")


def lapsed(suppression: Suppression) -> Problem | None:
    """What to say of a suppression whose last day is over. Asks the clock only if there is a last day."""
    if suppression.until is None or today() <= suppression.until:
        return None
    rules = ", ".join(suppression.rules)
    return Problem(suppression.place, f"the suppression of {rules} ended on {suppression.until}: renew or remove it")


def unmarked(document: Document) -> tuple[Document, tuple[Suppression, ...], tuple[Problem, ...]]:
    """A document with its comments blanked for the rules, what they suppress, and what is wrong with them."""
    if _MARK not in document.text:
        return document, (), ()
    comments = list(_COMMENT.finditer(document.text))
    lines = _lines(document.text, [Span(*comment.span()) for comment in comments])
    found: list[Suppression] = []
    problems: list[Problem] = []
    for comment in comments:
        said = _read(document, comment, lines)
        if isinstance(said, Suppression):
            found.append(said)
        else:
            problems.append(said)
    prose = _blanked(document.prose, [Span(*comment.span()) for comment in comments])
    return Document(document.path, document.text, prose, document.id, document.language), tuple(found), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Lines:
    """``starts``: the offset of each line; ``spoken``: for each the first from it on that says something outside
    comments, itself if there is none. Lines are counted from 1.
    """

    starts: Sequence[int]
    spoken: Sequence[int]

    def number(self, at: int) -> int:
        return bisect_right(self.starts, at)


def _lines(text: str, comments: Sequence[Span]) -> _Lines:
    ends = list(_BREAK.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    bare = _blanked(text, comments)
    spoken = list(range(1, len(starts) + 1))
    next_one: int | None = None
    for number in range(len(starts), 0, -1):
        end = ends[number - 1].start() if number <= len(ends) else len(text)
        if bare[starts[number - 1] : end].strip():
            next_one = number
        spoken[number - 1] = next_one or number
    return _Lines(starts, spoken)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """Text with spaces in place of what spans hold, which come in order and do not overlap."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], " " * (end - start))
        done = end
    return "".join((*parts, text[done:]))


def _read(document: Document, comment: "regex.Match[str]", lines: _Lines) -> Suppression | Problem:
    line = lines.number(comment.start())
    name = document.path if document.id is None else f"{document.path} ({document.id})"
    place = f"{name}:{line}"
    said = _SAID.fullmatch(comment["said"].strip())
    assert said is not None
    rules = tuple(part for part in regex.split(r"[\s,]+", said["rules"]) if part)
    if not rules:
        return Problem(place, "a suppression names its rules: <!-- audit-ignore ar.dates: the reason -->")
    if not said["reason"]:
        return Problem(place, f"a suppression needs a reason: <!-- audit-ignore {', '.join(rules)}: the reason -->")
    until = day(said["until"], place) if said["until"] else None
    if isinstance(until, Problem):
        return until
    target = None if comment["file"] else lines.spoken[line - 1]
    suppression = Suppression(rules, said["reason"], place, until, line=target)
    return lapsed(suppression) or suppression
