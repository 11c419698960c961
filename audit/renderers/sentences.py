"""What reports say in whole sentences, whatever their format."""

from collections.abc import Sequence
from typing import Final

from audit.renderers.languages import language_name
from audit.renderers.terminal import isolated
from audit.verdict import EvidenceRow, Judgement, Verdict

EVIDENCE: Final = 3
"""Rows of evidence put into the sentence of the verdict."""


def verdict_sentence(verdict: Verdict) -> str:
    """The verdict on translation in one sentence, with the evidence in words."""
    rows = [row for row in verdict.evidence if row.rule != "prior" and not _slight(row, verdict.verdict)]
    spoken = sorted((row for row in rows if row.weight > 0), key=lambda row: (-row.weight, row.rule))
    against = sorted((row for row in rows if row.weight < 0), key=lambda row: (row.weight, row.rule))
    if verdict.verdict is Judgement.NO_SIGN and not spoken:
        return "No sign of machine translation."
    heads = {
        Judgement.MACHINE_TRANSLATED: "Machine-translated",
        Judgement.UNSURE: "Perhaps machine-translated",
        Judgement.NO_SIGN: "No clear sign of machine translation",
    }
    source = f", probably from {language_name(verdict.source_language)}" if verdict.source_language else ""
    percent = f"{min(99, max(1, round(100 * verdict.probability)))} %"
    sentence = f"{heads[verdict.verdict]}{source} ({percent})"
    if spoken:
        shown = "only " if verdict.verdict is Judgement.NO_SIGN else "shown by "
        sentence += f": {shown}{_spoken(spoken)}"
    if against:
        sentence += f"; against it: {_spoken(against)}"
    return f"{sentence}."


def _slight(row: EvidenceRow, judgement: Judgement) -> bool:
    """Whether a statistic says too little to be worth words: no sign of anything, or quietly."""
    return row.rule.startswith("statistic.") and (not row.telling or judgement is Judgement.NO_SIGN)


def _spoken(rows: Sequence[EvidenceRow]) -> str:
    times = "\N{NO-BREAK SPACE}\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}"
    said = [
        f"{_title(row.rule)} ({', '.join(isolated(f'“{word}”') for word in row.telling)})"
        if row.telling
        else f"{row.count}{times}{_title(row.rule)}"
        for row in rows[:EVIDENCE]
    ]
    if len(rows) > EVIDENCE:
        said.append(f"{len(rows) - EVIDENCE} more")
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _title(rule: str) -> str:
    """A rule's own name in words."""
    return rule.rpartition(".")[2].replace("-", " ")
