"""Baselines and suppressions, as a user meets them: on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.house import SELECT, audit, house

__all__ = ["house"]

Capture = pytest.CaptureFixture[str]
CHECK = ("check", "a.txt", "b.txt", *SELECT, "--fail-on", "minor")
STOP = "They said STOP and it cost a lot of money.\n"


@pytest.fixture
def pages(house: Path) -> Path:
    (house / "a.txt").write_text(STOP)
    (house / "b.txt").write_text("Nothing is wrong here.\n")
    return house


def states(capsys: Capture, *arguments: str) -> list[tuple[str, str, str | None, str | None]]:
    _, out, _ = audit(capsys, *CHECK, "--format", "json", *arguments)
    return [
        (document["path"], finding["text"], finding["state"], finding["suppressed"])
        for document in json.loads(out)["documents"]
        for finding in document["findings"]
    ]


def write(capsys: Capture, *arguments: str) -> str:
    status, _, err = audit(capsys, *CHECK, "--write-baseline", "known.json", *arguments)
    assert status in (0, 1)
    return err


def known(pages: Path) -> list[tuple[str, str, int]]:
    documents = json.loads((pages / "known.json").read_text())["documents"]
    return [
        (document["path"], entry["text"], len(entry["lines"]))
        for document in documents
        for entry in document["findings"]
    ]


def test_what_a_baseline_knows_passes_and_what_is_new_is_the_only_thing_named(pages: Path, capsys: Capture) -> None:
    assert audit(capsys, *CHECK)[0] == 1
    assert write(capsys) == "known.json: 2 added\n"
    assert audit(capsys, *CHECK, "--baseline", "known.json")[0] == 0
    (pages / "b.txt").write_text("Nothing is wrong here.\nBut they cried WAIT.\n")
    status, out, _ = audit(capsys, *CHECK, "--baseline", "known.json")
    assert status == 1
    assert "WAIT" in out
    assert "STOP" not in out
    assert "1 × en.house.no-shouting" in out
    assert states(capsys, "--baseline", "known.json") == [
        ("a.txt", "STOP", "known", None),
        ("a.txt", "a lot of money", "known", None),
        ("b.txt", "WAIT", "new", None),
    ]


def test_moved_lines_stay_known_and_of_equal_quotations_the_new_one_is_new(pages: Path, capsys: Capture) -> None:
    write(capsys)
    (pages / "a.txt").write_text(f"A line above.\n\n{STOP}")
    assert {state for _, _, state, _ in states(capsys, "--baseline", "known.json")} == {"known"}
    (pages / "a.txt").write_text(f"Do STOP now.\n{STOP}")
    assert states(capsys, "--baseline", "known.json") == [
        ("a.txt", "STOP", "new", None),
        ("a.txt", "STOP", "known", None),
        ("a.txt", "a lot of money", "known", None),
    ]
    (pages / "a.txt").write_text("They said STOP, and more money.\n")
    assert states(capsys, "--baseline", "known.json") == [("a.txt", "STOP", "known", None)]


def test_a_baseline_only_shrinks_unless_asked(pages: Path, capsys: Capture) -> None:
    write(capsys)
    (pages / "a.txt").write_text("They said STOP and WAIT.\n")
    assert write(capsys) == "known.json: 1 known, 1 dropped as mended, 1 new not taken in (--accept-new does)\n"
    assert known(pages) == [("a.txt", "STOP", 1)]
    assert audit(capsys, *CHECK, "--baseline", "known.json")[0] == 1
    assert write(capsys, "--accept-new") == "known.json: 1 known, 1 added\n"
    assert audit(capsys, *CHECK, "--baseline", "known.json")[0] == 0
    (pages / "a.txt").unlink()
    assert audit(capsys, "check", "b.txt", *SELECT, "--write-baseline", "known.json")[2] == (
        "known.json: 2 dropped as mended\n"
    )
    assert known(pages) == []


def test_documents_and_rules_that_took_no_part_keep_their_entries(pages: Path, capsys: Capture) -> None:
    write(capsys)
    audit(capsys, "check", "b.txt", *SELECT, "--write-baseline", "known.json")
    assert known(pages) == [("a.txt", "STOP", 1), ("a.txt", "a lot of money", 1)]
    audit(capsys, *CHECK, "--ignore", "en.house.no-shouting", "--write-baseline", "known.json")
    assert known(pages) == [("a.txt", "STOP", 1), ("a.txt", "a lot of money", 1)]


def test_a_renamed_rule_keeps_what_is_known_of_it(pages: Path, capsys: Capture) -> None:
    write(capsys)
    pack = pages / "packs" / "en" / "house.yaml"
    pack.write_text(
        pack.read_text(encoding="utf-8").replace("id: no-shouting", "id: shouted\n    aliases: [no-shouting]"),
        encoding="utf-8",
    )
    assert audit(capsys, *CHECK, "--baseline", "known.json")[0] == 0
    assert write(capsys) == "known.json: 2 known\n"
    assert "en.house.no-shouting" not in (pages / "known.json").read_text()
    (pages / "a.txt").write_text("It cost a lot of money.\n")
    write(capsys)
    assert known(pages) == [("a.txt", "a lot of money", 1)]


def test_the_first_baseline_may_be_named_in_the_settings_already(pages: Path, capsys: Capture) -> None:
    (pages / "audit.toml").write_text('baseline = "known.json"\n')
    assert "no such baseline" in audit(capsys, *CHECK)[2]
    assert write(capsys) == "known.json: 2 added\n"
    assert audit(capsys, *CHECK)[0] == 0


def test_paths_start_at_the_baseline(pages: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages / "ci").mkdir()
    audit(capsys, *CHECK, "--write-baseline", "ci/known.json")
    assert json.loads((pages / "ci" / "known.json").read_text())["documents"][0]["path"] == "../a.txt"
    monkeypatch.chdir(pages / "ci")
    arguments = ("check", "../a.txt", "--rules", "../packs", *SELECT[2:], "--fail-on", "minor")
    assert audit(capsys, *arguments, "--baseline", "known.json")[0] == 0


def test_a_baseline_written_from_another_one_has_its_own_paths(pages: Path, capsys: Capture) -> None:
    write(capsys)
    (pages / "ci").mkdir()
    status = audit(capsys, "check", "b.txt", *SELECT, "--baseline", "known.json", "--write-baseline", "ci/known.json")
    assert (status[0], status[2]) == (0, "ci/known.json: 2 known\n")
    assert [each["path"] for each in json.loads((pages / "ci" / "known.json").read_text())["documents"]] == ["../a.txt"]
    assert audit(capsys, *CHECK, "--baseline", "ci/known.json")[0] == 0


def test_links_on_the_way_to_a_document_or_a_baseline_do_not_matter(pages: Path, capsys: Capture) -> None:
    write(capsys)
    (pages / "link").symlink_to(pages, target_is_directory=True)
    assert audit(capsys, *CHECK, "--baseline", "link/known.json")[0] == 0
    assert audit(capsys, "check", "link/a.txt", *CHECK[3:], "--baseline", "known.json")[0] == 0


def test_entries_of_records_that_are_gone_go(pages: Path, capsys: Capture) -> None:
    records = [json.dumps({"id": name, "text": STOP}) for name in "xy"]
    (pages / "r.jsonl").write_text("\n".join(records))
    writing = ("check", "r.jsonl", *SELECT, "--write-baseline", "known.json")
    assert audit(capsys, *writing)[2] == "known.json: 4 added\n"
    (pages / "r.jsonl").write_text(f"{records[0]}\nbroken")
    assert "known.json: 4 known\n" in audit(capsys, *writing)[2]
    (pages / "r.jsonl").write_text(records[0])
    assert audit(capsys, *writing)[2] == "known.json: 2 known, 2 dropped as mended\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda file: file["documents"].append(file["documents"][0]), "documents.1: 'a.txt' stands here a second time"),
        (
            lambda file: file["documents"][0]["findings"].append(file["documents"][0]["findings"][0]),
            "documents.0: a fingerprint stands here twice",
        ),
    ],
)
def test_a_baseline_that_was_merged_badly_is_a_mistake(
    pages: Path, capsys: Capture, change: Callable[[Any], None], said: str
) -> None:
    write(capsys)
    file = json.loads((pages / "known.json").read_text())
    change(file)
    (pages / "known.json").write_text(json.dumps(file))
    assert audit(capsys, *CHECK, "--baseline", "known.json")[::2] == (2, f"error: known.json: {said}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--baseline", "known.json", "--report", "json=./known.json"), "known.json: is the baseline"),
        (("--baseline", "known.json", "--output", "known.json"), "known.json: is the baseline"),
        (("--output", "link.json"), "link.json: is audited"),
        (("--write-baseline", "a.txt"), "a.txt: is audited; a baseline would be written over it"),
        (("--suppressions", "s.yaml", "--output", "s.yaml"), "s.yaml: holds the suppressions"),
        (("--write-baseline", "nowhere/known.json"), "nowhere/known.json: no such folder: nowhere"),
        (("--write-baseline", "."), ".: is a folder"),
    ],
)
def test_nothing_that_a_run_reads_is_written_over(
    pages: Path, capsys: Capture, arguments: tuple[str, ...], said: str
) -> None:
    write(capsys)
    (pages / "link.json").symlink_to(pages / "a.txt")
    (pages / "s.yaml").write_text("suppressions:\n  - rules: en\n    reason: x\n")
    before = {path.name: path.read_bytes() for path in pages.iterdir() if path.is_file()}
    status, _, err = audit(capsys, *CHECK, *arguments)
    assert status == 2
    assert err.startswith(f"error: {said}")
    assert before == {path.name: path.read_bytes() for path in pages.iterdir() if path.is_file()}


def test_a_device_is_no_baseline_that_is_read_first(pages: Path, capsys: Capture) -> None:
    assert audit(capsys, *CHECK, "--write-baseline", "/dev/null")[2] == "/dev/null: 2 added\n"


def test_what_is_said_on_standard_error_gives_no_orders(pages: Path, capsys: Capture) -> None:
    name = "a\x1b[31m\n::error::\N{RIGHT-TO-LEFT OVERRIDE}.txt"
    (pages / name).write_text(STOP)
    err = audit(capsys, "check", name, *CHECK[3:], "--format", "json")[2]
    assert err.startswith("gate: a\N{SYMBOL FOR ESCAPE}[31m\N{RETURN SYMBOL}::error::<U+202E>.txt: 2 findings")
    assert err.count("\n") == 1


def test_the_score_with_and_without_accepted_debt(pages: Path, capsys: Capture) -> None:
    write(capsys)
    report = json.loads(audit(capsys, *CHECK, "--baseline", "known.json", "--format", "json")[1])
    first = report["documents"][0]
    assert first["score"] < first["gate_score"] == 100
    assert first["fixed"] == []
    (pages / "a.txt").write_text("They said STOP.\n")
    first = json.loads(audit(capsys, *CHECK, "--baseline", "known.json", "--format", "json")[1])["documents"][0]
    assert [(gone["text"], gone["count"]) for gone in first["fixed"]] == [("a lot of money", 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "known.json: no such baseline; --write-baseline writes one"),
        ("{", "known.json:1:2: not JSON"),
        ("[]", "known.json: is no baseline; this program reads version 1"),
        ('{"schema_version": 2}', "known.json: is a baseline of version 2; this program reads version 1"),
        ('{"schema_version": 1, "tool": "audit"}', "known.json: is no baseline: documents: Field required"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_never_passed_over(
    pages: Path, capsys: Capture, content: str | None, said: str
) -> None:
    if content is not None:
        (pages / "known.json").write_text(content)
    status, out, err = audit(capsys, *CHECK, "--baseline", "known.json")
    assert (status, out) == (2, "")
    assert said in err


def test_accept_new_says_what_write_baseline_may_do(pages: Path, capsys: Capture) -> None:
    assert audit(capsys, *CHECK, "--accept-new")[2].startswith("error: --accept-new: says what --write-baseline")


def test_an_unreadable_document_keeps_its_entries(pages: Path, capsys: Capture) -> None:
    write(capsys)
    (pages / "a.txt").write_bytes(b"\xff\xfe\xff")
    assert audit(capsys, *CHECK, "--write-baseline", "known.json")[0] == 2
    assert len(known(pages)) == 2


SUPPRESSIONS = """\
suppressions:
  - rules: en.house.no-shouting
    path: a.*
    text: stop
    reason: quoted from the sign
  - rules: [en.house.vast-sums]
    reason: the author's voice
    until: 2999-12-31
