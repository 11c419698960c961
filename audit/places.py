"""``where``: which parts of a page a rule looks at."""

from enum import StrEnum
from typing import Final

import regex

from audit.text import Span
from audit.view import View
from audit.zones import Zone


class Place(StrEnum):
    """The zones are alternatives; ``line`` asks besides that the finding fills its line but for marks and spaces."""

    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    TAIL = "tail"
    LINE = "line"


_LETTER: Final = regex.compile(r"[\p{L}\p{N}]")


def stands(view: View, span: Span | None, where: frozenset[Place]) -> bool:
    """Whether a finding stands where its rule looks. A title belongs to the head."""
    if not where or span is None:
        return True
    line = view.line_at(span.start)
    if line is None:
        return False
    zones = where - {Place.LINE}
    if zones and Place(line.zone.value) not in zones and not (line.zone is Zone.TITLE and Place.HEAD in zones):
        return False
    if Place.LINE not in where:
        return True
    text = view.text
    return not _LETTER.search(text[line.span.start : span.start]) and not _LETTER.search(text[span.end : line.span.end])
