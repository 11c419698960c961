"""Whole lines that say one of some wordings: found by what lines say, how they begin and how they end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from audit.fold import key
from audit.kind import Context, OptionError
from audit.labels import EDGE, HEAD, LONGEST, folded_label, label
from audit.rule import Match
from audit.text import Span
from audit.view import View

OPEN: Final = "*"
_STAY: Final = "x"
"""Keeps the space at the open end of a wording from being stripped."""
_SEPARATORS: Final = regex.compile(
    r"[\s_|/&,;:>.*\-\N{ARABIC COMMA}\N{BULLET}\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\"]*"
)


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
            if OPEN not in wording:
                whole.add(folded_label(wording))
            else:
                head, _, tail = wording.partition(OPEN)
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

    @cached_property
    def edges(self) -> set[str]:
        """What `Labels.edges` must have in common with this for any line to match."""
        edges = set().union(self.whole, *self._open)
        if self.joined is not None:
            edges.update(self._lengths)
        if self.marks is not None:
            edges.add("")
        return edges

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


def wordings(lines: Sequence[str], lists: Sequence[str], context: Context) -> tuple[str, ...]:
    """The wordings of a rule and of its lists, several of which may stand in one string, line by line.

    Raises `OptionError` for one that nothing or everything would say.
    """
    blocks = context.words("lists", tuple(lines), tuple(lists))
    found = tuple(wording for block in blocks for wording in block.split("\n") if wording.strip())
    if context.eager:
        for wording in found:
            _check(wording)
    return found


def _check(wording: str) -> None:
    head, star, tail = wording.partition(OPEN)
    if not label(head) and not label(tail):
        raise OptionError("lines", f"'{wording}' holds no letter and no number")
    if star and (
        OPEN in tail or max(len(label(head)), len(label(tail))) < HEAD or (len(label(head)) < HEAD and len(tail) < EDGE)
    ):
        raise OptionError("lines", f"'{wording}' needs one '*' at most, and some letters before or after it")
