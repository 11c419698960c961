"""All formats together: the page about them, several in one run, the committed ones."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from audit.renderers import RENDERERS
from tests.house import audit, house
from tests.renderers.everything import written
from tests.renderers.test_sarif import valid

__all__ = ["house"]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
CHECKS = [line for line in COMMANDS if line.startswith("audit ")]


def test_every_format_has_its_row() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [
        "text", "html", "markdown", "json", "jsonl", "sarif", "junit", "github", "gitlab",
    ]  # fmt: skip
    assert set(RENDERERS) <= set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))


def test_the_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(audit(capsys, "check", "--help")[1].split())
    listed = re.search(r"text \(default\), ([a-z, ]+)\.", said)
    assert listed is not None
    assert {"text", *re.split(r", | or ", listed[1])} >= set(RENDERERS)


@pytest.mark.parametrize("command", CHECKS)
def test_the_commands_of_the_page_run(command: str, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("seeds", "news"):
        (house / name).symlink_to(ROOT / "seeds")
    arguments = shlex.split(command)[1:]
    status, out, _ = audit(capsys, *arguments)
    assert status == int("--fail-" in command)
    files = [part.partition("=")[2] or part for part in arguments if re.search(r"[.](sarif|xml|json|md|html)$", part)]
    assert bool(out) == ("--output" not in arguments)
    assert all((house / file).stat().st_size for file in files)


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq")
def test_only_what_is_open_is_uploaded(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (filter,) = (shlex.split(line)[1] for line in COMMANDS if line.startswith("jq "))
    (house / "audit.sarif").write_text(written(house, capsys, "sarif")["sarif"], encoding="utf-8")
    done = subprocess.run(["jq", filter, "audit.sarif"], cwd=house, capture_output=True, check=True)
    results = valid(done.stdout.decode())["results"]
    small = [
        result["ruleId"]
        for result in results
        if result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "small.txt"
    ]
    assert small == ["en.house.no-shouting", "en.house.doubled-word"]


def test_all_reports_of_one_run_tell_of_the_same_findings(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = written(house, capsys, "json", "sarif", "junit", "github", "gitlab", "markdown")
    assert not list(house.glob(".*.part"))
    documents = json.loads(texts["json"])["documents"]
    findings = [finding for document in documents for finding in document["findings"]]
    accepted = sum(finding["state"] == "known" or bool(finding["suppressed"]) for finding in findings)
    errors = sum(len(document["errors"]) for document in documents)
    open = len(findings) - accepted
    states = [result.get("baselineState") for result in valid(texts["sarif"])["results"]]
    assert len(states) - states.count("absent") == len(findings)
    assert len(json.loads(texts["gitlab"])) == open + errors
    assert len(texts["github"].splitlines()) == open + errors + 1
    assert len(re.findall(r"^- \*\*", texts["markdown"], re.MULTILINE)) == open
    assert len(re.findall(r"(?m)^(?:<system-out>)?(?:\d+:\d+|document) (?:info|minor|major)", texts["junit"])) >= open


def test_reports_do_not_depend_on_the_number_of_processes(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("sarif", "junit", "github", "gitlab", "markdown"):
        alone, together = (
            audit(capsys, "check", str(ROOT / "seeds"), "--format", name, "--jobs", jobs)[1] for jobs in "12"
        )
        assert alone == together != ""


def test_a_format_that_does_not_exist_is_a_mistake(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = audit(capsys, "check", "small.txt", "--report", "sarfi=x.sarif")
    assert (status, out) == (2, "")
    assert "'sarfi' is no format (did you mean 'sarif'?)" in err
    assert not (house / "x.sarif").exists()


def test_an_unwritable_path_is_a_mistake(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = audit(capsys, "check", "small.txt", "--report", "sarif=none/x.sarif")
    assert (status, "none/x.sarif: no such folder" in err) == (2, True)
