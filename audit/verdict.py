"""Was this machine-translated? Log-odds that add up, each row with what spoke."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from typing import Final

from audit.finding import Confidence, Finding
from audit.rule import Rule
from audit.wording import Wording

PRIOR: Final = -2.2
"""Log-odds before anything is read: one collected text in ten came out of a machine."""
SURE: Final = 0.9
"""Probability from which the verdict is `machine-translated`."""
UNSURE: Final = 0.5
"""Probability from which the verdict is `unsure`."""
REPEATS: Final = 4
"""Findings of one rule that count; the k-th adds 1/k of the first, for they are not independent."""

WORDING: Final = "statistic.wording"


class Judgement(StrEnum):
    MACHINE_TRANSLATED = "machine-translated"
    UNSURE = "unsure"
    NO_SIGN = "no-sign"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """``rule`` is a rule's name, ``prior`` or ``statistic.wording``; ``weight`` is what it adds to the log-odds.

    ``count``: how many findings, or how many different wordings. ``telling``: the wordings that said most.
    """

    rule: str
    count: int
    weight: float
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``probability`` is the logistic function of the sum of the evidence's weights."""

    verdict: Judgement
    probability: float
    source_language: str | None
    evidence: tuple[EvidenceRow, ...]


def judge(findings: Sequence[Finding], rules: Mapping[str, Rule], said: Wording | None = None) -> Verdict:
    """Weigh the findings of rules that carry evidence, low-confidence ones apart, and what the wording says."""
    counts: dict[str, int] = {}
    for finding in findings:
        rule = rules.get(finding.rule)
        if rule is not None and rule.evidence is not None and finding.confidence is not Confidence.LOW:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    rows = [EvidenceRow("prior", 1, PRIOR)]
    sources: dict[str, float] = {}
    for name in sorted(counts):
        evidence = rules[name].evidence
        assert evidence is not None
        weight = evidence.machine_translation * sum(1 / k for k in range(1, min(counts[name], REPEATS) + 1))
        rows.append(EvidenceRow(name, counts[name], round(weight, 4)))
        if evidence.source_language:
            sources[evidence.source_language] = sources.get(evidence.source_language, 0.0) + weight
    if said is not None and said.weight:
        rows.append(EvidenceRow(WORDING, said.count, said.weight, said.telling))
    probability = 1 / (1 + exp(-sum(row.weight for row in rows)))
    judgement = (
        Judgement.MACHINE_TRANSLATED
        if probability >= SURE
        else Judgement.UNSURE
        if probability >= UNSURE
        else Judgement.NO_SIGN
    )
    source = max(sources, key=lambda language: (sources[language], language)) if sources else None
    return Verdict(judgement, probability, source if judgement is not Judgement.NO_SIGN else None, tuple(rows))
