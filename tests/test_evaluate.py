import json
from pathlib import Path

import pytest

from audit.cli import main
from audit.errors import AuditError
from audit.evaluate import GoldDocument, evaluate, evaluation_dict, furniture_lines, points_at, read_gold
from audit.pipeline import Auditor
from audit.text import Span, plain
from tests.support import pack

PACK = pack(
    "title: T\ncategory: boilerplate\nrules:\n"
    "  - {id: a, kind: phrase, phrases: [Read more], message: m, where: [line]}\n"
    "  - {id: b, kind: phrase, phrases: [Share], message: m}\n"
    "  - {id: c, kind: phrase, phrases: [low], message: m, confidence: low}\n",
    "en/furniture",
)
AUDITOR = Auditor((PACK,))
TEXT = "A page.\nRead more\nShare this low tide\nSubscribe"


def gold(**extra: object) -> GoldDocument:
    row = {
        "id": "one",
        "text": TEXT,
        "language": "en",
        "findings": [
            {"category": "boilerplate", "start": 8, "end": 17},
            {"category": "boilerplate", "start": 38, "end": 47},
            {"category": "dates", "start": 0, "end": 1, "required": False},
        ],
        "lines": [{"n": 1, "label": "content"}, {"n": 2, "label": "boilerplate"}, {"n": 4, "label": "boilerplate"}],
        "label": "human",
    }
    return GoldDocument.model_validate(row | extra)


def test_counts_misses_and_false_alarms() -> None:
    shown = evaluation_dict(evaluate([gold()], AUDITOR))
    assert shown["total"] == {
        "wanted": 2,
        "found": 1,
        "said": 2,
        "right": 1,
        "recall": 0.5,
        "precision": 0.5,
        "f1": 0.5,
    }
    assert shown["rules"]["en.furniture.a"]["precision"] == 1
    assert shown["misses"] == [
        {"document": "one", "category": "boilerplate", "start": 38, "end": 47, "text": "Subscribe"}
    ]
    assert shown["false_alarms"] == [
        {"document": "one", "rule": "en.furniture.b", "start": 18, "end": 23, "text": "Share"}
    ]
    assert shown["furniture_lines"]["recall"] == 0.5
    assert shown["furniture_lines"]["precision"] == 1
    assert shown["verdicts"] == [{"machine_translated": False, "verdict": "no-sign", "documents": 1}]


@pytest.mark.parametrize(
    ("span", "points"), [((0, 10), True), ((5, 9), True), ((0, 24), True), ((0, 25), False), ((10, 12), False)]
)
def test_a_net_thrown_over_a_place_does_not_point_at_it(span: tuple[int, int], points: bool) -> None:
    assert points_at(Span(*span), 0, 10) is points


def test_lines_end_where_editors_end_them() -> None:
    text = "a\N{LINE SEPARATOR}b\nRead more"
    placed = AUDITOR.audit(plain(text, language="en")).findings
    assert furniture_lines(text, placed) == {2}


def test_reads_json_lines_and_names_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": "x", "lang": "ar"}) + "\n\n", encoding="utf-8")
    (document,) = read_gold(path)
    assert (document.language, document.id) == ("ar", f"{path}:1")
    for row, problem in (
        ("{", "not JSON"),
        ('{"text": 1}', "text"),
        ("{}", "a labelled document needs a 'text' or a 'path'"),
        (
            '{"text": "x", "findings": [{"category": "dates", "start": 0, "end": 2}]}',
            "findings.0 lies outside the text",
        ),
    ):
        path.write_text(row, encoding="utf-8")
        with pytest.raises(AuditError, match=problem):
            list(read_gold(path))
    path.write_text("", encoding="utf-8")
    with pytest.raises(AuditError, match="holds no document"):
        list(read_gold(path))


def test_the_command_prints_tables_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(gold().model_dump_json(), encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["evaluate", str(path), "--select", "en.boilerplate", "--select", "any.boilerplate"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("1 documents, 9 words\n")
    assert max(map(len, shown.splitlines())) <= 80
    with pytest.raises(SystemExit):
        main(["evaluate", str(path), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["total"]["wanted"] == 2
    for arguments in (["evaluate", str(tmp_path / "none.jsonl")], ["evaluate", str(path), "--format", "jsn"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
        assert capsys.readouterr().err.startswith("error: ")
