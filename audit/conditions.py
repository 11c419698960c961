"""``when`` and ``unless``: what must or must not stand around a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

import regex

from audit.fold import key
from audit.text import Span
from audit.view import View

_START: Final = Span(0, 0)

Scope: TypeAlias = Literal["before", "after", "near", "line", "document"]

NEAR: Final = 80
"""How far ``near`` looks to both sides, in folded code points, within the line."""

# Arabic writes conjunctions, prepositions and the article onto the next word.
CLITICS: Final = (
    "(?:\N{ARABIC LETTER WAW}|\N{ARABIC LETTER FEH})?"
    "(?:\N{ARABIC LETTER BEH}|\N{ARABIC LETTER KAF}|\N{ARABIC LETTER LAM})?"
    "(?:\N{ARABIC LETTER ALEF}?\N{ARABIC LETTER LAM})?"
)
"""An expression for the Arabic conjunctions, prepositions and the article, all of them optional."""


@dataclass(frozen=True)
class Words:
    """Any of some wordings in one scope; a wording that ends in ``*`` is the beginning of a word."""

    scope: Scope
    wordings: tuple[str, ...]

    @cached_property
    def _expression(self) -> regex.Pattern[str]:
        choices = "|".join(
            regex.escape(key(wording.rstrip("*"))) + ("" if wording.endswith("*") else r"(?![\p{L}\p{N}])")
            for wording in sorted(self.wordings, key=len, reverse=True)
        )
        found = rf"(?<![\p{{L}}\p{{N}}]){CLITICS}(?:{choices})"
        edge = r"[^\p{L}\p{N}\n]{0,3}"
        if self.scope == "before":
            return regex.compile(rf"(?:{found}){edge}$")
        if self.scope == "after":
            return regex.compile(rf"^{edge}(?:{found})")
        return regex.compile(found)

    def hold(self, view: View, span: Span) -> bool:
        """Whether one of the wordings stands there. What the finding itself covers counts only for the wider scopes."""
        if self.scope == "document":
            return self._expression.search(view.folded.text) is not None
        line = view.line_at(span.start)
        low, high = (line.span.start, line.span.end) if line else (span.start, span.end)
        if self.scope == "line":
            return self._expression.search(key(view.text[low:high])) is not None
        before, after = key(view.text[low : span.start]), key(view.text[span.end : max(high, span.end)])
        if self.scope == "before":
            return self._expression.search(before) is not None
        if self.scope == "after":
            return self._expression.search(after) is not None
        return any(self._expression.search(side) for side in (before[-NEAR:], after[:NEAR]))


@dataclass(frozen=True)
class Conditions:
    """All of ``when`` must hold, none of ``unless``."""

    when: Sequence[Words] = ()
    unless: Sequence[Words] = ()

    def allow_document(self, view: View) -> bool:
        """Whether the conditions that look at the whole document hold: the same for every finding in it."""
        return all(words.hold(view, _START) for words in self.when if words.scope == "document") and not any(
            words.hold(view, _START) for words in self.unless if words.scope == "document"
        )

    def allow(self, view: View, span: Span | None) -> bool:
        """Whether the other conditions hold at a finding. One about the whole document is judged at its start."""
        at = span or _START
        return all(words.hold(view, at) for words in self.when if words.scope != "document") and not any(
            words.hold(view, at) for words in self.unless if words.scope != "document"
        )
