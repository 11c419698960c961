"""What pipelines use: the action, the hooks, the template, and the page that shows them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.config import Settings
from audit.finding import Severity
from audit.packs import load_packs
from audit.suppressfile import read_suppressions
from tests.house import audit

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BIN = Path(sys.executable).parent

Capture = pytest.CaptureFixture[str]


def tool(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    program = str(BIN / command[0]) if (BIN / command[0]).exists() else command[0]
    return subprocess.run(
        (program, *command[1:]),
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/ci/gitlab.yml")],
)
def test_the_schemas_of_the_platforms_accept_the_files(schema: str, file: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, file)
    assert done.returncode == 0, done.stdout


def test_the_workflow_of_the_page_is_one(tmp_path: Path) -> None:
    workflow, include, hooks = (block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1:])
    for name, block, schema in (
        ("workflow.yml", workflow, "vendor.github-workflows"),
        ("gitlab.yml", include, "vendor.gitlab-ci"),
    ):
        (tmp_path / name).write_text(block, encoding="utf-8")
        done = tool("check-jsonschema", "--builtin-schema", schema, str(tmp_path / name))
        assert done.returncode == 0, done.stdout
    inputs = yaml.safe_load(workflow)["jobs"]["audit"]["steps"][1]["with"]
    assert inputs.keys() <= ACTION["inputs"].keys()
    (tmp_path / ".pre-commit-config.yaml").write_text(hooks, encoding="utf-8")
    assert tool("pre-commit", "validate-config", str(tmp_path / ".pre-commit-config.yaml")).returncode == 0
    assert tool("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml").returncode == 0
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in yaml.safe_load(hooks)["repos"][0]["hooks"]} <= known


def test_the_suppressions_of_the_page_are_valid(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(suppressions:.*?)```", PAGE, re.DOTALL)
    (tmp_path / "accepted.yaml").write_text(block, encoding="utf-8")
    rules = [rule for pack in load_packs() for rule in pack.rules]
    (suppression,) = read_suppressions(tmp_path / "accepted.yaml", rules)
    assert suppression.reason == "quoted from the decree as it was printed"


def test_the_bars_of_the_page_are_the_settings() -> None:
    names = set(re.findall(r"\| `--[^|]*` \| `(\w+) = ", PAGE))
    assert names == {"fail_under", "fail_under_category", "fail_on", "max_findings"}
    assert names <= Settings.model_fields.keys()


def test_the_gate_of_the_seeds_knows_their_faults_and_nothing_new(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("seeds", ".ci"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    command = ("check", "seeds/", "--config", ".ci/audit.toml")
    status, out, _ = audit(capsys, *command)
    assert status == 0, out
    page = next((tmp_path / "seeds").glob("003*"))
    page.write_text(page.read_text(encoding="utf-8") + "\nوقع الحادث في 31 نوفمبر 2023.\n", encoding="utf-8")
    status, out, _ = audit(capsys, *command)
    assert status == 1
    assert "1 \N{MULTIPLICATION SIGN} any.dates.no-such-day" in out
    assert out.count(f"  - {page.relative_to(tmp_path)}: ") == out.count("\n  - ")


def step(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's last step as GitHub runs it."""
    files = {name: str(folder / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    defaults = {name: str(about.get("default", "")) for name, about in ACTION["inputs"].items()}
    values = {name.upper(): value for name, value in {**defaults, **inputs}.items()}
    run: Any = ACTION["runs"]["steps"][-1]
    assert set(run["env"]) == {"PATHS", "OPTIONS", "REPORTS"}
    wanted = {name: values[name] for name in run["env"]}
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run["run"])
    return tool(*bash, cwd=folder, PATH=path, **files, **wanted)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "news of today").mkdir()
    (tmp_path / "news of today" / "a.txt").write_text("The fair opened on 31 November 2023 in the old town.\n")
    (tmp_path / "clean.txt").write_text("The fair opened on Friday in the old town.\n")
    return tmp_path


def test_the_action_annotates_summarises_and_keeps_reports(checkout: Path) -> None:
    done = step(checkout, paths="'news of today' clean.txt", options="--fail-on critical")
    assert done.returncode == 1, done.stderr
    assert "::error file=news of today/a.txt,line=1,endLine=1,col=20," in done.stdout
    outputs = dict(line.split("=") for line in (checkout / "github_output").read_text().splitlines())
    assert (checkout / outputs["sarif"]).stat().st_size > 0
    assert (checkout / outputs["html"]).stat().st_size > 0
    assert "31 November 2023" in (checkout / "github_step_summary").read_text()
    assert step(checkout, paths="clean.txt").returncode == 0


def test_code_scanning_is_given_what_is_open(checkout: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    audit(capsys, "check", "news of today", "--write-baseline", "known.json")
    (checkout / "clean.txt").write_text("The fair opened on 30 February 2023 in the old town.\n")
    assert step(checkout, paths=".", options="--baseline known.json").returncode == 0
    results = json.loads((checkout / "audit-reports" / "audit.sarif").read_text())["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {"any.dates.no-such-day"}
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert places == {"clean.txt"}


def test_nothing_in_its_inputs_is_run(checkout: Path) -> None:
    done = step(checkout, paths="clean.txt", options="--language $(touch owned) ; touch owned")
    assert done.returncode == 2
    assert not (checkout / "owned").exists()


@pytest.mark.skipif(not os.environ.get("AUDIT_INSTALL"), reason="installs from the index: set AUDIT_INSTALL=1")
def test_the_hooks_run_in_a_repository(tmp_path: Path) -> None:
    def git(*arguments: str, cwd: Path = tmp_path) -> str:
        done = tool("git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments, cwd=cwd)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    revision = git("rev-parse", "HEAD", cwd=ROOT)
    git("init", "--quiet")
    (tmp_path / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump(
            {
                "repos": [
                    {
                        "repo": str(ROOT),
                        "rev": revision,
                        "hooks": [{"id": "audit", "args": ["--fail-on", Severity.CRITICAL.value]}, {"id": "audit-fix"}],
                    }
                ]
            }
        )
    )
    (tmp_path / "a.txt").write_text("The fair opened on Friday in the the old town.\n\nLeave a Reply\n")
    git("add", "-A")
    home = str(tmp_path / "home")
    done = tool("pre-commit", "run", "--all-files", cwd=tmp_path, PRE_COMMIT_HOME=home)
    assert re.search(r"audit\.{9,}Passed", done.stdout), done.stdout
    assert re.search(r"audit fix\.{9,}Failed", done.stdout), done.stdout
    assert (tmp_path / "a.txt").read_text() == "The fair opened on Friday in the old town.\n"
    (tmp_path / "a.txt").write_text("The fair opened on 31 November 2023 in the old town.\n")
    git("add", "-A")
    done = tool("pre-commit", "run", "audit", "--all-files", cwd=tmp_path, PRE_COMMIT_HOME=home)
    assert done.returncode == 1
    assert "any.dates.no-such-day" in done.stdout
