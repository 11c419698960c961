"""``kind: balance``: quotes and brackets that do not pair, stand the wrong way round, or come from another family.

Marks pair inside a line. What a line leaves open may close in a later one: speech runs over lines, and a quotation of
several paragraphs opens each of them and closes the last. Which mark opens is read off the document, for „a“, »a« and
”a” are right in their languages; apostrophes, inches, list letters and emoticons are no marks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

import regex
from pydantic import BaseModel, Field

from audit.finding import Confidence
from audit.kind import STRICT, Context, Kind
from audit.rule import Match
from audit.text import Span
from audit.view import View

Check: TypeAlias = Literal["unclosed", "unopened", "reversed", "mixed", "spaced"]
Marks: TypeAlias = Literal["quotes", "brackets", "straight"]

REACH: Final = 12
"""Lines after which nobody still waits for a closing mark."""
AGAIN: Final = 3
"""Lines within which a quotation of several paragraphs is opened again."""
MAIN_PAIRS: Final = 4
"""A document with so many quotations in one family has chosen it."""
WORD: Final = 200
"""A finding reaches so far at most to the word beside a mark."""

_OPEN: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"
_LOW: Final = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_LEFT: Final = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_RIGHT: Final = "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_STRAIGHT: Final = '"'
_TURNED: Final = {_OPEN: _CLOSE, _CLOSE: _OPEN, _LEFT: _RIGHT, _RIGHT: _LEFT}
_OPENERS: Final = frozenset((_OPEN, _CLOSE, _LOW, _LEFT, _RIGHT, _STRAIGHT))
_EVERY: Final = _OPEN + _CLOSE + _LOW + _LEFT + _RIGHT + _STRAIGHT + "()[]"
_EITHER_CLOSE: Final = "\N{HEAVY DOUBLE COMMA QUOTATION MARK ORNAMENT}"
_ENDS: Final = frozenset(".,;:!?)]\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}")
_WRONG_AFTER: Final = _ENDS | {" "}
_EMOTICON: Final = regex.compile(r"[:;=8]['\N{RIGHT SINGLE QUOTATION MARK}]?-?$")
_LIST: Final = regex.compile(r"(?:^|[\s(])[\p{L}\p{N}]{1,3}\.?$")
_SPEECH: Final = regex.compile(r"^\W*$|[:\N{ARABIC COMMA},]\s*$")
_LOOSE: Final = regex.compile(r'(?:^|\s)"(?:\s|$)|\s"[.,;:!?)\]\N{ARABIC COMMA}]')
_TOKEN: Final = regex.compile(r"\s*\S+")
_TATWEEL: Final = "\N{ARABIC TATWEEL}"


class Options(BaseModel):
    model_config = STRICT
    check: Check = Field(
        description="unclosed, unopened, reversed; mixed: a stray pair of another family; spaced: a mark with a space "
        "between it and what it encloses."
    )
    marks: Marks = Field(default="quotes", description="quotes that have a direction, straight ones, or brackets.")


class Family(NamedTuple):
    """What opens, and what may close."""

    opens: str
    closes: str


_BRACKETS: Final = (Family("(", ")"), Family("[", "]"))


class Fault(NamedTuple):
    check: Check
    marks: Marks
    span: Span
    confidence: Confidence | None = None


class _Loose(NamedTuple):
    """A mark that found no partner in its line. ``either``: it looks the same on both sides, ``opens`` is a guess."""

    at: int
    line: int
    opens: bool
    first: bool
    marks: Marks
    either: bool = False


@dataclass(frozen=True)
class Balance:
    check: Check
    marks: Marks
    literals: tuple[str, ...] = ()

    @property
    def basis(self) -> Callable[[View], Sequence[Fault]]:
        return _faults

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        for fault in _faults(view):
            if fault.check == self.check and fault.marks == self.marks:
                found = view.text[fault.span.start : fault.span.end]
                yield Match(fault.span, confidence=fault.confidence, suggestion=_mended(fault.check, found))


def _mended(check: Check, found: str) -> str | None:
    """A mark that was found loose or turned, at its word and the right way round."""
    if check == "spaced":
        return found[0] + found[1:].lstrip() if found[1:2].isspace() else found[:-1].rstrip() + found[-1]
    if check != "reversed" or (found[0] in _TURNED) == (found[-1] in _TURNED):
        return None  # with a mark on either side nobody knows which one is turned
    if found[-1] in _TURNED:
        return found[:-1].rstrip() + _TURNED[found[-1]]
    return _TURNED[found[0]] + found[1:].lstrip()


@lru_cache(maxsize=1)
def _faults(view: View) -> tuple[Fault, ...]:
    text = view.text
    present = frozenset(mark for mark in _EVERY if mark in text)
    if not present:
        return ()
    lines = [text[line.span.start : line.span.end] for line in view.lines]
    found: list[Fault] = []
    for family in _BRACKETS:
        if odd := _odd(text, lines, family, present):
            found += _unpaired(view, _brackets(view, family, odd))
    loose: list[_Loose] = []
    for family in _quotes(text, present):
        if odd := _odd(text, lines, family, present):
            faults, more = _directed(view, family, odd)
            found += faults
            loose += more
    # Hebrew writes abbreviations with a straight mark inside the word, and glues its prepositions to quotations.
    if _STRAIGHT in present and view.language != "he":
        loose += _alike(view, _STRAIGHT)
    if (alike := _one_for_both(text, present)) is not None:
        loose += _alike(view, alike)
    quotes = [mark for mark in loose if not _is_other_sign(text, mark.at, view.language)]
    found += _unpaired(view, sorted(quotes, key=lambda mark: mark.at))
    found += _mixed(view)
    if view.language != "he":
        found += _spaced(view, lines)
    return tuple(found)


def _is_other_sign(text: str, at: int, language: str) -> bool:
    """An arrow of a menu or a list, with space around it, or the mark inside a Hebrew abbreviation."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if language == "he":
        return before.isalpha() and after.isalpha()
    arrow = text[at] in (_LEFT, _RIGHT) and not before.strip() and not after.strip()
    # French sets spaces inside its marks.
    return arrow and language.partition("-")[0] != "fr"


