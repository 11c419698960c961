"""``kind: balance``: quotes and brackets that do not pair, stand the wrong way round, or come from another family.

Marks pair inside a line. What a line leaves open may close in a later one: speech runs over lines, and a quotation of
several paragraphs opens each of them and closes the last. Which mark opens is read off the document, for „a“, »a« and
”a” are right in their languages; apostrophes, inches, list letters and emoticons are no marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import regex
from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind
from audit.rule import Match
from audit.text import Span
from audit.view import View

Check: TypeAlias = Literal["unclosed", "unopened", "reversed", "mixed"]
Marks: TypeAlias = Literal["quotes", "brackets", "straight"]

REACH: Final = 12
"""Lines after which nobody still waits for a closing mark."""
MAIN_PAIRS: Final = 4
"""A document with so many quotations in one family has chosen it."""

_OPEN: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"
_LOW: Final = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_LEFT: Final = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_RIGHT: Final = "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_STRAIGHT: Final = '"'
_ALL: Final = regex.compile(rf'[{_OPEN}{_CLOSE}{_LOW}{_LEFT}{_RIGHT}"()\[\]]')
_ENDS: Final = frozenset(".,;:!?)]\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}")
_EMOTICON: Final = regex.compile(r"[:;=8]['\N{RIGHT SINGLE QUOTATION MARK}]?-?$")
_LIST: Final = regex.compile(r"(?:^|[\s(])[\p{L}\p{N}]{1,3}\.?$")
_TOKEN: Final = regex.compile(r"\s*\S+")
_TATWEEL: Final = "\N{ARABIC TATWEEL}"


class Options(BaseModel):
    model_config = STRICT
    check: Check = Field(description="unclosed, unopened, reversed; mixed: a stray pair of another family.")
    marks: Marks = Field(default="quotes", description="quotes that have a direction, straight ones, or brackets.")


@dataclass(frozen=True, slots=True)
class Family:
    """``swapped``: the document opens with what others close with."""

    opens: str
    closes: str


_BRACKETS: Final = (Family("(", ")"), Family("[", "]"))


@dataclass(frozen=True, slots=True)
class Fault:
    check: Check
    marks: Marks
    span: Span


@dataclass(frozen=True, slots=True)
class _Loose:
    """A mark that found no partner in its line."""

    at: int
    line: int
    opens: bool
    first: bool


@dataclass(frozen=True)
class Balance:
    check: Check
    marks: Marks
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        for fault in _faults(view):
            if fault.check == self.check and fault.marks == self.marks:
                yield Match(fault.span)


@lru_cache(maxsize=1)
def _faults(view: View) -> tuple[Fault, ...]:
    text = view.text
    marks = "".join(_ALL.findall(text))
    if not marks:
        return ()
    found: list[Fault] = []
    for family in _BRACKETS:
        if not _paired(marks, family):
            found += _loose_faults(view, "brackets", _brackets(view, family))
    for family in _quotes(text, marks):
        if not _paired(marks, family) or _suspicious(family).search(text):
            found += _directed(view, family)
    if _STRAIGHT in marks:
        found += _alike(view, _STRAIGHT)
    if _CLOSE in marks and _OPEN not in marks:
        found += _alike(view, _CLOSE)
    found += _mixed(view, marks)
    return tuple(found)


def _paired(marks: str, family: Family) -> bool:
    """Whether the family's marks pair in order, over the whole document."""
    only = "".join(mark for mark in marks if mark in family.opens or mark in family.closes)
    if len(family.closes) > 1:
        only = only.translate({ord(mark): family.closes[0] for mark in family.closes[1:]})
    while only:
        less = only.replace(family.opens + family.closes[0], "")
        if less == only:
            return False
        only = less
    return True


