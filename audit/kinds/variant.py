"""``kind: variant``: one name or word in two spellings inside a document.

``forms`` lists spellings that mean the same, each the beginning of a word; with ``as_written`` they differ in what
folding levels, and the first one listed is the better one. ``doubled`` compares long words that differ in one doubled
letter alone, ``joiner`` words that differ in a joiner nobody sees, ``names`` names in capitals that differ inside by a
letter or two, ``given`` the words behind a given name in a script without capitals. Else the rarer
spelling is the finding, each time; of two as frequent ones, the later one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.conditions import CLITICS
from audit.finding import Confidence
from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers.names import LEAST_PAIRED, near_capitals, sounds
from audit.prefilter.automaton import naive_hits
from audit.rule import Match
from audit.text import Span
from audit.view import View

_CLITICS: Final = regex.compile(rf"(?:{CLITICS}|\N{{ARABIC LETTER LAM}}\N{{ARABIC LETTER LAM}})")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]*")
_BACK: Final = regex.compile(r"(?r)[\p{L}\p{M}]*")


class Options(BaseModel):
    model_config = STRICT
    forms: tuple[tuple[str, ...], ...] = Field(
        default=(), description="Sets of spellings, each the beginning of a word; '=' at its end: the whole word."
    )
    doubled: tuple[str, ...] = Field(
        default=(), description="Letters whose doubling alone tells two spellings of a long word apart."
    )
    as_written: bool = Field(
        default=False, description="The forms differ in what folding levels: case, hamza, half-spaces, joiners."
    )
    joiner: bool = Field(default=False, description="Words with a zero-width joiner that also stand without it.")
    names: bool = Field(default=False, description="Names in capitals that differ inside by a letter or two.")
    not_in: tuple[str, ...] = Field(default=(), description="For names: languages where every noun has a capital.")
    given: tuple[str, ...] = Field(
        default=(), description="Given names of foreigners: the surnames behind one of them that sound alike are one."
    )
    least: int = Field(default=6, ge=4, description="Letters of a word for doubled.")
    edge: int = Field(default=2, ge=1, description="Letters at both ends of a word where doubling is grammar.")
    allow: tuple[str, ...] = Field(default=(), description="Stems for which a doubled letter makes another word.")


@dataclass(frozen=True)
class Forms:
    """``forms``: folded beginnings of words."""

    forms: tuple[tuple[str, ...], ...]

    @cached_property
    def literals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form.rstrip("=") for forms in self.forms for form in forms))

    @cached_property
    def _sets(self) -> dict[str, list[tuple[int, bool]]]:
        """Per literal, the sets it belongs to, and whether it must be the whole word."""
        sets: dict[str, list[tuple[int, bool]]] = {}
        for number, forms in enumerate(self.forms):
            for form in forms:
                sets.setdefault(form.rstrip("="), []).append((number, form.endswith("=")))
        return sets

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        text = view.folded.text
        places: dict[int, dict[str, list[Span]]] = {}
        for start, end in naive_hits(self.literals, text) if hits is None else hits:
            word = _word_at(text, start, end)
            if not _CLITICS.fullmatch(text, word.start, start):
                continue
            literal = text[start:end]
            for number, whole in self._sets[literal]:
                if not whole or word.end == end:
                    places.setdefault(number, {}).setdefault(literal, []).append(word)
        for number in sorted(places):
            if len(places[number]) > 1:
                yield from _rarer(view, places[number])


@dataclass(frozen=True)
class Written:
    """``forms``: spellings as they are written that fold alike; each is a whole word."""

    forms: tuple[tuple[str, ...], ...]

    @cached_property
    def literals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key(forms[0]) for forms in self.forms))

    @cached_property
    def _sets(self) -> dict[str, int]:
        return {form: number for number, forms in enumerate(self.forms) for form in forms}

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        folded, text = view.folded, view.text
        places: dict[int, dict[str, list[Span]]] = {}
        for start, end in naive_hits(self.literals, folded.text) if hits is None else hits:
            span = folded.origin(start, end)
            found = text[span.start : span.end]
            if (number := self._sets.get(found)) is None or _inside(text, span):
                continue
            places.setdefault(number, {}).setdefault(found, []).append(Span(start, end))
        for number in sorted(places):
            if len(places[number]) > 1:
                main = next(form for form in self.forms[number] if form in places[number])
                yield from _others(view, places[number], main)


_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_JOINED: Final = regex.compile(rf"[\p{{L}}\p{{M}}]+(?:{_JOINER}[\p{{L}}\p{{M}}]+)+")
_JOIN_EDGE: Final = regex.compile(rf"[\p{{L}}\p{{M}}{_JOINER}]")


@dataclass(frozen=True)
class Joined:
    """Folding drops the joiners: there is nothing to gate by but the joiner itself."""

    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        text = view.text
        if _JOINER not in text:
            return
        # One keyboard or converter puts them everywhere: the first word shows it.
        confidence: Confidence | None = None
        for hit in _JOINED.finditer(text):
            plain = hit[0].replace(_JOINER, "")
            if _stands(text, plain):
                yield Match(Span(*hit.span()), {"usual": plain}, suggestion=plain, confidence=confidence)
                confidence = Confidence.LOW


def _stands(text: str, word: str) -> bool:
    """Whether a word stands somewhere by itself."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _JOIN_EDGE.match(text, at - 1)) and not _JOIN_EDGE.match(text, end):
            return True
        at = text.find(word, end)
    return False


