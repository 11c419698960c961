"""``kind: glossary``: an acronym or term whose rendering is the wrong one.

By itself a rendering proves little: both institutions exist. But a text that puts both side by side, one of them in
brackets, gives itself away, and then every mention of the wrong one in it is wrong. A ledger of many acronyms is one
rule with ``entries``: there the acronym itself in brackets is proof too, where the document speaks of another body.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.conditions import CLITICS
from audit.finding import Confidence
from audit.fold import FOLDS, key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers.phrase import Phrase
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Entry(BaseModel):
    model_config = STRICT
    acronym: str = Field(description="What the renderings expand.")
    right: tuple[str, ...] = Field(description="The renderings that are right; the first one is the suggestion.")
    wrong: tuple[str, ...] = Field(default=(), description="Expansions of the same letters that mean another thing.")
    never: tuple[str, ...] = Field(default=(), description="Renderings that name nothing: wrong beside the acronym.")
    when: tuple[str, ...] = Field(
        default=(),
        description="Words of a document that means the right one: there the wrong one by the acronym is wrong.",
    )
    unless: tuple[str, ...] = Field(default=(), description="Words of a document that may mean the wrong one.")


class Options(BaseModel):
    model_config = STRICT
    wrong: tuple[str, ...] = Field(default=(), description="The renderings that are wrong here.")
    right: tuple[str, ...] = Field(
        default=(), description="The renderings that are right; the first one is the suggestion."
    )
    entries: tuple[Entry, ...] = Field(default=(), description="Many acronyms in one rule, each with its renderings.")
    beside_acronym: Confidence | None = Field(
        default=None, description="Of 'entries': the confidence of a mention beside its acronym in brackets."
    )
    acronym: str | None = Field(default=None, description="What both are renderings of, in the source language.")
    beside_right: Confidence | None = Field(
        default=None, description="The confidence of every mention once both stand side by side, one in brackets."
    )
    alone: bool = Field(default=True, description="Whether mentions count in a document that has no such pair.")
    attached: bool | None = Field(
        default=None, description="Whether Arabic conjunctions, prepositions and the article may be written onto it."
    )


@dataclass(frozen=True)
class Glossary:
    mentions: Phrase
    right: tuple[str, ...]
    acronym: str | None
    beside_right: Confidence | None
    alone: bool

    @property
    def literals(self) -> tuple[str, ...]:
        return self.mentions.literals

    @cached_property
    def _pair(self) -> regex.Pattern[str]:
        return _pair(self.mentions.literals, self.right, self.acronym)

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        matches = list(self.mentions.find(view, hits))
        if not matches:
            return
        pair = self._pair.search(view.folded.text) if self.beside_right is not None else None
        if pair is None and not self.alone:
            return
        right = self.right[0]
        if pair is not None:
            span = view.folded.origin(*pair.span("right"))
            right = view.text[span.start : span.end]
        confidence = self.beside_right if pair is not None else None
        values = {"right": right, "acronym": self.acronym or ""}
        for match in matches:
            yield Match(match.span, values, confidence, right)


@dataclass(frozen=True)
class Term:
    """An entry of a ledger: ``wrong`` and ``never`` are folded wordings, as `Phrase` looks for them."""

    acronym: str
    right: tuple[str, ...]
    wrong: frozenset[str]
    never: frozenset[str]
    when: tuple[str, ...]
    unless: tuple[str, ...]

    @cached_property
    def pair(self) -> regex.Pattern[str]:
        return _pair(sorted(self.wrong | self.never), self.right, self.acronym)

    @cached_property
    def labelled(self) -> regex.Pattern[str]:
        """A wording right before or after its acronym, one of them in brackets."""
        wrong = "|".join(regex.escape(wording) for wording in sorted(self.wrong | self.never, key=len, reverse=True))
        acronym = regex.escape(key(self.acronym))
        return regex.compile(
            rf"""(?P<wrong>{wrong})["']? ?[(\[] ?["']?{acronym}["']? ?[)\]]"""
            rf"""|(?<![\p{{L}}\p{{N}}]){acronym} ?[(\[] ?["']?{CLITICS}(?P<wrong>{wrong})["']? ?[)\]]"""
        )

    @cached_property
    def _clues(self) -> tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]:
        return _clue(self.when), _clue(self.unless)

    def meant(self, text: str) -> bool:
        """Whether a folded text speaks of the right one; what the wrong renderings say themselves does not count."""
        when, unless = self._clues
        if when is None and unless is None:
            return True
        for wording in sorted(self.wrong | self.never, key=len, reverse=True):
            text = text.replace(wording, "\n")
        return (when is None or when.search(text) is not None) and (unless is None or unless.search(text) is None)


@dataclass(frozen=True)
class Ledger:
    """``terms``: by the wording of a mention."""

    mentions: Phrase
    terms: Mapping[str, tuple[Term, ...]]
    beside_right: Confidence | None
    beside_acronym: Confidence | None
    alone: bool

    @property
    def literals(self) -> tuple[str, ...]:
        return self.mentions.literals

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:
        found: dict[int, tuple[Term, list[tuple[str, Span]]]] = {}
        for match in self.mentions.find(view, hits):
            assert match.span is not None
            wording = key(view.text[match.span.start : match.span.end])
            for term in self.terms.get(wording, ()):
                found.setdefault(id(term), (term, []))[1].append((wording, match.span))
        spoken: set[Span] = set()
        for term, mentions in found.values():
            for match in self._judged(view, term, mentions):
                if match.span is not None and match.span not in spoken:
                    spoken.add(match.span)
                    yield match

    def _judged(self, view: View, term: Term, mentions: Sequence[tuple[str, Span]]) -> Iterator[Match]:
        text, right = view.folded.text, term.right[0]
        pair = term.pair.search(text) if self.beside_right is not None else None
        meant = term.meant(text)
        if pair is not None:
            span = view.folded.origin(*pair.span("right"))
            right = view.text[span.start : span.end]
        labelled: set[Span] = set()
        if pair is None and self.beside_acronym is not None:
            labelled = {view.folded.origin(*hit.span("wrong")) for hit in term.labelled.finditer(text)}
        values = {"right": right, "acronym": term.acronym}
        for wording, span in mentions:
            if pair is not None:
                yield Match(span, values, self.beside_right, right)
            elif span in labelled and (wording in term.never or (term.when and meant)):
                yield Match(span, values, self.beside_acronym, right)
            elif self.alone and meant:
                yield Match(span, values, None, right)


def _pair(wrong: Sequence[str], right: Sequence[str], acronym: str | None) -> regex.Pattern[str]:
    """Both renderings, one in brackets right after the other; the acronym may stand by either."""
    letters = rf"(?:{regex.escape(key(acronym))})" if acronym else r"(?!)"
    worse = "|".join(regex.escape(wording) for wording in wrong)
    better = "|".join(regex.escape(key(wording)) for wording in right)
    gloss = rf'(?:{letters} ?[-:,،/]? ?)?["\']?'
    close = rf'["\']?(?: ?[-:,،/(]? ?{letters} ?\)?)? ?[)\]]'
    open_ = rf'["\']?(?: ?[(\[] ?{letters} ?[)\]])? ?[(\[] ?'
    one, other = f"(?:{worse})", f"{CLITICS}(?P<right>{better})"
    two, another = f"(?P<right>{better})", f"{CLITICS}(?:{worse})"
    return regex.compile(f"{one}{open_}{gloss}{other}{close}|{two}{open_}{gloss}{another}{close}")


def _clue(words: tuple[str, ...]) -> regex.Pattern[str] | None:
    if not words:
        return None
    choices = "|".join(
        regex.escape(key(word.rstrip("*"))) + ("" if word.endswith("*") else r"(?![\p{L}\p{N}])") for word in words
    )
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){CLITICS}(?:{choices})")


