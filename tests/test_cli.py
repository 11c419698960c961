import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from audit import __version__
from audit.schema import pack_schema, report_schema
from tests.house import PACK, SELECT, TEXT, audit, house

__all__ = ["house"]

Capture = pytest.CaptureFixture[str]


def test_version_and_help(capsys: Capture) -> None:
    assert audit(capsys, "--version") == (0, f"audit {__version__}\n", "")
    status, out, _ = audit(capsys, "check", "--help")
    assert status == 0
    for option in ("--rules", "--select", "--fail-under-category", "--input-format", "--jobs", "--config"):
        assert option in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check",), "error: missing argument"),
        (("check", "x", "--fromat", "json"), "error: no such option: --fromat"),
        (("chekc",), "error: no such command 'chekc'"),
        (("check", "small.txt", "--jobs", "many"), "error: invalid value for '--jobs'"),
        (("check", "small.txt", "--jobs", "0"), "error: --jobs: 0 is no number of processes"),
        (("check", "small.txt", "--format", "jsno"), "error: --format: 'jsno' is no format (did you mean 'json'?)"),
        (("check", "small.txt", "--report", "json"), "error: --report: 'json' is not FORMAT=FILE"),
        (("check", "small.txt", "--fail-under", "120"), "error: --fail-under: 120 is no score"),
        (("check", "small.txt", "--fail-under-category", "dates=x"), "error: --fail-under-category: 'dates=x' is not"),
        (("check", "small.txt", "--fail-under-category", "date=9"), "'date' is no category (did you mean 'dates'?)"),
        (("check", "small.txt", "--fail-on", "majro"), "'majro' is no severity (did you mean 'major'?)"),
        (("check", "small.txt", "--language", "Arabic"), "'Arabic' is no language code"),
        (("check", "small.txt", "--select", "any.boilerplat"), "error: select: no rule is called 'any.boilerplat'"),
        (("check", "small.txt", "--ignore", "any.boilerplat"), "(did you mean 'any.boilerplate'?)"),
        (("check", "small.txt", "--rules", "nowhere"), "error: nowhere: no such file or folder of rules"),
        (("check", "small.txt", "--config", "none.toml"), "error: none.toml: cannot be read"),
        (("check", "small.txt", "--output", "none/x.txt"), "error: none/x.txt: no such folder"),
        (("check", "small.txt", "--input-format", "pdf"), "'pdf' is no input format"),
        (("check", ""), "error: PATH: is empty"),
        (("check", "missing.txt"), "error: missing.txt: no such file or folder"),
        (("check", "packs/en"), "packs/en: no file that is read"),
        (("rules", "show", "any.boilerplate.coment-form"), "no rule is called"),
    ],
)
def test_mistakes_exit_with_2_and_say_what_was_meant(
    house: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = audit(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_a_pattern_that_is_none_is_named(house: Path, capsys: Capture) -> None:
    status, _, err = audit(capsys, "check", ".", "--exclude", "a\\")
    assert (status, err) == (2, "error: --exclude: 'a\\' is no pattern, written as in .gitignore\n")


def test_no_arguments_show_the_help(capsys: Capture) -> None:
    status, _, err = audit(capsys)
    assert status == 2
    assert err.startswith("Usage: audit")


@pytest.mark.parametrize(
    ("gate", "status"),
    [
        ((), 0),
        (("--fail-under", "10"), 0),
        (("--fail-under", "95"), 1),
        (("--fail-under-category", "typography=95"), 1),
        (("--fail-under-category", "dates=100"), 0),
        (("--fail-on", "critical"), 0),
        (("--fail-on", "major"), 1),
    ],
)
def test_gates_decide_the_exit_status(house: Path, capsys: Capture, gate: tuple[str, ...], status: int) -> None:
    assert audit(capsys, "check", "small.txt", *SELECT, *gate)[0] == status


def test_an_unreadable_document_wins_over_the_gate(house: Path, capsys: Capture) -> None:
    (house / "bad.txt").write_bytes(b"abc \xff\xfe")
    status, out, err = audit(capsys, "check", "bad.txt", "small.txt", *SELECT, "--fail-under", "99")
    assert status == 2
    assert err.startswith("error: bad.txt")
    assert "small.txt" in out
    assert "Gate failed" in out


def test_the_report_fits_its_schema_and_names_what_could_not_be_read(house: Path, capsys: Capture) -> None:
    (house / "empty.txt").write_bytes(b"")
    (house / "nul.txt").write_bytes(b"a\0b")
    (house / "wide.txt").write_bytes(TEXT.encode("utf-16"))
    (house / "lines.jsonl").write_text('{"text": "They said STOP.", "id": "a"}\n{oops\n', encoding="utf-8")
    (house / "page.pdf").write_bytes(b"%PDF")
    status, out, err = audit(capsys, "check", ".", "gone.txt", *SELECT, "--format", "json")
    report = json.loads(out)
    Draft202012Validator(report_schema()).validate(report)
    assert status == 2
    documents = [(document["path"], document["id"], bool(document["errors"])) for document in report["documents"]]
    assert documents == [
        ("empty.txt", None, True),
        ("lines.jsonl", "a", False),
        ("lines.jsonl", None, True),
        ("nul.txt", None, True),
        ("small.txt", None, False),
        ("wide.txt", None, False),
        ("gone.txt", None, True),
    ]
    assert report["summary"]["errors"] == 4
    assert "page.pdf" in report["summary"]["skipped"]
    assert [line.split(": ")[1] for line in err.splitlines()] == ["empty.txt", "lines.jsonl:2", "nul.txt", "gone.txt"]
    small, wide = report["documents"][4:6]
    assert small["findings"] == wide["findings"]


def test_jsonl_is_a_document_a_line(house: Path, capsys: Capture) -> None:
    whole = json.loads(audit(capsys, "check", "small.txt", *SELECT, "--format", "json")[1])
    _, out, err = audit(capsys, "check", "small.txt", *SELECT, "--format", "jsonl", "--fail-under", "99")
    assert [json.loads(line) for line in out.splitlines()] == whole["documents"]
    assert err.startswith("gate: small.txt: score")


def test_low_findings_are_shown_on_request_and_never_gate(house: Path, capsys: Capture) -> None:
    only = ("--rules", "packs", "--select", "en.house.perhaps", "--language", "en")
    quiet = json.loads(audit(capsys, "check", "small.txt", *only, "--format", "json")[1])["documents"][0]
    status, out, _ = audit(capsys, "check", "small.txt", *only, "--format", "json", "--all", "--fail-on", "info")
    loud = json.loads(out)["documents"][0]
    assert quiet["findings"] == []
    assert [finding["text"] for finding in loud["findings"]] == ["perhaps"]
    assert loud["score"] == quiet["score"] == 100
    assert status == 0


def test_several_reports_are_written_whole(house: Path, capsys: Capture) -> None:
    (house / "report.txt").write_text("old", encoding="utf-8")
    arguments = ("--output", "report.txt", "--report", "json=a.json", "--report", "jsonl=b.jsonl")
    assert audit(capsys, "check", "small.txt", *SELECT, *arguments) == (0, "", "")
    assert (house / "report.txt").read_text(encoding="utf-8").startswith("small.txt ")
    assert json.loads((house / "a.json").read_text(encoding="utf-8"))["summary"]["documents"] == 1
    assert len((house / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert not list(house.glob("*.part")) + list(house.glob(".*.part"))
    status, _, err = audit(capsys, "check", "small.txt", "--output", "x", "--report", "json=x")
    assert (status, "two reports would be written to this file" in err) == (2, True)


def test_a_failed_run_leaves_the_old_report(house: Path, capsys: Capture) -> None:
    (house / "report.txt").write_text("old", encoding="utf-8")
    assert audit(capsys, "check", "gone.txt", "--output", "report.txt")[0] == 2
    assert (house / "report.txt").read_text(encoding="utf-8") == "old"


def test_no_report_is_written_over_a_document(house: Path, capsys: Capture) -> None:
    before = (house / "small.txt").read_text(encoding="utf-8")
    for option in (("--output", "./small.txt"), ("--report", "json=small.txt")):
        status, _, err = audit(capsys, "check", "small.txt", *option)
        assert (status, "is audited; a report would be written over it" in err) == (2, True)
    assert (house / "small.txt").read_text(encoding="utf-8") == before


def test_standard_input(house: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    given = SimpleNamespace(buffer=io.BytesIO(b'{"text": "They said STOP.", "id": "7"}\n'))
    monkeypatch.setattr(sys, "stdin", given)
    status, out, _ = audit(capsys, "check", "-", "--input-format", "jsonl", *SELECT, "--format", "jsonl", "--jobs", "1")
    document = json.loads(out)
    assert (status, document["path"], document["id"], len(document["findings"])) == (0, "-", "7", 1)


def test_a_misspelt_key_in_a_rule_is_named_with_its_place(house: Path, capsys: Capture) -> None:
    (house / "packs" / "en" / "house.yaml").write_text(PACK.replace("severity:", "severty:"), encoding="utf-8")
    status, out, err = audit(capsys, "check", "small.txt", *SELECT)
    assert (status, out) == (2, "")
    assert err == "error: packs/en/house.yaml:15:5: unknown key 'severty' (did you mean 'severity'?)\n"


def test_terminal_escapes_in_a_document_stay_harmless(house: Path, capsys: Capture) -> None:
    (house / "evil\x1b[31m.txt").write_text("They said STOP.\x1b[2J\n", encoding="utf-8")
    assert "\x1b" not in audit(capsys, "check", ".", *SELECT)[1]


def test_rules_list_and_show(house: Path, capsys: Capture) -> None:
    status, out, _ = audit(capsys, "rules", "list", "--rules", "packs", "--select", "en.house")
    assert status == 0
    assert [line.split()[:4] for line in out.splitlines()] == [
        ["en.house.vast-sums", "phrase", "minor", "high"],
        ["en.house.no-shouting", "phrase", "major", "high"],
        ["en.house.perhaps", "phrase", "minor", "low"],
    ]
    _, out, _ = audit(capsys, "rules", "list", "--rules", "packs", "--select", "en.house", "--format", "json")
    assert [rule["id"] for rule in json.loads(out)] == [
        "en.house.vast-sums",
        "en.house.no-shouting",
        "en.house.perhaps",
    ]
    status, out, _ = audit(capsys, "rules", "show", "en.house.vast-sums", "--rules", "packs")
    assert status == 0
    for part in ("says nothing", "Figures are better.", "packs/en/house.yaml:4:5", "It cost 5 dinars."):
        assert part in out


def test_rules_test_runs_the_examples(house: Path, capsys: Capture) -> None:
    only = ("--select", "en.house")
    assert audit(capsys, "rules", "test", "packs", *only)[:2] == (0, "3 rules, 6 examples: all as they say.\n")
    broken = PACK.replace("bad: ['It cost a lot of money.'], ", "").replace("They said stop.", "They said STOP.")
    (house / "packs" / "en" / "house.yaml").write_text(broken, encoding="utf-8")
    status, out, _ = audit(capsys, "rules", "test", "packs", *only)
    assert status == 1
    assert out.splitlines() == [
        "error: packs/en/house.yaml:11:5: en.house.no-shouting fires on its good example ('STOP'): They said STOP.",
        "warning: packs/en/house.yaml:4:5: en.house.vast-sums has no bad example",
        "3 rules, 5 examples: 1 failed, 1 warning.",
    ]
    assert audit(capsys, "rules", "test", "nowhere")[0] == 2


def test_rules_schema_is_printed(capsys: Capture) -> None:
    status, out, _ = audit(capsys, "rules", "schema")
    assert (status, json.loads(out)) == (0, pack_schema())


def test_the_installed_module_exits_with_the_status(house: Path) -> None:
    for arguments, status in ((["check", "small.txt", "--fail-under", "0"], 0), (["check", "gone.txt"], 2)):
        done = subprocess.run([sys.executable, "-m", "audit", *arguments], capture_output=True, check=False)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error(house: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "audit", "rules", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_cancelled_run_leaves_nothing_half_written(tmp_path: Path) -> None:
    row = json.dumps({"text": "The fair opened in the old town, and many came to see it on the first day. " * 40})
    (tmp_path / "many.jsonl").write_text(f"{row}\n" * 3000)
    command = [sys.executable, "-m", "audit", "check", "many.jsonl", "--format", "jsonl", "--output", "out.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while not list(tmp_path.glob(".out.jsonl.*.part")):
            assert run.poll() is None, "ended before it was cancelled"
        run.terminate()
        assert run.wait() == 143
    assert [path.name for path in tmp_path.iterdir()] == ["many.jsonl"]
