"""Repairs: from the fixes of findings to edits that do not overlap, and on to a text that needs no more of them.

Everything but the repaired places stays as it is, code point for code point. A line of which a dropped finding leaves
nothing goes with its line end; of the empty lines on its two sides the larger gap stays, so that paragraphs neither
run together nor drift apart.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from audit.finding import Finding
from audit.text import Span
from audit.zones import line_starts

ROUNDS: Final = 12
"""After so many rounds the repairs of the last one are taken to chase each other."""

GROWN: Final = 8
"""So many times longer, a text is not being repaired any more."""
NESTED: Final = 64
"""So many kept places are looked at around a finding, since they may lie in one another."""

TRIES: Final = 60
"""So many times is blanked markup compared in a round; after that, what is not known to be harmless is left out."""

_MARKUP: Final = "<>*_`[]#|~\\"
_SAYS: Final = regex.compile(r"[\p{L}\p{M}\p{N}\p{So}\p{Sc}]|<!--")
"""What a line must hold to be worth keeping: a letter, a figure, a pictograph; comments are somebody's own."""
_RULE: Final = regex.compile(r"[ \t>]*[=|:\-+ \t]*[=|\-][=|:\-+ \t]*[\r\n]*")
"""A line of Markdown that says what the line above it is: a heading, the head of a table."""
_CLOSES: Final = regex.compile(r"[\p{Pe}\p{Pf}.,;:!?\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}]")
_SPACES: Final = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


class Edit(NamedTuple):
    """``text`` in place of the code points ``start:end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What an audit says of a text: its prose (see `audit.text.Document`), what may be repaired, what must stay."""

    prose: str
    fixable: Sequence[Finding]
    kept: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """``text`` after its repairs; ``findings``: those that were repaired, in the order of the rounds.

    ``stubborn``: rules whose repair cures nothing here, or undoes another one; they were left alone. ``hollow``:
    nothing would have been left, so nothing was done.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    stubborn: tuple[str, ...] = ()
    hollow: bool = False


def chosen(findings: Iterable[Finding], kept: Sequence[Span] = ()) -> tuple[Finding, ...]:
    """Findings whose places do not overlap, sorted: of those that do, the widest, then the gravest.

    Nothing that overlaps a ``kept`` place is taken, nor a repair that changes nothing.
    """
    taken: list[Finding] = []
    claimed: list[Span] = sorted(span for span in kept if span.end > span.start)
    for finding in sorted(findings, key=_claim):
        span = finding.span
        if span is None or finding.fix is None or finding.fix.text == finding.text or span.start >= span.end:
            continue
        if not _met(claimed, span):
            insort(claimed, span)
            taken.append(finding)
    return tuple(sorted(taken, key=lambda finding: finding.span or (0, 0)))


def _met(places: Sequence[Span], span: Span) -> bool:
    """Whether one of sorted places shares a character with a span. Kept places may nest, others do not overlap."""
    first = bisect_left(places, (span.end,))
    return any(place.end > span.start for place in reversed(places[max(0, first - NESTED) : first]))


def _claim(finding: Finding) -> tuple[int, int, int, str]:
    start, end = finding.span or (0, 0)
    return start - end, -finding.severity.rank, start, finding.rule


def edits(text: str, findings: Iterable[Finding], kept: Sequence[Span] = (), prose: str | None = None) -> list[Edit]:
    """The edits that repair findings of a text, sorted, none touching another. ``prose``: without its markup."""
    picked = chosen(findings, kept)
    if not picked:
        return []
    replaced = [Edit(*finding.span, finding.fix.text) for finding in picked if finding.span and finding.fix]
    drops = [Span(edit.start, edit.end) for edit in replaced if not edit.text]
    rewritten = [edit for edit in replaced if edit.text]
    lines = _Lines(text, prose if prose is not None else text)
    emptied = lines.emptied(drops, rewritten, kept)
    gone = [number for number in emptied if not lines.underlined(number)]
    found = [*lines.cuts(gone), *rewritten, *(Edit(*span, "") for span in lines.inside(drops, emptied))]
    return _apart(sorted(found))


def _apart(found: Sequence[Edit]) -> list[Edit]:
    """Edits that only delete may meet where two take the same space; the later one then begins behind the first."""
    apart: list[Edit] = []
    reach = 0
    for edit in found:
        start = max(edit.start, reach)
        if edit.text and start > edit.start:
            continue  # a space before a rewritten place was taken: the next round looks again
        if start < edit.end:
            apart.append(Edit(start, edit.end, edit.text))
            reach = edit.end
    return apart


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with sorted edits that do not overlap."""
    pieces: list[str] = []
    done = 0
    for start, end, replacement in edits:
        pieces += text[done:start], replacement
        done = end
    return "".join((*pieces, text[done:]))


