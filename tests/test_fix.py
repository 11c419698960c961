import gzip
import io
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import mend
from audit.cli import fix as command
from audit.mend import Mended
from audit.patch import patch
from audit.repair import Repaired
from tests.house import audit

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[1]

PACK = """\
title: House style
category: typography
rules:
  - {id: share, kind: line, lines: [Share this page], message: 'x', fix: drop}
  - {id: sum, kind: phrase, phrases: [a lot of money], message: 'x', suggestion: 9 dinars, unsafe_fix: suggestion}
  - {id: loud, kind: pattern, pattern: STOP, message: 'x', fix: {text: stop}}
"""

BAD = "A title of this page\r\n\r\nShare this page\r\n\r\nThey said STOP, it cost a lot of money.\r\nThe end of it"
GOOD = "A title of this page\r\n\r\nThey said stop, it cost a lot of money.\r\nThe end of it"

OPTIONS = ("--rules", "packs", "--select", "en.house", "--language", "en")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "packs" / "en").mkdir(parents=True)
    (tmp_path / "packs" / "en" / "house.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def fix(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    return audit(capsys, "fix", *arguments, *OPTIONS)


def test_a_diff_is_shown_and_the_file_stays(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.txt", BAD)
    status, out, err = fix(capsys, "docs")
    assert status == 0
    assert out == (
        "--- a/docs/a.txt\n+++ b/docs/a.txt\n@@ -1,6 +1,4 @@\n A title of this page\r\n \r\n-Share this page\r\n-\r\n"
        "-They said STOP, it cost a lot of money.\r\n+They said stop, it cost a lot of money.\r\n"
        " The end of it\n\\ No newline at end of file\n"
    )
    assert err == "2 repairs in 1 document (--write makes them); 1 more with --unsafe.\n"
    assert path.read_bytes() == BAD.encode()
    assert fix(capsys, "docs", "--exit-code")[0] == 1


@pytest.mark.parametrize("text", [BAD, BAD + "\r\n", BAD.replace("\r\n", "\n"), "\ufeff" + BAD, "\n\n" + BAD + "\n\n"])
@pytest.mark.parametrize("name", ["a.txt", "two words.txt", "\u0645\u0642\u0627\u0644.txt", 'qu"ote.txt'])
def test_git_applies_the_diff(place: Path, capfd: pytest.CaptureFixture[str], text: str, name: str) -> None:
    shutil.rmtree(place / ".git")
    path = put(place / "docs" / name, text)
    _, out, _ = fix(capfd, "docs")
    subprocess.run(["git", "init", "-q", "."], check=True, cwd=place)
    applied = subprocess.run(["git", "apply", "-"], input=out.encode(), cwd=place, capture_output=True, check=False)
    assert applied.returncode == 0, applied.stderr
    byhand = path.read_bytes()
    put(path, text)
    assert fix(capfd, "docs", "--write")[0] == 0
    assert path.read_bytes() == byhand != text.encode()


def test_write_changes_the_files_and_a_second_time_nothing(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.txt", BAD)
    clean = put(place / "docs" / "b.txt", "Nothing is wrong here.")
    path.chmod(0o640)
    before = clean.stat().st_mtime_ns
    status, out, err = fix(capsys, "docs", "--write", "--exit-code")
    assert (status, out) == (1, "")
    assert err == "2 repairs in 1 document; 1 more with --unsafe.\n"
    assert path.read_bytes() == GOOD.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert clean.stat().st_mtime_ns == before
    assert fix(capsys, "docs", "--write", "--exit-code") == (
        0,
        "",
        "Nothing to repair in 2 documents; 1 more with --unsafe.\n",
    )
    assert sorted(each.name for each in (place / "docs").iterdir()) == ["a.txt", "b.txt"]


def test_unsafe_repairs_are_made_when_asked_for(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.txt", BAD)
    assert fix(capsys, "docs", "--write", "--unsafe")[2] == "3 repairs in 1 document.\n"
    assert path.read_bytes() == GOOD.replace("a lot of money", "9 dinars").encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_and_marks_are_kept(place: Path, capsys: Capture, encoding: str) -> None:
    path = put(place / "docs" / "a.txt", BAD.encode(encoding))
    assert fix(capsys, "docs", "--write")[0] == 0
    assert path.read_bytes() == GOOD.encode(encoding)


def test_a_file_that_changed_meanwhile_is_left_alone(place: Path, capsys: Capture) -> None:
    path = put(place / "a.txt", "somebody else was here")
    other = put(place / "b.txt", "old")
    changed = [Mended(str(path), b"old", b"new"), Mended(str(other), b"old", b"new")]
    (problem,) = command._written(changed)
    assert str(problem) == f"{path}: was changed by another program meanwhile: left alone"
    assert (path.read_bytes(), other.read_bytes()) == (b"somebody else was here", b"new")
    assert sorted(each.name for each in place.glob("*.txt")) == ["a.txt", "b.txt"]
    assert not list(place.glob("*.part")) + list(place.glob(".*.part"))


def test_a_file_that_cannot_be_written_is_told_and_stops_no_other(
    place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = put(place / "docs" / "a.txt", BAD), put(place / "docs" / "b.txt", BAD)
    monkeypatch.setattr(os, "access", lambda target, mode: Path(target).name != "a.txt")
    status, _, err = fix(capsys, "docs", "--write")
    assert status == 2
    assert f"error: {Path('docs') / 'a.txt'}: cannot be written: no permission to write" in err
    assert (path.read_bytes(), other.read_bytes()) == (BAD.encode(), GOOD.encode())


def test_an_unreadable_file_stops_no_other(place: Path, capsys: Capture) -> None:
    put(place / "docs" / "a.txt", b"\xff\xfe\x00")
    path = put(place / "docs" / "b.txt", BAD)
    status, _, err = fix(capsys, "docs", "missing.txt", "--write")
    assert status == 2
    assert "error: missing.txt: no such file or folder" in err
    assert "a.txt" in err
    assert path.read_bytes() == GOOD.encode()


def test_html_cannot_be_repaired(place: Path, capsys: Capture) -> None:
    page = put(place / "docs" / "page.html", "<p>Share this page</p><p>They said STOP.</p>")
    put(place / "docs" / "a.txt", BAD)
    status, out, err = fix(capsys, "docs")
    assert status == 0
    assert "note: 1 page left alone: HTML is audited by its text, and cannot be repaired" in err
    assert "page.html" not in out
    status, _, err = fix(capsys, str(page))
    assert status == 2
    assert err.startswith(f"error: {page}: of a page only the text is audited, and the page cannot be repaired\n")


def test_records_change_in_their_text_alone(place: Path, capsys: Capture) -> None:
    text = "They said STOP, \u00e9 and \U0001f600."
    lines = [
        '{"id": 1,  "text" : ' + json.dumps(text) + ', "x": [1.50, {"text": "STOP"}]}\r\n',
        '\n{"text": "All is well here.", "text2":"STOP"}\n',
        '{"text": "first", "text":' + json.dumps(text, ensure_ascii=False) + "}\n",
        '{"text": "' + "\\u00C9 STOP" + '"}',
    ]
    path = put(place / "docs" / "a.jsonl", "".join(lines))
    assert fix(capsys, "docs", "--write")[2] == "3 repairs in 3 documents.\n"
    assert path.read_bytes().decode() == "".join(lines).replace("said STOP", "said stop").replace("C9 STOP", "C9 stop")


def test_compressed_records_stay_compressed(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.jsonl.gz", gzip.compress(b'{"text": "They said STOP."}\n'))
    other = put(place / "docs" / "b.jsonl.gz", gzip.compress(b'{"text": "All is well."}\n', mtime=7))
    before = other.read_bytes()
    status, out, _ = fix(capsys, "docs")
    assert '+{"text": "They said stop."}\n' in out
    assert fix(capsys, "docs", "--write")[0] == status == 0
    assert gzip.decompress(path.read_bytes()) == b'{"text": "They said stop."}\n'
    assert other.read_bytes() == before


def test_a_broken_record_stops_no_other(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.jsonl", '{"text": \n{"text": "STOP it"}\n')
    status, _, err = fix(capsys, "docs", "--write")
    assert status == 2
    assert f"error: {Path('docs') / 'a.jsonl'}:1: not JSON" in err
    assert path.read_text(encoding="utf-8") == '{"text": \n{"text": "stop it"}\n'


def test_markdown_keeps_its_markup(place: Path, capsys: Capture) -> None:
    text = (
        "# They said STOP\n\n[Share this page](x)\n\n- Share this page\n- They said **STOP** and `STOP`\n\n"
        "```\nSTOP\n\nShare this page\n```\n\nThe end\n"
    )
    path = put(place / "docs" / "a.md", text)
    assert fix(capsys, "docs", "--write")[0] == 0
    assert path.read_text(encoding="utf-8") == (
        "# They said stop\n\n- They said **stop** and `STOP`\n\n```\nSTOP\n\nShare this page\n```\n\nThe end\n"
    )


def test_a_repair_that_would_break_markup_is_left_out(place: Path, capsys: Capture) -> None:
    pack = PACK + '  - {id: torn, kind: pattern, pattern: "a b", message: x, fix: {text: "*a* b"}}\n'
    put(place / "packs" / "en" / "house.yaml", pack)
    path = put(place / "docs" / "a.md", "It is a b here, STOP.\n")
    assert fix(capsys, "docs", "--write")[0] == 0
    assert path.read_text(encoding="utf-8") == "It is a b here, stop.\n"


def test_suppressed_findings_are_not_repaired(place: Path, capsys: Capture) -> None:
    text = BAD + "\r\n<!-- audit-ignore en.house.loud: it is a quotation -->\r\nSTOP"
    path = put(place / "docs" / "a.txt", text)
    assert fix(capsys, "docs", "--write")[0] == 0
    assert path.read_bytes().decode() == text.replace(BAD, GOOD)
    broken = put(place / "docs" / "b.txt", "<!-- audit-ignore en.house.loud -->\nSTOP")
    status, _, err = fix(capsys, str(broken), "--write")
    assert status == 2
    assert "a suppression needs a reason" in err
    assert broken.read_bytes() == b"<!-- audit-ignore en.house.loud -->\nSTOP"


def test_a_page_of_furniture_is_left_alone(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.txt", "Share this page\n\n***\n")
    assert fix(capsys, "docs", "--write") == (
        0,
        "",
        "note: docs/a.txt: nothing but furniture: left alone\nNothing to repair in 1 document.\n",
    )
    assert path.read_bytes() == b"Share this page\n\n***\n"


def stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))


def test_standard_input(
    place: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit.cli.app import run

    stdin(monkeypatch, BAD.encode())
    assert run(("fix", "-", *OPTIONS)) == 0
    assert b"-Share this page\r\n" in capfdbinary.readouterr().out
    stdin(monkeypatch, BAD.encode())
    assert run(("fix", "-", "--write", *OPTIONS)) == 0
    assert capfdbinary.readouterr().out == GOOD.encode()
    stdin(monkeypatch, b'{"text": "STOP it"}')
    assert run(("fix", "-", "--write", "--input-format", "jsonl", *OPTIONS)) == 0
    assert capfdbinary.readouterr().out == b'{"text": "stop it"}'
    stdin(monkeypatch, b"<p>STOP</p>")
    assert run(("fix", "-", "--input-format", "html", *OPTIONS)) == 2


def test_a_patch_of_equal_texts_is_empty() -> None:
    assert list(patch("a", "x\ny", "x\ny")) == []
    assert list(patch("a", "", "x")) == [
        "--- a/a\n",
        "+++ b/a\n",
        "@@ -0,0 +1 @@\n",
        "+x\n\\ No newline at end of file\n",
    ]


def test_processes_repair_alike(place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.mend.SMALL", 0)
    for number in range(5):
        put(place / "docs" / f"{number}.txt", BAD.replace("page", f"page {number}", 1))
    text = BAD + "\r\n<!-- audit-ignore en.house.loud: it is a quotation -->\r\nSTOP"
    put(place / "docs" / "6.txt", text)
    put(place / "docs" / "7.txt", b"\xff")
    alone, several = fix(capsys, "docs", "--jobs", "1"), fix(capsys, "docs", "--jobs", "2")
    assert alone == several
    assert alone[0] == 2
    assert "12 repairs in 6 documents" in alone[2]


def test_options_are_checked_as_those_of_check(place: Path, capsys: Capture) -> None:
    put(place / "docs" / "a.txt", BAD)
    for arguments, said in (
        (("--jobs", "0"), "error: --jobs: 0 is no number of processes"),
        (("--config", "none.toml"), "error: none.toml: cannot be read"),
        (("--input-format", "pdf"), "'pdf' is no input format"),
    ):
        status, out, err = audit(capsys, "fix", "docs", *arguments)
        assert (status, out) == (2, "")
        assert said in err
    assert audit(capsys, "fix", "nowhere")[0] == 2


VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUE, max_size=4), st.text(min_size=1), st.text(), st.booleans())
def test_nothing_else_of_a_record_changes(others: dict[str, object], old: str, new: str, escaped: bool) -> None:
    record = {**others, "text": old}
    line = json.dumps(record, ensure_ascii=escaped, indent=1 if escaped else None).encode("utf-8", "surrogatepass")
    if b"\xed" in line:
        return  # half a surrogate pair: the reader refuses it
    changed = mend._with_text(line, old, new)
    assert json.loads(changed) == {**record, "text": new}
    start, end = mend._place(line.decode())
    assert changed.startswith(line.decode()[:start].encode())
    assert changed.endswith(line.decode()[end:].encode())


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_a_text_without_findings_keeps_its_bytes(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "ignore")

    class Nothing:
        def mend(self, document: object, markup: object = None) -> mend.Outcome:
            return mend.Outcome(Repaired(document.text))  # type: ignore[attr-defined]

    for kind in ("text", "markdown"):
        assert mend.KINDS[kind]("a.txt", raw, Nothing()).new == raw  # type: ignore[arg-type]


def test_a_path_is_shown_from_the_working_folder(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "a.txt", BAD)
    assert fix(capsys, str(path))[1].startswith("--- a/docs/a.txt\n+++ b/docs/a.txt\n")


def test_the_diff_of_a_link_is_one_of_the_file_it_leads_to(place: Path, capsys: Capture) -> None:
    path = put(place / "docs" / "b.txt", BAD)
    (place / "docs" / "a.txt").symlink_to(path)
    assert fix(capsys, "docs/a.txt")[1].startswith("--- a/docs/b.txt\n+++ b/docs/b.txt\n")
    assert fix(capsys, "docs/a.txt", "--write")[0] == 0
    assert (place / "docs" / "a.txt").is_symlink()
    assert path.read_bytes() != BAD.encode()