def _spaced(view: View, lines: Sequence[str]) -> Iterator[Fault]:
    """Straight marks that pair in their line, but stand loose: a space on both sides, or at the end of the line."""
    if not _may_be_loose(view.text):
        return
    for index, line in enumerate(lines):
        if _STRAIGHT not in line or not _LOOSE.search(line) or line.count(_STRAIGHT) % 2:
            continue
        marks = [hit.start() for hit in _expression(_STRAIGHT).finditer(line)]
        if any(line[:at].rstrip()[-1:].isdigit() for at in marks):
            continue  # inches
        start = view.lines[index].span.start
        for number, at in enumerate(marks):
            before, after = line[at - 1 : at] or " ", line[at + 1 : at + 2] or " "
            if before.isspace() and (after.isspace() or (number % 2 and after in _ENDS)):
                yield Fault("spaced", "straight", _tight(view, start + at, opens=number % 2 == 0))


def _may_be_loose(text: str) -> bool:
    """Whether some straight mark has a space before it and a space or a stop after it, judged by its neighbours."""
    for before, after in pairwise(text.split(_STRAIGHT)):
        if (not before or before[-1].isspace()) and (not after or after[0].isspace() or after[0] in _ENDS):
            return True
    return False


def _odd(text: str, lines: Sequence[str], family: Family, present: frozenset[str]) -> list[int]:
    """The lines, by index, where the family's marks do not pair or seem to stand the wrong way round."""
    opens, closes = family.opens, family.closes[0]
    if not present.intersection(opens + family.closes):
        return []
    if len(family.closes) > 1:
        closes = _EITHER_CLOSE
        text = text.replace(family.closes[0], closes).replace(family.closes[1], closes)
        lines = [line.replace(family.closes[0], closes).replace(family.closes[1], closes) for line in lines]
    wrong = _wrong(text, opens, closes) if family not in _BRACKETS else []
    return [
        index
        for index, line in enumerate(lines)
        if (opens in line or closes in line)
        and (
            line.count(opens) != line.count(closes)
            or line.find(closes) < line.find(opens)
            or line.endswith(opens)
            or (wrong and any(pair in line for pair in wrong))
        )
    ]


@cache
def _expression(source: str) -> regex.Pattern[str]:
    """Compiled once, without the library's look-up, which costs more than most of the searches here."""
    return regex.compile(source)


def _wrong(text: str, opens: str, closes: str) -> list[str]:
    """What a mark that stands the wrong way round is seen by: pairs of it and a neighbour."""
    after = {piece[:1] for piece in text.split(opens)[1:]}
    before = {piece[-1:] for piece in text.split(closes)[:-1]}
    wrong = [opens + end for end in sorted(after & _WRONG_AFTER)]
    return [*wrong, " " + closes] if " " in before else wrong


