"""Fixed wordings: found by the gate, confirmed at their boundaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal
from unicodedata import category

import regex

from audit.conditions import CLITICS
from audit.fold import FOLDS, Fold, fold, key
from audit.prefilter.automaton import naive_hits
from audit.rule import Match
from audit.text import Span
from audit.view import View

_ARTICLE: Final = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_TO_THE: Final = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}"
_LONGEST_CLITICS: Final = 4
_CLITICS: Final = regex.compile(CLITICS)


@dataclass(frozen=True)
class Phrase:
    phrases: tuple[str, ...]
    boundary: Literal["word", "anywhere"]
    attached: bool
    folds: frozenset[Fold]
    extent: Literal["found", "line"]

    @cached_property
    def literals(self) -> tuple[str, ...]:
        folded = [fold(phrase).text for phrase in self.phrases]
        if self.attached:
            folded += [_TO_THE + phrase[2:] for phrase in folded if phrase.startswith(_ARTICLE)]
        return tuple(dict.fromkeys(folded))

    @cached_property
    def _spellings(self) -> frozenset[str] | None:
        """The wordings under this rule's folds; None when it uses all, and the automaton has compared them."""
        if self.folds == frozenset(FOLDS):
            return None
        own = {key(phrase, self.folds) for phrase in self.phrases}
        return frozenset(
            own | {_TO_THE + phrase[2:] for phrase in own if self.attached and phrase.startswith(_ARTICLE)}
        )

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        folded = view.folded
        for start, end in naive_hits(self.literals, folded.text) if hits is None else hits:
            if self.boundary == "word" and not self._bounded(folded.text, start, end):
                continue
            span = folded.origin(start, end)
            if (
                self._spellings is not None
                and _spelt(view.text[span.start : span.end], self.folds) not in self._spellings
            ):
                continue
            if self.extent == "line" and (line := view.line_at(span.start)) is not None:
                span = line.span
            yield Match(span)

    def _bounded(self, text: str, start: int, end: int) -> bool:
        if end < len(text) and in_word(text[end]) and in_word(text[end - 1]):
            return False
        if not start or not in_word(text[start - 1]) or not in_word(text[start]):
            return True
        if not self.attached:
            return False
        first = start
        while first and start - first <= _LONGEST_CLITICS and in_word(text[first - 1]):
            first -= 1
        return _CLITICS.fullmatch(text, first, start) is not None


@lru_cache(maxsize=4096)
def _spelt(found: str, folds: frozenset[Fold]) -> str:
    """`key`, remembered: a rule that looks for spellings meets the same few words again and again."""
    return key(found, folds)


def in_word(character: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit, or a mark that sits on one."""
    return character.isalnum() or category(character)[0] == "M"
