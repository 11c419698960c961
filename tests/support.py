"""What tests share: packs from a string, findings as quotations."""

from pathlib import Path

from audit.finding import Finding
from audit.packs import PackPath, build_pack
from audit.rule import Pack, Rule
from audit.scan import Program, scan
from audit.text import plain
from audit.view import View
from audit.yamlfile import read_yaml

SHARED = Path(__file__).parents[2] / "shared"
"""Evaluation data that is not part of the project; tests that need it skip without it."""


def pack(source: str, name: str = "en/typography") -> Pack:
    """A pack from YAML, as if it lay in ``<name>.yaml``."""
    language, stem = name.split("/")
    path = PackPath(Path(f"{name}.yaml"), f"{name}.yaml", language, stem)
    return build_pack(path, read_yaml(path.shown, source), "0" * 64)[0]


def rules(entries: str, name: str = "en/typography", lists: str = "") -> tuple[Rule, ...]:
    """Rules from the YAML of a pack's ``rules``."""
    return pack(f"title: Test\n{lists}\nrules:\n{entries}", name).rules


def findings(text: str, *tested: Rule, language: str = "en", gated: bool = True) -> tuple[Finding, ...]:
    return scan(View(plain(text), language), Program(tested), gated=gated)


def quotations(text: str, *tested: Rule, language: str = "en") -> list[str]:
    """What the rules quote, in order."""
    return [finding.text for finding in findings(text, *tested, language=language)]
