"""A rule's examples are its tests: `bad` must fire that very rule, `good` must not."""

from collections.abc import Iterator, Sequence
from typing import Final

from audit.labels import label
from audit.language import detect
from audit.rule import Example, Rule
from audit.scan import Program, scan
from audit.text import plain
from audit.view import View

SHARED: Final = 3
"""So many documents share a line that an example says is shared."""


def quoted(rule: Rule, example: Example) -> tuple[str, ...]:
    """What the rule quotes in an example, in order."""
    language = example.language or (rule.language if rule.language != "any" else detect(example.text))
    shared = {label(line): SHARED for line in example.shared}
    view = View(plain(example.text, language=language), language, shared)
    return tuple(finding.text for finding in scan(view, Program([rule])))


def failures(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule's examples, a sentence each."""
    for example in rule.examples.bad:
        found = quoted(rule, example)
        if not found:
            yield f"does not fire on its bad example: {example.text}"
        elif example.found and found != example.found:
            yield f"quotes {_listed(found)} instead of {_listed(example.found)} in: {example.text}"
    for example in rule.examples.good:
        if found := quoted(rule, example):
            yield f"fires on its good example ({_listed(found)}): {example.text}"
    for example in rule.examples.known_miss:
        if quoted(rule, example):
            yield f"a known miss is found now, make it a bad example: {example.text}"


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
