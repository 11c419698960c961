"""How the seeds' findings compare with a translator's annotation: `python scripts/gold.py GOLD.jsonl [CATEGORY]`."""

import json
import sys
from pathlib import Path

from audit.finding import Confidence, Severity
from audit.packs import load_packs
from audit.selection import narrowed
from audit.pipeline import Auditor
from audit.text import plain


def main() -> None:
    gold_path = Path(sys.argv[1])
    only = sys.argv[2] if len(sys.argv) > 2 else None
    auditor = Auditor(narrowed(load_packs()))
    wanted = found = typo_wanted = typo_found = 0
    alarms = right = 0
    deviation = 0.0
    for line in gold_path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = plain(Path(gold["path"]).read_text(encoding="utf-8"), gold["path"])
        report = auditor.audit(document)
        verdict = report.translation
        assert verdict is not None
        print(f"{gold['path']}: score {report.score:.1f}, annotator {gold['quality']}; {verdict.verdict}", end=" ")
        print(f"{verdict.probability:.3f} from {verdict.source_language}, annotator {gold['source_language']}")
        deviation += abs(report.score - gold["quality"])
        spans = [
            (placed.finding.span, placed.finding)
            for placed in report.findings
            if placed.finding.span
            and placed.finding.severity is not Severity.INFO
            and placed.finding.confidence is not Confidence.LOW
        ]
        for want in gold["findings"]:
            if not want["required"] or (only and want["category"] != only):
                continue
            length = want["end"] - want["start"]
            hit = any(
                finding.category == want["category"]
                and span.start < want["end"]
                and want["start"] < span.end
                and span.end - span.start <= 2 * length + 4
                for span, finding in spans
            )
            if want["category"] == "typography":
                typo_wanted, typo_found = typo_wanted + 1, typo_found + hit
            else:
                wanted, found = wanted + 1, found + hit
            if not hit:
                print(f"  MISSED {want['id']} {want['subtype']} {want['start']}-{want['end']} {want['quote']!r}")
        for span, finding in spans:
            if only and finding.category != only:
                continue
            alarms += 1
            good = any(span.start < want["end"] and want["start"] < span.end for want in gold["findings"])
            right += good
            if not good:
                print(f"  FALSE {finding.rule} {span.start}-{span.end} {finding.text!r}")
            for control in gold["controls"]:
                inside = span.start < control["end"] and control["start"] < span.end
                if inside and not any(
                    want["start"] <= span.start and span.end <= want["end"] for want in gold["findings"]
                ):
                    print(f"  CONTROL {finding.rule} {finding.text!r}: {control['why']}")
    print(f"required found: {found} of {wanted}; typography {typo_found} of {typo_wanted}")
    print(f"precision: {right} of {alarms}; mean deviation of the score {deviation / 5:.1f}")


if __name__ == "__main__":
    main()
