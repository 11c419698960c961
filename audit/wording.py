"""The wording of a document: which words, pairs of words and endings speak for a machine, and how loudly.

A linear model per language, learnt by `scripts/fit_verdict.py` (its docstring names the texts) and shipped as facts:
`data/wording/<language>.json` holds for each telling wording a weight in hundredths of a log-odd. Read like this: with
``n`` words looked at and ``c`` occurrences of a wording, the log-odds are

    offset + sum(weight x sqrt(c)) / sqrt(n)

cut to ``[LEAST, most]``. Only small letters count, so that names and sentence starts do not; punctuation never counts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from operator import itemgetter
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "data" / "wording"
LIMIT: Final = 1600
"""Code points from the start of the text that are looked at: some 250 words."""
FLOOR: Final = 40
"""Words: in a shorter text each wording weighs no more than it would among so many."""
FEWEST: Final = 12
"""Different telling wordings that must occur; with fewer (another script, a list of names) nothing is said."""
LEAST: Final = -1.5
"""What a human wording may say at most: newer systems write like people, so it acquits nobody."""
ENDING: Final = 3
"""Letters of an ending."""
SHOWN: Final = 3
"""Of the telling wordings, how many the report names."""

_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_MARKS: Final = (
    '".,;:!?()[]'
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{HORIZONTAL ELLIPSIS}\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}"
    "\N{DEVANAGARI DANDA}"
)
_ending: Final = itemgetter(slice(-ENDING, None))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt about a language. ``most``: the largest log-odds it may report."""

    offset: float
    most: float
    wordings: Mapping[str, int]
    endings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Wording:
    """``weight``: log-odds. ``count``: different wordings that speak for that side. ``telling``: the loudest."""

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


def endings(words: list[str]) -> Iterable[str]:
    """The last letters of every word; a shorter word is its own ending."""
    return map(_ending, words)


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.json"))


@cache
def model(language: str) -> Model | None:
    """The model of a language (its first subtag counts), read when it is first asked for; None where there is none."""
    language = language.partition("-")[0]
    if language not in _languages():
        return None
    data = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Model(data["offset"], data["most"], data["wordings"], data["endings"])


def wording(text: str, model: Model) -> Wording | None:
    """What the wording of a text says; None when too little of it is telling."""
    words = sample(text)
    found = Counter(filter(model.wordings.__contains__, words))
    found.update(filter(model.wordings.__contains__, pairs(words)))
    tails = Counter(filter(model.endings.__contains__, endings(words)))
    if len(found) + len(tails) < FEWEST:
        return None
    spoken = [(model.wordings[name] * sqrt(count), name) for name, count in found.items()]
    spoken += [(model.endings[name] * sqrt(count), f"-{name}") for name, count in tails.items()]
    total = sum(value for value, _ in spoken) / 100 / sqrt(max(len(words), FLOOR)) + model.offset
    weight = round(min(model.most, max(LEAST, total)), 4)
    side = 1 if weight > 0 else -1
    same = sorted((-side * value, name) for value, name in spoken if side * value > 0)
    return Wording(weight, len(same), tuple(name for _, name in same[:SHOWN]))
