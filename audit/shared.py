"""A first pass over a run: which short lines stand in several documents."""

from collections import Counter
from collections.abc import Iterable, Mapping

from audit.labels import labels
from audit.text import Document
from audit.view import View


def shared_lines(documents: Iterable[Document], least: int) -> Mapping[str, int]:
    """What short lines say (see `audit.labels`) and in how many different documents, if in ``least`` or more.

    Documents that say the same throughout count as one: a copy of an article does not make its paragraphs furniture.
    """
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    for document in documents:
        view = View(document, "und")
        said = frozenset(filter(_worded, labels(view.lines, view.folded).texts.values()))
        if hash(said) not in seen:
            seen.add(hash(said))
            counts.update(said)
    return {said: number for said, number in counts.items() if number >= least}


def _worded(label: str) -> bool:
    """Whether a line says something: numbers alone stand in many documents by chance."""
    return any(character.isalpha() for character in label)
