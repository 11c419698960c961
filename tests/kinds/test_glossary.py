"""Renderings of an acronym that give themselves away side by side."""

from typing import Final

import pytest

from audit.errors import AuditError
from audit.finding import Confidence
from audit.rule import Rule
from tests.support import findings, rules

TERM: Final = """  - id: isf
    kind: glossary
    wrong: [قوى الأمن الداخلي]
    right: [قوات الأمن العراقية, قوات الأمن الأفغانية]
    acronym: ISF
    beside_right: high
    confidence: low
    severity: critical
    message: '{found} is {acronym}, here {right}'
    why: test
"""


def term(extra: str = "") -> Rule:
    (one,) = rules(TERM + extra, "ar/mistranslation")
    return one


def found(text: str, *tested: Rule) -> list[tuple[str, Confidence, str | None]]:
    return [(f.text, f.confidence, f.suggestion) for f in findings(text, *tested, language="ar")]


WRONG: Final = "قوى الأمن الداخلي"
IRAQ: Final = "قوات الأمن العراقية"
KABUL: Final = "قوات الأمن الأفغانية"


def test_alone_the_rule_speaks_for_itself() -> None:
    assert found(f"دعم {WRONG} أمس.", term()) == [(WRONG, Confidence.LOW, IRAQ)]


@pytest.mark.parametrize(
    "pair",
    [
        f"{WRONG} ({IRAQ})",
        f"{IRAQ} ({WRONG})",
        f"{WRONG} [{IRAQ}]",
        f"{WRONG} (ISF) ({IRAQ})",
        f"{WRONG} (ISF، {IRAQ})",
        f"{WRONG} (ISF: {IRAQ})",
        f"{WRONG} ({IRAQ} - ISF)",
        f"{WRONG} (“{IRAQ}”)",
        f"ل{WRONG} (ل{IRAQ})",
    ],
)
def test_side_by_side_every_mention_counts(pair: str) -> None:
    text = f"دعم {pair} مهم.\nوقالت {WRONG} إنها مستعدة."
    assert found(text, term()) == [(WRONG, Confidence.HIGH, IRAQ)] * 2


def test_the_suggestion_is_the_rendering_of_the_text() -> None:
    assert found(f"دعم {WRONG} ({KABUL}).", term()) == [(WRONG, Confidence.HIGH, KABUL)]


@pytest.mark.parametrize("text", [f"دعم {WRONG} (ISF).", f"دعم {WRONG} و{IRAQ}.", f"دعم {WRONG} (الأسايش)، {IRAQ}."])
def test_no_pair(text: str) -> None:
    assert found(text, term()) == [(WRONG, Confidence.LOW, IRAQ)]


def test_only_with_its_pair() -> None:
    one = term("    alone: false\n")
    assert found(f"دعم {WRONG} أمس.", one) == []
    assert len(found(f"دعم {WRONG} ({IRAQ}) أمس.", one)) == 1


def test_the_message_is_filled() -> None:
    (one,) = findings(f"دعم {WRONG}.", term(), language="ar")
    assert one.message == f"{WRONG} is ISF, here {IRAQ}"


def test_gated_is_naive() -> None:
    text = f"دعم {WRONG} ({IRAQ}) أمس، وشكر {WRONG}."
    assert findings(text, term(), language="ar") == findings(text, term(), language="ar", gated=False)


def test_mistakes_are_named() -> None:
    with pytest.raises(AuditError, match="cannot be right and wrong"):
        rules(TERM.replace(KABUL, WRONG), "ar/mistranslation")
    with pytest.raises(AuditError, match="never match"):
        rules(TERM.replace("    beside_right: high\n", "    alone: false\n"), "ar/mistranslation")
