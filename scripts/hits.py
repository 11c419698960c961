"""What rules fire on: `python scripts/hits.py RULE_PREFIX FILE...` lists the findings of those rules, with context.

FILE is text, or JSON lines (`.jsonl`, `.jsonl.gz`) with `id`, `text` and `lang`. `--sample N` picks N findings.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.text import Document, plain


def documents(path: Path, language: str | None) -> Iterator[Document]:
    """The documents of a file, with their declared language, those of one language only if one is given."""
    if ".jsonl" not in path.name:
        yield plain(path.read_text(encoding="utf-8"), path.name)
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if language is None or row["lang"] == language:
                yield plain(row["text"], row["id"], row["lang"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prefix")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language")
    parser.add_argument("--sample", type=int)
    options = parser.parse_args()
    auditor = Auditor(load_packs(), low=True)
    shown: list[str] = []
    rules: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    total = words = 0
    for path in options.files:
        for document in documents(path, options.language):
            total += 1
            report = auditor.audit(document)
            words += report.words
            fired = set()
            for placed in report.findings:
                finding = placed.finding
                if not finding.rule.startswith(options.prefix):
                    continue
                rules[finding.rule] += 1
                fired.add(finding.rule)
                start, end = finding.span or (0, 0)
                before, after = document.text[max(0, start - 60) : start], document.text[end : end + 60]
                context = f"{before}>>>{finding.text}<<<{after}".replace("\n", "⏎")
                shown.append(f"{document.path} {finding.rule} [{finding.severity}/{finding.confidence}] {context}")
            hit.update(fired)
    if options.sample and len(shown) > options.sample:
        shown = random.Random(0).sample(shown, options.sample)
    print("\n".join(shown))
    print(f"\n{total} documents, {words} words")
    for rule, count in rules.most_common():
        print(f"{count:6} findings in {hit[rule]:5} documents  {rule}")


if __name__ == "__main__":
    main()
