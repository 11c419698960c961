"""The wording of a document: which words, pairs of words and endings speak for a machine, and how loudly.

A linear model per language, learnt by `scripts/fit_verdict.py` (its docstring names the texts) and shipped as facts:
`data/wording/<language>.json` holds for each telling wording and ending a weight in hundredths of a log-odd. With ``n``
words looked at, ``c`` occurrences of a wording and ``d`` different words of an ending the log-odds are

    offset + (sum(weight x sqrt(c)) + sum(weight x d)) / sqrt(n)

cut to ``[LEAST, most]``, and times ``n / FULL`` in a text shorter than `FULL`. Wordings are in small letters, so
that names and sentence starts do not count.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from heapq import nlargest
from itertools import chain, filterfalse, pairwise
from math import sqrt
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "data" / "wording"
LIMIT: Final = 1600
"""Code points from the start of the text that are looked at: some 250 words."""
FULL: Final = 100
"""Words from which a text speaks with its full weight; a shorter one says less in proportion."""
FEWEST: Final = 4
"""Different wordings of the model that must occur; with fewer (another script, a list of names) nothing is said."""
LEAST: Final = -1.5
"""What a human wording may say at most: newer systems write like people, so it acquits nobody."""
ENDINGS: Final = (2, 3, 4)
"""Letters of the endings that are looked at."""
LOUD: Final = 1.0
"""Log-odds from which the report names wordings."""
SHOWN: Final = 3
"""How many it names."""
REMEMBERED: Final = 50_000
"""Words whose endings are looked up only once."""

_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_MARKS: Final = (
    '".,;:!?()[]'
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{HORIZONTAL ELLIPSIS}\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}"
    "\N{DEVANAGARI DANDA}"
)


@dataclass(frozen=True)
class Model:
    """What was learnt about a language. ``most``: the largest log-odds it may report."""

    offset: float
    most: float
    wordings: Mapping[str, int]
    endings: Mapping[str, int]
    _tails: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first words of its wordings of two words."""
        return frozenset(head for head, _, second in (name.partition(" ") for name in self.wordings) if second)

    def tails(self, words: Collection[str]) -> int:
        """What the endings of the words weigh together."""
        known = self._tails
        if len(known) > REMEMBERED:
            known.clear()
        for word in filterfalse(known.__contains__, words):
            known[word] = sum(self.endings.get(ending, 0) for ending in endings(word))
        return sum(map(known.__getitem__, words))


@dataclass(frozen=True, slots=True)
class Wording:
    """``weight``: log-odds. ``count``: different wordings of the model that occur. ``telling``: the loudest that speak
    for the same side, when they are loud.
    """

    weight: float
    count: int
    telling: tuple[str, ...]


def sample(text: str) -> list[str]:
    """The words at the start of a text, punctuation marks as words of their own; one cut by the limit is left out."""
    start = text[: LIMIT + 1].replace(_APOSTROPHE, "'")
    for mark in _MARKS:
        if mark in start:
            start = start.replace(mark, f" {mark} ")
    words = start.split()
    return words[:-1] if len(text) > LIMIT else words


def pairs(words: list[str]) -> Iterable[str]:
    return map(" ".join, pairwise(words))


def endings(word: str) -> Iterator[str]:
    """The last two, three and four letters of a word that has so many."""
    return (word[-letters:] for letters in ENDINGS if len(word) >= letters)


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


def model(language: str) -> Model | None:
    """The model of a language (its first subtag counts), read when it is first asked for; None where there is none."""
    return _model(language.partition("-")[0])


@cache
def _model(language: str) -> Model | None:
    if language not in _languages():
        return None
    data = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Model(data["offset"], data["most"], data["wordings"], data["endings"])


def wording(text: str, model: Model) -> Wording | None:
    """What the wording of a text says; None when too little of it is known."""
    words = sample(text)
    weights = model.wordings
    heads = model.heads
    couples = [f"{word} {after}" for word, after in pairwise(words) if word in heads]
    found = Counter(filter(weights.__contains__, chain(words, couples)))
    if len(found) < FEWEST:
        return None
    tails = model.tails(frozenset(words))
    loud = [weights[name] * sqrt(count) for name, count in found.items()]
    total = (sum(loud) + tails) / 100 / sqrt(len(words)) + model.offset
    weight = round(min(model.most, max(LEAST, total)) * min(1.0, len(words) / FULL), 4)
    telling: tuple[str, ...] = ()
    if abs(weight) >= LOUD:
        side = 1 if weight > 0 else -1
        best = nlargest(SHOWN, ((side * value, name) for value, name in zip(loud, found, strict=True)))
        telling = tuple(name for value, name in best if value > 0)
    return Wording(weight, len(found), telling)
