"""Dates before the event or the institution they stand with."""

import pytest

from audit.errors import AuditError
from audit.rule import Rule
from tests.support import findings, quotations, rules

HEAD = "  - id: one\n    kind: fact\n    message: '{date} {fact} {since}'\n    why: w\n"


def rule(facts: str, more: str = "") -> Rule:
    guards = "    guards: {en: [founder, since, who, before], ar: [مؤسس]}\n"
    (one,) = rules(f"{HEAD}{guards}{more}    facts:\n{facts}", "any/dates")
    return one


MAYOR = rule(
    "      - {id: the death of the mayor, on: '2020-01-03', event: death, names: {en: [John Doe], ar: [جون دو]}}",
    "    events: {death: {en: ['killing of', died], ar: [مقتل]}}\n    links: {en: [after]}\n"
    "    breaks: {en: [by, wife]}\n    denials: {en: [plot]}\n",
)
FORUM = rule("      - {id: the forum, not_before: '2014-06', names: {en: [Green Forum], ar: [المنتدى الأخضر]}}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The killing of John Doe in January 1998 was a shock.", [("January 1998", "January 2020")]),
        ("In March 1998, after the killing of John Doe, all left.", [("March 1998", None)]),
        ("John Doe died on 3 January 2010.", [("3 January 2010", "3 January 2020")]),
        ("In March 1998, before the killing of John Doe, all left.", []),
        ("In March 2021, after the killing of John Doe, all left.", []),
        ("The killing of men by John Doe in January 1998 was a shock.", []),
        ("The plot for the killing of John Doe in January 1998 failed.", []),
        ("In January 1998 John Doe was elected.", []),
        ("John Doe, who died in 2020, was elected in March 1998.", []),
        ("The killing of John Doe, who came in March 1998, was a shock.", []),
        ("The killing of John Doe. In March 1998 all left.", []),
        ("In March 2019 the talks ended with the killing of John Doe.", []),
    ],
)
def test_events(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(each.text, each.suggestion) for each in findings(text, MAYOR)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March 1998 the Green Forum won.", ["March 1998"]),
        ("The Green Forum won on 2001-03-04.", ["2001-03-04"]),
        ("The founder of the Green Forum fled in March 1998.", []),
        ("The Green Forum won in March 2014.", []),  # near enough
        ("The Green Forum won in March 1998 and in 2016.", []),
        ("The Green Forums won in March 1998.", []),
    ],
)
def test_institutions(text: str, expected: list[str]) -> None:
    assert quotations(text, FORUM) == expected


def test_attached_letters_and_the_languages_with_guards() -> None:
    assert quotations("فاز بالمنتدى الأخضر في آذار 1998.", FORUM, language="ar") == ["آذار 1998"]
    assert quotations("In March 1998 the Green Forum won.", FORUM, language="de") == []


def test_the_gate_changes_nothing() -> None:
    text = "In March 1998 the Green Forum won. The killing of John Doe in January 1998 was a shock."
    for tested in (MAYOR, FORUM):
        assert findings(text, tested) == findings(text, tested, gated=False) != ()


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ("      - {id: x, names: {en: [X]}}", "either"),
        ("      - {id: x, on: '2020', not_before: '2020', names: {en: [X]}}", "either"),
        ("      - {id: x, on: 'soon', names: {en: [X]}}", "no date"),
        ("      - {id: x, on: '2021-02-29', names: {en: [X]}}", "there is no"),
        ("      - {id: x, on: '2021', event: birth, names: {en: [X]}}", "no event"),
    ],
)
def test_facts_that_cannot_be(facts: str, error: str) -> None:
    with pytest.raises(AuditError, match=error):
        rule(facts)
