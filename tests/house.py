"""A small pack and a document whose report is known to the last letter, and the command line in one call."""

from pathlib import Path

import pytest

from audit.cli.app import run

PACK = """\
title: House style
category: typography
rules:
  - id: vast-sums
    kind: phrase
    phrases: ['a lot of money']
    message: '“{found}” says nothing'
    why: 'Figures are better.'
    suggestion: 'a figure'
    examples: {bad: ['It cost a lot of money.'], good: ['It cost 5 dinars.']}
  - id: no-shouting
    kind: phrase
    phrases: ['WAIT', 'STOP', 'وقف']
    fold: []
    severity: major
    message: '“{found}” is shouted'
    why: 'Nobody shouts in print.'
    examples: {bad: ['They said STOP at once.'], good: ['They said stop.']}
  - id: perhaps
    kind: phrase
    phrases: ['perhaps']
    confidence: low
    message: '“{found}” is vague'
    why: 'Be definite.'
    examples: {bad: ['It is perhaps so.'], good: ['It is so.']}
"""

TEXT = """\
A title of this page
They said STOP and it cost a lot of money, perhaps.
Then it cost a lot of money again, and they said وقف at the end.
"""

SELECT = ("--rules", "packs", "--select", "en.house", "--language", "en")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack in ``packs`` and the document in ``small.txt``."""
    (tmp_path / "packs" / "en").mkdir(parents=True)
    (tmp_path / "packs" / "en" / "house.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "small.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audit(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command line."""
    status = run(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err
