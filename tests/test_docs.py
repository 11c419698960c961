"""What the documentation shows is true: generated pages are current, snippets run."""

import re
from pathlib import Path

import pytest

from audit.cli import main
from audit.kinds import KINDS
from audit.renderers import RENDERERS
from audit.score import ACCEPTABLE, FLOOR
from scripts.write_docs import PAGES

ROOT = Path(__file__).parents[1]


def audit(*arguments: str) -> int:
    """Run a command; its exit status."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(str(caught.value.code))


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"


def test_the_readme_opens_with_the_two_commands() -> None:
    assert README.startswith("# audit\n\n```\nmake audit\nmake test\n```\n")


def test_the_rule_of_the_readme_works_and_its_mistake_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (rule,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "house" / "en" / "wording.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(rule, encoding="utf-8")
    (tmp_path / "news.txt").write_text("Please send an e-mail to the office of the mayor.", encoding="utf-8")
    assert audit("rules", "test", "house/") == 0
    assert audit("check", "news.txt", "--rules", "house/", "--language", "en") == 0
    assert "en.wording.e-mail" in capsys.readouterr().out
    path.write_text(rule.replace("phrases:", "phrase:"), encoding="utf-8")
    assert audit("check", "news.txt", "--rules", "house/") == 2
    assert capsys.readouterr().err == (
        "error: house/en/wording.yaml:6:5: unknown key 'phrase' (did you mean 'phrases'?)\n"
    )
    assert "house/en/wording.yaml:6:5: unknown key 'phrase' (did you" in README


def test_the_guide_to_rules_shows_a_rule_that_works(tmp_path: Path) -> None:
    (rule,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "rules" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "en" / "house.yaml"
    path.parent.mkdir()
    path.write_text(rule, encoding="utf-8")
    assert audit("rules", "test", str(tmp_path)) == 0


def test_the_settings_of_the_readme_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit.toml").write_text(settings.replace('rules = ["house"]\n', ""), encoding="utf-8")
    (tmp_path / "news.txt").write_text("A plain page about the weather of the week.", encoding="utf-8")
    assert audit("check", "news.txt") == 0


def test_the_constants_of_the_score_are_the_documented_ones() -> None:
    page = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    assert f"100 x 0.8 ^ (D / {ACCEPTABLE:g})" in page
    assert f"at least {FLOOR} words" in page


def test_every_kind_and_format_is_documented() -> None:
    kinds = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert all(f"\n## {kind}\n" in kinds for kind in KINDS)
    assert all(name in README for name in ("text", *RENDERERS) if name != "json")


def test_links_between_pages_lead_somewhere() -> None:
    for page in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "rules" / "README.md",
        *(page for page in (ROOT / "docs").glob("*.md") if page.name != "rules.md"),
    ):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