def _one_for_both(text: str, marks: frozenset[str]) -> str | None:
    """The mark that the document sets on both sides, if it knows only one of the two and closes with it, too."""
    if _LOW in marks or (_OPEN in marks) == (_CLOSE in marks):
        return None
    if _CLOSE in marks:
        return _CLOSE
    return _OPEN if _expression(rf"{_OPEN}(?<=\S.)(?!\w)").search(text) else None


def _quotes(text: str, marks: frozenset[str]) -> Iterator[Family]:
    """The families with a direction that the document uses, as it uses them."""
    if _LOW in marks:
        yield Family(_LOW, _OPEN + _CLOSE)
    elif _OPEN in marks and _one_for_both(text, marks) is None:
        yield from _directions(text, _OPEN, _CLOSE)
    if _LEFT in marks or _RIGHT in marks:
        yield from _directions(text, _LEFT, _RIGHT)


def _directions(text: str, opens: str, closes: str) -> Iterator[Family]:
    """Some documents open with what others close with: a habit, not a slip. With both habits there is no telling."""
    usual = len(_expression(rf"{opens}(?<![^\s(].)\s?\w").findall(text))
    other = len(_expression(rf"{closes}(?<![^\s(].)\w").findall(text))
    closing = len(_expression(rf"{opens}(?<=[\w.!?].)(?!\w)").findall(text))
    if other and usual <= other / MAIN_PAIRS:
        yield Family(closes, opens)
    elif max(other, closing) <= max(1, usual / MAIN_PAIRS):
        yield Family(opens, closes)


def _directed(view: View, family: Family, odd: Sequence[int]) -> tuple[list[Fault], list[_Loose]]:
    text = view.text
    expression = _expression(rf"[{family.opens}{family.closes}]")
    faults: list[Fault] = []
    loose: list[_Loose] = []
    for index in odd:
        line = view.lines[index]
        opened: list[int] = []
        for hit in expression.finditer(text, *line.span):
            at = hit.start()
            before = text[at - 1] if at > line.span.start else " "
            after = text[at + 1] if at + 1 < line.span.end else "\n"
            if hit[0] in family.opens:
                if opened and (after in _ENDS or after == "\n" or (after.isspace() and before.isalpha())):
                    opened.pop()
                    faults.append(Fault("reversed", "quotes", _tight(view, at, opens=False)))
                else:
                    opened.append(at)
            elif opened:
                opened.pop()
            elif before.isspace() and after.isalnum() and len(family.closes) == 1:
                opened.append(at)
                faults.append(Fault("reversed", "quotes", _tight(view, at, opens=True)))
            else:
                loose.append(_Loose(at, index, opens=False, first=False, marks="quotes"))
        loose += [_Loose(at, index, opens=True, first=at == line.span.start, marks="quotes") for at in opened]
    return faults, loose


def _brackets(view: View, family: Family, odd: Sequence[int]) -> list[_Loose]:
    text = view.text
    expression = _expression(rf"[{regex.escape(family.opens + family.closes)}]")
    loose: list[_Loose] = []
    for index in odd:
        line = view.lines[index]
        opened: list[int] = []
        for hit in expression.finditer(text, *line.span):
            at = hit.start()
            if _EMOTICON.search(text, max(line.span.start, at - 3), at):
                continue
            if hit[0] == family.opens:
                opened.append(at)
            elif opened:
                opened.pop()
            elif not _LIST.search(text[max(line.span.start, at - 5) : at]):
                loose.append(_Loose(at, index, opens=False, first=False, marks="brackets"))
        loose += [_Loose(at, index, opens=True, first=False, marks="brackets") for at in opened]
    return loose


def _unpaired(view: View, loose: Sequence[_Loose]) -> Iterator[Fault]:
    """What no later line sets right."""
    pending: _Loose | None = None
    for mark in loose:
        if pending is not None and mark.line - pending.line > REACH:
            yield from _fault(view, pending)
            pending = None
        if pending is None:
            if mark.opens or mark.either:
                pending = mark
            else:
                yield from _fault(view, mark)
        elif mark.opens and not mark.either:
            if not mark.first:
                yield from _fault(view, pending)
            pending = mark
        else:
            pending = None
    if pending is not None:
        yield from _fault(view, pending)


