"""``kind: glossary``: an acronym or term whose rendering is the wrong one.

By itself a rendering proves little: both institutions exist. But a text that puts both side by side, one of them in
brackets, gives itself away, and then every mention of the wrong one in it is wrong.
"""

from collections.abc import Iterator, Sequence
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


class Options(BaseModel):
    model_config = STRICT
    wrong: tuple[str, ...] = Field(description="The renderings that are wrong here.")
    right: tuple[str, ...] = Field(description="The renderings that are right; the first one is the suggestion.")
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
        """Both renderings, one in brackets right after the other; the acronym may stand by either."""
        acronym = rf"(?:{regex.escape(key(self.acronym))})" if self.acronym else r"(?!)"
        wrong = "|".join(regex.escape(wording) for wording in self.mentions.literals)
        right = "|".join(regex.escape(key(wording)) for wording in self.right)
        gloss = rf'(?:{acronym} ?[-:,،/]? ?)?["\']?'
        close = rf'["\']?(?: ?[-:,،/(]? ?{acronym} ?\)?)? ?[)\]]'
        open_ = rf'["\']?(?: ?[(\[] ?{acronym} ?[)\]])? ?[(\[] ?'
        one, other = f"(?:{wrong})", f"{CLITICS}(?P<right>{right})"
        two, another = f"(?P<right>{right})", f"{CLITICS}(?:{wrong})"
        return regex.compile(f"{one}{open_}{gloss}{other}{close}|{two}{open_}{gloss}{another}{close}")

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


def build(options: Options, context: Context) -> Glossary:
    for option, wordings in (("wrong", options.wrong), ("right", options.right)):
        if not wordings or not all(key(wording).strip() for wording in wordings):
            raise OptionError(option, "at least one wording is needed, and none may be empty")
    both = {key(wording) for wording in options.wrong} & {key(wording) for wording in options.right}
    if both:
        raise OptionError("wrong", f"'{min(both)}' cannot be right and wrong")
    if not options.alone and options.beside_right is None:
        raise OptionError("alone", "false needs beside_right: the rule could never match")
    attached = context.language == "ar" if options.attached is None else options.attached
    mentions = Phrase(options.wrong, "word", attached, frozenset(FOLDS), "found")
    return Glossary(mentions, options.right, options.acronym, options.beside_right, options.alone)


def fills(_: Options) -> frozenset[str]:
    return frozenset({"right", "acronym"})


KIND: Final = Kind(
    "glossary", "A wrong rendering of an acronym or term, judged by the right one.", Options, build, fills
)
