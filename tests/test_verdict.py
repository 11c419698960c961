import itertools
from math import exp, isclose

from audit.finding import Finding
from audit.rule import Rule
from audit.verdict import PRIOR, Judgement, judge
from tests.support import findings, rules

RULES = rules(
    "  - {id: strong, kind: phrase, phrases: [aa], message: m, evidence: {machine_translation: 3, source_language: fa}}\n"
    "  - {id: weak, kind: phrase, phrases: [bb], message: m, evidence: {machine_translation: weak, source_language: en}}\n"
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
