"""What changed between two reports, as text: the packs, then document by document."""

from collections.abc import Iterator, Sequence
from typing import Final

from audit.difference import Change, Difference, Moved, OldDocument
from audit.renderers.terminal import INDENT, isolated, painted, quoted, shortened, tame, wrapped

HASH: Final = 8
"""Digits of a pack's hash that are shown."""
MINUS: Final = "\N{MINUS SIGN}"
ARROW: Final = "\N{RIGHTWARDS ARROW}"


def difference_lines(difference: Difference, width: int = 80, *, colour: bool = False) -> Iterator[str]:
    """The lines of the comparison; a document that is the same in both reports is only counted."""
    if difference.packs:
        yield from _packs(difference.packs, width)
        yield ""
    for change in difference.changed:
        yield from _document(change, width, colour)
        yield ""
    same = len(difference.documents) - len(difference.changed)
    yield f"{_count(len(difference.changed), 'document')} changed, {same} the same."
    before, after = difference.old_score, difference.new_score
    if before is not None and after is not None:
        yield f"Score of all: {before:.1f} {ARROW} {after:.1f} ({_signed(after - before)})."


def _packs(packs: Sequence[tuple[str, str | None, str | None]], width: int) -> Iterator[str]:
    """Which packs changed, by the beginnings of their hashes, and which only one of the runs used."""
    yield "packs"
    for name, old, new in packs:
        if old and new:
            yield f"  {name}: {old[:HASH]} {ARROW} {new[:HASH]}"
    for said, names in (
        ("only before", [name for name, _, new in packs if new is None]),
        ("only now", [name for name, old, _ in packs if old is None]),
    ):
        if names:
            yield from wrapped(f"{said}: {', '.join(names)}", width, INDENT, "  ")


def _document(change: Change, width: int, colour: bool) -> Iterator[str]:
    document = change.document
    name = tame(document.path if document.id is None else f"{document.path} ({document.id})")
    right = _move(change)
    yield f"{painted(shortened(name, width - len(right) - 2), 'bold', colour=colour)}  {right}"
    for error in document.errors:
        yield from wrapped(tame(error), width, INDENT, "  ")
    for moved in change.appeared:
        yield from _finding("new", moved, width, "red" if moved.by < 0 else "dim", colour)
    for moved in change.went:
        yield from _finding("gone", moved, width, "green" if moved.by > 0 else "dim", colour)
    if change.old and change.new and round(change.rest, 1):
        said = "what stayed counts differently"
        if change.old.words != change.new.words:
            said = f"{change.old.words} {ARROW} {change.new.words} words"
        yield f"  {'':4} {_signed(change.rest):>6}  {said}"


def _move(change: Change) -> str:
    if change.old is None:
        return f"new document, {_score(change.new)}"
    if change.new is None:
        return f"no longer there, was {_score(change.old)}"
    by = "" if change.by is None else f" ({_signed(change.by)})"
    return f"{_score(change.old)} {ARROW} {_score(change.new)}{by}"


def _score(document: OldDocument | None) -> str:
    if document is None or document.score is None:
        return "not read"
    return f"{document.score:.1f} {document.grade}"


def _finding(word: str, moved: Moved, width: int, style: str, colour: bool) -> Iterator[str]:
    finding = moved.finding
    place = f"{finding.line}:{finding.column}" if finding.line else "document"
    head = f"  {word:<4} {_signed(moved.by):>6}  {place:<8} {finding.severity:<8} "
    yield painted(head, style, colour=colour) + (quoted(finding.text, width - len(head)) if finding.text else "")
    yield from wrapped(f"{isolated(finding.message, finding.text)} [{finding.rule}]", width, INDENT * 2)


def _signed(value: float) -> str:
    value = round(value, 1)
    return f"+{value:.1f}" if value > 0 else f"{MINUS}{-value:.1f}" if value < 0 else "0.0"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
