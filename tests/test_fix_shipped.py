"""What the shipped packs repair: their examples, the sample pages, and evaluation text where there is any."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from audit.debt import Ledger
from audit.errors import AuditError
from audit.examples import failures, fixed
from audit.mend import Mended, Mender, mend_file
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.rule import Rule
from audit.run import Plan, prepare
from audit.text import plain
from tests.support import SHARED, rules

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

FURNITURE = {
    "000": ({29, 31, 33, 36}, set()),
    "001": ({12}, {4, 8}),
    "002": ({26, 28, 30}, {1}),
    "003": ({1, 2, 3, 29, 30, 31, 33, 35}, {5}),
    "004": ({7, 44, 46, 47}, {1, 9, 10, 41, 42}),
}
"""Lines of page furniture: those that go, and those that go only with unsafe repairs."""
COPIES = {"000": {3}, "004": {5}}
"""Lines on which the title stands again."""


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return prepare(Plan())


@pytest.fixture(scope="module", params=[False, True], ids=["safe", "unsafe"])
def mender(request: pytest.FixtureRequest, auditor: Auditor) -> Mender:
    return Mender(auditor, Ledger(auditor.rules), request.param)


def mended(path: Path, mender: Mender) -> tuple[Mended, str, str]:
    done = mend_file(str(path), mender)
    return done, done.old.decode(), done.new.decode()


def letters(text: str) -> str:
    """Without what safe repairs of content add or take: spaces, marks, and strokes that stand for dashes."""
    return regex.sub(r"[^\p{L}\p{N}]|\N{ARABIC TATWEEL}", "", text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_sample_page_loses_its_furniture_and_nothing_else(path: Path, mender: Mender) -> None:
    _, old, new = mended(path, mender)
    safe, unsafe = FURNITURE[path.name[:3]]
    gone = safe | COPIES.get(path.name[:3], set()) | (unsafe if mender.unsafe else set())
    numbered = [(number, line) for number, line in enumerate(old.split("\n"), 1) if line.strip()]
    kept = [line for number, line in numbered if number not in gone]
    lines = [line for line in new.split("\n") if line.strip()]
    assert len(lines) == len(kept)
    if not mender.unsafe:
        assert [letters(line) for line in lines] == [letters(line) for line in kept]
    assert "\n\n\n" not in new or "\n\n\n" in old
    assert new.endswith("\n") == old.endswith("\n")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_sample_page_scores_more_afterwards_and_has_nothing_left_to_repair(path: Path, mender: Mender) -> None:
    done, old, new = mended(path, mender)
    before, after = mender.auditor.audit(plain(old)), mender.auditor.audit(plain(new))
    assert after.score > before.score
    fixes = [placed.finding.fix for placed in after.findings]
    assert not any(fix and (fix.safe or mender.unsafe) for fix in fixes)
    assert done.outcomes[0].more == sum(fix is not None for fix in fixes)
    assert mender.mend(plain(new)).repaired.text == new


def test_the_sample_pages_lose_most_of_their_annotated_furniture(mender: Mender) -> None:
    gold = SHARED / "gold" / "seeds.jsonl"
    if not gold.exists():
        pytest.skip("no annotation")
    pages = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert {
        page["path"][6:9]: {line["n"] for line in page["lines"] if line["label"] == "boilerplate"} for page in pages
    } == {name: safe | unsafe for name, (safe, unsafe) in FURNITURE.items()}


REPAIRING = [rule for pack in load_packs() for rule in pack.rules if rule.repair is not None]


def test_every_repair_repairs_an_example_and_a_second_time_nothing() -> None:
    assert len(REPAIRING) > 250
    idle = []
    for rule in REPAIRING:
        repaired = [(example, fixed(rule, example)) for example in rule.examples.bad]
        by_suggestion = rule.repair is not None and rule.repair.text is None and not rule.repair.pieces
        if not by_suggestion and not any(outcome.text != example.text for example, outcome in repaired):
            idle.append(rule.id)
        for example, outcome in repaired:
            again = fixed(rule, replace(example, text=outcome.text))
            assert again.text == outcome.text, rule.id
    assert idle == []


def one(fix: str, example: str) -> Rule:
    (rule,) = rules(
        f"""
  - id: a
    kind: phrase
    phrases: [big]
    message: x
    {fix}
    examples: {{bad: [{example}], good: [small]}}
"""
    )
    return rule


def test_an_example_says_what_its_repair_is() -> None:
    assert list(failures(one("fix: {text: large}", "{text: a big day, fixed: a large day}"))) == []
    assert list(failures(one("unsafe_fix: drop", "{text: a big day, fixed: a day}"))) == []
    assert list(failures(one("fix: drop", "{text: a big day, fixed: a day off}"))) == [
        "repairs its example to 'a day' instead of 'a day off': a big day"
    ]
    assert list(failures(one("fix: {text: big big}", "a big day"))) == ["does not cure what it repairs in: a big day"]
    assert list(failures(one("fix: {replace: {b: d}}", "{text: a big day, fixed: a dig day}"))) == []


def test_a_repair_names_either_a_text_or_pieces() -> None:
    for wrong in ("{text: a, replace: {b: c}}", "{}", "{replace: {'': c}}", "{text: '{word}'}", "perhaps"):
        with pytest.raises(AuditError, match=r"fix|filled by nothing"):
            one(f"fix: {wrong}", "a big day")


def test_clean_text_is_not_harmed(auditor: Auditor) -> None:
    path = SHARED / "eval" / "clean.jsonl.gz"
    if not path.exists():
        pytest.skip("no evaluation text")
    mender = Mender(auditor, Ledger(auditor.rules))
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream][::25]
    for text in texts:
        outcome = mender.mend(plain(text)).repaired
        assert len(letters(text)) - len(letters(outcome.text)) <= 0.1 * len(text)
        assert mender.mend(plain(outcome.text)).repaired.text == outcome.text
