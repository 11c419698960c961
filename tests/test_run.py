from pathlib import Path

import pytest

from audit import run as runs
from audit.cli import main
from audit.finding import Severity
from audit.renderers import RENDERERS, Page
from audit.report import DocumentReport
from audit.run import Plan, audit_files, prepare
from tests.house import TEXT, house

__all__ = ["house"]

PLAN = Plan(
    rules=(Path("packs"),), select=("en.house",), severities={"en.house": Severity.MAJOR}, language="en", low=True
)


def test_worker_processes_change_nothing(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        (house / f"{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
    records = "".join(f'{{"id": "{number}", "text": "They said STOP."}}\n' for number in range(5))
    (house / "many.jsonl").write_text(records + "{oops\n", encoding="utf-8")
    files = ["0.txt", "many.jsonl", *(f"{number}.txt" for number in range(6, 0, -1)), "gone.txt"]
    monkeypatch.setattr(runs, "CHUNK", 1_000)
    auditor = prepare(PLAN)
    alone = list(audit_files(files, PLAN, auditor, 1))
    together = list(audit_files(files, PLAN, auditor, 2, small=0))
    assert _lines(together) == _lines(alone)
    assert [document.path for document in alone][:2] == ["0.txt", "many.jsonl"]
    assert sum(bool(document.errors) for document in alone) == 2


def _lines(documents: list[DocumentReport]) -> list[str]:
    return [RENDERERS["jsonl"].document(document, Page()) for document in documents]


def test_an_audit_that_fails_is_one_documents_error(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def audit(self, document: object) -> None:
            raise ValueError("oops")

    reports = list(audit_files(["small.txt"], PLAN, Broken(), 1))  # type: ignore[arg-type]
    assert [str(problem) for problem in reports[0].errors] == [
        "small.txt: the audit failed, which is a fault of this program: ValueError: oops"
    ]
    monkeypatch.setenv("AUDIT_DEBUG", "1")
    with pytest.raises(ValueError, match="oops"):
        list(audit_files(["small.txt"], PLAN, Broken(), 1))  # type: ignore[arg-type]


def test_small_runs_start_no_process(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_in_parallel", None)
    assert len(list(audit_files(["small.txt"], PLAN, prepare(PLAN), 8))) == 1


def test_a_pattern_that_takes_too_long_is_named_and_the_other_documents_are_audited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("audit.kinds.pattern.TIMEOUT", 0.05)
    pack = tmp_path / "rules" / "en" / "slow.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("title: T\nrules:\n  - {id: slow, kind: pattern, pattern: '(?:a|aa)+$', message: m}\n")
    (tmp_path / "bad.txt").write_text("a" * 3_000 + "!")
    (tmp_path / "good.txt").write_text("The weather of the week is fine and dry in the north.")
    with pytest.raises(SystemExit) as caught:
        main(
            [
                "check",
                str(tmp_path / "bad.txt"),
                str(tmp_path / "good.txt"),
                "--rules",
                str(tmp_path / "rules"),
                "--language",
                "en",
            ]
        )
    assert caught.value.code == 2
    shown = capsys.readouterr()
    assert "slow.yaml:3:5: the pattern of rule 'en.slow.slow' takes too long on this document" in shown.err
    assert "good.txt" in shown.out
