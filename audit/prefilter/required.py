"""Which literals an expression cannot match without, read off its source.

A small reader of `regex` syntax that gives up where it does not understand: no answer costs time, never a finding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit.fold import key

EDGE: Final = "\0"
"""At either end of a literal: no letter may stand beside it there."""
_START: Final = "\1"
_END: Final = "\2"
"""Anchors inside a wording."""
LEAST: Final = 2
"""A shorter literal occurs in nearly every line and gates nothing."""
FEW: Final = 60
MOST: Final = 400
"""More alternatives than this are not worth following."""

_CLASSES: Final = frozenset("dDwWsSbBhHRXKpPNAZGmMLgkQE")
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r"}


class _UnknownError(Exception):
    """The source holds something this reader does not know."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one element contributes: ``exact`` wordings it can only be, or ``needed`` ones it must contain; ``never``:
    it matches nothing at all.
    """

    exact: frozenset[str] | None = None
    needed: frozenset[str] | None = None
    never: bool = False


_ANYTHING: Final = _Part()
_NOTHING: Final = _Part(exact=frozenset({""}))
_NEVER: Final = _Part(never=True)
_EDGE: Final = _Part(exact=frozenset({EDGE}))
_ANCHORS: Final = {
    "^": _Part(exact=frozenset({_START})),
    "A": _Part(exact=frozenset({_START})),
    "$": _Part(exact=frozenset({_END})),
    "Z": _Part(exact=frozenset({_END})),
}
_WITHOUT_ANCHORS: Final = str.maketrans("", "", _START + _END)
_CONTRADICTION: Final = re.compile(
    rf"[^\W\d_]{EDGE}+[^\W\d_]|[^{EDGE}{_END}{_START}]{EDGE}*{_START}|{_END}{EDGE}*[^{EDGE}{_END}\n]"
)
"""No word ends between two letters, nothing stands before the beginning, and only a line end after the end."""
_NO_LETTER_BEFORE: Final = re.compile(r"\(\?<!\[[^^\]]*\\p\{L\}[^\]]*\]\)|\(\?<!\\w\)")
_NO_LETTER_AFTER: Final = re.compile(r"\(\?!\[[^^\]]*\\p\{L\}[^\]]*\]\)|\(\?!\\w\)")


def required(expression: str) -> tuple[str, ...]:
    """Folded literals of which every match contains at least one; empty when the expression names none."""
    try:
        reader = _Reader(expression)
        part = reader.alternatives()
        if reader.at < len(expression):
            return ()
    except (_UnknownError, IndexError):
        return ()
    best = _best([part])
    return tuple(sorted(_fewest(best))) if best else ()


def impossible(expression: str, *, one_line: bool) -> bool:
    """Whether an expression can never match, as far as its literals and anchors tell; ``one_line``: it is shown lines
    without their ends.
    """
    try:
        reader = _Reader(expression, one_line=one_line)
        return reader.alternatives().never and reader.at == len(expression)
    except (_UnknownError, IndexError):
        return False


def _fewest(literals: frozenset[str]) -> list[str]:
    """Without those that contain another one, if there are few enough to compare."""
    if len(literals) > FEW:
        return list(literals)
    fewest: list[str] = []
    for literal in sorted(literals, key=len):
        if not any(other in literal for other in fewest):
            fewest.append(literal)
    return fewest


def _usable(wordings: frozenset[str] | None) -> frozenset[str] | None:
    if not wordings or len(wordings) > MOST:
        return None
    folded = frozenset(_edged(key(wording.translate(_WITHOUT_ANCHORS)).strip()) for wording in wordings)
    return folded if all(len(wording.strip(EDGE)) >= LEAST for wording in folded) else None


def _edged(wording: str) -> str:
    """Without edges inside, or at an end where no letter stands: there they say nothing."""
    bare = wording.replace(EDGE, "")
    left = EDGE if wording.startswith(EDGE) and bare[:1].isalpha() else ""
    right = EDGE if wording.endswith(EDGE) and bare[-1:].isalpha() else ""
    return f"{left}{bare}{right}"


def _best(parts: Sequence[_Part]) -> frozenset[str] | None:
    """The most telling of several requirements: the one whose shortest literal is longest."""
    usable = [found for part in parts for found in (_usable(part.exact), _usable(part.needed)) if found]
    return max(usable, key=_telling, default=None)


def _telling(literals: frozenset[str]) -> tuple[int, int]:
    return min(len(literal.strip(EDGE)) for literal in literals), -len(literals)


def _joined(parts: Sequence[_Part], breaks: str) -> _Part:
    """A sequence: neighbours that are exact grow into longer literals, the best literal of all is needed. None of the
    ``breaks`` can be matched.
    """
    runs: list[_Part] = []
    run: frozenset[str] = frozenset({""})
    whole = True
    for part in parts:
        if part.exact is not None and len(run) * len(part.exact) <= MOST:
            run = frozenset(left + right for left in run for right in part.exact)
            continue
        whole = False
        runs.append(_Part(exact=run))
        if part.exact is not None:
            run = part.exact
        else:
            runs.append(part)
            run = frozenset({""})
    runs.append(_Part(exact=run))
    if any(part.never or _all_contradict(part.exact, breaks) for part in (*parts, *runs)):
        return _NEVER
    return _Part(exact=run) if whole else _Part(needed=_best(runs))


def _all_contradict(wordings: frozenset[str] | None, breaks: str) -> bool:
    """Whether none of some wordings can stand anywhere."""
    return wordings is not None and all(
        _CONTRADICTION.search(wording) or any(character in breaks for character in wording) for wording in wordings
    )


def _either(parts: Sequence[_Part]) -> _Part:
    """Alternatives: all of them must be known."""
    parts = [part for part in parts if not part.never]
    if not parts:
        return _NEVER
    exact = [part.exact for part in parts]
    if all(found is not None for found in exact):
        return _Part(exact=frozenset().union(*(found for found in exact if found is not None)))
    needed = [_best([part]) for part in parts]
    if all(found is not None for found in needed):
        return _Part(needed=frozenset().union(*(found for found in needed if found is not None)))
    return _ANYTHING


class _Reader:
    def __init__(self, source: str, *, one_line: bool = False) -> None:
        self.source = source
        self.at = 0
        self.breaks = "\r\n" if one_line else ""

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def take(self) -> str:
        character = self.source[self.at]
        self.at += 1
        return character

    def alternatives(self) -> _Part:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else _either(parts)

    def sequence(self) -> _Part:
        parts: list[_Part] = []
        while (character := self.peek()) and character not in "|)":
            parts.append(self.repeated(self.element()))
        return _joined(parts, self.breaks)

    def repeated(self, part: _Part) -> _Part:
        mark = self.peek()
        if mark in ("?", "*"):
            self.at += 1
            part = _either([part, _NOTHING]) if mark == "?" and part.exact is not None else _ANYTHING
        elif mark == "+":
            self.at += 1
            part = part if part.never else _Part(needed=_best([part]))
        elif mark == "{":
            end = self.source.index("}", self.at) if "}" in self.source[self.at :] else -1
            if end < 0:
                raise _UnknownError
            inside = self.source[self.at + 1 : end]
            if any(character in "<=" for character in inside):  # fuzzy matching
                part = _ANYTHING
            else:
                least = inside.partition(",")[0].strip()
                if not (least.isdigit() or least == ""):
                    raise _UnknownError
                if inside.strip() != "1":
                    certain = least.isdigit() and int(least) > 0
                    part = (part if part.never else _Part(needed=_best([part]))) if certain else _ANYTHING
            self.at = end + 1
        else:
            return part
        if self.peek() in ("?", "+"):  # lazy or possessive
            self.at += 1
        return part

    def element(self) -> _Part:
        for boundary in (_NO_LETTER_BEFORE, _NO_LETTER_AFTER):
            if found := boundary.match(self.source, self.at):
                self.at = found.end()
                return _EDGE
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return self.character_class()
        if character == "\\":
            return self.escape()
        if character in ".^$":
            return _ANCHORS.get(character, _ANYTHING)
        if character in "*+?{":
            raise _UnknownError
        return _Part(exact=frozenset({character}))

    def escape(self) -> _Part:
        character = self.take()
        if character == "b":
            return _EDGE
        if character in "BAZGmM":
            return _ANCHORS.get(character, _NOTHING)
        if character in "dDwWsShHRX" or character.isdigit():
            return _ANYTHING
        if character in "pPNg" and self.peek() in "{<":
            self.at = self.source.index("}" if self.peek() == "{" else ">", self.at) + 1
            return _ANYTHING
        if character in _CONTROLS:
            return _Part(exact=frozenset({_CONTROLS[character]}))
        if character in _CLASSES or character.isalnum():
            raise _UnknownError
        return _Part(exact=frozenset({character}))

    def character_class(self) -> _Part:
        start = self.at
        negative = self.peek() == "^"
        if negative:
            self.at += 1
        members: list[str] = []
        plain = True
        first = True
        while True:
            character = self.take()
            if character == "]" and not first:
                break
            first = False
            if character == "\\":
                escaped = self.take()
                if escaped in "pPN" and self.peek() == "{":
                    self.at = self.source.index("}", self.at) + 1
                if escaped.isalnum():
                    plain = False
                members.append(escaped)
            elif character == "[":
                raise _UnknownError
            else:
                members.append(character)
        inside = self.source[start : self.at - 1]
        if negative or not plain or "-" in inside[1:-1] or "&&" in inside or "--" in inside or "||" in inside:
            return _ANYTHING
        return _Part(exact=frozenset(members))

    def group(self) -> _Part:
        if self.peek() != "?":
            return self.closed(self.alternatives())
        self.at += 1
        kind = self.take()
        if kind == "P" or (kind == "<" and self.peek() not in "=!"):
            if kind == "P" and self.take() != "<":
                raise _UnknownError
            self.at = self.source.index(">", self.at) + 1
            return self.closed(self.alternatives())
        if kind == ":" or kind == ">":
            return self.closed(self.alternatives())
        if kind in "=!<":
            wanted = (self.take() if kind == "<" else kind) == "="
            seen = self.closed(self.alternatives())
            fails = seen.never if wanted else "" in (seen.exact or ())
            return _NEVER if fails else _NOTHING
        if kind in "imsxfuaV0123456789-":
            flags = kind
            while self.peek() not in ":)":
                flags += self.take()
            if "x" in flags or "f" in flags.partition("-")[0]:  # spaces that do not count; "ss" for a sharp s
                raise _UnknownError
            if "m" in flags:  # anchors within the text
                raise _UnknownError
            return _NOTHING if self.take() == ")" else self.closed(self.alternatives())
        raise _UnknownError

    def closed(self, part: _Part) -> _Part:
        if self.take() != ")":
            raise _UnknownError
        return part
