import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from tests.house import SELECT, audit, house

__all__ = ["house"]

Capture = pytest.CaptureFixture[str]
CHECK = ("check", "a.txt", *SELECT, "--fail-on", "minor", "--watch")


def test_every_change_is_audited_and_reports_start_no_other_run(
    house: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = house / "a.txt"
    page.write_text("They said nothing.\n")

    def changes(*watched: Path, watch_filter: Any) -> Iterator[set[tuple[watchfiles.Change, str]]]:
        assert watched == (page.resolve(), (house / "packs").resolve())
        modified = watchfiles.Change.modified
        assert watch_filter(modified, str(page))
        assert not watch_filter(modified, str(house / "out.json"))
        page.write_text("They said STOP.\n")
        yield {(modified, str(page))}
        page.unlink()
        yield {(watchfiles.Change.deleted, str(page))}
        page.write_text("They said WAIT.\n")
        yield {(watchfiles.Change.added, str(page))}
        raise KeyboardInterrupt

    monkeypatch.setattr(watchfiles, "watch", changes)
    status, out, err = audit(capsys, *CHECK, "--report", "json=out.json")
    assert status == 1
    assert [out.count(word) > 0 for word in ("No findings", "STOP", "WAIT")] == [True] * 3
    assert err.count("changed: a.txt") == 3
    assert "error: a.txt: no such file or folder" in err
    assert '"WAIT"' in (house / "out.json").read_text()


def test_standard_input_does_not_change(house: Path, capsys: Capture) -> None:
    said = (2, "", "error: --watch: standard input does not change: name files\n")
    assert audit(capsys, "check", "-", "--watch") == said


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("audit check --format js", ["json", "jsonl"]),
        ("audit check --fail-on m", ["minor", "major"]),
        ("audit check --report json", ["json=", "jsonl="]),
        ("audit check --fail-under-category da", ["dates="]),
        ("audit check --input-format m", ["markdown"]),
        ("audit check --select ar.dates.torn-y", ["ar.dates.torn-year"]),
        ("audit ru", ["rules"]),
    ],
)
def test_the_shell_completes_names(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]
) -> None:
    for name, value in (
        ("_AUDIT_COMPLETE", "complete_bash"),
        ("COMP_WORDS", words),
        ("COMP_CWORD", str(len(words.split()) - 1)),
    ):
        monkeypatch.setitem(os.environ, name, value)
    status, out, _ = audit(capsys)
    assert (status, out.split()) == (0, offered)