@dataclass(frozen=True)
class _Lines:
    """A text by its lines, counted from 0; each with its line end."""

    text: str
    prose: str

    @cached_property
    def spans(self) -> Sequence[Span]:
        return [Span(*pair) for pair in pairwise((*line_starts(self.text), len(self.text)))]

    def emptied(self, drops: Sequence[Span], rewritten: Sequence[Edit], kept: Sequence[Span]) -> list[int]:
        """The lines of which nothing is left."""
        gone: list[int] = []
        spans = self.spans
        places = (*kept, *(Span(edit.start, edit.end) for edit in rewritten))
        others = {number for place in places for number in self._numbers(place)}
        for number, here in self._by_line(drops).items():
            line = spans[number]
            if number in others:
                continue
            if any(_SAYS.search(self.prose, *piece) for piece in _rest(line, here)):
                continue
            if "<!--" in "".join(self.text[slice(*piece)] for piece in _rest(line, here)):
                continue
            gone.append(number)
        return gone

    def _numbers(self, span: Span) -> range:
        """The lines that a place touches."""
        return range(bisect_right(self.spans, (span.start, len(self.text))) - 1, bisect_left(self.spans, (span.end,)))

    def _by_line(self, places: Iterable[Span]) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for place in sorted(places):
            for number in self._numbers(place):
                found.setdefault(number, []).append(place)
        return found

    def underlined(self, number: int) -> bool:
        """Whether the markup of the next line would be left without what it speaks of."""
        if self.prose == self.text or number + 1 >= len(self.spans):
            return False
        return _RULE.fullmatch(self.text, *self.spans[number + 1]) is not None

    def _empty(self, line: Span) -> bool:
        return not self.text[slice(*line)].strip()

    def cuts(self, gone: Sequence[int]) -> Iterator[Edit]:
        """What goes with emptied lines: they themselves, and empty lines around them but for one gap."""
        spans = self.spans
        last = len(spans) - 1
        if spans and spans[last].start == spans[last].end:
            last -= 1  # a text that ends with a line end has no line behind it
        gone_lines = frozenset(gone)
        done = -1
        for number in gone:
            if number <= done:
                continue
            first = number
            while first and self._empty(spans[first - 1]):
                first -= 1
            end = number
            while end < last and (end + 1 in gone_lines or self._empty(spans[end + 1])):
                end += 1
            done = end
            yield from self._cut(range(first, end + 1), gone_lines, final=end == last)

    def _cut(self, block: range, gone: Collection[int], *, final: bool) -> Iterator[Edit]:
        """Of a block of emptied and empty lines one gap stays: the largest; at an end of the text the outer one."""
        spans = self.spans
        gaps: list[list[int]] = [[]]
        for number in block:
            if number in gone:
                gaps.append([])
            else:
                gaps[-1].append(number)
        if final:
            stays = gaps[-1]
        elif block[0] == 0:
            stays = gaps[0]
        else:
            stays = max(gaps, key=len)
        for number in block:
            if number not in stays:
                yield Edit(spans[number].start, spans[number].end, "")
        tail = spans[block[-1]]
        if final and block[-1] not in stays and block[0] and self.text[tail.end - 1] not in "\r\n":
            # The last line had no line end: the one that is last now has none either.
            start = spans[block[0]].start
            width = 2 if self.text[:start].endswith("\r\n") else 1
            yield Edit(start - width, start, "")

    def inside(self, drops: Sequence[Span], gone: Sequence[int]) -> Iterator[Span]:
        """What is dropped of lines that stay, with one space that would be left over; never a line end."""
        gone_lines = frozenset(gone)
        for number, here in self._by_line(drops).items():
            if number in gone_lines:
                continue
            line = self.spans[number]
            bare = len(self.text[slice(*line)].rstrip("\r\n")) + line.start
            for drop in here:
                start, end = max(drop.start, line.start), min(drop.end, bare)
                if start < end:
                    yield self._with_space(Span(start, end), Span(line.start, bare))

    def _with_space(self, drop: Span, line: Span) -> Span:
        text = self.text
        start, end = drop
        before = text[start - 1] if start > line.start else ""
        after = text[end] if end < line.end else ""
        if not after:
            while start > line.start and text[start - 1] in _SPACES:
                start -= 1
        elif not before:
            while end < line.end and text[end] in _SPACES:
                end += 1
        elif before in _SPACES and (after in _SPACES or _CLOSES.match(after)):
            start -= 1
        elif after in _SPACES and not before.isalnum() and regex.match(r"[\p{Ps}\p{Pi}]", before):
            end += 1
        return Span(start, end)


