import pytest

from audit.errors import AuditError
from audit.finding import Severity
from audit.selection import covered, named, narrowed
from tests.support import pack

DATES = pack(
    """
title: Dates
rules:
  - {id: weekday, kind: phrase, phrases: [a], message: m, aliases: [day-of-week]}
  - {id: doubled, kind: phrase, phrases: [b], message: m, severity: major}
  - {id: rare, kind: phrase, phrases: [c], message: m, default: 'off'}
""",
    "en/dates",
)
TYPO = pack("title: T\nrules:\n  - {id: space, kind: phrase, phrases: [d], message: m}", "en/typography")
PACKS = (DATES, TYPO)


def ids(*args: object, **kwargs: object) -> list[str]:
    return [rule.id.removeprefix("en.") for pack in narrowed(PACKS, **kwargs) for rule in pack.rules]  # type: ignore[arg-type]


def test_prefixes_select_and_ignore() -> None:
    assert ids() == ["dates.weekday", "dates.doubled", "typography.space"]
    assert ids(select=["en.dates"]) == ["dates.weekday", "dates.doubled"]
    assert ids(ignore=["en.dates"]) == ["typography.space"]
    assert ids(select=["en.dates"], ignore=["en.dates.weekday"]) == ["dates.doubled"]
    assert ids(select=["en.dates.day-of-week"]) == ["dates.weekday"]


def test_a_rule_that_is_off_runs_when_named_or_switched_on() -> None:
    assert ids(select=["en.dates.rare"]) == ["dates.rare"]
    assert ids(switches={"en": False, "en.dates.rare": True}) == ["dates.rare"]


def test_the_longer_prefix_wins() -> None:
    assert ids(switches={"en.dates": False, "en.dates.weekday": True}) == ["dates.weekday", "typography.space"]
    packs = narrowed(PACKS, severities={"en": Severity.INFO, "en.dates.weekday": Severity.CRITICAL})
    graded = {rule.id: rule.severity for pack in packs for rule in pack.rules}
    assert graded["en.dates.weekday"] is Severity.CRITICAL
    assert graded["en.dates.doubled"] is graded["en.typography.space"] is Severity.INFO


def test_every_unknown_prefix_is_named_at_once() -> None:
    with pytest.raises(AuditError) as caught:
        narrowed(PACKS, select=["en.date"], ignore=["weekday"], severities={"zz": Severity.INFO})
    assert [str(problem) for problem in caught.value.problems] == [
        "select: no rule is called 'en.date' or lies under it (did you mean 'en.dates'?)",
        "ignore: no rule is called 'weekday' or lies under it (did you mean 'en.dates.weekday'?)",
        "severity: no rule is called 'zz' or lies under it (`audit rules list` shows all)",
    ]


def test_nothing_left_is_a_mistake() -> None:
    with pytest.raises(AuditError, match="switch every rule off"):
        narrowed(PACKS, ignore=["en"])


def test_named_and_covered() -> None:
    assert named(PACKS, "en.dates.day-of-week").id == "en.dates.weekday"
    assert named(PACKS, "en.typography").id == "en.typography.space"
    with pytest.raises(AuditError, match="covers 3 rules"):
        named(PACKS, "en.dates")
    assert [pack.name for pack in covered(PACKS, ["en.typography"])] == ["en.typography"]
    assert covered(PACKS, []) == PACKS
