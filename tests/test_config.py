import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.choices import choose
from audit.config import Settings, find_settings, load_settings
from audit.errors import AuditError
from audit.finding import Severity
from audit.tomlfile import read_toml
from tests.house import audit, house

__all__ = ["house"]


def problems(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        load_settings(path)
    return [str(problem) for problem in caught.value.problems]


def test_the_nearest_file_up_to_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repo" / "docs" / "news"
    inner.mkdir(parents=True)
    (tmp_path / "audit.toml").write_text("jobs = 9\n", encoding="utf-8")
    (tmp_path / "repo" / ".git").mkdir()
    assert find_settings(inner) is None
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.audit]\njobs = 2\n", encoding="utf-8")
    assert find_settings(inner) == tmp_path / "repo" / "pyproject.toml"
    (inner.parent / "pyproject.toml").write_text("[tool.other]\nx = 'tool.audit'\n", encoding="utf-8")
    assert find_settings(inner) == tmp_path / "repo" / "pyproject.toml"
    (tmp_path / "repo" / "audit.toml").write_text("jobs = 3\n", encoding="utf-8")
    assert load_settings(start=inner)[0].jobs == 3


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert load_settings(start=tmp_path) == (Settings(), tmp_path)


def test_all_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "conf" / "audit.toml"
    path.parent.mkdir()
    path.write_text(
        """
rules = ["mine", "../other"]
select = ["ar"]
ignore = ["ar.dates"]
language = "ar"
exclude = ["*.bak"]
fail_under = 80
fail_on = "critical"
fail_under_category = {dates = 90.5}
jobs = 2
all = true
format = "json"
output = "out.json"
packs = {en = false}
report = {jsonl = "lines.jsonl"}
[severity]
"ar.dates.weekday" = "minor"
[gates."old/**"]
fail_under = 10
""",
        encoding="utf-8",
    )
    settings, folder = load_settings(path)
    assert folder == path.parent
    assert settings.rules == ("conf/mine", "conf/../other")
    assert (settings.output, settings.report) == ("conf/out.json", {"jsonl": "conf/lines.jsonl"})
    assert settings.severity == {"ar.dates.weekday": Severity.MINOR}
    assert settings.fail_under_category == {"dates": 90.5}
    assert settings.gates["old/**"].fail_under == 10