def _rest(line: Span, drops: Sequence[Span]) -> Iterator[Span]:
    """What drops leave of a line."""
    done = line.start
    for drop in sorted(drops):
        if drop.start > done:
            yield Span(done, drop.start)
        done = max(done, drop.end)
    if done < line.end:
        yield Span(done, line.end)


def repaired(
    text: str, look: Callable[[str], Found], markup: Callable[[str], str] | None = None, *, empty: bool = False
) -> Repaired:
    """A text repaired until nothing is left that can be: audited, repaired, audited again.

    ``look`` audits a text; ``markup`` blanks its markup, for formats that have any. A repair that would change what
    is markup is left out. A text of which nothing would be left stays as it was, unless it may be ``empty``.
    Repairing the result again changes nothing.
    """
    barred: frozenset[str] = frozenset()
    while True:
        outcome, chasing = _rounds(text, look, markup, barred)
        if not chasing:
            break
        barred |= chasing
    if not empty and not _SAYS.search(outcome.text):
        return Repaired(text, stubborn=tuple(sorted(barred)), hollow=True)
    return Repaired(outcome.text, outcome.findings, tuple(sorted(barred)))


def _rounds(
    text: str, look: Callable[[str], Found], markup: Callable[[str], str] | None, barred: Collection[str]
) -> tuple[Repaired, frozenset[str]]:
    """The text that no round changes any more; or the rules whose repairs never come to rest."""
    done: list[Finding] = []
    first = text
    seen = {text: 0}
    history: list[frozenset[str]] = []
    while True:
        found = look(text)
        fixable = [finding for finding in found.fixable if finding.rule not in barred]
        picked = _harmless(text, found, fixable, markup)
        after = applied(text, edits(text, picked, found.kept, found.prose))
        if after == text:
            return Repaired(text, tuple(done)), frozenset()
        history.append(frozenset(finding.rule for finding in picked))
        done += picked
        if after in seen or len(history) == ROUNDS or len(after) > GROWN * len(first) + 1000:
            return Repaired(text), frozenset().union(*history[seen.get(after, len(history) - 1) :])
        text = after
        seen[text] = len(history)


def _writes_markup(text: str, found: str) -> bool:
    """Whether a repair brings in a sign that may be markup: an entity in Markdown is there to avoid just that."""
    return any(sign in text and sign not in found for sign in _MARKUP)


def _harmless(
    text: str, found: Found, fixable: Sequence[Finding], markup: Callable[[str], str] | None
) -> tuple[Finding, ...]:
    """The chosen findings whose repair leaves the markup as it is: blanking it before or after is the same."""
    if markup is None:
        return chosen(fixable, found.kept)
    picked = chosen((each for each in fixable if each.fix and not _writes_markup(each.fix.text, each.text)), found.kept)
    tries = TRIES

    def kept(tried: Sequence[Finding]) -> bool:
        changes = edits(text, tried, found.kept, found.prose)
        return markup(applied(text, changes)) == applied(found.prose, changes)

    def sifted(before: tuple[Finding, ...], part: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """What of a part may follow what was kept before: halved until the harmful ones are left out."""
        nonlocal tries
        tries -= 1
        if not part or tries < 0:
            return ()
        if kept((*before, *part)):
            return part
        if len(part) == 1:
            return ()
        half = len(part) // 2
        first = sifted(before, part[:half])
        return (*first, *sifted((*before, *first), part[half:]))

    return sifted((), picked)