@lru_cache(maxsize=8)
def _suspicious(family: Family) -> regex.Pattern[str]:
    ends = "".join(map(regex.escape, sorted(_ENDS)))
    return regex.compile(rf"[{family.opens}](?:[{ends}]|\s*$)|(?:^|\s)[{family.closes}]\p{{L}}", regex.MULTILINE)


def _quotes(text: str, marks: str) -> Iterator[Family]:
    """The families with a direction that the document uses, as it uses them."""
    if _LOW in marks:
        yield Family(_LOW, _OPEN + _CLOSE)
    elif _OPEN in marks and _turned(text, _OPEN, _CLOSE):
        yield Family(_CLOSE, _OPEN)
    elif _OPEN in marks:
        yield Family(_OPEN, _CLOSE)
    if _LEFT in marks or _RIGHT in marks:
        yield Family(_RIGHT, _LEFT) if _turned(text, _LEFT, _RIGHT) else Family(_LEFT, _RIGHT)


def _turned(text: str, opens: str, closes: str) -> bool:
    """Whether the document mostly opens with the closing mark: a habit, not a slip."""
    usual = len(regex.findall(rf"(?<!\S){opens}(?=\S)|(?<=\S){closes}(?!\S)", text))
    other = len(regex.findall(rf"(?<!\S){closes}(?=\S)|(?<=\S){opens}(?!\S)", text))
    return other > usual


def _directed(view: View, family: Family) -> Iterator[Fault]:
    text = view.text
    expression = regex.compile(rf"[{family.opens}{family.closes}]")
    loose: list[_Loose] = []
    for index, line in enumerate(view.lines):
        opened: list[int] = []
        closed: list[int] = []
        for hit in expression.finditer(text, *line.span):
            at = hit.start()
            before = text[at - 1] if at > line.span.start else " "
            after = text[at + 1] if at + 1 < line.span.end else "\n"
            if hit[0] in family.opens:
                if opened and (after in _ENDS or after == "\n" or (after.isspace() and before.isalpha())):
                    opened.pop()
                    yield Fault("reversed", "quotes", _tight(view, at, opens=False))
                else:
                    opened.append(at)
            elif opened:
                opened.pop()
            elif before.isspace() and after.isalnum() and len(family.closes) == 1:
                opened.append(at)
                yield Fault("reversed", "quotes", _tight(view, at, opens=True))
            else:
                closed.append(at)
        loose += [_Loose(at, index, False, False) for at in closed]
        # The next paragraph opens the quotation anew.
        goes_on = index + 1 < len(view.lines) and text[view.lines[index + 1].span.start] in family.opens
        loose += [_Loose(at, index, True, at == line.span.start) for at in opened[: -1 if goes_on else None]]
    yield from _loose_faults(view, "quotes", loose)


def _brackets(view: View, family: Family) -> list[_Loose]:
    text = view.text
    expression = regex.compile(rf"[{regex.escape(family.opens + family.closes)}]")
    loose: list[_Loose] = []
    for index, line in enumerate(view.lines):
        opened: list[int] = []
        closed: list[int] = []
        for hit in expression.finditer(text, *line.span):
            at = hit.start()
            if _EMOTICON.search(text, max(line.span.start, at - 3), at):
                continue
            if hit[0] == family.opens:
                opened.append(at)
            elif opened:
                opened.pop()
            elif not _LIST.search(text[max(line.span.start, at - 5) : at]):
                closed.append(at)
        loose += [_Loose(at, index, False, False) for at in closed]
        loose += [_Loose(at, index, True, False) for at in opened]
    return loose


def _loose_faults(view: View, marks: Marks, loose: Sequence[_Loose]) -> Iterator[Fault]:
    """What no later line sets right."""
    pending: _Loose | None = None
    for mark in loose:
        if pending is not None and mark.line - pending.line > REACH:
            yield Fault("unclosed", marks, _tight(view, pending.at, opens=True))
            pending = None
        if mark.opens:
            if pending is not None and not mark.first:
                yield Fault("unclosed", marks, _tight(view, pending.at, opens=True))
            pending = mark
        elif pending is not None:
            pending = None
        else:
            yield Fault("unopened", marks, _tight(view, mark.at, opens=False))
    if pending is not None:
        yield Fault("unclosed", marks, _tight(view, pending.at, opens=True))


