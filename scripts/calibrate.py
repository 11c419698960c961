"""Fit the two constants of the score: `python scripts/calibrate.py GOLD.jsonl CLEAN.jsonl.gz`.

Tries pairs of `ACCEPTABLE` and `FLOOR` and prints, for each, the mean distance to the annotator's quality, the smallest
lead of a native page over a translation, and the median score of the clean documents.
"""

import gzip
import json
import statistics
import sys
from pathlib import Path

from audit import score
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.selection import narrowed
from audit.text import plain


def main() -> None:
    gold = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    auditor = Auditor(narrowed(load_packs()))
    seeds = [auditor.audit(plain(Path(row["path"]).read_text(encoding="utf-8"), row["path"])) for row in gold]
    with gzip.open(sys.argv[2], "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    clean = [auditor.audit(plain(row["text"], row["id"], row["lang"])) for row in rows]
    for acceptable in (8, 12, 16, 20, 24, 28, 32, 40, 48, 56):
        for floor in (100, 200, 300):
            value = {
                report.path: 100 * score.PASS ** (1000 * report.points / max(report.words, floor) / acceptable)
                for report in (*seeds, *clean)
            }
            distance = statistics.mean(abs(value[row["path"]] - row["quality"]) for row in gold)
            native = min(value[row["path"]] for row in gold if not row["translated"])
            translated = max(value[row["path"]] for row in gold if row["translated"])
            median = statistics.median(value[report.path] for report in clean)
            scores = " ".join(f"{value[row['path']]:5.1f}" for row in gold)
            line = f"A {acceptable:3} floor {floor:4}: distance {distance:5.1f}, lead {native - translated:6.1f}, "
            print(f"{line}clean median {median:5.1f}, seeds {scores}")


if __name__ == "__main__":
    main()