def _inside(text: str, span: Span) -> bool:
    """Whether a letter stands directly before or after."""
    return text[span.start - 1 : span.start].isalpha() or text[span.end : span.end + 1].isalpha()


@dataclass(frozen=True)
class Doubled:
    """``pairs``: the doubled letters, folded."""

    pairs: tuple[str, ...]
    least: int
    edge: int
    allow: tuple[str, ...]

    @property
    def literals(self) -> tuple[str, ...]:
        return self.pairs

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        text = view.folded.text
        places: dict[str, list[Span]] = {}
        single: dict[str, str] = {}
        for start, end in naive_hits(self.pairs, text) if hits is None else hits:
            word = _word_at(text, start, end)
            if word.end - word.start < self.least or word.end - end < self.edge:
                continue
            clitics = _CLITICS.match(text, word.start, start)
            first = clitics.end() if clitics else word.start
            if start - first < self.edge:
                continue
            bare = text[first : word.end]
            if len(bare) < self.least or any(stem in bare for stem in self.allow):
                continue
            places.setdefault(bare, []).append(word)
            single[bare] = text[first : start + 1] + text[end : word.end]
        for bare, spans in places.items():
            if other := _places(text, single[bare]):
                yield from _rarer(view, {bare: spans, single[bare]: other})


@dataclass(frozen=True)
class Names:
    """Names in capitals; there is nothing to gate by."""

    not_in: frozenset[str]
    literals: tuple[str, ...] = ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        if view.language.partition("-")[0] not in self.not_in:
            for start, end, usual in near_capitals(view.text):
                yield Match(Span(start, end), {"usual": usual}, suggestion=usual)


@dataclass(frozen=True)
class Surnames:
    """``given``: folded given names; the words behind one of them are compared by their sounds."""

    given: tuple[str, ...]

    @property
    def literals(self) -> tuple[str, ...]:
        return self.given

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        text = view.folded.text
        places: dict[tuple[str, str], dict[str, list[Span]]] = {}
        for start, end in naive_hits(self.given, text) if hits is None else hits:
            first = _word_at(text, start, end)
            if first.end != end or text[end : end + 1] != " " or not _CLITICS.fullmatch(text, first.start, start):
                continue
            word = _word_at(text, end + 1, end + 1)
            surname = text[word.start : word.end]
            if len(surname) >= LEAST_PAIRED:
                places.setdefault((text[start:end], sounds(surname)), {}).setdefault(surname, []).append(word)
        for spellings in places.values():
            if len(spellings) > 1:
                yield from _rarer(view, spellings)


def _places(text: str, bare: str) -> list[Span]:
    """Where a word stands in a folded text, with or without clitics."""
    found = []
    for start, end in naive_hits((bare,), text):
        word = _word_at(text, start, end)
        if word.end == end and _CLITICS.fullmatch(text, word.start, start):
            found.append(word)
    return found


def _word_at(text: str, start: int, end: int) -> Span:
    head, tail = _BACK.match(text, 0, start), _WORD.match(text, end)
    return Span(head.start() if head else start, tail.end() if tail else end)


def _rarer(view: View, places: dict[str, list[Span]]) -> Iterator[Match]:
    """All spellings but the most frequent one; of two as frequent the one that comes first stays."""
    yield from _others(view, places, max(places, key=lambda form: (len(places[form]), -places[form][0].start)))


def _others(view: View, places: dict[str, list[Span]], main: str) -> Iterator[Match]:
    """All spellings but the main one."""
    text = view.folded.text
    usual = Counter(text[span.start : span.end] for span in places[main]).most_common(1)[0][0]
    at = next(span for span in places[main] if text[span.start : span.end] == usual)
    origin = view.folded.origin(*at)
    written = view.text[origin.start : origin.end]
    for form, spans in places.items():
        if form != main:
            for span in spans:
                yield Match(view.folded.origin(*span), {"usual": written})


def build(options: Options, context: Context) -> Forms | Written | Doubled | Joined | Names | Surnames:  # noqa: ARG001
    chosen = (bool(options.forms), bool(options.doubled), options.joiner, options.names, bool(options.given))
    if sum(chosen) != 1:
        raise OptionError("forms", "one of forms, doubled, joiner, names and given is needed")
    if options.joiner:
        return Joined()
    if options.names:
        return Names(frozenset(options.not_in))
    if options.given:
        return Surnames(tuple(dict.fromkeys(map(key, options.given))))
    if options.doubled:
        pairs = tuple(key(letter) * 2 for letter in options.doubled)
        return Doubled(pairs, options.least, options.edge, tuple(map(key, options.allow)))
    return _written(options) if options.as_written else _forms(options)


def _written(options: Options) -> Written:
    for forms in options.forms:
        if len(set(forms)) < 2 or len(set(map(key, forms))) > 1:
            raise OptionError("forms", f"a set needs two spellings that fold alike: {', '.join(forms)}")
    return Written(options.forms)


def _forms(options: Options) -> Forms:
    for forms in options.forms:
        if len(set(map(key, forms))) < 2:
            raise OptionError("forms", f"a set needs two spellings that differ: {', '.join(forms)}")
    return Forms(tuple(tuple(key(form) for form in forms) for forms in options.forms))


KIND: Final = Kind(
    "variant",
    "One name or word in two spellings inside a document.",
    Options,
    build,
    lambda _: frozenset({"usual"}),
)