def _alike(view: View, mark: str) -> Iterator[Fault]:
    """Marks that look the same on both sides: an odd number in a line, and no other odd line near."""
    marks: Marks = "straight" if mark == _STRAIGHT else "quotes"
    text = view.text
    odd: list[tuple[int, int, bool]] = []
    for index, line in enumerate(view.lines):
        if mark not in text[line.span.start : line.span.end]:
            continue
        inside = False
        wrong: tuple[int, bool] | None = None
        last = -1
        number = 0
        for hit in regex.finditer(mark, text, pos=line.span.start, endpos=line.span.end):
            at = hit.start()
            before = text[at - 1] if at > line.span.start else " "
            after = text[at + 1] if at + 1 < line.span.end else "\n"
            if (before.isdigit() and not inside) or (before.isalpha() and after.isalpha() and _one_word(before)):
                continue
            closing = after in _ENDS or after.isspace()
            opening = before.isspace() and after.isalnum()
            if wrong is None and ((inside and opening) or (not inside and closing and not before.isspace())):
                wrong = (last, True) if inside else (at, False)
            inside, last, number = not inside, at, number + 1
        if number % 2:
            at, opens = wrong or (last, True)
            odd.append((index, at, opens))
    number = 0
    while number < len(odd):
        index, at, opens = odd[number]
        if number + 1 < len(odd) and odd[number + 1][0] - index <= REACH:
            number += 2
            continue
        yield Fault("unclosed" if opens else "unopened", marks, _tight(view, at, opens=opens))
        number += 1


def _one_word(before: str) -> bool:
    """Hebrew writes abbreviations with a mark inside; Arabic glues its conjunctions to a quotation."""
    return before != _TATWEEL and not "\N{ARABIC LETTER HAMZA}" <= before <= "\N{ARABIC LETTER YEH}"


def _mixed(view: View, marks: str) -> Iterator[Fault]:
    """One or two quotations in marks that the document does not use elsewhere."""
    pairs = {
        _OPEN: min(marks.count(_OPEN), marks.count(_CLOSE)),
        _LEFT: min(marks.count(_LEFT), marks.count(_RIGHT)),
        _STRAIGHT: marks.count(_STRAIGHT) // 2,
    }
    main = max(pairs, key=lambda family: pairs[family])
    if pairs[main] < MAIN_PAIRS or _LOW in marks:
        return
    for family, closing in ((_OPEN, _CLOSE), (_LEFT, _RIGHT), (_STRAIGHT, _STRAIGHT)):
        if family == main or not 0 < pairs[family] <= max(1, pairs[main] // MAIN_PAIRS):
            continue
        for hit in regex.finditer(rf"{family}[^{_ALL.pattern[1:-1]}\n]{{1,80}}{closing}", view.text):
            yield Fault("mixed", "quotes", Span(*hit.span()))


def _tight(view: View, at: int, *, opens: bool) -> Span:
    """The mark with the word it belongs to: the one after an opening mark, the one before a closing one."""
    line = view.line_at(at)
    assert line is not None
    text = view.text
    if opens:
        word = _TOKEN.match(text, at + 1, line.span.end)
        return Span(at, word.end() if word else at + 1)
    before = text[line.span.start : at].rstrip()
    start = max(before.rfind(" "), before.rfind("\N{NO-BREAK SPACE}"), before.rfind("\t")) + 1
    return Span(line.span.start + start, at + 1)


def build(options: Options, context: Context) -> Balance:  # noqa: ARG001
    return Balance(options.check, options.marks)


KIND: Final = Kind("balance", "Quotes and brackets that do not pair or stand the wrong way round.", Options, build)
