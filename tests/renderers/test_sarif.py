import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator

from audit.renderers import RENDERERS
from audit.renderers.renderer import render
from audit.report import Report
from tests.house import audit, house
from tests.renderers.everything import FILES, TEXT, reports, written

__all__ = ["house"]

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parents[2] / "seeds"
VALIDATOR = Draft4Validator(SCHEMA)


def valid(text: str) -> Any:
    """The only run of a log that fits the schema and whose references lead somewhere."""
    log = json.loads(text)
    assert [(error.json_path, error.message) for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    names = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        names.add((artifact["uri"], *result["partialFingerprints"].values()))
    assert len(names) == len(run["results"])
    return run


@pytest.fixture
def run(house: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    return valid(written(house, capsys, "sarif")["sarif"])


def of(run: Any, uri: str) -> list[Any]:
    return [
        result
        for result in run["results"]
        if result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    ]


def test_states_and_suppressions(run: Any) -> None:
    told = [
        (result["ruleId"].rpartition(".")[2], result["level"], result.get("baselineState"), result.get("suppressions"))
        for result in of(run, "small.txt")
    ]
    comment = [{"kind": "inSource", "status": "accepted", "justification": "quoted from a sign"}]
    file = [{"kind": "external", "status": "accepted", "justification": "it did"}]
    assert told == [
        ("many-words", "note", "unchanged", None),
        ("no-shouting", "error", "new", comment),
        ("no-shouting", "error", "unchanged", None),
        ("no-shouting", "error", "new", None),
        ("doubled-word", "warning", "new", None),
        ("vast-sums", "warning", "unchanged", file),
        ("vast-sums", "none", "absent", None),
    ]
    fingerprints = [result["partialFingerprints"]["auditFingerprint/v1"] for result in of(run, "small.txt")]
    first, second = (name for name in fingerprints if fingerprints[2][:16] in name)
    assert (first[16:], second[16:]) == (":1", ":2")
    assert fingerprints[-2:] == [fingerprints[-1][:16] + ":1", fingerprints[-1][:16] + ":2"]


def test_regions_count_code_points_and_fixes_replace_them(run: Any) -> None:
    (doubled,) = (result for result in run["results"] if result["ruleId"] == "en.house.doubled-word")
    region = doubled["locations"][0]["physicalLocation"]["region"]
    snippet = region.pop("snippet")["text"]
    assert (run["columnKind"], snippet) == ("unicodeCodePoints", "the the")
    line = TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "the the"
    (change,) = doubled["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "the"}}]
    assert change["artifactLocation"]["uri"] == "small.txt"
    whole = of(run, "small.txt")[0]["locations"][0]["physicalLocation"]
    assert "region" not in whole


def test_records_have_their_name_and_no_line_of_the_file(run: Any) -> None:
    first, *_ = (result for result in of(run, "records.jsonl") if result["ruleId"] == "en.house.no-shouting")
    (location,) = first["locations"]
    assert location["logicalLocations"] == [
        {"name": "a/1", "fullyQualifiedName": "records.jsonl#a/1", "kind": "record"}
    ]
    assert "region" not in location["physicalLocation"]
    assert (first["properties"]["text"], first["properties"]["place"]["startLine"]) == ("STOP", 2)


def test_paths_are_uris_and_quotations_stay_whole(run: Any) -> None:
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    assert [unquote(uri) for uri in uris] == list(FILES)
    assert uris[1] == "odd%20name%2C%20100%25%3A%20a%2Bb.txt"
    assert {artifact["location"]["uriBaseId"] for artifact in run["artifacts"]} == {"SRCROOT"}


def test_what_could_not_be_read_and_what_failed_is_notified(run: Any) -> None:
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    told = [
        (
            each["descriptor"]["id"],
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            each["locations"][0]["physicalLocation"].get("region", {}).get("startLine"),
        )
        for each in invocation["toolExecutionNotifications"]
    ]
    odd = "odd%20name%2C%20100%25%3A%20a%2Bb.txt"
    assert told == [
        ("not-read", "broken.txt", None),
        ("not-read", "records.jsonl", 3),
        ("gate", "small.txt", None),
        ("gate", odd, None),
        ("gate", "records.jsonl", None),
        ("gate", "records.jsonl", None),
    ]
    (unused,) = invocation["toolConfigurationNotifications"]
    assert (unused["descriptor"]["id"], unused["level"]) == ("unused-suppression", "warning")


def test_rules_tell_why(run: Any) -> None:
    (rule,) = (rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "en.house.no-shouting")
    assert (rule["name"], rule["fullDescription"]["text"]) == ("NoShouting", "Nobody shouts in print.")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert "audit rules show en.house.no-shouting" in rule["help"]["markdown"]


@given(reports())
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_valid_log(report: Report) -> None:
    run = valid(render(RENDERERS["sarif"], report))
    findings = [placed.finding for document in report.documents for placed in document.findings]
    shown = [result for result in run["results"] if result.get("baselineState") != "absent"]
    assert len(shown) == len(findings)
    for result, finding in zip(shown, findings, strict=True):
        text = result["message"]["text"]
        if "](" in f"{finding.message} {finding.suggestion}":
            assert "](" not in text.replace("\\]", "")
            text = text.replace("\\[", "[").replace("\\]", "]")
        assert text.replace("{{", "{").replace("}}", "}").startswith(finding.message.strip())


def test_sarif_tools_read_the_seeds(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = audit(capsys, "check", str(SEEDS), "--format", "sarif", "--output", "seeds.sarif")
    assert (status, out) == (0, "")
    levels = [result["level"] for result in valid((house / "seeds.sarif").read_text(encoding="utf-8"))["results"]]
    command = [sys.executable, "-m", "sarif", "summary", "seeds.sarif"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=True)
    for level in ("error", "warning", "note"):
        assert f"{level}: {levels.count(level)}\n" in done.stdout
    listed = subprocess.run(
        [sys.executable, "-m", "sarif", "csv", "seeds.sarif", "--output", "seeds.csv"], cwd=house, check=True
    )
    assert listed.returncode == 0
    assert len((house / "seeds.csv").read_text(encoding="utf-8-sig").splitlines()) == len(levels) + 1
