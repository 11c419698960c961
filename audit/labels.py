"""Short lines as wordings: what a line says when its case, marks, numbers and outer punctuation do not count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import regex

from audit.fold import Folded, key
from audit.zones import Line

LONGEST: Final = 40
"""Words: a longer line is nobody's label."""
EDGE: Final = 5
"""So many characters at either end of a label are indexed, for wordings of which only a part is fixed."""
HEAD: Final = 2
"""So many characters at its beginning, for short lines: those may be several wordings in a row."""
SHORT: Final = 15
"""Words: a longer line is not looked at for wordings in a row, or for wordings with a shorter edge."""

_LINE_END: Final = regex.compile(r"\r\n|\r|\n")
_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = regex.compile(r"\d+(?:[.,]\d+)*")
_OUTER: Final = (
    " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}"
    "\N{IDEOGRAPHIC COMMA}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH COLON}\N{FULLWIDTH VERTICAL LINE}"
    "\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH COMMA}\N{FULLWIDTH LEFT PARENTHESIS}\N{FULLWIDTH RIGHT PARENTHESIS}"
    "\N{LEFT BLACK LENTICULAR BRACKET}\N{RIGHT BLACK LENTICULAR BRACKET}\N{HORIZONTAL ELLIPSIS}\N{BULLET}"
    "\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}\N{DEVANAGARI DANDA}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{LEFTWARDS ARROW}\N{RIGHTWARDS ARROW}\N{UPWARDS ARROW}"
    "\N{DOWNWARDS ARROW}\N{BLACK DOWN-POINTING TRIANGLE}\N{BLACK UP-POINTING TRIANGLE}\N{BLACK RIGHT-POINTING TRIANGLE}"
    "\N{BLACK SQUARE}\N{COPYRIGHT SIGN}\N{MULTIPLICATION SIGN}\N{INVERTED EXCLAMATION MARK}"
    "\N{INVERTED QUESTION MARK}\N{VARIATION SELECTOR-16}\N{LOGICAL OR}"
)


@dataclass(frozen=True)
class Labels:
    """Line numbers (indexes in ``View.lines``) by what the lines say, how they begin and how they end.

    ``rows``: the short lines, by how they begin; ``wordless``: those of marks alone.
    """

    said: Mapping[str, Sequence[int]]
    heads: Mapping[str, Sequence[int]]
    tails: Mapping[str, Sequence[int]]
    rows: Mapping[str, Sequence[int]]
    texts: Mapping[int, str]
    wordless: Sequence[int]

    @property
    def edges(self) -> Iterator[AbstractSet[str]]:
        """All that a wording may be looked up by: labels, their ends, and the empty string for lines of marks."""
        yield self.said.keys()
        yield self.heads.keys()
        yield self.tails.keys()
        yield self.rows.keys()
        yield {row[0] for row in self.rows}
        if self.wordless:
            yield {""}


def label(wording: str) -> str:
    """The label of a wording or of a line: folded, numbers as ``#``, letters and numbers at its ends, colons close."""
    return folded_label(key(wording))


def folded_label(folded: str) -> str:
    """The label of what is folded already."""
    bare = folded.strip(_OUTER)
    if " :" in bare:
        bare = bare.replace(" :", ":")
    return _NUMBER.sub("#", bare) if _DIGIT.search(bare) else bare


def labels(lines: Sequence[Line], folded: Folded) -> Labels:
    """The labels of a document's short lines. Lines of marks alone have none."""
    pieces = folded.text.split("\n") if "\r" not in folded.text else _LINE_END.split(folded.text)
    if folded.dropped and "\r" in folded.source:
        # A mark that falls out between a carriage return and a line feed would make one end of two lines.
        pieces = list(map(key, _LINE_END.split(folded.source)))
    said: dict[str, list[int]] = {}
    heads: dict[str, list[int]] = {}
    tails: dict[str, list[int]] = {}
    rows: dict[str, list[int]] = {}
    texts: dict[int, str] = {}
    wordless: list[int] = []
    for index, line in enumerate(lines):
        if line.words > LONGEST:
            continue
        text = folded_label(pieces[line.number - 1])
        if not text:
            wordless.append(index)
            continue
        texts[index] = text
        said.setdefault(text, []).append(index)
        heads.setdefault(text[:EDGE], []).append(index)
        tails.setdefault(text[-EDGE:], []).append(index)
        if line.words <= SHORT:
            rows.setdefault(text[:HEAD], []).append(index)
    return Labels(said, heads, tails, rows, texts, wordless)
