import itertools
from math import exp, isclose

from audit.finding import Finding
from audit.rule import Rule
from audit.verdict import PRIOR, EvidenceRow, Judgement, judge
from audit.wording import Wording
from tests.support import findings, rules

RULES = rules(
    "  - {id: strong, kind: phrase, phrases: [aa], message: m,"
    " evidence: {machine_translation: 3, source_language: fa}}\n"
    "  - {id: weak, kind: phrase, phrases: [bb], message: m,"
    " evidence: {machine_translation: weak, source_language: en}}\n"
    "  - {id: mute, kind: phrase, phrases: [cc], message: m}\n"
    "  - {id: low, kind: phrase, phrases: [dd], message: m, confidence: low, evidence: {machine_translation: 9}}\n"
)
BY_NAME: dict[str, Rule] = {rule.id: rule for rule in RULES}


def found(text: str) -> tuple[Finding, ...]:
    return findings(text, *RULES)


def test_nothing_found_leaves_the_prior() -> None:
    verdict = judge(found("cc dd"), BY_NAME)
    assert (verdict.verdict, verdict.source_language) == (Judgement.NO_SIGN, None)
    assert [(row.rule, row.weight) for row in verdict.evidence] == [("prior", PRIOR)]


def test_the_evidence_adds_up_to_the_probability() -> None:
    verdict = judge(found("aa aa aa bb"), BY_NAME)
    assert [(row.rule, row.count) for row in verdict.evidence] == [
        ("prior", 1),
        ("en.typography.strong", 3),
        ("en.typography.weak", 1),
    ]
    assert isclose(verdict.probability, 1 / (1 + exp(-sum(row.weight for row in verdict.evidence))))
    assert (verdict.verdict, verdict.source_language) == (
        Judgement.UNSURE if verdict.probability < 0.9 else Judgement.MACHINE_TRANSLATED,
        "fa",
    )


def test_repeats_add_less_and_less() -> None:
    weights = [judge(found("aa " * count), BY_NAME).evidence[1].weight for count in (1, 2, 3, 4, 5)]
    steps = [after - before for before, after in itertools.pairwise(weights)]
    assert all(later < earlier for earlier, later in itertools.pairwise(steps))
    assert steps[-1] == 0


def test_what_the_wording_says_is_a_row_like_any_other() -> None:
    said = Wording(4.5, 31, ("of the", "by it"))
    verdict = judge(found("bb"), BY_NAME, said)
    assert verdict.evidence[2] == EvidenceRow("statistic.wording", 31, 4.5, ("of the", "by it"))
    assert isclose(verdict.probability, 1 / (1 + exp(-sum(row.weight for row in verdict.evidence))))
    assert verdict.verdict is Judgement.MACHINE_TRANSLATED


def test_a_human_wording_acquits_nobody_whom_rules_convict() -> None:
    assert judge(found("aa aa aa"), BY_NAME, Wording(-1.5, 31, ())).verdict is not Judgement.NO_SIGN


def test_wording_that_says_nothing_has_no_row() -> None:
    assert [row.rule for row in judge((), BY_NAME, Wording(0.0, 31, ())).evidence] == ["prior"]
