"""All literals of all rules in one Aho-Corasick automaton."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from audit.fold import Folded
from audit.prefilter.required import EDGE
from audit.text import Span

SMALL: Final = 4_000
"""Code points of text, all documents together, up to which looking for each literal is cheaper than an automaton."""
_GRAM: Final = 5
"""Characters at the beginning of a literal that a text is asked for first."""


class Owner(NamedTuple):
    """A rule that looks for a literal, and whether a letter may not stand directly before or after it."""

    rule: int
    before: bool
    after: bool


@dataclass(frozen=True)
class Automaton:
    """``literals``: the folded literals of each rule, by the rule's number; an `EDGE` at an end keeps letters away."""

    literals: Sequence[Sequence[str]]

    @cached_property
    def _owners(self) -> Mapping[str, Sequence[Owner]]:
        owners: dict[str, list[Owner]] = {}
        for rule, literals in enumerate(self.literals):
            plain = Owner(rule, before=False, after=False)
            for literal in dict.fromkeys(literals):
                owner = plain
                if EDGE in literal:
                    owner = Owner(rule, literal.startswith(EDGE), literal.endswith(EDGE))
                    literal = literal.strip(EDGE)
                owners.setdefault(literal, []).append(owner)
        return owners

    @cached_property
    def _machine(self) -> tuple[AhoCorasick, Sequence[Sequence[Owner]]]:
        # Many phrases make a DFA large and slow to build; the contiguous automaton scans a third as fast, still far
        # faster than everything after it.
        small = len(self._owners) <= 2_000
        implementation = Implementation.DFA if small else Implementation.ContiguousNFA
        machine = AhoCorasick(self._owners, matchkind=MatchKind.Standard, implementation=implementation)
        return machine, tuple(self._owners.values())

    def hits(self, folded: Folded) -> dict[int, list[Span]]:
        """The places of each rule's literals in a folded text, sorted by start, for the rules that have any."""
        found: dict[int, list[Span]] = {}
        if not self._owners:
            return found
        for owners, start, end in self._places(folded.text):
            span = Span(start, end)
            for rule, before, after in owners:
                if (before and folded.before(start).isalpha()) or (after and folded.after(end).isalpha()):
                    continue
                found.setdefault(rule, []).append(span)
        for spans in found.values():
            spans.sort()
        return found

    @cached_property
    def _seen(self) -> list[int]:
        return [0]

    def _places(self, text: str) -> Iterator[tuple[Sequence[Owner], int, int]]:
        """Every literal in a text, with those who look for it."""
        self._seen[0] += len(text)
        if self._seen[0] <= SMALL:
            grams = {text[at : at + _GRAM] for at in range(len(text))}
            begun = [literal for literal in self._owners if literal[:_GRAM] in grams or len(literal) < _GRAM]
            for literal in begun:
                yield from ((self._owners[literal], *span) for span in naive_hits((literal,), text))
            return
        machine, owners = self._machine
        for number, start, end in machine.find_matches_as_indexes(text, overlapping=True):
            yield owners[number], start, end


def naive_hits(literals: Sequence[str], folded: str) -> list[Span]:
    """The same places for one rule, found one literal at a time: what the automaton is tested against."""
    found = []
    for literal in dict.fromkeys(literals):
        at = folded.find(literal)
        while at >= 0:
            found.append(Span(at, at + len(literal)))
            at = folded.find(literal, at + 1)
    return sorted(found)
