from pathlib import Path

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml
from lxml import etree

from audit.renderers import RENDERERS
from audit.renderers.renderer import render
from audit.report import Report
from tests.house import audit, house
from tests.renderers.everything import reports, written

__all__ = ["house"]

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))
SEEDS = Path(__file__).parents[2] / "seeds"


def valid(text: str) -> JUnitXml:
    """A report that fits the schema of Jenkins and whose counts are right."""
    raw = text.encode()
    tree = etree.fromstring(raw)
    assert SCHEMA.validate(tree), SCHEMA.error_log
    counted = [len(tree.findall(path)) for path in (".//testcase", ".//testcase[failure]", ".//testcase[error]")]
    suites = JUnitXml.fromstring(raw)
    for name, number in zip(("tests", "failures", "errors"), counted, strict=True):
        assert int(tree.get(name)) == int(tree[0].get(name)) == number
    assert suites.tests == counted[0]
    names = [case.name for suite in suites for case in suite]
    assert len(set(names)) == len(names)
    return suites


def test_a_case_for_each_document(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [case for suite in valid(written(house, capsys, "junit")["junit"]) for case in suite]
    told = [(case.classname, case.name, [(each.type, each.message) for each in case.result]) for case in cases]
    odd = "odd name, 100%: a+b.txt"
    one = "a finding of severity major or worse, first at {} en.house.no-shouting"
    assert told == [
        ("audit", "small.txt", [("gate", one.format("3:25"))]),
        ("audit", odd, [("gate", "2 findings of severity major or worse, first at 1:11 en.house.no-shouting")]),
        ("audit", "broken.txt", [("input", "broken.txt: " + cases[2].result[0].message.partition(": ")[2])]),
        ("audit", "records.jsonl (a/1)", [("gate", one.format("2:11"))]),
        ("audit", "records.jsonl (line 2)", [("gate", one.format("1:11"))]),
        ("audit", "records.jsonl", [("input", cases[5].result[0].message)]),
    ]
    assert "Would pass without these findings (1):\n3:25 major en.house.no-shouting" in cases[0].result[0].text
    assert "score without accepted findings" in cases[0].system_out
    assert "STOP" not in cases[0].system_out
    assert "1:11 major en.house.no-shouting: “STOP” is shouted" in cases[1].system_out


def test_documents_pass_where_no_bar_is_set(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = audit(capsys, "check", str(SEEDS), "--format", "junit")
    assert status == 0
    suites = valid(out)
    assert (suites.tests, suites.failures, suites.errors) == (5, 0, 0)
    assert "translation: machine-translated from fa\n" in out


@given(reports())
@settings(max_examples=60, deadline=None)
def test_any_text_gives_valid_xml(report: Report) -> None:
    cases = [case for suite in valid(render(RENDERERS["junit"], report)) for case in suite]
    assert len(cases) == len(report.documents)
    for case, document in zip(cases, report.documents, strict=True):
        for placed in document.findings:
            message = placed.finding.message
            if not placed.accepted and message.isprintable():
                assert message in case.system_out
