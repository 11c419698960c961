"""What the open sets say of the rules that speak for machine translation: `python -m scripts.fit_evidence FOLDER`.

For every rule with `evidence` that fires in enough documents it prints the log-odds that were measured beside those the
pack names: in how many translations and in how many human texts of its language it fires, half a document added to each
cell. A rule that fires less often says nothing here; its level is a judgement.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from audit.finding import Confidence
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.selection import narrowed
from audit.text import plain
from scripts.quality import rows

SETS = ("mt_apertium_news", "mt_wmt15_16", "mt_wmt21_23", "mt_wmt24", "mt_wmt25_ar", "clean", "web_pages")
LEAST = 5
"""Documents a rule must fire in before its odds are printed."""
APART = 1.0
"""A named level that is so much above the measured log-odds is marked."""


@cache
def auditor() -> Auditor:
    return Auditor(narrowed(load_packs()))


def fired(job: tuple[str, str, str | None]) -> frozenset[str]:
    name, text, language = job
    auditor_ = auditor()
    report = auditor_.audit(plain(text, name, language))
    return frozenset(
        item.finding.rule
        for item in report.findings
        if item.finding.confidence is not Confidence.LOW and auditor_.rules[item.finding.rule].evidence is not None
    )


def translated(name: str, row: Mapping[str, Any]) -> bool | None:
    if name == "web_pages":
        said = row["machine_translated"]
        return None if said is None else bool(said)
    return name != "clean" and row.get("label", "mt") == "mt"


def documents(folder: Path) -> Iterator[tuple[bool, str, tuple[str, str, str | None]]]:
    for name in SETS:
        for row in rows(folder / "eval" / f"{name}.jsonl.gz"):
            language = (row.get("lang") or "").partition("-")[0]
            if (is_translation := translated(name, row)) is not None:
                yield is_translation, language, (row["id"], row["text"], language or None)


def log_odds(machine: int, machines: int, human: int, humans: int) -> float:
    """Of a table of four cells, half a document added to each."""
    return math.log((machine + 0.5) / (machines - machine + 0.5)) - math.log((human + 0.5) / (humans - human + 0.5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    labelled = list(documents(parser.parse_args().folder))
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(fired, (job for _, _, job in labelled), chunksize=16))
    totals: Counter[tuple[bool, str]] = Counter()
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    for (is_translation, language, _), rules in zip(labelled, found, strict=True):
        totals.update([(is_translation, language), (is_translation, "any")])
        for rule in rules:
            hits[rule][is_translation] += 1
    print("measured  named  translations  human texts  rule")
    lines = []
    for rule, counts in hits.items():
        language = rule.partition(".")[0]
        evidence = auditor().rules[rule].evidence
        if evidence is not None and counts.total() >= LEAST and totals[True, language]:
            odds = log_odds(counts[True], totals[True, language], counts[False], totals[False, language])
            mark = "  <- named too high" if evidence.machine_translation > odds + APART else ""
            shares = f"{counts[True]:5}/{totals[True, language]:<6} {counts[False]:5}/{totals[False, language]:<6}"
            lines.append((odds, f"{odds:+8.2f} {evidence.machine_translation:+6.2f}  {shares}  {rule}{mark}"))
    print("\n".join(line for _, line in sorted(lines)))


if __name__ == "__main__":
    main()
