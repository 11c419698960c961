"""The committed reports are what the tool says today, and the annotated findings are found."""

from pathlib import Path

import pytest

from audit.evaluate import evaluate, read_gold
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.selection import narrowed
from audit.text import plain
from audit.verdict import Judgement
from scripts.write_reports import REPORTS, write
from tests.support import SHARED

ROOT = Path(__file__).parents[1]
GOLD = SHARED / "gold" / "seeds.jsonl"


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write(folder)
    return folder


@pytest.mark.parametrize("name", REPORTS)
def test_the_committed_reports_are_current(name: str, rewritten: Path) -> None:
    assert (ROOT / "reports" / name).read_text(encoding="utf-8") == (rewritten / name).read_text(encoding="utf-8")


@pytest.mark.skipif(not GOLD.exists(), reason="needs the annotated seeds")
def test_the_seeds_against_their_annotation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    gold = list(read_gold(GOLD))
    auditor = Auditor(narrowed(load_packs()))
    result = evaluate(gold, auditor)
    typography = result.categories["typography"]
    assert result.total.met - typography.met >= 0.95 * (result.total.wanted - typography.wanted), result.misses
    assert typography.met >= 0.9 * typography.wanted
    assert result.total.right >= 0.95 * result.total.said, result.alarms
    assert sum(abs(score - quality) for _, score, quality in result.scores) / 5 <= 12, result.scores
    translated = {document.id: document.translated for document in gold}
    native = min(score for name, score, _ in result.scores if not translated[name])
    assert all(score <= native - 20 for name, score, _ in result.scores if translated[name])


@pytest.mark.parametrize(
    ("number", "source"), [("000", "en"), ("001", "en"), ("002", "fa"), ("003", None), ("004", None)]
)
def test_the_verdict_on_each_seed(number: str, source: str | None) -> None:
    (path,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    verdict = Auditor(narrowed(load_packs())).audit(plain(path.read_text(encoding="utf-8"))).translation
    assert verdict is not None
    assert verdict.source_language == source
    assert (verdict.verdict is Judgement.MACHINE_TRANSLATED) == (source is not None)
