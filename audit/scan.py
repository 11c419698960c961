"""Rules against one document: matches become findings."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Final

from audit.errors import mistake
from audit.finding import Confidence, Finding, Fix, fingerprint
from audit.fold import key
from audit.places import Place, stands
from audit.prefilter import Automaton
from audit.rule import Match, Rule, basis, edges
from audit.text import Span
from audit.view import View

_LINE: Final = frozenset((Place.LINE,))

FEW: Final = 10
"""Documents that are looked at before the gate of whole lines is built."""


@dataclass(frozen=True)
class Program:
    """Rules that are run together, and the gate built from all their literals."""

    rules: Sequence[Rule]

    @cached_property
    def gate(self) -> Automaton:
        return Automaton([rule.matcher.literals for rule in self.rules])

    @cached_property
    def _edges(self) -> Sequence[tuple[int, Collection[str]]]:
        """The rules about whole lines, with what they look for at a line's edge."""
        return [(number, own) for number, rule in enumerate(self.rules) if (own := edges(rule.matcher))]

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[int]]:
        """The gate of these rules: which of them look for what may stand at a line's edge."""
        numbers: dict[str, list[int]] = {}
        for number, own in self._edges:
            for edge in own:
                numbers.setdefault(edge, []).append(number)
        return numbers

    @cached_property
    def _asked(self) -> "count[int]":
        return count()

    def _of_lines(self, view: View) -> Iterator[int]:
        """The rules about whole lines that may match."""
        if next(self._asked) < FEW:  # building the gate takes as long as asking so many times without it
            every = frozenset().union(*view.labels.edges)
            yield from (number for number, own in self._edges if not every.isdisjoint(own))
            return
        for found in view.labels.edges:
            for edge in self._lines.keys() & found:
                yield from self._lines[edge]

    @cached_property
    def always(self) -> frozenset[int]:
        """The rules that no gate holds back."""
        return frozenset(
            number
            for number, rule in enumerate(self.rules)
            if not rule.matcher.literals and edges(rule.matcher) is None and basis(rule.matcher) is None
        )

    @cached_property
    def _based(self) -> Mapping[Callable[[View], Collection[object]], Sequence[int]]:
        """The rules that choose from something of a document, by what it is."""
        numbers: dict[Callable[[View], Collection[object]], list[int]] = {}
        for number, rule in enumerate(self.rules):
            if (own := basis(rule.matcher)) is not None:
                numbers.setdefault(own, []).append(number)
        return numbers

    def candidates(self, view: View) -> Mapping[int, Sequence[Span] | None]:
        """The rules that may match in a document, with the places of their literals if they have any."""
        hits: dict[int, Sequence[Span] | None] = dict(self.gate.hits(view.folded))
        hits.update(dict.fromkeys(self.always))
        for own, numbers in self._based.items():
            if own(view):
                hits.update(dict.fromkeys(numbers))
        if self._edges:
            hits.update(dict.fromkeys(self._of_lines(view)))
        return hits


def scan(view: View, program: Program, *, gated: bool = True) -> tuple[Finding, ...]:
    """All findings, sorted by place and rule.

    ``gated=False`` asks every rule to look everywhere: the same answer, slower.
    """
    found: list[Finding] = []
    candidates = program.candidates(view) if gated else dict.fromkeys(range(len(program.rules)))
    for number, places in candidates.items():
        rule = program.rules[number]
        try:
            matches = list(rule.matcher.find(view, places))  # for nearly every rule there are none
        except TimeoutError as error:
            raise mistake(f"the pattern of rule '{rule.id}' takes too long on this document", rule.place) from error
        if matches and (matches := list(_allowed(view, rule, matches))):
            found.extend(_finding(view, rule, match) for match in _outermost(matches))
    return tuple(sorted(found, key=_order))


def _allowed(view: View, rule: Rule, matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that stand where the rule looks, and where its conditions hold."""
    asked = False
    for match in matches:
        if stands(view, match.span, rule.where) and rule.conditions.allow(view, match.span):
            if not asked and not rule.conditions.allow_document(view):
                return
            asked = True
            yield match


def _outermost(matches: Iterable[Match]) -> list[Match]:
    """One match a place, and none inside another of the same rule."""
    kept: list[Match] = []
    reach = -1
    for match in sorted(matches, key=lambda match: (match.span[0], -match.span[1]) if match.span else (-1, 0)):
        if match.span is None:
            kept.append(match)
        elif match.span.end > reach:
            kept.append(match)
            reach = match.span.end
    return kept


def _finding(view: View, rule: Rule, match: Match) -> Finding:
    text = view.document.text[match.span.start : match.span.end] if match.span else ""
    folded = key(text).strip()
    values = {"found": text, **match.values}
    suggestion = match.suggestion
    if suggestion is None and rule.suggestion is not None:
        suggestion = rule.suggestion.format_map(values)
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        confidence=match.confidence or rule.confidence,
        message=rule.message.format_map(values),
        suggestion=suggestion,
        span=match.span,
        text=text,
        folded=folded,
        family=rule.family,
        weight=rule.weight,
        fingerprint=fingerprint(rule.id, folded),
        fix=_fix(view, rule, match, suggestion, values) if rule.repair else None,
    )


def _fix(view: View, rule: Rule, match: Match, suggestion: str | None, values: Mapping[str, str]) -> Fix | None:
    confidence = match.confidence or rule.confidence
    repair = rule.repair
    if repair is None or match.span is None or confidence is Confidence.LOW:
        return None
    if repair.pieces:
        text: str | None = _with_pieces(values["found"], repair.pieces)
    else:
        text = suggestion if repair.text is None else repair.text.format_map(values)
    if text is None:
        return None
    sure = confidence.rank >= rule.confidence.rank and (not repair.line or stands(view, match.span, _LINE))
    return Fix(text, repair.safe and sure)


def _with_pieces(found: str, pieces: Sequence[tuple[str, str]]) -> str | None:
    """What was found with pieces of it replaced; None if it holds none of them."""
    table = dict(pieces)
    text = re.sub("|".join(map(re.escape, table)), lambda hit: table[hit[0]], found)
    return text if text != found else None


def _order(finding: Finding) -> tuple[int, int, str]:
    return (*(finding.span or (-1, -1)), finding.rule)
