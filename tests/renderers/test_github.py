import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from audit.renderers import RENDERERS
from audit.renderers.github import MOST
from audit.renderers.renderer import render
from audit.report import Report
from tests.house import SELECT, audit, house
from tests.renderers.everything import reports, written

__all__ = ["house"]

NAMES = {"file", "line", "endLine", "col", "endColumn", "title"}


class Command(NamedTuple):
    level: str
    properties: dict[str, str]
    said: str


def unescaped(text: str, escapes: dict[str, str]) -> str:
    return re.sub("%..", lambda match: escapes[match[0]], text)


DATA = {"%25": "%", "%0D": "\r", "%0A": "\n"}


def commands(text: str) -> list[Command]:
    """Workflow commands as GitHub's runner takes a line of output apart."""
    assert text == "" or text.endswith("\n")
    found = []
    for line in text.split("\n")[:-1]:
        assert "\r" not in line
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line, re.DOTALL)
        assert match is not None, line
        properties = {}
        for part in match[2].split(","):
            name, _, value = part.partition("=")
            properties[name] = unescaped(value, {**DATA, "%3A": ":", "%2C": ","})
        assert properties.keys() <= NAMES
        found.append(Command(match[1], properties, unescaped(match[3], DATA)))
    return found


def test_the_gravest_open_findings_are_annotated(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(written(house, capsys, "github")["github"])
    gate, broken, record, *findings = found
    assert (gate.level, gate.properties) == ("error", {"title": "audit: gate failed"})
    assert gate.said.split("\n")[:2] == [
        "small.txt: a finding of severity major or worse, first at 3:25 en.house.no-shouting",
        "  would pass without 1 finding",
    ]
    assert [each.properties for each in (broken, record)] == [
        {"file": "broken.txt", "title": "audit: not read"},
        {"file": "records.jsonl", "title": "audit: not read"},
    ]
    assert record.said.startswith("records.jsonl:3: ")
    title = "major: en.house.no-shouting"
    odd = {"file": "odd name, 100%: a+b.txt", "line": "1", "endLine": "1", "title": title}
    assert findings[:5] == [
        ("error", odd | {"col": "11", "endColumn": "14"}, "“STOP” is shouted"),
        ("error", {"file": "records.jsonl", "title": title}, "records.jsonl (line 2) 1:11: “WAIT” is shouted"),
        ("error", odd | {"col": "28", "endColumn": "31"}, "“WAIT” is shouted"),
        ("error", {"file": "records.jsonl", "title": title}, "records.jsonl (a/1) 2:11: “STOP” is shouted"),
        (
            "error",
            {"file": "small.txt", "line": "3", "endLine": "3", "col": "25", "endColumn": "28", "title": title},
            "“WAIT” is shouted",
        ),
    ]
    assert [each.level for each in findings[5:]] == ["warning", *["notice"] * 3]
    assert "accepted" not in " ".join(each.said for each in found)


def test_what_github_would_not_show_is_counted(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "loud.txt").write_text("They said STOP.\n" * 30 + "It cost a lot of money.\n" * 3, encoding="utf-8")
    found = commands(audit(capsys, "check", "loud.txt", *SELECT, "--format", "github")[1])
    assert [each.level for each in found] == [*["error"] * MOST, *["warning"] * 3, "notice"]
    assert found[-1].said == "20 more are in the other reports of this run"


def test_nothing_is_said_of_a_clean_page(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "clean.txt").write_text("They went home.\n", encoding="utf-8")
    assert audit(capsys, "check", "clean.txt", *SELECT, "--format", "github") == (0, "", "")


@given(reports())
@settings(max_examples=100, deadline=None)
def test_any_text_gives_nothing_but_annotations(report: Report) -> None:
    text = render(RENDERERS["github"], report).encode("utf-8", "backslashreplace").decode()
    found = commands(text)
    assert all(each.properties["title"] for each in found)
    for level in ("error", "warning", "notice"):
        assert sum(each.level == level for each in found) <= MOST
