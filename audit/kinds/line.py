"""``kind: line``: whole lines that say one of some wordings, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex
from pydantic import BaseModel, Field

from audit.fold import key
from audit.kind import STRICT, Context, Kind, OptionError
from audit.labels import EDGE, HEAD, LONGEST, folded_label, label
from audit.rule import Match
from audit.text import Span
from audit.view import View

_OPEN: Final = "*"
_STAY: Final = "x"
"""Keeps the space at the open end of a wording from being stripped."""
_SEPARATORS: Final = regex.compile(
    r"[\s_|/&,;:>.*\-\N{ARABIC COMMA}\N{BULLET}\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\"]*"
)


class Options(BaseModel):
    model_config = STRICT
    lines: tuple[str, ...] = Field(
        default=(),
        description="The wordings, one or, line by line, several a string. Case, vowel marks, outer punctuation and "
        "the value of numbers do not count; one '*' stands for any text.",
    )
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words count as wordings.")
    joined: int | None = Field(
        default=None, ge=1, le=9, description="Also lines that are so many wordings in a row or more, even glued."
    )
    alone: bool = Field(default=True, description="Whether one wording by itself is enough; else only 'joined' ones.")
    marks: int | None = Field(
        default=None, ge=1, le=9, description="Also lines of at most so many characters, none a letter or a number."
    )
    most_words: int = Field(default=LONGEST, ge=1, le=LONGEST, description="A line of more words is left alone.")


@dataclass(frozen=True)
class Lines:
    wordings: tuple[str, ...]
    joined: int | None = None
    marks: int | None = None
    alone: bool = True
    most_words: int = LONGEST
    literals: tuple[str, ...] = ()

    @cached_property
    def _labels(self) -> tuple[frozenset[str], Sequence[tuple[str, str]]]:
        """Labels of whole lines, and beginnings and ends of labels, one of which may be empty."""
        whole: set[str] = set()
        open_: list[tuple[str, str]] = []
        # Folding is dear on many short strings and cheap on one long one.
        for wording in key("\n".join(self.wordings)).split("\n"):
            if _OPEN not in wording:
                whole.add(folded_label(wording))
            else:
                head, _, tail = wording.partition(_OPEN)
                open_.append((folded_label(head + _STAY)[:-1], folded_label(_STAY + tail)[1:]))
        return frozenset(whole - {""}), open_

    @property
    def whole(self) -> frozenset[str]:
        return self._labels[0]

    @cached_property
    def _open(self) -> Sequence[Mapping[str, Sequence[tuple[str, str]]]]:
        """Wordings with an open end: by a long beginning, by the end, by a short beginning."""
        by_head: dict[str, list[tuple[str, str]]] = {}
        by_tail: dict[str, list[tuple[str, str]]] = {}
        by_short: dict[str, list[tuple[str, str]]] = {}
        for head, tail in self._labels[1]:
            if len(head) >= EDGE:
                by_head.setdefault(head[:EDGE], []).append((head, tail))
            elif len(tail) >= EDGE:
                by_tail.setdefault(tail[-EDGE:], []).append((head, tail))
            else:
                by_short.setdefault(head[:HEAD], []).append((head, tail))
        return by_head, by_tail, by_short

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """How long wordings of each beginning are, longest first."""
        found: dict[str, set[int]] = {}
        for wording in self.whole:
            found.setdefault(wording[:HEAD], set()).add(len(wording))
        return {head: sorted(lengths, reverse=True) for head, lengths in found.items()}

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002 - has no literals
        for index in sorted(self.indexes(view)):
            if view.lines[index].words <= self.most_words:
                yield Match(view.lines[index].span)

    def indexes(self, view: View) -> set[int]:
        """Which of ``view.lines`` say a wording, however long they are."""
        labels = view.labels
        found: set[int] = set()
        # Nearly always there is nothing in common: that must cost next to nothing.
        if self.alone and not self.whole.isdisjoint(labels.said):
            found |= {index for text in labels.said.keys() & self.whole for index in labels.said[text]}
        for edges, wordings in zip((labels.heads, labels.tails, labels.rows), self._open, strict=True):
            if wordings and not wordings.keys().isdisjoint(edges):
                for edge in edges.keys() & wordings.keys():
                    found |= {index for index in edges[edge] if _opens(labels.texts[index], wordings[edge])}
        if self.joined is not None:
            for end, indexes in labels.rows.items():
                if end in self._lengths or end[0] in self._lengths:
                    found |= {index for index in indexes if self._in_a_row(labels.texts[index])}
        if self.marks is not None:
            spans = ((index, view.lines[index].span) for index in labels.wordless)
            found |= {index for index, span in spans if span.end - span.start <= self.marks}
        return found

    def _in_a_row(self, text: str) -> bool:
        """Whether a label is wordings, not numbers only; the longest that fits is taken, without looking back."""
        at = count = 0
        while at < len(text):
            for length in (*self._lengths.get(text[at : at + HEAD], ()), *self._lengths.get(text[at], ())):
                if text[at : at + length] in self.whole:
                    break
            else:
                return False
            count += 1
            separated = _SEPARATORS.match(text, at + length)
            at = separated.end() if separated else at + length
        return self.joined is not None and count >= self.joined and any(map(str.isalpha, text))


def _opens(text: str, wordings: Sequence[tuple[str, str]]) -> bool:
    for head, tail in wordings:
        if text.startswith(head) and text.endswith(tail) and len(text) > len(head) + len(tail):
            return True
    return False


def build(options: Options, context: Context) -> Lines:
    blocks = context.words("lists", options.lines, options.lists)
    wordings = tuple(wording for block in blocks for wording in block.split("\n") if wording.strip())
    if not wordings and options.marks is None:
        raise OptionError("lines", "at least one wording is needed")
    if context.eager:
        for wording in wordings:
            _check(wording)
    return Lines(wordings, options.joined, options.marks, options.alone, options.most_words)


def _check(wording: str) -> None:
    head, star, tail = wording.partition(_OPEN)
    if not label(head) and not label(tail):
        raise OptionError("lines", f"'{wording}' holds no letter and no number")
    if star and (
        _OPEN in tail
        or max(len(label(head)), len(label(tail))) < HEAD
        or (len(label(head)) < HEAD and len(tail) < EDGE)
    ):
        raise OptionError("lines", f"'{wording}' needs one '*' at most, and some letters before or after it")


KIND: Final = Kind("line", "Whole lines that say one of some wordings.", Options, build)
