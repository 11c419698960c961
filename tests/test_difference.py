import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.difference import OldDocument, OldFinding, OldReport, compare
from audit.score import grade, score
from tests.house import SELECT, audit, house

__all__ = ["house"]

Capture = pytest.CaptureFixture[str]


def finding(name: str, points: float) -> OldFinding:
    return OldFinding(
        rule="a.b.c",
        severity="minor",
        confidence="high",
        message="m",
        line=1,
        column=1,
        text=name,
        points=points,
        fingerprint=name,
    )


def report(names: list[tuple[str, float]], words: int) -> OldReport:
    value = round(score(sum(points for _, points in names), words), 1)
    document = OldDocument(
        path="a.txt",
        words=words,
        score=value,
        grade=grade(value),
        findings=tuple(finding(name, points) for name, points in names),
    )
    return OldReport.model_validate({"packs": (), "documents": (document,), "summary": {"score": value}})


FINDINGS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([0.0, 0.5, 1.0, 5.0, 25.0])), max_size=8)


@given(FINDINGS, FINDINGS, st.integers(1, 2000), st.integers(1, 2000))
def test_the_parts_add_up_to_the_move(
    old: list[tuple[str, float]], new: list[tuple[str, float]], before: int, after: int
) -> None:
    (change,) = compare(report(old, before), report(new, after)).documents
    parts = sum(moved.by for moved in (*change.appeared, *change.went)) + change.rest
    assert change.by is not None
    assert abs(parts - change.by) < 0.051
    assert all(moved.by <= 0 for moved in change.appeared)
    assert all(moved.by >= 0 for moved in change.went)
    if before == after and len({name for name, _ in (*old, *new)}) == len(old) + len(new):
        assert abs(change.rest) <= 0.15, "with the same length and nothing in common the findings tell it all"


@given(FINDINGS, st.integers(1, 2000))
def test_nothing_changed(names: list[tuple[str, float]], words: int) -> None:
    difference = compare(report(names, words), report(names, words))
    assert (difference.packs, difference.changed) == ((), ())


def test_of_several_equal_findings_the_last_ones_are_new() -> None:
    (change,) = compare(report([("a", 1.0)], 300), report([("a", 1.0), ("a", 0.7), ("b", 5.0)], 300)).documents
    assert [(moved.finding.text, moved.finding.points) for moved in change.appeared] == [("a", 0.7), ("b", 5.0)]
    assert change.went == ()


@pytest.fixture
def reports(house: Path, capsys: Capture) -> Path:
    (house / "a.txt").write_text("They said STOP.\n")
    (house / "b.txt").write_text("Nothing is wrong here.\n")
    audit(capsys, "check", "a.txt", "b.txt", *SELECT, "--format", "json", "--output", "old.json")
    (house / "a.txt").write_text("It cost a lot of money.\n")
    (house / "c.txt").write_text("Do WAIT.\n")
    pack = house / "packs" / "en" / "house.yaml"
    pack.write_text(pack.read_text() + "# changed\n")
    audit(capsys, "check", "a.txt", "c.txt", *SELECT, "--format", "json", "--output", "new.json")
    return house


def test_what_a_user_reads(reports: Path, capsys: Capture) -> None:
    status, out, err = audit(capsys, "diff", "old.json", "new.json")
    assert (status, err) == (0, "")
    lines = [re.sub(r"[\d.]+ [AB]|[+\N{MINUS SIGN}][\d.]+", "N", line) for line in out.splitlines()]
    assert lines[0] == "packs"
    assert lines[1].startswith("  en.house: ")
    assert lines[3] == "a.txt  N \N{RIGHTWARDS ARROW} N (N)"
    assert lines[4].split()[:4] == ["new", "N", "1:9", "minor"]
    assert lines[6].split()[:4] == ["gone", "N", "1:11", "major"]
    assert "c.txt  new document, N" in lines
    assert "b.txt  no longer there, was N" in lines
    assert lines[-2] == "3 documents changed, 0 the same."
    assert lines[-1].startswith("Score of all: ")


def test_the_same_as_json(reports: Path, capsys: Capture) -> None:
    old, new = (json.loads((reports / name).read_text())["documents"][0] for name in ("old.json", "new.json"))
    found = json.loads(audit(capsys, "diff", "old.json", "new.json", "--format", "json")[1])
    assert found["packs"][0]["name"] == "en.house"
    first = found["documents"][0]
    assert (first["path"], first["moved"]) == ("a.txt", round(new["score"] - old["score"], 1))
    assert [each["text"] for each in first["appeared"]] == ["a lot of money"]
    assert [each["text"] for each in first["went"]] == ["STOP"]
    same = audit(capsys, "diff", "old.json", "old.json")[1]
    assert same.startswith("0 documents changed, 2 the same.\nScore of all: ")
    assert same.endswith(" (0.0).\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "x.json: cannot be read: No such file or directory"),
        ('{"a": ', "x.json:1:7: not JSON: Expecting value"),
        ("[]", "x.json: is no report of --format json; this program reads version 1"),
        ('{"schema_version": 7}', "x.json: is a report of version 7; this program reads version 1"),
        (
            '{"schema_version": 1, "packs": [], "summary": {"score": 1}}',
            "x.json: is no report of --format json: documents: Field required",
        ),
        (
            '{"schema_version": 1, "packs": [], "documents": 3, "summary": {"score": 1}}',
            "x.json: is no report of --format json: documents: Input should be a valid tuple",
        ),
        (
            '{"schema_version": 1, "packs": [], "documents": [], "summary": {"score": NaN}}',
            "x.json: is no report of --format json: summary.score: Input should be a finite number",
        ),
    ],
)
def test_what_is_no_report(reports: Path, capsys: Capture, content: str | None, said: str) -> None:
    if content is not None:
        (reports / "x.json").write_text(content)
    assert audit(capsys, "diff", "old.json", "x.json") == (2, "", f"error: {said}\n")
    assert audit(capsys, "diff", "old.json", "new.json", "--format", "xml")[0] == 2


def test_the_result_is_not_written_over_a_report(reports: Path, capsys: Capture) -> None:
    before = (reports / "old.json").read_bytes()
    status = audit(capsys, "diff", "old.json", "new.json", "--output", "./old.json")
    assert status == (2, "", "error: old.json: is compared; the result would be written over it\n")
    assert (reports / "old.json").read_bytes() == before