def _ledger(options: Options, *, attached: bool) -> Ledger:
    terms: dict[str, tuple[Term, ...]] = {}
    wordings: list[str] = []
    for entry in options.entries:
        given = (*entry.wrong, *entry.never)
        if not given or not entry.right or not all(key(wording).strip() for wording in (*given, *entry.right)):
            raise OptionError("entries", f"{entry.acronym}: at least one wording is needed, and none may be empty")
        both = {key(wording) for wording in given} & {key(wording) for wording in entry.right}
        if both:
            raise OptionError("entries", f"{entry.acronym}: '{min(both)}' cannot be right and wrong")
        wordings.extend(given)
        term = Term(
            entry.acronym,
            entry.right,
            frozenset(_sought(entry.wrong, attached=attached)),
            frozenset(_sought(entry.never, attached=attached)),
            entry.when,
            entry.unless,
        )
        for wording in (*term.wrong, *term.never):
            terms[wording] = (*terms.get(wording, ()), term)
    mentions = Phrase(tuple(dict.fromkeys(wordings)), "word", attached, frozenset(FOLDS), "found")
    return Ledger(mentions, terms, options.beside_right, options.beside_acronym, options.alone)


def _sought(wordings: tuple[str, ...], *, attached: bool) -> tuple[str, ...]:
    return Phrase(wordings, "word", attached, frozenset(FOLDS), "found").literals


def build(options: Options, context: Context) -> Glossary | Ledger:
    attached = context.language == "ar" if options.attached is None else options.attached
    if options.entries:
        if options.wrong or options.right or options.acronym:
            raise OptionError("entries", "in its place 'wrong', 'right' and 'acronym' stand in every entry")
        return _ledger(options, attached=attached)
    for option, wordings in (("wrong", options.wrong), ("right", options.right)):
        if not wordings or not all(key(wording).strip() for wording in wordings):
            raise OptionError(option, "at least one wording is needed, and none may be empty")
    both = {key(wording) for wording in options.wrong} & {key(wording) for wording in options.right}
    if both:
        raise OptionError("wrong", f"'{min(both)}' cannot be right and wrong")
    if not options.alone and options.beside_right is None:
        raise OptionError("alone", "false needs beside_right: the rule could never match")
    mentions = Phrase(options.wrong, "word", attached, frozenset(FOLDS), "found")
    return Glossary(mentions, options.right, options.acronym, options.beside_right, options.alone)


def fills(_: Options) -> frozenset[str]:
    return frozenset({"right", "acronym"})


KIND: Final = Kind(
    "glossary", "A wrong rendering of an acronym or term, judged by the right one.", Options, build, fills
)
