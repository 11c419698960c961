"""MB of UTF-8 a second on one core: `python benchmarks/throughput.py [CORPUS.jsonl.gz]`.

All packs over a corpus of JSON lines (`text`, `lang`), by default the clean evaluation texts beside the checkout; the
seeds when that is absent. Prints the share of each stage, and beside it the same rules one at a time without the gate.
Seconds are of processor time; figures of one run may be compared, figures of two runs may not.
"""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from audit.run import Plan, prepare
from audit.scan import scan
from audit.text import Document, plain

ROOT = Path(__file__).parents[1]
CLEAN = ROOT.parent / "shared" / "eval" / "clean.jsonl.gz"


def corpus(path: Path) -> list[Document]:
    """The documents of a corpus, without the language they declare: detecting it is part of the work."""
    if not path.exists():
        return [plain(seed.read_text(encoding="utf-8"), seed.name) for seed in sorted((ROOT / "seeds").glob("*.txt"))]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [plain(row["text"], row["id"]) for row in map(json.loads, lines)]


def timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    documents = corpus(Path(sys.argv[1]) if len(sys.argv) > 1 else CLEAN)
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    start = process_time()
    auditor = prepare(Plan())
    loaded = process_time() - start
    print(f"{len(documents)} documents, {megabytes:.2f} MB, {len(auditor.rules)} rules, loaded in {loaded:.2f} s")
    for document in documents:
        auditor.audit(document)  # programs are compiled and expressions built once, before the clock runs

    whole = timed(lambda: [auditor.audit(document) for document in documents])
    stages: dict[str, float] = {}
    stages["language"] = timed(lambda: [auditor.view(document) for document in documents])
    views = [auditor.view(document) for document in documents]
    stages["lines and zones"] = timed(lambda: [view.lines for view in views])
    stages["folding"] = timed(lambda: [view.folded for view in views])
    stages["gate"] = timed(lambda: [auditor.program(view.language).gate.hits(view.folded) for view in views])
    stages["rules"] = timed(lambda: [scan(view, auditor.program(view.language)) for view in views]) - stages["gate"]
    stages["score and verdict"] = max(0.0, whole - sum(stages.values()))
    print(f"\nall stages  {megabytes / whole:8.2f} MB/s  ({whole:.2f} s)")
    for name, seconds in stages.items():
        print(f"  {name:18} {100 * seconds / whole:5.1f} %")

    spent: dict[str, float] = {}
    for view in views:
        program = auditor.program(view.language)
        for number, places in program.candidates(view).items():
            rule = program.rules[number]
            begun = process_time()
            for _ in rule.matcher.find(view, places):
                pass
            spent[rule.id] = spent.get(rule.id, 0.0) + process_time() - begun
    print("\ndearest rules, milliseconds a MB")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1])[:12]:
        print(f"  {1000 * seconds / megabytes:7.2f}  {name}")

    sample = views[:: max(1, len(views) // 150)]
    part = sum(len(view.document.text.encode()) for view in sample) / 1e6
    gated = timed(lambda: [scan(view, auditor.program(view.language)) for view in sample])
    naive = timed(lambda: [scan(view, auditor.program(view.language), gated=False) for view in sample])
    print(f"\nscan alone, {len(sample)} of the documents: with the gate {part / gated:.2f} MB/s,")
    print(f"one rule at a time without it {part / naive:.2f} MB/s; the gate makes it {naive / gated:.1f} times as fast")


if __name__ == "__main__":
    main()
