"""Sentences and short pages with wrong dates, and with right ones that look wrong, against the shipped packs."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from audit.finding import Confidence
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.scan import Program, scan
from audit.text import plain
from audit.view import View

CASES = Path(__file__).with_name("date_cases.txt")


def cases() -> list[tuple[str, str, str]]:
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, expected, text = (part.strip() for part in line.split(" | ", 2))
            found.append((language, expected, text.replace("\\n", "\n")))
    return found


@cache
def auditor() -> Auditor:
    return Auditor(
        tuple(
            replace(pack, rules=tuple(rule for rule in pack.rules if rule.category == "dates")) for pack in load_packs()
        )
    )


def said(text: str, language: str) -> list[tuple[str, str, str | None]]:
    """Rule without its pack, quotation and suggestion of every finding that counts."""
    return [
        (finding.rule.rpartition(".")[2], finding.text, finding.suggestion)
        for finding in (placed.finding for placed in auditor().audit(plain(text, "case", language)).findings)
        if finding.confidence is not Confidence.LOW
    ]


@pytest.mark.parametrize(("language", "expected", "text"), cases())
def test_case(language: str, expected: str, text: str) -> None:
    found = said(text, language)
    wanted = [] if expected == "-" else [each.strip() for each in expected.split(";;")]
    assert len(found) == len(wanted), found
    for (rule, quotation, suggestion), each in zip(found, wanted, strict=True):
        head, _, meant = each.partition(" => ")
        assert f"{rule}: {quotation}" == head
        if meant:
            assert suggestion == meant


def test_there_are_as_many_right_as_wrong() -> None:
    quiet = sum(expected == "-" for _, expected, _ in cases())
    assert len(cases()) >= 150
    assert 0.35 < quiet / len(cases()) < 0.65


@pytest.mark.parametrize("language", sorted({language for language, _, _ in cases()}))
def test_the_gate_changes_nothing(language: str) -> None:
    program = Program([rule for pack in auditor().packs for rule in pack.rules])
    for _, _, text in (case for case in cases() if case[0] == language):
        view = View(plain(text), language)
        assert scan(view, program) == scan(view, program, gated=False)
