"""Findings that somebody has accepted, with the reason: what a suppression says, and those written in documents.

In a text, Markdown or JSONL document a comment of its own line speaks for the next line that says something, a comment
behind text for its own line, and ``audit-ignore-file`` for the whole document::

    <!-- audit-ignore ar.dates, ar.typography until 2030-01-31: quoted from the decree as it was printed -->
"""

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from audit.errors import Problem
from audit.text import Document, Span

_MARK: Final = "audit-ignore"
_COMMENT: Final = regex.compile(r"<!--[ \t]*audit-ignore(?P<file>-file)?\b(?P<said>[^\r\n]*?)-->")
_SAID: Final = regex.compile(r"(?P<rules>[^:]*?)(?:\s+until\s+(?P<until>[^\s:]+))?\s*(?::\s*(?P<reason>.*?))?\s*")
_LINE: Final = regex.compile(r"[^\r\n]+")


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
    """The day by which suppressions expire; `SOURCE_DATE_EPOCH`, if set, stands still for builds that are repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else None
    return (moment or dt.datetime.now(dt.UTC)).date()


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
    found: list[Suppression] = []
    problems: list[Problem] = []
    for comment in comments:
        said = _read(document, comment, comments)
        if isinstance(said, Suppression):
            found.append(said)
        else:
            problems.append(said)
    prose = document.prose
    for comment in comments:
        prose = prose[: comment.start()] + " " * len(comment[0]) + prose[comment.end() :]
    return Document(document.path, document.text, prose, document.id, document.language), tuple(found), tuple(problems)


def _read(
    document: Document, comment: "regex.Match[str]", comments: "Sequence[regex.Match[str]]"
) -> Suppression | Problem:
    text = document.text
    line = _line_number(text, comment.start())
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
    target = None if comment["file"] else _target(text, comment, comments)
    suppression = Suppression(rules, said["reason"], place, until, line=target)
    return lapsed(suppression) or suppression


def _target(text: str, comment: "regex.Match[str]", comments: "Sequence[regex.Match[str]]") -> int:
    """The line that a comment speaks for."""
    spans = [Span(*other.span()) for other in comments]
    for line in _LINE.finditer(text, _line_start(text, comment.start())):
        if any(_bare(text, Span(*line.span()), spans)):
            return _line_number(text, line.start())
    return _line_number(text, comment.start())


def _bare(text: str, line: Span, comments: Sequence[Span]) -> Iterator[bool]:
    """Whether each character of a line says something, outside comments."""
    for at in range(*line):
        yield not text[at].isspace() and not any(span.start <= at < span.end for span in comments)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_number(text: str, at: int) -> int:
    return 1 + len(regex.findall(r"\r\n|\r|\n", text[:at]))