"""


def suppressed(pages: Path, capsys: Capture, content: str) -> tuple[int, str, str]:
    (pages / "accepted.yaml").write_text(content)
    return audit(capsys, *CHECK, "--suppressions", "accepted.yaml")


def test_suppressions_in_a_file(pages: Path, capsys: Capture) -> None:
    assert suppressed(pages, capsys, SUPPRESSIONS)[0] == 0
    assert states(capsys, "--suppressions", "accepted.yaml") == [
        ("a.txt", "STOP", None, "quoted from the sign"),
        ("a.txt", "a lot of money", None, "the author's voice"),
    ]
    (pages / "b.txt").write_text("Do STOP.\n")
    status, out, _ = suppressed(pages, capsys, SUPPRESSIONS)
    assert status == 1
    assert "b.txt: a finding of severity minor" in out


def test_suppressions_that_cover_nothing_are_reported(pages: Path, capsys: Capture) -> None:
    (pages / "a.txt").write_text("They said STOP.\n")
    status, out, _ = suppressed(pages, capsys, SUPPRESSIONS)
    assert status == 0
    assert "accepted.yaml:6:5: this suppression of en.house.vast-sums covers nothing" in out
    _, out, err = audit(capsys, *CHECK, "--suppressions", "accepted.yaml", "--format", "json")
    assert json.loads(out)["summary"]["unused_suppressions"] == [
        {"place": "accepted.yaml:6:5", "rules": ["en.house.vast-sums"], "reason": "the author's voice"}
    ]
    assert err == "warning: accepted.yaml:6:5: this suppression covers nothing\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("suppressions:\n  - rules: en.house\n", "accepted.yaml:2:5: 'reason' is missing"),
        ("suppressions:\n  - rules: en.house\n    reason: ' '\n", "accepted.yaml:3:13: suppressions.0.reason"),
        (
            "suppressions:\n  - rules: en.house\n    reason: x\n    pth: a\n",
            "4:5: unknown key 'pth' (did you mean 'path'?)",
        ),
        ("suppressions:\n  - rules: en.hose\n    reason: x\n", "2:5: no rule is called 'en.hose' or lies under it"),
        ("suppressions:\n  - rules: en\n    reason: x\n    until: soon\n", "4:12: 'soon' is no day"),
        ("suppressions:\n  - rules: en\n    reason: x\n    until: 2020-01-31\n", "2:5: the suppression of en ended on"),
        ("suppressions:\n  - rules: en\n    reason: x\n    until: ''\n", "4:12: '' is no day"),
        ("suppressions: []\n", "accepted.yaml:1:15: suppressions: is empty"),
        ("suppressions:\n", "accepted.yaml:1:14: suppressions: is empty"),
        ("suppressions: text\n", "accepted.yaml:1:15: suppressions: a list is expected here"),
        ("suppressions: [3]\n", "accepted.yaml:1:16: suppressions.0: keys and values are expected here"),
        ("suppressions:\n  - rules: en\n    reason: x\n    path: '!a'\n", "4:11: '!a' is no pattern that chooses"),
        ("suppressions:\n  - rules: en\n    reason: x\n    path: 'a\\'\n", "4:11: 'a\\' is no pattern that chooses"),
        ("- a\n", "accepted.yaml:1:1: the file: keys and values are expected here"),
        ("a: [\n", "accepted.yaml:2:1: not YAML"),
    ],
)
def test_mistakes_in_the_file_end_the_run(pages: Path, capsys: Capture, content: str, said: str) -> None:
    status, out, err = suppressed(pages, capsys, content)
    assert (status, out) == (2, "")
    assert said in err
    assert audit(capsys, *CHECK, "--suppressions", "nowhere.yaml")[0] == 2


def test_suppressions_in_a_document(pages: Path, capsys: Capture) -> None:
    comment = "<!-- audit-ignore en.house.no-shouting: a sign -->"
    (pages / "a.txt").write_text(f"{comment}\nThey said STOP.\nThey said WAIT.\n")
    assert states(capsys) == [("a.txt", "STOP", None, "a sign"), ("a.txt", "WAIT", None, None)]
    (pages / "a.txt").write_text(f"{comment.replace('ignore', 'ignore-file')}\nThey said STOP.\nThey said WAIT.\n")
    assert audit(capsys, *CHECK)[0] == 0
    (pages / "a.txt").write_text(f"{comment}\nThey said nothing.\n")
    assert "a.txt:1: this suppression of en.house.no-shouting covers nothing" in audit(capsys, *CHECK)[1]


def test_a_suppression_may_name_a_rule_that_does_not_run(pages: Path, capsys: Capture) -> None:
    (pages / "a.txt").write_text("They said STOP. <!-- audit-ignore en.house.no-shouting: a sign -->\n")
    content = "suppressions:\n  - rules: en.house.no-shouting\n    reason: a sign\n"
    ignoring = (*CHECK, "--ignore", "en.house.no-shouting")
    assert audit(capsys, *ignoring, "--format", "github")[::2] == (0, "")
    (pages / "accepted.yaml").write_text(content)
    assert audit(capsys, *ignoring, "--suppressions", "accepted.yaml", "--format", "github")[::2] == (0, "")
    fixing = ("fix", *CHECK[1:5], "--ignore", "en.house.no-shouting", "--suppressions", "accepted.yaml")
    assert audit(capsys, *fixing)[0] == 0


def test_of_two_comments_in_a_line_each_may_be_unused(pages: Path, capsys: Capture) -> None:
    comments = "<!-- audit-ignore en.house.no-shouting: a sign --> <!-- audit-ignore en.house.vast-sums: so said -->"
    (pages / "a.txt").write_text(f"They said STOP. {comments}\n")
    said = audit(capsys, *CHECK)[1]
    assert "a.txt:1: this suppression of en.house.vast-sums covers nothing" in said
    assert said.count("covers nothing") == 1


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("<!-- audit-ignore en.house -->", "a.txt:1: a suppression needs a reason"),
        ("<!-- audit-ignore en.hose: why -->", "a.txt:1: no rule is called 'en.hose' or lies under it"),
        ("<!-- audit-ignore en.house until 2020-01-01: why -->", "a.txt:1: the suppression of en.house ended on"),
    ],
)
def test_a_wrong_comment_ends_with_2_and_suppresses_nothing(
    pages: Path, capsys: Capture, comment: str, said: str
) -> None:
    (pages / "a.txt").write_text(f"{comment}\n{STOP}")
    status, out, err = audit(capsys, *CHECK, "--format", "json")
    assert status == 2
    assert err.startswith(f"error: {said}")
    document: dict[str, Any] = json.loads(out)["documents"][0]
    assert len(document["findings"]) == 2
    assert document["errors"][0].startswith(said)


def test_lines_that_documents_share(pages: Path, capsys: Capture) -> None:
    for name in "abc":
        (pages / f"{name}.txt").write_text(
            f"Page {name} is here.\nBecome a friend of the Harbour Post\nIt ends {name}.\n"
        )
    arguments = ("check", "a.txt", "b.txt", "c.txt", "--select", "any.shared", "--format", "json")
    assert '"fingerprint"' not in audit(capsys, *arguments)[1]
    documents = json.loads(audit(capsys, *arguments, "--shared", "3")[1])["documents"]
    assert [finding["text"] for document in documents for finding in document["findings"]] == [
        "Become a friend of the Harbour Post"
    ] * 3
    note = "its score depends on the other documents of the run, which share lines with it"
    assert all(note in document["notes"] for document in documents)
    assert '"fingerprint"' not in audit(capsys, *arguments, "--shared", "4")[1]
    (pages / "c.txt").write_bytes((pages / "b.txt").read_bytes())
    assert '"fingerprint"' not in audit(capsys, *arguments, "--shared", "3")[1], "a copy is no second witness"


def test_shared_lines_want_files_and_two_of_them(pages: Path, capsys: Capture) -> None:
    assert "standard input is read once" in audit(capsys, "check", "-", "--shared", "2")[2]
    assert "--shared: 1 is no number of documents" in audit(capsys, "check", "a.txt", "--shared", "1")[2]


def test_records_without_an_id_are_told_apart(house: Path, capsys: Capture) -> None:
    (house / "a.jsonl").write_text('{"text": "They said STOP."}\n{"text": "Nothing is wrong."}\n')
    arguments = ("check", "a.jsonl", *SELECT, "--fail-on", "minor")
    assert "  - a.jsonl (line 1): a finding" in audit(capsys, *arguments)[1]
    audit(capsys, *arguments, "--write-baseline", "known.json")
    (house / "a.jsonl").write_text('{"text": "They said STOP."}\n{"text": "They said STOP."}\n')
    status, out, _ = audit(capsys, *arguments, "--baseline", "known.json")
    assert status == 1
    assert "  - a.jsonl (line 2): a finding" in out
    assert "  - a.jsonl (line 1)" not in out


def test_max_findings(pages: Path, capsys: Capture) -> None:
    arguments = ("check", "a.txt", *SELECT, "--max-findings")
    assert audit(capsys, *arguments, "2")[0] == 0
    status, out, _ = audit(capsys, *arguments, "1")
    assert status == 1
    assert "a.txt: 2 findings are 1 more than 1" in out
    assert "--max-findings: -1 is no number of findings" in audit(capsys, *arguments, "-1")[2]
