"""A rule's examples are its tests: `bad` must fire that very rule, `good` must not."""

from collections.abc import Iterator, Sequence
from typing import Final

from audit.finding import Finding
from audit.labels import label
from audit.language import detect
from audit.repair import Found, Repaired, repaired
from audit.rule import Example, Rule
from audit.scan import Program, scan
from audit.text import plain
from audit.view import View

SHARED: Final = 3
"""So many documents share a line that an example says is shared."""


def quoted(rule: Rule, example: Example) -> tuple[str, ...]:
    """What the rule quotes in an example, in order."""
    return tuple(finding.text for finding in _findings(rule, example, example.text))


def _findings(rule: Rule, example: Example, text: str) -> tuple[Finding, ...]:
    """What the rule finds in a text, read as the example is."""
    language = example.language or (rule.language if rule.language != "any" else detect(example.text))
    shared = {label(line): SHARED for line in example.shared}
    return scan(View(plain(text, language=language), language, shared), Program([rule]))


def fixed(rule: Rule, example: Example) -> Repaired:
    """An example after the repairs of this rule alone, unsafe ones too. Of furniture nothing may be left."""

    def look(text: str) -> Found:
        return Found(text, _findings(rule, example, text))

    return repaired(example.text, look, empty=True)


def failures(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule's examples, a sentence each."""
    for example in rule.examples.bad:
        found = quoted(rule, example)
        if not found:
            yield f"does not fire on its bad example: {example.text}"
        elif example.found and found != example.found:
            yield f"quotes {_listed(found)} instead of {_listed(example.found)} in: {example.text}"
        elif rule.repair is not None or example.fixed is not None:
            yield from _unfixed(rule, example)
    for example in rule.examples.good:
        if found := quoted(rule, example):
            yield f"fires on its good example ({_listed(found)}): {example.text}"
    for example in rule.examples.known_miss:
        if quoted(rule, example):
            yield f"a known miss is found now, make it a bad example: {example.text}"


def _unfixed(rule: Rule, example: Example) -> Iterator[str]:
    """What is wrong with the repair of a bad example."""
    outcome = fixed(rule, example)
    if example.fixed is not None and outcome.text != example.fixed:
        yield f"repairs its example to '{outcome.text}' instead of '{example.fixed}': {example.text}"
    elif outcome.stubborn:
        yield f"does not cure what it repairs in: {example.text}"
    elif left := [finding.text for finding in _findings(rule, example, outcome.text) if finding.fix]:
        yield f"leaves {_listed(left)} unrepaired in: {example.text}"


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