def _fault(view: View, mark: _Loose) -> Iterator[Fault]:
    """A mark without a partner. A paragraph that opens a quotation which the next ones open again is none."""
    if mark.opens and mark.marks != "brackets":
        nexts = view.lines[mark.line + 1 : mark.line + 1 + AGAIN]
        if any(view.text[line.span.start] in _OPENERS for line in nexts):
            return
    # Speech that fills its paragraph from the mark on runs over lines; one of its marks is often left out by custom.
    line = view.lines[mark.line].span
    rest = (
        view.text[max(line.start, mark.at - WORD) : mark.at]
        if mark.opens
        else view.text[mark.at + 1 : min(line.end, mark.at + 1 + WORD)]
    )
    speech = mark.marks != "brackets" and _SPEECH.search(rest) is not None
    confidence = Confidence.LOW if speech else None
    check: Check = "unclosed" if mark.opens else "unopened"
    yield Fault(check, mark.marks, _tight(view, mark.at, opens=mark.opens), confidence)


def _alike(view: View, mark: str) -> Iterator[_Loose]:
    """Marks that look the same on both sides: an odd number in a line."""
    text = view.text
    marks: Marks = "straight" if mark == _STRAIGHT else "quotes"
    for index, line in enumerate(view.lines):
        if not text.count(mark, *line.span) % 2:
            continue
        inside = False
        wrong: tuple[int, bool] | None = None
        last = -1
        number = 0
        for hit in _expression(mark).finditer(text, *line.span):
            at = hit.start()
            before = text[at - 1] if at > line.span.start else " "
            after = text[at + 1] if at + 1 < line.span.end else "\n"
            if (before.isdigit() and not inside) or (
                mark == _STRAIGHT and before.isalpha() and after.isalpha() and _one_word(before)
            ):
                continue
            closing = after in _ENDS or after.isspace()
            opening = before.isspace() and after.isalnum()
            if wrong is None and ((inside and opening) or (not inside and closing and not before.isspace())):
                wrong = (last, True) if inside else (at, False)
            inside, last, number = not inside, at, number + 1
        if number % 2:
            at, opens = wrong or (last, True)
            yield _Loose(at, index, opens, opens and at == line.span.start, marks, either=True)


def _one_word(before: str) -> bool:
    """Whether a mark between two letters belongs to a word; Arabic glues its conjunctions to a quotation."""
    return before != _TATWEEL and not "\N{ARABIC LETTER HAMZA}" <= before <= "\N{ARABIC LETTER YEH}"


def _mixed(view: View) -> Iterator[Fault]:
    """One or two quotations in marks that the document does not use elsewhere."""
    text = view.text
    pairs = {
        _OPEN: min(text.count(_OPEN), text.count(_CLOSE)),
        _LEFT: min(text.count(_LEFT), text.count(_RIGHT)),
        _STRAIGHT: text.count(_STRAIGHT) // 2,
    }
    main = max(pairs, key=lambda family: pairs[family])
    if pairs[main] < MAIN_PAIRS or _LOW in text:
        return
    for family, closing in ((_OPEN, _CLOSE), (_LEFT, _RIGHT), (_STRAIGHT, _STRAIGHT)):
        if family != main and 0 < pairs[family] <= max(1, pairs[main] // MAIN_PAIRS):
            for hit in _expression(rf"{family}[^{regex.escape(_EVERY)}\n]{{1,80}}{closing}").finditer(text):
                yield Fault("mixed", "quotes", Span(*hit.span()))


def _tight(view: View, at: int, *, opens: bool) -> Span:
    """The mark with the word it belongs to: the one after an opening mark, the one before a closing one."""
    line = view.line_at(at)
    assert line is not None
    text = view.text
    if opens:
        word = _TOKEN.match(text, at + 1, min(line.span.end, at + 1 + WORD))
        return Span(at, word.end() if word else at + 1)
    first = max(line.span.start, at - WORD)
    before = text[first:at].rstrip()
    start = max(before.rfind(" "), before.rfind("\N{NO-BREAK SPACE}"), before.rfind("\t")) + 1
    return Span(first + start, at + 1)


def build(options: Options, context: Context) -> Balance:  # noqa: ARG001
    return Balance(options.check, options.marks)


KIND: Final = Kind("balance", "Quotes and brackets that do not pair or stand the wrong way round.", Options, build)