def test_every_mistake_has_its_place_and_the_right_key(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    text = """\
[project]
name = "x"
[[tool.uv.index]]
url = "u"

[tool.audit]
fail_undr = 80
jobs = 0
language = "Arabic"
select = ["ok", 3]
severity = {"ar.x" = "grave", "ar.y" = "majr"}
  [tool.audit.gates."old/**"]
  fail_unter = 3
"""
    assert sorted(problems(path, text)) == [
        f"{path}:10:17: select.1: should be a string",
        f"{path}:11:13: 'grave' is no severity (known: critical, info, major, minor)",
        f"{path}:11:31: 'majr' is no severity (did you mean 'major'?)",
        f"{path}:13:3: unknown key 'fail_unter' (did you mean 'fail_under'?)",
        f"{path}:7:1: unknown key 'fail_undr' (did you mean 'fail_under'?)",
        f"{path}:8:1: jobs: should be greater than or equal to 1",
        f"{path}:9:1: 'Arabic' is no language code, such as 'ar' or 'pt-BR'",
    ]


def test_syntax_and_absence(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    assert problems(path, "jobs = 1\njobs 2\n") == [
        f"{path}:2:6: not TOML: expected '=' after a key in a key/value pair"
    ]
    project = tmp_path / "pyproject.toml"
    assert problems(project, "[project]\nname = 'x'\n") == [f"{project}: has no table [tool.audit]"]
    path.write_bytes(b"\xff")
    with pytest.raises(AuditError, match="not UTF-8"):
        load_settings(path)


def test_places_in_every_shape_of_toml() -> None:
    text = '''\
# a comment = 1
a.b = """one
two = 3"""
"quoted key" = 'x # y'
list = [1, {in = 2}, # c ]
  [3]]
[t . "u.v"]
k = {x.y = 1, z = "}"}
when = 1979-05-27 07:32:00
'''
    toml = read_toml("f", text)
    assert toml.place(("a", "b")) == "f:2:3"
    assert toml.place(("quoted key",)) == "f:4:1"
    assert toml.place(("list", 1, "in")) == "f:5:13"
    assert toml.place(("list", 2)) == "f:6:3"
    assert toml.place(("t", "u.v", "k", "x", "y")) == "f:8:8"
    assert toml.place(("t", "u.v", "when")) == "f:9:1"
    assert toml.place(("t", "u.v", "gone", "deep")) == "f:7:6"


_NAMES = st.text("abcxyz_-", min_size=1, max_size=6)
_VALUES = st.recursive(
    st.integers() | st.text(max_size=8) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=8,
)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        found += [deep for key, each in value.items() for deep in _paths(each, (*path, key))]
    elif isinstance(value, list):
        found += [deep for number, each in enumerate(value) for deep in _paths(each, (*path, number))]
    return found


@given(st.dictionaries(_NAMES, _VALUES, max_size=4))
def test_every_key_has_a_place(data: dict[str, object]) -> None:
    try:
        toml = read_toml("f", "".join(f"{key} = {_toml(value)}\n" for key, value in data.items()))
    except AuditError:  # half a surrogate pair
        return
    assert toml.data == data
    assert set(toml.places) == set(_paths(data))


def test_settings_steer_a_run_and_options_win(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "audit.toml").write_text(
        """
rules = ["packs"]
select = ["en.house"]
language = "en"
format = "json"
fail_on = "major"
exclude = ["old/"]
[severity]
"en.house.vast-sums" = "critical"
[gates."sub/*.txt"]
fail_under = 99
""",
        encoding="utf-8",
    )
    (house / "old").mkdir()
    (house / "old" / "x.txt").write_text("STOP", encoding="utf-8")
    (house / "sub").mkdir()
    (house / "sub" / "y.txt").write_text("It cost a lot of money.", encoding="utf-8")
    status, out, _ = audit(capsys, "check", ".")
    report = json.loads(out)
    assert status == 1
    assert [document["path"] for document in report["documents"]] == ["small.txt", "sub/y.txt"]
    assert report["summary"]["findings"]["critical"] == 3
    reasons = report["summary"]["gate"]["reasons"]
    assert [reason.split(": ")[0] for reason in reasons] == ["small.txt", "sub/y.txt", "sub/y.txt"]
    status, out, _ = audit(
        capsys, "check", ".", "--format", "jsonl", "--select", "en.house.perhaps", "--fail-under", "0"
    )
    assert (status, len(out.splitlines())) == (0, 2)


def test_a_misspelt_setting_stops_the_run(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "audit.toml").write_text('selct = ["en"]\n', encoding="utf-8")
    assert audit(capsys, "check", "small.txt") == (
        2,
        "",
        "error: audit.toml:1:1: unknown key 'selct' (did you mean 'select'?)\n",
    )


def test_gates_say_what_they_expect(tmp_path: Path) -> None:
    path = tmp_path / "audit.toml"
    text = "[gates]\n'!a' = {max_findings = 1}\n'b\\' = {}\nc = 3\nd = {max_findings = 1.5}\n'#' = {}\n"
    assert sorted(problems(path, text)) == [
        f"{path}:2:1: '!a' is no pattern that chooses paths, written as in .gitignore",
        f"{path}:3:1: 'b\\' is no pattern that chooses paths, written as in .gitignore",
        f"{path}:4:1: gates.c: should be a table",
        f"{path}:5:6: gates.d.max_findings: should be a whole number",
        f"{path}:6:1: '#' is no pattern that chooses paths, written as in .gitignore",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("format = 'pdf'", "audit.toml:2:1: 'pdf' is no format"),
        ("report.pdf = 'x.pdf'", "audit.toml:2:8: 'pdf' is no format"),
        ("fail_under_category.dats = 3", "audit.toml:2:21: 'dats' is no category (did you mean 'dates'?)"),
        ("gates.'a/'.fail_under_category.dats = 3", "audit.toml:2:32: 'dats' is no category"),
    ],
)
def test_names_that_only_the_run_knows_are_told_with_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit.toml").write_text(f"# settings\n{line}\n")
    with pytest.raises(AuditError, match=re.escape(said)):
        choose(None).check_categories(())
