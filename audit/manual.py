"""What is said about rules: a line each, a manual page, a JSON object."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex

from audit.renderers.languages import language_name
from audit.renderers.renderer import Page
from audit.renderers.terminal import INDENT, cells, isolated, painted, shortened, wrapped
from audit.rule import Example, Pack, Repair, Rule

OPEN_BOX: Final = "\N{OPEN BOX}"
"""Stands for a space."""
_SPACE: Final = regex.compile(r"\p{Zs}")


def listing(packs: Sequence[Pack], page: Page, *, cut: bool) -> Iterator[str]:
    """A line a rule: name, kind, severity, confidence and message. ``cut``: messages are cut to the page's width."""
    rules = [rule for pack in packs for rule in pack.rules]
    name = max(len(rule.id) for rule in rules)
    kind = max(len(rule.kind) for rule in rules)
    for pack in packs:
        for rule in pack.rules:
            confidence = rule.confidence.value if rule.default else f"{rule.confidence.value}, off"
            facts = f"{rule.kind:<{kind}}  {rule.severity.value:<8}  {confidence:<9}"
            room = page.width - name - cells(facts) - 4
            message = isolated(rule.message)
            line = painted(f"{rule.id:<{name}}", "bold", page.colour) + f"  {facts}"
            if not cut:
                yield f"{line}  {message}".rstrip()
            elif room >= 30:
                yield f"{line}  {_cut(message, room)}"
            else:
                yield line.rstrip()
                yield painted(_cut(f"{INDENT}{message}", page.width), "dim", page.colour)


def _cut(text: str, width: int) -> str:
    """The first line that fits a width in cells, with an ellipsis if it is not the last."""
    first, *more = wrapped(text, width - 1)
    return first + ("\N{HORIZONTAL ELLIPSIS}" if more else "")


def manual(rule: Rule, page: Page) -> Iterator[str]:
    """The manual page of a rule."""
    width = page.width
    yield painted(shortened(rule.id, width), "bold", page.colour)
    off = "" if rule.default else "; off unless it is selected by its name"
    yield from wrapped(f"{rule.severity.value}, {rule.confidence.value} confidence{off}", width)
    yield ""
    yield from _term("what", isolated(rule.message), width)
    yield from _term("why", isolated(rule.why), width)
    if rule.suggestion:
        yield from _term("instead", isolated(rule.suggestion), width)
    if rule.repair is not None:
        yield from _term("repair", repair_sentence(rule.repair), width)
    if rule.evidence is not None:
        source = rule.evidence.source_language
        origin = f", from {language_name(source)}" if source else ""
        weight = f"{rule.evidence.machine_translation:+g} to the log-odds of machine translation{origin}"
        yield from _term("evidence", weight, width)
    documents = "all documents" if rule.documents == "any" else f"documents in {language_name(rule.documents)}"
    zones = ", ".join(sorted(place.value for place in rule.where))
    yield from _term("reads", f"{documents}{f', only: {zones}' if zones else ''}", width)
    yield from _term("kind", f"{rule.kind}, category {rule.category}", width)
    if rule.family != rule.id:
        yield from _term("family", rule.family, width)
    if rule.weight != 1:
        yield from _term("weight", f"{rule.weight:g}", width)
    if rule.aliases:
        yield from _term("was once", ", ".join(rule.aliases), width)
    yield from _term("defined", rule.place, width)
    yield from _examples(rule, page)


def _examples(rule: Rule, page: Page) -> Iterator[str]:
    width = page.width
    for title, examples in (
        ("it fires on", rule.examples.bad),
        ("it does not fire on", rule.examples.good),
        ("it should fire on, and does not yet", rule.examples.known_miss),
    ):
        if examples:
            yield ""
            yield painted(title, "bold", page.colour)
            for example in examples:
                yield from wrapped(isolated(example.text), width, INDENT, "  - ")
                if example.fixed is not None:
                    arrow = f"{INDENT}\N{RIGHTWARDS ARROW} "
                    yield from wrapped(isolated(example.fixed) or "(nothing)", width, INDENT * 2, arrow)


def repair_sentence(repair: Repair) -> str:
    """What `audit fix` does with a rule's findings."""
    if repair.pieces:
        parts = (f"{_piece(new)} for {_piece(old)}" for old, new in repair.pieces)
        said = f"puts {', '.join(dict.fromkeys(parts))}"
    elif repair.text is None:
        said = "puts the suggestion in its place"
    elif repair.text:
        said = f"puts {isolated(repair.text)} in its place"
    else:
        said = "drops it if it fills its line" if repair.line else "drops it"
    return said if repair.safe else f"{said}, with --unsafe"


def _piece(text: str) -> str:
    """A piece of a repair so that a space in it can be seen."""
    return f"“{isolated(_SPACE.sub(OPEN_BOX, text))}”" if text else "nothing"


def _term(name: str, text: str, width: int) -> Iterator[str]:
    if text:
        yield from wrapped(text, width, " " * 10, f"{name:<10}")


def rule_dict(rule: Rule) -> dict[str, Any]:
    """The JSON object of a rule."""
    evidence = rule.evidence
    return {
        "id": rule.id,
        "pack": rule.pack,
        "kind": rule.kind,
        "category": rule.category,
        "language": rule.language,
        "documents": rule.documents,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "default": rule.default,
        "message": rule.message,
        "why": rule.why,
        "suggestion": rule.suggestion,
        "fix": None if rule.repair is None else {"says": repair_sentence(rule.repair), "safe": rule.repair.safe},
        "where": sorted(place.value for place in rule.where),
        "family": rule.family,
        "weight": rule.weight,
        "evidence": {"machine_translation": evidence.machine_translation, "source_language": evidence.source_language}
        if evidence
        else None,
        "aliases": list(rule.aliases),
        "place": rule.place,
        "examples": {
            "bad": [_example(example) for example in rule.examples.bad],
            "good": [_example(example) for example in rule.examples.good],
            "known_miss": [_example(example) for example in rule.examples.known_miss],
        },
    }


def _example(example: Example) -> dict[str, Any]:
    return {"text": example.text, "language": example.language, "found": list(example.found)}
